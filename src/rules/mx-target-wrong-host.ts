import { ROOT } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { nearestMxHost, submissionProviders, type Provider } from "../providers/recognise.ts";
import { defineRule, rfc } from "./define.ts";
import { mxLine } from "./shared/lines.ts";
import { presentSet, setLines } from "./shared/mx-sets.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "mx-target-wrong-host",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "error",
  covers: ["mx-single-provider", "mx-primary-lowest-preference", "mx-provider-set"],
  summary: "an MX names a host of the provider that takes no incoming mail",
  consequence: "the host is for sending or reading one's own mail: it asks senders for a password and refuses theirs",
  references: [rfc(5321, "5.1"), rfc(6409)],
  smtp: ["530 5.7.0", "554 5.7.1"],
  messages: {
    submission: ({ host, provider }: { host: string; provider: string }) =>
      `the exchange ${quoted(host)} is the server of ${provider} for sending or reading one's own mail; it takes no mail from other senders`,
    near: ({ host, provider, nearest }: { host: string; provider: string; nearest: string }) =>
      `the exchange ${quoted(host)} is none of the MX hosts of ${provider}; the nearest is ${quoted(nearest)}, and a host that does not exist takes no mail`,
  },
  docs: {
    why: "Providers have hosts to send through (submission), to read from (IMAP, POP) and to receive at (MX). Only the last take mail from strangers.",
    fix: "Publish the MX hosts of the provider's setup page.",
    bad: ["@ MX 10 smtp.gmail.com."],
    good: ["@ MX 1 smtp.google.com."],
  },
  check(domain, context) {
    for (const { records, primary } of domain.mx) {
      const wrong = (host: unknown): boolean => typeof host === "string" && submissionProviders(host).length > 0;
      const allWrong = primary.length > 0 && primary.every(({ data }) => wrong(data.exchange));
      for (const record of records) {
        const host = record.data.exchange;
        if (!isKnown(host) || host === ROOT) continue;
        const [provider] = submissionProviders(host);
        if (provider !== undefined) {
          context.report(
            "submission",
            { host, provider: provider.name },
            {
              at: { record, field: "exchange" },
              severity: allWrong && primary.includes(record) ? "error" : "warning",
              help: { text: `publish the MX of ${provider.name}`, ...recommended(provider, domain.name) },
            },
          );
          continue;
        }
        const near = nearestMxHost(host);
        if (near === undefined) continue;
        const literal = !near.host.includes("{");
        context.report(
          "near",
          { host, provider: near.provider.name, nearest: near.host },
          {
            at: { record, field: "exchange" },
            severity: "warning",
            help: {
              text: `if ${near.provider.name} is meant, name its host`,
              ...(literal ? { publish: [mxLine(domain.name, record.data.preference, near.host)] } : {}),
            },
          },
        );
      }
    }
  },
});

function recommended(provider: Provider, owner: string): { publish?: string[] } {
  const set = presentSet(provider);
  return set === undefined ? {} : { publish: setLines(owner, set) };
}
