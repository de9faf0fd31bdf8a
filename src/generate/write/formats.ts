import type { DnsHost, Writer } from "./writer.ts";

/** A form that records can be written in. */
export interface Format {
  readonly id: string;
  /** Ends the sentence "writes …". */
  readonly title: string;
  /** Of a file that holds it, with its dot. */
  readonly extension: string;
  /** One document takes the records of many zones; else each zone has its own. */
  readonly several: boolean;
  /** The DNS hosts to choose from, where it makes a difference. */
  readonly dnsProviders?: readonly DnsHost[];
  readonly load: () => Promise<Writer>;
}

const HOSTS: readonly DnsHost[] = ["cloudflare", "route53"];

export const formats: readonly Format[] = [
  {
    id: "json",
    title: "maildns's own records JSON",
    extension: ".json",
    several: true,
    load: async () => (await import("./json.ts")).jsonWriter,
  },
  {
    id: "zone",
    title: "a zone file (RFC 1035)",
    extension: ".zone",
    several: false,
    load: async () => (await import("./zone.ts")).zoneWriter,
  },
  {
    id: "octodns",
    title: "octoDNS YAML",
    extension: ".yaml",
    several: false,
    load: async () => (await import("./octodns.ts")).octodnsWriter,
  },
  {
    id: "pulumi-ts",
    title: "a Pulumi program in TypeScript",
    extension: ".ts",
    several: true,
    dnsProviders: HOSTS,
    load: async () => (await import("./pulumi-ts.ts")).pulumiTsWriter,
  },
  {
    id: "pulumi-yaml",
    title: "a Pulumi program in YAML",
    extension: ".yaml",
    several: true,
    dnsProviders: HOSTS,
    load: async () => (await import("./pulumi-yaml.ts")).pulumiYamlWriter,
  },
  {
    id: "terraform",
    title: "Terraform configuration (HCL)",
    extension: ".tf",
    several: true,
    dnsProviders: HOSTS,
    load: async () => (await import("./terraform.ts")).terraformWriter,
  },
  {
    id: "dnscontrol",
    title: "a DNSControl dnsconfig.js",
    extension: ".js",
    several: true,
    dnsProviders: HOSTS,
    load: async () => (await import("./dnscontrol.ts")).dnscontrolWriter,
  },
  {
    id: "cloudflare-batch",
    title: "the body of Cloudflare's dns_records/batch call",
    extension: ".json",
    several: false,
    load: async () => (await import("./cloudflare-batch.ts")).cloudflareBatchWriter,
  },
  {
    id: "route53-batch",
    title: "a change batch of Route 53",
    extension: ".json",
    several: false,
    load: async () => (await import("./route53-batch.ts")).route53BatchWriter,
  },
  {
    id: "sheet",
    title: "a sheet to type from, for a DNS panel",
    extension: ".md",
    several: true,
    load: async () => (await import("./sheet.ts")).sheetWriter,
  },
];
