import type { Format } from "../../generate/write/formats.ts";
import { formats } from "../../generate/write/formats.ts";
import type { DnsHost, Language, WriteOptions } from "../../generate/write/writer.ts";
import { parseName, type Name } from "../../model/name.ts";
import { panelOf, panels } from "../../panels/panels.ts";
import { UsageError } from "../io.ts";
import { notAccepted } from "../misuse.ts";
import { wordsOf } from "../words.ts";

/** How records are made and written: what the command line says beside who handles the mail. */
export interface GenerateSettings {
  /** `domain-connect`: made of the request, not of its records. */
  readonly format: Format | "domain-connect";
  /** The form was named, by itself or by a panel. */
  readonly formatGiven: boolean;
  readonly writing: WriteOptions;
  readonly origin: Name | undefined;
  /** Seconds. */
  readonly ttl: number;
  readonly output: string | undefined;
  /** Documents that declare the zone. */
  readonly into: readonly string[];
  readonly replace: boolean;
  readonly check: boolean;
  readonly draft: boolean;
  readonly dmarcPlan: boolean;
  readonly domains: string | undefined;
  readonly template: string | undefined;
  /** Of the template, the groups that are wanted; all of them where none is named. */
  readonly groups: readonly string[];
  /** `KEY=VALUE`, of a template that is written. */
  readonly fields: readonly string[];
}

/** An hour, as most providers' pages have it. */
const TTL = 3600;
/** RFC 2181 8 */
const LONGEST_TTL = 2 ** 31 - 1;

export function settingsOf(values: Readonly<Record<string, unknown>>, words: readonly string[]): GenerateSettings {
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  const panel = text("panel");
  if (panel !== undefined && panelOf(panel) === undefined) {
    throw notAccepted(
      "--panel",
      panel,
      panels.map(({ id }) => id),
      undefined,
      words,
    );
  }
  const wanted = text("format") ?? (panel === undefined ? undefined : "sheet");
  if (panel !== undefined && wanted !== "sheet") {
    throw new UsageError(`--panel makes a sheet, and --format is ${wanted}; one of them is too much`);
  }
  const settings: GenerateSettings = {
    format: formats.find(({ id }) => id === (wanted ?? "json")) ?? "domain-connect",
    formatGiven: wanted !== undefined,
    writing: {
      dnsProvider: text("dns-provider") as DnsHost,
      lang: text("lang") as Language,
      panel,
      style: styleOf(text("style"), values["dmarc-plan"] === true),
    },
    origin: originOf(text("origin")),
    ttl: ttlOf(text("ttl")),
    output: text("output"),
    into: wordsOf(values["into"]),
    replace: values["replace"] === true,
    check: values["check"] === true,
    draft: values["draft"] === true,
    dmarcPlan: values["dmarc-plan"] === true,
    domains: text("domains"),
    template: text("template"),
    groups: wordsOf(values["group"]),
    fields: wordsOf(values["template-field"]),
  };
  refuseAlone(settings, words);
  return settings;
}

/** A sheet is Markdown, a plan plain text, where nothing else is asked for. */
function styleOf(style: string | undefined, isPlan: boolean): WriteOptions["style"] {
  return style === "plain" || style === "markdown" ? style : isPlan ? "plain" : "markdown";
}

/** The same for a person at a terminal, who types the records into a panel. */
export function forSheet(settings: GenerateSettings, panel: string | undefined): GenerateSettings {
  const format = formats.find(({ id }) => id === "sheet") ?? settings.format;
  const style = settings.output === undefined ? "plain" : settings.writing.style;
  return { ...settings, format, writing: { ...settings.writing, panel, style } };
}

/** Options that say nothing without another one, or beside it. */
function refuseAlone(settings: GenerateSettings, words: readonly string[]): void {
  const { into, replace, check, draft, domains, dmarcPlan, format } = settings;
  const needsInto = [check ? "--check" : "", replace ? "--replace" : ""].find((each) => each !== "");
  if (into.length === 0 && needsInto !== undefined) {
    throw new UsageError(`${needsInto} needs --into, the document that declares the zone`, [
      ...words,
      "--into",
      "example.com.zone",
    ]);
  }
  const both = (one: boolean, other: boolean, text: string): void => {
    if (one && other) throw new UsageError(text);
  };
  both(check, draft, "--check holds records against what is declared, and --draft leaves holes in them");
  both(dmarcPlan, check, "--dmarc-plan prints a plan, and --check a difference; one of them is too much");
  const plansNot = typeof format === "string" || format.id !== "json";
  both(
    dmarcPlan,
    settings.formatGiven && plansNot,
    "--dmarc-plan prints a plan, as text or as --format json; another form, or a panel, is for records",
  );
  both(dmarcPlan, domains !== undefined, "--dmarc-plan is for one domain, and --domains gives many");
  both(domains !== undefined, settings.template !== undefined, "--template goes with one domain, not with --domains");
  const isTemplate = format === "domain-connect";
  both(
    isTemplate,
    into.length > 0,
    "a Domain Connect template knows no zone: --format domain-connect goes without --into",
  );
  const { groups, fields, template } = settings;
  both(groups.length > 0, template === undefined, "--group names the groups of a template: --template gives it");
  both(fields.length > 0, !isTemplate, "--template-field is said of a template: --format domain-connect writes one");
  both(isTemplate, domains !== undefined, "a Domain Connect template is for any domain: it goes without --domains");
}

function originOf(text: string | undefined): Name | undefined {
  if (text === undefined) return undefined;
  const result = parseName(text);
  if (!result.ok) throw new UsageError(`--origin: ${result.reason}`);
  return result.name;
}

function ttlOf(text: string | undefined): number {
  if (text === undefined) return TTL;
  const ttl = Number(text);
  if (/^[0-9]{1,10}$/.test(text) && ttl <= LONGEST_TTL) return ttl;
  throw new UsageError(`--ttl is "${text}"; it must be seconds, 0 to ${LONGEST_TTL}, as 3600 for an hour`);
}
