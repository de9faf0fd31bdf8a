import fc from "fast-check";
import { spf } from "mailauth/lib/spf/index.js";
import { describe, expect, it } from "vitest";
import { checkHost, HOST_LIMIT, LOOKUP_LIMIT } from "../../src/domain/spf-evaluate.ts";
import { spfTreeLines } from "../../src/domain/spf-print.ts";
import { spfTreeOf, type SpfTree } from "../../src/domain/spf-tree.ts";
import { anyDns, CLIENT4, CLIENT6, POLICIES, quietDns, resolverOf, worldOf, type Dns } from "./spf-worlds.ts";

const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 1000) };

interface Other {
  readonly result: string;
  readonly lookups: number;
  readonly voids: number;
  readonly comment: string;
}

/** What an independent evaluator answers. */
async function otherAnswer(dns: Dns, ip: string): Promise<Other> {
  const options = { sender: `who@${POLICIES[0]}`, ip, helo: "h1.test", mta: "mx.test", strict: true };
  const answer = await spf({ ...options, resolver: resolverOf(dns) as never });
  const status = answer.status as { result: string; comment?: string };
  const { count, void: voids } = answer.lookups as { count: number; void: number };
  return { result: status.result, lookups: count, voids, comment: status.comment ?? "" };
}

function hasLoop(tree: SpfTree): boolean {
  return tree.branches.some(({ state, tree: below }) => state === "loop" || (below !== undefined && hasLoop(below)));
}

describe("SPF against an independent evaluator", () => {
  it("counts the look-ups of nested, redirected and looping policies the same", async () => {
    let over = 0;
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(quietDns, fc.constantFrom(CLIENT4, CLIENT6), async (dns, ip) => {
        const tree = spfTreeOf(worldOf(dns), POLICIES[0] as string);
        const other = await otherAnswer(dns, ip);
        if (tree === undefined) throw new Error("every policy is there");
        if (other.comment.includes("Too many DNS requests")) {
          over++;
          expect(hasLoop(tree) || tree.declared > LOOKUP_LIMIT).toBe(true);
        } else {
          counted++;
          expect(other.result).not.toBe("permerror");
          expect([tree.declared, tree.known, tree.isLowerBound]).toEqual([other.lookups, other.lookups, false]);
        }
      }),
      runs,
    );
    // neither half of the property is empty
    expect(Math.min(over, counted)).toBeGreaterThan(runs.numRuns / 20);
  });

  it("reaches the same verdict after the same look-ups", async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(anyDns, fc.constantFrom(CLIENT4, CLIENT6), async (dns, ip) => {
        const question = { ip, helo: "h1.test", sender: `who@${POLICIES[0]}` };
        const own = checkHost(worldOf(dns), question);
        const other = await otherAnswer(dns, ip);
        if (differs(own.verdict, other)) return;
        seen.set(other.result, (seen.get(other.result) ?? 0) + 1);
        expect(own.verdict.result).toBe(other.result);
        // where an error ends it, the other one may stop before or after it counts; and it counts the first TXT as void
        if (other.result === "permerror" || other.result === "none") return;
        expect([own.lookups, own.voids]).toEqual([other.lookups, other.voids]);
      }),
      runs,
    );
    expect([...seen.keys()].sort()).toEqual(["fail", "neutral", "none", "pass", "permerror", "softfail"]);
  });
});

/**
 * Where the other evaluator reads RFC 7208 otherwise:
 * - more than 10 MX at a name are permerror as such (4.6.4: "MUST produce a permerror"); it asks for the first ten hosts
 *   and lets one of them match.
 */
function differs(verdict: { readonly result: string; readonly why?: string }, other: Other): boolean {
  return verdict.why?.startsWith(`more than ${HOST_LIMIT} MX`) === true && other.result !== "permerror";
}

describe("SPF trees", () => {
  it("are the same whatever was asked for before", () => {
    fc.assert(
      fc.property(anyDns, fc.shuffledSubarray(POLICIES), (dns, order) => {
        const shared = worldOf(dns);
        for (const name of order) {
          const fresh = spfTreeOf(worldOf(dns), name);
          const later = spfTreeOf(shared, name);
          expect(later?.declared).toBe(fresh?.declared);
          const lines = later === undefined ? undefined : spfTreeLines(later);
          expect(lines).toEqual(fresh === undefined ? undefined : spfTreeLines(fresh));
          expect(later?.size ?? 0).toBeLessThanOrEqual(64);
        }
      }),
      runs,
    );
  });
});
