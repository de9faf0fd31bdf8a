import { alternatives } from "../domain/alternatives.ts";
import { isTxt, spfTree } from "../domain/texts.ts";
import { textOf, type DnsRecord, type TxtRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { isSpf, mendSpf, parseSpf } from "../syntax/spf.ts";
import { isClean } from "../syntax/spf/oddity.ts";
import { MAX_STRING } from "../syntax/txt.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./spf-records.ts";
import { counted, quoted } from "./wording.ts";

/** No torn value stands among more records than this. */
const MAX_RECORDS = 64;

export default defineRule({
  id: "txt-split-records",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "error",
  covers: ["txt-quoting", "spf-near-miss", "spf-no-all", "dmarc-syntax"],
  summary: "one long text is published as several TXT records",
  consequence:
    "receivers read each record alone and in any order: the first part is incomplete, the rest means nothing",
  references: [rfc(7208, "3.3"), rfc(6376, "3.6.2.2")],
  smtp: ["550 5.7.26"],
  messages: {
    split: ({ kind, name, count }: { kind: string; name: string; count: number }) =>
      `one ${kind} is torn into ${counted(count, "TXT record")} at ${name}; receivers read each record alone, so the first part is incomplete and the rest is lost`,
  },
  docs: {
    why: "A long text goes into one TXT record of several strings. Typed into several records it falls apart: DNS gives them in any order, and no receiver puts them together.",
    fix: "Publish one record; in a zone file its strings stand in quotes one after the other.",
    bad: ["@ TXT v=spf1 include:_spf.example.net", "@ TXT include:_spf.example.org -all"],
    good: ["@ TXT v=spf1 include:_spf.example.net include:_spf.example.org -all"],
  },
  check({ record, node, text }, context) {
    if (text === undefined || record.type !== "TXT" || node.records.length > MAX_RECORDS) return;
    const head = headOf(text, node.name);
    if (head === undefined) return;
    const others = besides(record, node.records);
    if (others.length === 0) return;
    const torn = head.kind === "SPF record" ? tornSpf(text, others) : tornTags(text, head, others);
    if (torn === undefined) return;
    context.report(
      "split",
      { kind: head.kind, name: node.name, count: torn.rest.length + 1 },
      {
        at: { record, field: "text", note: "the first part" },
        related: torn.rest.map((part) => ({ record: part.record, field: "text", note: "a part of it" })),
        help: {
          text: `publish one record and remove ${torn.rest.map((part) => quoted(part.text.slice(0, 40))).join(", ")}`,
          ...(torn.whole === undefined ? {} : { publish: [txtLine(node.name, torn.whole)] }),
        },
      },
    );
  },
});

interface Part {
  readonly record: TxtRecord;
  readonly text: string;
}

interface Torn {
  readonly rest: readonly Part[];
  /** The text that was meant, where the order of the parts is sure. */
  readonly whole: string | undefined;
}

/** A text that begins a record of a mail standard, and the tags it may have. */
interface Head {
  readonly kind: string;
  readonly tags: RegExp;
}

const DKIM: Head = { kind: "DKIM key", tags: /^[vkphstng]$/ };
const HEADS: readonly (readonly [version: RegExp, at: RegExp, head: Head])[] = [
  [
    /^v\s*=\s*DMARC1\b/,
    /^_dmarc\./,
    { kind: "DMARC record", tags: /^(?:p|sp|np|rua|ruf|adkim|aspf|fo|pct|rf|ri|t|psd)$/ },
  ],
  [/^v\s*=\s*STSv1\b/, /^_mta-sts\./, { kind: "MTA-STS record", tags: /^id$/ }],
  [/^v\s*=\s*TLSRPTv1\b/, /^_smtp\._tls\./, { kind: "TLS-RPT record", tags: /^rua$/ }],
];

function headOf(text: string, name: string): Head | undefined {
  if (isSpf(text)) return { kind: "SPF record", tags: /^$/ };
  if (/(?:^|\.)_domainkey\./.test(name))
    return /^\s*(?:v\s*=\s*DKIM1\b|k\s*=\s*\w+|p\s*=)/.test(text) ? DKIM : undefined;
  return HEADS.find(([version, at]) => version.test(text) && at.test(name))?.[2];
}

/** The other known texts that are answered together with a record. */
function besides(record: TxtRecord, records: readonly DnsRecord[]): Part[] {
  const group = alternatives(records.filter(isTxt).filter(({ type }) => type === "TXT")).find((each) =>
    each.includes(record),
  );
  return (group ?? []).flatMap((other) => {
    const text = textOf(other);
    return other !== record && isKnown(text) ? [{ record: other, text }] : [];
  });
}

function tornSpf(head: string, others: readonly Part[]): Torn | undefined {
  const tree = spfTree(head);
  if (tree.all !== undefined || tree.redirect !== undefined) return undefined;
  const terms = others.filter(({ text }) => isTerms(text));
  if (terms.length > 0 && tree.errors.length === 0) {
    const ordered = [...terms].sort((a, b) => Number(endsIt(a.text)) - Number(endsIt(b.text)));
    const whole = [head.trimEnd(), ...ordered.map(({ text }) => text.trim())].join(" ");
    return { rest: ordered, whole: mendSpf(parseSpf(whole)) };
  }
  if (head.length < MAX_STRING - 1) return undefined;
  // cut after so many characters, in the middle of a term
  const rest = others.find(({ text }) => {
    if (isSpf(text) || text === "") return false;
    const { errors, warnings, all } = parseSpf(head + text);
    return errors.length === 0 && warnings.length === 0 && all !== undefined;
  });
  return rest === undefined ? undefined : { rest: [rest], whole: head + rest.text };
}

/** Nothing but SPF terms, and not by chance: `a` alone may be anything. */
function isTerms(text: string): boolean {
  if (text.length > 4096) return false;
  const words = text.split(" ").filter((word) => word !== "");
  return words.length > 0 && /(?:[:/][^ ]|[~?-]all *$|redirect=)/i.test(text) && words.every(isClean);
}

function endsIt(text: string): boolean {
  return /(?:[+?~-]?all|redirect=\S+)\s*$/i.test(text);
}

/** A tag list torn at a semicolon, or its key torn after so many characters. */
function tornTags(head: string, { tags }: Head, others: readonly Part[]): Torn | undefined {
  const own = tagNames(head) ?? [];
  const key = tags === DKIM.tags;
  if (key && own.includes("p")) {
    if (!/p\s*=\s*[A-Za-z0-9+/]{32,}$/.test(head)) return undefined;
    const rest = others.filter(({ text }) => /^[A-Za-z0-9+/]{8,}={0,2}$/.test(text.replace(/[\s;]/g, "")));
    const [only] = rest;
    if (only === undefined) return undefined;
    return { rest, whole: rest.length === 1 ? head + only.text.trim() : undefined };
  }
  if (key && !own.includes("v") && (own[0] !== "k" || others.some(({ text }) => /^\s*v\s*=/.test(text))))
    return undefined;
  const seen = new Set(own);
  const rest = others.filter(({ text }) => {
    const names = tagNames(text);
    if (names === undefined || names.some((name) => seen.has(name) || !tags.test(name))) return false;
    for (const name of names) seen.add(name);
    return true;
  });
  // of a key all parts are needed, so that two keys side by side are none
  if (rest.length === 0 || (key && !seen.has("p"))) return undefined;
  const parts = [head, ...rest.map(({ text }) => text)].map((text) => withoutEnd(text.trim()));
  return { rest, whole: parts.join("; ") };
}

function withoutEnd(text: string): string {
  return text.endsWith(";") ? text.slice(0, -1).trimEnd() : text;
}

/** The names of a tag list (RFC 6376 3.2); `undefined` where a text is none. */
function tagNames(text: string): string[] | undefined {
  const names: string[] = [];
  for (const part of text.slice(0, 4096).split(";")) {
    if (part.trim() === "") continue;
    const match = /^\s*([a-z]{1,8})\s*=/i.exec(part);
    if (match === null) return undefined;
    names.push((match[1] as string).toLowerCase());
  }
  return names;
}
