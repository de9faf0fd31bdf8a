import { parseFields, type Field, type FieldFaultCode } from "./field-list.ts";

/** The TXT record at `_smtp._tls.<domain>` (RFC 8460 3). */

export type TlsRptErrorCode =
  | FieldFaultCode
  | "rua-missing"
  | "duplicate"
  | "uri-empty"
  | "uri-scheme" // neither mailto: nor https:
  | "uri-address" // no address behind mailto:
  | "uri-host" // no host behind https://
  | "uri-character"; // one that the URI must encode

export interface TlsRptError {
  readonly code: TlsRptErrorCode;
  /** `record`: the record is taken as none; `part`: reports to this place are lost; `nothing`: it is read past. */
  readonly effect: "record" | "part" | "nothing";
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly suggestion: string | undefined;
}

export interface TlsRptUri {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly valid: boolean;
}

export interface TlsRptRecord {
  readonly text: string;
  readonly fields: readonly Field[];
  /** The places that reports go to, of the first `rua`. */
  readonly rua: readonly TlsRptUri[];
  readonly errors: readonly TlsRptError[];
  readonly usable: boolean;
}

const VERSION = "v=TLSRPTv1";
const FREE = new Set(["rua"]);
/** What RFC 3986 allows, without "!", "," and ";", which RFC 8460 3 wants encoded. */
const URI = /^[A-Za-z0-9._~:/?#[\]@$&'()*+=%-]*$/;
const MAX_URI = 1024;

/** Whether discovery keeps a text: "records that do not begin with "v=TLSRPTv1;" are discarded" (RFC 8460 3). */
export function isTlsRpt(text: string): boolean {
  return text.startsWith("v=TLSRPTv1;");
}

/** Reads a text that `isTlsRpt` takes. Total; the work is linear in the text. */
export function parseTlsRpt(text: string): TlsRptRecord {
  const { fields, faults } = parseFields(text, VERSION.length, FREE);
  const errors: TlsRptError[] = faults.map((fault) => ({ ...fault, effect: "record", suggestion: undefined }));
  const seen = new Set<string>();
  let rua: TlsRptUri[] | undefined;
  for (const field of fields) {
    const { name, start, end } = field;
    if (seen.has(name)) {
      errors.push({
        code: "duplicate",
        effect: name === "rua" ? "part" : "nothing",
        start,
        end,
        name,
        suggestion: undefined,
      });
      continue;
    }
    seen.add(name);
    if (name === "rua") rua = urisOf(text, field, errors);
  }
  if (rua === undefined && !faults.some(({ code }) => code === "form")) {
    errors.push({
      code: "rua-missing",
      effect: "record",
      start: 0,
      end: text.length,
      name: "rua",
      suggestion: undefined,
    });
  }
  errors.sort((a, b) => a.start - b.start);
  const uris = rua ?? [];
  const usable = errors.every(({ effect }) => effect !== "record") && uris.some(({ valid }) => valid);
  return { text, fields, rua: uris, errors, usable };
}

/** The record as text: version and fields, `; ` between them. */
export function printTlsRpt({ fields }: Pick<TlsRptRecord, "fields">): string {
  return [VERSION, ...fields.map(({ name, value }) => `${name}=${value}`)].join("; ");
}

function urisOf(text: string, { value, valueStart, end: limit }: Field, errors: TlsRptError[]): TlsRptUri[] {
  const uris: TlsRptUri[] = [];
  if (value === "") return uris;
  let from = valueStart;
  while (from <= limit) {
    let to = text.indexOf(",", from);
    if (to < 0 || to > limit) to = limit;
    let start = from;
    let end = to;
    while (start < end && /[ \t]/.test(text[start] as string)) start++;
    while (end > start && /[ \t]/.test(text[end - 1] as string)) end--;
    const own = text.slice(start, end);
    const code = faultOf(own);
    if (code === "uri-empty") {
      // A comma with nothing on one side: reports go to the rest.
      errors.push({
        code,
        effect: "part",
        start: Math.max(valueStart, start - 1),
        end: Math.min(limit, end + 1),
        name: "rua",
        suggestion: undefined,
      });
    } else {
      uris.push({ text: own, start, end, valid: code === undefined });
      if (code !== undefined) errors.push({ code, effect: "part", start, end, name: "rua", suggestion: mendUri(own) });
    }
    from = to + 1;
  }
  return uris;
}

function faultOf(uri: string): TlsRptErrorCode | undefined {
  if (uri === "") return "uri-empty";
  const scheme = /^([a-z][a-z0-9+.-]{0,31}):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme !== "mailto" && scheme !== "https") return "uri-scheme";
  if (uri.length > MAX_URI || !URI.test(uri) || /%(?![0-9a-f]{2})/i.test(uri)) return "uri-character";
  if (scheme === "mailto") return isAddress(uri.slice(7)) ? undefined : "uri-address";
  return /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?(?:[/?#]|$)/i.test(uri) ? undefined : "uri-host";
}

function isAddress(path: string): boolean {
  const query = path.indexOf("?");
  const address = query < 0 ? path : path.slice(0, query);
  const at = address.lastIndexOf("@");
  const host = address.slice(at + 1);
  return at > 0 && host.length <= 253 && !address.startsWith("/") && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/i.test(host);
}

/** The nearest valid URI; `undefined` where it is not clear. */
function mendUri(uri: string): string | undefined {
  if (uri.length > 320) return undefined;
  // DMARC's size behind an address (`!10m`) is unknown here.
  const plain = uri.replace(/["'<>\\\s]/g, "").replace(/(?:![0-9]{1,9}[kmgt]?)?[.;]*$/i, "");
  const mail = /^(?:mailto?|mail-to|malito)?[:=]?(?:\/\/)?([^@:/]+@[^@:/]+)$/i.exec(plain)?.[1];
  const web = /^https?:\/{0,3}([^@/]+\..*)$/i.exec(plain)?.[1];
  const mended =
    mail === undefined ? (web === undefined ? undefined : `https://${web}`) : `mailto:${mail.replaceAll("!", "%21")}`;
  return mended !== undefined && faultOf(mended) === undefined ? mended : undefined;
}

/** The record with every slip mended as far as it is clear; `undefined` where no place for reports is left. */
export function mendTlsRpt({ text }: Pick<TlsRptRecord, "text">): string | undefined {
  const uris = new Set<string>();
  const words = text
    .slice(0, 4096)
    .split(/[\s,;]+/)
    .slice(1);
  for (const word of words) {
    const own = word.replace(/^rua[=:]/i, "");
    if (own === "" || /^[A-Za-z0-9_.-]{1,32}=/.test(own)) continue;
    const uri = faultOf(own) === undefined ? own : mendUri(own);
    if (uri !== undefined) uris.add(uri);
  }
  return uris.size === 0 ? undefined : `${VERSION}; rua=${[...uris].join(",")}`;
}

const MEANT =
  /^[\s"'\\\x80-\xff]{0,8}(?:v[\s"'\\]{0,4}[=:][\s"'\\]{0,4})?(?:smtp-?)?tls-?_?rpt-?_?(?:v-?_?1)?\s{0,8}(?=[;,:\s"'\\]|$)/i;

/** A text that was meant as a TLS-RPT record and that senders discard; `mended` where a place for reports stands in it. */
export function looksMeantAsTlsRpt(
  text: string,
): { readonly start: number; readonly end: number; readonly mended: string | undefined } | undefined {
  if (isTlsRpt(text)) return undefined;
  const head = text.slice(0, 2048);
  const rua = /(?:^|[;,\s"'\\])rua\s{0,8}[=:]\s{0,8}([^;"'\\]{1,1024})/i.exec(head)?.[1];
  if (!MEANT.test(head) && !(rua !== undefined && /^[\s"'\\]{0,8}(?:v\s{0,4}=|rua)/i.test(head))) return undefined;
  const end = Math.max(1, /^[^;]*/.exec(head)?.[0].length ?? 1);
  return {
    start: 0,
    end,
    mended: rua === undefined ? undefined : mendTlsRpt({ text: `${VERSION}; rua=${rua.trim()}` }),
  };
}
