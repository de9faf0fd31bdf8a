/** Records in a zone of which the program knows the id alone, from the stack's configuration. */
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";

const at = { zoneId: new pulumi.Config().require("zone"), name: "@", ttl: 3600 };

new cloudflare.DnsRecord("mx", { ...at, type: "MX", content: "smtp.google.com", priority: 1 });
new cloudflare.DnsRecord("spf", { ...at, type: "TXT", content: '"v=spf1 include:_spf.google.com ~all"' });
new cloudflare.DnsRecord("spf-of-newsletter", {
  ...at,
  type: "TXT",
  content: '"v=spf1 include:servers.mcsv.net ~all"',
});
