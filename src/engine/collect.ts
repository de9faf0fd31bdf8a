import { Domain } from "../domain/domain.ts";
import type { FactsOf } from "../domain/facts.ts";
import type { World } from "../domain/world.ts";
import type { Finding, Help, NotJudged, Place, RecordEdit } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import type { Problem } from "../model/zone.ts";
import type { AnyRule, Context, Messages, RuleMetadata, RuleSet, Where } from "../rules/define.ts";
import { holdsPrivateKey, withoutPrivateKeys } from "../syntax/dkim.ts";
import { fingerprint } from "./fingerprint.ts";
import { madeNote } from "./made-by.ts";
import type { Settings } from "./settings.ts";

/** A rule made ready: its options resolved, its context bound. One context serves all calls; `enter` says where it is. */
export interface RuleRun {
  readonly rule: AnyRule;
  readonly context: Context<Messages>;
  readonly enter: (world: World, domain: Name) => void;
}

/** Findings of one rule about one record or domain, and related places of one finding: no person reads more. */
const MAX_FINDINGS = 100;
const MAX_RELATED = 100;
/** Related places of all findings; when they are used up, each further finding keeps a few. */
const ALL_RELATED = 200_000;
const FEW = 3;

/** Ends a check that reports without end. */
class Enough extends Error {}

const INCLUDED: Record<RuleSet, readonly RuleSet[]> = {
  default: ["default"],
  strict: ["default", "strict"],
  preview: ["default", "strict", "preview"],
};

/** Whether a rule runs: switched off or on by the configuration, else by its set. */
function isOn(rule: RuleMetadata, settings: Settings): boolean {
  const level = settings.rules.get(rule.id)?.level;
  return level === undefined ? INCLUDED[settings.set].includes(rule.set) : level !== "off";
}

/** Takes what rules report, with levels applied. */
export class Collector {
  readonly findings: Finding[] = [];
  readonly notJudged: NotJudged[] = [];
  readonly internalErrors: { rule: string; domain: string; error: unknown }[] = [];
  readonly refused: Problem[] = [];
  readonly #settings: Settings;
  readonly #factsOf: FactsOf;
  readonly #before: World | undefined;
  readonly #abstentions = new Set<string>();
  #related = 0;
  #world: World | undefined;
  #latest: Domain | undefined;
  /** The view that was last asked for beside it. */
  #beside: Domain | undefined;

  constructor(settings: Settings, factsOf: FactsOf, before?: World) {
    this.#settings = settings;
    this.#factsOf = factsOf;
    this.#before = before;
  }

  enter(world: World): void {
    this.#world = world;
    this.#latest = undefined;
    this.#beside = undefined;
  }

  /** The view of a name in the present world; the latest one is kept, because all rules ask for it in turn. */
  domain(name: Name): Domain {
    if (this.#latest?.name === name) return this.#latest;
    if (this.#world === undefined) throw new Error("no world entered");
    return (this.#latest = new Domain(this.#world, name, this.#factsOf(name)));
  }

  prepare(rules: readonly AnyRule[]): RuleRun[] {
    return rules.filter((rule) => isOn(rule, this.#settings)).map((rule) => this.#prepare(rule));
  }

  failed(rule: string, domain: Name, error: unknown): void {
    if (error instanceof Enough) {
      this.abstain(rule, domain, `the rule has found ${MAX_FINDINGS} defects here and stops; there are more`);
      return;
    }
    this.internalErrors.push({ rule, domain, error });
  }

  /** Says once what cannot be judged at all. */
  refuse(problem: Problem): void {
    if (!this.refused.some(({ reason }) => reason === problem.reason)) this.refused.push(problem);
  }

  #prepare(rule: AnyRule): RuleRun {
    const setting = this.#settings.rules.get(rule.id);
    const options: Record<string, number | boolean | string> = {};
    for (const [key, option] of Object.entries(rule.options ?? {}))
      options[key] = setting?.options?.[key] ?? option.default;
    const explicit = setting?.level === "off" ? undefined : setting?.level;
    const here = { domain: "", left: MAX_FINDINGS };
    const bounded = rule.kind === "record" || rule.kind === "domain";
    let world: World | undefined;
    const context: Context<Messages> = {
      get world() {
        if (world === undefined) throw new Error("no world entered");
        return world;
      },
      set: this.#settings.set,
      options,
      domain: (name) => this.#view(name),
      before: (name) => (this.#before === undefined ? undefined : new Domain(this.#before, name, this.#factsOf(name))),
      report: (id, values, where) => {
        if (bounded && here.left-- <= 0) throw new Enough();
        const domain = where.domain ?? here.domain;
        const text = (rule.messages[id] as (values: unknown) => string)(values);
        // A rule quotes what it finds, and what it finds may be a key that nobody must see.
        this.#add(rule, { id, text: withoutPrivateKeys(text) }, domain, where, explicit);
      },
      abstain: (reason, domain = here.domain) => this.abstain(rule.id, domain, reason),
    };
    return {
      rule,
      context,
      enter: (entered, domain) => {
        world = entered;
        here.domain = domain;
        here.left = MAX_FINDINGS;
      },
    };
  }

  /** Another name's view, without taking the place of the one being judged. */
  #view(name: Name): Domain {
    if (this.#latest?.name === name) return this.#latest;
    if (this.#beside?.name === name) return this.#beside;
    if (this.#world === undefined) throw new Error("no world entered");
    return (this.#beside = new Domain(this.#world, name, this.#factsOf(name)));
  }

  #add(
    rule: AnyRule,
    message: Finding["message"],
    domain: Name,
    where: Where,
    explicit: Finding["severity"] | undefined,
  ): void {
    const note = madeNote(where.at, where.related ?? []);
    this.findings.push({
      rule: rule.id,
      severity: explicit ?? where.severity ?? rule.severity,
      domain,
      message: note === "" ? message : { id: message.id, text: message.text + note },
      at: where.at,
      related: this.#within(where.related ?? []),
      help: where.help && withoutKeys(where.help),
      ...(where.fix === undefined || where.fix.edits.some(isBarred) ? {} : { fix: where.fix }),
      fingerprint: fingerprint(rule.id, message.id, domain, where.at),
    });
  }

  #within(places: readonly Place[]): readonly Place[] {
    const most = this.#related < ALL_RELATED ? MAX_RELATED : FEW;
    const kept = places.length > most ? places.slice(0, most) : places;
    this.#related += kept.length;
    return kept;
  }

  abstain(rule: string, domain: Name, reason: string): void {
    const key = `${rule}\n${domain}\n${reason}`;
    if (this.#abstentions.has(key)) return;
    this.#abstentions.add(key);
    this.notJudged.push({ domain, rule, reason });
  }
}

/**
 * A document's reader would show the text to be written, and a private key is to be removed and not mended. What the DNS
 * host publishes of its own accord stands nowhere to be edited.
 */
function isBarred(edit: RecordEdit): boolean {
  return edit.record.vendor?.madeBy !== undefined || (edit.kind === "text" && holdsPrivateKey(edit.text));
}

function withoutKeys(help: Help): Help {
  const { text, publish, drawing } = help;
  const lines = publish?.filter((line) => !holdsPrivateKey(line)) ?? [];
  return {
    text: withoutPrivateKeys(text),
    ...(lines.length === 0 ? {} : { publish: lines }),
    ...(drawing === undefined ? {} : { drawing: drawing.map(withoutPrivateKeys) }),
  };
}
