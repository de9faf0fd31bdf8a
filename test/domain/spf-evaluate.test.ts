import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkHost } from "../../src/domain/spf-evaluate.ts";
import { spfTreeLines } from "../../src/domain/spf-print.ts";
import { spfTreeOf } from "../../src/domain/spf-tree.ts";
import { World } from "../../src/domain/world.ts";
import { zones } from "../zones.ts";

interface Row {
  readonly zone: string;
  readonly ip?: string;
  readonly sender?: string;
  readonly helo?: string;
  readonly result: string;
  /** Where it is not known: why. */
  readonly reason?: string;
}

/** Default: 192.0.2.1 sends as who@example.com and says mail.example.org. Every zone is whole; nothing else is declared. */
/** What the declared world does not decide; the clauses of RFC 7208 have a table of their own. */
const rows: readonly Row[] = [
  {
    zone: "@ TXT v=spf1 include:_spf.example.net -all",
    result: "unknown",
    reason: "_spf.example.net is in no declared zone",
  },
  { zone: "@ TXT v=spf1 ip4:192.0.2.1 include:_spf.example.net -all", result: "pass" },
  { zone: "@ TXT ?preview", result: "unknown", reason: "the text at example.com is not known yet" },
  { zone: "$SCOPE part\nwww A 192.0.2.1", result: "unknown", reason: "example.com is not declared here" },
  {
    zone: "@ TXT v=spf1 a -all\n@ A ?secret",
    result: "unknown",
    reason: "the addresses of example.com are not declared here",
  },
  {
    zone: "@ TXT v=spf1 ptr -all",
    result: "unknown",
    reason: "the PTR of 1.2.0.192.in-addr.arpa is not declared here",
  },
  {
    zone: "@ TXT v=spf1 +all ; routing=a\n@ TXT v=spf1 -all ; routing=b",
    result: "unknown",
    reason: "example.com is answered by routed alternatives",
  },
  { zone: "@ TXT v=spf1 -all", ip: "192.0.2", result: "unknown", reason: '"192.0.2" is no IP address' },
];

describe("check_host over the declared world", () => {
  for (const { zone, ip, sender, helo, result, reason } of rows) {
    it(`${zone.replaceAll("\n", " | ").slice(0, 120)} ${[ip, sender, helo].filter(Boolean).join(" ")}`, () => {
      const world = new World(zones(`$ORIGIN example.com.\n${zone}`));
      const question = { ip: ip ?? "192.0.2.1", sender: sender ?? "who@example.com", helo: helo ?? "mail.example.org" };
      const { verdict } = checkHost(world, question);
      expect(verdict.result).toBe(result);
      expect("reason" in verdict ? verdict.reason : undefined).toBe(reason);
    });
  }

  it("never throws and always ends, whatever the texts say", () => {
    const word = fc.oneof(
      fc.constantFrom("include:p0.example.com", "include:p1.example.com", "redirect=p2.example.com", "a:%{p}", "ptr"),
      fc.constantFrom("include:%{s}", "exists:%{L99r+-}.%%%_%-.com", "mx:%{h}", "a:a\\b.example.com", "include:%{o}."),
      fc.string({ maxLength: 12 }),
    );
    const text = fc.array(word, { maxLength: 12 }).map((words) => `v=spf1 ${words.join(" ")}`.replaceAll("\n", " "));
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 3, maxLength: 3 }),
        fc.string(),
        fc.string(),
        fc.ipV6(),
        (texts, helo, who, ip) => {
          const source = zones("@ A 192.0.2.1");
          const [zone] = source;
          const [a] = zone?.records ?? [];
          if (zone === undefined || a === undefined) throw new Error("no zone");
          const records = texts.map((each, index) => ({
            ...a,
            name: `p${index}.example.com`,
            type: "TXT" as const,
            data: { strings: [each] },
          }));
          const world = new World([{ ...zone, records: [a, ...records] }]);
          expect(checkHost(world, { ip, helo, sender: `${who}@p0.example.com` }).lookups).toBeLessThan(12);
          const tree = spfTreeOf(world, "p0.example.com");
          if (tree !== undefined) expect(spfTreeLines(tree).length).toBeLessThan(42);
        },
      ),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 1000) },
    );
  });
});
