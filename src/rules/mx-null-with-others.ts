import { ROOT } from "../model/name.ts";
import { defineRule, rfc } from "./define.ts";
import { mxLine, mxLines } from "./shared/lines.ts";
import { shown } from "./shared/wording.ts";

export default defineRule({
  id: "mx-null-with-others",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "error",
  covers: ["mx-single-provider", "mx-primary-lowest-preference", "mx-provider-set"],
  summary: "a null MX stands beside another MX",
  consequence: "some senders refuse the domain's mail, others deliver it: it depends on which record they believe",
  references: [rfc(7505, "3")],
  smtp: ["556 5.1.10", "550 5.1.10"],
  messages: {
    others: ({ domain, others }: { domain: string; others: number }) =>
      `${domain} has the null MX "0 ." beside ${others === 1 ? "another MX" : `${others} other MX`}; the null MX says that the domain takes no mail and must stand alone`,
    preference: ({ preference }: { preference: number }) =>
      `the null MX has the preference ${preference}; senders expect "0 ." and may look for the host "."`,
  },
  docs: {
    why: "A single MX `0 .` tells senders that a domain takes no mail at all. Beside a real MX the two contradict each other: senders that honour it answer 556 5.1.10 and never try the real host.",
    fix: "Remove the null MX if the domain receives mail; remove the other MX if it does not.",
    bad: ["@ MX 0 .", "@ MX 10 mx.example.net."],
    good: ["@ MX 0 ."],
  },
  check(domain, context) {
    for (const { records } of domain.mx) {
      if (!records.some((record) => record.data.exchange === ROOT)) continue;
      const nulls = records.filter((record) => record.data.exchange === ROOT);
      const others = records.filter((record) => record.data.exchange !== ROOT);
      const first = nulls.find(({ data }) => data.preference !== 0) ?? nulls[0];
      if (first === undefined) continue;
      if (others.length > 0) {
        const lines = mxLines(domain.name, others);
        context.report(
          "others",
          { domain: domain.name, others: others.length },
          {
            at: { record: first, field: "exchange" },
            related: others.map((record) => ({
              record,
              note: `says that mail goes to ${shown(record.data.exchange)}`,
            })),
            help: {
              text: `if ${domain.name} receives mail, remove the null MX and keep ${others.length === 1 ? "the other" : "the others"}`,
              ...(lines.length === 0 ? {} : { publish: lines }),
            },
          },
        );
      } else if (typeof first.data.preference === "number" && first.data.preference !== 0) {
        context.report(
          "preference",
          { preference: first.data.preference },
          {
            at: { record: first, field: "preference" },
            severity: "warning",
            help: { text: "publish the null MX with the preference 0", publish: [mxLine(domain.name, 0, ROOT)] },
          },
        );
      }
    }
  },
});
