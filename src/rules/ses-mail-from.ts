import type { Domain } from "../domain/domain.ts";
import type { Place } from "../model/finding.ts";
import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { mxHostRole, providersOfMxHost } from "../providers/recognise.ts";
import { editSpf } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { mxLine, txtLine } from "./shared/lines.ts";
import { reachOf } from "./shared/spf-reach.ts";
import { counted, listed, quoted } from "./shared/wording.ts";

export default defineRule({
  id: "ses-mail-from",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "error",
  // A second MX beside the bounce host is one defect, however many rules about MX sets see it.
  covers: ["mx-single-provider", "mx-provider-set"],
  summary: "a custom MAIL FROM name of Amazon SES lacks what SES asks for",
  consequence: "SES gives the name up: mail leaves with amazonses.com as MAIL FROM, or is not sent at all",
  references: [
    {
      title: "Amazon SES: using a custom MAIL FROM domain",
      url: "https://docs.aws.amazon.com/ses/latest/dg/mail-from.html",
    },
    rfc(7208, "2.4"),
  ],
  smtp: ["550 5.7.26"],
  messages: {
    several: ({ domain, count, host }: { domain: string; count: number; host: string }) =>
      `${domain} is a custom MAIL FROM name of Amazon SES (MX ${quoted(host)}) and has ${counted(count, "MX record")}; SES takes the name only with exactly one`,
    missing: ({ domain, host }: { domain: string; host: string }) =>
      `${domain} is a custom MAIL FROM name of Amazon SES (MX ${quoted(host)}) and has no SPF record; mail sent with it fails SPF, because SPF is looked for at MAIL FROM`,
    undeclared: ({ domain, host }: { domain: string; host: string }) =>
      `no SPF record of ${domain} is declared here, a custom MAIL FROM name of Amazon SES (MX ${quoted(host)}); without one, mail sent with it fails SPF`,
    other: ({ domain, spf }: { domain: string; spf: string }) =>
      `the SPF record of ${domain}, a custom MAIL FROM name of Amazon SES, does not authorise SES: ${quoted(spf)} lacks "include:amazonses.com"; mail sent with it fails SPF`,
  },
  docs: {
    why: "With a custom MAIL FROM name, bounces go to feedback-smtp.<region>.amazonses.com and receivers look for SPF at that name. SES checks for exactly one MX, and SPF has to include amazonses.com.",
    fix: "Publish the one MX of your region and v=spf1 include:amazonses.com at the name, and use the name for nothing else.",
    bad: [
      "bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.",
      "bounce TXT v=spf1 ip4:192.0.2.1 include:_spf.google.com -all",
    ],
    good: ["bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.", "bounce TXT v=spf1 include:amazonses.com ~all"],
  },
  check(domain, context) {
    for (const { records } of domain.mx) {
      const feedback = records.find(isFeedback);
      if (feedback === undefined) continue;
      const host = String(feedback.data.exchange);
      if (records.length > 1) {
        const others = records.filter((record) => record !== feedback);
        context.report(
          "several",
          { domain: domain.name, count: records.length, host },
          {
            at: { record: feedback, field: "exchange" },
            related: others.map((record): Place => ({ record, field: "exchange" })),
            help: others.every(isFeedback)
              ? {
                  text: "keep the one of the region that sends",
                  publish: [mxLine(domain.name, feedback.data.preference, host)],
                }
              : { text: "give SES a name of its own, bounce.<domain> say, and take its MX out here" },
          },
        );
        // What is published at a name that has other uses is not SES's alone to say.
        if (!others.every(isFeedback)) return;
      }
      checkSpf(domain, host, { record: feedback, field: "exchange" });
      return;
    }

    function checkSpf({ name, spf, policy, facts, zone }: Domain, host: string, at: Place): void {
      if (facts.elsewhere?.includes("spf") === true || zone?.private === true) return;
      const text = "authorise SES at this name";
      if (spf.alternatives.length === 0) {
        if (spf.open || spf.answer.state === "unknown") {
          context.abstain(
            spf.answer.state === "unknown" ? spf.answer.reason : `a TXT record of ${name} is not known yet`,
          );
          return;
        }
        const part = zone?.scope !== "whole" && zone?.program !== true;
        const help = { text, publish: [txtLine(name, "v=spf1 include:amazonses.com ~all")] };
        if (part) context.report("undeclared", { domain: name, host }, { at, severity: "warning", help });
        else context.report("missing", { domain: name, host }, { at, help });
        return;
      }
      if (policy === undefined || policy.spf.errors.length > 0 || policy.spf.all?.qualifier === "+") return;
      const reach = reachOf(domain, context.domain);
      if (reach === undefined || [...reach.providers].some(({ id }) => id === "amazon-ses")) return;
      const unread = [...reach.unreadable, ...reach.unknown.map(quoted)];
      if (unread.length > 0) {
        context.abstain(`${listed(unread)} in the SPF record of ${name} may authorise Amazon SES`);
        return;
      }
      context.report(
        "other",
        { domain: name, spf: policy.text },
        {
          at: { record: policy.record, field: "text" },
          // addresses may be the dedicated ones of this customer
          severity: reach.hosts.some((term) => term.name === "ip4" || term.name === "ip6") ? "warning" : "error",
          related: [at],
          help: { text, publish: [txtLine(name, editSpf(policy.spf, { add: ["include:amazonses.com"] }))] },
        },
      );
    }
  },
});

function isFeedback({ data: { exchange } }: MxRecord): boolean {
  if (!isKnown(exchange) || mxHostRole(exchange) !== "return-path") return false;
  return providersOfMxHost(exchange).some(({ id }) => id === "amazon-ses");
}
