import type { Domain } from "../../domain/domain.ts";
import type { PolicyText } from "../../domain/transport.ts";
import type { Help } from "../../model/finding.ts";
import { MAX_MAX_AGE, MAX_POLICY, type StsPolicy, type StsPolicyError } from "../../syntax/mta-sts-policy.ts";
import type { Context } from "../define.ts";
import { firstPolicyLines } from "./transport-records.ts";
import { quoted } from "./wording.ts";

const MAX_PER_FILE = 8;
const NONE = "senders take the domain as one without MTA-STS";

/** The messages about a policy file (RFC 8461 3.2). */
export const policyMessages = {
  policyEmpty: () => `the MTA-STS policy file is empty; ${NONE}`,
  policyHtml: ({ value }: { value: string }) =>
    `the MTA-STS policy file begins with ${quoted(value)}: a web page stands in the policy's place; ${NONE}`,
  policyEncoding: () => `the MTA-STS policy file is no UTF-8 text; ${NONE}`,
  policySize: ({ size }: { size: number }) =>
    `the MTA-STS policy file has ${size} characters; senders read ${MAX_POLICY} at most, and take the domain as one without MTA-STS`,
  policyMark: () => `the MTA-STS policy file begins with a byte order mark, which its grammar does not know; ${NONE}`,
  policyIndent: ({ value }: { value: string }) =>
    `the line ${quoted(value)} of the MTA-STS policy is indented, and no blank may stand before a key; ${NONE}`,
  policyColon: ({ value }: { value: string }) =>
    `a blank stands before the colon in ${quoted(value)} of the MTA-STS policy; ${NONE}`,
  policyForm: ({ value }: { value: string }) =>
    `${quoted(value)} in the MTA-STS policy is no line of the form "key: value"; ${NONE}`,
  policyMissing: ({ key, accepted }: { key: string; accepted: string }) =>
    `the MTA-STS policy has no "${key}" (${accepted}); ${NONE}`,
  policyTwice: ({ key, value }: { key: string; value: string }) =>
    `"${key}" stands twice in the MTA-STS policy; senders take the first one, ${quoted(value)}`,
  policyValue: ({ key, value, expected }: { key: string; value: string; expected: string }) =>
    `"${key}" of the MTA-STS policy is ${quoted(value)}, which must be ${expected}; ${NONE}`,
};

const EXPECTED: Readonly<Record<string, string>> = {
  version: "STSv1",
  mode: "enforce, testing or none",
  max_age: `a whole number of seconds from 0 to ${MAX_MAX_AGE}`,
  mx: 'one host name, or "*." and one',
};

type Messages = typeof policyMessages;

/** Reports what breaks the grammar of a policy file. Blank lines, which all senders are known to read past, are let be. */
export function checkPolicy(
  { file, policy }: PolicyText,
  context: Pick<Context<Messages>, "report">,
  domain: Domain,
): void {
  const errors = policy.errors.filter(({ effect }) => effect !== "nothing").slice(0, MAX_PER_FILE);
  for (const error of errors) {
    const where = {
      at: { record: file.record, field: "text", span: [error.start, error.end] },
      severity: "warning",
      help: helpFor(error, domain),
    } as const;
    say(error, policy, context, where);
  }
}

function say(
  { code, start, end, key }: StsPolicyError,
  policy: StsPolicy,
  { report }: Pick<Context<Messages>, "report">,
  where: Parameters<Context<Messages>["report"]>[2],
): void {
  const value = policy.text.slice(start, end);
  switch (code) {
    case "empty":
      return report("policyEmpty", {}, where);
    case "html":
      return report("policyHtml", { value }, where);
    case "encoding":
      return report("policyEncoding", {}, where);
    case "size":
      return report("policySize", { size: policy.text.length }, where);
    case "byte-order-mark":
      return report("policyMark", {}, where);
    case "indent":
      return report("policyIndent", { value: lineAt(policy.text, start) }, where);
    case "blank-before-colon":
      return report("policyColon", { value: lineAt(policy.text, start) }, where);
    case "form":
    case "key":
      return report("policyForm", { value: lineAt(policy.text, start) }, where);
    case "missing":
      return report("policyMissing", { key, accepted: EXPECTED[key] ?? "" }, where);
    case "duplicate": {
      const first = policy.lines.find((line) => line.key === key);
      return report("policyTwice", { key, value: first?.value ?? "" }, where);
    }
    default: {
      const expected = EXPECTED[key] ?? "a text of printable characters";
      const found = policy.lines.find((line) => line.start <= start && start < Math.max(line.end, line.start + 1));
      return report("policyValue", { key, value: found?.value ?? value, expected }, where);
    }
  }
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? text.length : end).replace(/\r$/, "");
}

/** The line to write; where no line is left of a policy, a whole one. */
function helpFor({ code, key, suggestion }: StsPolicyError, domain: Domain): Help {
  if (code === "duplicate") return { text: `keep one line "${key}"` };
  if (key === "mx" && (code === "missing" || suggestion === undefined)) {
    return {
      text: "list every MX host on a line of its own",
      drawing: firstPolicyLines(domain).filter((line) => line.startsWith("mx:")),
    };
  }
  if (key === "max_age" && suggestion === undefined) return { text: "write the seconds", drawing: ["max_age: 604800"] };
  if (suggestion !== undefined && suggestion !== "") {
    return { text: code === "missing" ? "add the line" : "write it so", drawing: suggestion.split("\n") };
  }
  if (code === "empty" || code === "html" || code === "encoding" || code === "size") {
    return { text: "serve a policy in plain text, such as", drawing: firstPolicyLines(domain) };
  }
  return { text: 'write each line as "key: value", and leave out what is neither' };
}
