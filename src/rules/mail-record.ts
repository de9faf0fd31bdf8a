import { textOf, type DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { isDmarc, looksMeantAsDmarc } from "../syntax/dmarc.ts";
import { isSpf, looksMeantAsSpf } from "../syntax/spf.ts";

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
