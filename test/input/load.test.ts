import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadDocuments, type Loaded, type LoadOptions } from "../../src/input/load.ts";
import { fileOf, lineOf } from "./json-fixture.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files; what is no text is written as JSON. */
function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), "maildns-"));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const data = typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content);
    writeFileSync(join(folder, path), data);
  }
  return folder;
}

async function load(
  files: Readonly<Record<string, unknown>>,
  paths = ["."],
  options: LoadOptions = {},
): Promise<Loaded> {
  return loadDocuments(paths, { cwd: folderOf(files), ...options });
}

function zonesOf(loaded: Loaded): string[] {
  return loaded.zones.map(
    ({ origin, scope, publisher, records }) => `${origin} ${scope} ${publisher.id} ${records.length}`,
  );
}

function problemsOf(loaded: Loaded): string[] {
  return loaded.problems.map(({ level, path, reason }) => `${level} ${path}: ${reason}`);
}

function records(origin: string, scope?: string, ...rows: object[]): unknown {
  const row = { name: "@", type: "A", address: "192.0.2.1" };
  return { version: 1, zones: [{ origin, scope, records: rows.length === 0 ? [row] : rows }] };
}

function page(number: number, of: number, name = `p${number}.example.com`): unknown {
  const row = { type: "A", name, content: "192.0.2.1", proxied: false, zone_name: "example.com" };
  return { success: true, result: [row], result_info: { page: number, total_pages: of } };
}

const zoneFile = "$ORIGIN example.org.\n@ 300 IN SOA ns.example.net. h.example.net. 1 2 3 4 5\n@ 300 IN A 192.0.2.1\n";

test("a folder: sorted, hidden files and node_modules left out, other files counted", async () => {
  const loaded = await load({
    "b/example.org.zone": zoneFile,
    "a.json": records("example.com"),
    "README.md": "# Zones\n",
    "image.png": new Uint8Array([137, 80, 0, 0]),
    ".git/c.json": records("example.net"),
    "node_modules/x/d.json": records("example.net"),
  });
  expect(problemsOf(loaded)).toEqual([]);
  expect(zonesOf(loaded)).toEqual(["example.com part records 1", "example.org whole zone-file 2"]);
  expect(loaded.skipped).toEqual(["README.md", "image.png"]);
  expect(loaded.documents.map((document) => document.path)).toEqual(["a.json", "b/example.org.zone"]);
  expect([...loaded.files.keys()]).toEqual(["a.json", "b/example.org.zone"]);
});

test("in a folder a broken document is reported and the rest read", async () => {
  const loaded = await load({ "a.json": records("example.com"), "b.json": '{"ResourceRecordSets": [' });
  expect(zonesOf(loaded)).toEqual(["example.com part records 1"]);
  expect(problemsOf(loaded)).toEqual([
    "error b.json: Route 53 answer that is not JSON: the text ends inside the array that this [ opens",
  ]);
});

test.each<[files: Record<string, unknown>, paths: string[], problem: string]>([
  [{}, ["gone.json"], "error gone.json: does not exist"],
  [{}, ["."], "error .: no DNS record was found"],
  [{ "a.txt": "hello" }, ["."], "error .: no DNS record was found; 1 file is no DNS document"],
  [{ "a.txt": "" }, ["./a.txt"], "error a.txt: is empty"],
  [{ "a.bin": new Uint8Array([0, 1]) }, ["a.bin"], "error a.bin: is no text, so no DNS document"],
  [
    { "dev.json.gz": new Uint8Array([0x1f, 0x8b, 8, 0, 0]) },
    ["dev.json.gz"],
    "error dev.json.gz: is compressed with gzip; unpack it (gunzip) and give what comes out",
  ],
  [{ "a.json": { message: "no" } }, ["a.json"], "error a.json: looks like an API's error answer: no"],
  [{ "a.json": { version: 1, zones: [] } }, ["a.json"], "error a.json: holds no DNS record"],
  [{ "a.json": { success: true, result: [] } }, ["a.json"], "error a.json: holds no DNS record"],
])("%j %j", async (files, paths, problem) => {
  const loaded = await load(files, paths);
  expect(problemsOf(loaded)).toEqual([problem]);
  expect(loaded.zones).toEqual([]);
});

test("a file named twice, or beside its folder, is read once", async () => {
  const loaded = await load({ "x/a.json": records("example.com") }, ["x", "x/a.json", "./x/../x/a.json"]);
  expect(problemsOf(loaded)).toEqual([]);
  expect(zonesOf(loaded)).toEqual(["example.com part records 1"]);
});

