/** One record whose value no preview can know, beside others that are wrong. */
import * as cloudflare from "@pulumi/cloudflare";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
const at = { zoneId: zone.id, name: "@", ttl: 3600 };

new cloudflare.DnsRecord("mx", { ...at, type: "MX", content: "smtp.google.com", priority: 1 });
const verification = zone.id.apply((id) => `verification=${id}`);
new cloudflare.DnsRecord("unknown", { ...at, type: "TXT", content: verification });
new cloudflare.DnsRecord("unknown-dkim", {
  ...at,
  name: "google._domainkey",
  type: "TXT",
  content: zone.id.apply((id) => `v=DKIM1; k=rsa; p=${id}`),
});
new cloudflare.DnsRecord("dmarc", { ...at, name: "_dmarc", type: "TXT", content: '"v=DMARC1; p=rejct"' });
new cloudflare.DnsRecord("bad-spf", { ...at, name: "shop", type: "TXT", content: '"v=spf1 ipv4:192.0.2.1 -all"' });
