/** What a pack may mend by itself, where it is told to: each record has one fix that changes nothing else. */
import * as cloudflare from "@pulumi/cloudflare";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
const at = { zoneId: zone.id, ttl: 1 };

new cloudflare.DnsRecord("proxied-dkim", {
  ...at,
  name: "fm1._domainkey",
  type: "CNAME",
  content: "fm1.example.com.dkim.fmhosted.com",
  proxied: true,
});
new cloudflare.DnsRecord("doubled", {
  ...at,
  name: "_dmarc.example.com.example.com",
  type: "TXT",
  content: '"v=DMARC1; p=none"',
});
