import type { RuleMetadata } from "../rules/define.ts";
import data from "./replies.json" with { type: "json" };

/** What a receiver says, in its own words, and who says so. */
export interface Reply {
  readonly receiver: string;
  readonly text: string;
  readonly meaning: string;
  readonly source: string;
}

/** What a receiver does without a reply of its own. */
export interface Behaviour {
  readonly receiver: string;
  readonly does: string;
  readonly source: string;
}

export interface Answers {
  readonly replies: readonly Reply[];
  readonly behaviours: readonly Behaviour[];
  /** Replies that the rule names and of which no receiver's words are known; with what RFC 3463 takes the code for. */
  readonly codes: readonly { readonly reply: string; readonly text: string | undefined }[];
}

/** More of them say nothing new. */
const REPLIES = 4;

const codeTexts: Readonly<Record<string, { readonly text: string }>> = data.codes;

/**
 * The replies that go with a rule: those that are known to follow from its defect, of the codes that the rule names
 * (`RuleMetadata.smtp`), one a receiver.
 */
export function answersOf({ id, smtp }: RuleMetadata): Answers {
  const replies: Reply[] = [];
  const codes: { reply: string; text: string | undefined }[] = [];
  const receivers = new Set<string>();
  for (const reply of smtp) {
    const code = enhancedOf(reply);
    const own = data.replies.filter(({ rules }) => rules.includes(id));
    const exact = own.filter((each) => each.code === code);
    const known = exact.length > 0 ? exact : own.filter((each) => each.code === twinOf(code));
    if (known.length === 0) codes.push({ reply, text: meaningOf(code) });
    for (const each of known) {
      const key = `${each.receiver} ${each.code}`;
      if (receivers.has(key) || replies.length >= REPLIES) continue;
      receivers.add(key);
      replies.push({ receiver: each.receiver, text: each.text, meaning: each.meaning, source: each.source });
    }
  }
  const behaviours = data.behaviours.filter(({ rules }) => rules.includes(id));
  return { replies, behaviours, codes };
}

/** `5.7.26` of `550 5.7.26`. */
function enhancedOf(reply: string): string | undefined {
  return reply.split(" ")[1];
}

function meaningOf(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  return (codeTexts[code] ?? codeTexts[twinOf(code) ?? code])?.text;
}

/** 4.x.x and 5.x.x say the same of a defect that may pass and of one that stays (RFC 3463 2). */
function twinOf(code: string | undefined): string | undefined {
  return code === undefined ? undefined : (code.startsWith("4") ? "5" : "4") + code.slice(1);
}
