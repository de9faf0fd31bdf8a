import { absolute, type Name } from "../../model/name.ts";
import { cutStrings } from "../../syntax/presentation.ts";
import { escapeCharacter, isUnsafe } from "../../syntax/visible.ts";
import { utf8Text } from "./bytes.ts";
import { cloudflareTextObstacle } from "./cloudflare-record.ts";
import type { KnownRecord } from "./known.ts";
import { namedFields } from "./named-fields.ts";
import { route53Obstacle } from "./route53-set.ts";
import type { DnsHost } from "./writer.ts";

export type Argument = string | number | readonly string[];

/** A function of DNSControl and what stands behind the record's name. */
export interface Call {
  readonly type: string;
  readonly args: readonly Argument[];
  readonly modifiers: readonly string[];
}

/** Types whose functions take the fields in presentation order, by DNS host. */
const FIELD_TYPES: Readonly<Record<DnsHost, readonly string[]>> = {
  cloudflare: ["DNSKEY", "DS", "HTTPS", "NAPTR", "OPENPGPKEY", "SMIMEA", "SSHFP", "SVCB", "TLSA"],
  route53: ["DS", "HTTPS", "NAPTR", "SSHFP", "SVCB", "TLSA"],
};

/** A record as DNSControl has it. A string: why it has none, as the end of a sentence. */
export function dnscontrolRecord(known: KnownRecord, origin: Name, host: DnsHost): Call | string {
  const reason = host === "route53" ? route53Obstacle(known, origin) : undefined;
  if (reason !== undefined) return reason;
  const call = callOf(known, origin, host);
  if (typeof call === "string" || known.record.vendor?.proxied !== true) return call;
  return { ...call, modifiers: [...call.modifiers, "CF_PROXY_ON"] };
}

function callOf(known: KnownRecord, origin: Name, host: DnsHost): Call | string {
  const { type, data } = known;
  switch (data.kind) {
    case "mx":
      return call(type, data.preference, absolute(data.exchange));
    case "text":
      if (type !== "TXT") return unpublished(type);
      return (host === "cloudflare" ? cloudflareTextObstacle(data.strings) : undefined) ?? textCall(data.strings);
    case "address":
      return call(type, data.address);
    case "srv":
      return call(type, data.priority, data.weight, data.port, absolute(data.target));
    case "target":
      return targetCall(known, absolute(data.target), origin);
    case "fields":
      return fieldsCall(type, data.fields, host);
  }
}

function call(type: string, ...args: readonly Argument[]): Call {
  return { type, args, modifiers: [] };
}

/** DNSControl cuts a text itself; one that is cut elsewhere is a list. */
function textCall(strings: readonly string[]): Call | string {
  const whole = strings.join("");
  const isUsual = JSON.stringify(cutStrings([whole])) === JSON.stringify(cutStrings(strings));
  const texts = (isUsual ? [whole] : strings).map(utf8Text);
  const known = texts.filter((text) => text !== undefined);
  if (known.length < texts.length)
    return "holds bytes that are no UTF-8, and a text of DNSControl is characters; publish it elsewhere";
  const hidden = [...known.join("")].find((character) => character.length > 1 && isUnsafe(character));
  // Its JavaScript is ES5, where `\u{e0001}` is a fault, and a pair of surrogates is not put together.
  if (hidden !== undefined)
    return `holds ${escapeCharacter(hidden)}, which cannot be seen and for which DNSControl has no escape; publish it elsewhere`;
  return call("TXT", isUsual ? (known[0] ?? "") : known);
}

function targetCall({ type, name, record }: KnownRecord, target: string, origin: Name): Call | string {
  switch (type) {
    case "CNAME":
      // At the apex it is answered with what its target holds, which DNSControl calls so.
      if (name === origin) return call("ALIAS", target);
      return record.vendor?.flattened === true && record.vendor.proxied !== true
        ? { ...call(type, target), modifiers: ["CF_CNAME_FLATTEN_ON"] }
        : call(type, target);
    case "ALIAS":
      return name === origin
        ? call(type, target)
        : "is an ALIAS below the apex of its zone, where Cloudflare has none; a CNAME leads to the same";
    case "NS":
    case "PTR":
      return call(type, target);
    default:
      return unpublished(type);
  }
}

const CRITICAL = 128;

function fieldsCall(type: string, texts: readonly string[], host: DnsHost): Call | string {
  if (type !== "CAA" && !FIELD_TYPES[host].includes(type)) return unpublished(type);
  const fields = namedFields(type, texts);
  if (fields === undefined)
    return `holds ${JSON.stringify(texts.join(" "))}, of which the fields cannot be told; a name among them must end in a dot`;
  if (type !== "CAA") return call(type, ...Object.values(fields));
  const { flags, tag, value } = fields;
  if (flags !== 0 && flags !== CRITICAL) return `has the flags ${String(flags)}; DNSControl takes 0 and ${CRITICAL}`;
  return { ...call(type, tag ?? "", value ?? ""), modifiers: flags === CRITICAL ? ["CAA_CRITICAL"] : [] };
}

function unpublished(type: string): string {
  return `is of type ${type}, which DNSControl does not publish at this DNS host`;
}
