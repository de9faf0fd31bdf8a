import { parseName } from "../../model/name.ts";
import type { Name } from "../../model/name.ts";
import { toByteString } from "../../model/record.ts";
import type { DnsRecord, TargetRecord, Vendor } from "../../model/record.ts";
import { Unknown } from "../../model/value.ts";
import type { Value } from "../../model/value.ts";
import {
  addressRecord,
  mxRecord,
  otherRecord,
  srvRecord,
  targetName,
  targetRecord,
  textRecord,
  txtRecord,
  uint16,
  unknown,
  unknownRecord,
} from "../rdata.ts";
import type { RecordHead } from "../rdata.ts";
import { valueOf } from "../yaml-tree.ts";
import type { YamlNode } from "../yaml-tree.ts";
import { isNull, kindOf, pythonInt, pythonText } from "./scalar.ts";
import type { FileReading } from "./context.ts";

/**
 * Reads one value of a set into a record; a value that octoDNS stops at is told as an error at `offset`. `head` belongs
 * to this value alone.
 */
export type ValueReader = (
  reading: FileReading,
  head: RecordHead,
  node: YamlNode,
  offset: number,
) => DnsRecord | undefined;

const UNDOTTED: Vendor = { undotted: true };

/** A target's text; `undefined` where octoDNS stops at it. A templating processor fills in `{x}` when octoDNS runs. */
function targetText(
  reading: FileReading,
  head: RecordHead,
  node: YamlNode,
  offset: number,
): string | Unknown | undefined {
  const { text } = node;
  const kind = node.kind === "scalar" ? kindOf(node) : node.kind;
  if (kind === "null") return "";
  if (kind !== "text") {
    reading.error(offset, `a host name must be text, this is a ${kind} to YAML; octoDNS stops here`);
    return undefined;
  }
  if (text.includes("{") && text.includes("}")) return unknown("template");
  // octoDNS hands it on as it is.
  if (!text.endsWith(".") && text !== "") {
    head.vendor = head.vendor === undefined ? UNDOTTED : { ...head.vendor, undotted: true };
  }
  return text;
}

function needMapping(reading: FileReading, type: string, node: YamlNode, offset: number): boolean {
  if (node.kind === "mapping") return true;
  reading.error(offset, `a ${type} value must be a mapping of its fields; octoDNS stops here`);
  return false;
}

/** MX: `preference` and `exchange`, or the old `priority` and `value`. octoDNS stops at a bare "10 host". */
export const readMx: ValueReader = (reading, head, node, offset) => {
  if (node.kind === "scalar" && !isNull(node)) return mxRecord(head, "", node.text);
  if (!needMapping(reading, "MX", node, offset)) return undefined;
  const preference = valueOf(node, "preference") ?? valueOf(node, "priority");
  const exchange = valueOf(node, "exchange") ?? valueOf(node, "value");
  if (preference === undefined || exchange === undefined) {
    const missing = preference === undefined ? "preference" : "exchange";
    reading.error(offset, `an MX value has no "${missing}"; octoDNS stops here`);
    return undefined;
  }
  const host = targetText(reading, head, exchange, offset);
  return host === undefined ? undefined : mxRecord(head, pythonInt(preference) ?? preference.text, host);
};

/**
 * A TXT value as octoDNS hands it on: it drops the first and the last character of what starts with a quote, then every
 * `" "`, and keeps `;` as `\\;`.
 */
export function publishedText(given: string): string {
  let text = given;
  if (text.charCodeAt(0) === 0x22) text = text.slice(1, -1);
  if (text.includes('" "')) text = text.replaceAll('" "', "");
  if (text.includes("\\;")) text = text.replaceAll("\\;", ";");
  return toByteString(text);
}

/** TXT and SPF: one undivided text, which the DNS host's provider cuts into character strings. */
export function readText(type: "TXT" | "SPF"): ValueReader {
  return (reading, head, node, offset) => {
    const kind = node.kind === "scalar" ? kindOf(node) : undefined;
    if (kind === "text") return txtRecord(head, type, [publishedText(node.text)]);
    const what =
      kind === undefined ? `a ${node.kind}` : kind === "null" ? "nothing" : `a ${kind} (${node.text.slice(0, 80)})`;
    reading.error(offset, `a ${type} value must be text, this is ${what} to YAML; put it in quotes`);
    return undefined;
  };
}

export function readAddress(type: "A" | "AAAA"): ValueReader {
  return (reading, head, node, offset) => {
    const text = node.kind === "scalar" && kindOf(node) === "text" ? node.text : "";
    const record = addressRecord(head, type, text);
    if (record.data.address instanceof Unknown) {
      reading.note(offset, `"${node.text.slice(0, 80)}" is no ${type} address; octoDNS refuses it`);
    }
    return record;
  };
}

export function readTargetOf(type: TargetRecord["type"]): ValueReader {
  return (reading, head, node, offset) => {
    const text = targetText(reading, head, node, offset);
    if (text === "") reading.error(offset, `the ${type} value is empty; octoDNS stops here`);
    return text === undefined ? undefined : targetRecord(head, type, text);
  };
}

