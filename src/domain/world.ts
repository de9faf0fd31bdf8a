import type { Measured } from "../model/measured.ts";
import { isAtOrBelow, nameLength, parentOf, ROOT, type Name } from "../model/name.ts";
import type { PolicyFile } from "../model/policy-file.ts";
import type { DnsRecord, RecordType } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import type { Zone } from "../model/zone.ts";
import { answersAddresses, crowdedReason, makesAddresses, MAX_SET, nothing, type Answer } from "./answer.ts";
import { closestZone, indexZones, type Cut, type Node, type ZoneNode } from "./zone-index.ts";

export type { Answer } from "./answer.ts";
export type { Node, ZoneNode } from "./zone-index.ts";

const MAX_NAME = 255;

/** CNAME records followed before a chain counts as endless; resolvers give up between 8 and 16. */
const MAX_CHAIN = 16;

/** From so many records on, what a node answers is worked out once and kept. */
const LARGE = 32;

/** Answers of `zoneOf` that are kept: rule after rule asks for the hosts of one domain, and most domains share theirs. */
const REMEMBERED = 1024;

const NO_RECORDS: readonly DnsRecord[] = [];

/**
 * All declared zones as one name space. Built once; every origin occurs once (alternatives of one zone are worlds of
 * their own, see `worlds.ts`).
 */
export class World {
  readonly zones: ReadonlyMap<Name, ZoneNode>;
  readonly nodes: ReadonlyMap<Name, Node>;
  /** Records that are never answered from where they stand: another declared zone lies between. */
  readonly occluded: readonly DnsRecord[];
  /** The nodes at a `_dmarc` name, and those below a `_domainkey` one, in the order of the documents. */
  readonly policyNodes: readonly Node[];
  readonly keyNodes: readonly Node[];
  /** What the DNS answered about names that no declared zone answers for. `lookup` leaves it alone. */
  readonly measured: Measured | undefined;
  /** The nodes at `_mta-sts`, `_smtp._tls`, `default._bimi` and `_25._tcp` names, in the order of the documents. */
  readonly transportNodes: readonly Node[];
  /** MTA-STS policy files by the domain they are for. */
  readonly policies: ReadonlyMap<Name, PolicyFile>;
  readonly #zonesOf = new Map<Name, ZoneNode | "none">();
  #nonTerminals: Set<Name> | undefined;
  /** A wildcard is there for the names below it alone. */
  #hasEmptyWildcards = false;
  #selectors: Map<Name, Node[]> | undefined;
  readonly #cuts: ReadonlyMap<Name, Cut>;
  /** What large nodes answer, by type; see `LARGE`. */
  readonly #kept = new Map<Node, Map<string, Answer>>();

  constructor(zones: readonly Zone[], measured?: Measured, policies: readonly PolicyFile[] = []) {
    const found = indexZones(zones);
    this.measured = measured;
    this.zones = found.zones;
    this.nodes = found.nodes;
    this.occluded = found.occluded;
    this.policyNodes = found.policyNodes;
    this.keyNodes = found.keyNodes;
    this.transportNodes = found.transportNodes;
    this.policies = new Map(policies.map((policy) => [policy.domain, policy]));
    this.#cuts = found.cuts;
  }

