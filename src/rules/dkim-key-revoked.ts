import { defineRule, rfc } from "./define.ts";
import { keyPlace } from "./shared/dkim-records.ts";

export default defineRule({
  id: "dkim-key-revoked",
  kind: "record",
  types: ["TXT"],
  text: "dkim",
  set: "default",
  severity: "info",
  covers: [],
  summary: "a DKIM key is revoked",
  consequence: "signatures made with this selector fail, which is right once nothing signs with it",
  references: [rfc(6376, "3.6.1")],
  smtp: [],
  messages: {
    revoked: ({ selector }: { selector: string }) =>
      `the key of the selector "${selector}" is revoked (empty "p="); every signature made with it fails`,
  },
  docs: {
    why: "An empty p= says that a key has been withdrawn. If something still signs with the selector, its mail counts as unsigned.",
    fix: "Leave it for some weeks after the last message was signed with the key, then remove the record. If the selector is in use, publish its key.",
    bad: ["s1._domainkey TXT v=DKIM1; p="],
    good: ["*._domainkey TXT v=DKIM1; p="],
  },
  check({ record, node, dkim }, context) {
    const key = dkim?.dkim.publicKey;
    if (key?.state !== "revoked" || dkim?.dkim.usable !== true) return;
    const place = keyPlace(node.name, context.world);
    // a domain that sends no mail says so for all selectors at once
    if (place === undefined || place.selector === "*" || place.selector.startsWith("*.")) return;
    context.report(
      "revoked",
      { selector: place.selector },
      {
        domain: place.domain,
        at: { record, field: "text", span: [Math.max(0, key.start - 2), key.end] },
        help: { text: "nothing is to be done if nothing signs with the selector" },
      },
    );
  },
});
