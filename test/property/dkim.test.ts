import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDkim, mendDkim, parseDkim, printDkim, withoutPrivateKeys } from "../../src/syntax/dkim.ts";
import { parseTagList } from "../../src/syntax/tag-list.ts";
import { bare, keys, wrapped } from "../dkim-keys.ts";

const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 1000) };

const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
const spiteful = fc.string({ unit: fc.constantFrom(...'vkpstnhg==;; :"\\ \t\r\nDKIM1aA0+/-_\u00ff') });
const key = fc.constantFrom(
  ...Object.values(keys),
  bare(keys.rsa1024),
  bare(keys.rsa2048),
  wrapped(keys.ed25519),
  "",
  "AAAA",
  keys.rsa2048.slice(0, 100),
);
const tag = fc.oneof(
  fc.constantFrom(
    "v=DKIM1",
    "v=dkim1",
    "k=rsa",
    "k=ed25519",
    "k=RSA",
    "t=y",
    "t=s:y",
    "s=email",
    "s=*",
    "s=x",
    "h=sha256",
  ),
  fc.constantFrom("h=sha1", "h=", "n=a note", "g=*", "x=1", "", "rsa", "P=x"),
  key.map((each) => `p=${each}`),
);
const record = fc.oneof(
  { weight: 3, arbitrary: key.map((each) => `v=DKIM1; k=rsa; p=${each}`) },
  key.map((each) => `v=DKIM1; k=ed25519; p=${each}`),
  fc.tuple(fc.array(tag, { maxLength: 6 }), fc.constantFrom(";", "; ", " ;\t")).map(([tags, gap]) => tags.join(gap)),
);

/** A text with one place changed. */
function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(
      texts,
      fc.nat(),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom("", ";", '"', "=", " ", "\\", "A", "-", "\n"),
    )
    .map(([text, at, length, put]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + put + text.slice(from + length);
    });
}

const input = fc.oneof(record, mutated(record), mutated(mutated(record)), spiteful, bytes);

describe("tag lists", () => {
  it("have spans that cut out what they speak of", () => {
    fc.assert(
      fc.property(input, (text) => {
        const { tags, faults } = parseTagList(text);
        let before = 0;
        for (const each of tags) {
          expect(each.start).toBeGreaterThanOrEqual(before);
          expect([text.slice(each.start, each.nameEnd), text.slice(each.valueStart, each.end)]).toEqual([
            each.name,
            each.value,
          ]);
          before = each.end;
        }
        for (const { start, end } of faults) expect(0 <= start && start < end && end <= text.length).toBe(true);
      }),
      runs,
    );
  });
});

describe("DKIM keys", () => {
  it("parse whatever is there, with spans inside the text", () => {
    fc.assert(
      fc.property(input, (text) => {
        const { faults, usable, publicKey } = parseDkim(text);
        for (const { start, end, value } of faults) {
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
          expect(["", text.slice(start, end)]).toContain(value);
        }
        expect(usable).toBe(publicKey !== undefined && faults.every(({ effect }) => effect !== "record"));
        isDkim(text);
      }),
      runs,
    );
  });

  it("print to the same record", () => {
    fc.assert(
      fc.property(input, (text) => {
        const first = parseDkim(text);
        if (!first.usable) return;
        const again = parseDkim(printDkim(first));
        for (const each of [first, again]) expect(each.usable).toBe(true);
        expect([again.keyType, again.hashes, again.services, again.flags, again.publicKey?.bits]).toEqual([
          first.keyType,
          first.hashes,
          first.services,
          first.flags,
          first.publicKey?.bits,
        ]);
        expect(printDkim(again)).toBe(printDkim(first));
      }),
      runs,
    );
  });

  it("mend to a record that is used, or not at all", () => {
    fc.assert(
      fc.property(input, (text) => {
        const mended = mendDkim(parseDkim(text));
        if (mended === undefined) return;
        const again = parseDkim(mended);
        expect([again.usable, mendDkim(again)]).toEqual([true, mended]);
      }),
      runs,
    );
  });

  it("keep their length when private keys are struck out", () => {
    fc.assert(
      fc.property(input, (text) => {
        expect(withoutPrivateKeys(text)).toHaveLength(text.length);
      }),
      runs,
    );
  });

  it("take work that grows with the text alone", () => {
    const long = 1_000_000;
    for (const unit of [
      ";",
      "; ",
      "p=",
      "A",
      "A ",
      " ",
      "=",
      "v=DKIM1;",
      "p=AAAA ",
      "-",
      "-----BEGIN ",
      "a:",
      "A,",
      "nk=;",
    ]) {
      for (const front of ["", "v=DKIM1; p=", "h=", "MIIEvQIBADAN"]) {
        const text = front + unit.repeat(long / unit.length) + "x";
        const parsed = parseDkim(text);
        mendDkim(parsed);
        withoutPrivateKeys(text);
        expect(parsed.text).toBe(text);
      }
    }
  }, 60_000);
});
