import type { Name } from "../model/name.ts";
import type { DmarcPolicy } from "../syntax/dmarc.ts";

/**
 * What a name is to mail. `inbound` takes mail for a program (parse hosts), `return-path` takes bounces: neither is a
 * From domain, so no rule about the presence of SPF, DKIM or DMARC runs on them.
 */
export type Role = "mail" | "send-only" | "receive-only" | "inbound" | "return-path" | "none";

/** What may lie elsewhere, so that its absence from the documents is no finding. */
export type ElsewhereKind = "mx" | "spf" | "dkim" | "dmarc";

/** The stages on the way to enforcement; `-test` is the half step, the policy with `t=y` (RFC 9989 4.7). */
export type DmarcStage = "none" | "quarantine-test" | "quarantine" | "reject-test" | "reject";

/** Where a domain stands on the way to enforcement, as its owner says. */
export interface DmarcPlan {
  readonly stage?: DmarcStage;
  /** ISO date since when `stage` holds. */
  readonly since?: string;
  readonly target?: DmarcPolicy;
}

/** Facts of one domain that no record tells, from the configuration. */
export interface DomainFacts {
  readonly role?: Role;
  /** Provider ids. */
  readonly mailbox?: string;
  readonly gateway?: string;
  readonly senders?: readonly string[];
  /** Exchanges that may stand behind the primary. */
  readonly backupMx?: readonly Name[];
  readonly elsewhere?: readonly ElsewhereKind[];
  /** DKIM is known to be absent for this domain. */
  readonly dkim?: "absent";
  readonly dmarc?: DmarcPlan;
  /** The path of its MTA-STS policy file. */
  readonly mtaSts?: string;
}

const NOTHING: DomainFacts = {};

/** Facts by domain name; the empty facts for a name that the configuration does not mention. */
export type FactsOf = (name: Name) => DomainFacts;

export const noFacts: FactsOf = () => NOTHING;
