/** Zone and records in one deployment: in the preview no record knows its zone's id. */
import * as cloudflare from "@pulumi/cloudflare";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
const at = { zoneId: zone.id, name: "@", ttl: 3600 };

new cloudflare.DnsRecord("mx", { ...at, type: "MX", content: "smtp.google.com", priority: 1 });
new cloudflare.DnsRecord("spf", { ...at, type: "TXT", content: '"v=spf1 include:_spf.google.com ~all"' });
new cloudflare.DnsRecord("spf-of-newsletter", {
  ...at,
  type: "TXT",
  content: '"v=spf1 include:servers.mcsv.net ~all"',
});
new cloudflare.DnsRecord("mx-of-shop", { ...at, name: "shop", type: "MX", content: "192.0.2.25", priority: 1 });
