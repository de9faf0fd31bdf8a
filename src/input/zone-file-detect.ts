import { parseIp4 } from "../syntax/ip.ts";
import type { Probe } from "./reader.ts";

const HEAD = 65_536;
/** `$ORIGIN example.com.` and its like at the beginning of a line; `$TTL = 1` of a script is none. */
const DIRECTIVE = /^\$(?:ORIGIN|TTL|INCLUDE|GENERATE|DATE)[ \t]+[^\s=]/i;
const CLASS_OR_TTL = /^(?:IN|CH|HS|AWS|[0-9][0-9smhdw]*)$/i;
const HEADING = /^;;?[ \t]*(?:Domain|Exported|SOA Record|A Records|MX Records)\b/im;

const NAMED = /\.(?:zone|zonefile|bind)$/i;

/** Types that no English word is, beside those that are looked at one by one. */
const OTHERS = new Set(
  "NS CNAME PTR DNAME TXT SPF CAA TLSA DS DNSKEY RRSIG NSEC NSEC3 NSEC3PARAM HINFO LOC NAPTR SSHFP RP WKS AFSDB SVCB HTTPS URI CDS CDNSKEY SMIMEA OPENPGPKEY CSYNC ZONEMD ALIAS ANAME".split(
    " ",
  ),
);

/** Whether a file's name alone says that it is a zone file. */
export function isNamedAsZoneFile(baseName: string): boolean {
  return NAMED.test(baseName);
}

/**
 * Whether a text is surely a zone file: it is named as one, its first line that is no comment is a directive or a record, its value fitting
 * its type; or only comments of a known export stand in it.
 */
export function looksLikeZoneFile(probe: Probe): boolean {
  const { text } = probe.file;
  const head = text.slice(0, HEAD);
  if (head.includes("\0")) return false;
  if (NAMED.test(probe.baseName)) return true;
  let open = "";
  for (const line of linesOf(text)) {
    const bare = bareOf(line);
    if (bare.trim() === "") continue;
    if (open === "" && DIRECTIVE.test(bare)) return true;
    open += `${bare} `;
    // A record goes on until its parenthesis closes (RFC 1035 5.1).
    if (open.length < 1000 && open.includes("(") && !open.includes(")")) continue;
    return isRecordLine(open);
  }
  return open === "" ? HEADING.test(head) : isRecordLine(open);
}

/** A line without its comment. */
function bareOf(line: string): string {
  const start = line.charCodeAt(0) === 0xfeff ? 1 : 0;
  const comment = line.indexOf(";");
  return line.slice(start, comment < 0 ? Math.min(line.length, 2000) : Math.max(start, comment));
}

function* linesOf(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf("\n", start);
    yield text.slice(start, end < 0 ? text.length : end);
    if (end < 0) return;
    start = end + 1;
  }
}

function isRecordLine(line: string): boolean {
  const words = line.slice(0, 1000).replace(/[()]/g, " ").trim().split(/\s+/);
  // The owner may be missing (a leading blank), and class and TTL come in either order.
  let position = /^\s/.test(line) ? 0 : 1;
  let classed = 0;
  // `@` is an owner in zone files only (RFC 1035 5.1).
  let sure = words[0] === "@" && position === 1;
  while (classed < 2 && CLASS_OR_TTL.test(words[position] ?? "")) {
    if (words[position]?.toUpperCase() === "IN") sure = true;
    position++;
    classed++;
  }
  const type = words[position];
  const value = words[position + 1] ?? "";
  if (type === undefined) return false;
  if (sure && value !== "" && OTHERS.has(type.toUpperCase())) return true;
  switch (type.toUpperCase()) {
    case "SOA":
      return words.length >= position + 3 || classed > 0;
    case "A":
      return parseIp4(value) >= 0;
    case "AAAA":
      return /^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(value);
    case "MX":
      return /^[0-9]{1,5}$/.test(value) && words.length === position + 3;
    case "NS":
    case "CNAME":
    case "PTR":
    case "DNAME":
      return words.length === position + 2 && (classed > 0 || value.includes("."));
    case "TXT":
    case "SPF":
      return value.startsWith('"') || classed > 0;
    case "SRV":
      return /^[0-9]+$/.test(value);
    case "CAA":
    case "TLSA":
    case "DS":
    case "DNSKEY":
    case "RRSIG":
    case "NSEC":
    case "HINFO":
    case "LOC":
    case "NAPTR":
    case "SSHFP":
      return classed > 0;
    default:
      return classed > 0 && /^TYPE[0-9]{1,5}$/i.test(type);
  }
}
