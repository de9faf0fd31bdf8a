import { isAtOrBelow, ROOT, type Name } from "../model/name.ts";
import { toByteString, type DnsRecord } from "../model/record.ts";
import type { Source } from "../model/source.ts";
import { isKnown } from "../model/value.ts";
import type { Scope, Zone } from "../model/zone.ts";
import type { PlannedRecord } from "./planned.ts";

const SOURCE: Source = {
  document: { path: "<generated>", format: "generated" },
  publisher: {
    id: "generated",
    title: "generated records",
    splitsText: true,
    relativeTargets: false,
    ownsSets: false,
    flattensApex: false,
  },
};

/** Planned records as a zone of the model, to be judged or written. Those outside the origin are left out. */
export function zoneOf(records: readonly PlannedRecord[], origin: Name, scope: Scope, ttl?: number): Zone {
  return {
    origin,
    publisher: SOURCE.publisher,
    private: false,
    scope,
    records: records.flatMap((record, index) => {
      const { name } = record;
      return isKnown(name) && !isAtOrBelow(name, origin) ? [] : [recordOf(record, ttl, index)];
    }),
    documents: [SOURCE.document],
  };
}

/** A planned record as the model has it; `ttl` in seconds. */
export function recordOf(record: PlannedRecord, ttl: number | undefined, at: number): DnsRecord {
  const { name, value, preference, weight, port } = record;
  const head = { name, ttl, source: SOURCE, at, vendor: undefined };
  const target = value === "." ? ROOT : value;
  switch (record.type) {
    case "MX":
      return { ...head, type: "MX", data: { preference, exchange: target } };
    case "TXT":
      return { ...head, type: "TXT", data: { strings: isKnown(value) ? [toByteString(value)] : value } };
    case "CNAME":
    case "NS":
      return { ...head, type: record.type, data: { target } };
    case "A":
    case "AAAA":
      return { ...head, type: record.type, data: { address: value } };
    case "SRV":
      return {
        ...head,
        type: "SRV",
        data: { priority: preference ?? 0, weight: weight ?? 0, port: port ?? 0, target },
      };
  }
}
