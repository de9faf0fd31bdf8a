import { spfTree } from "../domain/texts.ts";
import { mendSpf, type SpfError, type SpfErrorCode, type SpfWarning, type SpfWarningCode } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { isPolicyName } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";
import { isBehindAll, withoutDead } from "./shared/spf-records.ts";
import { errorText, warningText, type SpfSlip } from "./shared/spf-syntax-text.ts";

/** Further slips of one record would bury the first. */
const MAX_PER_RECORD = 4;

export default defineRule({
  id: "spf-syntax",
  kind: "record",
  types: ["TXT"],
  text: "spf",
  set: "default",
  severity: "error",
  covers: ["spf-no-all", "txt-quoting"],
  summary: "an SPF record breaks the grammar",
  consequence: "receivers stop with permerror and treat SPF as failed for all mail of the domain",
  references: [rfc(7208, "4.6"), rfc(7208, "12")],
  smtp: ["550 5.7.26", "550 5.7.23"],
  messages: {
    error: ({ code, slip }: { code: SpfErrorCode; slip: SpfSlip }) => errorText(code, slip),
    warning: ({ code, slip }: { code: SpfWarningCode; slip: SpfSlip }) => warningText(code, slip),
  },
  docs: {
    why: "Receivers read the whole record before they evaluate any of it. One misspelt term anywhere, even after all, makes the result permerror for every message (RFC 7208 section 4.6).",
    fix: "Correct the term: mechanisms take a colon (ip4:192.0.2.1, include:example.net), redirect and exp take =, and only blanks part terms.",
    bad: ["@ TXT v=spf1 ipv4:192.0.2.1 -all"],
    good: ["@ TXT v=spf1 ip4:192.0.2.1 -all"],
  },
  check({ record, node, spf }, context) {
    if (spf === undefined || isPolicyName(node.name)) return;
    const { errors, warnings } = spf.spf;
    if (errors.length + warnings.length === 0) return;
    const right = mendSpf(spf.spf);
    const mended = right === undefined ? undefined : withoutDead(spfTree(right)).text;
    const help =
      mended === undefined || mended === spf.text
        ? { text: "correct the term, or take it out" }
        : { text: "publish the record so", publish: [txtLine(node.name, mended)] };
    for (const error of errors.slice(0, MAX_PER_RECORD)) {
      const at = { record, field: "text" as const, span: [error.start, error.end] as const };
      context.report("error", { code: error.code, slip: slipOf(error, spf.text) }, { at, help });
    }
    for (const warning of warnings.slice(0, MAX_PER_RECORD)) {
      // a second record behind the first: spf-after-all tells what is lost by it
      if (warning.code === "repeated-version" && isBehindAll(spf.spf, warning.term)) continue;
      const at = { record, field: "text" as const, span: [warning.start, warning.end] as const };
      context.report(
        "warning",
        { code: warning.code, slip: slipOf(warning, spf.text) },
        { at, severity: "warning", help: warning.suggestion === undefined ? withoutMended(help) : help },
      );
    }
  },
});

function slipOf(problem: SpfError | SpfWarning, text: string): SpfSlip {
  const { value, term, name, limit, suggestion } = problem;
  return { value, term: text.slice(term.start, term.end), name, limit, meant: suggestion };
}

/** A warning without a suggestion is not ended by mending the rest. */
function withoutMended(help: { text: string }): { text: string } {
  return help.text.startsWith("publish") ? { text: "correct the term, or take it out" } : help;
}
