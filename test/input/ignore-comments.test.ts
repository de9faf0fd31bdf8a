import { describe, expect, it } from "vitest";
import { cloudflareReader } from "../../src/input/cloudflare.ts";
import { octodnsReader } from "../../src/input/octodns.ts";
import type { InputFile, Reader, ReadOptions } from "../../src/input/reader.ts";
import { zoneFileReader } from "../../src/input/zone-file.ts";
import { rrtypeOf } from "../../src/model/record.ts";

function options(files: Readonly<Record<string, string>> = {}): ReadOptions {
  return {
    origin: "example.com",
    zoneOfId: () => undefined,
    open: (path) => {
      const text = files[path];
      return text === undefined ? { refused: "no" } : { path, text, utf8: true };
    },
  };
}

/** `type value: comment` of the records that have a comment, and the notes about comments. */
function read(
  reader: Reader,
  text: string,
  path: string,
  files?: Readonly<Record<string, string>>,
): { readonly said: string[]; readonly lost: string[] } {
  const file: InputFile = { path, text, utf8: true };
  const { zones, problems } = reader.read(file, options(files), () => JSON.parse(text) as unknown);
  expect(problems.filter(({ level }) => level === "error")).toEqual([]);
  const said = zones
    .flatMap(({ records }) => records)
    .filter(({ vendor }) => vendor?.comment !== undefined)
    .map((record) => {
      const data = JSON.stringify(Object.values(record.data).at(-1));
      return `${rrtypeOf(record)} ${data}: ${record.vendor?.comment ?? ""}`;
    });
  const lost = problems
    .filter(({ reason }) => reason.includes("maildns-ignore"))
    .map(({ line, reason }) => `${line} ${reason}`);
  return { said, lost };
}

const A = "maildns-ignore a-b: r";
const B = "maildns-ignore c-d: s";

describe("in a zone file", () => {
  const zone = (text: string, files?: Readonly<Record<string, string>>) =>
    read(zoneFileReader, `$TTL 60\n${text}`, "example.com.zone", files);
  const LOST = `a maildns-ignore comment stands at no record and has no effect`;
  const PLACE = `: its place is the record's line, or the one directly above`;

  it.each<[title: string, text: string, said: string[], lost?: string[]]>([
    ["behind the record", `@ A 192.0.2.1 ; ${A}\n@ A 192.0.2.2`, [`A "192.0.2.1": ${A}`]],
    ["without a blank", `@ A 192.0.2.1;${A}`, [`A "192.0.2.1": ${A}`]],
    ["above", `; ${A}\n@ A 192.0.2.1\n@ A 192.0.2.2`, [`A "192.0.2.1": ${A}`]],
    ["above, indented, several semicolons", `\t ;; ${A}\n@ A 192.0.2.1`, [`A "192.0.2.1": ; ${A}`]],
    [
      "two above and one behind",
      `; ${A}\n; ${B}\n@ A 192.0.2.1 ; ${A}`,
      [`A "192.0.2.1": ; ${A}\n${B}\n${A}`.replace("; ", "")],
    ],
    ["other comments between", `; ${A}\n; the web\n@ A 192.0.2.1`, [`A "192.0.2.1": ${A}`]],
    ["other comments alone", `; the web\n@ A 192.0.2.1 ; the web`, []],
    ["on the lines of one record", `@ TXT ( "a" ; ${A}\n  "b" ; x\n ) ; ${B}`, [`TXT ["a","b"]: ${A}\n${B}`]],
    ["an inherited owner", `@ A 192.0.2.1\n  A 192.0.2.2 ; ${A}`, [`A "192.0.2.2": ${A}`]],
    ["in a text", `@ TXT "; ${A}"`, []],
    ["in a text with a quote", `@ TXT "\\"; ${A}" ; ${B}`, [`TXT ["\\"; ${A}"]: ${B}`]],
    ["with CRLF", `; ${A}\r\n@ A 192.0.2.1 ; ${B}\r\n`, [`A "192.0.2.1": ${A}\n${B}`]],
    ["a blank line between", `; ${A}\n\n@ A 192.0.2.1`, [], [`2 ${LOST}${PLACE}`]],
    ["at the end", `@ A 192.0.2.1\n; ${A}\n; ${B}`, [], [`3 ${LOST}${PLACE}`]],
    ["above a directive", `; ${A}\n$TTL 30\n@ A 192.0.2.1`, [], [`2 ${LOST}${PLACE}`]],
    ["outside the zone", `@ A 192.0.2.1\na.example.net. A 192.0.2.1 ; ${A}`, [], [`3 ${LOST}${PLACE}`]],
    ["twice nowhere", `; ${A}\n\n; ${A}\n\n@ A 192.0.2.1`, [], [`2 ${LOST} (and so 1 more)${PLACE}`]],
    [
      "above what makes several",
      `; ${A}\n$GENERATE 1-2 h$ A 192.0.2.$`,
      [`A "192.0.2.1": ${A}`, `A "192.0.2.2": ${A}`],
    ],
    ["behind Cloudflare's tags", `@ A 192.0.2.1 ; ${A} cf_tags=cf-proxied:true`, [`A "192.0.2.1": ${A}`]],
  ])("%s", (_, text, said, lost = []) => {
    const result = zone(text);
    expect(result.lost).toEqual(lost);
    expect(result.said).toEqual(said);
  });

  it("of an included file speak of its own records", () => {
    const result = zone(`@ A 192.0.2.1\n; ${A}\n$INCLUDE more\n@ A 192.0.2.4`, {
      more: `@ A 192.0.2.2 ; ${B}\n@ A 192.0.2.3`,
    });
    expect(result.said).toEqual([`A "192.0.2.2": ${B}`]);
    expect(result.lost).toEqual([`3 ${LOST}${PLACE}`]);
  });
});

