import { editSpf, type SpfMechanism, type SpfTerm } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { isPolicyName } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";
import { firstSpf } from "./shared/spf-advice.ts";
import { liveMechanisms } from "./shared/spf-records.ts";
import { listed, quoted } from "./shared/wording.ts";

export default defineRule({
  id: "spf-pass-all",
  kind: "record",
  types: ["TXT"],
  text: "spf",
  set: "default",
  severity: "error",
  covers: ["spf-after-all", "spf-no-all"],
  summary: "an SPF record lets everybody send",
  consequence: "forged mail passes SPF, and DMARC with it; receivers distrust the domain",
  references: [rfc(7208, "5.1"), rfc(7208, "8.3")],
  smtp: ["550 5.7.1"],
  messages: {
    all: ({ term }: { term: string }) =>
      `${quoted(term)} lets every server on the Internet send in the domain's name, and forged mail passes SPF and DMARC; allowed to strangers is "-all" or "~all"`,
    range: ({ terms, share, count }: { terms: string; share: string; count: number }) =>
      `${count === 1 ? "the range" : "the ranges"} ${terms} ${count === 1 ? "lets" : "let"} ${share} send in the domain's name, and forged mail passes SPF and DMARC`,
    broad: ({ term, share }: { term: string; share: string }) =>
      `the range ${quoted(term)} lets ${share} send in the domain's name, more than any one network holds; forged mail from the rest of it passes SPF and DMARC`,
  },
  docs: {
    why: "all matches everybody, and without a sign it means pass. Forged mail then passes SPF and, being aligned, DMARC.",
    fix: "List the servers that send and end the record with ~all or -all.",
    bad: ["@ TXT v=spf1 mx +all"],
    good: ["@ TXT v=spf1 mx -all"],
  },
  check({ record, node, spf }, context) {
    if (spf === undefined || isPolicyName(node.name)) return;
    const tree = spf.spf;
    const word = (term: SpfMechanism): string => tree.text.slice(term.start, term.end);
    const open = tree.all?.qualifier === "+" ? tree.all : undefined;
    const wide = tree.terms.some(mayBeWide) ? wideTerms(liveMechanisms(tree)) : undefined;
    if (open === undefined && wide === undefined) {
      const broad = tree.terms.some(mayBeWide) ? liveMechanisms(tree).find(isBroad) : undefined;
      if (broad === undefined) return;
      context.report(
        "broad",
        { term: word(broad), share: shareOf(broad) },
        {
          severity: "warning",
          at: { record, field: "text", span: [broad.start, broad.end] },
          help: { text: "name the network of the servers that send; a prefix length is easily cut short (/2 for /24)" },
        },
      );
      return;
    }
    const drop = [...(wide?.terms ?? []), ...(open === undefined ? [] : [open])];
    const close = open !== undefined || (tree.all === undefined && tree.redirect === undefined);
    const left = tree.redirect !== undefined || liveMechanisms(tree).some((term) => !drop.includes(term));
    // with nobody left, what is published must not refuse the domain's own mail
    const edited = left
      ? editSpf(tree, { drop, ...(close ? { add: ["~all"] } : {}) })
      : (firstSpf(context.domain(node.name))?.text ?? "v=spf1 ~all");
    const help = {
      text: "name the servers that send and let nobody else pass",
      ...(tree.errors.length > 0 ? {} : { publish: [txtLine(node.name, edited)] }),
    };
    if (open !== undefined) {
      const at = { record, field: "text" as const, span: [open.start, open.end] as const };
      context.report("all", { term: word(open) }, { at, help });
      return;
    }
    const [from, to] = [wide?.terms[0], wide?.terms.at(-1)];
    if (wide === undefined || from === undefined || to === undefined) return;
    context.report(
      "range",
      { terms: listed(wide.terms.map((term) => quoted(word(term)))), share: wide.share, count: wide.terms.length },
      { at: { record, field: "text", span: [from.start, to.end] }, help },
    );
  },
});

type Range = readonly [start: bigint, end: bigint];

/** Shorter prefixes hold more than any one sender has; together they may come to everything. */
const WIDE = 8;
const IP4_HALF = 2n ** 31n;
/** The global unicast addresses of IPv6, 2000::/3 (RFC 4291 2.4). */
const GLOBAL: Range = [2n ** 125n, 2n ** 126n];

/** The ranges that amount to the whole of IPv4 (half of it, at least) or of IPv6. */
function wideTerms(terms: readonly SpfMechanism[]): { terms: SpfMechanism[]; share: string } | undefined {
  const passing = terms.filter(({ qualifier }) => qualifier === "+");
  const wide4 = passing.filter((term) => isWide(term, term.cidr4?.length, "ip4"));
  const held4 = held(wide4.map(range4), [0n, 2n ** 32n]);
  if (held4 >= IP4_HALF) {
    const whole = held4 === 2n ** 32n;
    return { terms: wide4, share: whole ? "every IPv4 address" : "half of all IPv4 addresses or more" };
  }
  const wide6 = passing.filter((term) => isWide(term, term.cidr6?.length, "ip6"));
  const held6 = held(wide6.map(range6), GLOBAL);
  return held6 === GLOBAL[1] - GLOBAL[0] ? { terms: wide6, share: "every IPv6 address" } : undefined;
}

function mayBeWide(term: SpfTerm): boolean {
  return term.kind === "mechanism" && ((term.cidr4?.length ?? 128) <= WIDE || (term.cidr6?.length ?? 128) < WIDE6);
}

/** Nobody was ever allotted more than a /8 of IPv4; of IPv6 a whole registry gets a /12, and its members a small part of that. */
const WIDE6 = 16;

function isBroad({ name, qualifier, cidr4, cidr6 }: SpfMechanism): boolean {
  if (qualifier !== "+") return false;
  return name === "ip4" ? (cidr4?.length ?? 32) < WIDE : name === "ip6" && (cidr6?.length ?? 128) < WIDE6;
}

function shareOf({ name, cidr4, cidr6 }: SpfMechanism): string {
  const length = (name === "ip4" ? cidr4?.length : cidr6?.length) ?? 0;
  return `1 in ${(2 ** length).toLocaleString("en")} of all ${name === "ip4" ? "IPv4" : "IPv6"} addresses`;
}

/** `a/0` and `mx/0` match every address as soon as the name has one. */
function isWide({ name }: SpfMechanism, length: number | undefined, family: "ip4" | "ip6"): boolean {
  if (length === undefined) return false;
  return name === family ? length <= WIDE : (name === "a" || name === "mx") && length === 0;
}

function range4({ ip4, cidr4 }: SpfMechanism): Range {
  return block(BigInt(ip4 ?? 0), 32 - (cidr4?.length ?? 32));
}

function range6({ ip6, cidr6 }: SpfMechanism): Range {
  return block(ip6 ?? 0n, 128 - (cidr6?.length ?? 128));
}

function block(address: bigint, bits: number): Range {
  const size = 2n ** BigInt(bits);
  const start = (address / size) * size;
  return [start, start + size];
}

/** How many addresses of `within` the ranges hold together. */
function held(ranges: readonly Range[], within: Range): bigint {
  const sorted = [...ranges].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  let total = 0n;
  let reached = within[0];
  for (const [start, end] of sorted) {
    const from = start > reached ? start : reached;
    const to = end < within[1] ? end : within[1];
    if (to > from) {
      total += to - from;
      reached = to;
    }
  }
  return total;
}
