import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { ROOT } from "../model/name.ts";
import { defineRule, rfc } from "./define.ts";
import { mxLines } from "./shared/lines.ts";
import { removeRecord } from "./shared/safe-fix.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "mx-duplicate-target",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "one exchange is named by two MX records",
  consequence: "senders try the same host twice; the second record gives no fallback",
  references: [rfc(5321, "5.1")],
  smtp: [],
  messages: {
    twice: ({ exchange, numbers }: { exchange: string; numbers: string }) =>
      `the exchange ${quoted(exchange)} stands in two MX records${numbers}; it is one host, so the second is no fallback`,
  },
  fixable: "document",
  docs: {
    why: "Two MX records for one host look like a primary and a fallback and are one machine: when it is down, both are.",
    fix: "Keep the record with the lower preference. If the second line was meant for another host, correct its name.",
    bad: ["@ MX 10 mx.example.net.", "@ MX 20 mx.example.net."],
    good: ["@ MX 10 mx.example.net."],
  },
  check(domain, context) {
    for (const { records } of domain.mx) {
      if (records.length < 2) continue;
      const seen = new Map<string, MxRecord>();
      for (const record of records) {
        const exchange = record.data.exchange;
        if (!isKnown(exchange) || exchange === ROOT) continue;
        const before = seen.get(exchange);
        if (before === undefined) {
          seen.set(exchange, record);
          continue;
        }
        const worse = worseOf(before, record);
        context.report(
          "twice",
          { exchange, numbers: numbersOf(before, record) },
          {
            at: { record, field: "exchange" },
            related: [{ record: before, field: "exchange", note: "the same host" }],
            help: { text: "keep one of the two", publish: mxLines(domain.name, onceEach(records)) },
            ...(worse === undefined ? {} : { fix: removeRecord(worse) }),
          },
        );
      }
    }
  },
});

function numbersOf({ data: first }: MxRecord, { data: second }: MxRecord): string {
  if (typeof first.preference !== "number" || typeof second.preference !== "number") return "";
  if (first.preference === second.preference) return ` with the preference ${first.preference}`;
  return ` (preferences ${first.preference} and ${second.preference})`;
}

/** The one that senders come to last: without it they try the same hosts in the same order. */
function worseOf(first: MxRecord, second: MxRecord): MxRecord | undefined {
  const [one, two] = [first.data.preference, second.data.preference];
  if (typeof one !== "number" || typeof two !== "number") return undefined;
  return one > two ? first : second;
}

/** The first record of each exchange, that is where senders meet it: with the lowest number. */
function onceEach(records: readonly MxRecord[]): readonly MxRecord[] {
  const kept = new Map<unknown, MxRecord>();
  for (const record of records) {
    const before = kept.get(record.data.exchange);
    const lower = Number(record.data.preference) < Number(before?.data.preference);
    if (before === undefined || lower) kept.set(record.data.exchange, record);
  }
  return [...kept.values()];
}
