import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";

const azureRecord = {
  kind: "record",
  publisher: publishers.azure,
  name: ["name"],
  names: "relative",
  absoluteName: "fqdn",
  text: "raw",
  // The provider itself cuts a long value into strings.
  cutsText: 254,
  ttl: "ttl",
  zone: "zoneName",
  zoneBy: "name",
  ownsSet: true,
} as const;
const azureAlias = { holder: "targetResourceId" } as const;

export const azure: readonly ResourceRow[] = [
  {
    ...azureRecord,
    tokens: ["azure:dns/mxRecord:MxRecord"],
    fixedType: "MX",
    parts: { MX: { list: "records", parts: ["preference", "exchange"] } },
  },
  { ...azureRecord, tokens: ["azure:dns/txtRecord:TxtRecord"], fixedType: "TXT", list: "records", inner: "value" },
  {
    ...azureRecord,
    tokens: ["azure:dns/cNameRecord:CNameRecord"],
    fixedType: "CNAME",
    one: "record",
    alias: azureAlias,
  },
  { ...azureRecord, tokens: ["azure:dns/nsRecord:NsRecord"], fixedType: "NS", list: "records" },
  { ...azureRecord, tokens: ["azure:dns/ptrRecord:PtrRecord"], fixedType: "PTR", list: "records" },
  { ...azureRecord, tokens: ["azure:dns/aRecord:ARecord"], fixedType: "A", list: "records", alias: azureAlias },
  {
    ...azureRecord,
    tokens: ["azure:dns/aaaaRecord:AaaaRecord"],
    fixedType: "AAAA",
    list: "records",
    alias: azureAlias,
  },
  {
    ...azureRecord,
    tokens: ["azure:dns/srvRecord:SrvRecord"],
    fixedType: "SRV",
    parts: { SRV: { list: "records", parts: ["priority", "weight", "port", "target"] } },
  },
  {
    ...azureRecord,
    tokens: ["azure:dns/caaRecord:CaaRecord"],
    fixedType: "CAA",
    parts: { CAA: { list: "records", parts: ["flags", "tag", "value"] } },
  },
  {
    kind: "record",
    tokens: ["azure-native:dns:RecordSet", "azure-native:network:RecordSet", "azure-nextgen:network:RecordSet"],
    publisher: publishers.azure,
    name: ["relativeRecordSetName", "name"],
    names: "relative",
    absoluteName: "fqdn",
    // The output `type` is `Microsoft.Network/dnszones/MX`.
    type: ["recordType", "type"],
    parts: {
      MX: { list: "mxRecords", parts: ["preference", "exchange"] },
      TXT: { list: "txtRecords", parts: ["value"] },
      CNAME: { one: "cnameRecord", parts: ["cname"] },
      NS: { list: "nsRecords", parts: ["nsdname"] },
      PTR: { list: "ptrRecords", parts: ["ptrdname"] },
      A: { list: "aRecords", parts: ["ipv4Address"] },
      AAAA: { list: "aaaaRecords", parts: ["ipv6Address"] },
      SRV: { list: "srvRecords", parts: ["priority", "weight", "port", "target"] },
      CAA: { list: "caaRecords", parts: ["flags", "tag", "value"] },
      TLSA: { list: "tlsaRecords", parts: ["usage", "selector", "matchingType", "certAssociationData"] },
    },
    text: "chunks",
    ttl: "ttl",
    zone: "zoneName",
    zoneBy: "name",
    ownsSet: true,
    alias: { holder: "targetResource|trafficManagementProfile" },
    // Up to version 0.8 this token was also that of records in private zones.
    private: [{ property: "privateZoneName" }],
  },
  { kind: "zone", tokens: ["azure:dns/zone:Zone"], publisher: publishers.azure, name: ["name"], ids: [] },
  {
    kind: "zone",
    tokens: ["azure-native:dns:Zone", "azure-native:network:Zone", "azure-nextgen:network:Zone"],
    publisher: publishers.azure,
    name: ["zoneName", "name"],
    ids: [],
    private: { property: "zoneType", value: "Private" },
  },
];
