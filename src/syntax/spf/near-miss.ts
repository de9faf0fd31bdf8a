import { editDistance } from "../edit-distance.ts";
import { tidy } from "../plain-text.ts";
import { isClean } from "./oddity.ts";

export type SpfNearMissReason =
  | "leading-space" // before `v=spf1`
  | "leading-quote" // a quote kept as data
  | "leading-text" // something else before `v=spf1`
  | "no-space" // `v=spf1a mx`
  | "separator" // `v=spf1;`, `v=spf1,`, a tab
  | "stray-quote" // `v=spf1" "a mx`
  | "version" // `v=spf`, `v=spf 1`, `v=spf2`, `v=spfl`
  | "spaced" // `v = spf1`
  | "no-v" // `spf1 …`, `=spf1 …`, `v spf1 …`
  | "misspelt" // `v=sfp1`
  | "no-version"; // terms alone

export interface SpfNearMiss {
  readonly reason: SpfNearMissReason;
  /** What keeps receivers from seeing SPF in it. */
  readonly start: number;
  readonly end: number;
  /** The text that was meant; it is SPF, its terms may still be wrong. */
  readonly mended: string;
}

/** No record that was meant as SPF begins later than this. */
const MAX_LEAD = 64;
/** Longer texts hold other things. */
const MAX_TEXT = 8192;

