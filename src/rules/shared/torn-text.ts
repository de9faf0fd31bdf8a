import { alternatives } from "../../domain/alternatives.ts";
import { isTxt, spfTree } from "../../domain/texts.ts";
import { textOf, type DnsRecord, type TxtRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { isSpf, mendSpf, parseSpf } from "../../syntax/spf.ts";
import { isClean } from "../../syntax/spf/oddity.ts";
import { MAX_STRING } from "../../syntax/txt.ts";

/** No torn text has longer parts. */
const MAX_PART = 4096;

export interface Part {
  readonly record: TxtRecord;
  readonly text: string;
}

export interface Torn {
  readonly rest: readonly Part[];
  /** The text that was meant, where the order of the parts is sure. */
  readonly whole: string | undefined;
}

/** A text that begins a record of a mail standard, and the tags it may have. */
export interface Head {
  readonly kind: string;
  readonly tags: RegExp;
}

const SPF: Head = { kind: "SPF record", tags: /^$/ };
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

/** What a text begins; `undefined` for one that begins nothing, or not at such a name. */
export function headOf(text: string, name: string): Head | undefined {
  if (isSpf(text)) {
    const { all, redirect } = spfTree(text);
    return all === undefined && redirect === undefined ? SPF : undefined;
  }
  if (/(?:^|\.)_domainkey\./.test(name))
    return /^\s*(?:v\s*=\s*DKIM1\b|k\s*=\s*\w+|p\s*=)/.test(text) ? DKIM : undefined;
  return HEADS.find(([version, at]) => version.test(text) && at.test(name))?.[2];
}

/** The other known texts that are answered together with a record. */
export function besides(record: TxtRecord, records: readonly DnsRecord[]): Part[] {
  const group = alternatives(records.filter(isTxt).filter(({ type }) => type === "TXT")).find((each) =>
    each.includes(record),
  );
  return (group ?? []).flatMap((other) => {
    const text = textOf(other);
    return other !== record && isKnown(text) ? [{ record: other, text }] : [];
  });
}

/** A policy without an end, and the texts beside it that go on with it. */
export function tornSpf(head: string, others: readonly Part[]): Torn | undefined {
  const tree = spfTree(head);
  const terms = others.filter(({ text }) => isTerms(text));
  if (terms.length > 0 && tree.errors.length === 0) {
    const ordered = [...terms].sort((a, b) => Number(endsIt(a.text)) - Number(endsIt(b.text)));
    const whole = [head.trimEnd(), ...ordered.map(({ text }) => text.trim())].join(" ");
    return { rest: ordered, whole: mendSpf(parseSpf(whole)) };
  }
  if (head.length < MAX_STRING - 1 || head.length > MAX_PART) return undefined;
  // cut after so many characters, in the middle of a term
  const rest = others.find(({ text }) => {
    if (isSpf(text) || text === "" || text.length > MAX_PART) return false;
    const { errors, warnings, all } = parseSpf(head + text);
    return errors.length === 0 && warnings.length === 0 && all !== undefined;
  });
  return rest === undefined ? undefined : { rest: [rest], whole: head + rest.text };
}

/** Nothing but SPF terms, and not by chance: `a` alone may be anything. */
function isTerms(text: string): boolean {
  if (text.length > MAX_PART) return false;
  const words = text.split(" ").filter((word) => word !== "");
  return words.length > 0 && /(?:[:/][^ ]|[~?-]all *$|redirect=)/i.test(text) && words.every(isClean);
}

function endsIt(text: string): boolean {
  return /(?:[+?~-]?all|redirect=\S+)\s*$/i.test(text);
}

/** A tag list torn at a semicolon, or its key torn after so many characters. */
export function tornTags(head: string, { tags }: Head, others: readonly Part[]): Torn | undefined {
  const own = tagNames(head) ?? [];
  const key = tags === DKIM.tags;
  if (key && own.includes("p")) {
    if (!isCutShort(head)) return undefined;
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

/** Whether the key at the end of a text is shorter than its own DER header says (RFC 5280 4.1, X.690 8.1.3). */
function isCutShort(text: string): boolean {
  const key = /p\s*=\s*([A-Za-z0-9+/]{16,}={0,2})$/.exec(text)?.[1];
  if (key === undefined) return false;
  const bytes = Buffer.from(key, "base64");
  if (bytes[0] !== 0x30) return false;
  const short = bytes[1] ?? 0;
  const total = short < 0x80 ? short + 2 : short === 0x81 ? (bytes[2] ?? 0) + 3 : bytes.readUInt16BE(2) + 4;
  return bytes.length < total;
}

function withoutEnd(text: string): string {
  return text.endsWith(";") ? text.slice(0, -1).trimEnd() : text;
}

/** The names of a tag list (RFC 6376 3.2); `undefined` where a text is none. */
function tagNames(text: string): string[] | undefined {
  const names: string[] = [];
  for (const part of text.slice(0, MAX_PART).split(";")) {
    if (part.trim() === "") continue;
    const match = /^\s*([a-z]{1,8})\s*=/i.exec(part);
    if (match === null) return undefined;
    names.push((match[1] as string).toLowerCase());
  }
  return names;
}