  /** The zone that answers for a name: the declared one with the longest origin at or above it. */
  zoneOf(name: Name): ZoneNode | undefined {
    const known = this.#zonesOf.get(name);
    if (known !== undefined) return known === "none" ? undefined : known;
    const zone = closestZone(this.zones, name);
    if (this.#zonesOf.size >= REMEMBERED) this.#zonesOf.clear();
    this.#zonesOf.set(name, zone ?? "none");
    return zone;
  }

  /** Whether a declared zone or something measured speaks of a name. */
  knows(name: Name): boolean {
    return this.zoneOf(name) !== undefined || this.measured?.names.has(name) === true;
  }

  /** The records declared at a name, of one type or all. */
  declared(name: Name, type?: RecordType): readonly DnsRecord[] {
    const records = this.nodes.get(name)?.records ?? NO_RECORDS;
    return type === undefined ? records : records.filter((record) => record.type === type);
  }

  /** Asks for a name and type as a resolver would, following CNAME, DNAME, wildcards and delegations. */
  lookup(name: Name, type: RecordType): Answer {
    return this.#ask(name, type, NO_RECORDS);
  }

  /** The nodes below `_domainkey.<domain>`: one for each declared DKIM selector, and `_domainkey` itself. */
  domainKeys(domain: Name): readonly Node[] {
    if (this.#selectors === undefined) {
      this.#selectors = new Map();
      for (const node of this.keyNodes) {
        const at = node.name.startsWith("_domainkey.") ? 0 : node.name.indexOf("._domainkey.") + 1;
        const owner = node.name.slice(at + "_domainkey.".length);
        const list = this.#selectors.get(owner);
        if (list === undefined) this.#selectors.set(owner, [node]);
        else list.push(node);
      }
    }
    return this.#selectors.get(domain) ?? [];
  }

  #ask(name: Name, type: RecordType, via: readonly DnsRecord[]): Answer {
    const node = this.nodes.get(name);
    const zoneNode = node?.zone ?? this.zoneOf(name);
    if (zoneNode === undefined)
      return { state: "unknown", reason: `${name} is in no declared zone`, via, outside: name };
    if (zoneNode.hasCuts) {
      const cut = this.#cutAbove(name, zoneNode, type);
      if (cut !== undefined) return this.#beyond(cut, name, type, via);
    }
    if (node !== undefined) return this.#atNode(node, type, via, false);
    if (zoneNode.hasUnnamed) {
      return { state: "unknown", reason: `a record of ${zoneNode.zone.origin} has a name that is not known yet`, via };
    }
    if (zoneNode.hasWildcards) {
      const wildcard = this.#wildcardFor(name, zoneNode);
      if (wildcard !== undefined) return this.#atNode(wildcard, type, via, true);
    }
    return nothing(zoneNode, this.#isNonTerminal(name) || this.#isBelowEmptyWildcard(name, zoneNode), via, name);
  }

  #atNode(node: Node, type: RecordType, via: readonly DnsRecord[], wildcard: boolean): Answer {
    if (node.records.length < LARGE) return this.#scan(node, type, via, wildcard);
    let kept = this.#kept.get(node);
    if (kept === undefined) this.#kept.set(node, (kept = new Map<string, Answer>()));
    const key = wildcard ? `*${type}` : type;
    let answer = kept.get(key);
    if (answer === undefined) kept.set(key, (answer = this.#scan(node, type, NO_RECORDS, wildcard)));
    return via.length === 0 ? answer : { ...answer, via: [...via, ...answer.via] };
  }

  #scan(node: Node, type: RecordType, via: readonly DnsRecord[], wildcard: boolean): Answer {
    let matching: readonly DnsRecord[] = NO_RECORDS;
    let several: DnsRecord[] | undefined;
    let alias: DnsRecord | undefined;
    let synthesised = false;
    let replaced = false;
    let hidden = false;
    for (const record of node.records) {
      if (record.type === type) {
        if (several !== undefined) several.push(record);
        else matching = several = [record];
      } else if (record.type === "CNAME") {
        if (answersAddresses(record, node)) replaced = true;
        else alias = record;
      } else if (record.type === "ALIAS") synthesised = true;
      else if (record.type === "UNKNOWN") hidden = true;
      else if (record.type === "OTHER") {
        if (record.data.rrtype === "LUA") replaced = true;
        else if (makesAddresses(record.data.rrtype)) synthesised = true;
      }
    }
    if (alias !== undefined && type !== "CNAME") return this.#follow(alias, type, via);
    if (matching.length > MAX_SET)
      return { state: "unknown", reason: crowdedReason(node.name, type, matching.length), via };
    if (matching.length > 0) return { state: "found", records: matching, via, wildcard };
    if (replaced || (synthesised && (type === "A" || type === "AAAA"))) {
      return { state: "unknown", reason: `the DNS host computes what it answers for ${node.name}`, via };
    }
    if (hidden)
      return { state: "unknown", reason: `a record at ${node.name} is declared whose type is not known`, via };
    if (node.zone.hasUnnamed) {
      return { state: "unknown", reason: `a record of ${node.zone.zone.origin} has a name that is not known yet`, via };
    }
    return nothing(node.zone, true, via, wildcard ? undefined : node.name);
  }

  #follow(alias: DnsRecord, type: RecordType, via: readonly DnsRecord[]): Answer {
    const chain = [...via, alias];
    const target = alias.type === "CNAME" ? alias.data.target : undefined;
    if (target === undefined || !isKnown(target)) {
      return { state: "unknown", reason: `the target of the CNAME at ${String(alias.name)} is not known`, via: chain };
    }
    if (via.some((record) => record.name === target) || target === alias.name) {
      return { state: "unknown", reason: `the CNAME at ${target} leads back to itself`, via: chain, loop: true };
    }
    if (chain.length > MAX_CHAIN) {
      return { state: "unknown", reason: `the CNAME at ${String(alias.name)} leads into an endless chain`, via: chain };
    }
    return this.#ask(target, type, chain);
  }

