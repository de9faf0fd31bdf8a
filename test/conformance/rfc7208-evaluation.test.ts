import { checkHost } from "../../src/domain/spf-evaluate.ts";
import { World } from "../../src/domain/world.ts";
import { zones } from "../zones.ts";
import { clauses, type Clause } from "./clauses.ts";

interface Question {
  readonly zone: string;
  readonly ip?: string;
  readonly sender?: string;
  readonly helo?: string;
}

const hosts = (count: number): string => Array.from({ length: count }, (_, n) => `a:h${n}.example.com`).join(" ");
const declared = (count: number): string =>
  Array.from({ length: count }, (_, n) => `h${n} A 198.51.100.${n}`).join("\n");

/** Default: 192.0.2.1 sends as who@example.com and says mail.example.org. Every zone is whole; nothing else is declared. */
const rows: readonly (Clause<string> & Question)[] = [
  // 2.4, 4.3: the identity that is checked
  {
    clause: "2.4",
    says: "a null reverse-path: postmaster at the HELO name",
    zone: "mail TXT v=spf1 -all",
    sender: "",
    helo: "mail.example.com",
    expect: "fail",
  },
  {
    clause: "4.3",
    says: "no local-part: postmaster",
    zone: "@ TXT v=spf1 -all",
    sender: "@example.com",
    expect: "fail",
  },
  { clause: "4.3", says: "a name of one label", zone: "@ TXT v=spf1 -all", sender: "who@localhost", expect: "none" },
  { clause: "4.3", says: "an empty label", zone: "@ TXT v=spf1 -all", sender: "who@a..example.com", expect: "none" },
  {
    clause: "4.3",
    says: "a label of 64 characters",
    zone: "@ TXT v=spf1 -all",
    sender: `who@${"x".repeat(64)}.example.com`,
    expect: "none",
  },
  {
    clause: "4.3",
    says: "the domain stands after the last @, case ignored",
    zone: "@ TXT v=spf1 -all",
    sender: "a@b@EXAMPLE.com",
    expect: "fail",
  },
  // 4.4, 4.5: which record
  { clause: "4.5", says: "v=spf10 is another version", zone: "@ TXT v=spf10 -all", expect: "none" },
  { clause: "4.5", says: "the version ignores case", zone: "@ TXT V=SPF1 -all", expect: "fail" },
  { clause: "4.5", says: "no term at all: neutral", zone: "@ TXT v=spf1", expect: "neutral" },
  {
    clause: "4.5",
    says: "strings are joined with nothing between",
    zone: '@ TXT "v=spf1 ip4:192.0" ".2.1 -all"',
    expect: "pass",
  },
  { clause: "4.5", says: "two strings, no blank: another version", zone: '@ TXT "v=spf1" "-all"', expect: "none" },
  { clause: "4.5", says: "several records", zone: "@ TXT v=spf1 -all\n@ TXT v=spf1 +all", expect: "permerror" },
  { clause: "3.1", says: "type TXT only", zone: "@ SPF v=spf1 +all", expect: "none" },
  // 4.6: the grammar of the whole record comes first
  {
    clause: "4.6",
    says: "the whole record is validated first",
    zone: "@ TXT v=spf1 ip4:192.0.2.1 -all moo",
    expect: "permerror",
  },
  { clause: "4.6.1", says: "several blanks, blanks at the end", zone: "@ TXT v=spf1  +all  ", expect: "pass" },
  {
    clause: "6",
    says: "exp twice",
    zone: "@ TXT v=spf1 +all exp=a.example.com exp=b.example.com",
    expect: "permerror",
  },
  { clause: "6", says: "an unknown modifier is ignored", zone: "@ TXT v=spf1 x-y.z_1=%{r} -all", expect: "fail" },
  // 4.6.4: limits
  {
    clause: "4.6.4",
    says: "ten terms that ask",
    zone: `@ TXT v=spf1 ${hosts(10)} ip4:192.0.2.1 -all\n${declared(10)}`,
    expect: "pass",
  },
  {
    clause: "4.6.4",
    says: "eleven",
    zone: `@ TXT v=spf1 ${hosts(11)} ip4:192.0.2.1 -all\n${declared(11)}`,
    expect: "permerror",
  },
  {
    clause: "4.6.4",
    says: "include that leads back",
    zone: "@ TXT v=spf1 include:example.com -all",
    expect: "permerror",
  },
  { clause: "4.6.4", says: "redirect that leads back", zone: "@ TXT v=spf1 redirect=example.com", expect: "permerror" },
  { clause: "4.6.4", says: "two void look-ups", zone: `@ TXT v=spf1 ${hosts(2)} -all`, expect: "fail" },
  { clause: "4.6.4", says: "three void look-ups", zone: `@ TXT v=spf1 ${hosts(3)} -all`, expect: "permerror" },
  {
    clause: "4.6.4",
    says: "an mx of eleven hosts",
    zone: `@ TXT v=spf1 mx +all\n${Array.from({ length: 11 }, (_, n) => `@ MX ${n} h${n}`).join("\n")}\n${declared(11)}`,
    expect: "permerror",
  },
  // 4.7, 5.1
  { clause: "4.7", says: "neither all nor redirect: neutral", zone: "@ TXT v=spf1 ip4:192.0.2.2", expect: "neutral" },
  { clause: "5.1", says: "nothing after all is tested", zone: "@ TXT v=spf1 ?all -all", expect: "neutral" },
  // 5.2 include
  {
    clause: "5.2",
    says: "pass: match",
    zone: "@ TXT v=spf1 include:p.example.com -all\np TXT v=spf1 +all",
    expect: "pass",
  },
  {
    clause: "5.2",
    says: "pass under a qualifier",
    zone: "@ TXT v=spf1 ~include:p.example.com -all\np TXT v=spf1 +all",
    expect: "softfail",
  },
  {
    clause: "5.2",
    says: "fail: no match",
    zone: "@ TXT v=spf1 include:p.example.com ?all\np TXT v=spf1 -all",
    expect: "neutral",
  },
  {
    clause: "5.2",
    says: "permerror: permerror",
    zone: "@ TXT v=spf1 include:p.example.com +all\np TXT v=spf1 foo",
    expect: "permerror",
  },
  { clause: "5.2", says: "none: permerror", zone: "@ TXT v=spf1 include:p.example.com +all", expect: "permerror" },
  {
    clause: "5.2",
    says: "a malformed name gives none, so permerror",
    zone: "@ TXT v=spf1 include:a..b.example.com +all",
    expect: "permerror",
  },
  // 5.3 a, 5.4 mx
  { clause: "5.3", says: "the domain's own address", zone: "@ TXT v=spf1 a -all\n@ A 192.0.2.1", expect: "pass" },
  {
    clause: "5.3",
    says: "prefix length on a host's address",
    zone: "@ TXT v=spf1 a:h.example.com/24 -all\nh A 192.0.2.200",
    expect: "pass",
  },
  { clause: "5.3", says: "the length /0 of a name without an address", zone: "@ TXT v=spf1 a/0 -all", expect: "fail" },
  {
    clause: "5.3",
    says: "an IPv6 length",
    zone: "@ TXT v=spf1 a//64 -all\n@ AAAA 2001:db8::1",
    ip: "2001:db8::9",
    expect: "pass",
  },
  {
    clause: "5.3",
    says: "an IPv4 length is of no account for IPv6, and A is not asked for",
    zone: "@ TXT v=spf1 a/0 -all\n@ AAAA 2001:db8::1",
    ip: "2001:db8::9",
    expect: "fail",
  },
  {
    clause: "5.3",
    says: "a CNAME is followed",
    zone: "@ TXT v=spf1 a:h.example.com -all\nh CNAME k\nk A 192.0.2.1",
    expect: "pass",
  },
  {
    clause: "5.3",
    says: "an answer with an error",
    zone: "@ TXT v=spf1 a:h.example.com +all\nh CNAME k\nk CNAME h",
    expect: "temperror",
  },
  {
    clause: "5.2",
    says: "an answer with an error, of the included record",
    zone: "@ TXT v=spf1 include:h.example.com +all\nh CNAME k\nk CNAME h",
    expect: "temperror",
  },
  { clause: "5.4", says: "a host of the MX", zone: "@ TXT v=spf1 mx -all\n@ MX 10 h\nh A 192.0.2.1", expect: "pass" },
  { clause: "5.4", says: "no implicit MX", zone: "@ TXT v=spf1 mx -all\n@ A 192.0.2.1", expect: "fail" },
  { clause: "5.4", says: "the null MX names no host", zone: "@ TXT v=spf1 mx -all\n@ MX 0 .", expect: "fail" },
  // 5.5 ptr
  {
    clause: "5.5",
    says: "a validated name at or below the target",
    zone: "@ TXT v=spf1 ptr -all\nh A 192.0.2.1\n$ORIGIN 2.0.192.in-addr.arpa.\n1 PTR x.example.com.\n1 PTR h.example.com.",
    expect: "pass",
  },
  {
    clause: "5.5",
    says: "a name that does not lead back",
    zone: "@ TXT v=spf1 ptr -all\nh A 192.0.2.2\n$ORIGIN 2.0.192.in-addr.arpa.\n1 PTR h.example.com.",
    expect: "fail",
  },
  // 5.6 ip4 and ip6, 5.7 exists
  { clause: "5.6", says: "host bits are of no account", zone: "@ TXT v=spf1 ip4:192.0.2.77/24 -all", expect: "pass" },
  {
    clause: "5.6",
    says: "IPv4 in ip4 only",
    zone: "@ TXT v=spf1 ip4:0.0.0.0/0 -all",
    ip: "2001:db8::1",
    expect: "fail",
  },
  {
    clause: "5",
    says: "an IPv4-mapped client is an IPv4 client",
    zone: "@ TXT v=spf1 ip4:192.0.2.1 -all",
    ip: "::ffff:192.0.2.1",
    expect: "pass",
  },
  {
    clause: "5",
    says: "an IPv4-mapped client is no IPv6 client",
    zone: "@ TXT v=spf1 ip6:::/0 -all",
    ip: "::ffff:192.0.2.1",
    expect: "fail",
  },
  {
    clause: "5.6",
    says: "33 bits",
    zone: "@ TXT v=spf1 ip6:2001:db8:8000::/33 -all",
    ip: "2001:db8:ffff::1",
    expect: "pass",
  },
  {
    clause: "5.7",
    says: "an A record, over IPv6 too",
    zone: "@ TXT v=spf1 exists:h.example.com -all\nh A 127.0.0.2",
    ip: "2001:db8::1",
    expect: "pass",
  },
  {
    clause: "5.7",
    says: "AAAA is not asked for",
    zone: "@ TXT v=spf1 exists:h.example.com -all\nh AAAA 2001:db8::1",
    expect: "fail",
  },
  // 6.1 redirect
  {
    clause: "6.1",
    says: "the verdict of the other record",
    zone: "@ TXT v=spf1 redirect=p.example.com\np TXT v=spf1 a -all\np A 192.0.2.1",
    expect: "pass",
  },
  {
    clause: "6.1",
    says: "ignored beside all",
    zone: "@ TXT v=spf1 redirect=p.example.com ?all\np TXT v=spf1 -all",
    expect: "neutral",
  },
  { clause: "6.1", says: "no record there", zone: "@ TXT v=spf1 redirect=p.example.com", expect: "permerror" },
  // 7 macros
  {
    clause: "7.2",
    says: "i, v and d",
    zone: "@ TXT v=spf1 exists:%{ir}.%{v}._x.%{d} -all\n1.2.0.192.in-addr._x A 127.0.0.2",
    expect: "pass",
  },
  {
    clause: "7.2",
    says: "l, o and d1",
    zone: "@ TXT v=spf1 exists:%{l}.at.%{o}.%{d1}.example.com -all\nwho.at.example.com.com A 127.0.0.2",
    expect: "pass",
  },
  {
    clause: "7.2",
    says: "h",
    zone: "@ TXT v=spf1 a:%{h} -all\n$ORIGIN example.org.\nmail A 192.0.2.1",
    expect: "pass",
  },
  {
    clause: "7.3",
    says: "two right-hand parts after the reversal",
    zone: "@ TXT v=spf1 exists:%{l2r+-}.example.com -all\nb.a A 127.0.0.2",
    sender: "a-b+c-d@example.com",
    expect: "pass",
  },
  {
    clause: "7.3",
    says: "split on what is given, joined with dots",
    zone: "@ TXT v=spf1 exists:%{lr-}.example.com -all\nc.b.a A 127.0.0.2",
    sender: "a-b-c@example.com",
    expect: "pass",
  },
  {
    clause: "7.3",
    says: "upper case: URL escaping",
    zone: "@ TXT v=spf1 exists:%{S}.example.com -all\na%26b%40example.com A 127.0.0.2",
    sender: "a&b@example.com",
    expect: "pass",
  },
  {
    clause: "7.3",
    says: "over 253 characters: labels go from the left",
    zone: `@ TXT v=spf1 a:${"%{d}.".repeat(30)}h.example.com -all\n* A 192.0.2.1`,
    expect: "pass",
  },
  {
    clause: "7.2",
    says: "p",
    zone: "@ TXT v=spf1 exists:%{p}._p.example.com -all\nh A 192.0.2.1\nh.example.com._p A 127.0.0.2\n$ORIGIN 2.0.192.in-addr.arpa.\n1 PTR h.example.com.",
    expect: "pass",
  },
];

