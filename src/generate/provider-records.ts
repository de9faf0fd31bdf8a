import { grouped } from "../model/grouped.ts";
import { isKnown, type Value } from "../model/value.ts";
import { neededExtras, publishableExtras } from "./classify.ts";
import { demand, lookUp, type Drafting, type Part } from "./part.ts";
import type { Pending, PlannedRecord, Purpose } from "./planned.ts";
import type { ExtraTemplate, MxTemplate, MxTemplateSet, RecordTemplate } from "./recipe.ts";
import { pendingOf, recordFor, type Draft } from "./record.ts";
import { variablesIn } from "./template.ts";

/** What a part publishes. */
export interface PartRecords {
  readonly records: PlannedRecord[];
  readonly pending: Pending[];
}

/** The MX set that a part was asked for; `undefined` with a fault where it has none of that id. */
export function mxSetOf({ recipe, path }: Part, id: string | undefined, drafting: Drafting): MxTemplateSet | undefined {
  const mx = recipe.publish?.mx;
  if (mx === undefined || id === undefined) return mx?.recommended;
  const offered = (mx.alternatives ?? []).filter((set) => set.id !== undefined);
  const chosen = offered.find((set) => set.id === id);
  if (chosen === undefined) {
    const list = offered.map((set) => `"${set.id}" (${set.label})`).join(", ");
    const accepted = list === "" ? `${recipe.name} has one MX set only` : `accepted: ${list}`;
    drafting.faults.push({ at: [...path, "mxSet"], text: `is ${JSON.stringify(id)}; ${accepted}` });
  }
  return chosen;
}

/** The MX records of a set, and the addresses of its hosts where they lie in the customer's zone: mail needs every one. */
export function mxRecords(part: Part, set: MxTemplateSet, drafting: Drafting): PlannedRecord[] {
  const records: PlannedRecord[] = [];
  const take = (draft: Draft): void => {
    const record = recordFor(part, draft, drafting);
    if ("role" in record) records.push(record);
    else demand(part, record, drafting.faults);
  };
  for (const [index, mx] of set.records.entries()) {
    const preference = preferenceOf(part, mx, drafting);
    take({ role: `mx-${index + 1}`, purpose: "mx", type: "MX", name: "@", value: mx.host, preference });
  }
  for (const { extra, role } of rolesOf(part)) {
    if (isHostOf(set, extra)) take({ ...draftOf(part, extra, role), purpose: "mx" });
  }
  return records;
}

function isHostOf(set: MxTemplateSet | undefined, { name }: ExtraTemplate): boolean {
  return set?.records.some(({ host }) => host === `${name}.{domain}`) === true;
}

function preferenceOf(part: Part, { preference, variable }: MxTemplate, drafting: Drafting): Value<number> {
  if (typeof preference === "number") return preference;
  const text = variable === undefined ? undefined : lookUp(part, variable);
  if (text === undefined) {
    if (variable !== undefined) demand(part, [variable], drafting.faults);
    return 10;
  }
  return isKnown(text.value) ? Number(text.value) : text.value;
}

/** Its DKIM records: the recommended ones, or an alternative whose values alone are given. */
export function dkimRecords(part: Part, drafting: Drafting): PartRecords {
  const { recipe, given } = part;
  const found: PartRecords = { records: [], pending: [] };
  const dkim = recipe.publish?.dkim;
  if (dkim === undefined) return found;
  const isGiven = (records: readonly RecordTemplate[]): boolean =>
    records.length > 0 && variablesOf(records).every((name) => lookUp(part, name) !== undefined);
  const choices = [dkim.records, ...(dkim.alternatives ?? []).map(({ records }) => records)];
  const chosen = choices.find(isGiven) ?? dkim.records;
  if (dkim.optional === true && !(isGiven(chosen) && wasAskedFor(chosen, given))) return found;
  for (const [index, template] of chosen.entries()) {
    const selector = template.name.slice(0, Math.max(0, template.name.indexOf("._domainkey")));
    const label = selector === "" || variablesIn(selector).length > 0 ? String(index + 1) : slug(selector);
    const { name, value } = template;
    const type = template.type === "CNAME" ? "CNAME" : "TXT";
    add(part, { role: `${part.prefix}dkim-${label}`, purpose: "dkim", type, name, value }, found, drafting);
  }
  return found;
}

