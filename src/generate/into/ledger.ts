import type { Name } from "../../model/name.ts";
import { toByteString, type DnsRecord, type Vendor } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { isDmarc } from "../../syntax/dmarc.ts";
import { isSpf } from "../../syntax/spf.ts";
import { visible } from "../../syntax/visible.ts";
import { entryOf, type Change, type Entry, type Leaving } from "../deployment.ts";
import type { Note, PlannedRecord } from "../planned.ts";
import type { Fault } from "../request.ts";
import { dataKey, knownText, type Declared } from "./declared.ts";
import { Roles } from "./roles.ts";
import { shown } from "./shown.ts";

/** What becomes of a declared record; one that nothing is said of stays. */
type Fate =
  | { readonly kind: "kept"; readonly planned: PlannedRecord }
  | { readonly kind: "changed"; readonly planned: PlannedRecord; readonly to: DnsRecord }
  | { readonly kind: "removed" };

export interface LedgerOptions {
  /** What the plan leaves no room for is removed; else it stays, and what needs its place waits. */
  readonly replace: boolean;
  /** Seconds, of sets that are new. */
  readonly ttl: number | undefined;
  /** Nothing at all is added yet. */
  readonly holdsAll: boolean;
}

export interface Outcome {
  readonly entries: readonly Entry[];
  readonly changes: readonly Change[];
  readonly leaving: readonly Leaving[];
  readonly held: readonly Entry[];
}

/** Keeps account of what becomes of every declared and every planned record, and of what must not be touched. */
export class Ledger {
  readonly faults: Fault[] = [];
  /** Sets that a fault was found in. */
  readonly #refused = new Set<string>();
  readonly #notes = new Map<string, Note>();
  readonly options: LedgerOptions;
  readonly #declared: Declared;
  readonly #fates = new Map<DnsRecord, Fate>();
  readonly #added: PlannedRecord[] = [];
  readonly #held: PlannedRecord[] = [];
  readonly #leaving = new Map<DnsRecord, Leaving>();

  constructor(declared: Declared, options: LedgerOptions) {
    this.#declared = declared;
    this.options = options;
  }

  /** Whether something was decided about a record. */
  has(record: DnsRecord): boolean {
    return this.#fates.has(record) || this.#leaving.has(record);
  }

  note(note: Note): void {
    this.#notes.set(note.en, note);
  }

  get notes(): readonly Note[] {
    return [...this.#notes.values()];
  }

  fault(text: string): void {
    this.faults.push({ at: ["domain"], text });
  }

  /** The record is what the plan asks for, and stays as it is. */
  keep(record: DnsRecord, planned: PlannedRecord): void {
    this.#fates.set(record, { kind: "kept", planned });
  }

  add(planned: PlannedRecord): void {
    const { name } = planned;
    if (!isKnown(name)) return;
    if (this.options.holdsAll) return void this.#held.push(planned);
    const isRouted = this.#declared.isRouted(name, planned.type);
    const inTheWay = this.#declared.zone.records.find((record) =>
      isRouted ? record.name === name && record.type === planned.type : isDisabledRival(record, planned, name),
    );
    if (inTheWay === undefined) this.#added.push(planned);
    else this.#refuse(inTheWay);
  }

  /** Other data in the record's place, whose TTL stays. */
  change(before: Leaving, planned: PlannedRecord): void {
    if (this.options.holdsAll) return this.#exchangeLater([before], [planned]);
    const { record } = before;
    if (!this.#mayTouch(record)) return;
    const { source, at, ttl } = record;
    const vendor = record.vendor && remaining(record.vendor);
    const to = { ...entryOf(planned, undefined, at).record, source, at, ttl, vendor } as DnsRecord;
    this.#fates.set(record, { kind: "changed", planned, to });
  }

  /** Some records make room for others: now where replacing is asked for, else both are told. */
  giveWay(before: readonly Leaving[], planned: readonly PlannedRecord[]): void {
    if (!this.options.replace) return this.#exchangeLater(before, planned);
    const rest = [...before];
    for (const each of planned) {
      const index = rest.findIndex(({ record }) => isInPlaceOf(record, each));
      const [leaving] = index < 0 ? [] : rest.splice(index, 1);
      if (leaving === undefined) this.add(each);
      else this.change(leaving, each);
    }
    for (const { record } of rest) this.remove(record);
  }

  remove(record: DnsRecord): void {
    if (this.#mayTouch(record)) this.#fates.set(record, { kind: "removed" });
  }

  #exchangeLater(before: readonly Leaving[], planned: readonly PlannedRecord[]): void {
    for (const each of before) this.#leaving.set(each.record, each);
    this.#held.push(...planned);
  }

  #mayTouch(record: DnsRecord): boolean {
    const { name, type, vendor } = record;
    const isRouted = isKnown(name) && this.#declared.isRouted(name, type);
    const isFree = !isRouted && vendor?.disabled !== true && vendor?.madeBy === undefined;
    if (!isFree) this.#refuse(record);
    return isFree;
  }

