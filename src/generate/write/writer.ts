import type { Deployment } from "../deployment.ts";

/** The DNS hosts that programs can be written for. */
export type DnsHost = "cloudflare" | "route53";
export type Language = "en" | "ja";

export interface WriteOptions {
  readonly dnsProvider: DnsHost;
  /** Of texts for people; records are the same in each. */
  readonly lang: Language;
  /** `sheet`: the id of the panel that the records are typed into. */
  readonly panel: string | undefined;
  /** `sheet`: how it is laid out. */
  readonly style: "markdown" | "plain";
}

export type Written =
  | { readonly ok: true; readonly text: string }
  /** What the format cannot express, a sentence each: nothing is left out in silence. */
  | { readonly ok: false; readonly reasons: readonly string[] };

/** Makes one document of the records of one domain or several. Pure. */
export interface Writer {
  readonly id: string;
  readonly write: (deployments: readonly Deployment[], options: WriteOptions) => Written;
}
