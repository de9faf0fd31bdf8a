/** A zone with all that mail needs, created in one deployment: nothing to find. */
import * as cloudflare from "@pulumi/cloudflare";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
const at = { zoneId: zone.id, name: "@", ttl: 3600 };

new cloudflare.DnsRecord("mx", { ...at, type: "MX", content: "smtp.google.com", priority: 1 });
new cloudflare.DnsRecord("spf", { ...at, type: "TXT", content: '"v=spf1 include:_spf.google.com ~all"' });
new cloudflare.DnsRecord("dmarc", {
  ...at,
  name: "_dmarc",
  type: "TXT",
  content: '"v=DMARC1; p=none; rua=mailto:dmarc@example.com"',
});
