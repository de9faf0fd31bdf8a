import type * as pulumi from "@pulumi/pulumi";
import type { GatewayValues, MxSets, ProviderValues, SenderValues } from "../generated/provider-values.ts";

/** A text, also one that another resource gives. */
export type Text = pulumi.Input<string>;

/** Who may take the mail of a domain: mailbox providers, forwarders, and gateways before a server of one's own. */
export type ProviderId = keyof ProviderValues<Text>;
/** Who may stand in front of a provider. */
export type GatewayId = keyof GatewayValues<Text>;
/** Who may send in a domain's name. */
export type SenderId = keyof SenderValues<Text>;

type Nothing = Record<never, never>;

/** `values` may be left out where none of them is needed. */
export type ValuesProperty<V> = Nothing extends V ? { values?: V } : { values: V };

/** Another MX set than the recommended one, where the provider gives several. */
export type MxSetProperty<P> = P extends keyof MxSets ? { mxSet?: MxSets[P] } : { mxSet?: undefined };

/** A provider with its values, and the gateway in front of it if there is one. */
export type ProviderArgs = {
  [P in ProviderId]: { provider: P; gateway?: GatewayArgs | PlainGateway } & ValuesProperty<ProviderValues<Text>[P]> &
    MxSetProperty<P>;
}[ProviderId];

/** A gateway, with whether mail leaves by it as well (`outbound`, true unless given), so that SPF names it. */
export type GatewayArgs = {
  [G in GatewayId]: { id: G; outbound?: boolean } & ValuesProperty<GatewayValues<Text>[G]> & MxSetProperty<G>;
}[GatewayId];

/** Gateways that need no value to begin with: the id alone will do. */
export type PlainGateway = { [G in GatewayId]: Nothing extends GatewayValues<Text>[G] ? G : never }[GatewayId];

/**
 * A sender. `at`: the labels below the domain that it sends from, `mg` for mg.example.com. `name`: what its resources are called
 * by where one sender stands twice; its id unless given.
 */
export type SenderArgs = {
  [S in SenderId]: { id: S; at?: string; name?: string } & ValuesProperty<SenderValues<Text>[S]>;
}[SenderId];

/** Senders that need no value to begin with: the id alone will do. */
export type PlainSender = { [S in SenderId]: Nothing extends SenderValues<Text>[S] ? S : never }[SenderId];

/** A DKIM key that no provider of the catalogue gives: the text of the key record, or the host that holds it. */
export interface DkimKeyArgs {
  /** What stands before `._domainkey`. */
  selector: string;
  key?: Text;
  target?: Text;
}

export interface ZoneArgs {
  /** The mail domain, whole: `example.com`, or a domain below the zone's. */
  domain: Text;
  /** The DNS host's id of the zone that the records go into. */
  zoneId: Text;
  /** Where DMARC reports go; `postmaster@` the domain unless given. */
  rua?: Text | Text[];
  /** Seconds; the writer's default unless given (at Cloudflare 1: automatic). */
  ttl?: pulumi.Input<number>;
  /** Declares the records; `cloudflareWriter` unless given. */
  writer?: RecordWriter;
}

export interface MailArgs extends ZoneArgs {
  parked?: undefined;
  senders?: (SenderArgs | PlainSender)[];
  /** Further SPF terms, one mechanism each: `ip4:192.0.2.1`. */
  spf?: Text[];
  /** How SPF ends; as the provider documents it unless given. */
  spfAll?: "~all" | "-all";
  /** DKIM keys besides those of the providers. */
  dkim?: DkimKeyArgs[];
  /** The stage of the DMARC policy; `none` unless given. */
  dmarc?: "none" | "quarantine" | "reject";
  /** Where reports on TLS go (RFC 8460); no such record unless given. */
  tlsReports?: Text | Text[];
  /** `all`: also the records that providers call optional, as client set-up and tracking. */
  extras?: "needed" | "all";
}

/** A domain without mail: a null MX, SPF that lets nobody send, DMARC reject. */
export interface ParkedArgs extends ZoneArgs {
  parked: true;
  provider?: undefined;
}

export type MailDomainArgs = (MailArgs & ProviderArgs) | ParkedArgs;

export type RecordType = "MX" | "TXT" | "CNAME" | "A" | "AAAA" | "SRV" | "NS";

/** One value to publish. */
export interface MailRecord {
  /**
   * What the record is in the domain: `mx-1`, `spf`, `dkim-google`, `dmarc`, `sendgrid-return-path`. Made of no value, so that a
   * resource named by it is updated when the value changes.
   */
  readonly role: string;
  readonly type: RecordType;
  /** Records with one `set` make up one record set; known also where the name is not. */
  readonly set: string;
  /** Absolute, without a final dot. */
  readonly name: Text;
  /** The bare text of TXT, however long; a host without a final dot, `.` for the null MX; an address. */
  readonly value: Text;
  /** Of MX; the priority of SRV. */
  readonly preference?: pulumi.Input<number>;
  /** Of SRV. */
  readonly weight?: number;
  readonly port?: number;
}

/** What a writer is told besides the records. */
export interface WriteContext {
  /** The component's name, which resource names begin with. */
  readonly name: string;
  readonly parent: pulumi.Resource;
  readonly zoneId: Text;
  readonly ttl: pulumi.Input<number> | undefined;
}

/** Declares records at a DNS host. Resources are named by the role, never by a value: `<name>-<role>`. */
export interface RecordWriter {
  write(records: readonly MailRecord[], context: WriteContext): void;
}

/** A record as it was declared, for inspection. */
export interface DeclaredRecord {
  readonly role: string;
  readonly type: RecordType;
  readonly name: string;
  readonly value: string;
  readonly preference?: number;
}
