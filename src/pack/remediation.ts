import { Remedies, type Remedied } from "../edit/pulumi/remedies.ts";
import type { Configuration } from "./configuration.ts";
import type { PackConfig } from "./levels.ts";
import type { StackName } from "./preview-record.ts";
import { remediable } from "./remediable.ts";
import { remedyJudge } from "./remedy-judge.ts";
import { plannedState, type Resource } from "./resource.ts";
import { keepUnproxied, MAIL_HOSTS, unproxiedBefore } from "./unproxied.ts";

/** The rules whose level asks for their fixes. */
export function remediating(config: PackConfig): string[] {
  return [...remediable].filter((id) => config.get(id)?.level === "remediate");
}

/** Mends resources as they are registered, in one preview or one update. */
export class Remediation {
  readonly #stack: StackName & { readonly dryRun: boolean };
  readonly #config: PackConfig;
  readonly #remedies: Remedies;
  /** Taken from behind the proxy as mail hosts by this preview, or by the one before this update. */
  readonly #unproxied: Set<string>;

  constructor(
    stack: StackName & { readonly dryRun: boolean },
    configuration: Configuration,
    config: PackConfig,
    today: string,
  ) {
    this.#stack = stack;
    this.#config = config;
    this.#remedies = new Remedies(remedyJudge(configuration, config, today));
    this.#unproxied = new Set(stack.dryRun ? [] : unproxiedBefore(stack, config));
  }

  mend(resource: Resource): Remedied {
    const before = !this.#stack.dryRun && this.#unproxied.has(resource.urn) ? MAIL_HOSTS : undefined;
    const made = this.#remedies.remedy(plannedState(resource, 0), remediating(this.#config), before);
    if (made.remedies.some(({ rule }) => rule === MAIL_HOSTS)) this.#unproxied.add(resource.urn);
    return made;
  }

  /** All resources were registered. */
  end(): void {
    if (this.#stack.dryRun) keepUnproxied(this.#stack, this.#config, this.#unproxied);
  }
}
