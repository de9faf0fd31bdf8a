import {
  isTlsRpt,
  looksMeantAsTlsRpt,
  mendTlsRpt,
  parseTlsRpt,
  type TlsRptErrorCode,
  type TlsRptRecord,
} from "../syntax/tls-rpt.ts";
import type { Help } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import { txtSlip } from "../syntax/txt.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { isAbsent, misplacedDomain, serviceDomain } from "./shared/transport-records.ts";
import { counted, quoted } from "./shared/wording.ts";

interface Slip {
  readonly value: string;
  readonly name: string;
}

const MAX_PER_RECORD = 4;
const NONE = "no sender reports about TLS";

export default defineRule({
  id: "tls-rpt-syntax",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "warning",
  covers: [],
  summary: "a TLS-RPT record breaks the grammar",
  consequence: "senders do not report that mail could not be delivered with TLS",
  references: [rfc(8460, "3")],
  smtp: [],
  messages: {
    near: ({ value }: { value: string }) =>
      `the text ${quoted(value)} was meant as a TLS-RPT record, which starts with exactly "v=TLSRPTv1;"; senders take no notice of it`,
    several: ({ name, count }: { name: string; count: number }) =>
      `${name} holds ${counted(count, "TLS-RPT record")}; senders use one only where there is exactly one, so ${NONE}`,
    wrongName: ({ name, domain }: { name: string; domain: string }) =>
      `a TLS-RPT record stands at ${name}; senders look for it at _smtp._tls.${domain} only, so it has no effect`,
    noRua: (_: Slip) => `the TLS-RPT record has no "rua", the place that reports go to; ${NONE}`,
    form: ({ value }: Slip) => `${quoted(value)} in the TLS-RPT record is no field of the form name=value; ${NONE}`,
    blank: ({ name }: Slip) =>
      `a blank stands in the field "${name}" of the TLS-RPT record, where the grammar has none; ${NONE}`,
    trailingBlank: (_: Slip) =>
      `the TLS-RPT record ends in a blank, which the grammar allows only behind a semicolon; strict senders do not report`,
    blankField: ({ name }: Slip) => `the field "${name}" of the TLS-RPT record is empty; ${NONE}`,
    field: ({ value }: Slip) => `${quoted(value)} in the TLS-RPT record breaks the grammar; ${NONE}`,
    twice: ({ name }: Slip) => `the field "${name}" stands twice in the TLS-RPT record; senders take the first one`,
    empty: (_: Slip) => `a place for reports is empty in the TLS-RPT record: a comma stands with nothing beside it`,
    scheme: ({ value }: Slip) =>
      `${quoted(value)} in the TLS-RPT record is no place for reports, which begins with "mailto:" or "https://"; nothing is sent there`,
    address: ({ value }: Slip) =>
      `${quoted(value)} in the TLS-RPT record holds no mail address behind "mailto:"; nothing is sent there`,
    host: ({ value }: Slip) =>
      `${quoted(value)} in the TLS-RPT record names no host behind "https://"; nothing is sent there`,
    character: ({ value }: Slip) =>
      `${quoted(value)} in the TLS-RPT record holds a character that a URI must encode as %hh; nothing is sent there`,
  },
  docs: {
    why: "TLS reports are how anybody learns that mail could not be delivered because of MTA-STS or DANE. A record with a slip is no record, and the failure stays unseen.",
    fix: "Publish `v=TLSRPTv1; rua=mailto:…`, several places with commas between them.",
    bad: ["_smtp._tls TXT v=TLSRPTv1; rua=tls@example.com"],
    good: ["_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.com"],
  },
  check({ record, node, text }, context) {
    if (text === undefined) return;
    const isOne = isTlsRpt(text);
    const { name } = node;
    if (!isOne && !name.startsWith("_smtp._tls.") && !MAY_MEAN.test(text)) return;
    const domain = serviceDomain(name, "_smtp._tls.", context.world);
    if (domain === undefined) {
      const meant = isOne ? misplacedDomain(name, node.zone.zone.origin, LABELS, "_smtp._tls.") : undefined;
      if (meant === undefined || !isAbsent(context.domain(meant).tlsRpt)) return;
      const help = { text: `move the record to _smtp._tls.${meant}`, publish: [txtLine(`_smtp._tls.${meant}`, text)] };
      context.report("wrongName", { name, domain: meant }, { domain: meant, at: { record, field: "name" }, help });
      return;
    }
    const view = context.domain(domain).tlsRpt;
    if (!isOne) {
      const near = txtSlip(text) === undefined ? looksMeantAsTlsRpt(text) : undefined;
      if (near === undefined) return;
      const help: Help =
        view.texts.length > 0
          ? { text: "remove it: the record beside it is the one that counts" }
          : advice(name, near.mended, domain);
      context.report(
        "near",
        { value: text },
        { domain, at: { record, field: "text", span: [near.start, near.end] }, help },
      );
      return;
    }
    const { texts } = view;
    if (texts.length > 1 && texts.at(-1)?.record === record) {
      const related = texts
        .slice(0, -1)
        .map((other) => ({ record: other.record, field: "text", note: "another one" }) as const);
      const help = {
        text: "keep one record, with commas between the places for reports",
        publish: [merged(name, texts)],
      };
      context.report(
        "several",
        { name, count: texts.length },
        { domain, at: { record, field: "text" }, related, help },
      );
    }
    const tree = parseTlsRpt(text);
    for (const { code, effect, start, end, name: field } of tree.errors.slice(0, MAX_PER_RECORD)) {
      context.report(
        MESSAGES[code] ?? "field",
        { value: text.slice(start, end), name: field },
        {
          domain,
          severity: effect === "nothing" ? "info" : "warning",
          at: { record, field: "text", span: [start, end] },
          help: advice(name, mendTlsRpt(tree), domain),
        },
      );
    }
  },
});

const MAY_MEAN = /^.{0,12}tls-?rpt/i;
const LABELS = /^(?:_?tls|_?smtp[-_]?tls|_smtp\._tcp|smtp\._tls|_?tls[-_]?rpt|_smtp)\./;

function advice(name: Name, mended: string | undefined, domain: Name): Help {
  const text = mended ?? `v=TLSRPTv1; rua=mailto:tls-reports@${domain}`;
  const publish = [txtLine(name, text)];
  return mended === undefined
    ? { text: "publish an address that somebody reads", publish }
    : { text: "publish the record so", publish };
}

function merged(name: Name, texts: readonly { readonly tree: TlsRptRecord }[]): string {
  const uris = texts.flatMap(({ tree }) => tree.rua.flatMap(({ text, valid }) => (valid ? [text] : [])));
  return txtLine(name, `v=TLSRPTv1; rua=${[...new Set(uris)].join(",")}`);
}

type Told =
  | "noRua"
  | "blankField"
  | "form"
  | "blank"
  | "trailingBlank"
  | "twice"
  | "empty"
  | "scheme"
  | "address"
  | "host"
  | "character";

const MESSAGES: Readonly<Partial<Record<TlsRptErrorCode, Told>>> = {
  "rua-missing": "noRua",
  form: "form",
  "empty-value": "blankField",
  blank: "blank",
  "trailing-blank": "trailingBlank",
  duplicate: "twice",
  "uri-empty": "empty",
  "uri-scheme": "scheme",
  "uri-address": "address",
  "uri-host": "host",
  "uri-character": "character",
};
