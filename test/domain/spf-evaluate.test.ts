import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkHost } from "../../src/domain/spf-evaluate.ts";
import { spfTreeLines } from "../../src/domain/spf-print.ts";
import { spfTreeOf } from "../../src/domain/spf-tree.ts";
import { World } from "../../src/domain/world.ts";
import { zones } from "../zones.ts";

interface Row {
  /** Of RFC 7208. */
  readonly clause: string;
  readonly zone: string;
  readonly ip?: string;
  readonly sender?: string;
  readonly helo?: string;
  readonly result: string;
  /** Where it is not known: why. */
  readonly reason?: string;
}

const hosts = (count: number): string => Array.from({ length: count }, (_, n) => `a:h${n}.example.com`).join(" ");
const declared = (count: number): string =>
  Array.from({ length: count }, (_, n) => `h${n} A 198.51.100.${n}`).join("\n");

/** Default: 192.0.2.1 sends as who@example.com and says mail.example.org. Every zone is whole; nothing else is declared. */
const rows: readonly Row[] = [
  // 2.4, 4.3: the identity that is checked
  { clause: "2.4", zone: "mail TXT v=spf1 -all", sender: "", helo: "mail.example.com", result: "fail" },
  { clause: "4.3", zone: "@ TXT v=spf1 -all", sender: "@example.com", result: "fail" },
  { clause: "4.3", zone: "@ TXT v=spf1 -all", sender: "who@localhost", result: "none" },
  { clause: "4.3", zone: "@ TXT v=spf1 -all", sender: "who@a..example.com", result: "none" },
  { clause: "4.3", zone: "@ TXT v=spf1 -all", sender: `who@${"x".repeat(64)}.example.com`, result: "none" },
  { clause: "4.3", zone: "@ TXT v=spf1 -all", sender: "a@b@EXAMPLE.com", result: "fail" },
  // 4.4, 4.5: which record
  { clause: "4.5", zone: "@ TXT v=spf10 -all", result: "none" },
  { clause: "4.5", zone: "@ TXT V=SPF1 -all", result: "fail" },
  { clause: "4.5", zone: "@ TXT v=spf1", result: "neutral" },
  { clause: "4.5", zone: '@ TXT "v=spf1 ip4:192.0" ".2.1 -all"', result: "pass" },
  { clause: "4.5", zone: '@ TXT "v=spf1" "-all"', result: "none" },
  { clause: "4.5", zone: "@ TXT v=spf1 -all\n@ TXT v=spf1 +all", result: "permerror" },
  { clause: "3.1", zone: "@ SPF v=spf1 +all", result: "none" },
  // 4.6: the grammar of the whole record comes first
  { clause: "4.6", zone: "@ TXT v=spf1 ip4:192.0.2.1 -all moo", result: "permerror" },
  { clause: "4.6.1", zone: "@ TXT v=spf1  +all  ", result: "pass" },
  { clause: "6", zone: "@ TXT v=spf1 +all exp=a.example.com exp=b.example.com", result: "permerror" },
  { clause: "6", zone: "@ TXT v=spf1 x-y.z_1=%{r} -all", result: "fail" },
  // 4.6.4: limits
  { clause: "4.6.4", zone: `@ TXT v=spf1 ${hosts(10)} ip4:192.0.2.1 -all\n${declared(10)}`, result: "pass" },
  { clause: "4.6.4", zone: `@ TXT v=spf1 ${hosts(11)} ip4:192.0.2.1 -all\n${declared(11)}`, result: "permerror" },
  { clause: "4.6.4", zone: "@ TXT v=spf1 include:example.com -all", result: "permerror" },
  { clause: "4.6.4", zone: "@ TXT v=spf1 redirect=example.com", result: "permerror" },
  { clause: "4.6.4", zone: `@ TXT v=spf1 ${hosts(2)} -all`, result: "fail" },
  { clause: "4.6.4", zone: `@ TXT v=spf1 ${hosts(3)} -all`, result: "permerror" },
  {
    clause: "4.6.4",
    zone: `@ TXT v=spf1 mx +all\n${Array.from({ length: 11 }, (_, n) => `@ MX ${n} h${n}`).join("\n")}\n${declared(11)}`,
    result: "permerror",
  },
  // 4.7, 5.1
  { clause: "4.7", zone: "@ TXT v=spf1 ip4:192.0.2.2", result: "neutral" },
  { clause: "5.1", zone: "@ TXT v=spf1 ?all -all", result: "neutral" },
  // 5.2 include
  { clause: "5.2", zone: "@ TXT v=spf1 include:p.example.com -all\np TXT v=spf1 +all", result: "pass" },
  { clause: "5.2", zone: "@ TXT v=spf1 ~include:p.example.com -all\np TXT v=spf1 +all", result: "softfail" },
  { clause: "5.2", zone: "@ TXT v=spf1 include:p.example.com ?all\np TXT v=spf1 -all", result: "neutral" },
  { clause: "5.2", zone: "@ TXT v=spf1 include:p.example.com +all\np TXT v=spf1 foo", result: "permerror" },
  { clause: "5.2", zone: "@ TXT v=spf1 include:p.example.com +all", result: "permerror" },
  { clause: "5.2", zone: "@ TXT v=spf1 include:a..b.example.com +all", result: "permerror" },
  // 5.3 a, 5.4 mx
  { clause: "5.3", zone: "@ TXT v=spf1 a -all\n@ A 192.0.2.1", result: "pass" },
  { clause: "5.3", zone: "@ TXT v=spf1 a:h.example.com/24 -all\nh A 192.0.2.200", result: "pass" },
  { clause: "5.3", zone: "@ TXT v=spf1 a/0 -all", result: "fail" },
  { clause: "5.3", zone: "@ TXT v=spf1 a//64 -all\n@ AAAA 2001:db8::1", ip: "2001:db8::9", result: "pass" },
  { clause: "5.3", zone: "@ TXT v=spf1 a/0 -all\n@ AAAA 2001:db8::1", ip: "2001:db8::9", result: "fail" },
  { clause: "5.3", zone: "@ TXT v=spf1 a:h.example.com -all\nh CNAME k\nk A 192.0.2.1", result: "pass" },
  { clause: "5.3", zone: "@ TXT v=spf1 a:h.example.com +all\nh CNAME k\nk CNAME h", result: "temperror" },
  {
    clause: "5.2",
    zone: "@ TXT v=spf1 include:h.example.com +all\nh CNAME k\nk CNAME h",
    result: "temperror",
  },
  { clause: "5.4", zone: "@ TXT v=spf1 mx -all\n@ MX 10 h\nh A 192.0.2.1", result: "pass" },
  { clause: "5.4", zone: "@ TXT v=spf1 mx -all\n@ A 192.0.2.1", result: "fail" },
  { clause: "5.4", zone: "@ TXT v=spf1 mx -all\n@ MX 0 .", result: "fail" },
  // 5.5 ptr
  {
    clause: "5.5",
    zone: "@ TXT v=spf1 ptr -all\nh A 192.0.2.1\n$ORIGIN 2.0.192.in-addr.arpa.\n1 PTR x.example.com.\n1 PTR h.example.com.",
    result: "pass",
  },
  {
    clause: "5.5",
    zone: "@ TXT v=spf1 ptr -all\nh A 192.0.2.2\n$ORIGIN 2.0.192.in-addr.arpa.\n1 PTR h.example.com.",
    result: "fail",
  },
  // 5.6 ip4 and ip6, 5.7 exists
  { clause: "5.6", zone: "@ TXT v=spf1 ip4:192.0.2.77/24 -all", result: "pass" },
  { clause: "5.6", zone: "@ TXT v=spf1 ip4:0.0.0.0/0 -all", ip: "2001:db8::1", result: "fail" },
  { clause: "5", zone: "@ TXT v=spf1 ip4:192.0.2.1 -all", ip: "::ffff:192.0.2.1", result: "pass" },
  { clause: "5", zone: "@ TXT v=spf1 ip6:::/0 -all", ip: "::ffff:192.0.2.1", result: "fail" },
  { clause: "5.6", zone: "@ TXT v=spf1 ip6:2001:db8:8000::/33 -all", ip: "2001:db8:ffff::1", result: "pass" },
  { clause: "5.7", zone: "@ TXT v=spf1 exists:h.example.com -all\nh A 127.0.0.2", ip: "2001:db8::1", result: "pass" },
  { clause: "5.7", zone: "@ TXT v=spf1 exists:h.example.com -all\nh AAAA 2001:db8::1", result: "fail" },
  // 6.1 redirect
  { clause: "6.1", zone: "@ TXT v=spf1 redirect=p.example.com\np TXT v=spf1 a -all\np A 192.0.2.1", result: "pass" },
  { clause: "6.1", zone: "@ TXT v=spf1 redirect=p.example.com ?all\np TXT v=spf1 -all", result: "neutral" },
  { clause: "6.1", zone: "@ TXT v=spf1 redirect=p.example.com", result: "permerror" },
  // 7 macros
  {
    clause: "7.2",
    zone: "@ TXT v=spf1 exists:%{ir}.%{v}._x.%{d} -all\n1.2.0.192.in-addr._x A 127.0.0.2",
    result: "pass",
  },
  {
    clause: "7.2",
    zone: "@ TXT v=spf1 exists:%{l}.at.%{o}.%{d1}.example.com -all\nwho.at.example.com.com A 127.0.0.2",
    result: "pass",
  },
  { clause: "7.2", zone: "@ TXT v=spf1 a:%{h} -all\n$ORIGIN example.org.\nmail A 192.0.2.1", result: "pass" },
  {
    clause: "7.3",
    zone: "@ TXT v=spf1 exists:%{l2r+-}.example.com -all\nb.a A 127.0.0.2",
    sender: "a-b+c-d@example.com",
    result: "pass",
  },
  {
    clause: "7.3",
    zone: "@ TXT v=spf1 exists:%{lr-}.example.com -all\nc.b.a A 127.0.0.2",
    sender: "a-b-c@example.com",
    result: "pass",
  },
  {
    clause: "7.3",
    zone: "@ TXT v=spf1 exists:%{S}.example.com -all\na%26b%40example.com A 127.0.0.2",
    sender: "a&b@example.com",
    result: "pass",
  },
  { clause: "7.3", zone: `@ TXT v=spf1 a:${"%{d}.".repeat(30)}h.example.com -all\n* A 192.0.2.1`, result: "pass" },
  {
    clause: "7.2",
    zone: "@ TXT v=spf1 exists:%{p}._p.example.com -all\nh A 192.0.2.1\nh.example.com._p A 127.0.0.2\n$ORIGIN 2.0.192.in-addr.arpa.\n1 PTR h.example.com.",
    result: "pass",
  },
  // what the declared world does not decide
  {
    clause: "-",
    zone: "@ TXT v=spf1 include:_spf.example.net -all",
    result: "unknown",
    reason: "_spf.example.net is in no declared zone",
  },
  { clause: "-", zone: "@ TXT v=spf1 ip4:192.0.2.1 include:_spf.example.net -all", result: "pass" },
  { clause: "-", zone: "@ TXT ?preview", result: "unknown", reason: "the text at example.com is not known yet" },
  { clause: "-", zone: "$SCOPE part\nwww A 192.0.2.1", result: "unknown", reason: "example.com is not declared here" },
  {
    clause: "-",
    zone: "@ TXT v=spf1 a -all\n@ A ?secret",
    result: "unknown",
    reason: "the addresses of example.com are not declared here",
  },
  {
    clause: "-",
    zone: "@ TXT v=spf1 ptr -all",
    result: "unknown",
    reason: "the PTR of 1.2.0.192.in-addr.arpa is not declared here",
  },
  {
    clause: "-",
    zone: "@ TXT v=spf1 +all ; routing=a\n@ TXT v=spf1 -all ; routing=b",
    result: "unknown",
    reason: "example.com is answered by routed alternatives",
  },
  { clause: "-", zone: "@ TXT v=spf1 -all", ip: "192.0.2", result: "unknown", reason: '"192.0.2" is no IP address' },
];

describe("check_host over the declared world", () => {
  for (const { clause, zone, ip, sender, helo, result, reason } of rows) {
    it(`${clause}: ${zone.replaceAll("\n", " | ").slice(0, 120)} ${[ip, sender, helo].filter(Boolean).join(" ")}`, () => {
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
