import { absolute, relativeTo, type Name } from "../../model/name.ts";
import { presentation } from "../../syntax/presentation.ts";
import { commentText } from "./code.ts";
import { knownRecord, quoted, titleOf, type KnownRecord } from "./known.ts";
import { valueOf } from "./octodns-values.ts";
import { recordSets, type RecordSet } from "./sets.ts";
import type { Writer } from "./writer.ts";
import { yamlBlock, type Yaml } from "./yaml.ts";
import { oneZone, type DeployedZone } from "./zones.ts";

/** octoDNS keeps its keys in this order, and refuses a file that does not. */
type Octodns = { [key: string]: Yaml };

/** octoDNS's YAML of one zone, the file `<zone>.yaml`. */
export const octodnsWriter: Writer = {
  id: "octodns",
  write(deployments) {
    const one = oneZone(deployments, "an octoDNS file");
    if (!one.ok) return one;
    const { origin, scope } = one.zone;
    const reasons: string[] = [];
    const names = namesOf(one.zone, reasons);
    if (reasons.length > 0) return { ok: false, reasons };
    const comments = [
      ...(scope === "whole" ? [] : PART.map((line) => line.replace("ZONE", absolute(origin).slice(0, -1) || "."))),
      ...names.comments,
    ];
    const body = names.owners.size === 0 ? ["{}"] : yamlBlock(names.owners);
    return { ok: true, text: [...comments.map((line) => `# ${line}`), "---", ...body, ""].join("\n") };
  },
};

/** To octoDNS a file is the whole zone. */
const PART = [
  "Not the whole zone: put these records among the others of ZONE.",
  "octoDNS deletes what is published and not in its file.",
];

interface Names {
  readonly owners: ReadonlyMap<string, Yaml>;
  readonly comments: readonly string[];
}

function namesOf({ origin, entries }: DeployedZone, reasons: string[]): Names {
  const comments: string[] = [];
  const byOwner = new Map<string, Octodns[]>();
  for (const set of recordSets(entries)) {
    const found = set.entries.map(({ record }) => knownRecord(record, origin));
    const records = found.flatMap((each) => (each.ok ? [each.known] : []));
    const wrong = [
      ...found.flatMap((each) => (each.ok ? [] : [each.reason])),
      ...records.flatMap((record) => obstacle(record, origin) ?? []),
    ];
    if (wrong.length > 0) {
      for (const reason of wrong) reasons.push(reason);
      continue;
    }
    const published = records.filter((record) => !isLeftToHost(record, comments));
    const [first] = published;
    if (first === undefined) continue;
    const written = setOf(set, published, origin, reasons);
    const owner = ownerText(first.name, origin);
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), written]);
  }
  const owners = [...byOwner].sort(([a], [b]) => compareNaturally(a, b));
  return {
    owners: new Map(
      owners.map(([owner, sets]): [string, Yaml] => {
        const [only] = sets;
        const inOrder = [...sets].sort((a, b) => (String(a["type"]) < String(b["type"]) ? -1 : 1));
        return [owner, only !== undefined && sets.length === 1 ? only : inOrder];
      }),
    ),
    comments,
  };
}

/** What octoDNS has no form for stays in sight as a comment: the SOA, which the DNS host makes, and what is not published. */
function isLeftToHost({ record, type }: KnownRecord, comments: string[]): boolean {
  const shown = commentText(presentation(record));
  if (type === "SOA") comments.push(`The SOA is the DNS host's own, octoDNS does not manage it: ${shown}`);
  else if (record.vendor?.disabled === true) comments.push(`Not published: ${shown}`);
  else return false;
  return true;
}

function obstacle({ name, type, record }: KnownRecord, origin: Name): string | undefined {
  const relative = relativeTo(name, origin) ?? "";
  if (name !== origin && (relative === "@" || /[\\{}]/.test(relative))) {
    return `${titleOf(record)} cannot be written for octoDNS: its name holds what octoDNS takes for something else`;
  }
  if (record.vendor?.routing !== undefined) {
    return `${titleOf(record)} is one of several alternatives (${quoted(record.vendor.routing)}), which cannot be written for octoDNS: their weights or places are not known here`;
  }
  if (type === "CNAME" && name === origin && record.vendor?.flattened !== true) {
    return `${titleOf(record)} cannot be written for octoDNS, which refuses a CNAME at the zone's own name`;
  }
  return undefined;
}

function ownerText(name: Name, origin: Name): string {
  return name === origin ? "" : (relativeTo(name, origin) ?? "");
}

function setOf(set: RecordSet, records: readonly KnownRecord[], origin: Name, reasons: string[]): Octodns {
  const values = records.flatMap((record) => {
    const value = valueOf(record);
    if (value.ok) return [value.yaml];
    reasons.push(`${titleOf(record.record)} ${value.why}`);
    return [];
  });
  const [only] = values;
  const settings = settingsOf(records);
  // At the apex Cloudflare flattens, which octoDNS calls ALIAS.
  const type = set.type === "CNAME" && set.name === origin ? "ALIAS" : set.type;
  return {
    ...(settings === undefined ? {} : { octodns: { cloudflare: settings } }),
    ...(typeof set.ttl === "number" ? { ttl: set.ttl } : {}),
    type,
    ...(only !== undefined && values.length === 1 ? { value: only } : { values }),
  };
}

/** Settings are those of a whole set. */
function settingsOf(records: readonly KnownRecord[]): Octodns | undefined {
  const vendors = records.map(({ record }) => record.vendor);
  const [comment] = vendors.map((vendor) => vendor?.comment);
  const isShared = comment !== undefined && vendors.every((vendor) => vendor?.comment === comment);
  const proxied = vendors.some((vendor) => vendor?.proxied === true);
  if (!isShared && !proxied) return undefined;
  return { ...(isShared ? { comment } : {}), ...(proxied ? { proxied } : {}) };
}

/** As octoDNS sorts: runs of digits by their number, other characters by their code; a name that begins with digits first. */
function compareNaturally(a: string, b: string): number {
  const [left, right] = [naturalParts(a), naturalParts(b)];
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (part === other) continue;
    const isNumber = index % 2 === 1;
    const [x, y] = isNumber ? [BigInt(part), BigInt(other)] : [part, other];
    if (x !== y) return x < y ? -1 : 1;
  }
  return left.length < right.length ? -1 : a < b ? -1 : 1;
}

/** Text and digits in turn, text first. */
function naturalParts(text: string): string[] {
  const parts = text.split(/([0-9]+)/);
  return parts.at(-1) === "" && parts.length > 1 ? parts.slice(0, -1) : parts;
}
