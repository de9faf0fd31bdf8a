import { wellFormed } from "../syntax/visible.ts";

const LONGEST = 4096;

/**
 * A path as a URI reference (RFC 3986): percent-encoded segment by segment, so that neither a colon in the first segment
 * nor `?` or `#` means anything; relative paths stay relative, absolute ones become `file:` URIs.
 */
export function pathToUri(path: string): string {
  const clean = wellFormed(path.slice(0, LONGEST)).replaceAll("\\", "/");
  const drive = /^[A-Za-z]:\//.test(clean);
  if (drive || clean.startsWith("/")) {
    const rest = clean.replace(/^\/+/, "").split("/").map(encodeSegment);
    if (drive) rest[0] = clean.slice(0, 2);
    return `file:///${rest.join("/")}`;
  }
  return clean.split("/").map(encodeSegment).join("/");
}

function encodeSegment(segment: string): string {
  // encodeURIComponent leaves these; all but `~` are legal in a segment, yet some consumers put URIs into quotes.
  return encodeURIComponent(segment).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
