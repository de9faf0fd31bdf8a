import type { Name } from "../../model/name.ts";
import { cutStrings, octal, presentData, presentString, presentText } from "../../syntax/presentation.ts";
import type { HostedSet } from "./hosted-zones.ts";
import { titleOf, type KnownRecord } from "./known.ts";
import { namedFields } from "./named-fields.ts";
import type { Properties } from "./properties.ts";

/** Seconds, where none is given: Route 53 has no default. */
export const DEFAULT_TTL = 300;

/** Of a TXT, with its quotes and escapes. */
export const LONGEST_VALUE = 4000;

/** The types that Route 53 has. */
export const TYPES = "A AAAA CAA CNAME DS HTTPS MX NAPTR NS PTR SOA SPF SRV SSHFP SVCB TLSA TXT".split(" ");

/**
 * A record set as `route53.Record` of `@pulumi/aws` version 7 and `aws_route53_record` of Terraform's provider version 6 take it,
 * without its zone; the reasons where they do not.
 */
export function route53Set(set: HostedSet, origin: Name): Properties | readonly string[] {
  const { name, type, ttl = DEFAULT_TTL, records } = set;
  const reasons = records.flatMap((record) => {
    const reason = route53Obstacle(record, origin);
    return reason === undefined ? [] : [`${titleOf(record.record)} ${reason}`];
  });
  if (reasons.length > 0) return reasons;
  return { name, type, ttl, records: records.map(valueOf) };
}

/** Why a record cannot be at Route 53, as the end of a sentence. */
export function route53Obstacle({ name, type, data, record }: KnownRecord, origin: Name): string | undefined {
  if (record.vendor?.proxied === true)
    return "is behind Cloudflare's proxy, which Route 53 does not have; publish what the proxy leads to instead";
  if (type === "CNAME" && (record.vendor?.flattened === true || name === origin))
    return "is a CNAME that is answered with what its target holds, which Route 53 does not do; publish the addresses instead";
  if (!TYPES.includes(type)) return `is of type ${type}; what can be declared at Route 53: ${TYPES.join(", ")}`;
  if (data.kind === "text") {
    const { length } = presentText(data.strings);
    return length > LONGEST_VALUE
      ? `holds a value of ${length} characters, quotes included; Route 53 takes ${LONGEST_VALUE}`
      : undefined;
  }
  if (data.kind !== "fields") return undefined;
  const text = data.fields.join(" ");
  // Route 53 counts in eights where a zone file counts in tens.
  const isPlain = /^[\x20-\x7e]*$/.test(text) && !/\\[0-9]{3}/.test(text);
  if (namedFields(type, data.fields) !== undefined && isPlain) return undefined;
  return `holds ${JSON.stringify(text)}, of which the fields cannot be told; a name among them must end in a dot`;
}

function valueOf({ data, record }: KnownRecord): string {
  // The provider puts the outer quotes itself; strings without a byte would stand for a pair of its own.
  if (data.kind === "text")
    return cutStrings(data.strings.filter((string) => string !== ""))
      .map((string) => octal(presentString(string).slice(1, -1)))
      .join('""');
  return data.kind === "fields" ? data.fields.join(" ") : presentData(record);
}
