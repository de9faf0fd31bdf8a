/** A published package of a provider, and which of its resources the table of DNS resources reads. */
export interface PinnedPackage {
  readonly registry: "npm" | "PyPI";
  readonly name: string;
  readonly version: string;
  readonly tokens: readonly string[];
  /** The npm package's documented name, where that registry does not answer for it. */
  readonly insteadOf?: string;
}

const azureTokens = ["mx", "txt", "cName", "ns", "ptr", "a", "aaaa", "srv", "caa"].map((type) => {
  const name = `${type}Record`;
  return `azure:dns/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
});

/** Every type token of the table has to stand here or be an alias that one of these packages declares. */
export const packages: readonly PinnedPackage[] = [
  {
    registry: "npm",
    name: "@pulumi/cloudflare",
    version: "6.22.1",
    tokens: [
      "cloudflare:index/dnsRecord:DnsRecord",
      "cloudflare:index/record:Record",
      "cloudflare:index/zone:Zone",
      "cloudflare:index/emailRoutingDns:EmailRoutingDns",
      "cloudflare:index/emailRoutingSettings:EmailRoutingSettings",
      "cloudflare:index/emailSendingSubdomain:EmailSendingSubdomain",
      "cloudflare:index/zoneDnsSettings:ZoneDnsSettings",
    ],
  },
  {
    registry: "npm",
    name: "@pulumi/cloudflare",
    version: "5.49.1",
    tokens: ["cloudflare:index/record:Record", "cloudflare:index/zone:Zone"],
  },
  {
    registry: "npm",
    name: "@pulumi/aws",
    version: "7.48.0",
    tokens: [
      "aws:route53/record:Record",
      "aws:route53/recordsExclusive:RecordsExclusive",
      "aws:route53/zone:Zone",
      "aws:lightsail/domainEntry:DomainEntry",
      "aws:lightsail/domain:Domain",
    ],
  },
  {
    registry: "npm",
    name: "@pulumi/aws-native",
    version: "1.79.0",
    tokens: ["aws-native:route53:RecordSet", "aws-native:route53:HostedZone"],
  },
  {
    registry: "npm",
    name: "@pulumi/gcp",
    version: "9.37.0",
    tokens: ["gcp:dns/recordSet:RecordSet", "gcp:dns/managedZone:ManagedZone"],
  },
  {
    registry: "npm",
    name: "@pulumi/google-native",
    version: "0.32.0",
    tokens: [
      "google-native:dns/v1:ResourceRecordSet",
      "google-native:dns/v1beta2:ResourceRecordSet",
      "google-native:dns/v1:ManagedZone",
      "google-native:dns/v1beta2:ManagedZone",
    ],
  },
  { registry: "npm", name: "@pulumi/azure", version: "6.40.0", tokens: [...azureTokens, "azure:dns/zone:Zone"] },
  {
    registry: "npm",
    name: "@pulumi/azure-native",
    version: "3.28.0",
    tokens: ["azure-native:dns:RecordSet", "azure-native:dns:Zone"],
  },
  {
    registry: "npm",
    name: "@pulumi/azure-native",
    version: "2.92.3",
    tokens: [
      "azure-native:network:RecordSet",
      "azure-native:network/v20230701preview:RecordSet",
      "azure-native:network:Zone",
    ],
  },
  {
    registry: "npm",
    name: "@pulumi/azure-native",
    version: "1.104.0",
    tokens: [
      "azure-native:network/v20180501:RecordSet",
      "azure-native:network/v20160401:RecordSet",
      "azure-native:network/v20180501:Zone",
    ],
  },
  {
    registry: "npm",
    name: "@pulumi/azure-native",
    version: "0.8.0",
    tokens: [
      "azure-native:network/latest:RecordSet",
      "azure-native:network:Zone",
      "azure-native:network/v20180501:RecordSet",
    ],
  },
  {
    registry: "npm",
    name: "@pulumiverse/vercel",
    version: "5.4.1",
    tokens: ["vercel:index/dnsRecord:DnsRecord"],
  },
  {
    registry: "npm",
    name: "@pulumi/digitalocean",
    version: "4.80.1",
    tokens: ["digitalocean:index/dnsRecord:DnsRecord", "digitalocean:index/domain:Domain"],
  },
  {
    registry: "npm",
    name: "@pulumi/hcloud",
    version: "1.41.0",
    tokens: ["hcloud:index/zoneRrset:ZoneRrset", "hcloud:index/zoneRecord:ZoneRecord", "hcloud:index/zone:Zone"],
  },
  {
    registry: "npm",
    name: "@pulumi/linode",
    version: "5.1.1",
    tokens: ["linode:index/domainRecord:DomainRecord", "linode:index/domain:Domain"],
  },
  {
    registry: "npm",
    name: "@ovhcloud/pulumi-ovh",
    version: "2.19.1",
    tokens: ["ovh:Domain/zoneRecord:ZoneRecord", "ovh:Domain/zone:Zone"],
  },
  {
    registry: "npm",
    name: "@pulumiverse/scaleway",
    version: "1.54.0",
    tokens: [
      "scaleway:domain/record:Record",
      "scaleway:domain/zone:Zone",
      "scaleway:index/domainRecord:DomainRecord",
      "scaleway:index/domainZone:DomainZone",
      "scaleway:tem/domain:Domain",
      "scaleway:index/temDomain:TemDomain",
    ],
  },
  {
    registry: "npm",
    name: "@lbrlabs/pulumi-scaleway",
    version: "1.8.1",
    tokens: ["scaleway:index/domainRecord:DomainRecord", "scaleway:index/domainZone:DomainZone"],
  },
  {
    registry: "npm",
    name: "@pulumi/alicloud",
    version: "3.108.0",
    tokens: [
      "alicloud:dns/alidnsRecord:AlidnsRecord",
      "alicloud:dns/record:Record",
      "alicloud:dns/alidnsDomain:AlidnsDomain",
      "alicloud:dns/dnsDomain:DnsDomain",
      "alicloud:dns/domain:Domain",
      "alicloud:esa/record:Record",
      "alicloud:esa/site:Site",
    ],
  },
  {
    registry: "npm",
    name: "@pulumi/oci",
    version: "4.20.0",
    tokens: ["oci:Dns/rrset:Rrset", "oci:Dns/record:Record", "oci:Dns/zone:Zone"],
  },
  {
    registry: "npm",
    name: "@pulumi/civo",
    version: "1.0.7",
    tokens: ["civo:index/dnsDomainRecord:DnsDomainRecord", "civo:index/dnsDomainName:DnsDomainName"],
  },
  {
    registry: "npm",
    name: "@ediri/vultr",
    version: "2.21.0",
    tokens: ["vultr:index/dnsRecord:DnsRecord", "vultr:index/dnsDomain:DnsDomain"],
  },
  {
    registry: "npm",
    name: "@pulumi/openstack",
    version: "3.15.2",
    tokens: ["openstack:dns/recordSet:RecordSet", "openstack:dns/zone:Zone"],
  },
  {
    registry: "npm",
    name: "@pulumiverse/gandi",
    version: "0.0.14",
    tokens: ["gandi:livedns/record:Record", "gandi:livedns/domain:Domain"],
  },
  {
    registry: "PyPI",
    name: "pulumi-ns1",
    version: "3.10.2",
    tokens: ["ns1:index/record:Record", "ns1:index/zone:Zone"],
    insteadOf: "@pulumi/ns1",
  },
  {
    registry: "PyPI",
    name: "pulumi-dnsimple",
    version: "5.3.2",
    tokens: ["dnsimple:index/zoneRecord:ZoneRecord", "dnsimple:index/zone:Zone"],
    insteadOf: "@pulumi/dnsimple",
  },
  {
    registry: "PyPI",
    name: "pulumi-akamai",
    version: "12.1.1",
    tokens: ["akamai:index/dnsRecord:DnsRecord", "akamai:index/dnsZone:DnsZone"],
    insteadOf: "@pulumi/akamai",
  },
  {
    registry: "PyPI",
    name: "pulumiverse-exoscale",
    version: "0.66.1",
    tokens: ["exoscale:index/domainRecord:DomainRecord", "exoscale:index/domain:Domain"],
    insteadOf: "@pulumiverse/exoscale",
  },
  {
    registry: "PyPI",
    name: "pulumi-yandex",
    version: "0.13.0",
    tokens: ["yandex:index/dnsRecordSet:DnsRecordSet", "yandex:index/dnsZone:DnsZone"],
    insteadOf: "@pulumi/yandex",
  },
];
