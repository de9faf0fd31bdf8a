import { addressesOf } from "../domain/addresses.ts";
import { ROOT } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { defineRule, rfc } from "./define.ts";
import { mxLine } from "./shared/lines.ts";
import { quoted, targetText } from "./shared/wording.ts";

export default defineRule({
  id: "mx-target-alias",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "an MX names a CNAME",
  consequence: "most senders follow it, some refuse it, and a server may take the mail for a loop",
  references: [rfc(2181, "10.3"), rfc(5321, "5.1")],
  smtp: [],
  messages: {
    alias: ({ host, target }: { host: string; target: string }) =>
      `the exchange ${quoted(host)} is a CNAME to ${target}; an MX must name a host with addresses of its own, and some senders do not follow the alias`,
  },
  docs: {
    why: "RFC 2181 section 10.3 forbids an alias as the value of an MX. Many senders follow it all the same, some do not, and a mail server that does not find its own name in the MX list may see a loop.",
    fix: "Name the CNAME's target in the MX.",
    bad: ["@ MX 10 mail", "mail CNAME mx.example.net."],
    good: ["@ MX 10 mx.example.net."],
  },
  check(domain, context) {
    for (const { records } of domain.mx) {
      for (const record of records) {
        const host = record.data.exchange;
        if (!isKnown(host) || host === ROOT) continue;
        const { via, loop } = addressesOf(context.world, host);
        if (loop || via.length === 0) continue;
        const alias = via.find((each) => each.type === "CNAME");
        if (alias?.type !== "CNAME") continue;
        const last = via.findLast((each) => each.type === "CNAME");
        const target = last?.type === "CNAME" ? last.data.target : alias.data.target;
        context.report(
          "alias",
          { host, target: targetText(alias.data.target) },
          {
            at: { record, field: "exchange" },
            severity: context.set === "default" ? "warning" : "error",
            related: [{ record: alias, note: "the alias" }],
            help: {
              text: "name the host itself",
              ...(isKnown(target) ? { publish: [mxLine(domain.name, record.data.preference, target)] } : {}),
            },
          },
        );
      }
    }
  },
});
