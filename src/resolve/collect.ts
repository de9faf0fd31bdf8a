import type { Measured, MeasuredName, Question } from "../model/measured.ts";
import type { Name } from "../model/name.ts";
import { isSpf } from "../syntax/spf.ts";
import { isPublicName } from "./public-name.ts";
import type { DnsAnswer, Resolver } from "./resolver.ts";

/** What a hostile document, or name servers that answer with ever more names, can make us ask and keep. */
export const limits = {
  /** Questions under way at once. */
  parallel: 10,
  /** Names asked for. */
  names: 500,
  /** Policies followed outward from a declared one; receivers stop at ten look-ups (RFC 7208 4.6.4). */
  depth: 16,
  /** What one policy asks for: it is over the limit long before. */
  terms: 64,
  /** Characters of policies kept, all together and of one name. */
  text: 1 << 20,
  textOfName: 1 << 16,
  /** Policies kept of one name: two are an error already. */
  policies: 10,
  /** Milliseconds that all questions may take together. */
  time: 30_000,
} as const;

export interface CollectOptions {
  readonly resolver: Resolver;
  /** What the declared policies ask for. */
  readonly questions: readonly Question[];
  /** What a policy that was answered asks for in turn. */
  readonly further: (name: Name, policies: readonly string[]) => readonly Question[];
  /** ISO date that the answers get. */
  readonly today: string;
  /** What was measured earlier: followed where a name does not answer now. */
  readonly earlier?: ReadonlyMap<Name, MeasuredName>;
  readonly limits?: Partial<Readonly<Record<keyof typeof limits, number>>>;
  readonly onProgress?: (asked: number, found: number) => void;
}

export interface Collected extends Measured {
  /** Every name that is needed, answered or not. */
  readonly needed: ReadonlySet<Name>;
}

/** A name's answers as they come together. */
interface Draft {
  exists?: false;
  spf?: readonly string[];
  mx?: number;
  a?: boolean;
  aaaa?: boolean;
}

/**
 * Asks the DNS outward from the declared policies, each question once; hosts last, so that policies are asked for before
 * the bound is reached. The outcome does not depend on the order in which answers arrive; the work is bounded, and ends in
 * time whatever the resolver does. Never rejects.
 */
export async function collect(options: CollectOptions): Promise<Collected> {
  const asking = new Asking(options);
  const hosts: Question[] = [];
  let policies = [...options.questions];
  for (let depth = 0; policies.length > 0; depth++) {
    hosts.push(...policies.filter(({ type }) => type !== "TXT"));
    policies = await asking.round(
      policies.filter(({ type }) => type === "TXT"),
      depth,
    );
  }
  await asking.round(hosts, 0);
  return asking.end();
}

class Asking {
  readonly #options: CollectOptions;
  readonly #bounds: Readonly<Record<keyof typeof limits, number>>;
  readonly #drafts = new Map<Name, Draft>();
  readonly #failures = new Map<Name, string>();
  readonly #needed = new Set<Name>();
  readonly #asked = new Set<string>();
  readonly #deadline: Promise<DnsAnswer>;
  readonly #timer: ReturnType<typeof setTimeout>;
  #isOver = false;
  #text = 0;
  #done = 0;

  constructor(options: CollectOptions) {
    this.#options = options;
    this.#bounds = { ...limits, ...options.limits };
    let up: (answer: DnsAnswer) => void = () => undefined;
    this.#deadline = new Promise((resolve) => (up = resolve));
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      up(this.#late());
      options.resolver.cancel();
    }, this.#bounds.time);
  }

  /** Asks what was not asked yet; gives what the answers ask for in turn. */
  async round(questions: readonly Question[], depth: number): Promise<Question[]> {
    const allowed: Question[] = [];
    for (const question of questions) {
      const { name, type } = question;
      const key = `${type} ${name}`;
      if (this.#asked.has(key)) continue;
      this.#asked.add(key);
      const refusal = this.#refusal(name, depth);
      if (refusal === undefined) {
        this.#needed.add(name);
        allowed.push(question);
      } else if (!this.#failures.has(name)) this.#failures.set(name, `${name} is not asked for: ${refusal}`);
    }
    const answers = await this.#inTurn(allowed);
    return allowed.flatMap((question, index) => this.#take(question, answers[index] ?? this.#late()));
  }

  end(): Collected {
    clearTimeout(this.#timer);
    const names = new Map<Name, MeasuredName>();
    for (const [name, draft] of this.#drafts) names.set(name, { date: this.#options.today, ...draft });
    return { names, failures: this.#failures, needed: this.#needed };
  }

  /** Why a name may not be asked for. */
  #refusal(name: Name, depth: number): string | undefined {
    if (!isPublicName(name)) return "it is no name of the public DNS";
    if (depth > this.#bounds.depth) return `it lies more than ${this.#bounds.depth} policies deep`;
    if (this.#needed.has(name) || this.#needed.size < this.#bounds.names) return undefined;
    return `${this.#bounds.names} names are asked for at most`;
  }

  /** Answers in the order of the questions, some under way at once. */
  async #inTurn(questions: readonly Question[]): Promise<DnsAnswer[]> {
    const answers: DnsAnswer[] = [];
    let position = 0;
    const work = async (): Promise<void> => {
      for (let index = position++; index < questions.length; index = position++) {
        answers[index] = await this.#ask(questions[index] as Question);
        this.#options.onProgress?.(++this.#done, this.#asked.size);
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.#bounds.parallel, questions.length) }, work));
    return answers;
  }

  async #ask(question: Question): Promise<DnsAnswer> {
    if (this.#isOver) return this.#late();
    try {
      return await Promise.race([this.#options.resolver.ask(question), this.#deadline]);
    } catch (error) {
      return { state: "failed", reason: error instanceof Error ? error.message : "an unknown error" };
    }
  }

  #take({ name, type }: Question, answer: DnsAnswer): readonly Question[] {
    if (answer.state === "failed") {
      if (!this.#failures.has(name)) this.#failures.set(name, `the DNS gives no answer for ${name}: ${answer.reason}`);
      return type === "TXT" ? this.#further(name, this.#options.earlier?.get(name)?.spf ?? []) : [];
    }
    const draft: Draft = {};
    const values = answer.state === "found" ? answer.values : [];
    if (answer.state === "none" && !answer.exists) draft.exists = false;
    if (type === "A") draft.a = values.length > 0;
    else if (type === "AAAA") draft.aaaa = values.length > 0;
    else if (type === "MX") draft.mx = values.length;
    else {
      const policies = values.filter(isSpf).sort().slice(0, this.#bounds.policies);
      const length = policies.reduce((sum, each) => sum + each.length, 0);
      this.#text += length;
      if (length > this.#bounds.textOfName || this.#text > this.#bounds.text) {
        this.#failures.set(name, `the answers for ${name} are too long to be kept`);
        return [];
      }
      draft.spf = policies;
    }
    this.#drafts.set(name, { ...this.#drafts.get(name), ...draft });
    return this.#further(name, draft.spf ?? []);
  }

  #further(name: Name, policies: readonly string[]): readonly Question[] {
    return policies.length === 0 ? [] : this.#options.further(name, policies).slice(0, this.#bounds.terms);
  }

  #late(): DnsAnswer {
    return { state: "failed", reason: `the ${this.#bounds.time / 1000} seconds for all look-ups were over` };
  }
}
