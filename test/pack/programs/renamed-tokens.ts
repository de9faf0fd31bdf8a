/** Resources under the names that they had in older releases of their providers. */
import * as cloudflare from "@pulumi/cloudflare";
import { Any } from "./any";

const zone = new cloudflare.Zone("zone", { account: { id: "0001" }, name: "example.com" });
const value = "v=spf1 ipv4:192.0.2.1 -all";

new cloudflare.Record("cloudflare-record", { zoneId: zone.id, name: "a", type: "TXT", content: value, ttl: 3600 });
const azure = { zoneName: "example.net", resourceGroupName: "mail", ttl: 3600 };
const texts = { recordType: "TXT", txtRecords: [{ value: [value] }] };
new Any("azure-native:dns/v20180501:RecordSet", "azure-versioned", {
  ...azure,
  relativeRecordSetName: "b",
  ...texts,
});
new Any("azure-native:network/v20180501:RecordSet", "azure-in-network", {
  ...azure,
  relativeRecordSetName: "c",
  ...texts,
});
new Any("scaleway:index/domainRecord:DomainRecord", "scaleway-old", {
  ...{ dnsZone: "example.org", name: "d", type: "TXT", data: value, ttl: 3600 },
});
