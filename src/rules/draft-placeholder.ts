import { placeholdersIn, withoutPlaceholders } from "../model/draft.ts";
import type { Field } from "../model/finding.ts";
import { textOf, type AddressRecord, type DnsRecord } from "../model/record.ts";
import type { Value } from "../model/value.ts";
import { presentation } from "../syntax/presentation.ts";
import { defineRule, rfc } from "./define.ts";
import { mailDomainOf } from "./shared/mail-record.ts";
import { listed, quoted } from "./shared/wording.ts";

export default defineRule({
  id: "draft-placeholder",
  kind: "record",
  types: [
    "MX",
    "TXT",
    "SPF",
    "CNAME",
    "DNAME",
    "NS",
    "PTR",
    "ALIAS",
    "A",
    "AAAA",
    "SRV",
    "TLSA",
    "CAA",
    "SOA",
    "OTHER",
  ],
  set: "default",
  severity: "error",
  // Whatever else is wrong with a record that is not finished, its placeholder is why.
  covers: [
    "mx-target-unresolvable",
    "mx-target-wrong-host",
    "mx-provider-set",
    "mx-single-provider",
    "spf-syntax",
    "spf-include-wrong-host",
    "spf-provider-missing",
    "dkim-key-syntax",
    "dkim-cname-as-txt",
    "dkim-cname-target",
    "mta-sts-mx-not-listed",
  ],
  summary: "a record of a draft still holds a placeholder",
  consequence: "what the record is for does not work: mail finds no server, or fails its checks",
  references: [rfc(6761, "6.4")],
  smtp: ["550 5.1.2", "550 5.7.26"],
  messages: {
    one: ({ what, found, effect }: Values) =>
      `the ${what} holds the placeholder ${found}: this value is still missing; ${effect}`,
    several: ({ what, found, effect }: Values) =>
      `the ${what} holds the placeholders ${found}: these values are still missing; ${effect}`,
  },
  docs: {
    why: "`maildns generate --draft` writes records before every value is known, and marks each gap with a text that begins with `maildns-draft-`. Such a record belongs into a review, not into the DNS: nobody finds a server, a key or a policy behind it.",
    fix: "Put the value that the provider's console shows in the place of the placeholder, or generate the records again with the value. Where it will be known later only, leave the record out until then.",
    bad: ["s1._domainkey CNAME s1.domainkey.maildns-draft-sendgridhost.invalid."],
    good: ["s1._domainkey CNAME s1.domainkey.u44932180.wl181.sendgrid.net."],
  },
  check({ record, node, policy }, context) {
    for (const [field, what, text] of fieldsOf(record)) {
      const found = placeholdersIn(text);
      const [first] = found;
      if (first === undefined) continue;
      const start = text.indexOf(first);
      const values = { what, found: listed(found.map(quoted)), effect: effectOf(record, text) };
      context.report(found.length === 1 ? "one" : "several", values, {
        domain: policy?.file.domain ?? mailDomainOf(node.name),
        at: { record, field, ...(hasSpans(record, field) ? { span: [start, start + first.length] as const } : {}) },
        help: {
          text: "put what the provider's console shows in its place, or leave the record out until that is known",
          ...(record.type === "OTHER" ? {} : { publish: [publishable(record)] }),
        },
      });
      return;
    }
  },
});

type Values = Record<"what" | "found" | "effect", string>;

/** The fields whose text is the value itself, so that a part of it can be pointed at. */
function hasSpans({ type }: DnsRecord, field: Field): boolean {
  return field === "exchange" || (field === "text" && (type === "TXT" || type === "SPF" || type === "OTHER"));
}

type Texts = readonly [field: Field, what: string, text: string];

/** What of a record can hold a placeholder; the data first: mostly the owner has the same one, or none. */
function fieldsOf(record: DnsRecord): Texts[] {
  const [field, what, value] = dataOf(record);
  const fields: Texts[] = [];
  if (typeof value === "string") fields.push([field, what, value]);
  if (typeof record.name === "string") fields.push(["name", "owner", record.name]);
  return fields;
}

function dataOf(record: DnsRecord): readonly [Field, string, Value<string> | undefined] {
  switch (record.type) {
    case "MX":
      return ["exchange", "exchange", record.data.exchange];
    case "TXT":
    case "SPF":
      return ["text", "text", textOf(record)];
    case "A":
    case "AAAA":
      return ["address", "address", record.data.written ?? record.data.address];
    case "UNKNOWN":
      return ["type", "type", undefined];
    default:
      return "target" in record.data ? ["target", "target", record.data.target] : ["text", "text", record.data.text];
  }
}

function effectOf(record: DnsRecord, text: string): string {
  if (record.type === "MX" || record.type === "A" || record.type === "AAAA") {
    return "published like this, senders find no server, and mail is not delivered";
  }
  if (text.startsWith("v=spf1")) return "published like this, SPF does not let the real servers send";
  return "published like this, it does nothing of what it is for";
}

/** The record with the gap to fill. */
function publishable(record: DnsRecord): string {
  const { written } = "address" in record.data ? record.data : {};
  const whole = written === undefined ? record : ({ ...record, data: { address: written } } as AddressRecord);
  return withoutPlaceholders(presentation({ ...whole, ttl: undefined })).replace(" IN ", " ");
}
