import { selectorOf } from "../domain/dkim.ts";
import { hasCommonSuffix } from "../domain/organizational.ts";
import type { Help } from "../model/finding.ts";
import { isAtOrBelow, type Name } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { providersOfDkimTarget } from "../providers/recognise.ts";
import { defineRule, rfc } from "./define.ts";
import { wrongTarget, type WrongTarget } from "./shared/dkim-forms.ts";
import { cnameLine } from "./shared/lines.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "dkim-cname-target",
  kind: "record",
  types: ["CNAME"],
  set: "default",
  severity: "error",
  covers: [],
  summary: "a DKIM CNAME leads to another place than the key",
  consequence: "receivers find no key, or another one: the mail that the provider signs fails DKIM",
  references: [
    rfc(6376, "3.6.2"),
    {
      title: "Microsoft: set up DKIM to sign mail",
      url: "https://learn.microsoft.com/en-us/defender-office-365/email-authentication-dkim-configure",
    },
    {
      title: "Amazon SES: Easy DKIM",
      url: "https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html",
    },
  ],
  smtp: ["550 5.7.26", "550 5.7.20"],
  messages: {
    selector: ({ selector, target, provider }: { selector: string; target: string; provider: string }) =>
      `the selector "${selector}" leads to ${quoted(target)}, which is the place of another selector's key at ${provider}; mail signed with "${selector}" fails DKIM`,
    misspelt: ({
      selector,
      target,
      provider,
      meant,
    }: {
      selector: string;
      target: string;
      provider: string;
      meant: string;
    }) =>
      `the selector "${selector}" leads to ${quoted(target)}, and ${provider} has its key at ${quoted(meant)}; mail signed with "${selector}" fails DKIM`,
    domain: ({ domain, target, provider }: { domain: string; target: string; provider: string }) =>
      `the target ${quoted(target)} has the form of ${provider} and names another domain than ${domain}; mail signed for ${domain} fails DKIM`,
    form: ({ target, provider }: { target: string; provider: string }) =>
      `the target ${quoted(target)} has not the form of a key at ${provider}, which is "selector1-<domain with dashes>._domainkey.<tenant>.onmicrosoft.com"; receivers find no key`,
    glued: ({ target, origin, meant }: { target: string; origin: string; meant: string }) =>
      `the target ${quoted(target)} has the zone ${origin} behind ${quoted(meant)}, where the key is; receivers find none`,
    dangling: ({ selector, target, lacks }: { selector: string; target: string; lacks: string }) =>
      `the selector "${selector}" leads to ${quoted(target)}, which ${lacks}; receivers find no key, and every signature made with this selector fails`,
    loop: ({ selector, target }: { selector: string; target: string }) =>
      `the selector "${selector}" leads to ${quoted(target)}, and from there in a circle; receivers find no key, and every signature made with this selector fails`,
  },
  docs: {
    why: "A provider publishes one key for each selector and each domain, and asks for a CNAME that leads exactly there. One letter off, or the target of the other selector, and receivers find no key or a key that does not fit the signature.",
    fix: "Copy the target anew from the provider's console; in a zone file end it with a dot.",
    bad: ["selector1._domainkey CNAME selector2-example-com._domainkey.contoso.onmicrosoft.com."],
    good: ["selector1._domainkey CNAME selector1-example-com._domainkey.contoso.onmicrosoft.com."],
  },
  check({ record, node }, context) {
    if (record.type !== "CNAME") return;
    const owner = selectorOf(node.name);
    const { target } = record.data;
    if (owner === undefined || !isKnown(target) || owner.selector.includes("*")) return;
    const { selector, domain } = owner;
    const at = { record, field: "target" } as const;
    const origin = node.zone.zone.origin;
    const meant = isAtOrBelow(target, origin) ? target.slice(0, -origin.length - 1) : "";
    if (meant.includes(".") && providersOfDkimTarget(meant).length > 0) {
      const help = {
        text: "write the target without the zone, in a zone file with a dot at its end",
        publish: [cnameLine(node.name, meant)],
      };
      context.report("glued", { target, origin, meant }, { domain, at, help });
      return;
    }
    const wrong = wrongTarget(owner, target);
    if (wrong === undefined) {
      const answer = context.world.lookup(target, "TXT");
      if (answer.state === "absent") {
        const lacks = answer.exists ? "has no TXT record" : `does not exist in ${answer.zone.origin}`;
        context.report("dangling", { selector, target, lacks }, { domain, at, help: danglingHelp(record, meant) });
      } else if (answer.state === "unknown" && answer.loop === true) {
        const help = { text: "copy the record anew from whoever signs" };
        context.report("loop", { selector, target }, { domain, at, help });
      }
      return;
    }
    const values = { selector, domain, target, provider: wrong.provider.name };
    const severity = wrong.sure ? "error" : "warning";
    const help = helpOf(node.name, wrong);
    if (wrong.part === "selector" && !wrong.swapped && wrong.expected !== undefined) {
      context.report("misspelt", { ...values, meant: wrong.expected }, { domain, severity, at, help });
    } else context.report(wrong.part, values, { domain, severity, at, help });
  },
});

/** `meant`: the target without the zone, where the zone may have been put behind it. */
function danglingHelp({ name, source }: DnsRecord, meant: string): Help {
  const copy = "publish the key there, or copy the record anew from whoever signs";
  if (!isKnown(name) || !source.publisher.relativeTargets || !hasCommonSuffix(meant)) return { text: copy };
  return {
    text: `the zone is put behind a target without a dot at its end; if ${meant} is meant`,
    publish: [cnameLine(name, meant)],
  };
}

function helpOf(name: Name, { expected, provider }: WrongTarget): { text: string; publish?: string[] } {
  if (expected === undefined) return { text: `copy the target from the console of ${provider.name}` };
  return {
    text: `the form of ${provider.name} asks for this; compare it with the console`,
    publish: [cnameLine(name, expected)],
  };
}
