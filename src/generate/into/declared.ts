import { answersAddresses } from "../../domain/answer.ts";
import { Domain } from "../../domain/domain.ts";
import { World } from "../../domain/world.ts";
import { isAtOrBelow, parentOf, ROOT, type Name } from "../../model/name.ts";
import { textOf, type DnsRecord, type MxRecord, type RecordType, type TxtRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import type { Zone } from "../../model/zone.ts";
import { presentData } from "../../syntax/presentation.ts";
import { isSpf } from "../../syntax/spf.ts";

/** The zone that a plan is merged into, seen in the world that is declared around it. */
export class Declared {
  readonly zone: Zone;
  readonly world: World;
  /** The mail domain. */
  readonly name: Name;
  readonly domain: Domain;
  readonly #context: readonly Zone[];
  #routed: ReadonlySet<string> | undefined;

  constructor(zone: Zone, zones: readonly Zone[], name: Name) {
    this.zone = zone;
    this.name = name;
    const others = new Map(zones.filter((each) => !each.private).map((each) => [each.origin, each]));
    others.delete(zone.origin);
    this.#context = [...others.values()].map(inside);
    this.world = this.with(zone.records);
    this.domain = new Domain(this.world, name, {});
  }

  /** The same world with other records in the zone. */
  with(records: readonly DnsRecord[]): World {
    return new World([...this.#context, inside({ ...this.zone, records })]);
  }

  /** Whether the zone holds the name, and no other that is declared below it. */
  answersFor(name: Name): boolean {
    return this.world.zoneOf(name)?.zone.origin === this.zone.origin;
  }

  /** The published records of the zone at a name. */
  at(name: Name): readonly DnsRecord[] {
    const node = this.world.nodes.get(name);
    return node?.zone.zone.origin === this.zone.origin ? node.records : [];
  }

  of<T extends RecordType>(name: Name, type: T): readonly Extract<DnsRecord, { type: T }>[] {
    return this.at(name).filter((record): record is Extract<DnsRecord, { type: T }> => record.type === type);
  }

  mx(name: Name): readonly MxRecord[] {
    return this.of(name, "MX");
  }

  txt(name: Name): readonly TxtRecord[] {
    return this.at(name).filter((record): record is TxtRecord => record.type === "TXT");
  }

  /** Whether the records of a name and type are alternatives, answered by where or when somebody asks. */
  isRouted(name: Name, type: RecordType): boolean {
    this.#routed ??= new Set(
      this.zone.records.flatMap((record) =>
        record.vendor?.routing === undefined ? [] : [`${String(record.name)} ${record.type}`],
      ),
    );
    return this.#routed.has(`${name} ${type}`);
  }

  /** The alias at a name that leaves no room beside it (RFC 1034 3.6.2); none where the DNS host answers with addresses in its place. */
  alias(name: Name): DnsRecord | undefined {
    const node = this.world.nodes.get(name);
    return this.at(name).find(
      (record) => record.type === "CNAME" && node !== undefined && !answersAddresses(record, node),
    );
  }

  /** The record that hands a name on to other name servers, or to other names. */
  cutAt(name: Name): DnsRecord | undefined {
    const { origin } = this.zone;
    for (let at: Name | undefined = name; at !== undefined && isAtOrBelow(at, origin); at = parentOf(at)) {
      const here = at;
      const cut = this.at(here).find(
        ({ type }) => (type === "NS" && here !== origin) || (type === "DNAME" && here !== name),
      );
      if (cut !== undefined) return cut;
      if (at === ROOT) break;
    }
    return undefined;
  }
}

/** A zone without the records that lie outside it, which no name server answers with. */
function inside(zone: Zone): Zone {
  return { ...zone, records: zone.records.filter(({ name }) => !isKnown(name) || isAtOrBelow(name, zone.origin)) };
}

/** Equal for records of one name and type that say the same: how a text is cut into strings, or its tags are spaced, is left out. */
export function dataKey(record: DnsRecord): string {
  if (record.type !== "TXT") return presentData(record).toLowerCase();
  const text = textOf(record);
  if (!isKnown(text)) return presentData(record);
  const isTags = text.includes("=") && text.includes(";") && !isSpf(text);
  return `"${isTags ? text.replace(/[ \t]*;[ \t]*/g, ";").replace(/;$/, "") : text}`;
}

/** The known text of a TXT record. */
export function knownText(record: DnsRecord): string | undefined {
  const text = record.type === "TXT" ? textOf(record) : undefined;
  return text !== undefined && isKnown(text) ? text : undefined;
}
