import { isSts, looksMeantAsSts, mendSts, parseSts, type StsErrorCode } from "../syntax/mta-sts.ts";
import { txtSlip } from "../syntax/txt.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { checkPolicy, policyMessages } from "./shared/mta-sts-policy-text.ts";
import { isAbsent, misplacedDomain, serviceDomain } from "./shared/transport-records.ts";
import { quoted } from "./shared/wording.ts";

/** What is wrong, and the field it is in. */
interface Slip {
  readonly value: string;
  readonly name: string;
}

/** A broken record has more than one slip rarely; more findings would bury the first. */
const MAX_PER_RECORD = 4;
const NONE = "senders take the domain as one without MTA-STS";

export default defineRule({
  id: "mta-sts-syntax",
  kind: "record",
  types: ["TXT", "OTHER"],
  set: "default",
  severity: "warning",
  covers: [],
  summary: "an MTA-STS record or policy file breaks the grammar",
  consequence: "senders take it as no policy, and mail can be read or redirected on its way",
  references: [rfc(8461, "3.1"), rfc(8461, "3.2")],
  smtp: [],
  messages: {
    ...policyMessages,
    near: ({ value }: { value: string }) =>
      `the text ${quoted(value)} was meant as an MTA-STS record, which starts with exactly "v=STSv1;"; senders take no notice of it`,
    wrongName: ({ name, domain }: { name: string; domain: string }) =>
      `an MTA-STS record stands at ${name}; senders look for it at _mta-sts.${domain} only, so it has no effect`,
    noId: (_: Slip) => `the MTA-STS record has no "id"; ${NONE}`,
    id: ({ value }: Slip) =>
      `the id ${quoted(value)} of the MTA-STS record holds other characters than letters and digits; ${NONE}`,
    idLength: ({ value }: Slip) =>
      `the id ${quoted(value)} of the MTA-STS record has ${value.length} characters, and 32 are the most; ${NONE}`,
    form: ({ value }: Slip) => `${quoted(value)} in the MTA-STS record is no field of the form name=value; ${NONE}`,
    blank: ({ name }: Slip) =>
      `a blank stands in the field "${name}" of the MTA-STS record, where the grammar has none; ${NONE}`,
    trailingBlank: (_: Slip) =>
      `the MTA-STS record ends in a blank, which the grammar allows only behind a semicolon; strict senders take the domain as one without MTA-STS`,
    empty: ({ name }: Slip) => `the field "${name}" of the MTA-STS record is empty; ${NONE}`,
    character: ({ name, value }: Slip) =>
      `the field "${name}" of the MTA-STS record holds ${quoted(value)}, which the grammar does not allow there; ${NONE}`,
    field: ({ value }: Slip) => `${quoted(value)} in the MTA-STS record breaks the grammar; ${NONE}`,
    twice: ({ name }: Slip) => `the field "${name}" stands twice in the MTA-STS record; senders take the first one`,
  },
  docs: {
    why: "A sender that finds a slip in the record or in the policy file goes on as if there were no policy: mail still arrives, and it is no longer protected. Nobody is told, unless TLS reports are asked for.",
    fix: "The record is `v=STSv1; id=…` with 1 to 32 letters and digits. The policy file has one `key: value` a line, nothing in front of the key, and the keys version, mode, max_age and at least one mx.",
    bad: ["_mta-sts TXT v=STSv1; id=2026-11-01", "mta-sts A 5.6.7.8"],
    good: [
      "_mta-sts TXT v=STSv1; id=20261101",
      "mta-sts A 5.6.7.8",
      "_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.com",
    ],
  },
  check({ record, node, text, policy }, context) {
    if (policy !== undefined) {
      checkPolicy(policy, context, context.domain(policy.file.domain));
      return;
    }
    if (text === undefined || record.type !== "TXT") return;
    const isOne = isSts(text);
    const { name } = node;
    if (!isOne && !name.startsWith("_mta-sts.") && !MAY_MEAN.test(text)) return;
    const domain = serviceDomain(name, "_mta-sts.", context.world);
    if (domain === undefined) {
      const meant = isOne ? misplacedDomain(name, node.zone.zone.origin, LABELS, "_mta-sts.") : undefined;
      if (meant === undefined || !isAbsent(context.domain(meant).mtaSts)) return;
      const help = { text: `move the record to _mta-sts.${meant}`, publish: [txtLine(`_mta-sts.${meant}`, text)] };
      context.report("wrongName", { name, domain: meant }, { domain: meant, at: { record, field: "name" }, help });
      return;
    }
    if (!isOne) {
      const near = txtSlip(text) === undefined ? looksMeantAsSts(text) : undefined;
      if (near === undefined) return;
      const beside = node.records.some(
        (other) => other.type === "TXT" && other !== record && isStsRecord(other.data.strings),
      );
      const help = beside
        ? { text: "remove it: the record beside it is the one that counts" }
        : { text: "publish the record so", publish: [txtLine(name, near.mended)] };
      context.report(
        "near",
        { value: text },
        { domain, at: { record, field: "text", span: [near.start, near.end] }, help },
      );
      return;
    }
    const tree = parseSts(text);
    for (const error of tree.errors.slice(0, MAX_PER_RECORD)) {
      const value = error.code === "id" ? (tree.id?.value ?? "") : text.slice(error.start, error.end);
      context.report(
        MESSAGES[error.code] ?? "field",
        { value, name: error.name },
        {
          domain,
          severity: error.effect === "nothing" ? "info" : "warning",
          at: { record, field: "text", span: [error.start, error.end] },
          help: { text: "publish the record so", publish: [txtLine(name, mendSts(tree))] },
        },
      );
    }
  },
});

/** At a name that a CNAME leads to, what was meant is looked for only in texts that speak of it. */
const MAY_MEAN = /^.{0,12}sts/i;
const LABELS = /^(?:_?mta[-_]?sts|_?sts|_mta_sts)\./;

function isStsRecord(strings: unknown): boolean {
  return Array.isArray(strings) && isSts(strings.join(""));
}

const MESSAGES: Readonly<
  Partial<
    Record<
      StsErrorCode,
      "noId" | "id" | "idLength" | "form" | "blank" | "trailingBlank" | "twice" | "empty" | "character"
    >
  >
> = {
  "id-missing": "noId",
  id: "id",
  "id-length": "idLength",
  form: "form",
  blank: "blank",
  "trailing-blank": "trailingBlank",
  duplicate: "twice",
  "empty-value": "empty",
  character: "character",
};
