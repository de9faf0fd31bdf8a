/** One name in all the ways in which Cloudflare takes it: three SPF records in two zones, not one each in six. */
import * as cloudflare from "@pulumi/cloudflare";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
const text = { zoneId: zone.id, type: "TXT", ttl: 3600 };

new cloudflare.DnsRecord("at", { ...text, name: "@", content: '"v=spf1 include:_spf.google.com ~all"' });
new cloudflare.DnsRecord("absolute", {
  ...text,
  name: "example.com",
  content: '"v=spf1 include:servers.mcsv.net ~all"',
});
new cloudflare.DnsRecord("relative", { ...text, name: "news", content: '"v=spf1 include:_spf.google.com ~all"' });
new cloudflare.DnsRecord("absolute-below", {
  ...text,
  name: "NEWS.example.com",
  content: '"v=spf1 include:servers.mcsv.net ~all"',
});
