import { alternatives } from "../domain/alternatives.ts";
import { answersAddresses } from "../domain/answer.ts";
import { selectorOf } from "../domain/dkim.ts";
import { dkimTree, isTxt } from "../domain/texts.ts";
import type { Node } from "../domain/world.ts";
import { textOf, type TxtRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { looksMeantAsDkim } from "../syntax/dkim.ts";
import { defineRule, rfc } from "./define.ts";
import { counted } from "./shared/wording.ts";

export default defineRule({
  id: "dkim-conflict",
  kind: "world",
  set: "default",
  severity: "error",
  covers: ["cname-with-other-data"],
  summary: "a DKIM selector holds a CNAME and a key, or two keys",
  consequence: "receivers get one of the two, and signatures made with the other fail",
  references: [rfc(6376, "3.6.2.2"), rfc(6376, "6.1.2"), rfc(2181, "10.1")],
  smtp: ["550 5.7.26"],
  messages: {
    alias: ({ selector, domain }: { selector: string; domain: string }) =>
      `the DKIM selector "${selector}" of ${domain} has a CNAME beside a TXT record; a CNAME stands alone at its name, so the key beside it is never answered or the zone is refused`,
    keys: ({ selector, domain, count }: { selector: string; domain: string; count: number }) =>
      `the DKIM selector "${selector}" of ${domain} has ${counted(count, "key")}; receivers may take either, so that mail signed with the other fails by chance`,
  },
  docs: {
    why: "A selector names exactly one key. With two, RFC 6376 leaves the outcome open: a receiver takes the first that it gets, and the order changes from answer to answer. Beside a CNAME, name servers refuse the other record or answer with one of the two.",
    fix: "Keep the record that belongs to whoever signs today. A second key gets a selector of its own.",
    bad: [
      "s1._domainkey CNAME s1.domainkey.u1.wl1.sendgrid.net.",
      "s1._domainkey TXT v=DKIM1; k=ed25519; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY=",
    ],
    good: ["s1._domainkey CNAME s1.domainkey.u1.wl1.sendgrid.net."],
  },
  check(world, context) {
    for (const node of world.keyNodes) {
      const place = selectorOf(node.name);
      if (place === undefined || node.records.length < 2) continue;
      const { selector, domain } = place;
      const texts = node.records.filter(isTxt).filter(({ type }) => type === "TXT");
      const alias = node.records.find((record) => record.type === "CNAME");
      if (alias !== undefined) {
        if (texts.length === 0 || answersAddresses(alias, node)) continue;
        context.report(
          "alias",
          { selector, domain },
          {
            domain,
            at: { record: alias },
            related: texts.map((record) => ({ record, field: "text" as const, note: "never answered" })),
            help: { text: "keep the one that whoever signs asks for" },
          },
        );
        continue;
      }
      for (const group of alternatives(texts)) {
        const [first, ...others] = keysOf(group, node);
        if (first === undefined || others.length === 0) continue;
        context.report(
          "keys",
          { selector, domain, count: others.length + 1 },
          {
            domain,
            severity: "warning",
            at: { record: first, field: "text" },
            related: others.map((record) => ({ record, field: "text" as const, note: "another key" })),
            help: { text: "keep the key that mail is signed with; give another one a selector of its own" },
          },
        );
      }
    }
  },
});

/** The records with a key each, equal texts once: the DNS gives them once too (RFC 2181 5.5). */
function keysOf(texts: readonly TxtRecord[], node: Node): TxtRecord[] {
  const keys = new Map<string, TxtRecord>();
  for (const record of texts.length > 1 ? texts : []) {
    const text = textOf(record);
    if (!isKnown(text) || !looksMeantAsDkim(text) || keys.has(text)) continue;
    if (dkimTree(text).usable) keys.set(text, record);
  }
  return node.records.length > 1 ? [...keys.values()] : [];
}
