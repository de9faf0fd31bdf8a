import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { ROOT } from "../model/name.ts";
import { defineRule, rfc } from "./define.ts";
import { mxLine, quoted } from "./wording.ts";

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
    twice: ({ exchange, first, second }: { exchange: string; first: string; second: string }) =>
      `the exchange ${quoted(exchange)} stands in two MX records (preferences ${first} and ${second}); it is one host, so the second is no fallback`,
  },
  docs: {
    why: "Two MX records for one host look like a primary and a fallback and are one machine: when it is down, both are.",
    fix: "Keep the record with the lower preference. If the second line was meant for another host, correct its name.",
    bad: ["@ MX 10 mx.example.net.", "@ MX 20 mx.example.net."],
    good: ["@ MX 10 mx.example.net."],
  },
  check(domain, context) {
    for (const { records } of domain.mx) {
      const seen = new Map<string, MxRecord>();
      for (const record of records) {
        const exchange = record.data.exchange;
        if (!isKnown(exchange) || exchange === ROOT) continue;
        const before = seen.get(exchange);
        if (before === undefined) {
          seen.set(exchange, record);
          continue;
        }
        const [first, second] = [preferenceText(before), preferenceText(record)];
        context.report(
          "twice",
          { exchange, first, second },
          {
            at: { record, field: "exchange" },
            related: [{ record: before, field: "exchange", note: "the same host" }],
            help: { text: "keep one of the two", publish: keptLines(domain.name, records, record) },
          },
        );
      }
    }
  },
});

function preferenceText(record: MxRecord): string {
  return typeof record.data.preference === "number" ? String(record.data.preference) : "not known";
}

function keptLines(owner: string, records: readonly MxRecord[], dropped: MxRecord): string[] {
  return records.flatMap((record) =>
    record !== dropped && isKnown(record.data.exchange)
      ? [mxLine(owner, record.data.preference, record.data.exchange)]
      : [],
  );
}
