import { alternatives } from "../domain/alternatives.ts";
import { isTxt } from "../domain/texts.ts";
import type { Name } from "../model/name.ts";
import { textOf, type DnsRecord, type TxtRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { MAX_STRING } from "../syntax/txt.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { retext } from "./shared/safe-fix.ts";
import { counted } from "./shared/wording.ts";

/** What fits a 512-byte answer beside the header and the rest (RFC 7208 3.4). */
const MAX_ANSWER = 450;

export default defineRule({
  id: "spf-length",
  kind: "domain",
  needs: "spf",
  set: "default",
  severity: "error",
  covers: [],
  summary: "an SPF record is too long for one string or for a small DNS answer",
  consequence: "name servers refuse or cut the record; a large answer needs TCP, which some receivers' resolvers lack",
  references: [rfc(7208, "3.3"), rfc(7208, "3.4"), rfc(1035, "3.3")],
  smtp: [],
  messages: {
    string: ({ length }: { length: number }) =>
      `a character string of the SPF record is ${length} bytes long, over the limit of ${MAX_STRING}; name servers refuse the record, or the string is cut`,
    answer: ({ domain, size, count }: { domain: string; size: number; count: number }) =>
      `${domain} with its ${counted(count, "TXT record")} takes ${size} bytes of a DNS answer; over ${MAX_ANSWER}, it may not fit a 512-byte UDP packet and is asked for again over TCP`,
  },
  fixable: "resource",
  docs: {
    why: "A TXT record is a list of character strings of at most 255 bytes, which receivers join with nothing between them. All TXT records of a name come in one answer: over about 450 bytes it may not fit a small UDP packet (RFC 7208 section 3.4).",
    fix: "Cut the text into several quoted strings in one record; a string may end anywhere, blanks belong inside the quotes. Move old verification texts away.",
    bad: [`@ TXT "v=spf1 ${Array.from({ length: 20 }, (_, index) => `ip4:192.0.2.${index + 10}`).join(" ")} -all"`],
    good: ["@ TXT v=spf1 ip4:192.0.2.0/24 -all"],
  },
  check(domain, context) {
    const { answer } = domain.spf;
    if (answer.state !== "found") return;
    for (const { record, text } of domain.spf.alternatives.flat()) {
      const { strings } = record.data;
      const { publisher } = record.source;
      if (!isKnown(strings) || publisher.splitsText) continue;
      const long = strings.findIndex((string) => string.length > MAX_STRING);
      const found = strings[long];
      if (found === undefined) continue;
      const start = strings.slice(0, long).join("").length;
      context.report(
        "string",
        { length: found.length },
        {
          at: { record, field: "text", span: [start + MAX_STRING, start + found.length] },
          help: { text: "cut it into several strings", publish: [txtLine(domain.name, text)] },
          fix: retext(record, text),
        },
      );
    }
    // together they are the most that any alternative can be
    if (sizeOf(answer.records, domain.name) <= MAX_ANSWER) return;
    for (const records of alternatives(answer.records.filter(isTxt))) {
      const size = sizeOf(records, domain.name);
      const policy = domain.spf.alternatives.flat().find(({ record }) => records.includes(record));
      if (size <= MAX_ANSWER || policy === undefined) continue;
      context.report(
        "answer",
        { domain: domain.name, size, count: records.length },
        {
          at: { record: policy.record, field: "text" },
          severity: "info",
          related: longest(records, policy.record),
          help: { text: "shorten the record, or take out TXT records that nobody needs any more" },
        },
      );
    }
  },
});

/** The bytes of a name and of the known texts among records. */
function sizeOf(records: readonly DnsRecord[], name: Name): number {
  let size = name.length;
  for (const record of records) {
    const text = isTxt(record) ? textOf(record) : "";
    if (isKnown(text)) size += text.length;
  }
  return size;
}

/** The other texts that take the most room. */
function longest(records: readonly TxtRecord[], policy: TxtRecord): { record: TxtRecord; note: string }[] {
  return records
    .filter((record) => record !== policy)
    .map((record) => ({ record, length: String(textOf(record)).length }))
    .sort((a, b) => b.length - a.length)
    .slice(0, 3)
    .map(({ record, length }) => ({ record, note: counted(length, "byte") }));
}
