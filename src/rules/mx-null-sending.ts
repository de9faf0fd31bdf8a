import { sendsBySpf } from "../domain/domain.ts";
import { textOf } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { defineRule, rfc } from "./define.ts";

export default defineRule({
  id: "mx-null-sending",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "a domain with a null MX sends mail",
  consequence: "receivers refuse mail from a domain that cannot take the answer or the bounce",
  references: [rfc(7505, "4.2")],
  smtp: ["550 5.7.27"],
  messages: {
    spf: ({ domain }: { domain: string }) =>
      `${domain} has the null MX "0 ." and an SPF record that lets servers send for it; receivers may refuse that mail because nobody can answer it`,
    dkim: ({ domain, selector }: { domain: string; selector: string }) =>
      `${domain} has the null MX "0 ." and a DKIM key (selector "${selector}") to sign with; receivers may refuse mail that nobody can answer`,
  },
  docs: {
    why: "A null MX says that a domain takes no mail. Receivers that check whether a sender can be answered refuse its mail with 550 5.7.27 (RFC 7505 section 4.2).",
    fix: "If the domain sends, give it an MX that takes the bounces. If it does not, publish v=spf1 -all and remove the DKIM keys.",
    bad: ["@ MX 0 .", "@ TXT v=spf1 include:_spf.example.net -all"],
    good: ["@ MX 0 .", "@ TXT v=spf1 -all"],
  },
  check(domain, context) {
    const nullMx = domain.mx.find((set) => set.isNull)?.records[0];
    if (nullMx === undefined || domain.mx.length !== 1) return;
    const policy = domain.spf.alternatives[0]?.[0];
    if (sendsBySpf(domain) && policy !== undefined) {
      context.report(
        "spf",
        { domain: domain.name },
        {
          at: { record: nullMx },
          related: [{ record: policy.record, field: "text", note: "lets servers send" }],
          help: {
            text: "if the domain sends, give it an MX that takes answers and bounces in place of the null one; if it sends no mail, close it",
            publish: [`${domain.name}. TXT "v=spf1 -all"`],
          },
        },
      );
      return;
    }
    for (const { selector, records } of domain.dkim) {
      const key = records.find((record) => record.type === "TXT" && holdsKey(textOf(record)));
      if (key === undefined || selector === "" || selector === "*") continue;
      context.report(
        "dkim",
        { domain: domain.name, selector },
        {
          at: { record: nullMx },
          related: [{ record: key, note: "a key to sign with" }],
          help: { text: "remove the key if nothing signs with it, or give the domain an MX" },
        },
      );
      return;
    }
  },
});

function holdsKey(text: unknown): boolean {
  return typeof text === "string" && isKnown(text) && /(?:^|;)\s*p\s*=\s*[A-Za-z0-9+/]/.test(text);
}
