import { couldAlign } from "../domain/alignment.ts";
import { publicSuffix } from "../domain/organizational.ts";
import { dmarcTexts, isTxt, type DmarcText } from "../domain/texts.ts";
import { undeclaredSender } from "../domain/undeclared-senders.ts";
import type { World } from "../domain/world.ts";
import type { Help, Place } from "../model/finding.ts";
import { textOf, type DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { defineRule, rfc } from "./define.ts";
import { retagged } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";

export default defineRule({
  id: "dmarc-psd",
  kind: "domain",
  set: "default",
  severity: "error",
  covers: [],
  summary: "a psd tag cuts the domain off from its own organisation",
  consequence: "the keys and SPF names of the rest of the organisation no longer align: its mail fails DMARC",
  references: [rfc(9989, "4.7"), rfc(9989, "4.10.2"), rfc(9989, "5.2")],
  smtp: ["550 5.7.26", "550 5.7.1"],
  messages: {
    apart: ({ domain, psd, at, policy }: { domain: string; psd: string; at: string; policy: string }) =>
      `psd=${psd} at _dmarc.${at} makes ${psd === "n" ? at : "every name right below it"} an organisation of its own, and what is declared to authenticate mail of ${domain} stands outside of it; under ${policy} all of that mail fails`,
    suffix: ({ domain }: { domain: string }) =>
      `psd=y says that ${domain} is a public suffix, below which names belong to different organisations, and the public suffix list does not have it; mail from names below ${domain} no longer aligns with its keys and SPF`,
  },
  docs: {
    why: "psd=y is for registries, psd=n says that an organisation begins at this name. SPF and DKIM align only within one organisation, so a psd tag at the wrong name makes good mail fail.",
    fix: "Leave the tag out; receivers find the organisation by themselves.",
    bad: ["_dmarc TXT v=DMARC1; p=reject; psd=y; rua=mailto:dmarc@example.com"],
    good: [
      "@ MX 10 in1-smtp.messagingengine.com.",
      "@ MX 20 in2-smtp.messagingengine.com.",
      "@ TXT v=spf1 include:spf.messagingengine.com -all",
      "fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.",
      "_dmarc TXT v=DMARC1; p=reject; psd=n; rua=mailto:dmarc@example.com",
    ],
  },
  check(domain, context) {
    if (!hasBoundaries(context.world) || domain.zone?.private === true) return;
    const { name, dmarc } = domain;
    const { outcome, boundary, organizationalDomain } = dmarc;
    const [text] = boundary?.texts ?? [];
    if (boundary === undefined || text === undefined) return;
    const place = placeOf(text);
    if (boundary.name === name && text.dmarc.psd === "y" && publicSuffix(name) !== name) {
      context.report("suffix", { domain: name }, { at: place, severity: "warning", help: help(text) });
    }
    if (!domain.isFromDomain || domain.zone?.scope !== "whole" || organizationalDomain === undefined) return;
    if (outcome.state !== "policy" || outcome.effective === "none") return;
    const { elsewhere } = domain.facts;
    if (elsewhere?.includes("spf") === true || elsewhere?.includes("dkim") === true) return;
    const modes = outcome.text.dmarc;
    const inside = couldAlign(domain, modes, false);
    if (inside.spf || inside.dkim) return;
    // Without anything in the whole organisation it is no boundary's fault: dmarc-enforced-without-auth.
    const anywhere = couldAlign(domain, modes, true);
    if (!anywhere.spf && !anywhere.dkim) return;
    const reason = undeclaredSender(domain.world, name);
    if (reason !== undefined) {
      context.abstain(reason);
      return;
    }
    context.report(
      "apart",
      { domain: name, psd: text.dmarc.psd, at: boundary.name, policy: outcome.effective },
      {
        at: place,
        related: outcome.text === text ? [] : [{ record: outcome.text.record, field: "text", note: "the policy" }],
        help: help(text),
      },
    );
  },
});

function placeOf({ record, dmarc }: DmarcText): Place {
  const tag = dmarc.tag("psd");
  return { record, field: "text", ...(tag === undefined ? {} : { span: [tag.start, tag.end] as const }) };
}

function help({ record, dmarc }: DmarcText): Help {
  return { text: "leave the tag out", publish: [txtLine(String(record.name), retagged(dmarc, { psd: undefined }))] };
}

function mentionsPsd(record: DnsRecord): boolean {
  const text = isTxt(record) ? textOf(record) : "";
  return isKnown(text) && /psd/i.test(text);
}

const known = new WeakMap<World, boolean>();

/** Hardly a world has one, and every domain is asked. */
function hasBoundaries(world: World): boolean {
  let has = known.get(world);
  if (has === undefined) {
    has = world.policyNodes.some(({ name, records }) => {
      const alias = records.some(({ type }) => type === "CNAME");
      const answer = alias ? world.lookup(name, "TXT") : undefined;
      const here = answer?.state === "found" ? answer.records : records;
      return here.some(mentionsPsd) && dmarcTexts(here).some(({ dmarc }) => dmarc.psd !== "u");
    });
    known.set(world, has);
  }
  return has;
}