  /** The highest NS (below the apex) or DNAME that takes `name` out of the zone. */
  #cutAbove(name: Name, zoneNode: ZoneNode, type: RecordType): DnsRecord | undefined {
    const origin = zoneNode.zone.origin;
    let highest: DnsRecord | undefined;
    for (let at: Name | undefined = name; at !== undefined && at !== origin; at = parentOf(at)) {
      const cut = this.#cuts.get(at);
      if (cut === undefined) continue;
      if (at !== name) highest = cut.dname ?? cut.ns;
      else if (type !== "NS") highest = cut.ns;
    }
    const apex = name === origin ? undefined : this.#cuts.get(origin);
    return apex?.dname ?? highest;
  }

  #beyond(cut: DnsRecord, name: Name, type: RecordType, via: readonly DnsRecord[]): Answer {
    const owner = cut.name as Name;
    if (cut.type !== "DNAME") {
      const outside = this.zoneOf(owner)?.zone.private === true ? {} : { outside: name };
      return { state: "unknown", reason: `${owner} is delegated to other name servers`, via, ...outside };
    }
    const chain = [...via, cut];
    const { target } = cut.data;
    if (!isKnown(target))
      return { state: "unknown", reason: `the target of the DNAME at ${owner} is not known`, via: chain };
    const front = name.slice(0, name.length - owner.length);
    const moved = target === ROOT ? front.slice(0, -1) : front + target;
    // A name that grows too long is answered with YXDOMAIN (RFC 6672 2.2).
    if (chain.length > MAX_CHAIN || nameLength(moved) > MAX_NAME) {
      return { state: "unknown", reason: `the DNAME at ${owner} leads into an endless chain`, via: chain };
    }
    return this.#ask(moved, type, chain);
  }

  /** The wildcard that answers for a name that does not exist: the one at its closest encloser (RFC 4592 3.3.1). */
  #wildcardFor(name: Name, zoneNode: ZoneNode): Node | undefined {
    if (this.#isNonTerminal(name)) return undefined;
    for (let at = parentOf(name); at !== undefined && isAtOrBelow(at, zoneNode.zone.origin); at = parentOf(at)) {
      const wildcard = this.nodes.get(`*.${at}`);
      if (wildcard !== undefined) return wildcard;
      if (this.nodes.has(at) || this.#isNonTerminal(at)) return undefined;
    }
    return undefined;
  }

  /** Whether a wildcard without data answers: `sub.*.example.com` makes `*.example.com` be there (RFC 4592 4.9). */
  #isBelowEmptyWildcard(name: Name, zoneNode: ZoneNode): boolean {
    if (!this.#hasEmptyWildcards) return false;
    for (let at = parentOf(name); at !== undefined && isAtOrBelow(at, zoneNode.zone.origin); at = parentOf(at)) {
      if (this.#nonTerminals?.has(`*.${at}`) === true) return true;
      if (this.nodes.has(at) || this.#isNonTerminal(at)) return false;
    }
    return false;
  }

  #isNonTerminal(name: Name): boolean {
    if (this.#nonTerminals === undefined) {
      const all = new Set<Name>();
      for (const node of this.nodes.values()) {
        // Most names stand directly below their zone's.
        if (node.name.indexOf(".") >= node.name.length - node.zone.zone.origin.length - 1) continue;
        for (let at = parentOf(node.name); at !== undefined && at !== node.zone.zone.origin; at = parentOf(at)) {
          if (this.nodes.has(at) || all.has(at)) break;
          all.add(at);
          if (at.startsWith("*.")) this.#hasEmptyWildcards = true;
        }
      }
      this.#nonTerminals = all;
    }
    return this.#nonTerminals.has(name) || this.zones.has(name);
  }
}
