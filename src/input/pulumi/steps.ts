import type { ResourceState } from "./peek.ts";

/** The operation of a step that was begun and not carried out. */
export const FAILED = "failed";

/** One step of a deployment, with the states that a document gives of its resource. */
export interface Step {
  readonly op: string;
  /** As the program names the resource now; an alias may have named it otherwise in `old`. */
  readonly urn: string;
  readonly old: ResourceState | undefined;
  readonly fresh: ResourceState | undefined;
}

export interface Worlds {
  readonly before: ReadonlyMap<string, ResourceState>;
  readonly after: ReadonlyMap<string, ResourceState>;
}

/** Steps after which the new state is what is published already: nothing of it is only planned. */
const SETTLED = new Set(["same", "read", "read-replacement", "refresh"]);
const GONE = new Set(["delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace"]);

export function isSettled(op: string): boolean {
  return SETTLED.has(op);
}

export function isGone(op: string): boolean {
  return GONE.has(op);
}

/**
 * What is published before and after a deployment, by URN. A resource may have several steps: a refresh, then the parts of
 * a replacement.
 */
export function worldsOf(steps: Iterable<Step>): Worlds {
  const before = new Map<string, ResourceState>();
  const after = new Map<string, ResourceState>();
  const refreshed = new Set<string>();
  const made = new Set<string>();
  for (const { op, urn, old, fresh } of steps) {
    if (op === "refresh") {
      // What is really published counts, not what the state remembered.
      put(before, urn, fresh);
      put(after, urn, fresh);
      refreshed.add(urn);
      continue;
    }
    if (op === FAILED) {
      if (before.has(urn) || after.has(urn) || old === undefined) continue;
      before.set(urn, old);
      after.set(urn, old);
      continue;
    }
    const remembered = refreshed.delete(urn);
    if (op === "same" && !exists(old) && !exists(fresh)) continue;
    if (old !== undefined) {
      if (!before.has(urn) || remembered || op === "update" || op === "same") before.set(urn, old);
    } else if (op.startsWith("import")) {
      // An imported resource is published already.
      put(before, urn, fresh);
    } else if (op === "create") {
      // The refresh has found it gone.
      before.delete(urn);
    }
    if (GONE.has(op)) {
      // A replacement may delete before it creates, or after.
      if (!made.has(urn)) after.delete(urn);
    } else {
      put(after, urn, resulting(op, old, fresh));
      made.add(urn);
    }
  }
  return { before, after };
}

function put(world: Map<string, ResourceState>, urn: string, state: ResourceState | undefined): void {
  if (state === undefined) world.delete(urn);
  else world.set(urn, state);
}

/** A resource that `--target` leaves alone before it is ever created is shown as unchanged, with nothing in it. */
function exists(state: ResourceState | undefined): boolean {
  return state !== undefined && (state.id !== undefined || !isBare(state.inputs) || !isBare(state.outputs));
}

function isBare(bag: unknown): boolean {
  return bag === undefined || (typeof bag === "object" && bag !== null && Object.keys(bag).length === 0);
}

/** The state after a step: a new state alone has neither the id nor the outputs that stay as they are. */
function resulting(
  op: string,
  old: ResourceState | undefined,
  fresh: ResourceState | undefined,
): ResourceState | undefined {
  if (old === undefined || fresh === undefined) return fresh ?? (op === "same" ? old : undefined);
  if (op === "same" || (op === "read" && isBare(fresh.outputs))) {
    const { urn, type, dependencies, propertyDependencies } = fresh;
    return { ...old, urn, type, dependencies, propertyDependencies };
  }
  return op === "update" && fresh.id === undefined ? { ...fresh, id: old.id } : fresh;
}

/** Resources that a replacement deletes first: between the two steps their records are not published. */
export function deletedBeforeReplaced(steps: Iterable<{ readonly op: string; readonly urn: string }>): string[] {
  const deleted = new Set<string>();
  const gaps: string[] = [];
  for (const { op, urn } of steps) {
    if (op === "delete-replaced") deleted.add(urn);
    else if (op === "create-replacement" && deleted.has(urn)) gaps.push(urn);
  }
  return gaps;
}
