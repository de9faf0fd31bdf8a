/** Two resources on one record set: two records at Cloudflare, at Route 53 two owners of the same set. */
import * as cloudflare from "@pulumi/cloudflare";
import { Any } from "./any";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
const at = { zoneId: zone.id, name: "example.com", ttl: 3600 };
new cloudflare.DnsRecord("first", { ...at, type: "TXT", content: '"v=spf1 include:_spf.google.com ~all"' });
new cloudflare.DnsRecord("second", { ...at, type: "TXT", content: '"v=spf1 include:servers.mcsv.net ~all"' });

const hosted = new Any("aws:route53/zone:Zone", "hosted", { name: "example.net" });
const set = { zoneId: hosted.id, name: "example.net", type: "TXT", ttl: 3600 };
new Any("aws:route53/record:Record", "third", { ...set, records: ["v=spf1 include:_spf.google.com ~all"] });
new Any("aws:route53/record:Record", "fourth", { ...set, records: ["v=spf1 include:servers.mcsv.net ~all"] });
