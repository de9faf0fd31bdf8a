import { Domain } from "../domain/domain.ts";
import { noFacts, type FactsOf } from "../domain/facts.ts";
import { noHistory, planOf, type HeldSince } from "../domain/stage.ts";
import { crowdedReason, MAX_SET } from "../domain/answer.ts";
import type { Node, World } from "../domain/world.ts";
import type { Finding, NotJudged } from "../model/finding.ts";
import type { Measured } from "../model/measured.ts";
import type { Name } from "../model/name.ts";
import type { RecordType } from "../model/record.ts";
import type { PolicyFile } from "../model/policy-file.ts";
import type { Problem, Zone } from "../model/zone.ts";
import type { AnyRule, Change, ChangeRule, Context, DomainRule, Messages, RecordRule } from "../rules/define.ts";
import { rules as allRules } from "../rules/index.ts";
import { Collector, type RuleRun } from "./collect.ts";
import { isOfContext } from "./context.ts";
import { applyCovers } from "./covers.ts";
import { hiddenValues, type Hidden } from "./hidden.ts";
import { InlineIgnores, inlineOptions, type InlineProblem } from "./inline-ignores.ts";
import { sortFindings } from "./order.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { policyView, viewOf } from "./views.ts";
import { suppress, type IgnoredFinding, type IgnoreProblem } from "./suppress.ts";
import { buildWorlds } from "./worlds.ts";

export interface LintInput {
  readonly after: readonly Zone[];
  /** The state before the change, where it is known. */
  readonly before?: readonly Zone[] | undefined;
  /** MTA-STS policy files, one for each domain at most. */
  readonly policies?: readonly PolicyFile[];
  readonly settings?: Settings;
  readonly rules?: readonly AnyRule[];
  /** ISO date that `until` of ignores is held against, and the age of what changes. */
  readonly today?: string;
  /** What the history of the documents tells of records of the state before. */
  readonly heldSince?: HeldSince;
  /** What the DNS answered beyond the declared zones, now or earlier (a snapshot). */
  readonly measured?: Measured;
  /** What the configuration of the state before said, and how that is called in a sentence. */
  readonly factsBefore?: { readonly of: FactsOf; readonly source: string };
}

export interface LintResult {
  readonly findings: readonly Finding[];
  readonly notJudged: readonly NotJudged[];
  /** Records that the document hides or cannot know yet, beside what rules themselves say of them. */
  readonly hidden: Hidden;
  readonly ignored: readonly IgnoredFinding[];
  readonly ignoreProblems: readonly IgnoreProblem[];
  /** Comments beside records that ask for an ignore and have no effect. */
  readonly inlineProblems: readonly InlineProblem[];
  /** Names judged as mail domains. */
  readonly domains: readonly Name[];
  /** Rules that threw; the findings of the others stand. */
  readonly internalErrors: readonly { readonly rule: string; readonly domain: string; readonly error: unknown }[];
  readonly worlds: readonly World[];
  /** What is declared and cannot be published, so that it was not judged: as bad as a document that cannot be read. */
  readonly refused: readonly Problem[];
}

/** Judges the declared zones. Pure: no I/O, the same input gives the same findings in the same order. */
export function lint(input: LintInput): LintResult {
  const settings = input.settings ?? defaultSettings;
  const factsOf = settings.domains.size === 0 ? noFacts : factsFrom(settings);
  const worlds = buildWorlds(input.after, input.measured, input.policies);
  const before = input.before === undefined ? undefined : buildWorlds(input.before, input.measured)[0]?.world;
  const collector = new Collector(settings, factsOf, before);
  const runs = collector.prepare(input.rules ?? allRules);
  const domains = new Set<Name>();
  for (const { world, only } of worlds) {
    const judged = new Judge(world, only, runs, collector, factsOf);
    for (const name of judged.run(settings.domains.keys())) domains.add(name);
    if (before !== undefined && only === undefined) judged.change(before, input);
  }
  const ofJudged = collector.findings.filter((finding) => !isOfContext(finding, runs));
  const findings = sortFindings(applyCovers(ofJudged, runs));
  const inline = new InlineIgnores(input.after, inlineOptions(settings, input, runs));
  const suppressed = suppress(findings, settings.ignores, input.today, (finding) => inline.of(finding));
  return {
    findings: suppressed.findings,
    notJudged: collector.notJudged,
    hidden: hiddenValues(
      input.after,
      runs.map(({ rule }) => rule),
      collector.notJudged,
    ),
    ignored: suppressed.ignored,
    ignoreProblems: suppressed.problems,
    inlineProblems: inline.problems(),
    domains: [...domains].sort(),
    internalErrors: collector.internalErrors,
    worlds: worlds.map(({ world }) => world),
    refused: collector.refused,
  };
}

