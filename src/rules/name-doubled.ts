import { isAtOrBelow, labelsOf, relativeTo } from "../model/name.ts";
import type { Node } from "../domain/world.ts";
import { rrtypeOf, type DnsRecord } from "../model/record.ts";
import { presentData, presentName } from "../syntax/presentation.ts";
import { defineRule, rfc } from "./define.ts";
import { mailDomainOf, mailPurpose } from "./shared/mail-record.ts";
import { moveRecords, removeRecord } from "./shared/safe-fix.ts";
import { quoted } from "./shared/wording.ts";

/** No mail name holds more. */
const MAX_MOVED = 64;

export default defineRule({
  id: "name-doubled",
  kind: "record",
  types: ["MX", "TXT", "CNAME"],
  set: "default",
  severity: "error",
  covers: [
    "dmarc-wrong-name",
    "dmarc-monitoring-only",
    "dmarc-no-reports",
    "dmarc-psd",
    "dmarc-report-unauthorized",
    "dmarc-test-mode",
    "dmarc-subdomain-weaker",
    "dkim-key-weak",
    "dkim-key-revoked",
    "dkim-test-mode",
  ],
  summary: "the zone's name is doubled in a record's name",
  consequence: "nobody asks for that name, so the record has no effect",
  references: [rfc(1035, "5.1")],
  smtp: [],
  messages: {
    doubled: ({ name, origin, purpose }: { name: string; origin: string; purpose: string }) =>
      `the ${purpose} stands at ${quoted(name)}: the zone ${origin} is there twice, and nobody looks for it at that name`,
    harmless: ({ name, origin, purpose }: { name: string; origin: string; purpose: string }) =>
      `a ${purpose} stands at ${quoted(name)}, where the zone ${origin} is there twice; the right name holds one too, so this one has no effect`,
  },
  fixable: "resource",
  docs: {
    why: "Many panels and zone files put the zone's name behind what is typed. Typing the full name then doubles it: `_dmarc.example.com` becomes `_dmarc.example.com.example.com`.",
    fix: "Type only the part before the zone (`_dmarc`), or in a zone file end the full name with a dot.",
    bad: ["_dmarc.example.com TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com"],
    good: ["_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com"],
  },
  check({ record, node }, context) {
    const origin = node.zone.zone.origin;
    const left = relativeTo(node.name, origin);
    if (left === undefined || left === "@" || !isAtOrBelow(left, origin) || labelsOf(origin).length < 2) return;
    const purpose = mailPurpose(record);
    if (purpose === undefined) return;
    const there = context.world.declared(left).filter((other) => mailPurpose(other) === purpose);
    const harmless = there.length > 0;
    // Another value beside the right one may have been meant for it: only the same is not missed.
    const twin = there.some((other) => other.type === record.type && presentData(other) === presentData(record));
    const fix = twin
      ? removeRecord(record)
      : harmless
        ? undefined
        : moveRecords(mailRecords(node), left, context.world);
    context.report(
      harmless ? "harmless" : "doubled",
      { name: node.name, origin, purpose },
      {
        domain: mailDomainOf(left),
        severity: harmless ? "warning" : "error",
        at: { record, field: "name" },
        help: harmless
          ? { text: "remove this record" }
          : {
              text: `move the ${rrtypeOf(record)} record to ${left}`,
              publish: [`${presentName(left)} ${rrtypeOf(record)} ${presentData(record)}`],
            },
        ...(fix === undefined ? {} : { fix }),
      },
    );
  },
});

/** All that mail looks at there: half of it alone at the right name would be something else. */
function mailRecords({ records }: Node): readonly DnsRecord[] {
  return records.length > MAX_MOVED ? [] : records.filter((record) => mailPurpose(record) !== undefined);
}
