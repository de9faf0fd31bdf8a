import fc from "fast-check";
import { expect, it } from "vitest";
import type { ResourceState } from "../../src/input/pulumi/peek.ts";
import { allResources } from "../../src/input/pulumi/resources.ts";
import type { RecordRow } from "../../src/input/pulumi/row.ts";
import { declare, doubled, holds, right, spelt } from "../edit/pulumi/declare.ts";
import { ALL, judge, planned, register } from "../edit/pulumi/remedying.ts";
import { ciphered, plain, UNKNOWN, type Json } from "../input/pulumi-fixture.ts";

const numRuns = Math.ceil(Number(process.env["FUZZ_RUNS"] ?? 1000) / 4);
const SECRET = "hush-hush";

const key = `v=DKIM1; k=rsa; p=${"MIIBIjANBgkqhkiG9w0BAQEFAAOC".repeat(14)}`;
const text = fc.oneof(
  fc.constantFrom(
    "v=spf1 mx -all",
    '"v=spf1 mx -all"',
    '"v=spf1 " "mx -all"',
    "v=DMARC1; p=none; rua=mailto:d@example.com",
    "v=DMARC1\\; p=none",
    '"v=DMARC1; p=none"',
    key,
    `"${key}"`,
    "v=spf1mx-all",
    "google-site-verification=x",
    "é",
  ),
  fc.string({ maxLength: 20 }),
);
type Value = (row: RecordRow) => unknown;
const value: fc.Arbitrary<Value> = fc.oneof(
  {
    weight: 6,
    arbitrary: text.map(
      (each): Value =>
        (row) =>
          spelt(row, each, 1000) ?? "x",
    ),
  },
  {
    weight: 2,
    arbitrary: text.map(
      (each): Value =>
        (row) =>
          row.text === "chunks" ? [each] : each,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Value>((row) => (row.text === "chunks" ? ["v=spf1", "-all"] : '"v=spf1" "-all"')),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<unknown>(UNKNOWN, ciphered, plain(SECRET), null, 7, {}, [], [null])
      .map((each) => () => each),
  },
);

const rows = allResources().filter((row): row is RecordRow => row.kind === "record");
const resource = fc
  .record({
    row: fc.constantFrom(...rows),
    type: fc.constantFrom("TXT", "TXT", "TXT", "CNAME", "MX", "A"),
    above: fc.constantFrom("", "_dmarc", "s1._domainkey", "mail", "www"),
    twice: fc.boolean(),
    values: fc.array(value, { minLength: 1, maxLength: 4 }),
    target: fc.constantFrom<unknown>("mail.example.com", "192.0.2.1", "10 mail.example.com.", UNKNOWN),
    proxied: fc.constantFrom<unknown>(true, true, false, UNKNOWN, ciphered),
    name: fc.option(fc.constantFrom<unknown>(UNKNOWN, ciphered, null, 3, ["x"]), { nil: undefined, freq: 8 }),
  })
  .filter(({ row, type }) => holds(row, type))
  .map(({ row, type, above, twice, values, target, proxied, name }): ResourceState => {
    const written = type === "TXT" ? values.map((each) => each(row)) : [target];
    const properties = declare(row, (twice ? doubled : right)(row, above), type, written, {
      ...(row.proxied === undefined ? {} : { [row.proxied]: proxied }),
      secret: plain(SECRET),
      ...(row.lead?.["MX"] === undefined || type !== "MX" ? {} : { [row.lead["MX"][0] as string]: 10 }),
      ...(name === undefined ? {} : { [row.name[0] as string]: name }),
    });
    return planned(row.tokens[0] as string, "r", properties);
  });

/** Everything in a value that marks a secret or something unknown, in order. */
function marks(value: unknown): unknown[] {
  if (value === UNKNOWN) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.hasOwn(value, "4dabf18193072939515e22adb298388d") ? [value] : Object.values(value).flatMap(marks);
}

function frozen(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  Object.freeze(value);
  for (const each of Object.values(value)) frozen(each);
}

it("remedies are total, leave secrets alone, say what stays, and have nothing to do a second time", () => {
  let mended = 0;
  fc.assert(
    fc.property(fc.array(resource, { minLength: 1, maxLength: 4 }), (list) => {
      const states = list.map((state, index) => ({ ...state, urn: `${state.urn}${index}` }));
      for (const { inputs } of states) frozen(inputs);
      const first = register(states);
      for (const [index, { properties, remedies, kept }] of first.entries()) {
        const before = (states[index] as ResourceState).inputs as Json;
        mended += remedies.length;
        if (remedies.length === 0) expect(properties).toBe(before);
        expect(marks(properties).every((each) => marks(before).includes(each))).toBe(true);
        expect(marks(properties)).toHaveLength(marks(before).length);
        expect(Object.keys(properties)).toEqual(Object.keys(before));
        const said = JSON.stringify([...remedies.map((each) => each.mended), kept].flat(2), (name, each: unknown) =>
          name === "record" ? undefined : each,
        );
        expect(said).not.toContain(SECRET);
      }
      const after = states.map((state, index) => ({ ...state, inputs: first[index]?.properties }));
      const second = register(after);
      for (const [index, { properties, remedies }] of second.entries()) {
        expect(remedies).toEqual([]);
        expect(properties).toBe(after[index]?.inputs);
      }
      // One alone: what its rules had mended they find no more.
      const [one] = register(states.slice(0, 1));
      const again = judge([{ ...(states[0] as ResourceState), inputs: one?.properties }]).result.findings;
      const left = new Set(one?.kept.map(({ finding }) => finding.fingerprint));
      for (const { fix, rule, fingerprint } of again) {
        if (fix !== undefined && ALL.includes(fix.by ?? rule)) expect(left).toContain(fingerprint);
      }
    }),
    { numRuns },
  );
  expect(mended).toBeGreaterThan(numRuns / 8);
});
