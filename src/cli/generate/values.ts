import { acceptedVariables } from "../../generate/classify.ts";
import type { Fault } from "../../generate/request.ts";
import { nearest } from "../../syntax/edit-distance.ts";
import { keyOf, type Party } from "./parties.ts";

/** Each value goes to the one party whose records need it; `ID.NAME` names the party, `ID@LABEL.NAME` a sender of two of one id. */
export function valuesFor(
  values: ReadonlyMap<string, string>,
  parties: readonly Party[],
  faults: Fault[],
): readonly Readonly<Record<string, string>>[] {
  const found: Record<string, string>[] = parties.map(() => ({}));
  if (parties.some(({ recipe }) => recipe === undefined)) return found;
  // What is said of one sender counts more than what is said of its like.
  const named = [...values].map(([key, value]) => ({ key, value, ...partsOf(key) }));
  for (const { key, value, owner, name } of named.sort((a, b) => reach(b.owner) - reach(a.owner))) {
    const fault = (text: string): void => void faults.push({ at: ["value", key], text });
    const fits = parties.flatMap((party, index) =>
      isOf(party, owner) && party.recipe !== undefined && acceptedVariables(party.recipe).includes(name) ? [index] : [],
    );
    const ids = new Set(fits.map((index) => parties[index]?.id));
    if (ids.size !== 1) {
      fault(ids.size === 0 ? unknownValue(key, parties) : severalTake(name, ids));
      continue;
    }
    for (const index of fits) {
      const own = found[index] as Record<string, string>;
      if (Object.hasOwn(own, name) && reach(owner) > 0) fault(`gives ${name} a second time; one value is taken`);
      own[name] = value;
    }
  }
  return found;
}

function partsOf(key: string): { readonly owner: string | undefined; readonly name: string } {
  const dot = key.lastIndexOf(".");
  return dot < 0 ? { owner: undefined, name: key } : { owner: key.slice(0, dot), name: key.slice(dot + 1) };
}

/** 0 for one sender, more for whatever may be several. */
function reach(owner: string | undefined): number {
  return owner === undefined ? 2 : owner.includes("@") ? 0 : 1;
}

function isOf({ id, below }: Party, owner: string | undefined): boolean {
  return owner === undefined || owner === id || (below !== undefined && owner === `${id}@${below}`);
}

function severalTake(name: string, ids: ReadonlySet<string | undefined>): string {
  return `is needed by more than one; say whose it is: ${[...ids].map((id) => `${id}.${name}`).join(", ")}`;
}

function unknownValue(key: string, parties: readonly Party[]): string {
  const accepted = acceptedKeys(parties);
  const near = nearest(key, accepted);
  const meant = near === undefined ? "" : `; nearest: ${near}`;
  const names = parties.map(({ id, recipe }) => recipe?.name ?? id).join(", ");
  const list = accepted.length === 0 ? "they need none" : `accepted: ${accepted.join(", ")}`;
  return `is no value that the records of ${names} need${meant}; ${list}`;
}

/** What values are called by: the name alone where one party has it. */
function acceptedKeys(parties: readonly Party[]): string[] {
  const keys = parties.flatMap((party) =>
    party.recipe === undefined ? [] : acceptedVariables(party.recipe).map((name) => keyOf(party, name, parties)),
  );
  return [...new Set(keys)];
}
