import type { Place } from "../model/finding.ts";
import { ROOT, type Name } from "../model/name.ts";
import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { matchesMx, type StsPolicy } from "../syntax/mta-sts-policy.ts";
import type { PolicyText } from "../domain/transport.ts";
import { defineRule, rfc } from "./define.ts";
import { listed, quoted } from "./shared/wording.ts";

export default defineRule({
  id: "mta-sts-mx-not-listed",
  kind: "domain",
  set: "default",
  severity: "error",
  covers: [],
  summary: "an MX is not covered by the MTA-STS policy",
  consequence: "senders that keep to the policy, Gmail and Exchange Online among them, do not deliver to that host",
  references: [rfc(8461, "4.1"), rfc(8461, "5")],
  smtp: ["550 5.4.8"],
  messages: {
    enforce: ({ domain, hosts, all, patterns }: { domain: string; hosts: string; all: boolean; patterns: string }) =>
      all
        ? `no MX of ${domain} is in its MTA-STS policy: ${hosts}; the mode is enforce, so senders that keep to it deliver no mail at all; the policy lists ${patterns}`
        : `the MTA-STS policy of ${domain} does not list ${hosts}; the mode is enforce, so senders that keep to it refuse to deliver there; the policy lists ${patterns}`,
    testing: ({ domain, hosts, patterns }: { domain: string; hosts: string; patterns: string }) =>
      `the MTA-STS policy of ${domain} does not list ${hosts}; as soon as its mode is enforce, senders that keep to it refuse to deliver there; the policy lists ${patterns}`,
    unread: ({ domain, hosts, patterns }: { domain: string; hosts: string; patterns: string }) =>
      `the MTA-STS policy of ${domain} (mode enforce) does not list ${hosts}; senders go by it as soon as a valid record at _mta-sts.${domain} says that it exists; the policy lists ${patterns}`,
  },
  docs: {
    why: "A sender that knows the policy delivers only to MX hosts that one of its mx lines covers. `*.example.net` covers one label: mx.example.net, not example.net and not a.mx.example.net. Senders keep a policy for max_age, so a new MX must be in the policy before it is in the DNS.",
    fix: "Add an mx line for each host, serve the file, and change the id in the record _mta-sts; once that record's TTL has run out, publish the MX. Where mail is held back already, `mode: testing` in the file and a new id let it through.",
    bad: [],
    good: [
      "@ MX 10 mx",
      "mx A 5.6.7.8",
      "_mta-sts TXT v=STSv1; id=20261101",
      "mta-sts A 5.6.7.8",
      "_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.com",
    ],
  },
  check(domain, context) {
    const given = domain.mtaStsPolicy;
    if (given === undefined || !given.policy.usable || given.policy.mode === "none") return;
    const { policy } = given;
    const answer = domain.mxAnswer;
    if (answer.state === "unknown" || answer.state === "undeclared") {
      const why = answer.state === "unknown" ? answer.reason : `${domain.name} has no MX in these documents`;
      context.abstain(`whether the MTA-STS policy covers every MX: ${why}`);
      return;
    }
    const { answer: sts, only, open } = domain.mtaSts;
    const isUnread = !open && (sts.state === "absent" || sts.state === "found") && only?.tree.usable !== true;
    for (const { records } of domain.mx) {
      const missing = records.filter((record) => !isCovered(record, policy));
      const [first, ...others] = missing;
      if (records.some(({ data }) => !isKnown(data.exchange))) {
        context.abstain("whether the MTA-STS policy covers every MX: one of them is not known");
      }
      if (first === undefined) continue;
      const hosts = [...new Set(missing.map(({ data }) => data.exchange as Name))];
      const values = {
        domain: domain.name,
        hosts: listed(hosts.map(quoted)),
        all: missing.length === records.length,
        patterns: listed(policy.mx.map(({ value }) => quoted(value))),
      };
      const enforced = policy.mode === "enforce";
      context.report(!enforced ? "testing" : isUnread ? "unread" : "enforce", values, {
        at: { record: first, field: "exchange" },
        severity: enforced && !isUnread ? "error" : "warning",
        related: [
          ...others.map((record): Place => ({ record, field: "exchange", note: "not in the policy either" })),
          ...listing(given),
        ],
        help: {
          text: `add to the policy file, then change the id of _mta-sts.${domain.name} so that senders fetch it anew`,
          drawing: hosts.slice(0, 20).map((host) => `mx: ${host}`),
        },
      });
    }
  },
});

/** The null MX takes no mail, and what is not known is no defect. */
function isCovered({ data: { exchange } }: MxRecord, { mx }: StsPolicy): boolean {
  if (!isKnown(exchange) || exchange === ROOT) return true;
  return mx.some(({ pattern }) => pattern !== undefined && matchesMx(pattern, exchange));
}

/** The lines of the policy that list hosts. */
function listing({ file, policy }: PolicyText): Place[] {
  return policy.mx.slice(0, 10).map(({ start, valueEnd }) => ({
    record: file.record,
    field: "text",
    span: [start, valueEnd],
    note: "in the policy",
  }));
}
