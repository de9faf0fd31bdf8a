import { dmarcTexts, dmarcTree } from "../domain/texts.ts";
import type { Help, Severity } from "../model/finding.ts";
import { looksMeantAsDmarc, mendDmarc, type DmarcError, type DmarcRecord } from "../syntax/dmarc.ts";
import { isSpf } from "../syntax/spf.ts";
import { txtSlip } from "../syntax/txt.ts";
import { defineRule, rfc } from "./define.ts";
import { policyDomain, repaired } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";
import { quoted } from "./shared/wording.ts";

/** Problems that other rules tell of. */
const ELSEWHERE = new Set([
  "removed-tag",
  "uri-empty",
  "uri-scheme-missing",
  "uri-scheme",
  "uri-address",
  "uri-comma",
  "uri-exclamation",
  "uri-size",
  "uri-character",
]);
/** A broken record has more than one slip rarely; more findings would bury the first. */
const MAX_PER_RECORD = 4;

export default defineRule({
  id: "dmarc-syntax",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "error",
  covers: ["txt-quoting", "spf-near-miss"],
  summary: "a DMARC record breaks the grammar",
  consequence: "receivers ignore the record or its policy, and the domain is unprotected",
  references: [rfc(9989, "4.7"), rfc(9989, "4.8"), rfc(9989, "4.10.1")],
  smtp: ["550 5.7.40", "550 5.7.515"],
  messages: {
    policy: ({ tag, value, expected, effect }: { tag: string; value: string; expected: string; effect: string }) =>
      `the tag "${tag}" of the DMARC record has the value ${quoted(value)}, which must be ${expected}; ${effect}`,
    semicolon: ({ tag, value, effect }: { tag: string; value: string; effect: string }) =>
      `a semicolon is missing in ${quoted(value)}: the tag "${tag}" takes all of it for its value; ${effect}`,
    form: ({ value, effect }: { value: string; effect: string }) =>
      `${quoted(value)} in the DMARC record is no tag of the form name=value; ${effect}`,
    cut: ({ value, effect }: { value: string; effect: string }) =>
      `the DMARC record is ${quoted(value)} and nothing more: the rest is lost, as behind a ";" that no quotes protect; ${effect}`,
    missingPolicy: ({ effect }: { effect: string }) => `the DMARC record has no tag "p"; ${effect}`,
    twice: ({ tag }: { tag: string }) =>
      `the tag "${tag}" stands twice in the DMARC record; some receivers take the last one, others ignore the whole record`,
    defaulted: ({ tag, value, expected, applied }: { tag: string; value: string; expected: string; applied: string }) =>
      `the tag "${tag}" of the DMARC record has the value ${quoted(value)}, which must be ${expected}; receivers take its default, ${applied}`,
    ignored: ({ value }: { value: string }) =>
      `${quoted(value)} in the DMARC record is no tag of the form name=value; receivers leave it out`,
    misspelt: ({ tag, meant }: { tag: string; meant: string }) =>
      `the tag "${tag}" of the DMARC record is not known to RFC 9989, so receivers ignore it; it was meant as "${meant}"`,
    unknown: ({ tag }: { tag: string }) =>
      `the tag "${tag}" of the DMARC record is not known to RFC 9989; receivers ignore it`,
    near: ({ value }: { value: string }) =>
      `the text ${quoted(value)} was meant as a DMARC record, which starts with exactly "v=DMARC1;"; receivers do not see one in it`,
  },
  docs: {
    why: "Receivers use a record only if it starts with exactly `v=DMARC1` and its policy is one of none, quarantine and reject. Anything else is ignored, and the domain is as if it had no DMARC.",
    fix: "Correct the spelling; tags are name=value with semicolons between them.",
    bad: ["_dmarc TXT v=DMARC1; p=quarentine"],
    good: ["_dmarc TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"],
  },
  check({ record, node, text, dmarc }, context) {
    const domain = policyDomain(node.name, context.world);
    if (text === undefined || domain === undefined) return;
    if (dmarc === undefined) {
      const near = isSpf(text) ? undefined : looksMeantAsDmarc(text);
      if (near === undefined) return;
      const beside = dmarcTexts(node.records).length > 0;
      context.report(
        "near",
        { value: text },
        {
          domain,
          severity: beside ? "warning" : "error",
          at: { record, field: "text", span: [near.start, near.end] },
          help: beside
            ? { text: "remove it: the record beside it is the one that counts" }
            : help(node.name, dmarcTree(near.mended)),
        },
      );
      return;
    }
    const tree = dmarc.dmarc;
    const errors = tree.errors.filter(({ code }) => !ELSEWHERE.has(code)).slice(0, MAX_PER_RECORD);
    if (errors.length === 0) return;
    const cut = txtSlip(text)?.kind === "cut-at-semicolon";
    const advice = cut ? cutHelp(node.name, tree) : help(node.name, tree);
    for (const error of errors) {
      const [id, values] = cut ? cutFinding(text) : finding(error, tree);
      context.report(id, values, {
        domain,
        severity: severity(error, tree),
        at: { record, field: "text", span: [error.start, error.end] },
        help: advice,
      });
    }
  },
});

