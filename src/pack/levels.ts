import type { Level as RuleLevel, RuleSetting, Settings } from "../engine/settings.ts";
import { nearest } from "../syntax/edit-distance.ts";
import { rules } from "../rules/index.ts";
import { policies, unset, type Level } from "./policies.ts";

/** What the engine says of one policy: its level, and the options that were set. */
export interface PolicyConfig {
  readonly level: Level;
  readonly properties: Readonly<Record<string, unknown>>;
}

export type PackConfig = ReadonlyMap<string, PolicyConfig>;

const byName = new Map(policies.map((policy) => [policy.name, policy]));
const STRICTNESS: readonly RuleLevel[] = ["off", "info", "warning", "error"];
const meaning: Readonly<Record<Level, RuleLevel>> = {
  disabled: "off",
  advisory: "warning",
  mandatory: "error",
  remediate: "error",
};

/** The level that was set for a policy, `undefined` where nothing was. */
export function levelSet(name: string, config: PackConfig): Level | undefined {
  const given = config.get(name)?.level;
  if (given === undefined || given === (unset.get(name) ?? byName.get(name)?.level)) return undefined;
  return given;
}

/** What is wrong with names in the policy configuration; the engine itself passes them on without a word. */
export function configFaults(config: PackConfig): string[] {
  return [...config.keys()]
    .filter((name) => name !== "all" && !byName.has(name))
    .map((name) => {
      const meant = nearest(name, [...byName.keys()]);
      return `the policy configuration names "${name}", which is no policy of this pack${meant === undefined ? "" : `; did you mean "${meant}"?`}`;
    });
}

/** The level of one of the pack's own policies. */
export function levelOf(name: string, config: PackConfig): Level {
  return config.get(name)?.level ?? byName.get(name)?.level ?? "disabled";
}

/**
 * The settings of `maildns.config.json` with the policy configuration over them: of two levels that are set, the stricter
 * holds; of options, the policy's.
 */
export function withPolicyConfig(settings: Settings, config: PackConfig): Settings {
  if (config.size === 0) return settings;
  const known = new Map<string, RuleSetting>(settings.rules);
  for (const { id, options } of rules) {
    const set = levelSet(id, config);
    const given = ownOptions(config.get(id)?.properties, Object.keys(options ?? {}));
    if (set === undefined && given === undefined) continue;
    const before = known.get(id);
    const level = stricter(before?.level, set === undefined ? undefined : meaning[set]);
    known.set(id, {
      ...(level === undefined ? {} : { level }),
      options: { ...before?.options, ...given },
    });
  }
  return { ...settings, rules: known };
}

function stricter(one: RuleLevel | undefined, other: RuleLevel | undefined): RuleLevel | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return STRICTNESS.indexOf(one) > STRICTNESS.indexOf(other) ? one : other;
}

/** The engine has checked them by their schemas; what is no option is left out. */
function ownOptions(
  properties: Readonly<Record<string, unknown>> | undefined,
  names: readonly string[],
): Record<string, number | boolean | string> | undefined {
  const options: Record<string, number | boolean | string> = {};
  for (const name of names) {
    const value = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (typeof value === "number" || typeof value === "boolean" || typeof value === "string") options[name] = value;
  }
  return Object.keys(options).length === 0 ? undefined : options;
}
