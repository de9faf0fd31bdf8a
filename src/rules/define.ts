import type { HeldSince, PlansOf } from "../domain/stage.ts";
import type { Domain } from "../domain/domain.ts";
import type { DkimText, DmarcText, SpfText } from "../domain/texts.ts";
import type { PolicyText } from "../domain/transport.ts";
import type { Node, World } from "../domain/world.ts";
import type { Fix, Help, Place, Severity } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import type { DnsRecord, RecordType } from "../model/record.ts";

/** `default` surely wrong; `strict` best practice; `preview` new, not yet trusted on real zones. */
export type RuleSet = "default" | "strict" | "preview";

export interface Reference {
  readonly title: string;
  readonly url: string;
}

/** A clause of an RFC. */
export function rfc(number: number, section?: string): Reference {
  const anchor = section === undefined ? "" : `#section-${section}`;
  return {
    title: section === undefined ? `RFC ${number}` : `RFC ${number} section ${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}${anchor}`,
  };
}

/** An option of a rule, set in the configuration as `"rules": {"<id>": ["error", {…}]}`. */
export interface RuleOption {
  readonly description: string;
  readonly type: "integer" | "boolean" | "string";
  readonly default: number | boolean | string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export type Messages = Readonly<Record<string, (values: never) => string>>;

/** What a message takes; nothing for a message without arguments. */
type ValuesOf<F extends (values: never) => string> =
  Parameters<F> extends [infer V] ? V : Readonly<Record<string, never>>;

export interface RuleDocs {
  /** Why mail is lost, for a person whose mail just stopped. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /** Records in zone-file text, below `example.com`, that fire the rule and, `covers` applied, no other at error. */
  readonly bad: readonly string[];
  /** Of a rule about a change: the records before it. */
  readonly before?: readonly string[];
  readonly good: readonly string[];
}

/** What is known of a rule without running it; pages, schemas and SARIF rules are made from it. */
export interface RuleMetadata {
  /** `<family>-<what>`, stable for ever once released. */
  readonly id: string;
  readonly set: RuleSet;
  /** The highest level the rule reports by default; a finding may be lower. */
  readonly severity: Severity;
  /** Rules that stay silent about a record that this one has a finding on. */
  readonly covers: readonly string[];
  /** One line, lower-case start, no final dot. */
  readonly summary: string;
  /** What it does to mail, one line. */
  readonly consequence: string;
  readonly references: readonly Reference[];
  /** Replies of receivers that go with it, `550 5.7.26` and the like. */
  readonly smtp: readonly string[];
  readonly options?: Readonly<Record<string, RuleOption>>;
  /** Findings may come with a fix, made by `--fix` in documents; `resource`: by a Pulumi policy `remediate` too. */
  readonly fixable?: "document" | "resource";
  readonly docs: RuleDocs;
}

export interface Where {
  /** `undefined` only where no record shows the domain. */
  readonly at: Place | undefined;
  /** Where it is lower than the rule's own. */
  readonly severity?: Severity;
  readonly related?: readonly Place[];
  readonly help?: Help;
  readonly fix?: Fix;
  /** Where it is not the name being judged. */
  readonly domain?: Name;
}

export interface Context<M extends Messages> {
  readonly world: World;
  /** The set that runs: a few rules are stricter in `strict`. */
  readonly set: RuleSet;
  /** The rule's options, defaults filled in. */
  readonly options: Readonly<Record<string, number | boolean | string>>;
  /** The view of another name, with the configuration's facts. */
  readonly domain: (name: Name) => Domain;
  /** The view of a name before the change; `undefined` where that state is not given. */
  readonly before: (name: Name) => Domain | undefined;
  readonly report: <K extends keyof M & string>(id: K, values: ValuesOf<M[K]>, where: Where) => void;
  /**
   * Says that the rule could not judge the present domain. `reason` ends the sentence "not judged: …" and must be clear to
   * somebody who does not know the rule.
   */
  readonly abstain: (reason: string, domain?: Name) => void;
}

/** One record alone, with its texts parsed. Runs in a resource policy too, where nothing else is known. */
export interface RecordView {
  readonly record: DnsRecord;
  readonly node: Node;
  /** The TXT's joined text where it is known. */
  readonly text: string | undefined;
  /** Where the text is an SPF policy. */
  readonly spf: SpfText | undefined;
  /** Where the text is a DMARC policy record, wherever it stands. */
  readonly dmarc: DmarcText | undefined;
  /** Where the text begins as a DKIM key record, or stands at a selector and was meant as one. */
  readonly dkim: DkimText | undefined;
  /** Where it is no record of the DNS but an MTA-STS policy file. */
  readonly policy?: PolicyText;
}

export interface Change {
  readonly before: World;
  readonly after: World;
  readonly domainBefore: (name: Name) => Domain;
  readonly domainAfter: (name: Name) => Domain;
  /** ISO date of the change; `undefined` where it is not given. */
  readonly today: string | undefined;
  /** What the history of the documents tells of a record of the state before. */
  readonly heldSince: HeldSince;
  /** The stages that the configuration declares, now and before. */
  readonly plansOf: PlansOf;
}

interface RuleOf<M extends Messages> extends RuleMetadata {
  readonly messages: M;
}

export interface RecordRule<M extends Messages> extends RuleOf<M> {
  readonly kind: "record";
  /** The types it looks at. */
  readonly types: readonly RecordType[];
  /** Only TXT records that are such policies. */
  readonly text?: "spf" | "dmarc" | "dkim";
  readonly check: (view: RecordView, context: Context<M>) => void;
}

export interface DomainRule<M extends Messages> extends RuleOf<M> {
  readonly kind: "domain";
  /** Only names where such a thing is declared (`mx`: an MX record; `spf`: a policy; `dmarc`: `_dmarc` below it holds something). */
  readonly needs?: "mx" | "spf" | "dmarc";
  readonly check: (domain: Domain, context: Context<M>) => void;
}

export interface WorldRule<M extends Messages> extends RuleOf<M> {
  readonly kind: "world";
  readonly check: (world: World, context: Context<M>) => void;
}

export interface ChangeRule<M extends Messages> extends RuleOf<M> {
  readonly kind: "change";
  readonly check: (change: Change, context: Context<M>) => void;
}

export type AnyRule = RecordRule<Messages> | DomainRule<Messages> | WorldRule<Messages> | ChangeRule<Messages>;

/**
 * One rule: its metadata, its messages by id, its check. A check does no I/O and keeps nothing between calls.
 */
export function defineRule<const M extends Record<string, (values: never) => string>>(
  rule: RecordRule<M> | DomainRule<M> | WorldRule<M> | ChangeRule<M>,
): AnyRule {
  // The messages' argument types matter to the rule's own calls of `report` only.
  return rule as unknown as AnyRule;
}
