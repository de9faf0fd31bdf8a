import { editDistance } from "../edit-distance.ts";
import { tidy } from "../plain-text.ts";

export type DmarcNearMissReason =
  | "leading-space"
  | "leading-quote" // a quote kept as data
  | "leading-text" // something else before `v=DMARC1`
  | "not-first" // tags before v
  | "case" // `v=dmarc1`
  | "version" // `v=DMARC`, `v=DMARC 1`, `v=DMARC2`
  | "no-semicolon" // `v=DMARC1 p=none`
  | "separator" // `v=DMARC1.`, `v=DMARC1,`
  | "stray-quote" // a quote after the version
  | "escaped-semicolon" // `v=DMARC1\;`: a zone file's escape kept as data
  | "no-v" // `DMARC1; p=none`
  | "misspelt" // `v=DMRC1`
  | "no-version"; // `p=reject; rua=mailto:…`

export interface DmarcNearMiss {
  readonly reason: DmarcNearMissReason;
  /** What keeps receivers from seeing DMARC in it. */
  readonly start: number;
  readonly end: number;
  /** The text that was meant; it is DMARC, its tags may still be wrong. */
  readonly mended: string;
}

const MAX_LEAD = 64;
const MAX_TEXT = 8192;

// what stands for "v=DMARC1", its parts apart: lead, v, equals, dmarc, number
const HEAD =
  /^([\s"'`\\\x80-\xff([{]{0,16})(?:([a-z]{0,2})(\s{0,4}[=:-]{1,2}\s{0,4}|\s{1,4}|))?(dmarc|dmrac|dmrc|damrc|dmar|dkmarc|dmark|dmac)([\s._-]{0,4}(?:[0-9]{1,3}|[li](?![a-z]))|)/i;
const TAG = /^(?:p|sp|np|rua|ruf|fo|adkim|aspf|pct|rf|ri|t|psd)\s{0,4}=/i;
const WITHIN = /v\s{0,4}=\s{0,4}dmarc1\s{0,4}(?:["\\;]|$)/i;

/**
 * Whether a TXT record's joined text was meant as DMARC though discovery drops it: why, where, and the text that was
 * meant. Texts that only speak of DMARC (a verification token) are none.
 */
export function looksMeantAsDmarc(text: string): DmarcNearMiss | undefined {
  if (text.length < 6 || text.length > MAX_TEXT || !mayBeMeant(text)) return undefined;
  if (/^v[ \t]*=[ \t]*(?:DMARC1)[ \t]*(?:;|$)/i.test(text) && /^.[ \t]*=[ \t]*DMARC1/.test(text)) return undefined;
  const match = HEAD.exec(text);
  if (match !== null) {
    const found = headed(text, match);
    if (found !== undefined) return found;
  }
  const lead = text.slice(0, MAX_LEAD + 16);
  const at = lead.search(WITHIN);
  if (at > 0) {
    const before = text.slice(0, at);
    if (/v\s{0,4}=\s{0,4}(?:spf|dkim)/i.test(before)) return undefined;
    const after = unquote(text.slice(at).replace(/^v\s{0,4}=\s{0,4}dmarc1/i, ""));
    if (TAG.test(before.trimStart())) {
      return { reason: "not-first", start: at, end: at + 8, mended: join(`${unquote(before)}; ${after}`) };
    }
    return { reason: "leading-text", start: 0, end: at, mended: join(after) };
  }
  return tagsAlone(text) ?? twisted(text);
}

/** One key wrong in the version, and a tag of DMARC's behind it: `v=MARC1; p=reject`, `v=DMARC;1 p=reject`. */
function twisted(text: string): DmarcNearMiss | undefined {
  const swapped = /^v=DMARC;1 (?=[a-z])/i.exec(text);
  if (swapped !== null && TAG.test(text.slice(10))) {
    return { reason: "misspelt", start: 0, end: 9, mended: join(text.slice(10)) };
  }
  const end = text.slice(0, 11).indexOf(";");
  if (end < 7 || editDistance(text.slice(0, end).trimEnd().toUpperCase(), "V=DMARC1", 1) !== 1) return undefined;
  const rest = unquote(text.slice(end + 1));
  return TAG.test(rest) ? { reason: "misspelt", start: 0, end, mended: join(rest) } : undefined;
}

/** Cheap: most TXT records are something else. */
function mayBeMeant(text: string): boolean {
  return /d(?:k?ma|mr|amr)|^.{5,10};/i.test(text.slice(0, MAX_LEAD + 16)) || /^["\s]{0,8}p\s{0,4}=/i.test(text);
}

function headed(text: string, match: RegExpExecArray): DmarcNearMiss | undefined {
  const [head, lead = "", v = "", equals = "", dmarc = "", digits = ""] = match;
  const raw = text.slice(head.length);
  const rest = unquote(raw).replace(/^[\s;,:.]+/, "");
  const assigned = v.toLowerCase() === "v" && equals.includes("=");
  if (rest === "" ? !assigned && digits !== "1" : !TAG.test(rest)) return undefined;
  const mended = join(rest);
  const start = lead.length;
  const end = head.length;
  if (dmarc.toUpperCase() !== "DMARC") return { reason: "misspelt", start, end, mended };
  if (!assigned) {
    if (v === "") return { reason: "no-v", start, end, mended };
    const kept = /v$/i.test(v) && equals.includes("=") ? 1 : 0;
    return { reason: "leading-text", start: 0, end: start + v.length - kept, mended };
  }
  if (digits !== "1") return { reason: "version", start, end, mended };
  if (lead !== "")
    return { reason: /^\s+$/.test(lead) ? "leading-space" : "leading-quote", start: 0, end: start, mended };
  const gap = /^[\s,.:"'\\`/]*/.exec(raw)?.[0] ?? "";
  if (gap.includes("\\")) return { reason: "escaped-semicolon", start: end, end: end + gap.length, mended };
  if (/["'`]/.test(gap)) return { reason: "stray-quote", start: end, end: end + gap.length, mended };
  if (/[,.:/]/.test(gap)) return { reason: "separator", start: end, end: end + gap.length, mended };
  if (dmarc !== "DMARC") return { reason: "case", start, end, mended };
  return { reason: "no-semicolon", start: end, end: end + gap.length, mended };
}

/** `p=reject; rua=…` without the version: a policy and a second tag of DMARC's. */
function tagsAlone(text: string): DmarcNearMiss | undefined {
  const plain = unquote(text);
  if (!/^p\s{0,4}=\s{0,4}(?:none|quarantine|reject)\s{0,4};/i.test(plain)) return undefined;
  if (!/;\s{0,4}(?:rua|ruf|sp|np|pct|adkim|aspf|fo)\s{0,4}=/i.test(plain.slice(0, 128))) return undefined;
  return { reason: "no-version", start: 0, end: 0, mended: join(plain) };
}

function join(rest: string): string {
  const tags = rest
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  return ["v=DMARC1", ...tags].join("; ");
}

/** Zone-file quoting and escapes that became data. */
function unquote(text: string): string {
  if (!/["\\\x80-\xff\t]/.test(text)) return text.trim();
  return tidy(text.replace(/\\?"\s*\\?"/g, "").replace(/\\;/g, ";"));
}
