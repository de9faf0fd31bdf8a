import type { World } from "../domain/world.ts";
import { ROOT, type Name } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { defineRule } from "./define.ts";
import { unproxy } from "./shared/safe-fix.ts";
import { quoted, shown } from "./shared/wording.ts";

export default defineRule({
  id: "mx-target-proxied",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "error",
  covers: [],
  summary: "an MX names a host behind Cloudflare's web proxy",
  consequence: "the proxy takes no mail on port 25: senders connect to it and get no answer",
  references: [
    { title: "Cloudflare: proxy status", url: "https://developers.cloudflare.com/dns/proxy-status/" },
    {
      title: "Cloudflare: mail and proxied records",
      url: "https://developers.cloudflare.com/dns/troubleshooting/email-issues/",
    },
  ],
  smtp: ["421 4.4.1"],
  messages: {
    elsewhere: ({ host }: { host: string }) =>
      `the exchange ${quoted(host)} is proxied at Cloudflare and the MX stands in a zone elsewhere; senders connect to the web proxy, which takes no mail`,
    same: ({ host }: { host: string }) =>
      `the exchange ${quoted(host)} is proxied; Cloudflare answers the MX with a name "_dc-mx.…" that shows the server's own address, so mail arrives and the proxy hides nothing`,
  },
  fixable: "resource",
  docs: {
    why: "Cloudflare's proxy carries web traffic only. A mail host behind it cannot be reached on port 25; for an MX in the same account Cloudflare publishes a name of its own that bypasses the proxy and shows the origin.",
    fix: 'Switch the proxy off (grey cloud, "DNS only") for the mail host\'s records.',
    bad: [],
    good: [],
  },
  check(domain, context) {
    for (const { records } of domain.mx) {
      for (const record of records) {
        const host = record.data.exchange;
        if (!isKnown(host) || host === ROOT || host.startsWith("_dc-mx.")) continue;
        const [proxied, ...others] = proxiedRecords(host, context.world);
        if (proxied === undefined) continue;
        const site = isSite(proxied, context.world);
        const same = record.source.publisher.id === proxied.source.publisher.id;
        context.report(
          same ? "same" : "elsewhere",
          { host },
          {
            at: { record, field: "exchange" },
            severity: same ? "warning" : "error",
            related: [{ record: proxied, note: "proxied" }],
            help: {
              text: site
                ? `name a host in the MX that is no web site and "DNS only", or set the ${proxied.type} record of ${shown(proxied.name)} to "DNS only", which takes the site from behind the proxy too`
                : `set the ${proxied.type} record of ${shown(proxied.name)} to "DNS only"`,
            },
            // A CNAME that is answered as such would be the next finding where the mail arrives as it is.
            ...(site || (same && proxied.type === "CNAME") ? {} : { fix: unproxy([proxied, ...others]) }),
          },
        );
      }
    }
  },
});

/** The proxied records that the host is answered from, all of one name: the host's itself or one where its CNAME leads. */
function proxiedRecords(host: Name, world: World): DnsRecord[] {
  const { via } = world.lookup(host, "A");
  const names = [
    host,
    ...via.flatMap((each) => (each.type === "CNAME" && isKnown(each.data.target) ? each.data.target : [])),
  ];
  for (const name of names) {
    const found = world
      .declared(name)
      .filter(({ type, vendor }) => (type === "A" || type === "AAAA" || type === "CNAME") && vendor?.proxied === true);
    if (found.length > 0) return found;
  }
  return [];
}

/** What is surely a web site: who put it behind the proxy meant it. */
function isSite({ name }: DnsRecord, world: World): boolean {
  return !isKnown(name) || name.startsWith("www.") || world.zoneOf(name)?.zone.origin === name;
}
