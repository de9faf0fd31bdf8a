/** The providers that are stood in for, since the cloud is never real, and the version each says it has. */
export const providers: Readonly<Record<string, string>> = { cloudflare: "6.22.1", aws: "7.48.0" };

/** What a provider adds to a resource, and what makes it a new one. */
export interface ResourceShape {
  /** Outputs that only the cloud knows: unknown in a preview. */
  readonly computed: Readonly<Record<string, (id: string, inputs: Properties) => unknown>>;
  /** A change of these replaces the resource. */
  readonly replacedBy: readonly string[];
  readonly deletedFirst?: boolean;
}

export type Properties = Record<string, unknown>;

const time = (): string => "2026-01-01T00:00:00Z";
const itsId = (id: string): string => id;

const cloudflareRecord: ResourceShape = {
  computed: {
    createdOn: time,
    modifiedOn: time,
    commentModifiedOn: time,
    tagsModifiedOn: time,
    meta: () => "{}",
    proxiable: () => true,
  },
  replacedBy: ["zoneId"],
};

/** Those outputs of the providers' published type declarations that DNS programs use. */
export const shapes: Readonly<Record<string, ResourceShape>> = {
  "cloudflare:index/dnsRecord:DnsRecord": cloudflareRecord,
  "cloudflare:index/record:Record": cloudflareRecord,
  "cloudflare:index/zone:Zone": {
    computed: {
      createdOn: time,
      modifiedOn: time,
      status: () => "pending",
      nameServers: () => ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
      verificationKey: (id) => `check-${id.slice(0, 8)}`,
    },
    replacedBy: ["name"],
  },
  "aws:route53/zone:Zone": {
    computed: {
      zoneId: itsId,
      arn: (id) => `arn:aws:route53:::hostedzone/${id}`,
      nameServers: () => ["ns-1.awsdns-01.org", "ns-2.awsdns-02.net"],
      primaryNameServer: () => "ns-1.awsdns-01.org",
    },
    replacedBy: ["name"],
  },
  "aws:route53/record:Record": {
    computed: { fqdn: (_id, inputs) => inputs["name"] },
    replacedBy: ["name", "type", "zoneId"],
    deletedFirst: true,
  },
};

export const plain: ResourceShape = { computed: {}, replacedBy: [] };
