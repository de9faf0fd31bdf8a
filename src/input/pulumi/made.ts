import type { Name } from "../../model/name.ts";
import { textOf, toByteString, type DnsRecord } from "../../model/record.ts";
import type { Source } from "../../model/source.ts";
import { isKnown, isUnknown, type Value } from "../../model/value.ts";
import { addressRecord, mxRecord, txtRecord, unknown } from "../rdata.ts";
import { packAt } from "./at.ts";
import { ownerOf } from "./owner.ts";
import { pick, type ResourceState } from "./peek.ts";
import { scalar } from "./rdata.ts";
import type { MadeRow, MakerRow, ZoneRow } from "./row.ts";
import { firstOf } from "./values.ts";

/** What is declared around a maker: the host adds nothing that is there already. */
export class Surroundings {
  /** Nothing else can be there: the zone is declared whole. */
  readonly #whole: boolean;
  readonly #at = new Map<Name, DnsRecord[]>();

  constructor(records: readonly DnsRecord[], whole: boolean) {
    this.#whole = whole;
    this.add(records);
  }

  add(records: readonly DnsRecord[]): void {
    for (const record of records) {
      if (!isKnown(record.name)) continue;
      const there = this.#at.get(record.name);
      if (there === undefined) this.#at.set(record.name, [record]);
      else there.push(record);
    }
  }

  hasExchange(name: Name, host: string): boolean {
    return this.#there(name).some(({ type, data }) => type === "MX" && data.exchange === host);
  }

  /**
   * The text that the host writes at a name, unknown where it may have found one that nothing here declares; `undefined`
   * where it leaves the name as it is.
   */
  textFor(name: Name, { text, merges }: MadeRow): Value<string> | undefined {
    const there = this.#there(name);
    if (merges === undefined && there.length > 0) return undefined;
    let sure = this.#whole;
    for (const record of there) {
      if (record.type === "UNKNOWN") return unknown("dynamic");
      const given = record.type === "TXT" ? textOf(record) : undefined;
      if (given === undefined) continue;
      if (!isKnown(given)) return unknown("dynamic");
      if (merges !== undefined && given.toLowerCase().includes(merges)) return undefined;
      // One of its kind is there, so no other has to be thought of.
      if (given.startsWith("v=spf1")) sure = true;
    }
    return sure && text !== undefined ? text : unknown("dynamic");
  }

  #there(name: Name): readonly DnsRecord[] {
    return this.#at.get(name) ?? [];
  }
}

/** The records that the host publishes because of this resource. */
export function made(
  row: MakerRow,
  state: ResourceState,
  origin: Value<Name> | undefined,
  source: Source,
  around: Surroundings | undefined,
): DnsRecord[] {
  if (row.enabled !== undefined && pick(state, row.enabled) === false) return [];
  const wanted = row.wanted === undefined ? true : pick(state, row.wanted);
  if (wanted !== true && !isUnknown(wanted)) return [];
  const records: DnsRecord[] = [];
  const set = { steps: [], get: (key: string) => pick(state, key) };
  const vendor = { madeBy: makerOf(state) };
  const place = (name: Value<Name>) => ({ name, ttl: undefined, source, at: packAt(state, records.length), vendor });
  const add = (record: DnsRecord): void => {
    records.push(record);
    around?.add([record]);
  };
  const written = firstOf(set, row.name)?.value;
  const vague = written === undefined && row.vagueName !== undefined ? pick(state, row.vagueName) : undefined;
  const sure = around !== undefined && vague === undefined && isSure(row, state);
  for (const given of vague === undefined ? [written] : [vague, undefined]) {
    const base = ownerOf(
      typeof given === "string" && given.startsWith("*.") ? given.slice(2) : given,
      "either",
      origin,
    );
    for (const each of row.makes) {
      const name = ownerBelow(each, state, base, origin);
      if (!sure || each.type === undefined || !isKnown(name)) {
        if (records.some((record) => record.name === name)) continue;
        add({ ...place(name), type: "UNKNOWN", data: { reason: unknown("dynamic") } });
      } else if (each.type === "MX") {
        for (const host of each.hosts ?? []) {
          if (!around.hasExchange(name, host)) add(mxRecord(place(name), unknown("dynamic"), `${host}.`));
        }
      } else {
        const text = around.textFor(name, each);
        if (text !== undefined) add(txtRecord(place(name), "TXT", isKnown(text) ? [toByteString(text)] : text));
      }
    }
  }
  return records;
}

/** The address record at the apex that comes with the zone. */
export function apexAddress(row: ZoneRow, state: ResourceState, origin: Name, source: Source): DnsRecord | undefined {
  const address = row.address === undefined ? undefined : pick(state, row.address);
  if (address === undefined) return undefined;
  const text = scalar(address);
  const head = { name: origin, ttl: undefined, source, at: packAt(state, 0), vendor: { madeBy: makerOf(state) } };
  return addressRecord(head, isKnown(text) && text.includes(":") ? "AAAA" : "A", text);
}

/** The resource as a person calls it: its type and name. */
function makerOf({ type, urn }: ResourceState): string {
  const title = type.slice(type.lastIndexOf(":") + 1);
  const at = urn.lastIndexOf("::");
  return at < 0 ? title : `${title} ${JSON.stringify(urn.slice(at + 2, at + 66))}`;
}

function isSure(row: MakerRow, state: ResourceState): boolean {
  const { sureIf, doubtIf } = row;
  if (sureIf !== undefined && pick(state, sureIf.property) !== sureIf.value) return false;
  return doubtIf === undefined || !doubtIf.values.includes(pick(state, doubtIf.property));
}

const PROPERTY = /\{(\w+)\|([^}]*)\}/;

function ownerBelow(
  { at, ofZone }: MadeRow,
  state: ResourceState,
  base: Value<Name>,
  origin: Value<Name> | undefined,
): Value<Name> {
  const name = ofZone === true ? (origin ?? unknown("zone")) : base;
  if (!isKnown(name)) return name;
  const labels = at.replace(PROPERTY, (_, property: string, otherwise: string) => {
    const given = pick(state, property);
    return typeof given === "string" && given !== "" ? given : otherwise;
  });
  return ownerOf(labels, "either", name);
}
