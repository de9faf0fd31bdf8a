/** Cloudflare's Email Routing makes MX and SPF records that no resource shows: one zone alone, one with an MX beside. */
import * as cloudflare from "@pulumi/cloudflare";

const alone = new cloudflare.Zone("alone", { account: { id: "0001" }, name: "example.com" });
new cloudflare.EmailRoutingDns("alone-routing", { zoneId: alone.id });
new cloudflare.DnsRecord("alone-dmarc", {
  zoneId: alone.id,
  name: "_dmarc",
  type: "TXT",
  content: '"v=DMARC1; p=reject; rua=mailto:dmarc@example.com"',
  ttl: 3600,
});

const both = new cloudflare.Zone("both", { account: { id: "0001" }, name: "example.net" });
new cloudflare.EmailRoutingDns("both-routing", { zoneId: both.id });
const at = { zoneId: both.id, ttl: 3600 };
new cloudflare.DnsRecord("both-mx", { ...at, name: "@", type: "MX", content: "smtp.google.com", priority: 1 });
new cloudflare.DnsRecord("both-dmarc", {
  ...at,
  name: "_dmarc",
  type: "TXT",
  content: '"v=DMARC1; p=reject; rua=mailto:dmarc@example.net"',
});
