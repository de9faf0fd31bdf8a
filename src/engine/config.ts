import type { DmarcStage, DomainFacts } from "../domain/facts.ts";
import { parseName, type Name } from "../model/name.ts";
import type { ProviderKind } from "../providers/types.ts";
import type { ConfigDocument, DomainEntry, IgnoreEntry, ValidateConfig, ZoneEntry } from "./config-document.ts";
import { configFaults, pathText, shown, type ConfigFault, type ConfigPath } from "./config-errors.ts";
import { mappingsOf } from "./config-mappings.ts";
import { isDate } from "../model/dates.ts";
import { defaultSettings, type Ignore, type RuleSetting, type Settings, type ZoneSetting } from "./settings.ts";

export type ConfigResult =
  | { readonly ok: true; readonly settings: Settings; readonly notes: readonly ConfigFault[] }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

/**
 * Settings from a parsed `maildns.config.json`, or every defect of it. Total: any JSON value is taken. Paths stay as they
 * are written. `kindOf` tells what a provider of the catalogue is, `today` is the ISO date on which it is read; without them
 * that is not looked at.
 */
export function readConfig(
  document: unknown,
  validate: ValidateConfig,
  kindOf: (provider: string) => ProviderKind | undefined = () => undefined,
  today?: string,
): ConfigResult {
  if (!validate(document)) return { ok: false, faults: configFaults(validate.errors ?? [], document) };
  const check = new Check(kindOf, today);
  const settings = settingsOf(document, check);
  return check.faults.length > 0 ? { ok: false, faults: check.faults } : { ok: true, settings, notes: check.notes };
}

/** Takes what the schema cannot see. */
class Check {
  readonly faults: ConfigFault[] = [];
  readonly notes: ConfigFault[] = [];
  readonly kindOf: (provider: string) => ProviderKind | undefined;
  readonly today: string | undefined;

  constructor(kindOf: (provider: string) => ProviderKind | undefined, today: string | undefined) {
    this.kindOf = kindOf;
    this.today = today;
  }

  fault(at: ConfigPath, reason: string, onKey = false): void {
    this.faults.push({ at, onKey, reason: `${pathText(at)} ${reason}` });
  }

  note(at: ConfigPath, reason: string): void {
    this.notes.push({ at, onKey: false, reason: `${pathText(at)} ${reason}` });
  }

  name(at: ConfigPath, text: string, onKey = false): Name | undefined {
    const result = parseName(text);
    if (result.ok) return result.name;
    this.fault(at, `is no domain name: ${result.reason}`, onKey);
    return undefined;
  }

  date(at: ConfigPath, text: string | undefined): void {
    if (text !== undefined && !isDate(text)) this.fault(at, `is ${shown(text)}, a day that no calendar has`);
  }
}

function settingsOf(document: ConfigDocument, check: Check): Settings {
  return {
    set: document.set ?? defaultSettings.set,
    rules: new Map(Object.entries(document.rules ?? {}).map(([id, entry]) => [id, ruleSetting(entry)])),
    domains: domainsOf(document.domains ?? {}, check),
    zones: zonesOf(document.zones ?? [], check),
    ...(document.mappings === undefined
      ? {}
      : { mappings: mappingsOf(document.mappings, (at, reason, onKey) => check.fault(at, reason, onKey)) }),
    context: document.context ?? [],
    ...(document.snapshot === undefined ? {} : { snapshot: document.snapshot }),
    ...(document.snapshotDays === undefined ? {} : { snapshotDays: document.snapshotDays }),
    ignores: ignoresOf(document.ignores ?? [], check),
    inlineIgnores: inlineIgnoresOf(document.inlineIgnores ?? false, check),
  };
}

function inlineIgnoresOf(allowed: boolean | readonly string[], check: Check): Settings["inlineIgnores"] {
  if (typeof allowed === "boolean") return allowed;
  const star = allowed.indexOf("*");
  if (star >= 0) check.fault(["inlineIgnores", star], 'is "*"; true stands for the warnings and infos of every rule');
  return new Set(allowed);
}

function ruleSetting(entry: NonNullable<ConfigDocument["rules"]>[string]): RuleSetting {
  if (typeof entry === "string") return { level: entry };
  const [level, options] = entry;
  return options === undefined ? { level } : { level, options };
}

function domainsOf(entries: Readonly<Record<string, DomainEntry>>, check: Check): Map<Name, DomainFacts> {
  const domains = new Map<Name, DomainFacts>();
  const spelt = new Map<Name, string>();
  for (const [key, entry] of Object.entries(entries)) {
    const at = ["domains", key];
    const name = check.name(at, key, true);
    if (name === undefined) continue;
    const earlier = spelt.get(name);
    if (earlier !== undefined) check.fault(at, `is the same domain as ${shown(earlier)} above`, true);
    spelt.set(name, key);
    const { backupMx, ...facts } = entry;
    const exchanges = backupMx?.map((text, index) => check.name([...at, "backupMx", index], text) ?? "");
    domains.set(name, exchanges === undefined ? facts : { ...facts, backupMx: exchanges });
    checkPlan([...at, "dmarc"], entry.dmarc, check);
    checkRole(at, entry, check);
    checkKinds(at, entry, check);
  }
  return domains;
}

