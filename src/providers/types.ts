/** `gateway` filters and hands on; `sender` shows in SPF and DKIM only. */
export type ProviderKind = "mailbox" | "gateway" | "forwarder" | "sender";

/** Once confirmed, the number a set gives; `"*"` where it differs from zone to zone; `undefined` where none is known. */
export interface ProviderMxRecord {
  readonly preference?: number | "*";
  /** A host, or a template such as `{domainDashed}.mail.protection.outlook.com`. */
  readonly host: string;
}

export interface ProviderMxSet {
  readonly label: string;
  readonly records: readonly ProviderMxRecord[];
  /** What a new customer is told to publish. */
  readonly recommended: boolean;
  /** Known for what it is, no longer given to anybody. */
  readonly obsolete: boolean;
  /** False where the hosts are sure and the numbers are not: order proves nothing then. */
  readonly preferencesConfirmed: boolean;
}

export interface ProviderMx {
  readonly sets: readonly ProviderMxSet[];
  /** By its documentation no other mailbox provider's MX may stand beside it. */
  readonly alone: boolean;
  /** First labels of the names for which its ordinary hosts take bounces only. */
  readonly bounceLabels: readonly string[];
  /** One MX is what the provider asks for: a second is no improvement. */
  readonly singleMxNormal: boolean;
  /** The host names the customer or his server, so that sets cannot be compared host by host. */
  readonly tenantSpecific: boolean;
  readonly registrableDomains: readonly string[];
}

export interface ProviderSpf {
  /** Terms seen in use. */
  readonly mechanisms: readonly string[];
  /** Terms a new customer is told to publish; empty where none are asked for, `undefined` where it is not known. */
  readonly recommended?: readonly string[];
  readonly all?: string;
}

export interface ProviderDkim {
  readonly form: string;
  readonly selectors: readonly string[];
  readonly cnameTargets: readonly string[];
}

/** What is known of a provider at run time; `details.ts` loads the rest. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly nameJa?: string;
  readonly kind: ProviderKind;
  /** Hosts of one family may stand in one MX set; the id itself for most. */
  readonly family: string;
  /** `undefined` where the provider has no MX host. */
  readonly mx?: ProviderMx;
  readonly spf?: ProviderSpf;
  readonly dkim?: ProviderDkim;
  /** Ids of providers whose hosts may stand in the same MX set. */
  readonly worksWith: readonly string[];
  /** Ids of the mailboxes a gateway is put in front of. */
  readonly inFrontOf: readonly string[];
  /** Ids of providers that use the same hosts: the host alone cannot tell them apart. */
  readonly sharesHostsWith: readonly string[];
  readonly generate: "complete" | "needs-values" | "identify-only";
  readonly confidence: "high" | "medium" | "low";
  /** The day the service ends, where the vendor has said so. */
  readonly endOfService?: string;
  /** When the facts were last read. */
  readonly date: string;
}

/**
 * What an MX host does when it makes no mailbox domain:
 * - `inbound`: an API takes the mail (inbound parse); nobody reads it in a mailbox. The regional
 *   `inbound-smtp.<region>.amazonaws.com` is the one exception: for Amazon WorkMail it is a mailbox, which only the
 *   autodiscover CNAME to `*.awsapps.com` tells.
 * - `return-path`: takes the bounces of a MAIL FROM subdomain.
 * - `placeholder`: stands there to prove ownership or to fill the place; no mail arrives.
 * - `submission`: a submission, IMAP or POP host that is no MX.
 * - `retired`: belongs to a service that is gone.
 */
export type MxHostRole = "inbound" | "return-path" | "placeholder" | "submission" | "retired";

/** A pattern and the providers (by place in the list) it speaks for; -1 for none. */
export type PatternRow = readonly [source: string, provider: number];
export type RoleRow = readonly [source: string, provider: number, role: MxHostRole];
/** What stands before the suffix, and whether one customer label goes before that. */
export type NearRow = readonly [rest: string, provider: number, tenant: 0 | 1];

/** A provider as it is stored: what is empty, false or its default is left out. */
export type ProviderRow = Pick<Provider, "id" | "name" | "kind"> &
  Partial<Omit<Provider, "id" | "name" | "kind" | "mx" | "spf" | "dkim">> & {
    readonly mx?: Partial<Omit<ProviderMx, "sets">> & { readonly sets?: readonly ProviderMxSetRow[] };
    readonly spf?: Partial<ProviderSpf>;
    readonly dkim?: Pick<ProviderDkim, "form"> & Partial<ProviderDkim>;
  };

/** The label, the flags (`r` recommended, `o` obsolete, `u` numbers unconfirmed) and `[host, preference]` pairs. */
export type ProviderMxSetRow = readonly [
  label: string,
  flags: string,
  ...records: (readonly [host: string, preference?: number | "*"])[],
];

/** The generated module's content. Tables are keyed by the literal suffix of their patterns. */
export interface CatalogueData {
  readonly date: string;
  readonly providers: readonly ProviderRow[];
  readonly mx: Readonly<Record<string, readonly PatternRow[]>>;
  readonly roles: Readonly<Record<string, readonly RoleRow[]>>;
  readonly spf: Readonly<Record<string, readonly PatternRow[]>>;
  readonly dkim: Readonly<Record<string, readonly PatternRow[]>>;
  readonly absent: Readonly<Record<string, readonly PatternRow[]>>;
  readonly nearMx: Readonly<Record<string, readonly NearRow[]>>;
  /** Domains of concrete include: and redirect= terms. */
  readonly spfDomains: readonly string[];
  readonly costs: Readonly<Record<string, number | readonly [lookups: number, asOf: string]>>;
  readonly costsDate: string;
}
