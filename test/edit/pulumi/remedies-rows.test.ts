import { describe, expect, it } from "vitest";
import { allResources } from "../../../src/input/pulumi/resources.ts";
import type { RecordRow } from "../../../src/input/pulumi/row.ts";
import { ciphered, UNKNOWN, type Json } from "../../input/pulumi-fixture.ts";
import { declare, doubled, holds, right, setIn, spelt } from "./declare.ts";
import { judge, planned, register } from "./remedying.ts";

const rows = allResources().filter((row): row is RecordRow => row.kind === "record");
const named = (type: string): [string, RecordRow][] =>
  rows.filter((row) => holds(row, type)).map((row) => [row.tokens[0] as string, row]);
const severalValues = (row: RecordRow): boolean => row.list !== undefined || row.parts?.["TXT"]?.list !== undefined;

const DMARC = "v=DMARC1; p=none; rua=mailto:d@example.com";
const KEY = `v=DKIM1; k=rsa; p=${"MIIBIjANBgkqhkiG9w0BAQEFAAOC".repeat(14)}`;

/** Registers a resource with others of its kind, and again what came of it. */
function mended(row: RecordRow, properties: Json, rule: string): Json {
  const type = row.tokens[0] as string;
  const [once] = register([planned(type, "it", properties)], [rule]);
  expect(once?.kept).toEqual([]);
  expect(once?.remedies.map((each) => each.rule)).toEqual([rule]);
  const after = once?.properties as Json;
  const again = planned(type, "it", after);
  expect(judge([again]).result.findings.filter((finding) => finding.rule === rule)).toEqual([]);
  const [twice] = register([again], [rule]);
  expect(twice).toEqual({ remedies: [], kept: [], properties: after });
  return after;
}

describe("an owner with the zone's name twice", () => {
  it.each(named("TXT"))("%s", (_, row) => {
    for (const dot of row.names === "relative" ? [""] : ["", "."]) {
      const properties = declare(row, doubled(row, "_dmarc") + dot, "TXT", [spelt(row, DMARC)], { note: ciphered });
      const before = structuredClone(properties);
      const after = mended(row, properties, "name-doubled");
      const expected = declare(row, right(row, "_dmarc") + dot, "TXT", [spelt(row, DMARC)], { note: ciphered });
      expect(after).toEqual(expected);
      expect(properties).toEqual(before);
      expect(setIn(row, after)["note"]).toBe(setIn(row, properties)["note"]);
    }
  });

  it.each(named("MX"))("%s: the apex", (_, row) => {
    if (row.parts?.["MX"] !== undefined && row.one === undefined) return;
    const value = row.lead?.["MX"] === undefined ? "10 mx.example.net." : "mx.example.net.";
    const lead = row.lead?.["MX"]?.[0];
    const more = lead === undefined ? {} : { [lead]: 10 };
    const after = mended(row, declare(row, doubled(row, ""), "MX", [value], more), "name-doubled");
    expect(after).toEqual(declare(row, right(row, ""), "MX", [value], more));
  });

  it.each(named("CNAME"))("%s: with a target that is not known yet", (_, row) => {
    if (row.fixedType !== undefined || row.parts?.["CNAME"] !== undefined) return;
    const properties = declare(row, doubled(row, "s1._domainkey"), "CNAME", [UNKNOWN]);
    expect(mended(row, properties, "name-doubled")).toEqual(
      declare(row, right(row, "s1._domainkey"), "CNAME", [UNKNOWN]),
    );
  });
});

describe("quotes that would be published", () => {
  it.each(named("TXT"))("%s", (_, row) => {
    const name = right(row, "");
    const others = severalValues(row) ? [spelt(row, "keep"), ciphered, UNKNOWN] : [];
    const properties = declare(row, name, "TXT", [spelt(row, '"v=spf1 mx -all"'), ...others]);
    const after = mended(row, properties, "txt-quoting");
    // Quotes as data have quotes around them where the provider would take them for its own: those stay.
    const wanted = row.text === "mixed" ? '"v=spf1 mx -all"' : spelt(row, "v=spf1 mx -all");
    expect(after).toEqual(declare(row, name, "TXT", [wanted, ...others]));
  });
});

