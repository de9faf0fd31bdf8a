import { addressesOf, blocksOf, knownAddresses } from "../domain/addresses.ts";
import { ROOT } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { defineRule, rfc } from "./define.ts";
import { listed, quoted } from "./shared/wording.ts";

export default defineRule({
  id: "mx-target-private",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "error",
  covers: [],
  summary: "an MX names a host with addresses that nobody outside can reach",
  consequence: "senders on the Internet connect to nothing, or to a machine of their own network",
  references: [rfc(1918), rfc(6890), rfc(5737)],
  smtp: ["421 4.4.1"],
  messages: {
    private: ({ host, addresses, block }: { host: string; addresses: readonly string[]; block: string }) =>
      `the exchange ${quoted(host)} has only the ${addresses.length > 1 ? "addresses" : "address"} ${listed(addresses)} (${block}), which cannot be reached from the Internet`,
  },
  docs: {
    why: "Private, loopback, link-local and documentation addresses mean something inside one network only. A sender elsewhere that connects to one reaches nothing.",
    fix: 'Publish the mail server\'s public address. If the zone has an inner view, mark it with "splitHorizon": true in the configuration.',
    bad: ["@ MX 10 mx", "mx A 10.0.0.25"],
    good: ["@ MX 10 mx", "mx A 5.6.7.8"],
  },
  check(domain, context) {
    if (domain.zone?.private === true) return;
    for (const { records } of domain.mx) {
      for (const record of records) {
        const host = record.data.exchange;
        if (!isKnown(host) || host === ROOT) continue;
        const zone = context.world.zoneOf(host)?.zone;
        if (zone === undefined || zone.private || zone.splitHorizon === true) continue;
        const found = addressesOf(context.world, host);
        const settled = found.a !== "unknown" && found.aaaa !== "unknown";
        const blocks = settled ? blocksOf(found.records) : undefined;
        if (blocks === undefined || blocks.length === 0) continue;
        const addresses = knownAddresses(found.records);
        context.report(
          "private",
          { host, addresses, block: listed(blocks) },
          {
            at: { record, field: "exchange" },
            related: found.records.slice(0, 20).map((each) => ({
              record: each,
              field: "address",
              note: "not reachable from outside",
            })),
            help: {
              text: "publish the public address",
              publish: [`${host}. A <public IPv4 address of the mail server>`],
            },
          },
        );
      }
    }
  },
});
