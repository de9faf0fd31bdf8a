import type { Finding } from "../model/finding.ts";
import type { DnsRecord } from "../model/record.ts";
import type { Zone } from "../model/zone.ts";
import type { AnyRule } from "../rules/define.ts";
import { rules as allRules } from "../rules/index.ts";
import { nearest } from "../syntax/edit-distance.ts";
import { IGNORE_FORM, IGNORE_MARK, parseIgnoreComments, type IgnoreComment } from "../syntax/ignore-comment.ts";
import { isDate } from "../model/dates.ts";
import type { Ignore, Settings } from "./settings.ts";

/** A comment that has no effect, or none any more; `text` is a sentence without its start and its full stop. */
export interface InlineProblem {
  readonly record: DnsRecord;
  readonly why: "unused" | "expired" | "refused" | "malformed" | "off";
  readonly text: string;
}

const NONE: readonly Asked[] = [];
/** Rules named where nobody reads more. */
const NAMED = 5;

type Taken = Extract<IgnoreComment, { ok: true }>;

/** One `maildns-ignore`, and what has become of what it asks for, by rule. It may stand at several records. */
interface Asked {
  readonly record: DnsRecord;
  readonly comment: IgnoreComment;
  readonly used: Set<string>;
  readonly refused: Set<string>;
}

export interface InlineOptions {
  readonly settings: Settings;
  /** Ids that there are, and those of the rules that ran. */
  readonly known: ReadonlySet<string>;
  readonly ran: ReadonlySet<string>;
  /** ISO date; without one nothing ends. */
  readonly today: string | undefined;
}

export function inlineOptions(
  settings: Settings,
  input: { readonly rules?: readonly AnyRule[]; readonly today?: string },
  runs: readonly { readonly rule: AnyRule }[],
): InlineOptions {
  const known = new Set([...allRules, ...(input.rules ?? [])].map(({ id }) => id));
  return { settings, known, ran: new Set(runs.map(({ rule }) => rule.id)), today: input.today };
}

/**
 * What comments beside records ask for. It speaks of the findings that stand at that very record, and only as far as the
 * configuration allows: whoever changes a document can write a comment.
 */
export class InlineIgnores {
  readonly #options: InlineOptions;
  readonly #byRecord = new Map<DnsRecord, readonly Asked[]>();
  readonly #asked = new Set<Asked>();
  /** A slip is put right where somebody reads it, not in ten thousand comments. */
  #suggestions = 100;

  constructor(zones: readonly Zone[], options: InlineOptions) {
    this.#options = options;
    const byPlace = new Map<string, Asked>();
    for (const { records } of zones) {
      for (const record of records) {
        const comment = record.vendor?.comment;
        if (comment === undefined || record.source.context === true || !comment.includes(IGNORE_MARK)) continue;
        this.#take(record, comment, byPlace);
      }
    }
  }

