import { selectorOf } from "../domain/dkim.ts";
import { isAtOrBelow, type Name } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { defineRule } from "./define.ts";
import { unproxy } from "./shared/safe-fix.ts";
import { targetText } from "./shared/wording.ts";

/** What Cloudflare does not proxy, whatever the switch says: the name itself, or what is below it. */
const REFUSED_NAMES = new Set(["dkim2.mcsv.net", "dkim3.mcsv.net", "dkim.infusionmail.com", "dkim.amazonses.com"]);
const REFUSED_ZONES = ["dkim.amazonses.com", "onmicrosoft.com", "dkim.intercom.io"];

export default defineRule({
  id: "dkim-proxied",
  kind: "record",
  types: ["CNAME"],
  set: "default",
  severity: "error",
  covers: [],
  summary: "a DKIM CNAME is behind Cloudflare's web proxy",
  consequence: "a proxied name is answered with addresses of web servers and never with the key: every signature fails",
  references: [
    {
      title: "Cloudflare: proxying limitations",
      url: "https://developers.cloudflare.com/dns/proxy-status/limitations/",
    },
  ],
  smtp: ["550 5.7.26", "550 5.7.20"],
  messages: {
    proxied: ({ target }: { target: string }) =>
      `the CNAME to ${target} is proxied; Cloudflare answers for a proxied name with addresses of its web servers and not with the CNAME, so receivers find no key and every signature made with this selector fails`,
  },
  fixable: "resource",
  docs: {
    why: "The proxy is made for web pages: a proxied name has Cloudflare's addresses and nothing else. A receiver that asks it for a DKIM key gets no answer.",
    fix: 'Switch the proxy off for the record (grey cloud, "DNS only"; `proxied: false`).',
    bad: [],
    good: [],
  },
  check({ record, node }, context) {
    if (record.vendor?.proxied !== true || record.type !== "CNAME") return;
    const place = selectorOf(node.name);
    const { target } = record.data;
    if (place === undefined || (isKnown(target) && isRefused(target))) return;
    context.report(
      "proxied",
      { target: targetText(target) },
      {
        domain: place.domain,
        at: { record },
        help: { text: "switch the proxy off for this record (DNS only)" },
        fix: unproxy([record]),
      },
    );
  },
});

function isRefused(target: Name): boolean {
  return REFUSED_NAMES.has(target) || REFUSED_ZONES.some((zone) => target !== zone && isAtOrBelow(target, zone));
}