export const readSrv: ValueReader = (reading, head, node, offset) => {
  if (!needMapping(reading, "SRV", node, offset)) return undefined;
  const given = SRV_FIELDS.map((field) => valueOf(node, field));
  const missing = SRV_FIELDS.find((_, index) => given[index] === undefined);
  const [priority, weight, port, target] = given;
  if (!priority || !weight || !port || !target) {
    reading.error(offset, `an SRV value has no "${missing}"; octoDNS stops here`);
    return undefined;
  }
  const text = targetText(reading, head, target, offset);
  if (text === undefined) return undefined;
  const host: Value<Name> = typeof text === "string" ? (targetName(text) ?? unknown("malformed")) : text;
  const number = (field: YamlNode): Value<number> => uint16(pythonInt(field));
  return srvRecord(head, {
    priority: number(priority),
    weight: number(weight),
    port: number(port),
    target: host,
  });
};

const SRV_FIELDS = ["priority", "weight", "port", "target"];

/** Hosts whose alias is an AWS service; other names of a Route 53 alias lie in the same zone (octodns-route53). */
const SERVICES = ["amazonaws.com.", "cloudfront.net.", "elasticbeanstalk.com.", "awsglobalaccelerator.com."];

/** `Route53Provider/ALIAS`: `type` says which type of the target's records is answered. */
export const readRoute53Alias: ValueReader = (reading, head, node, offset) => {
  if (!needMapping(reading, "Route53Provider/ALIAS", node, offset)) return undefined;
  const answered = valueOf(node, "type");
  if (answered === undefined) {
    reading.error(offset, 'a Route53Provider/ALIAS value has no "type"; octoDNS stops here');
    return undefined;
  }
  const host = valueOf(node, "name");
  const text = host === undefined || isNull(host) ? "" : host.text;
  const inZone = !text.endsWith(".") && !SERVICES.some((service) => text.includes(service));
  const parsed = parseName(text, inZone ? reading.zone.origin : undefined);
  const target: Value<Name> = parsed.ok ? parsed.name : unknown("malformed");
  head.vendor = { ...head.vendor, alias: target };
  switch (answered.text) {
    case "A":
    case "AAAA": {
      const { name, ttl, source, at, vendor } = head;
      const data = parsed.ok ? { target } : { target, written: text };
      return { name, type: "ALIAS", data, ttl, source, at, vendor };
    }
    case "MX":
    case "TXT":
      return unknownRecord(head, answered.text, "dynamic");
    default:
      return undeclared(head);
  }
};

/** Something is answered here that the document does not tell. */
export function undeclared({ name, ttl, source, at, vendor }: RecordHead): DnsRecord {
  return { name, type: "UNKNOWN", data: { reason: unknown("dynamic") }, ttl, source, at, vendor };
}

/** Fields in presentation order; a leading `"`: quoted there. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  CAA: ["flags", "tag", '"value'],
  DS: ["key_tag", "algorithm", "digest_type", "digest"],
  HTTPS: ["svcpriority", "targetname", "svcparams"],
  LOC: [
    ...["lat_degrees", "lat_minutes", "lat_seconds", "lat_direction"],
    ...["long_degrees", "long_minutes", "long_seconds", "long_direction"],
    ...["altitude", "size", "precision_horz", "precision_vert"],
  ],
  NAPTR: ["order", "preference", '"flags', '"service', '"regexp', "replacement"],
  SSHFP: ["algorithm", "fingerprint_type", "fingerprint"],
  SVCB: ["svcpriority", "targetname", "svcparams"],
  TLSA: ["certificate_usage", "selector", "matching_type", "certificate_association_data"],
  URI: ["priority", "weight", '"target'],
  URLFWD: ['"path', '"target', "code", "masking", "query"],
};

/** Types that are kept as presentation text. */
export function readFields(rrtype: string): ValueReader {
  const fields = Object.hasOwn(FIELDS, rrtype) ? FIELDS[rrtype] : undefined;
  return (reading, head, node, offset) => {
    if (fields !== undefined && !needMapping(reading, rrtype, node, offset)) return undefined;
    let text = "";
    for (const each of fields ?? []) {
      const quoted = each.startsWith('"');
      const field = valueOf(node, quoted ? each.slice(1) : each);
      let part = field === undefined ? "" : presentation(field);
      if (field === undefined && each === "flags" && rrtype === "CAA") part = "0";
      if (quoted) part = `"${part.replaceAll('"', '\\"')}"`;
      if (part !== "") text += text === "" ? part : ` ${part}`;
    }
    if (fields === undefined) text = presentation(node);
    return rrtype === "TLSA" || rrtype === "CAA" ? textRecord(head, rrtype, text) : otherRecord(head, rrtype, text);
  };
}

function presentation(node: YamlNode): string {
  if (node.kind === "scalar") return isNull(node) ? "" : pythonText(node);
  if (node.kind === "sequence") return node.items.map(presentation).join(",");
  const parts: string[] = [];
  for (let index = 0; index + 1 < node.items.length; index += 2) {
    parts.push(`${presentation(node.items[index] as YamlNode)}=${presentation(node.items[index + 1] as YamlNode)}`);
  }
  return parts.join(" ");
}
