import type { Publisher } from "../model/source.ts";

const ordinary = { splitsText: false, relativeTargets: false, ownsSets: false, flattensApex: false };

/** How each DNS host and document kind treats what is typed into it. */
export const publishers = {
  records: { ...ordinary, id: "records", title: "records JSON" },
  cloudflare: { ...ordinary, id: "cloudflare", title: "Cloudflare", splitsText: true, flattensApex: true },
  /** The same host, in the zone-file form of its export. */
  cloudflareExport: {
    ...ordinary,
    id: "cloudflare",
    title: "Cloudflare export",
    splitsText: true,
    relativeTargets: true,
    flattensApex: true,
  },
  route53: { ...ordinary, id: "route53", title: "Route 53", ownsSets: true },
  lightsail: { ...ordinary, id: "lightsail", title: "Amazon Lightsail" },
  zoneFile: { ...ordinary, id: "zone-file", title: "zone file", relativeTargets: true },
  octodns: { ...ordinary, id: "octodns", title: "octoDNS", splitsText: true },
  google: { ...ordinary, id: "google", title: "Google Cloud DNS", ownsSets: true },
  azure: { ...ordinary, id: "azure", title: "Azure DNS", ownsSets: true },
  digitalocean: { ...ordinary, id: "digitalocean", title: "DigitalOcean", splitsText: true },
  hetzner: { ...ordinary, id: "hetzner", title: "Hetzner", relativeTargets: true, ownsSets: true },
  vercel: { ...ordinary, id: "vercel", title: "Vercel", splitsText: true },
  linode: { ...ordinary, id: "linode", title: "Linode", splitsText: true },
  ovh: { ...ordinary, id: "ovh", title: "OVH", splitsText: true, relativeTargets: true },
  scaleway: { ...ordinary, id: "scaleway", title: "Scaleway", splitsText: true },
  alicloud: { ...ordinary, id: "alicloud", title: "Alibaba Cloud DNS", splitsText: true },
  alicloudEsa: { ...ordinary, id: "alicloud-esa", title: "Alibaba Cloud ESA", splitsText: true },
  oci: { ...ordinary, id: "oci", title: "Oracle Cloud DNS", splitsText: true, ownsSets: true },
  civo: { ...ordinary, id: "civo", title: "Civo", splitsText: true },
  vultr: { ...ordinary, id: "vultr", title: "Vultr", splitsText: true },
  openstack: { ...ordinary, id: "openstack", title: "OpenStack Designate", splitsText: true, ownsSets: true },
  ns1: { ...ordinary, id: "ns1", title: "NS1", splitsText: true, ownsSets: true },
  dnsimple: { ...ordinary, id: "dnsimple", title: "DNSimple", splitsText: true },
  akamai: { ...ordinary, id: "akamai", title: "Akamai Edge DNS", splitsText: true, ownsSets: true },
  exoscale: { ...ordinary, id: "exoscale", title: "Exoscale", splitsText: true },
  gandi: { ...ordinary, id: "gandi", title: "Gandi", splitsText: true, relativeTargets: true, ownsSets: true },
  /** Of policy files: nothing of the DNS. */
  webServer: { ...ordinary, id: "web-server", title: "web server" },
  yandex: { ...ordinary, id: "yandex", title: "Yandex Cloud DNS", splitsText: true, ownsSets: true },
} as const satisfies Record<string, Publisher>;
