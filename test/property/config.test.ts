import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfigText } from "../../src/config/text.ts";
import { readConfig } from "../../src/engine/config.ts";
import { schema, validate } from "../engine/config-fixture.ts";

const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1000);

/** Every key of the schema, some of prototypes, and values that one or the other place takes. */
const keys = [
  ...new Set(JSON.stringify(schema).match(/(?<=")[\w$-]+(?=":)/g)),
  "__proto__",
  "constructor",
  "toString",
  "a.example",
];
const values = [
  "error",
  "off",
  "mail",
  "fastmail",
  "2026-02-30",
  "2026-02-28",
  "*",
  "*.a.example",
  "a..b",
  "",
  "x",
  0,
  3,
  true,
  null,
];
const { document } = fc.letrec((tie) => ({
  document: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...values),
    fc.array(tie("document"), { maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom(...keys), tie("document")), { maxLength: 4 }).map(object),
  ),
}));

/** As `JSON.parse` makes it: `__proto__` is an own key. */
function object(entries: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`);
}

describe("a configuration", () => {
  it("of any JSON gives settings or faults that have a place", () => {
    fc.assert(
      fc.property(fc.oneof(document, fc.jsonValue()), (value) => {
        const result = readConfig(value, validate);
        if (!result.ok) expect(result.faults.length).toBeGreaterThan(0);
        const text = JSON.stringify(value, undefined, 1);
        for (const { line, column, reason } of readConfigText(text, "c.json", validate).problems) {
          expect(reason).not.toBe("");
          if (!reason.startsWith("and ")) expect([typeof line, typeof column]).toEqual(["number", "number"]);
        }
      }),
      { numRuns },
    );
  });

  it("of any text gives settings or problems", () => {
    const mutated = fc
      .tuple(document, fc.nat(), fc.string({ maxLength: 3 }))
      .map(([value, at, patch]) => splice(JSON.stringify(value), at, patch));
    fc.assert(
      fc.property(fc.oneof(fc.string(), mutated), (text) => {
        const result = readConfigText(text, "c.json", validate);
        expect(result.settings !== undefined || result.problems.length > 0).toBe(true);
      }),
      { numRuns },
    );
  });
});

function splice(text: string, at: number, patch: string): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + patch + text.slice(start + 1);
}
