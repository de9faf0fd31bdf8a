import { concernsDns, mayConcernDns } from "../input/pulumi/lookalike.ts";
import { rowOf } from "../input/pulumi/mapping.ts";
import { pick, type ResourceState } from "../input/pulumi/peek.ts";
import type { Remedied } from "../edit/pulumi/remedies.ts";
import type { Surroundings } from "../config/load.ts";
import type { Finding } from "../model/finding.ts";
import { ROOT } from "../model/name.ts";
import { rules } from "../rules/index.ts";
import { isError, readConfiguration, type Configuration } from "./configuration.ts";
import { judge, recordRules, type Judged } from "./judge.ts";
import { configFaults, levelOf, levelSet, type PackConfig } from "./levels.ts";
import { line, messageOf } from "./message.ts";
import { NAMELESS } from "./nameless.ts";
import { policies } from "./policies.ts";
import { PreviewRecord, type StackName } from "./preview-record.ts";
import { remediating, Remediation } from "./remediation.ts";
import { finalState, plannedState, type Resource } from "./resource.ts";
import { unjudged } from "./unjudged.ts";
import { ignoreNotes, internalErrors, misnamed, problemLine, refusal, violation, type Violation } from "./violation.ts";

export interface Stack extends StackName {
  /** A preview: nothing changes. */
  readonly dryRun: boolean;
}

/**
 * Record rules that a rule about the whole domain may cover. In a preview they wait for it, so that one defect is one
 * finding; in an update nothing is waited for.
 */
const deferred: ReadonlySet<string> = new Set(
  rules
    .filter(({ kind }) => kind !== "record")
    .flatMap(({ covers }) => covers)
    .filter((id) => recordRules.some((rule) => rule.id === id)),
);

/** More zones than this are not looked through for each record. */
const MAX_ZONES = 50;

/** What the pack needs of the process. */
export interface Host extends Surroundings {
  readonly today: () => string;
  /** Says something that is no violation. */
  readonly tell: (text: string) => void;
}

/** What one process of the pack knows: it lives for one preview or one update. */
export class Session {
  readonly #here: Host;
  #stack: Stack;
  #config: PackConfig = new Map();
  #configuration: Promise<Configuration> | undefined;
  #told = false;
  readonly #inputs = new Map<string, unknown>();
  readonly #zones = new Map<string, Resource>();
  /** Rule and resource of what `analyze` has said already. */
  readonly #said = new Set<string>();
  #failed = false;
  #remediation: Remediation | undefined;
  #previewed: PreviewRecord | undefined;

  constructor(here: Host, stack: Stack) {
    this.#here = here;
    this.#stack = stack;
  }

  configureStack(stack: Stack): void {
    this.#stack = stack;
  }

  configure(config: PackConfig): void {
    this.#config = config;
  }

