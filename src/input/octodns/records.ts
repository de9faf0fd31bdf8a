import { parseName } from "../../model/name.ts";
import type { Name } from "../../model/name.ts";
import type { Vendor } from "../../model/record.ts";
import type { RecordHead } from "../rdata.ts";
import { valueOf } from "../yaml-tree.ts";
import type { YamlNode } from "../yaml-tree.ts";
import { placeOf } from "./context.ts";
import type { FileReading } from "./context.ts";
import { isNull, isTruthy, kindOf, pythonInt, pythonText } from "./scalar.ts";
import {
  readAddress,
  readFields,
  readMx,
  readRoute53Alias,
  readSrv,
  readTargetOf,
  readText,
  undeclared,
  type ValueReader,
} from "./values.ts";

/** octoDNS's own default (`default_ttl` of the provider). */
const DEFAULT_TTL = 3600;

const READERS: ReadonlyMap<string, ValueReader> = new Map<string, ValueReader>([
  ["A", readAddress("A")],
  ["AAAA", readAddress("AAAA")],
  ["ALIAS", readTargetOf("ALIAS")],
  ["CNAME", readTargetOf("CNAME")],
  ["DNAME", readTargetOf("DNAME")],
  ["MX", readMx],
  ["NS", readTargetOf("NS")],
  ["PTR", readTargetOf("PTR")],
  ["SPF", readText("SPF")],
  ["SRV", readSrv],
  ["TXT", readText("TXT")],
  ["Route53Provider/ALIAS", readRoute53Alias],
  ...["CAA", "DS", "HTTPS", "LOC", "NAPTR", "OPENPGPKEY", "SSHFP", "SVCB", "TLSA", "URI", "URLFWD"].map(
    (type): [string, ValueReader] => [type, readFields(type)],
  ),
]);

/** Types with one `value` only. */
const SINGLE = new Set(["ALIAS", "CNAME", "DNAME"]);

/** Reads all record sets of one file into its zone. */
export function readNames(reading: FileReading, root: YamlNode): void {
  if (root.kind !== "mapping") {
    if (!isTruthy(root)) return;
    reading.error(root.start, "an octoDNS zone is a mapping of names to records");
    return;
  }
  if (isConfiguration(root)) {
    reading.error(root.start, "this is octoDNS's configuration (providers and zones), not a zone");
    return;
  }
  const { items } = root;
  // Python's dict: the last value of a key wins, and 1 is the same key as 1.0 and true, but not as "1".
  const last = new Map<string, number>();
  for (let index = 0; index + 1 < items.length; index += 2) {
    const key = items[index] as YamlNode;
    if (key.kind !== "scalar") {
      reading.error(key.start, "a name must be text, this is a collection");
      continue;
    }
    const identity = identityOf(key);
    const before = last.get(identity);
    if (before !== undefined && !root.merged) noteTwice(reading, items[before] as YamlNode, key);
    last.set(identity, index);
  }
  for (const index of last.values()) readName(reading, items[index] as YamlNode, items[index + 1] as YamlNode);
}

function isConfiguration(root: YamlNode): boolean {
  const providers = valueOf(root, "providers");
  if (providers?.kind !== "mapping" || valueOf(providers, "type") !== undefined) return false;
  return valueOf(root, "zones") !== undefined || valueOf(root, "manager") !== undefined;
}

function identityOf(key: YamlNode): string {
  const kind = kindOf(key);
  if (kind === "text" || kind === "date") return key.text;
  // A blank cannot be in a name's text that is accepted, so these never meet one.
  return kind === "null" ? "null " : `number ${kind === "float" ? Number(pythonText(key)) : pythonInt(key)}`;
}

function noteTwice(reading: FileReading, first: YamlNode, second: YamlNode): void {
  const label = second.text.slice(0, 80);
  reading.note(
    second.start,
    `the key "${label}" is in line ${reading.line(first.start)} and again in line ${reading.line(second.start)}: ` +
      "YAML keeps only the last one, what stands under the first is not published",
  );
}

function readName(reading: FileReading, key: YamlNode, value: YamlNode): void {
  const text = pythonText(key);
  const reason = refusedName(text);
  const parsed = reason === undefined ? parseName(text, reading.zone.origin) : undefined;
  if (parsed === undefined || !parsed.ok) {
    reading.error(key.start, reason ?? (parsed as { reason: string }).reason);
    return;
  }
  if (text !== key.text && text.toLowerCase() !== key.text.toLowerCase()) {
    const meant = key.text === "" || key.text === "~" || kindOf(key) === "null" ? "the apex is ''" : "put it in quotes";
    const name = text.toLowerCase();
    reading.note(key.start, `the key ${key.text} is no text to YAML: octoDNS publishes the name "${name}" (${meant})`);
  }
  const { records } = reading.zone;
  const first = records.length;
  for (const each of value.kind === "sequence" ? value.items : [value]) {
    const from = records.length;
    readSet(reading, key, parsed.name, each);
    reading.comments?.add("set", each, key, from, records.length);
  }
  reading.comments?.add("name", key, key, first, records.length);
}

function refusedName(text: string): string | undefined {
  if (text === "@") return `octoDNS refuses the name "@"; the apex is ''`;
  if (/\s/.test(text)) return `octoDNS refuses the name "${text.slice(0, 80)}": it holds a blank`;
  if (text.endsWith(".")) {
    return `octoDNS refuses the name "${text.slice(0, 80)}": names are relative to the zone, without a final dot`;
  }
  return undefined;
}

