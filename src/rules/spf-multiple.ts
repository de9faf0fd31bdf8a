import { spfTree, type SpfText } from "../domain/texts.ts";
import { isKnown } from "../model/value.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { mergeSafely } from "./shared/safe-fix.ts";
import { mergeSpf } from "./shared/spf-records.ts";

export default defineRule({
  id: "spf-multiple",
  kind: "domain",
  needs: "spf",
  set: "default",
  severity: "error",
  covers: ["spf-no-all"],
  summary: "several SPF records stand at one name",
  consequence: "receivers stop with permerror and treat SPF as failed for all mail of the domain",
  references: [rfc(7208, "3.2"), rfc(7208, "4.5")],
  smtp: ["550 5.7.26", "550 5.7.23"],
  messages: {
    several: ({ domain, count }: { domain: string; count: number }) =>
      `${domain} has ${count} SPF records; receivers take none of them and answer permerror, one is allowed`,
  },
  fixable: "document",
  docs: {
    why: "A name has one SPF record or none. With two, receivers do not choose: the result is permerror (RFC 7208 section 4.5), and all mail of the domain fails SPF. It happens when a new service's record is added beside the old one.",
    fix: "Put the terms of all of them into one record, with one all at its end.",
    bad: ["@ TXT v=spf1 include:_spf.google.com ~all", "@ TXT v=spf1 include:amazonses.com ~all"],
    good: ["@ TXT v=spf1 include:_spf.google.com include:amazonses.com ~all"],
  },
  check(domain, context) {
    for (const texts of domain.spf.alternatives) {
      const several = different(texts);
      const last = several.at(-1);
      if (several.length < 2 || last === undefined) continue;
      const safe = mergeSafely(several, texts, domain.name, context.world);
      const merged = safe?.text ?? mergeSpf(several);
      const over =
        safe !== undefined && safe.fix === undefined ? `; it needs ${safe.lookups} look-ups and 10 are allowed` : "";
      const maker = texts.find(({ record }) => record.vendor?.madeBy !== undefined)?.record.vendor?.madeBy;
      const help =
        maker === undefined
          ? `publish one record in place of them, with the terms of all${over}`
          : `declare one record with the terms of all, beside which ${maker} adds none${over}`;
      context.report(
        "several",
        { domain: domain.name, count: several.length },
        {
          at: { record: last.record, field: "text" },
          related: texts
            .filter((text) => text !== last)
            .map(({ record }) => ({ record, field: "text", note: "another one" })),
          help:
            merged === undefined || spfTree(merged).errors.length > 0
              ? { text: help }
              : { text: help, publish: [txtLine(domain.name, merged)] },
          ...(safe?.fix === undefined ? {} : { fix: safe.fix }),
        },
      );
    }
  },
});

/** A record set holds the same data once (RFC 2181 5): what is listed twice is answered once. */
function different(texts: readonly SpfText[]): readonly SpfText[] {
  if (texts.length < 2) return texts;
  const seen = new Map<string, SpfText>();
  for (const text of texts) {
    const { strings } = text.record.data;
    const key = isKnown(strings) ? JSON.stringify(strings) : text.text;
    if (!seen.has(key)) seen.set(key, text);
  }
  return [...seen.values()];
}
