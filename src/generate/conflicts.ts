import type { Name } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { isSpf } from "../syntax/spf.ts";
import type { Drafting, Part } from "./part.ts";
import type { PlannedRecord } from "./planned.ts";
import { variablesIn } from "./template.ts";

/**
 * What two parts ask for at one name and the DNS cannot hold together. A record that two parts ask for in the same words is
 * published once. Records whose names are not known yet are looked at when they are.
 */
export function findConflicts(
  records: readonly PlannedRecord[],
  parts: readonly Part[],
  drafting: Drafting,
): PlannedRecord[] {
  const kept: PlannedRecord[] = [];
  const fixed = new Set<string>();
  const byName = new Map<Name, PlannedRecord[]>();
  for (const record of records) {
    const { owner, type, preference, template } = record;
    if (template !== undefined && variablesIn(owner, template).length === 0) {
      // Told by what the entries say alone: which records there are must not depend on a value.
      const key = [owner, type, preference, template].join(" ");
      if (fixed.has(key)) continue;
      fixed.add(key);
    }
    if (!isKnown(record.name)) {
      kept.push(record);
      continue;
    }
    const here = byName.get(record.name) ?? [];
    const clash = here.find((other) => isSame(other, record) || excludes(other, record));
    if (clash !== undefined) {
      const part = [record, clash].map(({ provider }) => parts.findLast(({ recipe }) => recipe.id === provider));
      const at = part[0]?.path ?? part[1]?.path ?? ["dkim"];
      drafting.faults.push({ at, text: clashText(clash, record, parts) });
    }
    here.push(record);
    byName.set(record.name, here);
    kept.push(record);
  }
  return kept;
}

/** Roles are names that programs call resources by: where two come out alike, as those of selectors `a_b` and `a-b`, the later is numbered. */
export function distinctRoles(records: readonly PlannedRecord[]): PlannedRecord[] {
  const taken = new Set<string>();
  return records.map((record) => {
    let { role } = record;
    for (let number = 2; taken.has(role); number++) role = `${record.role}-${number}`;
    taken.add(role);
    return role === record.role ? record : { ...record, role };
  });
}

function isSame(a: PlannedRecord, b: PlannedRecord): boolean {
  return a.type === b.type && a.value === b.value && a.preference === b.preference && isKnown(a.value);
}

/** A CNAME bears no other record beside it (RFC 1034 3.6.2), a name has one SPF policy, and a selector one key. */
function excludes(a: PlannedRecord, b: PlannedRecord): boolean {
  if (a.type === "CNAME" || b.type === "CNAME") return true;
  if (a.type === "NS" || b.type === "NS") return a.type !== b.type || a.provider !== b.provider;
  if (a.type === "MX" && b.type === "MX") return a.provider !== b.provider;
  if (a.type !== "TXT" || b.type !== "TXT") return false;
  return (a.purpose === "dkim" && b.purpose === "dkim") || (isPolicy(a) && isPolicy(b));
}

function isPolicy({ value }: PlannedRecord): boolean {
  return isKnown(value) && isSpf(value);
}

function clashText(a: PlannedRecord, b: PlannedRecord, parts: readonly Part[]): string {
  const [one, other] = [askedBy(a, parts), askedBy(b, parts)];
  return `clashes at ${String(a.name)}: ${one} asks for ${a.type} and ${other} for ${b.type} there, and both cannot stand; let one of them use another name or selector`;
}

function askedBy({ provider, role }: PlannedRecord, parts: readonly Part[]): string {
  const part = provider === undefined ? undefined : parts.find(({ recipe }) => recipe.id === provider);
  return part?.recipe.name ?? `the record "${role}"`;
}