describe("a text that is not cut as the provider wants it", () => {
  const wanting = named("TXT").filter(([, row]) => !row.publisher.splitsText && row.cutsText === undefined);

  it("concerns some", () => {
    expect(wanting.length).toBeGreaterThanOrEqual(6);
  });

  it.each(wanting)("%s: a key", (_, row) => {
    const name = right(row, "s1._domainkey");
    const others = severalValues(row) ? [ciphered] : [];
    const after = mended(row, declare(row, name, "TXT", [spelt(row, KEY, 1000), ...others]), "txt-string-length");
    expect(after).toEqual(declare(row, name, "TXT", [spelt(row, KEY), ...others]));
  });

  it.each(wanting)("%s: a policy", (_, row) => {
    const spf = `v=spf1 ${Array.from({ length: 20 }, (__, index) => `ip4:192.0.2.${index + 10}`).join(" ")} -all`;
    const properties = declare(row, right(row, ""), "TXT", [spelt(row, spf, 1000)]);
    expect(mended(row, properties, "spf-length")).toEqual(declare(row, right(row, ""), "TXT", [spelt(row, spf)]));
  });

  it.each(named("TXT").filter(([, row]) => row.publisher.splitsText || row.cutsText !== undefined))(
    "%s leaves it to the host",
    (_, row) => {
      const properties = declare(row, right(row, "s1._domainkey"), "TXT", [spelt(row, KEY, 1000)]);
      const [once] = register([planned(row.tokens[0] as string, "it", properties)]);
      expect(once?.remedies).toEqual([]);
      expect(once?.properties).toBe(properties);
    },
  );
});

describe("strings that lack the blank between them", () => {
  const several = named("TXT").filter(([, row]) => row.text !== "raw");

  it.each(several)("%s", (_, row) => {
    const glued =
      row.text === "chunks" ? ["v=spf1 mx", "-all"] : row.text === "inner" ? 'v=spf1 mx""-all' : '"v=spf1 mx" "-all"';
    const wanted = row.text === "mixed" || row.text === "wrapped" ? '"v=spf1 mx -all"' : spelt(row, "v=spf1 mx -all");
    const properties = declare(row, right(row, ""), "TXT", [glued]);
    expect(mended(row, properties, "spf-glued-strings")).toEqual(declare(row, right(row, ""), "TXT", [wanted]));
  });

  it.each(named("TXT").filter(([, row]) => row.text === "quoted"))("%s: a text without quotes", (_, row) => {
    const properties = declare(row, right(row, ""), "TXT", ["v=spf1 include:_spf.example.net ~all"]);
    expect(mended(row, properties, "spf-glued-strings")).toEqual(
      declare(row, right(row, ""), "TXT", ['"v=spf1 include:_spf.example.net ~all"']),
    );
  });
});

describe("a proxy before a DKIM alias", () => {
  const proxying = rows.filter(({ proxied }) => proxied !== undefined);

  it("exists at Cloudflare alone", () => {
    expect(proxying.map(({ publisher }) => publisher.id)).toEqual(["cloudflare"]);
  });

  it.each(proxying.flatMap((row) => row.tokens.map((token) => [token, row] as const)))("%s", (_, row) => {
    for (const content of ["s1.domainkey.u1.wl1.sendgrid.net", UNKNOWN, ciphered]) {
      const properties = declare(row, "s1._domainkey", "CNAME", [content], { proxied: true, ttl: 1 });
      const after = mended(row, properties, "dkim-proxied");
      expect(after).toEqual({ ...properties, proxied: false });
      expect(after["content"]).toBe(properties["content"]);
    }
  });
});
