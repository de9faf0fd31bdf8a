import type { Name } from "../model/name.ts";
import type { DmarcPolicy } from "../syntax/dmarc.ts";

/** Whether a name is where a domain's DMARC policy stands (and not where somebody else's reports are authorised). */
export function isPolicyName(name: Name): boolean {
  return name.startsWith("_dmarc.") && !isReportName(name);
}

/** `<domain>._report._dmarc.<host>`: says that the host takes reports of the domain (RFC 9990 4). */
export function isReportName(name: Name): boolean {
  return name.includes("._report._dmarc.") || name.startsWith("_report._dmarc.");
}

/** The domain that a policy name speaks of. */
export function policyDomain(name: Name): Name {
  return name.slice("_dmarc.".length);
}

const STRENGTH: Record<DmarcPolicy, number> = { none: 0, quarantine: 1, reject: 2 };

export function isWeaker(policy: DmarcPolicy, than: DmarcPolicy): boolean {
  return STRENGTH[policy] < STRENGTH[than];
}

/** A line to publish: a DMARC policy in zone-file text. */
export function dmarcLine(domain: Name, text: string): string {
  return `_dmarc.${domain}. TXT "${text}"`;
}

/** The record a domain starts with: nothing changes for its mail, and reports show who sends in its name (RFC 9989 5.1.4). */
export function firstPolicy(domain: Name): string {
  return `v=DMARC1; p=none; rua=mailto:dmarc@${domain}`;
}
