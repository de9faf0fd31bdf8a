import { parseName } from "../../model/name.ts";
import type { Name } from "../../model/name.ts";
import { toByteString } from "../../model/record.ts";
import type { DnsRecord, MxData, TargetRecord, Vendor } from "../../model/record.ts";
import { Unknown } from "../../model/value.ts";
import type { Value } from "../../model/value.ts";
import { valueOf } from "../yaml-tree.ts";
import type { YamlNode } from "../yaml-tree.ts";
import { placeOf } from "./context.ts";
import type { RecordSet } from "./context.ts";
import { isNull, kindOf, pythonInt, pythonText } from "./scalar.ts";

/** Reads one value of a set into a record; a value that octoDNS stops at is told as an error of the set's file. */
export type ValueReader = (set: RecordSet, node: YamlNode, at: number) => DnsRecord | undefined;

export const malformed = new Unknown("malformed");
const template = new Unknown("template");
const dynamic = new Unknown("dynamic");

interface Target {
  readonly name: Value<Name>;
  /** The text where it is no name. */
  readonly written: string | undefined;
  /** Typed without the final dot: octoDNS hands it on as it is. */
  readonly undotted: boolean;
}

function readTarget(node: YamlNode): Target {
  const { text } = node;
  if (node.kind !== "scalar" || kindOf(node) !== "text") return { name: malformed, written: text, undotted: false };
  // Filled in by a templating processor when octoDNS runs.
  if (text.includes("{") && text.includes("}")) return { name: template, written: undefined, undotted: false };
  const parsed = text === "" || text === "@" || /\s/.test(text) ? undefined : parseName(text);
  if (parsed === undefined || !parsed.ok) return { name: malformed, written: text, undotted: false };
  return { name: parsed.name, written: undefined, undotted: !text.endsWith(".") };
}

const UNDOTTED: Vendor = { undotted: true };

function vendorOf(set: RecordSet, target: Target): Vendor | undefined {
  if (!target.undotted) return set.vendor;
  return set.vendor === undefined ? UNDOTTED : { ...set.vendor, undotted: true };
}

function needMapping(set: RecordSet, type: string, node: YamlNode, at: number): boolean {
  if (node.kind === "mapping") return true;
  set.reading.error(at, `a ${type} value must be a mapping of its fields; octoDNS stops here`);
  return false;
}

/** MX: `preference` and `exchange`, or the old `priority` and `value`. */
export function readMx(set: RecordSet, node: YamlNode, at: number): DnsRecord | undefined {
  const { reading, name, ttl } = set;
  let data: MxData;
  let vendor = set.vendor;
  if (node.kind === "scalar" && !isNull(node)) {
    data = { preference: malformed, exchange: malformed, written: { exchange: node.text } };
  } else {
    if (!needMapping(set, "MX", node, at)) return undefined;
    const preference = valueOf(node, "preference") ?? valueOf(node, "priority");
    const exchange = valueOf(node, "exchange") ?? valueOf(node, "value");
    if (preference === undefined || exchange === undefined) {
      const missing = preference === undefined ? "preference" : "exchange";
      reading.error(at, `an MX value has no "${missing}"; octoDNS stops here`);
      return undefined;
    }
    const number = pythonInt(preference);
    const legal = number !== undefined && number >= 0 && number <= 65535;
    const target = readTarget(exchange);
    vendor = vendorOf(set, target);
    data =
      legal && target.written === undefined
        ? { preference: number, exchange: target.name }
        : {
            preference: legal ? number : malformed,
            exchange: target.name,
            written: {
              ...(legal ? {} : { preference: preference.text }),
              ...(target.written === undefined ? {} : { exchange: target.written }),
            },
          };
  }
  return { name, type: "MX", data, ttl, source: reading.source, at: placeOf(at, set.key), vendor };
}

/**
 * TXT and SPF. octoDNS keeps `;` as `\;`, drops the first and the last character of what starts with a quote and then
 * every `" "`; the DNS host gets one undivided text.
 */
export function readText(type: "TXT" | "SPF"): ValueReader {
  return (set, node, at) => {
    const { reading, name, ttl, vendor } = set;
    const kind = node.kind === "scalar" ? kindOf(node) : undefined;
    if (kind !== "text") {
      const what = kind === undefined ? `a ${node.kind}` : kind === "null" ? "nothing" : `a ${kind} (${node.text})`;
      reading.error(at, `a ${type} value must be text, this is ${what} to YAML; put it in quotes`);
      return undefined;
    }
    let { text } = node;
    if (text.charCodeAt(0) === 0x22) text = text.slice(1, -1);
    if (text.includes('" "')) text = text.replaceAll('" "', "");
    if (text.includes("\\;")) text = text.replaceAll("\\;", ";");
    const data = { strings: [toByteString(text)] };
    return { name, type, data, ttl, source: reading.source, at: placeOf(at, set.key), vendor };
  };
}

const ADDRESS_SHAPE = {
  A: /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/,
  AAAA: /^(?=.*:.*:)[0-9a-fA-F:]{2,39}(?:(?:[0-9]{1,3}\.){3}[0-9]{1,3})?$/,
};

