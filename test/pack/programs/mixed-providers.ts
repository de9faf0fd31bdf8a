/** Six services in one program, each with a domain of its own and the same defect. */
import * as cloudflare from "@pulumi/cloudflare";
import { Any } from "./any";

const spf = "v=spf1 ipv4:192.0.2.1 -all";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "a.example.com" });
new cloudflare.DnsRecord("cloudflare", { zoneId: zone.id, name: "@", type: "TXT", content: `"${spf}"`, ttl: 3600 });

const hosted = new Any("aws:route53/zone:Zone", "hosted", { name: "b.example.com" });
const set = { zoneId: hosted.id, name: "b.example.com", type: "TXT", ttl: 3600, records: [spf] };
new Any("aws:route53/record:Record", "route53", set);

const managed = new Any("gcp:dns/managedZone:ManagedZone", "managed", { name: "c", dnsName: "c.example.com." });
new Any(
  "gcp:dns/recordSet:RecordSet",
  "google",
  { managedZone: "c", name: "c.example.com.", type: "TXT", ttl: 3600, rrdatas: [`"${spf}"`] },
  { dependsOn: managed },
);

new Any("azure:dns/txtRecord:TxtRecord", "azure", {
  ...{ zoneName: "d.example.com", resourceGroupName: "mail", name: "@", ttl: 3600, records: [{ value: spf }] },
});
new Any("digitalocean:index/dnsRecord:DnsRecord", "digitalocean", {
  ...{ domain: "e.example.com", name: "@", type: "TXT", value: spf, ttl: 3600 },
});
new Any("hcloud:index/zoneRrset:ZoneRrset", "hetzner", {
  ...{ zone: "f.example.com", name: "@", type: "TXT", ttl: 3600, records: [{ value: `"${spf}"` }] },
});