test("links: none out of the folder, none in circles, hidden targets inside it", async () => {
  const outside = folderOf({ "secret.json": records("example.net") });
  const folder = folderOf({ "z/a.json": records("example.com"), ".data/b.json": records("example.org") });
  symlinkSync(outside, join(folder, "out"));
  symlinkSync(join(outside, "secret.json"), join(folder, "secret.json"));
  symlinkSync("..", join(folder, "z", "up"));
  symlinkSync("loop", join(folder, "loop"));
  symlinkSync("z/a.json", join(folder, "again.json"));
  symlinkSync(".data/b.json", join(folder, "b.json"));
  const loaded = await loadDocuments([folder], {});
  expect(problemsOf(loaded)).toEqual([]);
  expect(zonesOf(loaded)).toEqual(["example.org part records 1", "example.com part records 1"]);
  // A link that the user names is followed.
  expect(zonesOf(await loadDocuments(["secret.json"], { cwd: folder }))).toEqual(["example.net part records 1"]);
});

test("encodings", async () => {
  const text = JSON.stringify(records("example.com", "part", { name: "@", type: "TXT", text: "é" }));
  const wide = Buffer.from(`\ufeff${text}`, "utf16le");
  const loaded = await load({
    "bom.json": `\ufeff${text}`,
    "wide.json": wide,
    "wide-be.json": Buffer.from(wide).swap16(),
  });
  expect(problemsOf(loaded)).toEqual([]);
  expect(loaded.zones[0]?.records.map(lineOf)).toEqual(Array.from({ length: 3 }, () => 'example.com - TXT "\xc3\xa9"'));
  const latin = await load({ "a.json": Buffer.from(text, "latin1") });
  expect(latin.files.get("a.json")?.file.utf8).toBe(false);
});

test("standard input", async () => {
  const loaded = await loadDocuments(["-"], { stdin: fileOf(records("example.com"), "<stdin>") });
  expect(loaded.documents).toEqual([{ path: "<stdin>", format: "records" }]);
  const refused = await loadDocuments(["-"], { stdin: fileOf(`${zoneFile}$INCLUDE x\n`, "<stdin>") });
  expect(problemsOf(refused)[0]).toContain("standard input lies in no folder");
});

test("pages from several files become one zone", async () => {
  const loaded = await load({ "2.json": page(2, 3), "3.json": page(3, 3), "1.json": page(1, 3) }, [
    "2.json",
    "3.json",
    "1.json",
  ]);
  expect(problemsOf(loaded)).toEqual([]);
  expect(zonesOf(loaded)).toEqual(["example.com whole cloudflare 3"]);
  expect(loaded.zones[0]?.records.map((record) => record.name)).toEqual(
    ["p1", "p2", "p3"].map((label) => `${label}.example.com`),
  );
  expect(loaded.zones[0]?.documents.map((document) => document.path)).toEqual(["1.json", "2.json", "3.json"]);
  expect(loaded.zones[0]?.page).toBeUndefined();
});

test.each<[files: Record<string, unknown>, reason: string]>([
  [
    { "1.json": page(1, 3), "3.json": page(3, 3) },
    "the listing of the zone example.com is cut: page 1, 3 of 3 is there, page 2 is not; give all pages in one run",
  ],
  [
    { "3.json": page(3, 3) },
    "the listing of the zone example.com is cut: page 3 of 3 is there, page 1 is not; give all pages in one run",
  ],
  [
    { "a.json": page(1, 2), "b.json": page(1, 2), "c.json": page(2, 2) },
    "page 1 of the zone example.com is given twice, in a.json and in b.json",
  ],
  [
    { "1.json": page(1, 1e15) },
    "the listing of the zone example.com is cut: page 1 of 1000000000000000 is there, page 2 is not; give all pages in one run",
  ],
  [
    { "a.json": page(1, 1), "b.json": page(1, 1) },
    "the zone example.com is declared in a.json and in b.json, each time as a whole: give one of them",
  ],
  [
    { "a.json": records("example.com", "whole"), "b.json": records("example.com") },
    "the zone example.com is declared as a whole in a.json and once more, in part, in b.json: give one of them",
  ],
])("refused: %j", async (files, reason) => {
  const loaded = await load(files);
  expect(loaded.zones).toEqual([]);
  expect(loaded.problems.map((problem) => problem.reason)).toEqual([reason]);
});

test("parts of one zone are merged, hosts and kinds stay apart", async () => {
  const loaded = await load({
    "a.json": records("example.com", "part"),
    "b.json": records("example.com"),
    "c.json": page(1, 1),
    "d.json": {
      version: 1,
      zones: [{ origin: "example.com", host: "route53", records: [{ name: "@", type: "A", address: "192.0.2.1" }] }],
    },
  });
  expect(problemsOf(loaded)).toEqual([]);
  expect(zonesOf(loaded)).toEqual([
    "example.com part records 2",
    "example.com whole cloudflare 1",
    "example.com part route53 1",
  ]);
});

