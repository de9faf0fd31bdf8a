import { isKnown, type Value } from "../model/value.ts";
import { parseDmarc } from "../syntax/dmarc.ts";
import { parseTlsRpt } from "../syntax/tls-rpt.ts";
import type { Drafting } from "./part.ts";
import type { PlannedRecord } from "./planned.ts";
import { faultsAt, policyRecord } from "./record.ts";
import { STAGES, type Stage } from "./request.ts";
import { joined, mapped, textOf, type Text } from "./template.ts";

/** The DMARC record of a stage (RFC 9989 4.7): the policy and where reports go, no tag that the RFC has dropped. */
export function dmarcRecord(
  stage: Stage,
  rua: readonly Value<string>[],
  withDefault: boolean,
  drafting: Drafting,
): PlannedRecord {
  const given = reportUris(
    rua,
    "rua",
    (uri) => parseDmarc(`v=DMARC1; p=none; rua=${uri}`).errors.length === 0,
    drafting,
  );
  const uris = given.length > 0 || !withDefault ? given : [postmaster(drafting)];
  const tags = [textOf(`v=DMARC1; p=${stage}`)];
  if (uris.length > 0) tags.push(joined([textOf("rua="), joined(uris, ",")], ""));
  const name = joined([textOf("_dmarc"), drafting.domain], ".");
  const head = { role: "dmarc", purpose: "dmarc", type: "TXT", owner: "_dmarc" } as const;
  return policyRecord(head, name, joined(tags, "; "), faultsAt(["dmarc"], drafting));
}

/** Whom reports reach that nobody asked for: every domain with mail has one (RFC 5321 4.5.1). */
function postmaster({ domain }: Drafting): Text {
  return joined([textOf("mailto:postmaster@"), domain], "");
}

/** Where reports on failed TLS go (RFC 8460 3): to the postmaster unless said. */
export function tlsReportRecord(to: readonly Value<string>[], drafting: Drafting): PlannedRecord {
  const isGood = (uri: string): boolean => parseTlsRpt(`v=TLSRPTv1; rua=${uri}`).errors.length === 0;
  const given = reportUris(to, "tlsReports", isGood, drafting);
  const uris = given.length > 0 ? given : [postmaster(drafting)];
  const name = joined([textOf("_smtp._tls"), drafting.domain], ".");
  const head = { role: "tls-rpt", purpose: "tls-rpt", type: "TXT", owner: "_smtp._tls" } as const;
  const text = joined([textOf("v=TLSRPTv1; rua="), joined(uris, ",")], "");
  return policyRecord(head, name, text, faultsAt(["tlsReports"], drafting));
}

export function isStage(text: unknown): text is Stage {
  return STAGES.some((stage) => stage === text);
}

/** Longer addresses are no addresses (RFC 5321 4.5.3.1). */
const LONGEST = 320;

function reportUris(
  addresses: readonly Value<string>[],
  argument: string,
  isGood: (uri: string) => boolean,
  drafting: Drafting,
): Text[] {
  return addresses.map((address, index): Text => {
    const uri = mapped(textOf(address), reportUri);
    if (isKnown(uri.value) && !(uri.value.length <= LONGEST && isGood(uri.value))) {
      const shown = drafting.hideValues ? "" : `is ${JSON.stringify(address)}, which `;
      const text = `${shown}is no address that reports can be sent to; give a mail address, as "dmarc@example.com"`;
      drafting.faults.push({ at: [argument, index], text });
      return textOf("mailto:postmaster@example.com");
    }
    return uri;
  });
}

/** An address as a URI; what parts the list, or ends an address in it, is encoded (RFC 9989 4.6). */
export function reportUri(address: string): string {
  const trimmed = address.trim();
  if (/^(?:mailto|https?):/i.test(trimmed)) return trimmed;
  return `mailto:${trimmed.replace(/[,!;%]/g, (found) => encodeURIComponent(found).replace("!", "%21"))}`;
}
