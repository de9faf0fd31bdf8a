import { placeholdersIn } from "../../model/draft.ts";
import { isAtOrBelow, parentOf, ROOT, type Name } from "../../model/name.ts";
import type { DnsRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import type { Zone } from "../../model/zone.ts";
import { presentation } from "../../syntax/presentation.ts";
import { isSpf } from "../../syntax/spf.ts";
import type { PlannedRecord } from "../planned.ts";
import { recordOf } from "../zone.ts";
import { dataKey, knownText } from "./declared.ts";

/** A record with a draft's placeholder in it. SPF, which others' terms stand in as well, loses the term alone. */
function isDraft(record: DnsRecord): boolean {
  return !isSpf(knownText(record) ?? "") && placeholdersIn(presentation(record)).length > 0;
}

/** A zone as it was before drafts were merged into it: nothing can be told of a value by a placeholder. */
export function withoutDrafts(zone: Zone): Zone {
  return { ...zone, records: zone.records.filter((record) => !isDraft(record)) };
}

/** Records of an earlier draft whose places a plan fills: they serve nobody's mail, and go at once. */
export function staleDrafts({ records }: Zone, planned: readonly PlannedRecord[]): ReadonlySet<DnsRecord> {
  const names = new Set(planned.map(({ name }) => name).filter(isKnown));
  const isPlace = (name: Name): boolean => {
    if (placeholdersIn(name).length === 0) return names.has(name);
    const parent = parentOf(name) ?? ROOT;
    // A value may be more labels than one.
    return [...names].some((each) => each !== parent && isAtOrBelow(each, parent));
  };
  return new Set(
    records.filter((record) => {
      const { name, vendor = {} } = record;
      const isFree = vendor.disabled !== true && vendor.routing === undefined && vendor.madeBy === undefined;
      return isFree && isKnown(name) && isPlace(name) && isDraft(record) && !planned.some((each) => asks(each, record));
    }),
  );
}

function asks(planned: PlannedRecord, record: DnsRecord): boolean {
  if (planned.name !== record.name || planned.type !== record.type) return false;
  return dataKey(recordOf(planned, undefined, 0)) === dataKey(record);
}
