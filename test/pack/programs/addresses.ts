/** One MX that names an address, and one that names an address which a pack may know to mend. */
import * as cloudflare from "@pulumi/cloudflare";

const record = { zoneId: "0001", type: "MX", ttl: 300, priority: 10 };
const first = new cloudflare.DnsRecord("wrong", { ...record, name: "a", content: "192.0.2.1" });
const second = new cloudflare.DnsRecord(
  "mended",
  { ...record, name: "b", content: "192.0.2.25" },
  { dependsOn: first },
);
new cloudflare.DnsRecord("after", { ...record, name: "c", content: second.content }, { dependsOn: second });
