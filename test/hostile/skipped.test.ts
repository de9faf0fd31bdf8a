import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadDocuments } from "../../src/input/load.ts";

const SOA = "@ 300 IN SOA ns.example.org. host.example.org. 1 2 3 4 5\n";
const MX = "@ 300 IN MX 10 192.0.2.1\n";
const YAML = "'':\n  type: MX\n  value: {exchange: mx.example.org., preference: 1}\n";
const ROW = { name: "example.com", type: "MX", exchange: "mx.example.org", preference: 1 };
const CLOUDFLARE = { zone_name: "example.com", name: "example.com", type: "A", content: "192.0.2.1", proxied: false };

/** In a folder beside a document of the same kind: each must be read or refused, never passed over. */
const files: readonly (readonly [string, string])[] = [
  ["example.com.zone", `; \0\n${SOA}${MX}`],
  ["example.com.zone", "what is this?\n"],
  ["example.com", `www 300 IN HTTPS 1 .\n${SOA}${MX}`],
  ["example.com", `www IN URI 10 1 "https://example.org"\n${SOA}${MX}`],
  ["example.com", `@ (\n IN SOA ns.example.org. host.example.org. 1 2 3 4 5 )\n${MX}`],
  ["example.com", `${";\n".repeat(40_000)}${SOA}${MX}`],
  ["example.com", `@ NS ns\n${SOA}${MX}`],
  ["example.com", `@ TXT hello\n${SOA}${MX}`],
  ["zones/example.com.yaml", YAML.replace("type: MX", '"\\x74ype": MX')],
  ["zones/example.com.yaml", YAML.replace("type: MX", "type:\n    MX")],
  ["zones/example.com.yaml", YAML.replace("type: MX", "type: &t MX")],
  ["zones/example.com.yaml", `providers: {}\nzones:\n  class: x\n${YAML}`],
  ["zones/example.com.yaml", "!include other.yaml\n"],
  ["zones/example.com.yaml", "'':\n  ty"],
  ["zones/example.com.yaml", `${YAML}# \0\n`],
  ["a.json", JSON.stringify({ version: 1, zones: [{}, { origin: "example.com", records: [ROW] }] })],
  ["a.json", " ".repeat(3000) + JSON.stringify({ version: 1, zones: [{ origin: "example.com", records: [ROW] }] })],
  ["a.json", JSON.stringify({ success: true, result: [{ id: 1 }, CLOUDFLARE] })],
  [
    "a.json",
    JSON.stringify({ success: true, result: [CLOUDFLARE], result_info: { page: 1, total_pages: 1, total_count: 99 } }),
  ],
];

const folders: string[] = [];

afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function folderOf(contents: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "maildns-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe("a document that looks harmless", () => {
  it.each(files)("%s %j is not passed over", async (name, text) => {
    const folder = folderOf({ "zones/example.net.yaml": YAML, [name]: text });
    const loaded = await loadDocuments([folder], {});
    expect(loaded.skipped).toEqual([]);
    const seen = [...loaded.documents, ...loaded.problems].map(({ path }) => path);
    expect(seen).toContain(`${folder}/${name}`);
  });

  it("leaves other files alone", async () => {
    const folder = folderOf({
      "example.com.yaml": YAML,
      "README.md": "Check in a box: come in here now\n",
      "notes.txt": "Mail in the office\n",
      "docker-compose.yaml": "services: {}\n",
      "package.json": "{}",
    });
    const loaded = await loadDocuments([folder], {});
    expect(loaded.skipped).toHaveLength(4);
    expect(loaded.problems).toEqual([]);
  });
});

describe("a file that is included again and again", () => {
  it("does not multiply without bound", async () => {
    const folder = folderOf({
      "example.com.zone": `$ORIGIN example.com.\n${SOA}${"$INCLUDE hosts.inc\n".repeat(5000)}`,
      "hosts.inc": "h A 192.0.2.1\n".repeat(20_000),
    });
    const loaded = await loadDocuments([`${folder}/example.com.zone`], {});
    expect(loaded.zones).toEqual([]);
    expect(loaded.problems[0]?.reason).toMatch(/^files that are included again hold more than/);
  });
});
