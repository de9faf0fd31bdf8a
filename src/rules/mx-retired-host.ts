import { providersOf, type Domain } from "../domain/domain.ts";
import { ROOT, type Name } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { mxHostRole, type Provider } from "../providers/recognise.ts";
import { defineRule } from "./define.ts";
import { presentSet, setLines } from "./shared/mx-sets.ts";
import { quoted } from "./shared/wording.ts";

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
    old: ({ host, service }: { host: string; service: string }) =>
      `the exchange ${quoted(host)} is an old host of ${service} that it no longer supports; mail arrives there only as long as it is kept running`,
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
      const stays = records.some(({ data }) => !isKnown(data.exchange) || takesMail(data.exchange));
      for (const record of records) {
        const host = record.data.exchange;
        if (!isKnown(host) || takesMail(host)) continue;
        const at = { record, field: "exchange" } as const;
        const [provider] = providersOf(record);
        const remove = { text: "remove the record" };
        const help = stays
          ? remove
          : { text: "publish the MX that the console of the present provider shows", ...present(domain, provider) };
        if (mxHostRole(host) === "retired") {
          const service = provider?.name ?? "a service";
          context.report("old", { host, service }, { at, help });
        } else if (isVerification(host)) {
          context.report("verification", { host }, { at, help: remove, severity: "info" });
        } else {
          context.report("placeholder", { host, only: !stays }, { at, help });
        }
      }
    }
  },
});

function takesMail(host: Name): boolean {
  if (host === ROOT) return true;
  const role = mxHostRole(host);
  return role !== "retired" && role !== "placeholder";
}

/** Hosts that prove ownership, and are no MX to anybody. */
function isVerification(host: Name): boolean {
  return /(?:^|\.)msv1\.invalid(?:\.|$)|\.mx-verification\.google\.com$/.test(host);
}

function present({ name }: Domain, provider: Provider | undefined): { publish?: readonly string[] } {
  const set = provider === undefined ? undefined : presentSet(provider);
  return set === undefined || !set.records.every(({ host }) => takesMail(host)) ? {} : { publish: setLines(name, set) };
}
