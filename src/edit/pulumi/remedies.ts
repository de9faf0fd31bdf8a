import type { LintResult } from "../../engine/lint.ts";
import type { ResourceState } from "../../input/pulumi/peek.ts";
import { unpackAt } from "../../input/pulumi/read.ts";
import { resourceOf } from "../../input/pulumi/resources.ts";
import type { Finding, RecordEdit } from "../../model/finding.ts";
import { parentOf, ROOT, type Name } from "../../model/name.ts";
import type { DnsRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import type { Zone } from "../../model/zone.ts";
import { keyOf } from "../round.ts";
import { findingsDiffer, recordsDiffer } from "../verify.ts";
import { editProperties, type Properties } from "./properties.ts";

export interface Judge {
  /**
   * What resources publish, each at its place in the list (`index`); the last is the one to be mended. They are never all that
   * the stack has: nothing may follow from what is missing.
   */
  readonly read: (states: readonly ResourceState[]) => readonly Zone[];
  /** By some rules, or by the whole catalogue. */
  readonly lint: (zones: readonly Zone[], rules?: readonly string[]) => LintResult;
}

/** What one rule's fixes make of a resource. */
export interface Remedy {
  readonly rule: string;
  /** All of the resource's properties. */
  readonly properties: Properties;
  /** Empty where it is done again what was done in the preview. */
  readonly mended: readonly Finding[];
}

/** A finding that has a fix and keeps it. */
export interface Kept {
  readonly finding: Finding;
  /** Ends the sentence "not mended: …". */
  readonly reason: string;
}

export interface Remedied {
  /** In the order in which they were made, each upon the one before. */
  readonly remedies: readonly Remedy[];
  readonly kept: readonly Kept[];
}

/** Fixes of one rule at one resource; a set has few values. */
const MAX_FIXES = 100;
const MAX_ROUNDS = 5;
/** More zones than this are not looked through for each resource. */
const MAX_ZONES = 50;
/** Of one name's neighbours so many are looked at. */
const MAX_NEAR = 100;

/** A resource among others. */
interface Scene {
  readonly state: ResourceState;
  readonly others: readonly ResourceState[];
  readonly zones: readonly Zone[];
}

interface View extends Scene {
  readonly result: LintResult;
}

/** One resource's turn. */
interface Run {
  readonly rules: readonly string[];
  readonly remedies: Remedy[];
  readonly kept: Map<string, Kept>;
}

interface OwnFix {
  readonly finding: Finding;
  readonly edits: readonly RecordEdit[];
}

/**
 * Mends resources as they are registered, one after another. Of each it remembers at which names it publishes records and
 * to which they point, as far as names are known: so a host is a mail host once an MX that names it was registered, and
 * nothing moves to where something stands. What is registered later is not known yet.
 */
export class Remedies {
  readonly #judge: Judge;
  /** And what says how they are answered. */
  readonly #zones = new Map<string, ResourceState>();
  readonly #earlier = new Map<string, ResourceState>();
  /** URNs by name. */
  readonly #byName = new Map<Name, Set<string>>();
  /** Names of CNAME records, by URN. */
  readonly #aliases = new Map<string, Name>();

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /**
   * Mends what some rules find in a resource, where the fix can be made on this resource alone, and remembers it. `unproxied`:
   * the rule that took it from behind the proxy before (in the preview of this update), when more was known than now.
   */
  remedy(state: ResourceState, rules: readonly string[], unproxied?: string): Remedied {
    const row = resourceOf(state.type);
    if (row?.kind === "zone" || row?.kind === "settings") this.#zones.set(state.urn, state);
    if (row?.kind !== "record" && row?.kind !== "maker") return { remedies: [], kept: [] };
    const run: Run = { rules, remedies: [], kept: new Map() };
    let scene = this.#scene(state, []);
    if (row.kind === "record") {
      if (unproxied !== undefined && rules.includes(unproxied)) scene = this.#unproxied(scene, unproxied, run);
      // Most resources have nothing to mend, and the rules that mend are few.
      const quick = { ...scene, result: this.#judge.lint(scene.zones, rules) };
      if (rules.some((rule) => fixIn(quick, rule, run.kept) !== undefined)) scene = this.#rounds(scene, run);
    }
    this.#remember(scene);
    return { remedies: run.remedies, kept: [...run.kept.values()] };
  }

  #unproxied(scene: Scene, rule: string, { remedies }: Run): Scene {
    const { state, others } = scene;
    const edits = ownRecords(scene).flatMap((record): RecordEdit[] =>
      record.vendor?.proxied === true ? [{ kind: "unproxy", record }] : [],
    );
    const made = edits.length === 0 ? undefined : editProperties(state, edits);
    if (made === undefined || "refused" in made) return scene;
    remedies.push({ rule, properties: made.properties, mended: [] });
    return this.#placed([...others, { ...state, inputs: made.properties }]);
  }

  /** All rules in turn, again as long as that mends something: one defect may have hidden another, or stood in its way. */
  #rounds(scene: Scene, run: Run): Scene {
    let view = this.#judged(scene);
    for (let count = 0; count < MAX_ROUNDS; count++) {
      const before = view;
      run.kept.clear();
      for (const rule of run.rules) view = this.#round(view, rule, run);
      if (view === before) break;
    }
    return view;
  }

  #round(start: View, rule: string, { remedies, kept }: Run): View {
    let view = start;
    const mended: Finding[] = [];
    for (let count = 0; count < MAX_FIXES; count++) {
      const fix = fixIn(view, rule, kept);
      if (fix === undefined) break;
      const made = this.#mend(view, fix, rule, kept);
      if (made === undefined) continue;
      view = made;
      mended.push(fix.finding);
    }
    if (mended.length > 0) remedies.push({ rule, properties: view.state.inputs as Properties, mended });
    return view;
  }

  /** Makes the edits, reads and judges again: no other record may change, and nothing worse may come of it. */
  #mend(view: View, fix: OwnFix, rule: string, kept: Map<string, Kept>): View | undefined {
    const { finding } = fix;
    const refuse = (reason: string): undefined => void kept.set(finding.fingerprint, { finding, reason });
    const names = fix.edits.flatMap(namesOf);
    const before = names.length === 0 ? view : this.#judged(this.#scene(view.state, names));
    // Whoever stands where it would move to has a say in it.
    const edits = before === view ? fix.edits : fixIn(before, rule, kept, finding)?.edits;
    if (edits === undefined) return refuse("another resource stands where it belongs");
    const made = editProperties(before.state, edits);
    if ("refused" in made) return refuse(made.refused);
    const after = this.#judged(this.#placed([...before.others, { ...before.state, inputs: made.properties }]));
    const byRecord = new Map(edits.map((edit) => [keyOf(edit.record), edit]));
    const objection =
      recordsDiffer(before.zones, after.zones, byRecord) ?? findingsDiffer(before.result, after.result, [finding])[0];
    return objection === undefined ? after : refuse(objection.reason);
  }

  /** A resource with the zones, and with those that publish something at its names or speak of them. */
  #scene(state: ResourceState, names: readonly Name[]): Scene {
    const zones = this.#zones.size > MAX_ZONES ? [] : [...this.#zones.values()];
    const alone = this.#placed([...zones, state]);
    const urns = new Set<string>();
    const add = (name: Name): void => {
      for (const urn of this.#byName.get(name) ?? []) if (urns.size < MAX_NEAR && urn !== state.urn) urns.add(urn);
    };
    for (const { name } of ownRecords(alone)) if (isKnown(name)) add(name);
    for (const name of names) add(name);
    // An MX may lead to the name over aliases: the set grows while it is gone through.
    for (const urn of urns) add(this.#aliases.get(urn) ?? ROOT);
    const near = [...urns].flatMap((urn) => this.#earlier.get(urn) ?? []);
    return near.length === 0 ? alone : this.#placed([...zones, ...near, state]);
  }

  #placed(states: readonly ResourceState[]): Scene {
    const placed = states.map((state, index) => ({ ...state, index }));
    const state = placed.at(-1) as ResourceState;
    return { state, others: placed.slice(0, -1), zones: this.#judge.read(placed) };
  }

  #judged(scene: Scene): View {
    return { ...scene, result: this.#judge.lint(scene.zones) };
  }

  #remember(scene: Scene): void {
    const { state } = scene;
    this.#earlier.set(state.urn, state);
    const alias = ownRecords(scene).find(({ type }) => type === "CNAME")?.name;
    if (alias !== undefined && isKnown(alias)) this.#aliases.set(state.urn, alias);
    for (const name of namesIn(scene)) {
      const known = this.#byName.get(name);
      if (known === undefined) this.#byName.set(name, new Set([state.urn]));
      else known.add(state.urn);
    }
  }
}

