/** How a provider wants values spelt, and where that is written. */
export interface Convention {
  readonly says: string;
  /** Documentation, or the provider's source; absent: it is not verified, and is read leniently. */
  readonly source?: string;
}

const terraform = (repository: string, path: string): string =>
  `[${path.slice(path.lastIndexOf("/") + 1)}](https://github.com/${repository}/blob/HEAD/${path})`;
const issue = (repository: string, number: number, word = "issues"): string =>
  `[${repository.slice(repository.indexOf("/") + 1)}#${number}](https://github.com/${repository}/${word}/${number})`;

/** By the name of the provider's file of fixtures. */
export const conventions: Readonly<Record<string, { readonly title: string; readonly list: readonly Convention[] }>> = {
  cloudflare: {
    title: "Cloudflare",
    list: [
      {
        says: "Text counts with quotes and without; without, Cloudflare cuts it. TTL 1 is automatic, 300 seconds.",
        source: issue("cloudflare/terraform-provider-cloudflare", 5351),
      },
      {
        says: "`ZoneDnsSettings` with `flattenAllCnames` answers every alias with what its target holds.",
        source: "[CNAME flattening](https://developers.cloudflare.com/dns/cname-flattening/set-up-cname-flattening)",
      },
    ],
  },
  aws: {
    title: "AWS",
    list: [
      {
        says: 'The provider puts quotes around a text of `Record`: two strings are `first""second`, and quotes typed around it are one pair too many. A name gets the zone\'s name unless it ends in it; `@` is a label like any other.',
        source: terraform("hashicorp/terraform-provider-aws", "internal/service/route53/record.go"),
      },
      {
        says: "`RecordsExclusive` hands its values to Route 53 as they are: text in quotes, names absolute.",
        source: terraform("hashicorp/terraform-provider-aws", "internal/service/route53/records_exclusive.go"),
      },
      {
        says: "So does `aws-native`: Route 53 refuses text without quotes.",
        source: issue("aws-cloudformation/cfn-lint", 94),
      },
      {
        says: "Lightsail names are like those of `Record`; text is in quotes.",
        source: `${terraform("hashicorp/terraform-provider-aws", "internal/service/lightsail/domain_entry.go")}, ${terraform("go-acme/lego", "providers/dns/lightsail/lightsail.go")}`,
      },
      { says: "The preference of a Lightsail MX stands in its target, before the host." },
    ],
  },
  google: {
    title: "Google Cloud",
    list: [
      {
        says: 'Text without quotes is split at its blanks; a long one is `"first" "second"`, or `first" "second`.',
        source: "the type declarations (`rrdatas`)",
      },
    ],
  },
  azure: {
    title: "Azure",
    list: [
      {
        says: "`azure`: the text itself, which the provider cuts into strings of 254.",
        source: terraform("hashicorp/terraform-provider-azurerm", "internal/services/dns/dns_txt_record_resource.go"),
      },
      {
        says: "`azure-native`: a list of strings, which together are one record. The API's version in a token does not matter.",
        source: "the type declarations (`txtRecords[].value`)",
      },
      {
        says: "A record set with `privateZoneName`, as this token had it before version 1, is of a private zone and is not read.",
        source: "the type declarations (0.8.0)",
      },
    ],
  },
  vercel: {
    title: "Vercel",
    list: [
      {
        says: "Hosts end in a dot or not, an empty name is the apex, text is the text itself.",
        source: "the type declarations (examples)",
      },
    ],
  },
  digitalocean: {
    title: "DigitalOcean",
    list: [
      {
        says: "Hosts end in a dot; `@` is the zone's name, a single label hangs below it.",
        source: `${terraform("digitalocean/terraform-provider-digitalocean", "digitalocean/domain/resource_record.go")}, ${issue("digitalocean/doctl", 919)}`,
      },
      { says: "The `ipAddress` of a domain is published at its apex.", source: "the type declarations" },
    ],
  },
  hcloud: {
    title: "Hetzner Cloud",
    list: [
      {
        says: "Values are in zone-file form: text in quoted strings of at most 255 bytes, hosts without a final dot hang below the zone.",
        source: "the type declarations (`ZoneRrset`)",
      },
    ],
  },
  linode: {
    title: "Linode",
    list: [
      {
        says: "A target of a single label hangs below the zone; a name may carry the zone's name; the host makes the name of an SRV of its service and protocol.",
        source: terraform("linode/terraform-provider-linode", "linode/domainrecord/resource.go"),
      },
      { says: "Text counts with quotes and without." },
    ],
  },
  ovh: {
    title: "OVHcloud",
    list: [
      {
        says: "The types `SPF`, `DKIM` and `DMARC` are TXT to the DNS.",
        source: issue("StackExchange/dnscontrol", 340, "pull"),
      },
      {
        says: "An MX target is `10 mx.example.net.`; without the final dot it hangs below the zone.",
        source: "[Webservice::OVH](https://metacpan.org/pod/Webservice::OVH::Domain::Zone)",
      },
      { says: "Text counts with quotes and without. A new zone may hold records of OVHcloud's own." },
    ],
  },
  scaleway: {
    title: "Scaleway",
    list: [
      {
        says: "A name may carry the zone's name; a target of a single label hangs below the zone; text counts with quotes and without.",
        source: terraform("scaleway/terraform-provider-scaleway", "internal/services/domain/helpers.go"),
      },
    ],
  },
  alicloud: {
    title: "Alibaba Cloud",
    list: [
      { says: "Targets are absolute, with or without a final dot.", source: "the type declarations (`value`)" },
      {
        says: "A record of Edge Security Acceleration with `proxied` is answered with the host's own addresses.",
        source: "the type declarations (`proxied`)",
      },
      { says: "Text counts with quotes and without." },
    ],
  },
  oci: {
    title: "Oracle Cloud",
    list: [
      { says: "Values are in zone-file form: text is in quotes." },
      {
        says: "A set with a `viewId`, or of scope `PRIVATE`, is of a private zone and is not read.",
        source: "the type declarations",
      },
    ],
  },
  civo: {
    title: "Civo",
    list: [
      { says: "An MX without a priority has 10.", source: "the type declarations (`priority`)" },
      { says: "Text counts with quotes and without." },
    ],
  },
  vultr: {
    title: "Vultr",
    list: [
      {
        says: "The API refuses text without quotes; they are not part of it.",
        source: issue("vultr/terraform-provider-vultr", 117),
      },
      {
        says: "A domain that is made with an `ip` gets records of Vultr's own.",
        source: "the type declarations (`ip`)",
      },
    ],
  },
  openstack: {
    title: "OpenStack",
    list: [
      {
        says: "Values are handed to Designate as they are.",
        source: terraform(
          "terraform-provider-openstack/terraform-provider-openstack",
          "openstack/resource_openstack_dns_recordset_v2.go",
        ),
      },
      { says: "Text counts with quotes and without." },
    ],
  },
  gandi: {
    title: "Gandi",
    list: [
      {
        says: "Values are handed to LiveDNS as they are: zone-file form, hosts without a final dot hang below the zone.",
        source: terraform("go-gandi/terraform-provider-gandi", "gandi/resource_livedns_record.go"),
      },
      { says: "A new zone may hold records of Gandi's own. Text counts with quotes and without." },
    ],
  },
  ns1: {
    title: "NS1",
    list: [
      {
        says: "An answer is `5 mx.example.net`; text is one string, or comes in pieces. A linked record answers what its target holds.",
        source: terraform("ns1-terraform/terraform-provider-ns1", "ns1/resource_record.go"),
      },
    ],
  },
  dnsimple: {
    title: "DNSimple",
    list: [
      {
        says: "Text counts with quotes and without.",
        source: issue("DNSControl/dnscontrol", 2745, "pull"),
      },
    ],
  },
  akamai: {
    title: "Akamai",
    list: [
      {
        says: "Preferences of MX begin at `priority` and grow by `priorityIncrement`, unless a target carries its own. Quotes around text are added where they are missing.",
        source: terraform("akamai/terraform-provider-akamai", "pkg/providers/dns/resource_akamai_dns_record.go"),
      },
    ],
  },
  exoscale: {
    title: "Exoscale",
    list: [
      {
        says: "An empty name is the apex.",
        source: terraform("exoscale/terraform-provider-exoscale", "docs/resources/domain_record.md"),
      },
      { says: "Text counts with quotes and without; `domain` may be the zone's name, as old programs have it." },
    ],
  },
  yandex: {
    title: "Yandex Cloud",
    list: [
      {
        says: "Text with blanks or `;` is in quotes.",
        source: issue("yandex-cloud/terraform-provider-yandex", 248),
      },
      { says: "A name without a final dot that does not end in the zone's name hangs below it; `@` is the apex." },
    ],
  },
};
