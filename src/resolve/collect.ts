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
 * Asks the DNS outward from the declared policies, each question once. The outcome does not depend on the order in which
 * answers arrive; it is bounded, and ends in time whatever the resolver does. Never rejects.
 */
export async function collect(options: CollectOptions): Promise<Collected> {
  const bounds = { ...limits, ...options.limits };
  const { resolver, today, earlier, onProgress } = options;
  const drafts = new Map<Name, Draft>();
  const failures = new Map<Name, string>();
  const needed = new Set<Name>();
  const asked = new Set<string>();
  let text = 0;
  let done = 0;

  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<DnsAnswer>((resolve) => {
    timer = setTimeout(() => {
      isOver = true;
      resolve(late(bounds.time));
      resolver.cancel();
    }, bounds.time);
  });
  const ask = async (question: Question): Promise<DnsAnswer> => {
    if (isOver) return late(bounds.time);
    const answer = await Promise.race([resolver.ask(question).catch(thrown), deadline]);
    onProgress?.(++done, asked.size);
    return answer;
  };
  /** Whether a name may be asked for, and if not, why. */
  const refusal = ({ name }: Question): string | undefined => {
    if (!isPublicName(name)) return "it is no name of the public DNS";
    if (needed.has(name)) return undefined;
    return needed.size >= bounds.names ? `${bounds.names} names are asked for at most` : undefined;
  };

  let round = unasked(options.questions, asked);
  for (let depth = 0; round.length > 0; depth++) {
    const allowed: Question[] = [];
    for (const question of round) {
      const reason =
        refusal(question) ?? (depth > bounds.depth ? `it lies more than ${bounds.depth} policies deep` : undefined);
      if (reason !== undefined) {
        failures.set(question.name, `${question.name} is not asked for: ${reason}`);
        continue;
      }
      needed.add(question.name);
      allowed.push(question);
    }
    const answers = await inTurn(allowed, ask, bounds.parallel);
    const next: Question[] = [];
    for (const [index, question] of allowed.entries()) {
      const { name, type } = question;
      const answer = answers[index] ?? late(bounds.time);
      if (answer.state === "failed") {
        if (!failures.has(name)) failures.set(name, noAnswer(name, answer.reason));
        if (type === "TXT") next.push(...options.further(name, earlier?.get(name)?.spf ?? []));
        continue;
      }
      const draft = drafts.get(name) ?? {};
      drafts.set(name, draft);
      if (answer.state === "none" && !answer.exists) draft.exists = false;
      const values = answer.state === "found" ? answer.values : [];
      if (type === "A") draft.a = values.length > 0;
      else if (type === "AAAA") draft.aaaa = values.length > 0;
      else if (type === "MX") draft.mx = values.length;
      else {
        const policies = values.filter(isSpf).sort().slice(0, bounds.policies);
        const length = policies.reduce((sum, each) => sum + each.length, 0);
        text += length;
        if (length > bounds.textOfName || text > bounds.text) {
          failures.set(name, `the answers for ${name} are too long to be kept`);
          continue;
        }
        draft.spf = policies;
        next.push(...options.further(name, policies));
      }
    }
    round = unasked(next, asked);
  }
  clearTimeout(timer);
  const names = new Map<Name, MeasuredName>();
  for (const [name, draft] of drafts) if (Object.keys(draft).length > 0) names.set(name, { date: today, ...draft });
  return { names, failures, needed };
}

function noAnswer(name: Name, reason: string): string {
  return `the DNS gives no answer for ${name}: ${reason}`;
}

function late(time: number): DnsAnswer {
  return { state: "failed", reason: `the ${time / 1000} seconds for all look-ups were over` };
}

function thrown(error: unknown): DnsAnswer {
  return { state: "failed", reason: error instanceof Error ? error.message : "an unknown error" };
}

function unasked(questions: readonly Question[], asked: Set<string>): Question[] {
  return questions.filter(({ name, type }) => {
    const key = `${type} ${name}`;
    if (asked.has(key)) return false;
    asked.add(key);
    return true;
  });
}

/** Answers in the order of the questions, `parallel` under way at once. */
async function inTurn(
  questions: readonly Question[],
  ask: (question: Question) => Promise<DnsAnswer>,
  parallel: number,
): Promise<DnsAnswer[]> {
  const answers: DnsAnswer[] = [];
  let position = 0;
  const work = async (): Promise<void> => {
    for (let index = position++; index < questions.length; index = position++) {
      answers[index] = await ask(questions[index] as Question);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, questions.length) }, work));
  return answers;
}