export function readAddress(type: "A" | "AAAA"): ValueReader {
  return (set, node, at) => {
    const { reading, name, ttl, vendor } = set;
    const { text } = node;
    const legal = node.kind === "scalar" && kindOf(node) === "text" && ADDRESS_SHAPE[type].test(text);
    if (!legal) reading.note(at, `"${text.slice(0, 80)}" is no ${type} address; octoDNS refuses it`);
    const data = { address: legal ? text : malformed };
    return { name, type, data, ttl, source: reading.source, at: placeOf(at, set.key), vendor };
  };
}

export function readTargetOf(type: TargetRecord["type"]): ValueReader {
  return (set, node, at) => {
    const { reading, name, ttl } = set;
    if (node.kind !== "scalar" || isNull(node)) {
      reading.error(at, `a ${type} value must be a host name; octoDNS stops here`);
      return undefined;
    }
    const target = readTarget(node);
    const data =
      target.written === undefined ? { target: target.name } : { target: target.name, written: target.written };
    const vendor = vendorOf(set, target);
    return { name, type, data, ttl, source: reading.source, at: placeOf(at, set.key), vendor };
  };
}

export function readSrv(set: RecordSet, node: YamlNode, at: number): DnsRecord | undefined {
  if (!needMapping(set, "SRV", node, at)) return undefined;
  const { reading, name, ttl } = set;
  const host = valueOf(node, "target");
  const numbers: Value<number>[] = [];
  for (const field of ["priority", "weight", "port"]) {
    const given = valueOf(node, field);
    if (given === undefined || host === undefined) {
      reading.error(at, `an SRV value has no "${given === undefined ? field : "target"}"; octoDNS stops here`);
      return undefined;
    }
    const number = pythonInt(given);
    numbers.push(number !== undefined && number >= 0 && number <= 65535 ? number : malformed);
  }
  const [priority, weight, port] = numbers as [Value<number>, Value<number>, Value<number>];
  const target = readTarget(host as YamlNode);
  const data = { priority, weight, port, target: target.name };
  const vendor = vendorOf(set, target);
  return { name, type: "SRV", data, ttl, source: reading.source, at: placeOf(at, set.key), vendor };
}

/** Hosts whose alias is an AWS service; other names of a Route 53 alias lie in the same zone (octodns-route53). */
const SERVICES = ["amazonaws.com.", "cloudfront.net.", "elasticbeanstalk.com.", "awsglobalaccelerator.com."];

/** `Route53Provider/ALIAS`: `type` says which type of the target's records is answered. */
export function readRoute53Alias(set: RecordSet, node: YamlNode, at: number): DnsRecord | undefined {
  if (!needMapping(set, "Route53Provider/ALIAS", node, at)) return undefined;
  const { reading, name, ttl } = set;
  const answered = valueOf(node, "type");
  if (answered === undefined) {
    reading.error(at, 'a Route53Provider/ALIAS value has no "type"; octoDNS stops here');
    return undefined;
  }
  const host = valueOf(node, "name");
  const text = host === undefined || isNull(host) ? "" : host.text;
  const inZone = !text.endsWith(".") && !SERVICES.some((service) => text.includes(service));
  const parsed = parseName(text, inZone ? reading.zone.origin : undefined);
  const target = parsed.ok ? parsed.name : malformed;
  const place = placeOf(at, set.key);
  const vendor: Vendor = { ...set.vendor, alias: target };
  const source = reading.source;
  switch (answered.text) {
    case "A":
    case "AAAA": {
      const data = parsed.ok ? { target } : { target, written: text };
      return { name, type: "ALIAS", data, ttl, source, at: place, vendor };
    }
    case "MX":
      return { name, type: "MX", data: { preference: dynamic, exchange: dynamic }, ttl, source, at: place, vendor };
    case "TXT":
      return { name, type: "TXT", data: { strings: dynamic }, ttl, source, at: place, vendor };
    default:
      return { name, type: "UNKNOWN", data: { reason: dynamic }, ttl, source, at: place, vendor };
  }
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
  return (set, node, at) => {
    const { reading, name, ttl, vendor } = set;
    const fields = Object.hasOwn(FIELDS, rrtype) ? FIELDS[rrtype] : undefined;
    if (fields !== undefined && !needMapping(set, rrtype, node, at)) return undefined;
    let text = "";
    if (fields === undefined) text = presentation(node);
    else {
      for (const each of fields) {
        const quoted = each.startsWith('"');
        const field = valueOf(node, quoted ? each.slice(1) : each);
        let part = field === undefined ? "" : presentation(field);
        if (field === undefined && each === "flags" && rrtype === "CAA") part = "0";
        if (quoted) part = `"${part.replaceAll('"', '\\"')}"`;
        if (part !== "") text += text === "" ? part : ` ${part}`;
      }
    }
    const place = placeOf(at, set.key);
    if (rrtype === "TLSA" || rrtype === "CAA") {
      return { name, type: rrtype, data: { text }, ttl, source: reading.source, at: place, vendor };
    }
    return { name, type: "OTHER", data: { rrtype, text }, ttl, source: reading.source, at: place, vendor };
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