  #refuse(record: DnsRecord): void {
    const { name, type, vendor } = record;
    const set = `${String(name)} ${type}`;
    if (this.#refused.has(set)) return;
    this.#refused.add(set);
    const why =
      vendor?.madeBy !== undefined
        ? `which the DNS host publishes of its own accord (${visible(vendor.madeBy, 200)}), so that it cannot be edited`
        : vendor?.disabled === true
          ? "which is disabled: whether it is to come back cannot be told from here; enable it or delete it first"
          : "one of several alternatives that are answered by where, or when, somebody asks; change such a set by hand";
    this.fault(`has the record ${shown(record, 300)} in the way, ${why}`);
  }

  /** What is declared afterwards, with how it differs from before. */
  outcome(): Outcome {
    const { zone } = this.#declared;
    const planned = [...this.#added, ...this.#held, ...[...this.#fates.values()].flatMap(plannedOf)];
    const roles = new Roles(
      zone.origin,
      planned.map(({ role }) => role),
    );
    const entries: Entry[] = [];
    const changed: Change[] = [];
    const removed: Change[] = [];
    for (const record of zone.records) {
      const fate = this.#fates.get(record);
      const own = roles.of(record);
      if (fate === undefined) {
        entries.push({ role: own, purpose: undefined, provider: undefined, record });
      } else if (fate.kind === "removed") {
        removed.push({ kind: "remove", before: record });
      } else {
        const { role, purpose, provider } = fate.planned;
        const entry = { role, purpose, provider, record: fate.kind === "kept" ? record : fate.to };
        entries.push(entry);
        if (fate.kind === "changed") changed.push({ kind: "change", before: record, entry });
      }
    }
    const added = this.#added.map((each, index) => entryOf(each, this.#ttlFor(each), zone.records.length + index));
    return {
      entries: [...entries, ...added],
      changes: [...changed, ...added.map((entry): Change => ({ kind: "add", entry })), ...removed],
      leaving: [...this.#leaving.values()],
      held: this.#held.map((each, index) => entryOf(each, this.#ttlFor(each), zone.records.length + index)),
    };
  }

  /** The records of a set have one TTL (RFC 2181 5.2): what joins a set takes on its TTL. */
  #ttlFor({ name, type }: PlannedRecord): number | undefined {
    const set = isKnown(name) ? this.#declared.at(name).filter((record) => record.type === type) : [];
    const known = (records: readonly DnsRecord[]): number | undefined =>
      records.map(({ ttl }) => ttl).find((ttl): ttl is number => typeof ttl === "number");
    return known(set.filter((record) => this.#fates.get(record)?.kind !== "removed")) ?? this.options.ttl ?? known(set);
  }
}

function plannedOf(fate: Fate): PlannedRecord[] {
  return fate.kind === "removed" ? [] : [fate.planned];
}

/** Facts that are of the row, and not of what it held: a proxy or an alias in front of a new value would hide it. */
function remaining({ comment, owner }: Vendor): Vendor {
  return { ...(comment !== undefined && { comment }), ...(owner !== undefined && { owner }) };
}

/** A set of MX is exchanged host by host: another preference of the same host is a change. */
function isInPlaceOf(record: DnsRecord, planned: PlannedRecord): boolean {
  if (record.name !== planned.name || record.type !== planned.type) return false;
  return record.type !== "MX" || record.data.exchange === planned.value;
}

/** A record that is switched off and would be what the plan adds, or a second of what there is one only. */
function isDisabledRival(record: DnsRecord, planned: PlannedRecord, name: Name): boolean {
  if (record.vendor?.disabled !== true || record.name !== name || record.type !== planned.type) return false;
  const text = knownText(record);
  if (planned.type !== "TXT" || text === undefined || !isKnown(planned.value)) return planned.type !== "TXT";
  const { value } = planned;
  return (
    (isSpf(text) && isSpf(value)) ||
    (isDmarc(text) && isDmarc(value)) ||
    planned.purpose === "dkim" ||
    dataKey(record) === dataKey(entryOf(planned, undefined, 0).record) ||
    text === toByteString(value)
  );
}
