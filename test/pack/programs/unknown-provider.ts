/** Records of a provider that a preview cannot configure: it is not asked, and answers nothing. */
import * as cloudflare from "@pulumi/cloudflare";

const token = new cloudflare.ApiToken("token", { name: "dns", policies: [] });
const provider = new cloudflare.Provider("later", { apiToken: token.value });
const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" }, { provider });
const at = { zoneId: zone.id, name: "@", ttl: 3600 };

new cloudflare.DnsRecord("mx", { ...at, type: "MX", content: "smtp.google.com", priority: 1 }, { provider });
new cloudflare.DnsRecord("bad-spf", { ...at, type: "TXT", content: '"v=spf1 ipv4:192.0.2.1 -all"' }, { provider });
