import * as cloudflare from "@pulumi/cloudflare";

const zone = new cloudflare.Zone("example.com", {
  name: "example.com",
  account: { id: "023e105f4ecef8ad9ca31a8372d0c353" },
});
const common = { zoneId: zone.id, ttl: 3600 };

new cloudflare.DnsRecord("mx-google", { ...common, name: "@", type: "MX", content: "smtp.google.com", priority: 1 });
// Left over from the host before.
new cloudflare.DnsRecord("mx-lolipop", { ...common, name: "@", type: "MX", content: "mx01.lolipop.jp", priority: 10 });
new cloudflare.DnsRecord("dmarc", {
  ...common,
  name: "_dmarc",
  type: "TXT",
  content: '"v=DMARC1; p=monitor; rua=mailto:dmarc@example.com"',
});
