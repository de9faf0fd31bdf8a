import { parseName, type Name } from "../../model/name.ts";
import { nearest } from "../edit-distance.ts";
import type { DmarcError, DmarcErrorCode, ReportUri } from "./tree.ts";

/** All that a URI may hold (RFC 3986 2) but "," and "!", which DMARC wants encoded (RFC 9989 4.6). */
const URI_CHARACTERS = /^[a-z0-9._~:/?#[\]@$&'()*+;=%-]*$/i;
const BAD_PERCENT = /%(?![0-9a-f]{2})/i;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const SIZE = /![0-9]+[kmgt]?$/i;
/** Schemes that a report was ever sent to, or a person would write. */
const SCHEMES = new Set(["mailto", "http", "https"]);

/** Reads `rua` or `ruf`: URIs with commas between (RFC 9989 4.8, `dmarc-urilist`). Errors go into `errors`. */
export function parseUris(text: string, start: number, end: number, name: string, errors: DmarcError[]): ReportUri[] {
  const uris: ReportUri[] = [];
  let from = start;
  while (from <= end) {
    let to = text.indexOf(",", from);
    if (to < 0 || to > end) to = end;
    const uri = parseUri(text, from, to, name, errors);
    if (uri !== undefined) {
      if (uri.scheme === undefined && uris.length > 0) joinComma(text, uris, uri, name, errors);
      uris.push(uri);
    }
    from = to + 1;
  }
  return uris;
}

/** `mailto:first,last@example.com`: the comma belongs to the address. */
function joinComma(text: string, uris: ReportUri[], second: ReportUri, name: string, errors: DmarcError[]): void {
  const first = uris.at(-1) as ReportUri;
  if (first.valid || first.scheme !== "mailto" || first.text.includes("@") || !second.text.includes("@")) return;
  const { start } = first;
  const { end } = second;
  // in place of the two errors of its halves
  errors.length -= 2;
  const suggestion = text.slice(start, end).replace(/\s*,\s*/, "%2C");
  errors.push(error("uri-comma", start, end, text, name, suggestion));
}

function parseUri(text: string, from: number, to: number, name: string, errors: DmarcError[]): ReportUri | undefined {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (start === end) {
    errors.push(error("uri-empty", from, Math.max(from, to), text, name, undefined));
    return undefined;
  }
  const whole = text.slice(start, end);
  const size = whole.includes("!") ? SIZE.exec(whole) : null;
  const own = size === null ? whole : whole.slice(0, size.index);
  const scheme = SCHEME.exec(own)?.[1]?.toLowerCase();
  const target = scheme === "mailto" ? mailTarget(own.slice(7)) : undefined;
  const host = target === undefined ? webHost(own) : target.host;
  const problem = faultOf(own, scheme, target);
  let valid = problem === undefined;
  if (problem !== undefined) {
    const [code, suggestion] = problem;
    errors.push(error(code, start, start + own.length, text, name, suggestion));
  } else if (scheme !== undefined && !SCHEMES.has(scheme)) {
    const right = nearest(scheme, ["mailto"]) ?? (own.includes("@") && scheme === "mail" ? "mailto" : undefined);
    const suggestion = right === undefined ? undefined : right + own.slice(scheme.length);
    errors.push(error("uri-scheme", start, start + own.length, text, name, suggestion));
    // not a scheme that anybody reads, but a URI
    valid = true;
  } else if (scheme !== "mailto") {
    errors.push(error("uri-scheme", start, start + own.length, text, name, undefined));
  }
  if (size !== null) errors.push(error("uri-size", start + own.length, end, text, name, ""));
  return { text: own, start, end: start + own.length, scheme, address: target?.address, host, valid };
}

interface MailTarget {
  readonly address: string | undefined;
  readonly host: Name | undefined;
}

/** The address after `mailto:` (RFC 6068 2), header fields left out. */
function mailTarget(path: string): MailTarget {
  const query = path.indexOf("?");
  const address = decode(query < 0 ? path : path.slice(0, query));
  const at = address.lastIndexOf("@");
  const local = address.slice(0, Math.max(at, 0));
  const domain = address.slice(at + 1);
  if (at < 1 || /[\s@<>:/]/.test(local) || local.startsWith(".") || !/^[a-z0-9._-]+$/i.test(domain)) {
    return { address: undefined, host: undefined };
  }
  const host = parseName(domain);
  return host.ok && !domain.endsWith(".") ? { address, host: host.name } : { address: undefined, host: undefined };
}

function webHost(uri: string): Name | undefined {
  const match = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([a-z0-9._-]+)/i.exec(uri);
  const name = match === null ? undefined : parseName(match[1] as string);
  return name?.ok ? name.name : undefined;
}

function faultOf(
  uri: string,
  scheme: string | undefined,
  target: MailTarget | undefined,
): [DmarcErrorCode, string | undefined] | undefined {
  if (scheme === undefined) return ["uri-scheme-missing", mendUri(uri)];
  if (uri.includes("!")) return ["uri-exclamation", mendUri(uri)];
  if (!URI_CHARACTERS.test(uri) || BAD_PERCENT.test(uri)) return ["uri-character", mendUri(uri)];
  if (target !== undefined && target.address === undefined) return ["uri-address", mendUri(uri)];
  return undefined;
}

/** The nearest valid URI list; `undefined` where it is not clear. */
function mendUri(uri: string): string | undefined {
  if (uri.length > 320) return undefined;
  const plain = uri.replace(/["'<>\\]/g, "").replace(/[.;]+$/, "");
  const words = plain.split(/\s+/).filter((each) => each !== "");
  // "mailto: a@example.com" is one URI, "mailto:a@example.com mailto:b@example.com" two
  const glued = words.length === 2 && /^mailto:?$/i.test(words[0] as string) ? [words.join("")] : words;
  const right: string[] = [];
  for (const word of glued) {
    const match = /^(?:mailto?|mail-to|maito|malito|mailo)?[:=]?(?:\/\/)?([^@]+@[^@]+)$/i.exec(word);
    const address = (match?.[1] ?? "").replace(/!/g, "%21").replace(BAD_PERCENT, "%25");
    if (!URI_CHARACTERS.test(address) || mailTarget(address).host === undefined) return undefined;
    right.push(`mailto:${address}`);
  }
  return right.length === 0 ? undefined : right.join(",");
}

function error(
  code: DmarcErrorCode,
  start: number,
  end: number,
  text: string,
  name: string,
  suggestion: string | undefined,
): DmarcError {
  const effect = code === "uri-size" ? "nothing" : "part";
  return {
    code,
    effect,
    start,
    end,
    value: text.slice(start, end),
    name,
    expected: "",
    applied: undefined,
    suggestion,
  };
}

function decode(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