function factsFrom(settings: Settings): FactsOf {
  return (name) => settings.domains.get(name) ?? noFacts(name);
}

type Run<R> = RuleRun & { readonly rule: R };

function ofKind<K extends AnyRule["kind"]>(runs: readonly RuleRun[], kind: K): Run<Extract<AnyRule, { kind: K }>>[] {
  return runs.filter((run): run is Run<Extract<AnyRule, { kind: K }>> => run.rule.kind === kind);
}

class Judge {
  readonly #world: World;
  readonly #only: ReadonlySet<Zone> | undefined;
  readonly #collector: Collector;
  readonly #factsOf: FactsOf;
  readonly #runs: readonly RuleRun[];
  readonly #byType: Map<RecordType, Run<RecordRule<Messages>>[]>;
  readonly #domainRuns: readonly Run<DomainRule<Messages>>[];
  readonly #done = new Set<Name>();

  constructor(
    world: World,
    only: ReadonlySet<Zone> | undefined,
    runs: readonly RuleRun[],
    collector: Collector,
    factsOf: FactsOf,
  ) {
    this.#world = world;
    this.#only = only;
    this.#collector = collector;
    this.#factsOf = factsOf;
    this.#runs = runs;
    this.#byType = byType(ofKind(runs, "record"));
    this.#domainRuns = ofKind(runs, "domain");
  }

