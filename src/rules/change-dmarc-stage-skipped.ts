import { defineRule, rfc } from "./define.ts";
import { ageOf, heldText, othersText, placesOf, stageLine, stageText } from "./shared/dmarc-stage-words.ts";
import { heldBefore, sentBefore, stageChanges } from "./shared/dmarc-stages.ts";

/** A stage's least time where another rule's option does not say it. */
const DAYS = 30;

export default defineRule({
  id: "change-dmarc-stage-skipped",
  kind: "change",
  set: "default",
  severity: "error",
  covers: [],
  summary: "the DMARC policy skips a stage",
  consequence: "mail of your own that fails is refused before anybody saw it go to spam",
  references: [rfc(9989, "7.4"), rfc(9989, "5.1")],
  smtp: ["550 5.7.1", "550 5.7.26"],
  messages: {
    skipped: ({ domain, from, held, others }: Record<"domain" | "from" | "held" | "others", string>) =>
      `the DMARC policy of ${domain} goes from ${from} to "reject" in one step: mail of its own that fails is refused, and "quarantine" never showed it${held}${others}`,
    unwatched: ({ domain, to, others }: Record<"domain" | "to" | "others", string>) =>
      `the DMARC policy of ${domain} goes from no policy to ${to}: nobody has seen in reports which of its own mail fails, and all that fails is ${to.startsWith('"reject"') ? "refused" : "put into spam"}${others}`,
  },
  docs: {
    why: "Between none and reject lies quarantine: mail of your own that still fails (a forgotten web form, a mailing list) then lands in spam, where somebody finds it, in place of being refused.",
    fix: "Publish none with a report address, read the reports for a month, then quarantine as long, then reject. `t=y` is the half step: the policy asks for one level lower. A parked domain may say reject at once: give it the role `none`.",
    before: ["@ TXT v=spf1 ip4:192.0.2.1 -all", "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com"],
    bad: ["@ TXT v=spf1 ip4:192.0.2.1 -all", "_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com"],
    good: ["@ TXT v=spf1 ip4:192.0.2.1 -all", "_dmarc TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"],
  },
  check(change, context) {
    const { changes, open } = stageChanges(change);
    for (const { domain, which, reason } of open) {
      if (which === "before" && sentBefore({ before: change.domainBefore(domain), from: undefined }) !== false) {
        context.abstain(`which policy held before the change is not known: ${reason}`, domain);
      }
    }
    for (const each of changes) {
      const { before, after, from, to, others } = each;
      if (to === undefined || to.effective === "none" || (from?.effective ?? "none") !== "none") continue;
      if (from !== undefined && to.effective !== "reject") continue;
      const sent = sentBefore(each);
      if (sent === false) continue;
      const domain = before.name;
      if (sent === "unknown") {
        context.abstain(
          `whether ${domain} sends mail is not known: neither its MX nor its SPF is declared; its role in the configuration would tell`,
          domain,
        );
        continue;
      }
      const plan = after.facts.dmarc ?? change.domainAfter(to.from).facts.dmarc;
      const planned = to.effective === "reject" && plan?.target !== undefined;
      const where = { domain, ...placesOf(each), severity: planned ? "error" : "warning" } as const;
      if (from === undefined) {
        const text = `start with "none" and a report address; ${DAYS} days of clean reports later "quarantine" is next`;
        const help = { text, publish: [stageLine(each, "none")] };
        context.report("unwatched", { domain, to: stageText(to), others: othersText(others) }, { ...where, help });
        continue;
      }
      const age = ageOf(heldBefore(change, each), change.today, DAYS);
      const when = age === undefined || age.days >= DAYS ? "" : `, from ${age.earliest} on`;
      context.report(
        "skipped",
        { domain, from: stageText(from), held: `; ${heldText(from, age)}`, others: othersText(others) },
        {
          ...where,
          help: {
            text: `the next stage is "quarantine"${when}, once the reports show that your own mail passes; "reject" needs aligned DKIM and as long a time of "quarantine"`,
            publish: [stageLine(each, "quarantine")],
          },
        },
      );
    }
  },
});
