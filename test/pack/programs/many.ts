/** As many records in one zone as the stack's configuration says, a defect in the middle. */
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";

const count = new pulumi.Config().requireNumber("count");
const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
for (let index = 0; index < count; index++) {
  const wrong = index === count / 2;
  const content = `"v=spf1 ${wrong ? "ipv4" : "ip4"}:198.51.100.${index % 256} -all"`;
  new cloudflare.DnsRecord(`txt-${index}`, { zoneId: zone.id, name: `host-${index}`, type: "TXT", content, ttl: 3600 });
}
