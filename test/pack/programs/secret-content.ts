/** Values that the program marks secret: they may be judged, and must not be printed. */
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
const at = { zoneId: zone.id, name: "@", ttl: 3600 };

new cloudflare.DnsRecord("mx", { ...at, type: "MX", content: "smtp.google.com", priority: 1 });
new cloudflare.DnsRecord("secret-spf", {
  ...at,
  type: "TXT",
  content: pulumi.secret('"v=spf1 ipv4:192.0.2.77 -all"'),
});
new cloudflare.DnsRecord("dmarc", { ...at, name: "_dmarc", type: "TXT", content: '"v=DMARC1; p=rejct"' });
