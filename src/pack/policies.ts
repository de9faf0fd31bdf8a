import type { Severity } from "../model/finding.ts";
import type { AnyRule, RuleOption } from "../rules/define.ts";
import { rules } from "../rules/index.ts";
import { remediable } from "./remediable.ts";

export type Level = "advisory" | "mandatory" | "remediate" | "disabled";

/** A policy as the engine, `pulumi policy` and Pulumi Cloud show it. */
export interface Policy {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly level: Level;
  /** Judged as each resource is registered, or over the whole stack at the end. */
  readonly type: "resource" | "stack";
  readonly severity: Severity;
  readonly remediationSteps: string;
  readonly url: string | undefined;
  readonly tags: readonly string[];
  /** JSON schemas of its options. They name no default, so that only what a user sets arrives. */
  readonly options: Readonly<Record<string, OptionSchema>>;
}

type OptionSchema = Readonly<Record<string, string | number>>;

export const PACK_NAME = "maildns";

/** What the pack itself has to say, beside the rules. */
const own: readonly Policy[] = [
  {
    name: "configuration",
    displayName: "the configuration can be used",
    description: "maildns.config.json cannot be used as it is, so that nothing is judged by it",
    level: "mandatory",
    type: "resource",
    severity: "error",
    remediationSteps: "Mend the line that the message names. `maildns lint` on an export of the stack says the same.",
    url: undefined,
    tags: ["maildns"],
    options: {},
  },
  {
    name: "internal-error",
    displayName: "every rule could run",
    description: "a rule failed and has not judged what it should",
    level: "mandatory",
    type: "stack",
    severity: "error",
    remediationSteps:
      "This is a defect of maildns, not of the records. Until it is mended, disable the rule that the message names.",
    url: undefined,
    tags: ["maildns"],
    options: {},
  },
  {
    name: "not-judged",
    displayName: "what was not judged",
    description: "records or rules that could not be judged, because a value is not known yet or is a secret",
    level: "advisory",
    type: "stack",
    severity: "info",
    remediationSteps:
      "Nothing has to be done. Where a zone's name is what is missing, zones[].ids of maildns.config.json gives it.",
    url: undefined,
    tags: ["maildns"],
    options: {},
  },
  {
    name: "require-preview",
    displayName: "an update follows a preview that passed",
    description: "refuses an update whose DNS records were not seen and passed by this pack in a preview before",
    level: "disabled",
    type: "resource",
    severity: "error",
    remediationSteps: "Run `pulumi preview` with this pack first, or leave out --skip-preview.",
    url: undefined,
    tags: ["maildns"],
    options: {
      minutes: {
        type: "integer",
        minimum: 1,
        maximum: 10_080,
        description: "for how many minutes a preview counts; 60 where nothing is set",
      },
    },
  },
];

const levels: Readonly<Record<Severity, Level>> = { error: "mandatory", warning: "advisory", info: "disabled" };

function policyOf(rule: AnyRule): Policy {
  const { id, summary, consequence, severity, docs, references, set } = rule;
  return {
    name: id,
    displayName: summary,
    description: `${summary}: ${consequence}`,
    level: set === "default" ? levels[severity] : "disabled",
    type: rule.kind === "record" ? "resource" : "stack",
    severity,
    remediationSteps: docs.fix,
    url: references[0]?.url,
    tags: ["mail", id.split("-")[0] ?? id],
    options: Object.fromEntries(Object.entries(rule.options ?? {}).map(([key, option]) => [key, schemaOf(option)])),
  };
}

function schemaOf(option: RuleOption): OptionSchema {
  const { type, description, minimum, maximum } = option;
  return {
    type,
    description: `${description}; ${String(option.default)} where nothing is set`,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

/** Every rule under its own id, then the pack's own. */
export const policies: readonly Policy[] = [...rules.map(policyOf), ...own];

/**
 * The level that the engine sends for a policy that the user says nothing about: `remediate`, which no user means for a
 * rule without a remediation. So a level that was set can be told from the rule's own, and beats what the rule itself
 * lowers. A rule with a remediation keeps its own level here.
 */
export const unset: ReadonlyMap<string, Level> = new Map(
  rules.filter(({ id }) => !remediable.has(id)).map(({ id }) => [id, "remediate"]),
);
