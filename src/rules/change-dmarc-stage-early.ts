import { defineRule, rfc } from "./define.ts";
import {
  ageOf,
  agelessReason,
  heldText,
  lineBefore,
  othersText,
  placesOf,
  stageText,
} from "./shared/dmarc-stage-words.ts";
import { heldBefore, sentBefore, stageChanges } from "./shared/dmarc-stages.ts";
import { counted } from "./shared/wording.ts";

const STEPS: Readonly<Record<string, string>> = { none: "quarantine", quarantine: "reject" };

export default defineRule({
  id: "change-dmarc-stage-early",
  kind: "change",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "the DMARC policy goes to the next stage too early",
  consequence:
    "mail of your own that is sent once a month has not shown up in the reports, and now goes to spam or is refused",
  references: [rfc(9989, "7.4"), rfc(9989, "5.1")],
  smtp: ["550 5.7.1", "550 5.7.26"],
  options: {
    days: {
      description: "how many days a stage is to be held before the next one",
      type: "integer",
      default: 30,
      minimum: 0,
      maximum: 3650,
    },
  },
  messages: {
    early: ({ domain, from, to, held, days, earliest, others }: Record<Values, string>) =>
      `the DMARC policy of ${domain} goes from ${from} to ${to} early: ${held}, and ${days} are asked for before the next stage; ${earliest} is the first day for it${others}`,
  },
  docs: {
    why: "Reports show only what was sent while the stage was held. RFC 9989 7.4 asks domains whose users post to mailing lists for a month of none and as long of quarantine; monthly invoices and newsletters need as much.",
    fix: "Wait until the day that the message names, read the reports, then publish the next stage. The age comes from the record's modification time, from git history (`--before-ref`) or from the configuration (`dmarc` with `stage` and `since`).",
    before: ["@ TXT v=spf1 ip4:192.0.2.1 -all", "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com"],
    bad: ["@ TXT v=spf1 ip4:192.0.2.1 -all", "_dmarc TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"],
    good: ["@ TXT v=spf1 ip4:192.0.2.1 -all", "_dmarc TXT v=DMARC1; p=quarantine; t=y; rua=mailto:dmarc@example.com"],
  },
  check(change, context) {
    const needed = Number(context.options["days"]);
    for (const each of stageChanges(change).changes) {
      const { before, from, to, others } = each;
      if (from === undefined || to === undefined || STEPS[from.effective] !== to.effective) continue;
      if (sentBefore(each) !== true) continue;
      const domain = before.name;
      const held = heldBefore(change, each);
      const age = ageOf(held, change.today, needed);
      if (age === undefined) {
        if (held === undefined) context.abstain(agelessReason(from.from, from), domain);
        else context.abstain("the day of the change is not given, so the age of the stage before is not known", domain);
        continue;
      }
      if (age.days >= needed) continue;
      if (age.held.atLeast === true) {
        context.abstain(`${heldText(from, age)}, whether for ${counted(needed, "day")} is not known`, domain);
        continue;
      }
      context.report(
        "early",
        {
          domain,
          from: stageText(from),
          to: stageText(to),
          held: heldText(from, age),
          days: counted(needed, "day"),
          earliest: age.earliest,
          others: othersText(others),
        },
        {
          domain,
          ...placesOf(each),
          help: {
            text: `until ${age.earliest} keep the stage, and read the reports${to.effective === "reject" ? "; reject needs aligned DKIM" : ""}`,
            publish: [lineBefore(from)],
          },
        },
      );
    }
  },
});

type Values = "domain" | "from" | "to" | "held" | "days" | "earliest" | "others";