  run(configured: Iterable<Name>): ReadonlySet<Name> {
    this.#collector.enter(this.#world);
    const pending = new Set<Name>(configured);
    for (const node of this.#world.nodes.values()) {
      if (this.#only?.has(node.zone.zone) === false) continue;
      if (this.#records(node)) this.#domain(node.name);
      else this.#noteOwner(node, pending);
    }
    if (this.#only === undefined) this.#policies(pending);
    for (const name of pending) {
      const zone = this.#world.zoneOf(name)?.zone;
      if (this.#only === undefined || (zone !== undefined && this.#only.has(zone))) this.#domain(name);
    }
    const before = this.#collector.findings.length;
    for (const run of ofKind(this.#runs, "world")) {
      this.#judge(run, "", this.#world);
    }
    if (this.#only !== undefined) this.#keepOwn(before, this.#only);
    return this.#done;
  }

  /** Policy files stand in no zone: the record rules look at them alone, and their domains are judged. */
  #policies(pending: Set<Name>): void {
    for (const file of this.#world.policies.values()) {
      const view = policyView(file);
      for (const run of this.#byType.get("OTHER") ?? []) this.#judge(run, file.domain, view);
      pending.add(file.domain);
    }
  }

  /** What world rules found among zones that are judged in another world is not said twice. */
  #keepOwn(from: number, only: ReadonlySet<Zone>): void {
    const found = this.#collector.findings.splice(from);
    if (found.length === 0) return;
    const own = new Set([...only].flatMap(({ records }) => records));
    this.#collector.findings.push(
      ...found.filter(({ at, related }) =>
        [at, ...related].some((place) => place !== undefined && own.has(place.record)),
      ),
    );
  }

  change(before: World, { today, heldSince, factsBefore }: LintInput): void {
    const change: Change = {
      before,
      after: this.#world,
      domainBefore: (name: Name) => new Domain(before, name, this.#factsOf(name)),
      domainAfter: (name: Name) => this.#collector.domain(name),
      today,
      heldSince: heldSince ?? noHistory,
      plansOf: (name) => [
        ...planOf(this.#factsOf(name), "the configuration"),
        ...(factsBefore === undefined ? [] : planOf(factsBefore.of(name), factsBefore.source)),
      ],
    };
    for (const run of ofKind(this.#runs, "change") as Run<ChangeRule<Messages>>[]) {
      this.#judge(run, "", change);
    }
  }

  /**
   * Runs the record rules; true if the name holds an MX or an SPF policy, which makes it a mail domain. Records of the
   * context count for a name only where something judged stands beside them.
   */
  #records(node: Node): boolean {
    let mail = false;
    let judged = false;
    const crowded = node.records.length > MAX_SET ? this.#crowded(node) : undefined;
    for (const record of node.records) {
      if (record.type === "MX") mail = true;
      if (crowded?.has(record.type) === true) {
        judged = true;
        continue;
      }
      const runs = this.#byType.get(record.type);
      const isContext = record.source.context === true;
      if (!isContext) judged = true;
      if (record.type !== "TXT" && (runs === undefined || isContext)) continue;
      const view = viewOf(record, node);
      if (view.spf !== undefined) mail = true;
      if (runs === undefined || isContext) continue;
      for (const run of runs) {
        const text = run.rule.text;
        if (text !== undefined && view[text] === undefined) continue;
        this.#judge(run, node.name, view);
      }
    }
    return mail && judged;
  }

  /** The types of which a name has too many records to look at; every rule that would have says so. */
  #crowded({ name, records }: Node): ReadonlySet<RecordType> {
    const counts = new Map<RecordType, number>();
    for (const { type } of records) counts.set(type, (counts.get(type) ?? 0) + 1);
    const crowded = new Set<RecordType>();
    for (const [type, count] of counts) {
      if (count <= MAX_SET) continue;
      crowded.add(type);
      const reason = crowdedReason(name, type, count);
      const own = records.find((record) => record.type === type && record.source.context !== true);
      if (own !== undefined) this.#collector.refuse({ level: "error", path: own.source.document.path, reason });
      for (const { rule } of this.#byType.get(type) ?? []) this.#collector.abstain(rule.id, name, reason);
      for (const { rule } of this.#domainRuns) this.#collector.abstain(rule.id, name, reason);
    }
    return crowded;
  }

  /** The domain that an underscore name speaks of is judged too, even if nothing stands at it. */
  #noteOwner({ name, records }: Node, pending: Set<Name>): void {
    const service = name.startsWith("_dmarc.") ? "_dmarc." : name.startsWith("_mta-sts.") ? "_mta-sts." : undefined;
    if (service === undefined || records.every(({ source }) => source.context === true)) return;
    const owner = name.slice(service.length);
    if (!this.#done.has(owner)) pending.add(owner);
  }

  #domain(name: Name): void {
    if (this.#done.has(name)) return;
    this.#done.add(name);
    const domain = this.#collector.domain(name);
    for (const run of this.#domainRuns) {
      if (applies(run.rule, domain)) this.#judge(run, name, domain);
    }
  }

  /** Runs one rule; what it throws stays with it. */
  #judge<S>(run: Run<RuleOn<S>>, domain: Name, subject: S): void {
    run.enter(this.#world, domain);
    try {
      run.rule.check(subject, run.context);
    } catch (error) {
      this.#collector.failed(run.rule.id, domain, error);
    }
  }
}

interface RuleOn<S> {
  readonly check: (subject: S, context: Context<Messages>) => void;
}

function byType(runs: readonly Run<RecordRule<Messages>>[]): Map<RecordType, Run<RecordRule<Messages>>[]> {
  const map = new Map<RecordType, Run<RecordRule<Messages>>[]>();
  for (const run of runs) {
    for (const type of run.rule.types) {
      const list = map.get(type);
      if (list === undefined) map.set(type, [run]);
      else list.push(run);
    }
  }
  return map;
}

function applies(rule: DomainRule<Messages>, domain: Domain): boolean {
  if (rule.needs === undefined) return true;
  if (rule.needs === "mx") return domain.mx.length > 0;
  if (rule.needs === "spf") return domain.spf.alternatives.length > 0;
  return domain.dmarc.own.texts.length > 0;
}
