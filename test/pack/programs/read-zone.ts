/** Records in a zone that is only read: the engine tells a pack nothing of it. */
import * as cloudflare from "@pulumi/cloudflare";

const zone = cloudflare.Zone.get("zone", "0003");
const at = { zoneId: zone.id, name: "@", ttl: 3600 };

new cloudflare.DnsRecord("mx", { ...at, type: "MX", content: "smtp.google.com", priority: 1 });
new cloudflare.DnsRecord("spf", { ...at, type: "TXT", content: '"v=spf1 include:_spf.google.com ~all"' });
new cloudflare.DnsRecord("spf-of-newsletter", {
  ...at,
  type: "TXT",
  content: '"v=spf1 include:servers.mcsv.net ~all"',
});
new cloudflare.DnsRecord("bad-spf", { ...at, name: "shop", type: "TXT", content: '"v=spf1 ipv4:192.0.2.1 -all"' });
