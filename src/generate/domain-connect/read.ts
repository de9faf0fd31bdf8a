import { ipVersion } from "../../syntax/ip.ts";
import { clip, visible } from "../../syntax/visible.ts";
import type { ExtraTemplate, MxTemplate, Publish, Recipe, RecordTemplate, Use } from "../recipe.ts";
import {
  customerVariables,
  documentOf,
  shown,
  type TemplateDocument,
  type TemplateProblem,
  type TemplateRecord,
} from "./document.ts";
import { spfOf } from "./read-spf.ts";
import { faultAt, type OwnedRecord, type Reading } from "./reading.ts";
import { recipeHost, recipeOwner, recipeText, unquoted } from "./translate.ts";
import { BRACE, legalNames, piecesOf, standIn, variableAt } from "./variables.ts";

export type { TemplateProblem } from "./document.ts";

export type TemplateRecipe =
  | { readonly ok: true; readonly recipe: Recipe; readonly kind: Use; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problems: readonly TemplateProblem[] };

export interface TemplateOptions {
  /**
   * The groups whose records are wanted; all of them unless given, as a DNS provider takes them
   * (draft-ietf-dconn-domainconnect 10.3). Records without a group always are.
   */
  readonly groups?: readonly string[];
}

/**
 * A Domain Connect template as an entry of the catalogue would be. One with MX records at the domain is a provider, any other
 * a sender. What `essential` says is for DNS providers that keep templates, so that every record is required. Total.
 */
export function recipeOfTemplate(document: unknown, { groups }: TemplateOptions = {}): TemplateRecipe {
  const problems: TemplateProblem[] = [];
  const notes: string[] = [];
  const read = documentOf(document, problems);
  if (read === undefined || problems.length > 0) return { ok: false, problems };
  const template = { ...read, records: inGroups(read.records, groups, { problems, notes }) };
  const originals = customerVariables(template.records);
  const translation = { names: legalNames(originals), places: new Map(), standIns: new Set<string>() };
  const reading: Reading = { problems, notes, translation };
  const publish = publishOf(template, reading);
  if (problems.length === 0 && publish === undefined) {
    problems.push({ pointer: "/records", reason: "holds no record that mail needs" });
  }
  if (problems.length > 0 || publish === undefined) return { ok: false, problems };
  noteTheRest(template, reading);
  const isProvider = publish.mx !== undefined;
  return {
    ok: true,
    recipe: { ...nameOf(template), kind: isProvider ? "mailbox" : "sender", publish },
    kind: isProvider ? "provider" : "sender",
    notes: [...new Set(notes)],
  };
}

function inGroups(
  records: readonly TemplateRecord[],
  groups: readonly string[] | undefined,
  { problems, notes }: Pick<Reading, "problems" | "notes">,
): readonly TemplateRecord[] {
  const known = [...new Set(records.flatMap(({ groupId }) => (groupId === undefined ? [] : [groupId])))];
  const list = known.slice(0, 20).map(shown).join(", ");
  if (groups === undefined) {
    if (known.length > 1) notes.push(`the records of all its groups are taken: ${list}`);
    return records;
  }
  const missing = groups.find((group) => !known.includes(group));
  if (missing !== undefined) {
    const accepted = known.length === 0 ? "it has none" : `accepted: ${list}`;
    problems.push({ pointer: "/records", reason: `holds no group ${shown(missing)}; ${accepted}` });
  }
  return records.filter(({ groupId }) => groupId === undefined || groups.includes(groupId));
}

function nameOf({ providerId, serviceId, providerName, serviceName }: TemplateDocument): Pick<Recipe, "id" | "name"> {
  // A dot is in no id of the catalogue.
  const id = `${providerId}.${serviceId}`.toLowerCase().replace(/[^a-z0-9._-]+/g, "-");
  const title = serviceName.toLowerCase().startsWith(providerName.toLowerCase())
    ? serviceName
    : `${providerName} ${serviceName}`;
  return { id: id.slice(0, 127), name: visible(title.replace(/\s+/g, " ").trim(), 120) };
}

function publishOf(template: TemplateDocument, reading: Reading): Publish | undefined {
  const records = withoutRepeats(template.records, reading).flatMap((record): OwnedRecord[] => {
    const owner = recipeOwner(record.host, reading.translation);
    if (owner.ok) return [{ ...record, owner: owner.text }];
    faultAt(record, record.hostField, record.host, owner.reason, reading);
    return [];
  });
  const mx: MxTemplate[] = [];
  const dkim: RecordTemplate[] = [];
  const extra: ExtraTemplate[] = [];
  const spf = spfOf(records, reading);
  extra.push(...spf.elsewhere);
  for (const record of records.filter((each) => !spf.taken.has(each))) {
    if (record.owner === "_dmarc") {
      const data = clip(record.value, 120);
      reading.notes.push(
        `the template asks for ${record.type} ${shown(data)} at _dmarc; the DMARC record is the plan's to write, so it is left out`,
      );
      continue;
    }
    const value = valueOf(record, reading);
    if (value === undefined) continue;
    if (record.type === "MX" && record.owner === "@") mx.push(mxOf(record, value, reading));
    else if (isKey(record)) dkim.push({ name: record.owner, type: record.type as "TXT" | "CNAME", value });
    else extra.push(extraOf(record, value, reading));
  }
  if (mx.length + dkim.length + extra.length === 0 && spf.apex === undefined) return undefined;
  if (mx.length > 0 && spf.apex === undefined) {
    reading.notes.push(
      "the template says nothing of SPF: what is sent by the provider passes only if its terms are given besides",
    );
  }
  return {
    mx: mx.length === 0 ? undefined : { recommended: { label: template.serviceName, records: mx } },
    spf: spf.apex ?? (mx.length > 0 ? { recommended: [] } : undefined),
    dkim: dkim.length === 0 ? undefined : { records: dkim },
    extra: extra.length === 0 ? undefined : extra,
    variables: variablesFor(template, reading),
    returnPath: mx.length > 0 ? undefined : returnPathOf(extra, spf.elsewhere),
  };
}

