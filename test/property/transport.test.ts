import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBimi, looksMeantAsBimi, mendBimi, parseBimi, printBimi } from "../../src/syntax/bimi.ts";
import { matchesMx, parseStsPolicy, printStsPolicy } from "../../src/syntax/mta-sts-policy.ts";
import { isSts, looksMeantAsSts, mendSts, parseSts, printSts } from "../../src/syntax/mta-sts.ts";
import { isTlsRpt, looksMeantAsTlsRpt, mendTlsRpt, parseTlsRpt, printTlsRpt } from "../../src/syntax/tls-rpt.ts";
import { parseTlsa, printTlsa } from "../../src/syntax/tlsa.ts";

const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1000);

/** Pieces that the grammars know, and noise between them. */
function soup(...pieces: string[]): fc.Arbitrary<string> {
  const noise = fc.string({ unit: "binary-ascii", maxLength: 4 });
  return fc.array(fc.oneof(fc.constantFrom(...pieces), noise), { maxLength: 14 }).map((parts) => parts.join(""));
}

const sts = soup("id=", "20261101", ";", "; ", " ", "=", "x-y=1", "ID=", "v=STSv1").map((text) => `v=STSv1;${text}`);
const rpt = soup("rua=", "mailto:a@example.com", "https://example.com/x", ",", ";", " ", "=", "!10m").map(
  (text) => `v=TLSRPTv1;${text}`,
);
const bimi = soup("l=", "a=", "https://example.com/a.svg", ";", " ", "lps=true", "avp=", "=").map(
  (t) => `v=BIMI1;${t}`,
);
const policy = soup(
  "version: STSv1",
  "mode: enforce",
  "mx: ",
  "mx.example.com",
  "*.",
  "max_age: 1",
  "\n",
  "\r\n",
  " ",
  ":",
  "\ufeff",
  "<",
);
const tlsa = soup("3 ", "1 ", "256 ", "ab", "0".repeat(64), "DANE-EE ", "\\# 35 ", " ");

interface Spanned {
  readonly start: number;
  readonly end: number;
}

function inside(text: string, errors: readonly Spanned[]): void {
  for (const { start, end } of errors) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
  }
}

describe("transport records", () => {
  it("MTA-STS: total, spans inside, what is printed is read again, what is mended is right", () => {
    fc.assert(
      fc.property(sts, (text) => {
        const record = parseSts(text);
        inside(text, record.errors);
        for (const { name, value, start, end } of record.fields) {
          expect(text.slice(start, end)).toContain(name);
          expect(text.slice(start, end)).toContain(value);
        }
        if (record.usable) {
          const again = parseSts(printSts(record));
          expect(again.usable).toBe(true);
          expect(again.fields.map(({ name, value }) => [name, value])).toEqual(
            record.fields.map(({ name, value }) => [name, value]),
          );
        }
        expect(isSts(mendSts(record))).toBe(true);
        expect(parseSts(mendSts(record)).errors).toEqual([]);
      }),
      { numRuns },
    );
  });

  it("TLS-RPT: the same", () => {
    fc.assert(
      fc.property(rpt, (text) => {
        const record = parseTlsRpt(text);
        inside(text, [...record.errors, ...record.rua]);
        if (record.errors.length === 0)
          expect(parseTlsRpt(printTlsRpt(record)).rua.map((uri) => uri.text)).toEqual(
            record.rua.map((uri) => uri.text),
          );
        const mended = mendTlsRpt(record);
        if (mended !== undefined) expect(parseTlsRpt(mended)).toMatchObject({ errors: [], usable: true });
      }),
      { numRuns },
    );
  });

  it("BIMI: the same", () => {
    fc.assert(
      fc.property(bimi, (text) => {
        const record = parseBimi(text);
        inside(text, record.errors);
        if (record.usable)
          expect(parseBimi(printBimi(record))).toMatchObject({
            usable: true,
            location: record.location,
            declined: record.declined,
          });
        const mended = mendBimi(text);
        if (mended !== undefined) expect(parseBimi(mended).usable).toBe(true);
      }),
      { numRuns },
    );
  });

  it("policy file: the same", () => {
    fc.assert(
      fc.property(policy, fc.boolean(), (text, utf8) => {
        const tree = parseStsPolicy(text, utf8);
        inside(text, tree.errors);
        for (const { start, end, valueStart, valueEnd, value } of tree.lines) {
          inside(text, [{ start, end }]);
          expect(text.slice(valueStart, valueEnd)).toBe(value);
        }
        if (tree.usable) {
          const again = parseStsPolicy(printStsPolicy(tree));
          expect(again).toMatchObject({ usable: true, mode: tree.mode, maxAge: tree.maxAge });
          expect(again.mx.map(({ pattern }) => pattern)).toEqual(tree.mx.map(({ pattern }) => pattern));
        }
      }),
      { numRuns },
    );
  });

  it("TLSA: the same", () => {
    fc.assert(
      fc.property(tlsa, (text) => {
        const record = parseTlsa(text);
        inside(text, record.errors);
        const printed = printTlsa(record);
        if (printed === undefined) return;
        const { usage, selector, matching, data } = record;
        expect(parseTlsa(printed)).toMatchObject({ usage, selector, matching, ...(data === "" ? {} : { data }) });
      }),
      { numRuns },
    );
  });

  it("any text: no look at it throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        for (const near of [looksMeantAsSts(text), looksMeantAsTlsRpt(text), looksMeantAsBimi(text)]) {
          if (near !== undefined) expect(near.end).toBeGreaterThan(near.start);
        }
        expect(looksMeantAsSts(text) !== undefined && isSts(text)).toBe(false);
        expect(looksMeantAsTlsRpt(text) !== undefined && isTlsRpt(text)).toBe(false);
        expect(looksMeantAsBimi(text) !== undefined && isBimi(text)).toBe(false);
        parseStsPolicy(text);
        parseTlsa(text);
        mendBimi(text);
      }),
      { numRuns },
    );
  });

  it("long lines cost their length", () => {
    const long = "a ".repeat(500_000);
    for (const text of [`v=STSv1;${long}`, `v=STSv1;${";".repeat(1_000_000)}`]) parseSts(text);
    for (const text of [`v=TLSRPTv1; rua=${long}`, `v=TLSRPTv1; rua=${",".repeat(200_000)}`])
      mendTlsRpt(parseTlsRpt(text));
    for (const text of [`v=BIMI1; l=${long}`, `v=BIMI1;${" ".repeat(1_000_000)}`]) mendBimi(parseBimi(text).text);
    for (const text of [long, " ".repeat(1_000_000), "\n".repeat(60_000), `mx: ${long}`]) parseStsPolicy(text);
    for (const text of [`3 1 1 ${long}`, "\\# 1 " + "ab ".repeat(300_000), " ".repeat(1_000_000)]) parseTlsa(text);
    for (const look of [looksMeantAsSts, looksMeantAsTlsRpt, looksMeantAsBimi])
      for (const c of [" ", '"', "v=", "id "]) look(c.repeat(300_000));
  });

  it("a wildcard stands for exactly one label", () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(label, label, (a, b) => {
        expect(matchesMx("*.example.com", `${a}.example.com`)).toBe(true);
        expect(matchesMx("*.example.com", `${a}.${b}.example.com`)).toBe(false);
        expect(matchesMx("*.example.com", "example.com")).toBe(false);
        expect(matchesMx(`${a}.example.com`, `${a}.example.com`)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
