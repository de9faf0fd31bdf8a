import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "../../src/syntax/edit-distance.ts";
import {
  isDmarc,
  looksMeantAsDmarc,
  mendDmarc,
  parseDmarc,
  printDmarc,
  treeWalkNames,
} from "../../src/syntax/dmarc.ts";
import { isSpf, looksMeantAsSpf, mendSpf, parseSpf, printSpf } from "../../src/syntax/spf.ts";
import { parseIp6 } from "../../src/syntax/ip.ts";
import { splitText, txtSlip } from "../../src/syntax/txt.ts";

const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 1000) };

const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const domain = fc
  .tuple(fc.array(label, { maxLength: 3 }), fc.stringMatching(/^[a-z]{2,6}$/))
  .map(([labels, top]) => [...labels, "x", top].join("."));
const macro = fc.stringMatching(/^%\{[slodipvhSLODIPVH][1-9]?r?[.+,/_=-]{0,2}\}$/);
const spec = fc.oneof(
  { weight: 4, arbitrary: domain },
  fc.tuple(macro, domain).map((both) => both.join(".")),
  macro,
);
const cidr = fc.oneof(
  fc.constant(""),
  fc.integer({ min: 0, max: 32 }).map((length) => `/${length}`),
);
const dual = fc.tuple(cidr, fc.oneof(fc.constant(""), fc.constant("//64"))).map((both) => both.join(""));
const ip4 = fc.tuple(fc.ipV4(), cidr).map(([address, length]) => `ip4:${address}${length}`);
const mechanism = fc.oneof(
  fc.constantFrom("all", "a", "mx", "ptr"),
  spec.map((name) => `include:${name}`),
  spec.map((name) => `exists:${name}`),
  spec.map((name) => `ptr:${name}`),
  fc
    .tuple(fc.constantFrom("a", "mx"), fc.option(spec), dual)
    .map(([name, target, length]) => name + (target === null ? "" : `:${target}`) + length),
  ip4,
  fc.ipV6().map((address) => `ip6:${address}`),
);
const directive = fc.tuple(fc.constantFrom("", "", "+", "-", "~", "?"), mechanism).map((both) => both.join(""));
const spfTerms = fc.array(directive, { maxLength: 12 });
const spf = fc
  .tuple(spfTerms, fc.option(spec), fc.constantFrom(" ", "  "))
  .map(([terms, target, blank]) =>
    ["v=spf1", ...terms, ...(target === null ? [] : [`redirect=${target}`])].join(blank),
  );

const uri = domain.map((name) => `mailto:r@${name}`);
const dmarcTag = fc.oneof(
  fc.constantFrom("sp=none", "np=reject", "t=y", "psd=n", "adkim=s", "aspf=r", "fo=1:d", "pct=5", "x=y"),
  fc.array(uri, { minLength: 1, maxLength: 3 }).map((uris) => `rua=${uris.join(",")}`),
);
const dmarc = fc
  .uniqueArray(dmarcTag, { selector: (tag) => tag.slice(0, 2), maxLength: 6 })
  .map((tags) => ["v=DMARC1", "p=reject", ...tags].join("; "));

/** A text with a few bytes taken out, put in, doubled or swapped. */
function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(
    fc.nat(),
    fc.nat({ max: 3 }),
    fc.oneof(
      fc.constantFrom(
        " ",
        ";",
        ",",
        ":",
        "=",
        "/",
        '"',
        "%",
        "{",
        "-all",
        "include:",
        "ip4:",
        "mailto:",
        "v=spf1",
        "\xe2\x80\x93",
      ),
      bytes,
    ),
  );
  return fc.tuple(texts, fc.array(change, { minLength: 1, maxLength: 4 })).map(([text, changes]) => {
    let changed = text;
    for (const [at, drop, put] of changes) {
      const place = at % (changed.length + 1);
      changed = changed.slice(0, place) + put + changed.slice(place + drop);
    }
    return changed;
  });
}

const spfInput = fc.oneof(
  spf,
  mutated(spf),
  bytes,
  bytes.map((tail) => `v=spf1 ${tail}`),
);
const dmarcInput = fc.oneof(
  dmarc,
  mutated(dmarc),
  bytes,
  bytes.map((tail) => `v=DMARC1; ${tail}`),
);

/** A tree without its offsets. */
function shape(text: string): unknown[] {
  const record = parseSpf(text);
  return record.terms.map((term) => {
    if (term.kind === "invalid") return text.slice(term.start, term.end);
    const own =
      term.kind === "mechanism"
        ? [term.qualifier, term.ip4, term.ip6, term.cidr4?.length, term.cidr6?.length]
        : [term.value];
    return [term.name, term.domain?.text, ...own];
  });
}