test("private zones of one name stay apart by their ids", async () => {
  const zone = (id: string): unknown => ({
    version: 1,
    zones: [
      {
        origin: "a.example",
        id,
        private: true,
        scope: "whole",
        records: [{ name: "@", type: "A", address: "192.0.2.1" }],
      },
    ],
  });
  const loaded = await load({ "a.json": zone("1"), "b.json": zone("2") });
  expect(problemsOf(loaded)).toEqual([]);
  expect(loaded.zones).toHaveLength(2);
});

test("the world before a change holds the other documents unchanged", async () => {
  const mx = (Value: string): object => ({ Name: "example.com.", Type: "MX", TTL: 1, ResourceRecords: [{ Value }] });
  const loaded = await load({
    "example.com.json": {
      Changes: [
        { Action: "DELETE", ResourceRecordSet: mx("10 a.example") },
        { Action: "CREATE", ResourceRecordSet: mx("10 b.example") },
      ],
    },
    "other.json": records("example.net"),
  });
  expect(problemsOf(loaded)).toEqual([]);
  expect(loaded.zones.map((zone) => zone.records.map(lineOf))).toEqual([
    ["example.com 1 MX 10 b.example"],
    ["example.net - A 192.0.2.1"],
  ]);
  expect(loaded.before?.map((zone) => zone.records.map(lineOf))).toEqual([
    ["example.com 1 MX 10 a.example"],
    ["example.net - A 192.0.2.1"],
  ]);
});

test("an included file of the folder is a part of what includes it", async () => {
  const loaded = await load({
    "a.zone": `${zoneFile}$INCLUDE sub/part.zone\n`,
    "sub/part.zone": "$ORIGIN example.org.\nwww 300 IN A 192.0.2.2\n",
  });
  expect(problemsOf(loaded)).toEqual([]);
  expect(zonesOf(loaded)).toEqual(["example.org whole zone-file 3"]);
  expect([...loaded.files.keys()].sort()).toEqual(["a.zone", "sub/part.zone"]);
});

test("nothing is opened outside the folder", async () => {
  const outside = folderOf({ "part.zone": "www 300 IN A 192.0.2.2\n" });
  for (const [name, why] of [
    ["../part.zone", "does not exist"],
    [`${outside}/part.zone`, "is an absolute path"],
    ["link.zone", "lies outside the folder"],
  ] as const) {
    const folder = folderOf({ "a.zone": `${zoneFile}$INCLUDE ${name}\n` });
    symlinkSync(join(outside, "part.zone"), join(folder, "link.zone"));
    const loaded = await loadDocuments(["a.zone"], { cwd: folder });
    expect(problemsOf(loaded).join()).toContain(why);
    expect(loaded.zones).toEqual([]);
  }
});

test("octoDNS: one zone kept in several files", async () => {
  const www = "www: {type: A, value: 192.0.2.1}\n";
  const loaded = await load({
    "zones/example.com./$example.com.yaml": "'': {type: A, value: 192.0.2.1}\n",
    "zones/example.com./www.yaml": www,
    "zones/example.com.yaml": "mail: {type: A, value: 192.0.2.1}\n",
    "zones/example.net.yaml": www,
    "zones/config.yaml": "providers:\n  a:\n    class: b\nzones:\n  example.com.:\n    targets: []\n",
  });
  expect(problemsOf(loaded)).toEqual([]);
  expect(zonesOf(loaded).sort()).toEqual(["example.com whole octodns 3", "example.net whole octodns 1"]);
  expect(loaded.skipped).toEqual(["zones/config.yaml"]);
});

test("origin: the option, then the configuration", async () => {
  const document = {
    success: true,
    result: [{ type: "A", name: "www.example.com", content: "192.0.2.1", proxied: false, zone_id: "z" }],
  };
  const origins = async (options: LoadOptions): Promise<string[]> =>
    zonesOf(await load({ "x.json": document }, ["x.json"], options));
  expect(await origins({ origin: "com", originOf: () => "example.com" })).toEqual(["com whole cloudflare 1"]);
  expect(await origins({ originOf: (path) => (path === "x.json" ? "example.com" : undefined) })).toEqual([
    "example.com whole cloudflare 1",
  ]);
  expect(await origins({ zoneOfId: (id) => (id === "z" ? "example.com" : undefined) })).toEqual([
    "example.com whole cloudflare 1",
  ]);
});

test("progress", async () => {
  const seen: string[] = [];
  await load({ "a.json": records("example.com"), "b.txt": "no" }, ["."], {
    onProgress: ({ done, total, path }) => seen.push(`${done}/${total} ${path}`),
  });
  expect(seen).toEqual(["0/2 a.json", "1/2 b.txt"]);
});
