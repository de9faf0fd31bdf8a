import type { SourceDocument } from "../../model/source.ts";
import type { Problem } from "../../model/zone.ts";
import type { ReadOptions, ReadResult } from "../reader.ts";
import { collectHints } from "./entries.ts";
import type { ResourceState } from "./peek.ts";
import { readStates } from "./read.ts";

/** What one document knows of a stack, before zones are made of it: it may be joined with another one's. */
export interface PulumiPart {
  readonly document: SourceDocument;
  /** `urn:pulumi:stack::project`; `undefined` where no resource says it. */
  readonly stack: string | undefined;
  /** The state before a deployment; `undefined` where the document has one state only. */
  readonly before: readonly ResourceState[] | undefined;
  /** The one state, or that after the deployment. */
  readonly after: readonly ResourceState[];
  /** All resources that it shows, not only those of DNS, under all their names. */
  readonly shown: ReadonlySet<string>;
  /** How many resources it counts as unchanged and leaves out. */
  readonly leftOut: number;
  /** Nothing but those is missing, so that something follows from what is not there. */
  readonly complete: boolean;
  readonly problems: readonly Problem[];
  /** What to say while resources are left out. */
  readonly partial?: Problem;
}

/** The zones of a part. */
export function resultOf(part: PulumiPart, options: ReadOptions): ReadResult {
  const { document, before, after, partial } = part;
  const problems = partial === undefined ? [...part.problems] : [partial, ...part.problems];
  const complete = part.complete && part.leftOut === 0;
  const hints = collectHints(before === undefined ? after : [...before, ...after]);
  const now = readStates(after, hints, complete, options, document);
  const then = before === undefined ? undefined : readStates(before, hints, complete, options, document);
  const told = new Set(now.problems.map(({ reason }) => reason));
  problems.push(...now.problems, ...(then?.problems ?? []).filter(({ reason }) => !told.has(reason)));
  const records = now.records + (then?.records ?? 0);
  const named = now.named + (then?.named ?? 0);
  const unnamed = now.problems.length + (then?.problems.length ?? 0);
  if (records > 0 && named === 0 && unnamed > 0) {
    return { zones: [], problems: problems.map((each) => ({ ...each, level: "error" })) };
  }
  return { zones: now.zones, ...(then === undefined ? {} : { before: then.zones }), problems, part: () => part };
}

/** `urn:pulumi:stack::project` of a resource's URN. */
export function stackOf(urn: string): string | undefined {
  const parts = urn.split("::", 2);
  return parts.length === 2 && urn.startsWith("urn:pulumi:") ? parts.join("::") : undefined;
}