const STAGES: readonly DmarcStage[] = ["none", "quarantine-test", "quarantine", "reject-test", "reject"];

function checkPlan(at: ConfigPath, plan: DomainEntry["dmarc"], check: Check): void {
  if (plan === undefined) return;
  const { stage, since, target } = plan;
  check.date([...at, "since"], since);
  if (since !== undefined && check.today !== undefined && since > check.today) {
    check.fault([...at, "since"], `is ${shown(since)}, which is yet to come: it is the day since when the stage holds`);
  }
  if (since !== undefined && stage === undefined) {
    check.note([...at, "since"], 'says nothing without "stage", which holds since then');
  }
  if (stage !== undefined && target !== undefined && STAGES.indexOf(target) < STAGES.indexOf(stage)) {
    check.fault([...at, "target"], `is ${shown(target)}, which is weaker than the stage ${shown(stage)}`);
  }
}

/** A role that takes or sends no mail, beside a provider that does it. */
function checkRole(at: ConfigPath, entry: DomainEntry, check: Check): void {
  const { role } = entry;
  if (role !== "none" && role !== "send-only") return;
  for (const key of ["mailbox", "gateway", "backupMx"] as const) {
    if (entry[key] === undefined || entry[key].length === 0) continue;
    check.fault([...at, key], `is given, though the role "${role}" takes no mail`);
  }
  if (role === "none" && entry.senders !== undefined && entry.senders.length > 0) {
    check.fault([...at, "senders"], 'is given, though the role "none" sends no mail');
  }
}

function checkKinds(at: ConfigPath, entry: DomainEntry, check: Check): void {
  const mailbox = entry.mailbox === undefined ? undefined : check.kindOf(entry.mailbox);
  if (mailbox === "gateway") {
    check.note(
      [...at, "mailbox"],
      `is ${shown(entry.mailbox)}, which filters mail and hands it on: "gateway" is its key`,
    );
  } else if (mailbox === "sender") {
    check.note(
      [...at, "mailbox"],
      `is ${shown(entry.mailbox)}, which is known to send mail only: "senders" is its key`,
    );
  }
  if (entry.gateway !== undefined && check.kindOf(entry.gateway) === "sender") {
    check.note(
      [...at, "gateway"],
      `is ${shown(entry.gateway)}, which is known to send mail only: "senders" is its key`,
    );
  }
}

function zonesOf(entries: readonly ZoneEntry[], check: Check): ZoneSetting[] {
  const seen = new Map<string, number>();
  const originOfId = new Map<string, { origin: Name; index: number }>();
  return entries.map((entry, index) => {
    const at = ["zones", index];
    const origin = check.name([...at, "origin"], entry.origin) ?? "";
    if (entry.path?.includes("**") === true) {
      check.fault(
        [...at, "path"],
        `is ${shown(entry.path)}; * matches within one name only, and a folder stands for all below it`,
      );
    }
    const key = JSON.stringify([origin === "" ? entry.origin : origin, entry.path, entry.ids]);
    const earlier = seen.get(key);
    if (earlier !== undefined) check.fault(at, `says again what zones[${earlier}] is about`);
    else seen.set(key, index);
    for (const [position, id] of (entry.ids ?? []).entries()) {
      const other = originOfId.get(id);
      if (other === undefined) originOfId.set(id, { origin, index });
      else if (other.origin !== origin) {
        check.fault([...at, "ids", position], `is ${shown(id)}, which zones[${other.index}] gives to ${other.origin}`);
      }
    }
    return { ...entry, origin };
  });
}

function ignoresOf(entries: readonly IgnoreEntry[], check: Check): Ignore[] {
  const seen = new Map<string, number>();
  return entries.map((entry, index) => {
    const at = ["ignores", index];
    check.date([...at, "until"], entry.until);
    const domain = patternOf([...at, "domain"], entry.domain, check);
    const key = `${entry.rule} ${domain === "" ? entry.domain : domain}`;
    const earlier = seen.get(key);
    if (earlier !== undefined) check.fault(at, `says again what ignores[${earlier}] is about`);
    else seen.set(key, index);
    return { ...entry, domain };
  });
}

function patternOf(at: ConfigPath, text: string, check: Check): string {
  if (text === "*") return text;
  const below = text.startsWith("*.");
  const name = check.name(at, below ? text.slice(2) : text) ?? "";
  return below ? `*.${name}` : name;
}
