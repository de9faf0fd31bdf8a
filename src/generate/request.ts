import type { Value } from "../model/value.ts";
import type { StsMode } from "../syntax/mta-sts-policy.ts";
import type { Recipe } from "./recipe.ts";

/** How far a DMARC policy goes (RFC 9989 4.7). */
export type Stage = "none" | "quarantine" | "reject";
export const STAGES: readonly Stage[] = ["none", "quarantine", "reject"];

/** An entry of the catalogue with the values that only the customer knows. */
export interface PartRequest {
  readonly id: string;
  /** What it publishes, where that is not of the catalogue: a template's. */
  readonly recipe?: Recipe;
  readonly values?: Readonly<Record<string, Value<string>>>;
}

export interface ProviderRequest extends PartRequest {
  /** An MX set in place of the recommended one, by its id. */
  readonly mxSet?: string;
}

export interface GatewayRequest extends ProviderRequest {
  /** Mail leaves by it as well, so that SPF names it; true unless given. */
  readonly outbound?: boolean;
}

export interface SenderRequest extends PartRequest {
  /** The labels below the domain that it sends from, `mg` for mg.example.com; the domain itself unless given. */
  readonly at?: string;
  /** What its records are called by, where one sender stands twice; the id unless given. */
  readonly name?: string;
}

/** A DKIM key of a signer that the catalogue does not know: the key record itself, or the name that holds it. */
export interface OwnKey {
  readonly selector: string;
  readonly key?: Value<string>;
  readonly target?: Value<string>;
}

export interface MtaStsRequest {
  readonly mode: StsMode;
  /** How long senders keep the policy, in seconds; a day unless given, a week where it is enforced. */
  readonly maxAge?: number;
  /** The web server that hands out the policy: where the CNAME at `mta-sts.<domain>` leads. */
  readonly host?: Value<string>;
}

/** Records that a mail domain needs, besides those of its providers. */
interface Policies {
  /** Any spelling; the records are in canonical form. */
  readonly domain: Value<string>;
  /** Where DMARC reports go: addresses, with or without `mailto:`. */
  readonly rua?: readonly Value<string>[];
}

export interface HostedRequest extends Policies {
  /** Who holds the mailboxes, or takes the mail in their place. */
  readonly provider: ProviderRequest;
  /** Takes the mail in front of the provider, whose MX is then not published. */
  readonly gateway?: GatewayRequest;
  readonly senders?: readonly SenderRequest[];
  /** Further SPF terms: own servers, `ip4:192.0.2.1`. */
  readonly spf?: readonly Value<string>[];
  /** How SPF ends; what the provider documents unless given. */
  readonly spfAll?: "~all" | "-all";
  readonly dkim?: readonly OwnKey[];
  /** `none` unless given. */
  readonly dmarc?: Stage;
  /** Where reports on TLS go (RFC 8460); no such record unless given. */
  readonly tlsReports?: readonly Value<string>[];
  /** Senders shall deliver over TLS alone (RFC 8461); not published unless given. TLS reports then go to the postmaster at least. */
  readonly mtaSts?: MtaStsRequest;
  /** `all`: also the records that providers call optional (client set-up, tracking). */
  readonly extras?: "needed" | "all";
}

/** A domain without mail. */
export interface ParkedRequest extends Policies {
  readonly parked: true;
}

export type MailRequest = HostedRequest | ParkedRequest;

/** What is wrong with a request: the place of the argument, and a sentence that goes on behind its name. */
export interface Fault {
  readonly at: readonly (string | number)[];
  /** `is "x", which …` */
  readonly text: string;
  /** A value that was not given, and that whoever is asked for it may still give. */
  readonly missing?: true;
}

/** `senders[1].values.region` */
export function argumentName(at: readonly (string | number)[]): string {
  return at.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");
}

/** A fault as a sentence, for programs whose arguments are called as here. */
export function faultText({ at, text }: Fault): string {
  return `${argumentName(at)} ${text}`;
}