/** A name of a sender that takes mail and has an SPF policy of its own is where its bounces go. */
function returnPathOf(extra: readonly ExtraTemplate[], spf: readonly ExtraTemplate[]): Publish["returnPath"] {
  const names = new Set(extra.filter(({ type }) => type === "MX").map(({ name }) => name));
  const [name, more] = spf.map((each) => each.name).filter((each) => names.has(each));
  return name === undefined || more !== undefined ? undefined : { mode: "own-subdomain-mx-txt", name };
}

/** Some templates ask for one record twice. */
function withoutRepeats(records: readonly TemplateRecord[], { notes }: Reading): TemplateRecord[] {
  const seen = new Set<string>();
  return records.filter(({ type, host, value, priority, weight, port }) => {
    const owner = host === "" ? "@" : host;
    const data = type === "TXT" || type === "SPFM" ? value : value.toLowerCase().replace(/\.$/, "");
    const key = JSON.stringify([type, owner, data, priority, weight, port]);
    if (!seen.has(key)) return seen.add(key);
    notes.push(`${type} ${shown(clip(value, 120))} stands twice in the template and is taken once`);
    return false;
  });
}

function isKey({ type, owner }: OwnedRecord): boolean {
  return (type === "TXT" || type === "CNAME") && /\._domainkey(?:\.|$)/.test(owner);
}

function valueOf(record: OwnedRecord, reading: Reading): string | undefined {
  const { type, value, valueField } = record;
  const fault = (reason: string): undefined => faultAt(record, valueField, value, reason, reading);
  switch (type) {
    case "TXT":
    case "SPFM": {
      const text = unquoted(value);
      if (!/^[\x20-\x7e]*$/.test(text)) return fault("must be printable ASCII");
      const whole = piecesOf(text).length === 1;
      return recipeText(text, isKey(record) && whole ? "key" : "text", reading.translation);
    }
    case "A":
    case "AAAA": {
      const version = type === "A" ? 4 : 6;
      const [piece, ...more] = piecesOf(value);
      if (piece?.kind === "variable" && more.length === 0)
        return recipeText(value, `ipv${version}`, reading.translation);
      return ipVersion(value) === version ? value : fault(`is neither an IPv${version} address nor one variable`);
    }
    case "MX":
    case "CNAME":
    case "NS":
    case "SRV": {
      const host = recipeHost(value, type, reading.translation);
      if (!host.ok) return fault(host.reason);
      return type === "SRV" ? srvOf(record, host.text, reading) : host.text;
    }
  }
}

/** "0 1 587 smtp.example.net": the numbers of SRV are the same for everybody in a recipe. */
function srvOf(record: TemplateRecord, host: string, reading: Reading): string | undefined {
  for (const field of ["priority", "weight", "port"] as const) {
    if (record[field]?.startsWith("%") === true) {
      return faultAt(
        record,
        field,
        record[field],
        "must be a number: a variable is taken there for MX of the domain only",
        reading,
      );
    }
  }
  return [Number(record.priority), Number(record.weight), Number(record.port), host].join(" ");
}

function mxOf({ priority = "0" }: TemplateRecord, host: string, { translation }: Reading): MxTemplate {
  if (!priority.startsWith("%")) return { host, preference: Number(priority) };
  return { host, preference: "*", variable: recipeText(priority, "number", translation).slice(1, -1) };
}

function extraOf(record: OwnedRecord, value: string, reading: Reading): ExtraTemplate {
  const { type, owner, priority } = record;
  if (type === "MX" && priority?.startsWith("%") === true) {
    faultAt(
      record,
      "priority",
      priority,
      "must be a number: a variable is taken there for MX of the domain only",
      reading,
    );
  }
  const isProof = type === "TXT" && (owner === "@" || /verif|validat|owner|challenge/i.test(value));
  return {
    name: owner,
    type: type === "SPFM" ? "TXT" : type,
    value,
    required: true,
    purpose: isProof ? "domain verification" : `${type} record of the template`,
    ...(type === "MX" ? { preference: Number(priority) } : {}),
  };
}

function variablesFor(template: TemplateDocument, { translation }: Reading): Publish["variables"] {
  const description = visible(template.variableDescription, 1 << 12).trim();
  const provider = visible(template.providerName, 120);
  const given = [...translation.places].map(([original, places]) => {
    const legal = translation.names.get(original) ?? original;
    return [legal, variableAt(places, { original, legal, description, provider })] as const;
  });
  const standIns = [...translation.standIns].map((name) => [name, standIn(name === BRACE ? "{" : "%")] as const);
  return given.length + standIns.length === 0 ? undefined : Object.fromEntries([...given, ...standIns]);
}

function noteTheRest({ leftOut, multiInstance }: TemplateDocument, { notes, translation }: Reading): void {
  for (const [original, legal] of translation.names) {
    if (original !== legal)
      notes.push(`the variable %${original}% is given as ${legal}: names are letters and digits here`);
  }
  for (const [type, count] of leftOut) {
    notes.push(`${count === 1 ? "a record" : `${count} records`} of type ${type} left out: it is not of mail`);
  }
  if (multiInstance) notes.push("the template may be applied several times; it is taken once");
}