  /** The ignore that holds for a finding. */
  of({ rule, severity, at, domain }: Finding): Ignore | undefined {
    const { inlineIgnores: allowed } = this.#options.settings;
    let holding: Taken | undefined;
    for (const { comment, used, refused } of (at && this.#byRecord.get(at.record)) ?? NONE) {
      if (!comment.ok || !comment.rules.includes(rule)) continue;
      if (!this.#isSound(comment) || this.#isOver(comment)) continue;
      if (allowed === false || (allowed === true ? severity === "error" : !allowed.has(rule))) refused.add(rule);
      else {
        used.add(rule);
        holding ??= comment;
      }
    }
    if (holding === undefined) return undefined;
    const { reason, until } = holding;
    return { rule, domain, reason, ...(until === undefined ? {} : { until }) };
  }

  /** After all findings were asked about: the comments without effect. */
  problems(): InlineProblem[] {
    if (this.#options.settings.inlineIgnores === false) return this.#off();
    const problems: InlineProblem[] = [];
    for (const asked of this.#asked) this.#judge(asked, problems);
    return problems;
  }

  /** What records of one name or one entry say alike is one comment's. */
  #take(record: DnsRecord, text: string, byPlace: Map<string, Asked>): void {
    const { path } = record.source.document;
    const all = parseIgnoreComments(text).map((comment) => {
      const said = JSON.stringify(comment);
      const places = [`${path}\n${record.at}\n${said}`, `${path}\n${String(record.name)}\n${said}`];
      const known = places.map((place) => byPlace.get(place)).find((each) => each !== undefined);
      const asked = known ?? { record, comment, used: new Set<string>(), refused: new Set<string>() };
      for (const place of places) byPlace.set(place, asked);
      this.#asked.add(asked);
      return asked;
    });
    if (all.length > 0) this.#byRecord.set(record, all);
  }

  #isOver({ until }: Taken): boolean {
    const { today } = this.#options;
    return until !== undefined && today !== undefined && today > until;
  }

  #isSound({ rules, until }: Taken): boolean {
    return rules.every((rule) => this.#options.known.has(rule)) && (until === undefined || isDate(until));
  }

  #fault({ rules, until }: Taken): string | undefined {
    const { known } = this.#options;
    const unknown = rules.find((rule) => !known.has(rule));
    if (unknown !== undefined) {
      const near = this.#suggestions-- > 0 ? nearest(unknown, known, 3) : undefined;
      return `"${unknown}" is no rule${near === undefined ? "" : `, ${near} is`}`;
    }
    return until === undefined || isDate(until) ? undefined : `"${until}" is no day such as 2026-12-31`;
  }

  #judge({ record, comment, used, refused }: Asked, problems: InlineProblem[]): void {
    const fault = comment.ok ? this.#fault(comment) : comment.fault;
    if (!comment.ok || fault !== undefined) {
      problems.push({
        record,
        why: "malformed",
        text: `a ${IGNORE_MARK} here is not taken: ${fault ?? ""}; it reads ${IGNORE_FORM}`,
      });
      return;
    }
    const { settings, ran } = this.#options;
    const { inlineIgnores: allowed } = settings;
    for (const rule of comment.rules) {
      if (this.#isOver(comment)) {
        const text = `the comment's ignore of ${rule} ended on ${comment.until ?? ""} and holds no longer`;
        problems.push({ record, why: "expired", text });
      } else if (typeof allowed === "object" && !allowed.has(rule)) {
        const text = `the comment asks to ignore ${rule}, which "inlineIgnores" of the configuration does not list; it has no effect`;
        problems.push({ record, why: "refused", text });
      } else if (refused.has(rule)) {
        const text = `the comment asks to ignore an error of ${rule}; "inlineIgnores": true takes it for warnings and infos only, a list that names the rule for errors too`;
        problems.push({ record, why: "refused", text });
      } else if (!used.has(rule) && ran.has(rule)) {
        const text = `the comment ignores ${rule}, which has no finding at this record; remove it (one that points elsewhere, or at no record, is ignored in the configuration)`;
        problems.push({ record, why: "unused", text });
      }
    }
  }

  /** One a document, with how many ask and for what. */
  #off(): InlineProblem[] {
    const byPath = new Map<string, { first: DnsRecord; count: number; rules: Set<string> }>();
    for (const { record, comment } of this.#asked) {
      const { path } = record.source.document;
      let entry = byPath.get(path);
      if (entry === undefined) byPath.set(path, (entry = { first: record, count: 0, rules: new Set() }));
      entry.count++;
      if (comment.ok) for (const rule of comment.rules) entry.rules.add(rule);
    }
    return [...byPath.values()].map(({ first, count, rules }) => {
      const names = [...rules].slice(0, NAMED).join(", ");
      const more = rules.size > NAMED ? ` and ${rules.size - NAMED} more` : "";
      const what = names === "" ? "" : ` of ${names}${more}`;
      const who = count === 1 ? "1 comment asks" : `${count} comments ask`;
      const text = `${who} to ignore findings${what}; without "inlineIgnores" in the configuration that has no effect`;
      return { record: first, why: "off", text };
    });
  }
}