// what stands for "v=spf1", its parts apart: lead, v, equals, spf, number
const HEAD =
  /^([\s"'`\\\x80-\xff([{]{0,16})(?:([a-z]?)(\s{0,4}[=:-]{1,2}\s{0,4}|\s{1,4}|))?(sp(?:f|ff|v)?[=_.:-]?|sfp|psf)(\s{0,4}(?:[0-9]{1,8}|[li](?=\s|$)|!)(?!\.)|)(?=$|[^0-9.])/i;
const TERM =
  /^[+?~-]?(?:(?:include|exists|ip4|ip6|ipv4|ipv6|ip|mx|ptr|a):[^\s]|(?:redirect|exp)=[^\s]|(?:all|mx|a|ptr)(?:$|[\s/;,."]))/i;

/**
 * Whether a TXT record's joined text was meant as SPF though receivers see none in it: why, where, and the text that was meant. Texts that
 * only speak of SPF (`spf2.0/pra`, a verification token) are none.
 */
export function looksMeantAsSpf(text: string): SpfNearMiss | undefined {
  if (text.length < 5 || text.length > MAX_TEXT || !mayBeMeant(text)) return undefined;
  if (/^v=spf1(?: |$)/i.test(text)) return undefined;
  const match = HEAD.exec(text);
  if (match !== null) return headed(text, match) ?? twisted(text);
  const at = text.slice(0, MAX_LEAD).search(/v=spf1(?:[ "]|$)/i);
  if (at > 0 && !/v\s*=\s*(?:dmarc|dkim)/i.test(text.slice(0, at))) {
    const rest = unquote(text.slice(at + 6)).trim();
    if (rest === "" || !startsLikeTerm(rest)) return undefined;
    return { reason: "leading-text", start: 0, end: at, mended: join(rest) };
  }
  return termsAlone(text) ?? twisted(text);
}

/** One key wrong in the version, and nothing but terms behind it: `v=pf1 -all`, `vs=pf1 mx -all`. */
function twisted(text: string): SpfNearMiss | undefined {
  const end = text.indexOf(" ");
  if (end < 5 || end > 7 || text.length > 2048 || editDistance(text.slice(0, end).toLowerCase(), "v=spf1", 1) !== 1)
    return undefined;
  const words = text
    .slice(end)
    .split(" ")
    .filter((word) => word !== "");
  if (words.length === 0 || !words.every((word) => isClean(word))) return undefined;
  return { reason: "misspelt", start: 0, end, mended: join(words.join(" ")) };
}

/** `include:example.com -all` without the version. */
function termsAlone(text: string): SpfNearMiss | undefined {
  const plain = unquote(text).trim();
  if (!/[~?-]all$/i.test(plain) || plain.length > 2048 || !plain.includes(" ")) return undefined;
  if (!plain.split(/ +/).every((word) => isClean(word))) return undefined;
  return { reason: "no-version", start: 0, end: 0, mended: join(plain) };
}

function leadReason(lead: string): SpfNearMissReason {
  if (/^\s+$/.test(lead)) return "leading-space";
  return /^[\s"'`\\]+$/.test(lead) ? "leading-quote" : "leading-text";
}

/** Cheap: most TXT records are something else. */
function mayBeMeant(text: string): boolean {
  const lead = text.slice(0, MAX_LEAD + 6);
  return (
    /s[pf]{1,2}/i.test(lead) ||
    /^["\s]*[+?~-]?(?:include|ip4|ip6|mx|a)(?:[:\s]|$)/i.test(lead) ||
    /^(?=[a-z0-9]{0,4}=)[a-z0-9=]{5,7} /i.test(lead)
  );
}

function headed(text: string, match: RegExpExecArray): SpfNearMiss | undefined {
  const [head, lead = "", v = "", equals = "", spf = "", digits = ""] = match;
  const raw = text.slice(head.length);
  // Sender ID, an old standard of its own
  if (/^spf2\.0/i.test(text.slice(lead.length))) return undefined;
  const rest = unquote(swappedBlank(raw)).replace(/^[\s;,:."'\\_]+/, "");
  const exact = v.toLowerCase() === "v" && equals === "=" && spf.toLowerCase() === "spf" && digits === "1";
  const evidence = rest === "" ? v !== "" && equals.includes("=") && digits.trim().length < 2 : startsLikeTerm(rest);
  if (!evidence || (rest !== "" && /^[a-z0-9]/i.test(raw) && !startsLikeTerm(raw) && rest === raw)) return undefined;
  const versionStart = lead.length;
  const versionEnd = head.length;
  const mended = join(rest);
  if (!exact) {
    let reason: SpfNearMissReason = "version";
    if (!/^spf/i.test(spf)) reason = "misspelt";
    else if (v.toLowerCase() !== "v" || !equals.includes("=")) reason = "no-v";
    else if (/\s/.test(equals) && digits === "1") reason = "spaced";
    if (v !== "" && v.toLowerCase() !== "v" && equals !== "=") return undefined;
    return { reason, start: versionStart, end: versionEnd, mended };
  }
  if (lead !== "") return { reason: leadReason(lead), start: 0, end: lead.length, mended };
  const gap = /^[^a-z0-9~?+-]+/i.exec(raw);
  if (gap === null) return { reason: "no-space", start: versionStart, end: versionEnd + 1, mended };
  const reason = /["'`\\]/.test(gap[0]) ? "stray-quote" : "separator";
  return { reason, start: versionEnd, end: versionEnd + gap[0].length, mended };
}

/** `v=spf1i nclude:…`: the blank and the letter after it changed places. */
function swappedBlank(raw: string): string {
  if (raw.charCodeAt(1) !== 0x20 || raw.charCodeAt(0) === 0x20) return raw;
  const right = raw.charAt(0) + raw.slice(2);
  return !startsLikeTerm(raw) && startsLikeTerm(right) ? right : raw;
}

function startsLikeTerm(rest: string): boolean {
  return TERM.test(rest) || isClean(rest.slice(0, 300).split(/[\s;,"]/, 1)[0] as string);
}

function join(rest: string): string {
  return rest === "" ? "v=spf1" : `v=spf1 ${rest}`;
}

/** Zone-file quoting that became data: `a" "b` is one text, its strings joined with nothing between. */
function unquote(text: string): string {
  if (!/["\\\x80-\xff\t]/.test(text)) return text.trimEnd();
  return tidy(text.replace(/\\?"\s*\\?"/g, ""));
}