function add(part: Part, draft: Draft, found: PartRecords, drafting: Drafting): void {
  const record = recordFor(part, draft, drafting);
  if ("role" in record) found.records.push(record);
  else found.pending.push(pendingOf(part, draft, record));
}

function variablesOf(records: readonly RecordTemplate[]): string[] {
  return variablesIn(...records.flatMap(({ name, value }) => [name, value]));
}

/** Something that only these records use was given. */
function wasAskedFor(records: readonly RecordTemplate[], given: Readonly<Record<string, unknown>>): boolean {
  const names = variablesOf(records);
  return names.length === 0 || names.some((name) => Object.hasOwn(given, name));
}

/**
 * The further records: those that mail needs, and optional ones that all are asked for or whose values were given. Records of one
 * name belong together: all of them or none.
 */
export function extraRecords(
  part: Part,
  set: MxTemplateSet | undefined,
  all: boolean,
  drafting: Drafting,
): PartRecords {
  const found: PartRecords = { records: [], pending: [] };
  const needed = new Set(neededExtras(part.recipe));
  const own = rolesOf(part).filter(({ extra }) => !isHostOf(set, extra));
  for (const group of grouped(own, ({ extra }) => `${extra.name} ${needed.has(extra)}`).values()) {
    const extras = group.map(({ extra }) => extra);
    const [first] = extras;
    const names = variablesOf(extras);
    const missing = names.filter((name) => lookUp(part, name) === undefined);
    const isNeeded = first !== undefined && needed.has(first);
    const begun = names.some((name) => Object.hasOwn(part.given, name) && isOnlyIn(part, name, extras));
    if (!isNeeded && !begun && !(all && missing.length === 0)) continue;
    for (const { extra, role } of group) {
      const draft = draftOf(part, extra, role);
      if (missing.length > 0 && drafting.drafted === undefined) found.pending.push(pendingOf(part, draft, missing));
      else add(part, draft, found, drafting);
    }
  }
  return found;
}

/** A value that nothing else of the part uses: whoever gives it wants these records. */
function isOnlyIn({ recipe }: Part, name: string, extras: readonly ExtraTemplate[]): boolean {
  const others = publishableExtras(recipe).filter((extra) => !extras.includes(extra));
  const { mx, spf, dkim } = recipe.publish ?? {};
  const rest = JSON.stringify([mx, spf, dkim, others.filter((extra) => neededExtras(recipe).includes(extra))]);
  return !rest.includes(`{${name}}`);
}

/** Every further record with its role, which depends on nothing but the entry. */
function rolesOf(part: Part): readonly { readonly extra: ExtraTemplate; readonly role: string }[] {
  const times = new Map<string, number>();
  return publishableExtras(part.recipe).map((extra) => {
    const base = `${part.prefix}${baseRole(part, extra)}`;
    const time = (times.get(base) ?? 0) + 1;
    times.set(base, time);
    return { extra, role: time === 1 ? base : `${base}-${time}` };
  });
}

function baseRole({ recipe }: Part, { name, type }: ExtraTemplate): string {
  const returnPath = recipe.publish?.returnPath;
  if (returnPath !== undefined && (name === returnPath.name || name === returnPath.also)) {
    return type === "TXT" ? "return-path-spf" : type === "MX" ? "return-path-mx" : "return-path";
  }
  if (name === "@" && type === "TXT") return "verification";
  return `${slug(name)}-${type.toLowerCase()}`;
}

function draftOf({ recipe }: Part, extra: ExtraTemplate, role: string): Draft {
  const { name, type, value, preference } = extra;
  return { role, purpose: purposeOf(recipe.publish?.returnPath, extra), type, name, value, preference };
}

function purposeOf(
  returnPath: { readonly name: string; readonly also?: string } | undefined,
  { name, type, purpose }: ExtraTemplate,
): Purpose {
  if (returnPath !== undefined && (name === returnPath.name || name === returnPath.also)) return "return-path";
  if (type === "TXT" && (name === "@" || /verif|owner|validation/i.test(purpose))) return "verification";
  return "other";
}

/** Words with hyphens, of a name or template. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
