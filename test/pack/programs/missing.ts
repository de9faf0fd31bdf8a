/** An MX, and neither SPF nor DMARC, in a zone that the program declares. */
import * as cloudflare from "@pulumi/cloudflare";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
new cloudflare.DnsRecord("mx", {
  zoneId: zone.id,
  name: "@",
  type: "MX",
  content: "smtp.google.com",
  priority: 1,
  ttl: 3600,
});
