import { isKnown } from "../model/value.ts";
import { DIGEST_BYTES, parseTlsa, type TlsaError, type TlsaRecord } from "../syntax/tlsa.ts";
import { defineRule, rfc } from "./define.ts";
import { serviceDomain } from "./shared/transport-records.ts";
import { counted, quoted } from "./shared/wording.ts";

interface Slip {
  readonly host: string;
  readonly value: string;
  readonly field: string;
}

const BROKEN = "name servers refuse it or senders cannot use it";
const UNUSED = "senders leave it out";

export default defineRule({
  id: "tlsa-syntax",
  kind: "record",
  types: ["TLSA"],
  set: "default",
  severity: "error",
  covers: [],
  summary: "a TLSA record of a mail host cannot be used",
  consequence: "senders that check DANE hold the mail back or deliver it without checking the server",
  references: [
    rfc(6698, "2.1"),
    rfc(7672, "3.1"),
    { title: "Exchange Online: how SMTP DANE works", url: "https://learn.microsoft.com/purview/how-smtp-dane-works" },
  ],
  smtp: ["550 5.7.323", "450 4.7.323"],
  messages: {
    fields: ({ host, value }: Slip) =>
      `the TLSA record of ${host} is ${quoted(value)}, which lacks one of usage, selector, matching type and data; ${BROKEN}`,
    number: ({ host, value, field }: Slip) =>
      `the ${field} of the TLSA record of ${host} is ${quoted(value)}, which must be a number from 0 to 255; ${BROKEN}`,
    hex: ({ host }: Slip) => `the data of the TLSA record of ${host} is no hexadecimal text of whole bytes; ${BROKEN}`,
    length: ({ host, value, field }: Slip) =>
      `the data of the TLSA record of ${host} has ${value}, and ${field}; no certificate can match it, and Exchange Online and Exim hold the mail back`,
    alone: ({ host, value, field }: Slip) =>
      `the data of a TLSA record of ${host} has ${value}, and ${field}; ${UNUSED} and go by the records beside it`,
    pkix: ({ host, value }: Slip) =>
      `the usage of the TLSA record of ${host} is ${value}, which SMTP does not know (2 and 3 are for mail); ${UNUSED}`,
    unassigned: ({ host, value, field }: Slip) =>
      `the ${field} of the TLSA record of ${host} is ${value}, which stands for nothing; ${UNUSED}`,
  },
  docs: {
    why: "A sender that checks DANE holds the server's certificate against the TLSA record. A record that no certificate can match, such as one with a digest of the wrong length, stops mail from such senders where no good one stands beside it. Usages 0 and 1 need a public certificate authority, which SMTP does not have (RFC 7672 3.1.3).",
    fix: "Publish `3 1 1` and the SHA-256 digest (64 hexadecimal digits) of the public key of the mail server's certificate.",
    bad: [
      "@ MX 10 mx",
      "mx A 5.6.7.8",
      "_25._tcp.mx TLSA 3 1 2 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.com",
    ],
    good: [
      "@ MX 10 mx",
      "mx A 5.6.7.8",
      "_25._tcp.mx TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.com",
    ],
  },
  check({ record, node }, context) {
    if (record.type !== "TLSA" || !isKnown(record.data.text)) return;
    const host = serviceDomain(node.name, "_25._tcp.", context.world);
    if (host === undefined) return;
    const tree = parseTlsa(record.data.text);
    if (tree.usable) return;
    const beside = node.records.some(
      (other) =>
        other.type === "TLSA" && other !== record && isKnown(other.data.text) && parseTlsa(other.data.text).usable,
    );
    for (const error of tree.errors) {
      const { code, start, end, field } = error;
      const value = code === "fields" ? tree.text : tree.text.slice(start, end);
      context.report(
        code === "length" && beside ? "alone" : MESSAGES[code],
        {
          host,
          value: code === "length" ? counted((tree.data ?? "").length / 2, "byte") : shownValue(error, tree, value),
          field: wanted(tree, error) ?? NAMES[field],
        },
        {
          domain: host,
          severity: error.effect === "unusable" || (code === "length" && beside) ? "warning" : "error",
          at: { record, field: "text", span: [start, end] },
          help: {
            text: "publish 3 1 1 and the SHA-256 digest of the server's public key",
            publish: [`${node.name}. TLSA 3 1 1 <64 hexadecimal digits>`],
          },
        },
      );
    }
  },
});

const NAMES: Readonly<Record<TlsaError["field"], string>> = {
  usage: "usage",
  selector: "selector",
  matching: "matching type",
  data: "data",
};

const MESSAGES = {
  fields: "fields",
  number: "number",
  hex: "hex",
  length: "length",
  "usage-pkix": "pkix",
  "usage-unassigned": "unassigned",
  "selector-unassigned": "unassigned",
  "matching-unassigned": "unassigned",
} as const satisfies Record<TlsaError["code"], string>;

/** What the matching type asks of the data. */
function wanted({ matching }: TlsaRecord, { code }: TlsaError): string | undefined {
  if (code !== "length" || matching === undefined) return undefined;
  if (matching === 0) return "matching type 0 asks for the whole certificate or key";
  return `matching type ${matching} (${matching === 1 ? "SHA-256" : "SHA-512"}) asks for ${DIGEST_BYTES[matching] ?? 0}`;
}

/** The number, also where the text has an acronym or the bytes of RFC 3597. */
function shownValue({ code }: TlsaError, { usage, selector, matching }: TlsaRecord, value: string): string {
  if (code === "usage-pkix" || code === "usage-unassigned") return String(usage);
  if (code === "selector-unassigned") return String(selector);
  return code === "matching-unassigned" ? String(matching) : value;
}
