import { defineRule, rfc } from "./define.ts";
import { keyPlace } from "./shared/dkim-records.ts";
import { printDkim } from "../syntax/dkim.ts";
import { txtLine } from "./shared/lines.ts";

export default defineRule({
  id: "dkim-test-mode",
  kind: "record",
  types: ["TXT"],
  text: "dkim",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "a DKIM key says that the domain is testing",
  consequence: "receivers may treat signed mail as unsigned",
  references: [rfc(6376, "3.6.1")],
  smtp: [],
  messages: {
    testing: ({ selector }: { selector: string }) =>
      `the key of the selector "${selector}" has the flag t=y: the domain is testing DKIM, and receivers treat its signed mail no better than unsigned mail`,
  },
  docs: {
    why: "With t=y a domain tells receivers that it is trying DKIM out. Some of them then give a good signature no weight, and the flag is forgotten for years.",
    fix: "When signing works, take the flag out.",
    bad: ["s1._domainkey TXT v=DKIM1; k=ed25519; t=y; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY="],
    good: ["s1._domainkey TXT v=DKIM1; k=ed25519; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY="],
  },
  check({ record, node, dkim }, context) {
    if (dkim === undefined || !dkim.dkim.flags.includes("y")) return;
    const { tags, publicKey, usable, flags } = dkim.dkim;
    if (!usable || publicKey?.state === "revoked") return;
    const place = keyPlace(node.name, context.world);
    const tag = tags.find(({ name }) => name === "t");
    if (place === undefined || tag === undefined) return;
    const rest = flags.filter((flag) => flag !== "y").join(":");
    const kept = tags.filter((each) => each !== tag || rest !== "");
    const without = printDkim({ tags: kept.map((each) => (each === tag ? { ...tag, value: rest } : each)) });
    context.report(
      "testing",
      { selector: place.selector },
      {
        domain: place.domain,
        at: { record, field: "text", span: [tag.start, tag.end] },
        help: { text: "when signing works, publish it without the flag", publish: [txtLine(node.name, without)] },
      },
    );
  },
});
