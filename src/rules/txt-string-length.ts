import { isKnown } from "../model/value.ts";
import { isSpf } from "../syntax/spf.ts";
import { MAX_STRING } from "../syntax/txt.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { mailDomainOf, mailPurpose } from "./shared/mail-record.ts";
import { retext } from "./shared/safe-fix.ts";

const RUA = Array.from({ length: 10 }, (_, index) => `mailto:reports-${index + 1}@example.com`);

export default defineRule({
  id: "txt-string-length",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "error",
  covers: [],
  summary: "a mail record's text is not cut into strings of 255 bytes",
  consequence: "the DNS host refuses the record, or cuts it off: the key or policy is not there or broken",
  references: [rfc(1035, "3.3"), rfc(1035, "3.3.14"), rfc(6376, "3.6.2.2")],
  smtp: [],
  fixable: "resource",
  messages: {
    long: ({ purpose, length }: { purpose: string; length: number }) =>
      `a character string of the ${purpose} is ${length} bytes long, over the limit of ${MAX_STRING}; the DNS host refuses the record, or the string is cut`,
  },
  docs: {
    why: "A TXT record is a list of character strings of at most 255 bytes, which receivers join with nothing between them. A DKIM key of 2048 bits takes some 410 bytes. Some hosts cut a long text themselves; Route 53, Google Cloud DNS, Hetzner and Azure's API want it cut, and refuse it otherwise, often in the middle of a deployment.",
    fix: "Cut the text into several quoted strings in one record; a string may end anywhere.",
    bad: [`_dmarc TXT "v=DMARC1; p=reject; rua=${RUA.join(",")}"`],
    good: [`_dmarc TXT "v=DMARC1; p=reject; rua=${RUA.slice(0, 6).join(",")}," "${RUA.slice(6).join(",")}"`],
  },
  check({ record, node, text }, context) {
    if (text === undefined || record.type !== "TXT" || text.length <= MAX_STRING) return;
    const { strings } = record.data;
    if (record.source.publisher.splitsText || !isKnown(strings)) return;
    const long = strings.findIndex((string) => string.length > MAX_STRING);
    const found = strings[long];
    // Of SPF the rule about its length speaks.
    if (found === undefined || isSpf(text)) return;
    const purpose = mailPurpose(record);
    if (purpose === undefined) return;
    const start = strings.slice(0, long).join("").length;
    context.report(
      "long",
      { purpose, length: found.length },
      {
        domain: mailDomainOf(node.name),
        at: { record, field: "text", span: [start + MAX_STRING, start + found.length] },
        help: { text: "cut it into several strings", publish: [txtLine(node.name, text)] },
        fix: retext(record, text),
      },
    );
  },
});
