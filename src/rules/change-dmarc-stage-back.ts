import type { FoundPolicy } from "../domain/dmarc.ts";
import { defineRule, rfc } from "./define.ts";
import { ageOf, heldText, lineBefore, othersText, placesOf, stageText } from "./shared/dmarc-stage-words.ts";
import { heldBefore, stageChanges } from "./shared/dmarc-stages.ts";

const RANK: Readonly<Record<string, number>> = { none: 1, quarantine: 2, reject: 3 };

export default defineRule({
  id: "change-dmarc-stage-back",
  kind: "change",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "the DMARC policy becomes weaker",
  consequence: "forged mail that receivers kept away arrives again",
  references: [rfc(9989, "5.1"), rfc(9989, "4.7")],
  smtp: [],
  messages: {
    back: ({ domain, from, to, effect, held, others }: Record<Values, string>) =>
      `the DMARC policy of ${domain} goes back from ${from} to ${to}: ${effect}; ${held}${others}`,
  },
  docs: {
    why: "A weaker policy lets forged mail in that receivers refused or put into spam, and the way up starts anew. It is right only for the time in which mail of your own that fails is being mended.",
    fix: "Keep the policy. Where mail of your own fails, mend its SPF or DKIM; where a step back is what you want, ignore this finding with the reason and an end date.",
    before: ["@ TXT v=spf1 ip4:192.0.2.1 -all", "_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com"],
    bad: ["@ TXT v=spf1 ip4:192.0.2.1 -all", "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com"],
    good: [
      "@ TXT v=spf1 ip4:192.0.2.1 -all",
      "s1._domainkey CNAME s1.example.net.",
      "_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
    ],
  },
  check(change, context) {
    const { changes, open } = stageChanges(change);
    for (const { domain, which, reason } of open) {
      if (which === "after") context.abstain(`which policy holds after the change is not known: ${reason}`, domain);
    }
    for (const each of changes) {
      const { before, after, from, to, others } = each;
      if (from === undefined || rank(to) >= rank(from)) continue;
      // No From domains: nobody forges mail of a host that takes bounces.
      if ([before, after].some(({ role }) => role === "inbound" || role === "return-path")) continue;
      const domain = before.name;
      const held = heldText(from, ageOf(heldBefore(change, each), change.today, 0));
      const values = { from: stageText(from), to: stageText(to), effect: effectOf(from, to), held };
      context.report(
        "back",
        { domain, ...values, others: othersText(others) },
        {
          domain,
          ...placesOf(each),
          help: {
            text: "keep the policy as it was; where mail of your own fails, mend its SPF or DKIM",
            publish: [lineBefore(from)],
          },
        },
      );
    }
  },
});

type Values = "domain" | "from" | "to" | "effect" | "held" | "others";

function rank(found: FoundPolicy | undefined): number {
  return found === undefined ? 0 : (RANK[found.effective] ?? 0);
}

function effectOf(from: FoundPolicy, to: FoundPolicy | undefined): string {
  if (from.effective === "none") return "the reports end";
  const was = from.effective === "reject" ? "refused" : "put into spam";
  if (to?.effective === "quarantine") return `forged mail that was ${was} goes to spam`;
  return `forged mail that was ${was} is delivered${to === undefined ? ", and the reports end" : ""}`;
}