function help(owner: string, tree: DmarcRecord): Help {
  const guessed = mendDmarc(tree) === undefined;
  const text = guessed
    ? "publish the record with the policy that you mean; none changes nothing for mail"
    : "publish the record so";
  return { text, publish: [txtLine(owner, repaired(tree))] };
}

/** What stood behind the semicolon is not known here; a policy of none does no harm meanwhile. */
function cutHelp(owner: string, tree: DmarcRecord): Help {
  const text =
    'publish the whole record, in a zone file between " and "; if there was no more of it, none changes nothing';
  return { text, publish: [txtLine(owner, repaired(tree))] };
}

function cutFinding(text: string): Reported {
  return ["cut", { value: text.trim(), effect: "receivers apply no DMARC at all" }];
}

function severity(error: DmarcError, tree: DmarcRecord): Severity {
  if (error.code === "missing-policy") return tree.usable === "no" ? "error" : "warning";
  if (error.effect === "policy" || error.code === "duplicate-tag") return "error";
  return error.code === "unknown-tag" && error.suggestion === undefined ? "info" : "warning";
}

type Reported =
  | ["policy", { tag: string; value: string; expected: string; effect: string }]
  | ["semicolon", { tag: string; value: string; effect: string }]
  | ["form", { value: string; effect: string }]
  | ["cut", { value: string; effect: string }]
  | ["missingPolicy", { effect: string }]
  | ["twice", { tag: string }]
  | ["defaulted", { tag: string; value: string; expected: string; applied: string }]
  | ["ignored", { value: string }]
  | ["misspelt", { tag: string; meant: string }]
  | ["unknown", { tag: string }];

function finding(error: DmarcError, tree: DmarcRecord): Reported {
  const { name: tag, expected } = error;
  const value = error.code === "empty-value" ? "" : error.value;
  const effect = tree.usable === "no" ? "receivers apply no DMARC at all" : "receivers act as if the policy were none";
  switch (error.code) {
    case "missing-policy":
      return ["missingPolicy", { effect }];
    case "duplicate-tag":
      return ["twice", { tag }];
    case "unknown-tag":
      return error.suggestion === undefined
        ? ["unknown", { tag: value }]
        : ["misspelt", { tag: value, meant: error.suggestion }];
    default:
      if (error.code === "missing-semicolon" && error.effect === "policy") return ["semicolon", { tag, value, effect }];
      if (error.code === "missing-equals" && error.effect === "policy") return ["form", { value, effect }];
      if (error.effect === "policy") return ["policy", { tag, value, expected, effect }];
      if (error.effect === "default") return ["defaulted", { tag, value, expected, applied: error.applied ?? "" }];
      return ["ignored", { value: error.value }];
  }
}
