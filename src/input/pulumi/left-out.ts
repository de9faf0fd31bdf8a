import type { Mappings } from "../../model/mapping.ts";
import { mayConcernDns } from "./lookalike.ts";
import { peek, stringsOf } from "./peek.ts";
import { typeOfUrn } from "./state.ts";

export interface ShownStep {
  readonly op: string;
  readonly urn: string;
  readonly newState: unknown;
}

export interface LeftOut {
  /** Unchanged resources that are not shown. */
  readonly all: number;
  /** Those of them that may be DNS records or zones. */
  readonly dns: number;
  /** Resources that the refresh has found gone. */
  readonly gone: ReadonlySet<string>;
  /** Some of those that the refresh shows are gone, and which is not told. */
  readonly unsure: boolean;
}

const nothing: ReadonlySet<string> = new Set();

/**
 * What a preview counts among `same` and does not show. The count takes in the stack itself, components and providers
 * (default ones left out); those of them that a resource names as its parent or provider are no DNS records.
 */
export function leftOut(steps: readonly ShownStep[], same: number, mappings: Mappings | undefined): LeftOut {
  const shown = new Set<string>();
  const refreshed = new Set<string>();
  let sames = 0;
  for (const { op, urn } of steps) {
    shown.add(urn);
    if (op === "refresh") refreshed.add(urn);
    else {
      refreshed.delete(urn);
      if (op === "same") sames++;
    }
  }
  const hidden = Math.max(0, same - sames);
  // A refresh shows every resource that there was: those without a later step are unchanged or gone.
  if (refreshed.size > 0) {
    if (hidden === 0) return { all: 0, dns: 0, gone: refreshed, unsure: false };
    const all = Math.max(0, hidden - refreshed.size);
    return { all, dns: all, gone: nothing, unsure: refreshed.size > hidden };
  }
  if (hidden === 0) return { all: 0, dns: 0, gone: nothing, unsure: false };
  const known = new Set<string>();
  for (const { newState } of steps) {
    for (const urn of referredTo(newState)) {
      if (!shown.has(urn) && !mayConcernDns(typeOfUrn(urn), mappings) && !isDefaultProvider(urn)) known.add(urn);
    }
  }
  return { all: hidden, dns: Math.max(0, hidden - known.size), gone: nothing, unsure: false };
}

function referredTo(state: unknown): string[] {
  const urns = stringsOf(peek(state, "dependencies"));
  const parent = peek(state, "parent");
  if (typeof parent === "string") urns.push(parent);
  const provider = peek(state, "provider");
  // The provider's id stands behind its URN.
  if (typeof provider === "string") urns.push(provider.slice(0, Math.max(0, provider.lastIndexOf("::"))));
  const byProperty = peek(state, "propertyDependencies");
  if (typeof byProperty === "object" && byProperty !== null) {
    for (const key of Object.keys(byProperty)) urns.push(...stringsOf(peek(byProperty, key)));
  }
  return urns.filter((urn) => urn.startsWith("urn:pulumi:"));
}

export function isDefaultProvider(urn: string): boolean {
  return typeOfUrn(urn).startsWith("pulumi:providers:") && /^default(?:_|$)/.test(urn.slice(urn.lastIndexOf("::") + 2));
}

export function isRootStack(urn: string): boolean {
  return urn.split("::")[2] === "pulumi:pulumi:Stack";
}
