import { tidy } from "./plain-text.ts";

export { presentText as quoteTxt } from "./presentation.ts";

/** A character string holds at most 255 bytes (RFC 1035 3.3). */
export const MAX_STRING = 255;

/** A text as the character strings it is published in: 255 bytes each, the last one shorter; at least one. */
export function splitText(text: string): string[] {
  const strings: string[] = [];
  let start = 0;
  do strings.push(text.slice(start, start + MAX_STRING));
  while ((start += MAX_STRING) < text.length);
  return strings;
}

export type TxtSlipKind =
  | "outer-quotes" // the quotes of a zone file or a panel became part of the text
  | "escaped-semicolon" // `\;`, which a zone file needs outside quotes
  | "smart-quotes" // a word processor's quotes around it, or anywhere in a mail record
  | "cut-at-semicolon"; // what an unquoted ";" left over: the rest was read as a comment

export interface TxtSlip {
  readonly kind: TxtSlipKind;
  readonly start: number;
  readonly end: number;
  /** The text that was meant; `undefined` where it is lost. */
  readonly mended: string | undefined;
}

const MAIL = /^[\s"'\\\x80-\xff]{0,8}v\s{0,4}=\s{0,4}(?:spf1|dmarc1|dkim1|stsv1|tlsrptv1|bimi1)(?![a-z0-9])/i;
const CUT = /^['`]?v[ \t]{0,4}=[ \t]{0,4}(?:DMARC1|DKIM1|STSv1|TLSRPTv1|BIMI1)[ \t]{0,4}$/i;
// “ ” „ ‟ ‘ ’ ‚ ‛ « » as UTF-8, and the four of Windows-1252
const SMART = /\xe2\x80[\x98-\x9f]|\xc2[\xab\xbb]|(?<![\x80-\xff])[\x91-\x94](?![\x80-\xff])/;

/** Whether a joined text is a record of a mail standard, whatever is wrong with its edges. */
export function isMailText(text: string): boolean {
  return MAIL.test(text);
}

/**
 * The first slip of quoting in a TXT record's joined text, none of which the DNS minds. A bare `v=DMARC1` is legal where reports
 * are authorised (`_report._dmarc`, RFC 9990 4): that is for the caller to know.
 */
export function txtSlip(text: string): TxtSlip | undefined {
  const outer = outerQuotes(text);
  if (outer !== undefined) return outer;
  const escaped = text.indexOf("\\;");
  if (escaped >= 0) {
    return { kind: "escaped-semicolon", start: escaped, end: escaped + 2, mended: text.replaceAll("\\;", ";") };
  }
  const smart = SMART.exec(text);
  if (smart !== null) {
    const end = smart.index + smart[0].length;
    if (smart.index === 0 || isMailText(text))
      return { kind: "smart-quotes", start: smart.index, end, mended: tidy(text) };
  }
  if (CUT.test(text)) return { kind: "cut-at-semicolon", start: text.length, end: text.length, mended: undefined };
  return undefined;
}

function outerQuotes(text: string): TxtSlip | undefined {
  const first = text.startsWith('\\"') ? 2 : text.startsWith('"') ? 1 : 0;
  if (first === 0) return undefined;
  const closed = text.length > 2 * first - 1 && text.endsWith(text.slice(0, first));
  if (!closed && !isMailText(text)) return undefined;
  const whole = first === 2 ? text.replaceAll('\\"', '"') : text;
  const end = text.length;
  return { kind: "outer-quotes", start: 0, end: closed ? end : first, mended: unquote(whole) };
}

/** The strings of `"a" "b"` joined with nothing, escapes decoded; of anything else the text without its first and last quote. */
function unquote(text: string): string {
  let joined = "";
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (character === '"') {
      inside = !inside;
    } else if (!inside) {
      if (!/\s/.test(character)) return text.replace(/^"/, "").replace(/"$/, "");
    } else if (character === "\\" && i + 1 < text.length) {
      const digits = text.slice(i + 1, i + 4);
      const code = /^[0-9]{3}$/.test(digits) ? Number(digits) : 256;
      joined += code < 256 ? String.fromCharCode(code) : (text[i + 1] as string);
      i += code < 256 ? 3 : 1;
    } else {
      joined += character;
    }
  }
  return joined;
}