/** A fix of the rule that is not kept already; with `only`, the one of that finding. Its edits are all the resource's own. */
function fixIn(view: View, rule: string, kept: Map<string, Kept>, only?: Finding): OwnFix | undefined {
  const candidates = view.result.findings.filter(
    (finding) =>
      finding.fix !== undefined &&
      (finding.fix.by ?? finding.rule) === rule &&
      !kept.has(finding.fingerprint) &&
      (only === undefined || finding.fingerprint === only.fingerprint),
  );
  if (candidates.length === 0) return undefined;
  const own = new Set(ownRecords(view).map(keyOf));
  for (const finding of candidates) {
    const edits = finding.fix?.edits ?? [];
    const count = edits.filter(({ record }) => own.has(keyOf(record))).length;
    if (count > 0 && count === edits.length) return { finding, edits };
    if (count > 0) kept.set(finding.fingerprint, { finding, reason: "it concerns another resource too" });
  }
  return undefined;
}

function ownRecords({ zones, state }: Scene): DnsRecord[] {
  return zones.flatMap(({ records }) => records.filter(({ at }) => unpackAt(at).index === state.index));
}

/** The names that a resource publishes records at, and those that its MX and CNAME records lead to. */
function namesIn(scene: Scene): Name[] {
  return ownRecords(scene).flatMap((record) => {
    const target = record.type === "MX" ? record.data.exchange : record.type === "CNAME" ? record.data.target : ROOT;
    return [record.name, target].filter((name): name is Name => isKnown(name) && name !== ROOT);
  });
}

/** Where a record moves to, what delegates that, and which wildcards answer there now. */
function namesOf(edit: RecordEdit): Name[] {
  const names: Name[] = [];
  if (edit.kind !== "name") return names;
  for (let name: Name | undefined = edit.name; name !== undefined && name !== ROOT; name = parentOf(name)) {
    names.push(name, `*.${name}`);
  }
  return names;
}
