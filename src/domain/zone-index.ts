import { parentOf, type Name } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import type { Zone } from "../model/zone.ts";

/** All that is declared at one name, in the zone that answers for it. */
export interface Node {
  readonly name: Name;
  readonly zone: ZoneNode;
  readonly records: DnsRecord[];
}

/** Records that hand a name's subtree on, the last of each kind. */
export interface Cut {
  ns: DnsRecord | undefined;
  dname: DnsRecord | undefined;
}

export interface ZoneNode {
  readonly zone: Zone;
  /** NS below the apex, or DNAME: part of the zone is answered from elsewhere. */
  hasCuts: boolean;
  hasWildcards: boolean;
  /** A record whose own name is not known: it may stand anywhere in the zone. */
  hasUnnamed: boolean;
}

/** What the zones hold, as it is gathered. */
interface Found {
  readonly zones: ReadonlyMap<Name, ZoneNode>;
  readonly nodes: Map<Name, Node>;
  readonly cuts: Map<Name, Cut>;
  readonly occluded: DnsRecord[];
  readonly policyNodes: Node[];
  readonly keyNodes: Node[];
  readonly transportNodes: Node[];
}

/** Puts every record at its name, below the zone that answers for it; zones must differ in their origins. */
export function indexZones(zones: readonly Zone[]): Found {
  const zoneNodes = new Map<Name, ZoneNode>();
  for (const zone of zones) {
    zoneNodes.set(zone.origin, { zone, hasCuts: false, hasWildcards: false, hasUnnamed: false });
  }
  const withChildren = new Set<Name>();
  if (zones.length > 1) {
    for (const zone of zones) {
      for (let name = parentOf(zone.origin); name !== undefined; name = parentOf(name)) {
        if (zoneNodes.has(name)) {
          withChildren.add(name);
          break;
        }
      }
    }
  }
  const found: Found = {
    zones: zoneNodes,
    nodes: new Map(),
    cuts: new Map(),
    occluded: [],
    policyNodes: [],
    keyNodes: [],
    transportNodes: [],
  };
  for (const zoneNode of zoneNodes.values()) {
    index(zoneNode, withChildren.has(zoneNode.zone.origin) ? zoneNodes : undefined, found);
  }
  return found;
}

function index(zoneNode: ZoneNode, others: ReadonlyMap<Name, ZoneNode> | undefined, found: Found): void {
  const { nodes, cuts, occluded } = found;
  const origin = zoneNode.zone.origin;
  let last: Node | undefined;
  for (const record of zoneNode.zone.records) {
    if (record.vendor?.disabled === true) continue;
    const name = record.name;
    if (typeof name !== "string") {
      zoneNode.hasUnnamed = true;
      continue;
    }
    if (name !== origin) {
      if (record.type === "NS" || record.type === "DNAME") zoneNode.hasCuts = true;
      if (name.charCodeAt(0) === 0x2a && name.charCodeAt(1) === 0x2e) zoneNode.hasWildcards = true;
      if (others !== undefined && closestZone(others, name) !== zoneNode) {
        if (!(record.type === "NS" && others.has(name))) occluded.push(record);
        continue;
      }
    } else if (record.type === "DNAME") zoneNode.hasCuts = true;
    if (record.type === "NS" || record.type === "DNAME") noteCut(name, record, cuts);
    if (last !== undefined && last.name === name) {
      last.records.push(record);
      continue;
    }
    const node = nodes.get(name);
    if (node !== undefined) {
      node.records.push(record);
      last = node;
    } else {
      last = { name, zone: zoneNode, records: [record] };
      nodes.set(name, last);
      if (name.startsWith("_dmarc.")) found.policyNodes.push(last);
      else if (name.startsWith("_domainkey.") || name.includes("._domainkey.")) found.keyNodes.push(last);
      else if (isTransport(name)) found.transportNodes.push(last);
    }
  }
}

/** Names whose labels in front are of MTA-STS, TLS-RPT, BIMI or of DANE for SMTP. */
function isTransport(name: Name): boolean {
  switch (name.charCodeAt(0)) {
    case 0x5f: // "_"
      return name.startsWith("_mta-sts.") || name.startsWith("_smtp._tls.") || name.startsWith("_25._tcp.");
    case 0x64: // "d"
      return name.startsWith("default._bimi.");
    default:
      return false;
  }
}

function noteCut(name: Name, record: DnsRecord, cuts: Map<Name, Cut>): void {
  let cut = cuts.get(name);
  if (cut === undefined) cuts.set(name, (cut = { ns: undefined, dname: undefined }));
  if (record.type === "NS") cut.ns = record;
  else cut.dname = record;
}

/** The declared zone with the longest origin at or above a name. */
export function closestZone(zones: ReadonlyMap<Name, ZoneNode>, name: Name): ZoneNode | undefined {
  for (let at: Name | undefined = name; at !== undefined; at = parentOf(at)) {
    const zone = zones.get(at);
    if (zone !== undefined) return zone;
  }
  return undefined;
}
