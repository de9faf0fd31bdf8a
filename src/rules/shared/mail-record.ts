import type { Domain } from "../../domain/domain.ts";
import type { Place } from "../../model/finding.ts";
import type { Name } from "../../model/name.ts";
import { textOf, type DnsRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { isDmarc, looksMeantAsDmarc } from "../../syntax/dmarc.ts";
import { isSpf, looksMeantAsSpf } from "../../syntax/spf.ts";

/** What a record is to mail, as a person calls it; `undefined` for one that mail does not look at. */
export function mailPurpose(record: DnsRecord): string | undefined {
  const name = typeof record.name === "string" ? record.name : "";
  if (record.type === "MX") return "MX";
  if (record.type !== "TXT" && record.type !== "CNAME") return undefined;
  if (name.startsWith("_domainkey.") || name.includes("._domainkey.")) return "DKIM key";
  if (name.startsWith("_dmarc.")) return "DMARC record";
  if (name.includes("._report._dmarc.")) return "DMARC report authorisation";
  if (name.startsWith("_mta-sts.")) return "MTA-STS record";
  if (name.startsWith("_smtp._tls.")) return "TLS-RPT record";
  if (record.type !== "TXT") return undefined;
  const text = textOf(record);
  if (!isKnown(text)) return undefined;
  if (isSpf(text) || looksMeantAsSpf(text) !== undefined) return "SPF record";
  return isDmarc(text) || looksMeantAsDmarc(text) !== undefined ? "DMARC record" : undefined;
}

/** The mail domain that a record's name speaks of: what stands behind the underscore labels that mail standards put before it. */
export function mailDomainOf(name: Name): Name {
  const selector = name.lastIndexOf("_domainkey.");
  if (selector === 0 || (selector > 0 && name[selector - 1] === "."))
    return name.slice(selector + "_domainkey.".length);
  const report = name.indexOf("._report._dmarc.");
  if (report > 0) return name.slice(report + "._report._dmarc.".length);
  return name.replace(/^(?:_dmarc|_mta-sts|_smtp\._tls)\./, "");
}

/** A record that shows a domain, to point at where what is missing would stand: its MX, else its SPF, else anything. */
export function mailPlace(domain: Domain): Place | undefined {
  const record = domain.mx[0]?.records[0] ?? domain.policy?.record ?? domain.world.declared(domain.name)[0];
  return record === undefined ? undefined : { record, field: "name" };
}
