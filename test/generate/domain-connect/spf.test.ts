import fc from "fast-check";
import { expect, test } from "vitest";
import { mergedSpfm } from "../../../src/generate/domain-connect/spf.ts";

const qualifier = fc.constantFrom("", "+", "?", "~", "-");
const mechanism = fc.constantFrom("a", "mx", "include:a.example", "include:%zone%", "all");
const rule = fc.array(fc.tuple(qualifier, mechanism), { maxLength: 6 });

test("merging takes every mechanism once, with the least restrictive of its qualifiers", () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), (rules) => {
      const merged = mergedSpfm(rules.map((terms) => terms.map((term) => term.join("")).join(" ")));
      const ranks = new Map<string, number>();
      for (const [sign, name] of rules.flat()) {
        const rank = "+?~-".indexOf(sign === "" ? "+" : sign);
        ranks.set(name, Math.min(rank, ranks.get(name) ?? 3));
      }
      const found = merged.terms.map((term): [string, number] => {
        const rank = "+?~-".indexOf(term.slice(0, 1));
        return [rank < 0 ? term : term.slice(1), Math.max(0, rank)];
      });
      if (merged.all !== undefined) found.push(["all", "+?~-".indexOf(merged.all)]);
      expect(new Map(found)).toEqual(ranks);
      expect(found.length).toBe(ranks.size);
    }),
  );
});
