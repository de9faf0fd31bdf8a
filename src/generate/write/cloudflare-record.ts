import { ROOT, type Name } from "../../model/name.ts";
import { presentText } from "../../syntax/presentation.ts";
import { wellFormed } from "../../syntax/visible.ts";
import type { KnownRecord } from "./known.ts";
import { namedFields } from "./named-fields.ts";
import type { Properties } from "./properties.ts";

/** Cloudflare chooses: 300 seconds. */
const AUTOMATIC_TTL = 1;

const TYPES =
  "A, AAAA, CAA, CERT, CNAME, DNSKEY, DS, HTTPS, MX, NAPTR, NS, OPENPGPKEY, PTR, SMIMEA, SRV, SSHFP, SVCB, TLSA, TXT";

/**
 * A record as `DnsRecord` of `@pulumi/cloudflare` version 6 and `cloudflare_dns_record` of Terraform's provider version 5 take it,
 * without its zone, and as Cloudflare gives it back, so that nothing differs later. A string: why it cannot be, as the end of a
 * sentence.
 */
export function cloudflareRecord(known: KnownRecord, origin: Name): Properties | string {
  const ttl = cloudflareTtl(known);
  if (typeof ttl === "string") return ttl;
  const value = valueOf(known, origin);
  if (typeof value === "string") return value;
  const comment = wellFormed(known.record.vendor?.comment ?? "");
  return {
    name: known.name,
    type: known.type === "ALIAS" ? "CNAME" : known.type,
    ...value,
    ttl,
    ...(comment === "" ? {} : { comment }),
  };
}

/** Seconds, or why Cloudflare does not take them. */
export function cloudflareTtl({ ttl, record }: Pick<KnownRecord, "ttl" | "record">): number | string {
  // What the proxy answers has a TTL of its own.
  if (ttl === undefined || record.vendor?.proxied === true) return AUTOMATIC_TTL;
  if (ttl === AUTOMATIC_TTL || (ttl >= 30 && ttl <= 86_400)) return ttl;
  return `has a TTL of ${ttl}; Cloudflare takes 60 to 86400 seconds (from 30 in Enterprise zones), or 1 for automatic`;
}

function valueOf(known: KnownRecord, origin: Name): Properties | string {
  const { type, data } = known;
  const proxied = known.record.vendor?.proxied === true;
  switch (data.kind) {
    case "mx":
      return { content: hostOf(data.exchange), priority: data.preference };
    case "text":
      if (type !== "TXT") return unpublished(type);
      return cloudflareTextObstacle(data.strings) ?? { content: presentText(data.strings) };
    case "address":
      // The proxy would answer with its own addresses, and mail and keys would not be found.
      return { content: data.address, proxied };
    case "srv": {
      const { priority, weight, port, target } = data;
      return { data: { priority, weight, port, target: hostOf(target) } };
    }
    case "target":
      return targetOf(known, data.target, origin);
    case "fields":
      return fieldsOf(type, data.fields);
  }
}

/** Bytes of a TXT. */
const LONGEST_TEXT = 2048;

/** Why a TXT cannot be at Cloudflare, as the end of a sentence. */
export function cloudflareTextObstacle(strings: readonly string[]): string | undefined {
  const { length } = strings.join("");
  return length > LONGEST_TEXT ? `holds ${length} bytes; Cloudflare takes ${LONGEST_TEXT}` : undefined;
}

function targetOf({ type, name, record }: KnownRecord, target: Name, origin: Name): Properties | string {
  const content = hostOf(target);
  const proxied = record.vendor?.proxied === true;
  switch (type) {
    case "CNAME": {
      const flattened = record.vendor?.flattened === true && name !== origin && !proxied;
      const settings: Properties = flattened ? { settings: { flattenCname: true } } : {};
      return { content, proxied, ...settings };
    }
    case "ALIAS":
      // A CNAME at the apex is answered with what its target holds.
      return name === origin
        ? { content, proxied }
        : "is an ALIAS below the apex of its zone, where Cloudflare has none; a CNAME leads to the same";
    case "NS":
    case "PTR":
      return { content };
    default:
      return unpublished(type);
  }
}

function fieldsOf(type: string, texts: readonly string[]): Properties | string {
  const fields = namedFields(type, texts);
  if (fields === undefined) {
    return TYPES.split(", ").includes(type)
      ? `holds ${JSON.stringify(texts.join(" "))}, of which the fields cannot be told; a name among them must end in a dot`
      : unpublished(type);
  }
  if (type === "OPENPGPKEY") return { content: String(fields["publicKey"]) };
  const named = Object.entries(fields).map(([name, value]) => {
    const isName = name === "target" || name === "replacement";
    return [name, isName && value !== "." ? String(value).slice(0, -1) : value] as const;
  });
  return { data: Object.fromEntries(named) };
}

function unpublished(type: string): string {
  return `is of type ${type}; what can be declared at Cloudflare: ${TYPES}`;
}

function hostOf(name: Name): string {
  return name === ROOT ? "." : name;
}
