import { defineRule, rfc } from "./define.ts";
import { keyPlace } from "./shared/dkim-records.ts";
import { holdsPrivateKey, parseDkim } from "../syntax/dkim.ts";
import { txtLine } from "./shared/lines.ts";
import { besides, headOf, tornTags } from "./shared/torn-text.ts";
import { counted } from "./shared/wording.ts";

/** No torn key stands among more records than this. */
const MAX_RECORDS = 64;

export default defineRule({
  id: "dkim-record-torn",
  kind: "record",
  types: ["TXT"],
  text: "dkim",
  set: "default",
  severity: "error",
  covers: ["txt-split-records", "dkim-key-syntax", "dkim-conflict", "txt-quoting"],
  summary: "one DKIM key is published as several TXT records",
  consequence: "receivers read each record alone: none of them is a whole key, and every signature fails",
  references: [rfc(6376, "3.6.2.2")],
  smtp: ["550 5.7.26", "550 5.7.20"],
  messages: {
    torn: ({ name, count }: { name: string; count: number }) =>
      `the DKIM key at ${name} is torn into ${counted(count, "TXT record")}; receivers read each record alone and find no whole key, so every signature made with this selector fails`,
  },
  docs: {
    why: "A key of 2048 bits is longer than the 255 bytes of one character string. It goes into one TXT record of several strings; typed into several records it falls apart: receivers join the strings of one record, and no two records.",
    fix: "Publish one record. In a zone file its strings stand in quotes one after the other; most panels take the whole text in one field and cut it themselves.",
    bad: ["s1._domainkey TXT v=DKIM1; k=ed25519;", "s1._domainkey TXT p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY="],
    good: ["s1._domainkey TXT v=DKIM1; k=ed25519; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY="],
  },
  check({ record, node, text, dkim }, context) {
    const { records, name } = node;
    if (text === undefined || dkim === undefined || record.type !== "TXT") return;
    if (records.length < 2 || records.length > MAX_RECORDS || holdsPrivateKey(text)) return;
    const place = keyPlace(name, context.world);
    const head = place === undefined ? undefined : headOf(text, name);
    if (place === undefined || head === undefined) return;
    const others = besides(record, records);
    const torn = others.length === 0 ? undefined : tornTags(text, head, others);
    if (torn === undefined) return;
    const whole = torn.whole !== undefined && parseDkim(torn.whole).usable ? torn.whole : undefined;
    context.report(
      "torn",
      { name, count: torn.rest.length + 1 },
      {
        domain: place.domain,
        at: { record, field: "text", note: "the first part" },
        related: torn.rest.map((part) => ({ record: part.record, field: "text", note: "a part of it" })),
        help: {
          text: `publish one record in place of the ${torn.rest.length + 1}`,
          ...(whole === undefined ? {} : { publish: [txtLine(name, whole)] }),
        },
      },
    );
  },
});
