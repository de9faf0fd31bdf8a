import type { Name } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import type { Scope } from "../model/zone.ts";
import type { Note, Pending, Plan, PlannedRecord, Purpose, ServedFile, SpfCost } from "./planned.ts";
import { recordOf } from "./zone.ts";

/** One record to declare, with what it is in the domain. */
export interface Entry {
  /** Unique in a deployment, words with hyphens, never made of a value: programs name their resources by it. */
  readonly role: string;
  /** `undefined`: it was there before, and nothing of the plan asks for it. */
  readonly purpose: Purpose | undefined;
  /** The catalogue's id of who asks for it. */
  readonly provider: string | undefined;
  readonly record: DnsRecord;
}

/** One step from what is declared now to what shall be. */
export type Change =
  | { readonly kind: "add"; readonly entry: Entry }
  /** Another value, preference or TTL in the place of what is there, at the same name and type. */
  | { readonly kind: "change"; readonly before: DnsRecord; readonly entry: Entry }
  | { readonly kind: "remove"; readonly before: DnsRecord };

/** A record that the plan leaves no room for, with who had it published. */
export interface Leaving {
  readonly record: DnsRecord;
  /** The name of the provider, where it is recognised. */
  readonly provider: string | undefined;
  /** Why it has to go, as the end of a sentence. */
  readonly reason: string;
}

/** What is to be declared for one mail domain: writers make documents of it. */
export interface Deployment {
  readonly domain: Name;
  /** The zone that the records lie in: the domain itself or a name above it. */
  readonly origin: Name;
  /** What silence of the document means: `whole` where a whole zone was merged into. */
  readonly scope: Scope;
  /** Every record that is declared afterwards; those of a zone that was merged into among them. */
  readonly entries: readonly Entry[];
  /** How `entries` differ from what is declared now; all of them are added where nothing is known of that. */
  readonly changes: readonly Change[];
  /** A declared zone was merged into, so that the changes are all there is to do. */
  readonly merged: boolean;
  /** Stay where they are until their removal is asked for. */
  readonly leaving: readonly Leaving[];
  /** Wait until `leaving` has gone: beside it they would break mail. Not among `entries`. */
  readonly held: readonly Entry[];
  readonly pending: readonly Pending[];
  readonly spf: readonly SpfCost[];
  readonly notes: readonly Note[];
  /** The policy of MTA-STS (RFC 8461 3.3). */
  readonly served: readonly ServedFile[];
}

/** The records of a plan alone, where nothing is known of the zone. */
export function deploymentOf(plan: Plan, domain: Name, origin: Name, ttl: number | undefined): Deployment {
  const entries = plan.records.map((record, index) => entryOf(record, ttl, index));
  return {
    domain,
    origin,
    scope: "part",
    entries,
    changes: entries.map((entry) => ({ kind: "add", entry })),
    merged: false,
    leaving: [],
    held: [],
    pending: [...plan.pending, ...plan.drafted],
    spf: plan.spf,
    notes: plan.notes,
    served: plan.served,
  };
}

export function entryOf(record: PlannedRecord, ttl: number | undefined, at: number): Entry {
  const { role, purpose, provider } = record;
  return { role, purpose, provider, record: recordOf(record, ttl, at) };
}