function readSet(reading: FileReading, key: YamlNode, name: Name, node: YamlNode): void {
  const start = node.start >= 0 ? node.start : key.start;
  const label = key.text.slice(0, 80);
  if (node.kind !== "mapping") {
    reading.error(start, `what stands under "${label}" is no record: a mapping with "type" is needed`);
    return;
  }
  if (!node.merged) noteRepeats(reading, node);
  const typeNode = valueOf(node, "type");
  if (typeNode === undefined || typeNode.kind !== "scalar" || typeNode.text === "") {
    reading.error(start, `the record under "${label}" has no type`);
    return;
  }
  const type = typeNode.text;
  const reader = READERS.get(type) ?? otherReader(type);
  if (reader === undefined) {
    const upper = type.toUpperCase();
    const hint = upper !== type && (READERS.has(upper) || LATER.test(upper)) ? `; write ${upper}` : "";
    reading.error(typeNode.start, `octoDNS knows no record type "${type.slice(0, 40)}"${hint}`);
    return;
  }
  const ttl = readTtl(reading, node);
  if (ttl === undefined) return;
  if (isTwice(reading, name, type)) {
    reading.error(
      start,
      `the name "${label}" has type ${type} twice; octoDNS refuses that, values belong in one record`,
    );
    return;
  }
  const settings = valueOf(node, "octodns");
  const vendor = settings === undefined ? undefined : vendorOf(settings);
  const { zone, source } = reading;
  const head: RecordHead = { name, ttl, source, at: placeOf(start, key.start), vendor };
  if (settings !== undefined && isTruthy(valueOf(settings, "ignored"))) {
    reading.note(start, `octoDNS ignores the ${type} record under "${label}"; what is published there is not known`);
    zone.records.push(undeclared(head));
    return;
  }
  if (reader === PROVIDER_TYPE) {
    zone.records.push(undeclared(head));
    return;
  }
  if (valueOf(node, "dynamic") !== undefined || valueOf(node, "geo") !== undefined) {
    reading.note(start, `the answers of ${type} under "${label}" vary (dynamic, geo); only its default is judged`);
  }
  const single = SINGLE.has(type);
  const given = single ? valueOf(node, "value") : (valueOf(node, "values") ?? valueOf(node, "value"));
  const values = given === undefined ? [] : given.kind === "sequence" && !single ? given.items : [given];
  if (values.length === 0) {
    reading.error(start, `the ${type} record has no ${single ? '"value"' : '"values"'}; octoDNS stops here`);
    return;
  }
  for (const value of values) {
    const offset = value.start >= 0 ? value.start : start;
    head.at = placeOf(offset, key.start);
    head.vendor = vendor;
    const record = reader(reading, head, value, offset);
    if (record === undefined) continue;
    reading.comments?.add("value", value, key, zone.records.length, zone.records.length + 1);
    zone.records.push(record);
  }
}

/** A record type of another provider: it may answer anything. */
const PROVIDER_TYPE: ValueReader = () => undefined;
/** Types that octoDNS 1.22 has not, but a later one or a plug-in may have. */
const LATER =
  /^(?:AFSDB|APL|CDNSKEY|CDS|CERT|CSYNC|DHCID|DLV|DNSKEY|DSYNC|EUI48|EUI64|HINFO|HIP|IPSECKEY|KX|L32|L64|LP|NID|NSEC3PARAM|RESINFO|RP|SMIMEA|WALLET|ZONEMD|TYPE[0-9]{1,5})$/;

function otherReader(type: string): ValueReader | undefined {
  if (/^[A-Za-z][A-Za-z0-9_]*\/[A-Z0-9][A-Z0-9_-]*$/.test(type)) return PROVIDER_TYPE;
  return LATER.test(type) ? readFields(type) : undefined;
}

function readTtl(reading: FileReading, node: YamlNode): number | undefined {
  const given = valueOf(node, "ttl");
  if (given === undefined) return DEFAULT_TTL;
  const ttl = pythonInt(given);
  if (ttl === undefined || ttl < 0) {
    reading.error(
      given.start >= 0 ? given.start : node.start,
      `the ttl "${given.text.slice(0, 40)}" is no whole number of seconds; octoDNS stops here`,
    );
    return undefined;
  }
  return ttl;
}

function isTwice(reading: FileReading, name: Name, type: string): boolean {
  const { sets } = reading.zone;
  const before = sets.size;
  return sets.add(`${type} ${name}`).size === before;
}

function vendorOf(settings: YamlNode): Vendor | undefined {
  const cloudflare = valueOf(settings, "cloudflare");
  if (cloudflare === undefined) return undefined;
  const proxied = isTruthy(valueOf(cloudflare, "proxied"));
  const comment = valueOf(cloudflare, "comment");
  const text = comment === undefined || isNull(comment) ? "" : comment.text;
  if (!proxied && text === "") return undefined;
  return { ...(proxied ? { proxied } : {}), ...(text === "" ? {} : { comment: text }) };
}

/** A record has a handful of keys, so each is compared with the ones before it. */
function noteRepeats(reading: FileReading, node: YamlNode): void {
  const { items } = node;
  const limit = Math.min(items.length, 64);
  for (let index = 2; index < limit; index += 2) {
    const key = items[index] as YamlNode;
    for (let other = 0; other < index; other += 2) {
      const before = items[other] as YamlNode;
      if (before.text === key.text && before.kind === "scalar" && key.kind === "scalar") {
        noteTwice(reading, before, key);
        break;
      }
    }
  }
}