clauses("RFC 7208, check_host()", rows, ({ zone, ip, sender, helo }: Question) => {
  const world = new World(zones(`$ORIGIN example.com.\n${zone}`));
  const question = { ip: ip ?? "192.0.2.1", sender: sender ?? "who@example.com", helo: helo ?? "mail.example.org" };
  return checkHost(world, question).verdict.result;
});

const V4 = "192.0.2.3";
const V6 = "2001:db8::cb01";

/** Macro-string, its expansion, client. */
const expansions: readonly (readonly [macros: string, expansion: string, ip?: string])[] = [
  ["%{s}", "strong-bad@email.example.com"],
  ["%{o}", "email.example.com"],
  ["%{d}", "email.example.com"],
  ["%{d4}", "email.example.com"],
  ["%{d3}", "email.example.com"],
  ["%{d2}", "example.com"],
  ["%{d1}", "com"],
  ["%{dr}", "com.example.email"],
  ["%{d2r}", "example.email"],
  ["%{l}", "strong-bad"],
  ["%{l-}", "strong.bad"],
  ["%{lr}", "strong-bad"],
  ["%{lr-}", "bad.strong"],
  ["%{l1r-}", "strong"],
  ["%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"],
  ["%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"],
  ["%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"],
  ["%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com"],
  ["%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"],
  ["%{ir}.%{v}._spf.%{d2}", `1.0.b.c.${"0.".repeat(20)}8.b.d.0.1.0.0.2.ip6._spf.example.com`, V6],
];

clauses(
  "RFC 7208, expansions",
  expansions.map(([macros, expansion, ip = V4]) => ({
    clause: "7.4",
    says: "the RFC's example",
    macros,
    expansion,
    ip,
    expect: "pass",
  })),
  ({ macros, expansion, ip }: { readonly macros: string; readonly expansion: string; readonly ip: string }) => {
    const zone = `$ORIGIN .\nemail.example.com TXT v=spf1 exists:${macros} -all\n${expansion} A 127.0.0.2`;
    const question = { ip, sender: "strong-bad@email.example.com", helo: "mx.example.org" };
    return checkHost(new World(zones(zone)), question).verdict.result;
  },
);