  /** The configuration that the stack is judged by, read once. */
  configuration(): Promise<Configuration> {
    return (this.#configuration ??= readConfiguration(this.#here).then((read) => {
      if (read.path !== undefined) this.#here.tell(`judged with ${line(read.path)}`);
      return read;
    }));
  }

  /** Mends one resource before it is judged, as the policies of the level `remediate` ask. */
  async remediate(resource: Resource): Promise<Remedied> {
    if (remediating(this.#config).length === 0) return NOTHING;
    const configuration = await this.configuration();
    if (configuration.problems.some(isError)) return NOTHING;
    this.#remediation ??= new Remediation(this.#stack, configuration, this.#config, this.#here.today());
    return this.#remediation.mend(resource);
  }

  /** Judges one resource by itself, before it is created or updated. */
  async analyze(resource: Resource): Promise<Violation[]> {
    const configuration = await this.configuration();
    const broken = this.#broken(configuration);
    if (broken !== undefined) return broken;
    const row = rowOf(resource.type, configuration.settings.mappings);
    const unseen = this.#unseen(resource, row !== undefined);
    if (row === undefined) return unseen;
    this.#inputs.set(resource.urn, resource.properties);
    if (row.kind === "zone") this.#zones.set(resource.urn, resource);
    if (row.kind !== "record") return unseen;
    const judged = this.#alone(resource, configuration);
    const waits = this.#stack.dryRun ? deferred : judged.origin === NAMELESS ? accepted(configuration) : NONE;
    const findings = judged.result.findings.filter(
      (finding) => judged.urnOf(finding) === resource.urn && !waits.has(finding.rule),
    );
    for (const { rule, severity } of findings) {
      this.#said.add(`${rule}\n${resource.urn}`);
      if (severity === "error") this.#failed = true;
    }
    return [...unseen, ...this.#violations(findings, judged)];
  }

  /** Judges the stack as a whole: in a preview before anything changes, in an update after all has changed. */
  async analyzeStack(resources: readonly Resource[]): Promise<Violation[]> {
    const configuration = await this.configuration();
    const broken = this.#broken(configuration);
    if (broken !== undefined) return broken;
    this.#remediation?.end();
    const { mappings } = configuration.settings;
    const states: ResourceState[] = [];
    for (const resource of resources) {
      if (!mayConcernDns(resource.type, mappings)) continue;
      const state = finalState(resource, 0, this.#inputs.get(resource.urn), this.#stack.dryRun);
      if (concernsDns(state, mappings)) states.push(state);
    }
    states.sort((a, b) => (a.urn < b.urn ? -1 : 1));
    const options = { complete: true, by: rules, today: this.#here.today() };
    const judged = judge(states.map(at), options, configuration, this.#config);
    const findings = judged.result.findings.filter(
      (finding) => !this.#said.has(`${finding.rule}\n${judged.urnOf(finding) ?? ""}`),
    );
    const violations = [
      ...internalErrors(judged),
      ...this.#violations(findings, judged),
      ...(this.#stack.dryRun ? this.#inNamelessZones(judged, states, configuration) : []),
      ...judged.result.refused.map(refusal),
    ];
    const left = unjudged(judged);
    if (left.length > 0) violations.push(violation("not-judged", `not judged:\n${left.join("\n")}`, "advisory"));
    violations.push(...ignoreNotes(judged), ...configFaults(this.#config).map(misnamed));
    const passed = this.#levelled(violations);
    const passes = !this.#failed && !passed.some(({ level }) => level === "mandatory");
    if (this.#stack.dryRun && levelOf("require-preview", this.#config) !== "disabled") {
      if (passes) PreviewRecord.write(this.#stack, this.#config, this.#inputs);
      else PreviewRecord.remove(this.#stack, this.#config);
    }
    return passed;
  }

  /**
   * One resource with the zones that were registered before it. The engine does not say on which of them it depends, and
   * in an update a zone that the record names by its id cannot be told at all: it is taken for the only one there is, or
   * judged without its name. (A preview leaves such a record to `analyzeStack`, which knows the dependencies.)
   */
  #alone(resource: Resource, configuration: Configuration): Judged {
    const zones = [...this.#zones.values()];
    const states = [...(zones.length > MAX_ZONES ? [] : zones), resource].map(plannedState);
    const options = { complete: false, by: recordRules, today: this.#here.today() };
    const judged = judge(states, options, configuration, this.#config);
    const isNamed = judged.zones.every(({ origin }) => origin !== ROOT);
    if (this.#stack.dryRun || isNamed) return judged;
    const only = judged.zones.filter(({ origin }) => origin !== ROOT);
    const origin = only.length === 1 && only[0] !== undefined ? only[0].origin : NAMELESS;
    return judge([plannedState(resource, 0)], { ...options, origin }, configuration, this.#config);
  }

  /**
   * In a preview, what the rules about one record find where nothing names the zone: the update will judge it so, and must
   * not stop halfway at what the preview has let pass.
   */
  #inNamelessZones(whole: Judged, states: readonly ResourceState[], configuration: Configuration): Violation[] {
    const lost = new Set(
      whole.zones.filter(({ origin }) => origin === ROOT).flatMap(({ records }) => records.map(whole.urnOfRecord)),
    );
    const groups = new Map<string, ResourceState[]>();
    for (const state of states) {
      const row = lost.has(state.urn) ? rowOf(state.type, configuration.settings.mappings) : undefined;
      if (row?.kind !== "record") continue;
      const zone = pick(state, row.zone);
      const key = `${row.publisher.id} ${typeof zone === "string" || typeof zone === "number" ? zone : ""}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [state]);
      else group.push(state);
    }
    const options = { complete: false, by: recordRules, today: this.#here.today(), origin: NAMELESS };
    const waits = accepted(configuration);
    return [...groups.values()].flatMap((group) => {
      const judged = judge(group.map(at), options, configuration, this.#config);
      const findings = judged.result.findings.filter(
        (finding) => !waits.has(finding.rule) && !this.#said.has(`${finding.rule}\n${judged.urnOf(finding) ?? ""}`),
      );
      return this.#violations(findings, judged);
    });
  }

  /** Findings as violations: errors are mandatory, warnings advisory, the rest is not shown. */
  #violations(findings: readonly Finding[], judged: Judged): Violation[] {
    return findings.flatMap((finding) => {
      if (finding.severity === "info") return [];
      const level = finding.severity === "error" ? "mandatory" : "advisory";
      return [{ policy: finding.rule, message: messageOf(finding), level, urn: judged.urnOf(finding) }];
    });
  }

  /** The pack's own policies with the level that the user gives them. */
  #levelled(violations: readonly Violation[]): Violation[] {
    return violations.flatMap((each) => {
      if (!ownPolicies.has(each.policy)) return [each];
      const level = levelSet(each.policy, this.#config) ?? each.level;
      if (level === "disabled") return [];
      return [{ ...each, level: level === "advisory" ? "advisory" : "mandatory" }];
    });
  }

  /** A configuration that cannot be used, said once; then nothing is judged. */
  #broken({ problems }: Configuration): Violation[] | undefined {
    if (!problems.some(isError)) return undefined;
    if (this.#told) return [];
    this.#told = true;
    // Not even "all" lowers it: with nothing judged, no other policy would stop anything.
    return [violation("configuration", problems.filter(isError).map(problemLine).join("\n"), "mandatory")];
  }

  /** With `require-preview` on: a resource of an update that no preview has passed. */
  #unseen(resource: Resource, isDns: boolean): Violation[] {
    const level = levelOf("require-preview", this.#config);
    if (this.#stack.dryRun || level === "disabled") return [];
    const minutes = this.#config.get("require-preview")?.properties["minutes"];
    this.#previewed ??= PreviewRecord.read(this.#stack, this.#config, typeof minutes === "number" ? minutes : 60);
    const reason = this.#previewed.reasonAgainst(resource.urn, isDns ? resource.properties : undefined);
    if (reason === undefined) return [];
    return this.#levelled([{ ...violation("require-preview", reason, "mandatory"), urn: resource.urn }]);
  }
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING: Remedied = { remedies: [], kept: [] };

/** Rules of which the configuration ignores something: without the domain's name nobody can say whether it is this. */
function accepted({ settings }: Configuration): ReadonlySet<string> {
  const ids = settings.ignores.map(({ rule }) => rule);
  return ids.includes("*") ? ruleIds : new Set(ids);
}

/** The state at its place in the list. */
function at(state: ResourceState, index: number): ResourceState {
  return { ...state, index };
}

const ruleIds = new Set(rules.map(({ id }) => id));
const ownPolicies = new Set(policies.map(({ name }) => name).filter((name) => !ruleIds.has(name)));
