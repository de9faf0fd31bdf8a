/** Records in a zone that a function looks up: no resource stands for it at all. */
import * as cloudflare from "@pulumi/cloudflare";

const zone = cloudflare.getZoneOutput({ filter: { name: "example.com" } });
const at = { zoneId: zone.zoneId, ttl: 3600 };

new cloudflare.DnsRecord("mx", { ...at, name: zone.name, type: "MX", content: "smtp.google.com", priority: 1 });
new cloudflare.DnsRecord("spf", {
  ...at,
  name: zone.name,
  type: "TXT",
  content: '"v=spf1 include:_spf.google.com ~all"',
});
new cloudflare.DnsRecord("spf-of-newsletter", {
  ...at,
  name: zone.name,
  type: "TXT",
  content: '"v=spf1 include:servers.mcsv.net ~all"',
});
