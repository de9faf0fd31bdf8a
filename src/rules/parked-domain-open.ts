import { mayHoldKey } from "../domain/dkim.ts";
import { sendsBySpf, type Domain } from "../domain/domain.ts";
import type { Place } from "../model/finding.ts";
import { absolute, ROOT } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { defineRule, rfc } from "./define.ts";
import { retagged } from "./shared/dmarc-records.ts";
import { dmarcLine, txtLine } from "./shared/lines.ts";
import { isRefusal } from "./shared/spf-records.ts";
import { listed, quoted } from "./shared/wording.ts";

export default defineRule({
  id: "parked-domain-open",
  kind: "domain",
  set: "default",
  severity: "warning",
  // It asks for SPF, MX and DMARC together, so what the others say of one of them is part of it.
  covers: ["spf-parked-open", "spf-no-all", "mx-null-sending", "dmarc-monitoring-only"],
  summary: "a domain without mail does not say so everywhere",
  consequence: "forgers send in its name, and mail to it waits for days before it comes back",
  references: [rfc(7505, "3"), rfc(7208, "10.1.2"), rfc(9989, "4.7")],
  smtp: [],
  messages: {
    open: ({ domain, lacks }: { domain: string; lacks: string }) =>
      `${domain} is configured as a domain without mail and lacks ${lacks}; others can send in its name`,
    evidence: ({ domain, evidence }: { domain: string; evidence: string }) =>
      `${domain} is configured as a domain without mail, while ${evidence}; either the configuration is wrong or those records are left over, and nothing is advised before that is settled`,
  },
  docs: {
    why: "A name that nobody sends from is the easiest one to forge. Three records close it: a null MX (nobody takes mail), SPF -all (nobody sends), DMARC reject (refuse what claims to come from it).",
    fix: "Publish all three. If the domain does send or receive, correct its `role` in the configuration first.",
    bad: [],
    good: ["@ MX 0 .", "@ TXT v=spf1 -all", "_dmarc TXT v=DMARC1; p=reject"],
  },
  check(domain, context) {
    if (domain.facts.role !== "none" || domain.zone === undefined || domain.zone.private) return;
    const { name } = domain;
    const pieces = [nullMx(domain), noSenders(domain), rejects(domain)];
    const missing = pieces.filter((piece) => typeof piece === "object");
    if (missing.length === 0) {
      const open = pieces.find((piece) => typeof piece === "string");
      if (open !== undefined) context.abstain(open);
      return;
    }
    const [evidence, place] = evidenceOf(domain);
    if (evidence !== undefined) {
      const text = "settle whether the domain has mail";
      const related = domain.mx.flatMap(({ records }) =>
        records.map((each): Place => ({ record: each, field: "exchange" })),
      );
      context.report("evidence", { domain: name, evidence }, { at: place, related, help: { text } });
      return;
    }
    const record = missing.find((piece) => piece.record !== undefined)?.record;
    const at: Place | undefined = record === undefined ? undefined : { record, field: "name" };
    const seen = new Set([record]);
    const policy = domain.dmarc.own.texts.map(({ record }) => record);
    const related = [...domain.spf.alternatives.flat().map(({ record }) => record), ...policy]
      .filter((each) => !seen.has(each))
      .map((each): Place => ({ record: each, field: "name" }));
    context.report(
      "open",
      { domain: name, lacks: listed(missing.map(({ lacks }) => lacks)) },
      {
        at,
        related,
        help: { text: "say that nobody sends from it and nobody takes mail", publish: missing.map(({ line }) => line) },
      },
    );
  },
});

/** What is missing and the line that mends it; a text says why that is not known; `undefined` where it is there. */
type Piece =
  { readonly lacks: string; readonly line: string; readonly record: DnsRecord | undefined } | string | undefined;

function nullMx({ mx, mxAnswer, name, facts }: Domain): Piece {
  if (facts.elsewhere?.includes("mx") === true || (mx.length > 0 && mx.every(({ isNull }) => isNull))) return undefined;
  if (mxAnswer.state === "unknown") return mxAnswer.reason;
  if (mxAnswer.state === "undeclared") return `the MX of ${name} is not declared here`;
  return { lacks: 'the null MX "0 ."', line: `${absolute(name)} MX 0 .`, record: mx[0]?.records[0] };
}

function noSenders(domain: Domain): Piece {
  const { spf, name, zone, facts } = domain;
  const texts = spf.alternatives.flat();
  if (facts.elsewhere?.includes("spf") === true || (texts.length > 0 && texts.every(isRefusal))) return undefined;
  if (spf.open) return `the text of a TXT record of ${name} is not known`;
  if (spf.answer.state === "unknown") return spf.answer.reason;
  if (texts.length === 0 && zone?.scope !== "whole") return `the SPF record of ${name} is not declared here`;
  const record = domain.policy?.record ?? domain.mx[0]?.records[0] ?? domain.world.declared(name)[0];
  return { lacks: 'the SPF record "v=spf1 -all"', line: txtLine(name, "v=spf1 -all"), record };
}

function rejects({ dmarc, name, facts }: Domain): Piece {
  const { outcome, own } = dmarc;
  if (facts.elsewhere?.includes("dmarc") === true) return undefined;
  if (outcome.state === "unknown") return outcome.reason;
  if (outcome.state === "undeclared") return `${outcome.name} is not declared here`;
  if (outcome.state === "policy" && outcome.effective === "reject") return undefined;
  const [text] = own.texts;
  const advice =
    text === undefined || text.dmarc.usable === "no"
      ? "v=DMARC1; p=reject"
      : retagged(text.dmarc, { p: "reject", sp: undefined, np: undefined, t: undefined });
  const policy = outcome.state === "policy" ? ` (it is ${outcome.effective})` : "";
  return { lacks: `the DMARC policy reject${policy}`, line: dmarcLine(name, advice), record: text?.record };
}

/** What shows that there is mail after all. */
function evidenceOf(domain: Domain): [string, Place] | [] {
  for (const { records } of domain.mx) {
    for (const record of records) {
      const { exchange } = record.data;
      if (isKnown(exchange) && exchange !== ROOT)
        return [`it has the MX ${quoted(exchange)}`, { record, field: "exchange" }];
    }
  }
  if (sendsBySpf(domain)) {
    const text = domain.spf.alternatives.flat()[0];
    if (text !== undefined)
      return [`its SPF record ${quoted(text.text)} lets servers send`, { record: text.record, field: "text" }];
  }
  const key = domain.dkim.find(mayHoldKey);
  const [record] = key?.records ?? [];
  if (key === undefined || record === undefined) return [];
  return [`it has a DKIM key (selector ${quoted(key.selector)})`, { record, field: "name" }];
}
