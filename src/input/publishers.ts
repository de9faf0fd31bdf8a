import type { Publisher } from "../model/source.ts";

const ordinary = { splitsText: false, relativeTargets: false, ownsSets: false, flattensApex: false };

/** How each DNS host and document kind treats what is typed into it. */
export const publishers = {
  records: { ...ordinary, id: "records", title: "records JSON" },
  cloudflare: { ...ordinary, id: "cloudflare", title: "Cloudflare", splitsText: true, flattensApex: true },
  route53: { ...ordinary, id: "route53", title: "Route 53", ownsSets: true },
  zoneFile: { ...ordinary, id: "zone-file", title: "zone file", relativeTargets: true },
  octodns: { ...ordinary, id: "octodns", title: "octoDNS", splitsText: true },
} as const satisfies Record<string, Publisher>;
