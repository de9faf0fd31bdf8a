import type { Fix } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import { textOf, type DnsRecord, type TxtRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { isMailText, txtSlip, type TxtSlip } from "../syntax/txt.ts";
import { defineRule, rfc } from "./define.ts";
import { isReportName } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";
import { mailDomainOf } from "./shared/mail-record.ts";
import { removeRecord, retext } from "./shared/safe-fix.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "txt-quoting",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "error",
  covers: [],
  summary: "quotes or escapes became part of a TXT record's text, or cut it off",
  consequence: "receivers see no SPF, DKIM or DMARC in it",
  references: [rfc(1035, "5.1"), rfc(7208, "4.5"), rfc(6376, "3.6.1")],
  smtp: ["550 5.7.26"],
  messages: {
    "outer-quotes": ({ effect }: { value: string; effect: string }) =>
      `the text has quotes at its edges that are part of the data; ${effect}`,
    "escaped-semicolon": ({ effect }: { value: string; effect: string }) =>
      `the text holds "\\;": the backslash is part of the data; ${effect}`,
    "smart-quotes": ({ effect }: { value: string; effect: string }) =>
      `the text holds typographic quotes, which no standard knows; ${effect}`,
    "cut-at-semicolon": ({ value, effect }: { value: string; effect: string }) =>
      `the text is ${quoted(value)} and nothing more: the rest is lost, as behind a ";" that no quotes protect; ${effect}`,
  },
  fixable: "resource",
  docs: {
    why: "Zone files need quotes around a text and a backslash before some characters; web panels and APIs mostly do not, and publish them as part of the text. The other way round, an unquoted semicolon in a zone file starts a comment and cuts the text off.",
    fix: "In a panel or an API, type the text without quotes and backslashes. In a zone file, put the whole text into quotes.",
    bad: ['@ TXT "\\"example-verification=4f1c\\""'],
    good: ["@ TXT example-verification=4f1c"],
  },
  check({ record, node, text }, context) {
    if (text === undefined || record.type !== "TXT" || FOREIGN.test(text)) return;
    const slip = txtSlip(text);
    if (slip === undefined || (slip.kind === "cut-at-semicolon" && isReportName(node.name))) return;
    const meant = [text, slip.mended ?? ""].find(isMailText);
    const fix = fixFor(slip, record, node, meant !== undefined);
    const effect = meant === undefined ? "whoever reads it sees another text" : "receivers see no valid record in it";
    context.report(
      slip.kind,
      { value: text.trim(), effect },
      {
        domain: mailDomainOf(node.name),
        at: { record, field: "text", span: [slip.start, slip.end] },
        severity: meant === undefined || BESIDE_MAIL.test(meant) ? "warning" : "error",
        help: helpFor(slip, node),
        ...(fix === undefined ? {} : { fix }),
      },
    );
  },
});

/** Registries of programs that write the quotes themselves and read them back. */
const FOREIGN = /^"heritage=/;

/** Without these, mail arrives all the same (RFC 8461, RFC 8460, BIMI). */
const BESIDE_MAIL = /^[\s"'\\\x80-\xff]*v\s*=\s*(?:STSv1|TLSRPTv1|BIMI1)/i;

interface Beside {
  readonly name: Name;
  readonly records: readonly DnsRecord[];
}

function standsBeside(mended: string, { records }: Beside): boolean {
  return records.some((record) => record.type === "TXT" && textOf(record) === mended);
}

/** Quotes at both edges are nobody's text; a backslash before the semicolon is none of a mail record's. */
function fixFor({ kind, mended, end }: TxtSlip, record: TxtRecord, node: Beside, isMail: boolean): Fix | undefined {
  const text = textOf(record);
  const sure = kind === "outer-quotes" ? isKnown(text) && end === text.length : kind === "escaped-semicolon" && isMail;
  if (!sure || mended === undefined || mended === "" || txtSlip(mended) !== undefined) return undefined;
  return standsBeside(mended, node) ? removeRecord(record) : retext(record, mended);
}

function helpFor({ mended }: TxtSlip, node: Beside): { text: string; publish?: string[] } {
  if (mended === undefined) return { text: 'publish the whole text; in a zone file, between " and "' };
  if (standsBeside(mended, node)) return { text: "remove it: the right text stands beside it" };
  return { text: "publish the text so", publish: [txtLine(node.name, mended)] };
}
