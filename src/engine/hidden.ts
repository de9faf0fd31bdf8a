import type { NotJudged } from "../model/finding.ts";
import { isAtOrBelow, type Name } from "../model/name.ts";
import { textOf, type DnsRecord } from "../model/record.ts";
import { isKnown, Unknown, unknownText } from "../model/value.ts";
import type { Zone } from "../model/zone.ts";
import type { AnyRule } from "../rules/define.ts";

export interface Hidden {
  /** Rules that would have looked at a record whose value nobody can see. */
  readonly notJudged: readonly NotJudged[];
  /** Records of which not even the name is known, and what of them is not. */
  readonly nameless: readonly { readonly record: DnsRecord; readonly reason: string }[];
}

/**
 * What a document hides, or cannot know before the change, so that a rule which says nothing has not judged it. Rules that
 * abstain by themselves (`told`) are not named once more.
 */
export function hiddenValues(zones: readonly Zone[], rules: readonly AnyRule[], told: readonly NotJudged[]): Hidden {
  const notJudged: NotJudged[] = [];
  const nameless: { record: DnsRecord; reason: string }[] = [];
  const seen = new Set<string>();
  let known: ReadonlySet<string> | undefined;
  for (const zone of zones) {
    // No other document has values that it does not show.
    if (zone.documents[0]?.format.startsWith("pulumi") !== true) continue;
    let withSpf: ReadonlySet<Name> | undefined;
    for (const record of zone.records) {
      const reason = hiddenIn(record);
      if (reason === undefined || record.source.context === true) continue;
      const place = `${record.source.document.path}\0${record.at}`;
      if (seen.has(place)) continue;
      seen.add(place);
      const { name, type } = record;
      if (typeof name !== "string" || type === "UNKNOWN") {
        nameless.push({ record, reason });
        continue;
      }
      known ??= new Set(told.map(({ rule, domain }) => `${rule} ${domain}`));
      const domain = domainOf(name);
      const family = familyOf(record, name);
      if (family === undefined) continue;
      const why = `the value of ${type} ${name} ${reason}`;
      const second = family === "spf-" && (withSpf ??= spfNames(zone)).has(name);
      for (const rule of rules) {
        if (second ? rule.id !== "spf-multiple" : !reads(rule, family, record)) continue;
        if (known.has(`${rule.id} ${domain}`)) continue;
        notJudged.push({ rule: rule.id, domain, reason: why });
      }
    }
  }
  return { notJudged, nameless };
}

/** Why a part of the record is not known, as the end of a sentence. What the host computes is judged as such. */
function hiddenIn({ name, data }: DnsRecord): string | undefined {
  if (typeof name !== "string") return isHidden(name) ? unknownText[name.reason] : undefined;
  for (const key in data) {
    const value: unknown = data[key as keyof typeof data];
    if (isHidden(value)) return unknownText[value.reason];
  }
  return undefined;
}

function isHidden(value: unknown): value is Unknown {
  return value instanceof Unknown && (value.reason === "preview" || value.reason === "secret");
}

/** The rules that read such a record, by the beginning of their ids. */
function familyOf({ type }: DnsRecord, name: Name): string | undefined {
  if (type === "MX") return "mx-";
  if (type === "TLSA") return "tlsa-";
  if (type === "SPF") return "spf-";
  if (type !== "TXT" && type !== "CNAME") return undefined;
  const labels = name.split(".");
  if (labels[0] === "_dmarc") return "dmarc-";
  if (labels.includes("_domainkey")) return "dkim-";
  if (labels[0] === "_mta-sts") return "mta-sts-";
  if (labels[0] === "_smtp" && labels[1] === "_tls") return "tls-rpt-";
  if (labels.includes("_bimi")) return "bimi-";
  return type === "TXT" && !name.startsWith("_") ? "spf-" : undefined;
}

/** Whether a rule is about the value: not about a name alone, nor about what is not there at all. */
function reads(rule: AnyRule, family: string, { type }: DnsRecord): boolean {
  if (!rule.id.startsWith(family) || rule.kind === "change" || rule.id.endsWith("-missing")) return false;
  return rule.kind !== "record" || rule.types.includes(type);
}

/** The name that a service name speaks of. */
function domainOf(name: Name): Name {
  const labels = name.split(".");
  return labels.slice(labels.findLastIndex((label) => label.startsWith("_")) + 1).join(".");
}

/** Names with an SPF record that can be read: what is hidden beside it can only be a second one. */
function spfNames({ origin, records }: Zone): ReadonlySet<Name> {
  const names = new Set<Name>();
  for (const record of records) {
    if (record.type !== "TXT" || typeof record.name !== "string" || !isAtOrBelow(record.name, origin)) continue;
    const text = textOf(record);
    if (isKnown(text) && /^v=spf1(?: |$)/i.test(text)) names.add(record.name);
  }
  return names;
}
