import { defineRule, rfc } from "./define.ts";
import { counted } from "./shared/wording.ts";

export default defineRule({
  id: "mta-sts-multiple",
  kind: "domain",
  set: "default",
  severity: "warning",
  covers: ["mta-sts-syntax"],
  summary: "several MTA-STS records stand at one name",
  consequence: "senders take the domain as one without MTA-STS, and its policy protects no mail",
  references: [rfc(8461, "3.1")],
  smtp: [],
  messages: {
    several: ({ name, count }: { name: string; count: number }) =>
      `${name} holds ${counted(count, "MTA-STS record")}; senders use one only where there is exactly one, so they take the domain as one without MTA-STS`,
  },
  docs: {
    why: "A sender that finds two records cannot tell which policy is the present one, and fetches none (RFC 8461 3.1).",
    fix: "Keep one record, with an id that was not used before.",
    bad: ["_mta-sts TXT v=STSv1; id=20261101", "_mta-sts TXT v=STSv1; id=20261102", "mta-sts A 5.6.7.8"],
    good: [
      "_mta-sts TXT v=STSv1; id=20261102",
      "mta-sts A 5.6.7.8",
      "_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.com",
    ],
  },
  check(domain, context) {
    const { nodes, transportNodes } = context.world;
    if (transportNodes.length === 0 || !nodes.has(`_mta-sts.${domain.name}`)) return;
    const { name, texts } = domain.mtaSts;
    const [first, ...others] = texts;
    const last = others.at(-1);
    if (first === undefined || last === undefined) return;
    context.report(
      "several",
      { name, count: texts.length },
      {
        at: { record: last.record, field: "text" },
        related: texts
          .filter((text) => text !== last)
          .map(({ record }) => ({ record, field: "text", note: "another one" })),
        help: { text: "keep one of them, and give it an id that senders have not seen" },
      },
    );
  },
});
