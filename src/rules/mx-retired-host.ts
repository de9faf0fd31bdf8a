import { providersOf } from "../domain/domain.ts";
import { ROOT } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { mxHostRole } from "../providers/recognise.ts";
import { defineRule } from "./define.ts";
import { quoted } from "./wording.ts";

export default defineRule({
  id: "mx-retired-host",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "an MX names a host of a service that is gone, or a placeholder",
  consequence: "nothing answers there: senders lose time on it, and mail is lost if it is the only one",
  references: [],
  smtp: ["450 4.4.1"],
  messages: {
    retired: ({ host, service }: { host: string; service: string }) =>
      `the exchange ${quoted(host)} belongs to ${service}, which is gone; senders that try it wait for nothing`,
    placeholder: ({ host, only }: { host: string; only: boolean }) =>
      `the exchange ${quoted(host)} is a placeholder that takes no mail${only ? ", and it is the only MX: no mail arrives" : "; senders that try it wait for nothing"}`,
    verification: ({ host }: { host: string }) =>
      `the exchange ${quoted(host)} proves to the provider that the domain is yours; once it is verified the record can go`,
  },
  docs: {
    why: "Hosts of services that have ended, and placeholders from a setup page, stay in zones for years. Senders still try them.",
    fix: "Remove the record. If it is the only MX, publish those of the present provider.",
    bad: ["@ MX 10 example-com.mail.eo.outlook.com."],
    good: ["@ MX 1 smtp.google.com."],
  },
  check(domain, context) {
    for (const { records } of domain.mx) {
      for (const record of records) {
        const host = record.data.exchange;
        if (!isKnown(host) || host === ROOT) continue;
        const role = mxHostRole(host);
        if (role !== "retired" && role !== "placeholder") continue;
        const at = { record, field: "exchange" } as const;
        const help = { text: "remove the record" };
        if (role === "retired") {
          context.report("retired", { host, service: providersOf(record)[0]?.name ?? "a service" }, { at, help });
        } else if (host.endsWith(".invalid") || host.includes(".msv1.invalid.")) {
          context.report("verification", { host }, { at, help, severity: "info" });
        } else {
          const only = records.every(
            ({ data }) => isKnown(data.exchange) && mxHostRole(data.exchange) === "placeholder",
          );
          context.report("placeholder", { host, only }, { at, help });
        }
      }
    }
  },
});
