import { mergeContext } from "../engine/context.ts";
import { lint, type LintResult } from "../engine/lint.ts";
import type { Settings } from "../engine/settings.ts";
import { applyZoneSettings, zoneOfId } from "../engine/zone-settings.ts";
import { collectHints } from "../input/pulumi/entries.ts";
import type { ResourceState } from "../input/pulumi/peek.ts";
import { readStates, unpackAt, type StatesResult } from "../input/pulumi/read.ts";
import type { ReadOptions } from "../input/reader.ts";
import type { Finding } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import type { SourceDocument } from "../model/source.ts";
import type { Problem, Zone } from "../model/zone.ts";
import type { AnyRule } from "../rules/define.ts";
import { rules } from "../rules/index.ts";
import type { Configuration } from "./configuration.ts";
import { withPolicyConfig, type PackConfig } from "./levels.ts";

const document: SourceDocument = { path: "the stack", format: "pulumi" };

/** What a stack declares, and what is wrong with it. */
export interface Judged {
  readonly result: LintResult;
  readonly zones: readonly Zone[];
  readonly problems: readonly Problem[];
  /** The zone that was given to resources that do not say theirs. */
  readonly origin: Name | undefined;
  /** The resource that a finding points into. */
  readonly urnOf: (finding: Finding) => string | undefined;
  readonly urnOfRecord: (record: DnsRecord) => string | undefined;
}

export const recordRules: readonly AnyRule[] = rules.filter(({ kind }) => kind === "record");

export interface JudgeOptions {
  /** The resources are all that the stack has, so that something follows from what is missing. */
  readonly complete: boolean;
  readonly by: readonly AnyRule[];
  /** ISO date */
  readonly today: string;
  /** The zone of resources that do not say it. */
  readonly origin?: Name;
}

/** What resources publish. */
export function read(
  states: readonly ResourceState[],
  { complete, origin }: Pick<JudgeOptions, "complete" | "origin">,
  settings: Settings,
): StatesResult {
  const options: ReadOptions = {
    origin,
    zoneOfId: (id) => zoneOfId(id, settings),
    mappings: settings.mappings,
    open: () => ({ refused: "a stack includes no file" }),
    withoutZone: (id) =>
      `without the zone's name nothing is judged but each record by itself${id ? "; zones[].ids of maildns.config.json names it" : ""}`,
  };
  return readStates(states, collectHints(states, settings.mappings), complete, options, document);
}

/** Judges what they publish, with the context that the configuration gives. */
export function lintZones(
  zones: readonly Zone[],
  { complete, by, today }: Omit<JudgeOptions, "origin">,
  configuration: Configuration,
  settings: Settings,
): LintResult {
  return lint({
    after: mergeContext(
      applyZoneSettings(zones, settings, (path) => path),
      configuration.context,
    ),
    policies: complete ? configuration.policies : [],
    settings,
    rules: by,
    today,
    ...(configuration.measured === undefined ? {} : { measured: configuration.measured }),
  });
}

/** Judges resources as the linter judges a document that holds them. */
export function judge(
  states: readonly ResourceState[],
  options: JudgeOptions,
  configuration: Configuration,
  config: PackConfig,
): Judged {
  const settings = withPolicyConfig(configuration.settings, config);
  const { zones, problems } = read(states, options, settings);
  const result = lintZones(zones, options, configuration, settings);
  const urnOfRecord = (record: DnsRecord): string | undefined =>
    record.source.document === document ? states[unpackAt(record.at).index]?.urn : undefined;
  const urnOf = ({ at }: Finding): string | undefined => (at === undefined ? undefined : urnOfRecord(at.record));
  return { result, zones, problems, origin: options.origin, urnOf, urnOfRecord };
}
