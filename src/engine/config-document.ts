import type { DmarcPlan, ElsewhereKind, Role } from "../domain/facts.ts";
import type { Mapping } from "../model/mapping.ts";
import type { Scope } from "../model/zone.ts";
import type { RuleSet } from "../rules/define.ts";
import type { Level } from "./settings.ts";

type Options = Readonly<Record<string, number | boolean | string>>;

export interface DomainEntry {
  readonly role?: Role;
  readonly mailbox?: string;
  readonly gateway?: string;
  readonly senders?: readonly string[];
  readonly backupMx?: readonly string[];
  readonly elsewhere?: readonly ElsewhereKind[];
  readonly dkim?: "absent";
  readonly dmarc?: DmarcPlan;
  readonly mtaSts?: string;
}

export interface ZoneEntry {
  readonly origin: string;
  readonly path?: string;
  readonly scope?: Scope;
  readonly ids?: readonly string[];
  readonly flattening?: boolean;
  readonly splitHorizon?: boolean;
}

export interface IgnoreEntry {
  readonly rule: string;
  readonly domain: string;
  readonly reason: string;
  readonly until?: string;
}

/** What `schemas/config.schema.json` takes: the right keys and types; names and dates are not looked at yet. */
export interface ConfigDocument {
  readonly set?: RuleSet;
  readonly rules?: Readonly<Record<string, Level | readonly [Level, Options?]>>;
  readonly domains?: Readonly<Record<string, DomainEntry>>;
  readonly zones?: readonly ZoneEntry[];
  readonly mappings?: Readonly<Record<string, Mapping>>;
  readonly context?: readonly string[];
  readonly snapshot?: string;
  readonly snapshotDays?: number;
  readonly ignores?: readonly IgnoreEntry[];
  readonly inlineIgnores?: boolean | readonly string[];
}

/** One error of the generated validator (ajv, `verbose`). */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer (RFC 6901) to the value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The schema that holds the keyword. */
  readonly parentSchema?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

export interface ValidateConfig {
  (document: unknown): document is ConfigDocument;
  errors?: readonly SchemaError[] | null;
}