describe("in octoDNS YAML", () => {
  const LOST =
    "a maildns-ignore comment stands at no record and has no effect: its place is a line of the record, or the one directly above";

  it.each<[title: string, text: string, said: string[], lost?: string[]]>([
    ["on the value's line", `a:\n  type: A\n  value: 192.0.2.1 # ${A}`, [`A "192.0.2.1": ${A}`]],
    ["above the value", `a:\n  type: A\n  # ${A}\n  value: 192.0.2.1`, [`A "192.0.2.1": ${A}`]],
    [
      "at one of several values",
      `a:\n  type: A\n  values:\n  - 192.0.2.1\n  - 192.0.2.2 # ${A}`,
      [`A "192.0.2.2": ${A}`],
    ],
    [
      "at the type: all values",
      `a:\n  type: A # ${A}\n  values:\n  - 192.0.2.1\n  - 192.0.2.2`,
      [`A "192.0.2.1": ${A}`, `A "192.0.2.2": ${A}`],
    ],
    [
      "at the name: all sets",
      `a: # ${A}\n- type: A\n  value: 192.0.2.1\n- type: TXT\n  value: x`,
      [`A "192.0.2.1": ${A}`, `TXT ["x"]: ${A}`],
    ],
    [
      "above the name: all sets",
      `---\n# ${A}\n# more\na:\n- type: A\n  value: 192.0.2.1\n- type: TXT\n  value: x\nb:\n  type: A\n  value: 192.0.2.3`,
      [`A "192.0.2.1": ${A}`, `TXT ["x"]: ${A}`],
    ],
    ["above one set", `a:\n- type: A\n  value: 192.0.2.1\n# ${A}\n- type: TXT\n  value: x`, [`TXT ["x"]: ${A}`]],
    [
      "on the second line of an MX",
      `a:\n  type: MX\n  values:\n  - exchange: mx.\n    preference: 10 # ${A}\n  - exchange: mx2.\n    preference: 20`,
      [`MX "mx": ${A}`],
    ],
    [
      "in flow form",
      `a: {type: A, values: [192.0.2.1, 192.0.2.2]} # ${A}`,
      [`A "192.0.2.1": ${A}`, `A "192.0.2.2": ${A}`],
    ],
    ["in quotes", `a:\n  type: TXT\n  value: "x # ${A}"`, []],
    ["in and behind quotes", `a:\n  type: TXT\n  value: 'x # ${A}' # ${B}`, [`TXT ["x # ${A}"]: ${B}`]],
    ["in a block", `a:\n  type: TXT\n  value: |-\n    x # ${A}`, []],
    ["without a blank before it", "a:\n  type: TXT\n  value: x#maildns-ignore", []],
    ["a blank line between", `# ${A}\n\na:\n  type: A\n  value: 192.0.2.1`, [], [`1 ${LOST}`]],
    ["at the end", `a:\n  type: A\n  value: 192.0.2.1\n# ${A}\n# ${B}`, [], [`4 ${LOST}`, `5 ${LOST}`]],
    [
      "beside octoDNS's own comment for Cloudflare",
      `a:\n  octodns: {cloudflare: {comment: "${B}"}}\n  type: A\n  value: 192.0.2.1 # ${A}`,
      [`A "192.0.2.1": ${A}\n${B}`],
    ],
    [
      "at an anchor: not where the alias is used",
      `a:\n  type: A\n  values: &v\n  - 192.0.2.1 # ${A}\nb:\n  type: A\n  values: *v`,
      [`A "192.0.2.1": ${A}`],
    ],
  ])("%s", (_, text, said, lost = []) => {
    const result = read(octodnsReader, text, "example.com.yaml");
    expect(result.said).toEqual(said);
    expect(result.lost).toEqual(lost);
  });

  it("stacked without end are read once", () => {
    const lines = Array.from({ length: 20_000 }, () => `# ${A}`).join("\n");
    const { said } = read(octodnsReader, `---\n${lines}\na: {type: A, value: 192.0.2.1}`, "example.com.yaml");
    expect(said).toHaveLength(1);
  });
});

it("in Cloudflare's comment field", () => {
  const row = { id: "1", zone_name: "example.com", name: "example.com", type: "A", content: "192.0.2.1", ttl: 1 };
  const text = JSON.stringify({ success: true, errors: [], messages: [], result: [{ ...row, comment: A }] });
  expect(read(cloudflareReader, text, "zone.json").said).toEqual([`A "192.0.2.1": ${A}`]);
});
