import type { SourceDocument } from "../../model/source.ts";
import type { Problem } from "../../model/zone.ts";
import type { ReadOptions, ReadResult } from "../reader.ts";
import { collectHints } from "./entries.ts";
import { concernsDns } from "./lookalike.ts";
import type { ResourceState } from "./peek.ts";
import { readStates } from "./read.ts";

/** What one document knows of a stack, before zones are made of it: it may be joined with another one's. */
export interface PulumiPart {
  readonly document: SourceDocument;
  /** `urn:pulumi:stack::project`; `undefined` where no resource says it. */
  readonly stack: string | undefined;
  /** It is about a deployment, not about one state. */
  readonly change: boolean;
  /** The state before a deployment, where the document has it. */
  readonly before: readonly ResourceState[] | undefined;
  /** The one state, or that after the deployment. */
  readonly after: readonly ResourceState[];
  /** The resources that it shows, not only those of DNS, under all their names; default providers left out. */
  readonly shown: ReadonlySet<string>;
  /** How many resources it counts as unchanged and leaves out, and how many of them may be DNS. */
  readonly leftOut: { readonly all: number; readonly dns: number };
  /** Nothing but those is missing, so that something follows from what is not there. */
  readonly complete: boolean;
  readonly problems: readonly Problem[];
  /** What to say while resources are left out. */
  readonly partial?: Problem;
  /** What to say where it holds nothing of DNS. */
  readonly empty?: string;
}

export const NONE_LEFT_OUT: PulumiPart["leftOut"] = { all: 0, dns: 0 };

/** The zones of a part. */
export function resultOf(part: PulumiPart, options: ReadOptions): ReadResult {
  const { document, partial, empty } = part;
  const { mappings } = options;
  const before = part.before?.filter((state) => concernsDns(state, mappings));
  const after = part.after.filter((state) => concernsDns(state, mappings));
  const problems = partial === undefined ? [...part.problems] : [partial, ...part.problems];
  if (empty !== undefined && after.length + (before?.length ?? 0) === 0) {
    problems.push({ level: "note", path: document.path, reason: empty });
  }
  const complete = part.complete && part.leftOut.dns === 0;
  const hints = collectHints(before === undefined ? after : [...before, ...after], mappings);
  const now = readStates(after, hints, complete, options, document);
  const then = before === undefined ? undefined : readStates(before, hints, complete, options, document);
  const told = new Set(now.problems.map(({ reason }) => reason));
  problems.push(...now.problems, ...(then?.problems ?? []).filter(({ reason }) => !told.has(reason)));
  const records = now.records + (then?.records ?? 0);
  const named = now.named + (then?.named ?? 0);
  const unnamed = now.problems.length + (then?.problems.length ?? 0);
  if (records > 0 && named === 0 && unnamed > 0) {
    return { zones: [], problems: problems.map((each) => ({ ...each, level: "error" })), part: () => part };
  }
  return { zones: now.zones, ...(then === undefined ? {} : { before: then.zones }), problems, part: () => part };
}

/** `urn:pulumi:stack::project` of a resource's URN. */
export function stackOf(urn: string): string | undefined {
  const parts = urn.split("::", 2);
  return parts.length === 2 && urn.startsWith("urn:pulumi:") ? parts.join("::") : undefined;
}
