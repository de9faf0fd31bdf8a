import { selectorOf } from "../domain/dkim.ts";
import { providersOfDkimTarget } from "../providers/recognise.ts";
import { looksMeantAsDkim } from "../syntax/dkim.ts";
import { defineRule, rfc } from "./define.ts";
import { hostIn } from "./shared/dkim-records.ts";
import { cnameLine } from "./shared/lines.ts";
import { quoted } from "./shared/wording.ts";
import { textOf } from "../model/record.ts";
import { isKnown } from "../model/value.ts";

export default defineRule({
  id: "dkim-cname-as-txt",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "error",
  covers: ["txt-quoting"],
  summary: "a DKIM selector holds a host name as text where a CNAME belongs",
  consequence: "receivers find no key: every signature made with this selector fails",
  references: [rfc(6376, "3.6.2")],
  smtp: ["550 5.7.26", "550 5.7.20"],
  messages: {
    text: ({ host, provider }: { host: string; provider: string }) =>
      `the TXT record holds the host name ${quoted(host)}${provider === "" ? "" : ` of ${provider}`} where a key is looked for; as a CNAME it would lead to the key, as text it is none, and every signature made with this selector fails`,
    beside: ({ host }: { host: string }) =>
      `a TXT record with the host name ${quoted(host)} stands beside the key; receivers that get it first find no key`,
  },
  docs: {
    why: "Many senders keep the key themselves and ask for a CNAME that leads to it. Entered as a TXT record, the name is only a text, and no receiver follows it.",
    fix: "Replace the TXT record with a CNAME of the same name.",
    bad: ["s1._domainkey TXT s1.domainkey.u1.wl1.sendgrid.net"],
    good: ["s1._domainkey CNAME s1.domainkey.u1.wl1.sendgrid.net."],
  },
  check({ record, node, text, dkim }, context) {
    if (text === undefined || dkim !== undefined) return;
    const place = selectorOf(node.name);
    const host = place === undefined ? undefined : hostIn(text);
    if (place === undefined || host === undefined) return;
    const { domain } = place;
    const at = { record, field: "text" } as const;
    const beside = node.records.some((other) => {
      if (other === record) return false;
      const value = other.type === "TXT" ? textOf(other) : undefined;
      return other.type === "CNAME" || (typeof value === "string" && isKnown(value) && looksMeantAsDkim(value));
    });
    if (beside) {
      const help = { text: "remove it: the record beside it is the one that counts" };
      context.report("beside", { host }, { domain, severity: "warning", at, help });
      return;
    }
    const [first, ...others] = providersOfDkimTarget(host);
    const provider = others.length === 0 ? (first?.name ?? "") : "";
    const help = { text: "publish a CNAME in its place", publish: [cnameLine(node.name, host)] };
    context.report("text", { host, provider }, { domain, at, help });
  },
});
