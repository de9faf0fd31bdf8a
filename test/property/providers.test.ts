import fc from "fast-check";
import { expect, test } from "vitest";
import { edits, oneEdit } from "../../src/providers/nearest.ts";
import {
  fitsTemplate,
  hasNoSpf,
  includeCost,
  mxHostRole,
  nearestMxHost,
  nearestSpfDomain,
  providersOfDkimTarget,
  providersOfMxHost,
  providersOfSpfDomain,
  submissionProviders,
} from "../../src/providers/recognise.ts";

const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1000);

const label = fc.stringMatching(/^[a-z0-9_-]{0,20}$/);
const known = fc.constantFrom(
  "mail.protection.outlook.com",
  "l.google.com",
  "google.com",
  "amazonaws.com",
  "amazonses.com",
  "mx.microsoft",
  "sakura.ne.jp",
  "zoho.com.au",
  "iphmx.com",
  "",
);
const host = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.tuple(fc.array(label, { maxLength: 12 }), known).map(([labels, suffix]) => [...labels, suffix].join(".")),
  fc.constantFrom("a", "a-", "-a", "mx.", "%{").map((part) => part.repeat(2000)),
);

test("no look-up throws, and the same question has the same answer", () => {
  fc.assert(
    fc.property(host, (name) => {
      for (const ask of [
        providersOfMxHost,
        providersOfSpfDomain,
        providersOfDkimTarget,
        submissionProviders,
        mxHostRole,
        nearestSpfDomain,
        hasNoSpf,
      ]) {
        if (ask(name) !== ask(name)) throw new Error(ask.name);
      }
      expect(nearestMxHost(name)).toEqual(nearestMxHost(name));
      expect(includeCost(name)).toEqual(includeCost(name));
      expect(fitsTemplate(name, name.replace(/[{}]/g, ""))).toBe(!/[{}]/.test(name));
    }),
    { numRuns },
  );
});

test("a host that is recognised is never called a misspelling", () => {
  fc.assert(
    fc.property(host, (name) => {
      if (providersOfMxHost(name).length > 0) expect(nearestMxHost(name)).toBeUndefined();
      const near = nearestMxHost(name);
      if (near !== undefined) expect(providersOfMxHost(near.host)).toContain(near.provider);
      if (providersOfSpfDomain(name).length > 0) {
        expect(nearestSpfDomain(name)).toBeUndefined();
        expect(hasNoSpf(name)).toBeUndefined();
      }
    }),
    { numRuns },
  );
});

test("one edit is one edit, counted either way", () => {
  const word = fc.stringMatching(/^[ab.]{0,8}$/);
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(oneEdit(a, b)).toBe(edits(a, b, 2) === 1);
    }),
    { numRuns },
  );
});
