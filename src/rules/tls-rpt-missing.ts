import type { Domain } from "../domain/domain.ts";
import type { Place } from "../model/finding.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { knownExchanges } from "./shared/transport-records.ts";

export default defineRule({
  id: "tls-rpt-missing",
  kind: "domain",
  set: "default",
  severity: "info",
  covers: [],
  summary: "MTA-STS or DANE without TLS reports",
  consequence: "mail that senders hold back because of TLS is not noticed",
  references: [rfc(8460, "3"), rfc(8461, "2")],
  smtp: [],
  messages: {
    missing: ({ domain, what }: { domain: string; what: string }) =>
      `${domain} uses ${what} and asks for no TLS reports: when a certificate or the policy is wrong, senders hold mail back and nobody here is told`,
  },
  docs: {
    why: "With MTA-STS in enforce mode or with TLSA records, a certificate that runs out or an MX that is not listed stops mail at the sender. TLS reports (TLS-RPT) are how the receiving side sees it.",
    fix: "Publish an address for reports at _smtp._tls.",
    bad: ["@ MX 10 mx", "mx A 5.6.7.8", "_mta-sts TXT v=STSv1; id=20261101", "mta-sts A 5.6.7.8"],
    good: [
      "@ MX 10 mx",
      "mx A 5.6.7.8",
      "_mta-sts TXT v=STSv1; id=20261101",
      "mta-sts A 5.6.7.8",
      "_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.com",
    ],
  },
  check(domain, context) {
    const used = protection(domain);
    if (used === undefined) return;
    const { name, answer, texts, open } = domain.tlsRpt;
    if (texts.length > 0) return;
    if (open) {
      context.abstain(`whether ${name} asks for TLS reports: its text is not known`);
      return;
    }
    if (answer.state === "unknown") {
      context.abstain(answer.reason);
      return;
    }
    if (answer.state === "undeclared") {
      context.abstain(`whether ${name} asks for TLS reports: it is not declared here`);
      return;
    }
    // A text that was meant as one has a rule of its own.
    if (context.world.nodes.has(name) && answer.state === "found") return;
    context.report(
      "missing",
      { domain: domain.name, what: used.what },
      {
        at: used.at,
        help: {
          text: "ask for reports at an address that somebody reads",
          publish: [txtLine(name, `v=TLSRPTv1; rua=mailto:tls-reports@${domain.name}`)],
        },
      },
    );
  },
});

/** What makes senders refuse to deliver without TLS, as far as the declared world shows it. */
function protection(domain: Domain): { readonly what: string; readonly at: Place } | undefined {
  const { world } = domain;
  if (world.transportNodes.length === 0) return undefined;
  if (world.nodes.has(`_mta-sts.${domain.name}`)) {
    const { only } = domain.mtaSts;
    const off = domain.mtaStsPolicy?.policy.mode === "none";
    if (only?.tree.usable === true && !off) return { what: "MTA-STS", at: { record: only.record, field: "name" } };
  }
  for (const host of knownExchanges(domain)) {
    if (!world.nodes.has(`_25._tcp.${host}`)) continue;
    const answer = world.lookup(`_25._tcp.${host}`, "TLSA");
    const [record] = answer.state === "found" ? answer.records : [];
    if (record !== undefined) return { what: "DANE", at: { record, field: "name" } };
  }
  return undefined;
}
