import { selectorOf } from "../domain/dkim.ts";
import type { Help } from "../model/finding.ts";
import { textOf, type DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { holdsPrivateKey, mendDkim, type DkimFault, type DkimRecord } from "../syntax/dkim.ts";
import { txtSlip } from "../syntax/txt.ts";
import { defineRule, rfc } from "./define.ts";
import { keyFinding } from "./shared/dkim-key-faults.ts";
import { hostIn, isSlipOnly, keyPlace } from "./shared/dkim-records.ts";
import { txtLine } from "./shared/lines.ts";
import { quoted } from "./shared/wording.ts";

/** A broken record has more than one slip rarely; more findings would bury the first. */
const MAX_PER_RECORD = 4;

export default defineRule({
  id: "dkim-key-syntax",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "error",
  covers: ["txt-quoting"],
  summary: "a DKIM key record is broken",
  consequence: "receivers find no key: every signature made with this selector fails",
  references: [
    rfc(6376, "3.2"),
    rfc(6376, "3.6.1"),
    rfc(6376, "6.1.2"),
    rfc(8301, "3.2"),
    rfc(8463, "4"),
    { title: "RFC 6376 erratum 3017", url: "https://www.rfc-editor.org/errata/eid3017" },
  ],
  smtp: ["550 5.7.26", "550 5.7.20"],
  messages: {
    broken: ({ text }: { text: string }) => text,
    foreign: ({ value, name }: { value: string; name: string }) =>
      `the text ${quoted(value)} at ${name} is no DKIM key record, and receivers look for nothing else there`,
  },
  docs: {
    why: "A receiver fetches the key at <selector>._domainkey.<domain>, reads it as a list of tags and decodes p=. Where one of these steps fails there is no key, and the mail counts as unsigned: DMARC has SPF alone to go by.",
    fix: "Copy the record anew from the program or the provider that signs: one text, `v=DKIM1; k=rsa; p=` and the public key, without quotes, line breaks or blanks inside it.",
    bad: ["s1._domainkey TXT v=DKIM1; k=ed25519; p=MCowBQYDK2VwAyEADi73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY="],
    good: ["s1._domainkey TXT v=DKIM1; k=ed25519; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY="],
  },
  check({ record, node, text, dkim }, context) {
    if (text === undefined) return;
    if (dkim === undefined) {
      const place = selectorOf(node.name);
      if (place === undefined || text === "" || hostIn(text) !== undefined || txtSlip(text) !== undefined) return;
      const { name, records } = node;
      // it may be a part of that key
      if (records.some(isPrivate)) return;
      const help: Help = { text: "publish the key record there, or nothing" };
      const at = { record, field: "text" } as const;
      context.report("foreign", { value: text, name }, { domain: place.domain, severity: "warning", at, help });
      return;
    }
    const faults = told(dkim.dkim);
    if (faults.length === 0) return;
    const place = keyPlace(node.name, context.world);
    // a private key is stolen wherever it stands
    if ((place === undefined && faults[0]?.code !== "key-private") || isSlipOnly(text)) return;
    const domain = place?.domain ?? node.name;
    const advice = helpOf(node.name, dkim.dkim, record);
    for (const fault of faults.slice(0, MAX_PER_RECORD)) {
      const { text: told, severity } = keyFinding(fault, dkim.dkim, domain);
      const secret = fault.code === "key-private";
      context.report(
        "broken",
        { text: told },
        {
          domain,
          severity,
          at: { record, field: "text", ...(secret ? {} : { span: [fault.start, fault.end] as const }) },
          help: advice,
        },
      );
    }
  },
});

function isPrivate(record: DnsRecord): boolean {
  const text = record.type === "TXT" ? textOf(record) : undefined;
  return text !== undefined && isKnown(text) && holdsPrivateKey(text);
}

/** A key that is inside of what is broken is not missing too. */
function told({ faults }: DkimRecord): readonly DkimFault[] {
  const secret = faults.find(({ code }) => code === "key-private");
  if (secret !== undefined) return [secret];
  if (faults.length < 2 || !faults.some(({ code }) => code === "key-missing")) return faults;
  const inside = faults.some(({ code, value }) => INSIDE.has(code) && /p\s{0,8}[=:]?/i.test(value.slice(0, 256)));
  return inside ? faults.filter(({ code }) => code !== "key-missing") : faults;
}

const INSIDE = new Set(["tag-name", "no-equals", "missing-semicolon"]);

function helpOf(owner: string, record: DkimRecord, { source: { publisher } }: DnsRecord): Help {
  if (record.faults.some(({ code }) => code === "key-private")) {
    return {
      text: "remove it at once and take that key for stolen: make a new pair, publish its public half at a new selector, and keep the private half on the server that signs",
    };
  }
  const mended = mendDkim(record);
  if (mended !== undefined && mended !== record.text) {
    const whole = publisher.splitsText && record.text.includes('"');
    const text = whole
      ? `write the text in one piece, ${publisher.title} cuts it by itself and publishes the quotes in it (a set it once read from the DNS host may work until it is next written); the record is then`
      : "publish the record so";
    return { text, publish: [txtLine(owner, mended)] };
  }
  if (record.usable) return { text: "publish the key as whoever signs gives it" };
  return { text: "copy the record anew from whoever signs: v=DKIM1; k=rsa; p=<the public key in Base64>" };
}
