/** A thousand records in one zone, a defect in the middle. */
import * as cloudflare from "@pulumi/cloudflare";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
for (let index = 0; index < 1000; index++) {
  const content = index === 500 ? '"v=spf1 ipv4:192.0.2.1 -all"' : `"v=spf1 ip4:198.51.100.${index % 256} -all"`;
  new cloudflare.DnsRecord(`txt-${index}`, { zoneId: zone.id, name: `host-${index}`, type: "TXT", content, ttl: 3600 });
}
