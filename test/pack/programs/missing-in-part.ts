/** The same in a zone that the program does not declare: the rest may stand elsewhere, but not beside this MX. */
import * as cloudflare from "@pulumi/cloudflare";

new cloudflare.DnsRecord("mx", {
  zoneId: "0002",
  name: "example.com",
  type: "MX",
  content: "smtp.google.com",
  priority: 1,
  ttl: 3600,
});