describe("SPF", () => {
  it("takes every record that the grammar makes", () => {
    fc.assert(
      fc.property(spf, (text) => {
        expect(parseSpf(text).errors).toEqual([]);
      }),
      runs,
    );
  });

  it("keeps its spans inside the text, terms in order, errors within their terms, whatever comes", () => {
    fc.assert(
      fc.property(spfInput, (text) => {
        const record = parseSpf(text);
        let last = 6;
        for (const term of record.terms) {
          expect(term.start).toBeGreaterThanOrEqual(last);
          expect(term.end).toBeGreaterThan(term.start);
          last = term.end;
        }
        expect(last).toBeLessThanOrEqual(Math.max(text.length, 6));
        for (const each of [...record.errors, ...record.warnings]) {
          expect(each.start).toBeGreaterThanOrEqual(each.term.start);
          expect(each.end).toBeLessThanOrEqual(each.term.end);
          expect(text.slice(each.start, each.end)).toBe(each.value);
          if (each.suggestion) expect(parseSpf(`v=spf1 ${each.suggestion}`).errors).toEqual([]);
        }
        const invalid = record.terms.filter((term) => term.kind === "invalid").length;
        expect(record.errors.filter((each) => each.code !== "duplicate-modifier")).toHaveLength(invalid);
      }),
      runs,
    );
  });

  it("prints what parses the same, and mends to what has no error", () => {
    fc.assert(
      fc.property(spfInput.filter(isSpf), (text) => {
        const printed = printSpf(parseSpf(text));
        expect(shape(printed)).toEqual(shape(text));
        expect(printSpf(parseSpf(printed))).toBe(printed);
        const mended = mendSpf(parseSpf(text));
        if (mended !== undefined) expect(parseSpf(mended).errors).toEqual([]);
      }),
      runs,
    );
  });

  it("mends a near miss to SPF, and sees none in SPF", () => {
    fc.assert(
      fc.property(spfInput, (text) => {
        const found = looksMeantAsSpf(text);
        if (isSpf(text)) expect(found).toBeUndefined();
        if (found !== undefined) {
          expect(isSpf(found.mended)).toBe(true);
          expect(found.start >= 0 && found.start <= found.end && found.end <= text.length).toBe(true);
        }
      }),
      runs,
    );
  });
});

describe("DMARC", () => {
  it("takes every record that the grammar makes", () => {
    fc.assert(
      fc.property(dmarc, (text) => {
        const record = parseDmarc(text);
        expect([record.version, record.usable, record.p]).toEqual(["ok", "yes", "reject"]);
        expect(record.errors.filter((each) => each.code !== "removed-tag" && each.code !== "unknown-tag")).toEqual([]);
      }),
      runs,
    );
  });

  it("keeps its spans inside the text, whatever comes", () => {
    fc.assert(
      fc.property(dmarcInput, (text) => {
        const record = parseDmarc(text);
        for (const each of record.errors) expect(text.slice(each.start, each.end)).toBe(each.value);
        for (const tag of record.tags) {
          expect(text.slice(tag.valueStart, tag.end)).toBe(tag.value);
          if (tag.kind !== "broken") expect(text.slice(tag.start, tag.nameEnd).toLowerCase()).toBe(tag.name);
        }
        for (const each of [...record.rua, ...record.ruf]) expect(text.slice(each.start, each.end)).toBe(each.text);
        expect(record.version === "ok").toBe(isDmarc(text));
      }),
      runs,
    );
  });

  it("prints what parses the same, and mends to what receivers use", () => {
    fc.assert(
      fc.property(dmarcInput.filter(isDmarc), (text) => {
        const record = parseDmarc(text);
        const again = parseDmarc(printDmarc(record));
        expect(again.tags.map((tag) => [tag.name, tag.value])).toEqual(record.tags.map((tag) => [tag.name, tag.value]));
        const { usable, p, sp, np, t, psd, adkim, aspf, fo } = record;
        expect(again).toMatchObject({ usable, p, sp, np, t, psd, adkim, aspf, fo });
        const mended = mendDmarc(record);
        if (mended !== undefined) expect(parseDmarc(mended).version).toBe("ok");
      }),
      runs,
    );
  });

  it("mends a near miss to DMARC, and sees none in DMARC", () => {
    fc.assert(
      fc.property(dmarcInput, (text) => {
        const found = looksMeantAsDmarc(text);
        if (isDmarc(text)) expect(found).toBeUndefined();
        if (found !== undefined) expect(isDmarc(found.mended)).toBe(true);
      }),
      runs,
    );
  });

  it("walks at most eight names", () => {
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 40 }), (labels) => {
        const names = treeWalkNames(labels.join("."));
        expect(names.length).toBeLessThanOrEqual(8);
        expect(names[0]).toBe(labels.join("."));
        expect(names.at(-1)).toBe(labels.at(-1));
      }),
      runs,
    );
  });
});

describe("helpers", () => {
  it("splits without loss and finds slips without throwing", () => {
    fc.assert(
      fc.property(fc.oneof(bytes, mutated(spf), mutated(dmarc)), (text) => {
        const strings = splitText(text);
        expect(strings.join("")).toBe(text);
        expect(strings.every((each) => each.length <= 255)).toBe(true);
        const slip = txtSlip(text);
        if (slip !== undefined) expect(slip.start <= slip.end && slip.end <= text.length).toBe(true);
      }),
      runs,
    );
  });

  it("keeps the bound of an edit distance", () => {
    const word = fc.stringMatching(/^[abc]{0,8}$/);
    fc.assert(
      fc.property(word, word, fc.nat({ max: 8 }), (a, b, max) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(editDistance(a, b, max)).toBe(Math.min(distance, max + 1));
      }),
      runs,
    );
  });

  it("reads every IPv6 address", () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(parseIp6(address)).toBeTypeOf("bigint");
      }),
      runs,
    );
  });
});
