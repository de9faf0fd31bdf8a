import type { DomainFacts } from "../domain/facts.ts";
import type { Severity } from "../model/finding.ts";
import type { Mappings } from "../model/mapping.ts";
import type { Name } from "../model/name.ts";
import type { Scope } from "../model/zone.ts";
import type { RuleSet } from "../rules/define.ts";

export type Level = Severity | "off";

export interface RuleSetting {
  /** Set explicitly: beats every lower level that the rule itself would choose. */
  readonly level?: Level;
  readonly options?: Readonly<Record<string, number | boolean | string>>;
}

/** One accepted finding. `rule` and `domain` may be `*`; `*.example.com` is every name below example.com. */
export interface Ignore {
  readonly rule: string;
  readonly domain: string;
  readonly reason: string;
  /** ISO date, the last day it holds. */
  readonly until?: string;
}

/** What the configuration says of one zone; `path` is a file or folder, `*` matches within a name. */
export interface ZoneSetting {
  readonly origin: Name;
  readonly path?: string;
  readonly scope?: Scope;
  /** The DNS host's own ids of the zone. */
  readonly ids?: readonly string[];
  /** CNAMEs of the zone are answered as addresses. */
  readonly flattening?: boolean;
  /** Another view of the zone is answered inside; its private addresses are no finding. */
  readonly splitHorizon?: boolean;
}

/** The configuration, read and checked. */
export interface Settings {
  readonly set: RuleSet;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly domains: ReadonlyMap<Name, DomainFacts>;
  readonly zones: readonly ZoneSetting[];
  /** How to read Pulumi resources that the table does not know. */
  readonly mappings?: Mappings;
  /** Documents that give the rest of a zone; not judged themselves. */
  readonly context: readonly string[];
  readonly ignores: readonly Ignore[];
  /** The file that holds what the DNS answered earlier. */
  readonly snapshot?: string;
  /** Older answers of it are named; 90 where nothing is said. */
  readonly snapshotDays?: number;
  /** Which findings a comment beside a record may have ignored: none, warnings and infos, or those of these rules. */
  readonly inlineIgnores: boolean | ReadonlySet<string>;
}

export const defaultSettings: Settings = {
  set: "default",
  rules: new Map(),
  domains: new Map(),
  zones: [],
  context: [],
  ignores: [],
  inlineIgnores: false,
};
