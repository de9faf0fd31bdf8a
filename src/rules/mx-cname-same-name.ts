import { answersAddresses } from "../domain/answer.ts";
import { defineRule, rfc } from "./define.ts";
import { targetText } from "./shared/wording.ts";

export default defineRule({
  id: "mx-cname-same-name",
  kind: "domain",
  set: "default",
  severity: "error",
  covers: ["cname-with-other-data"],
  summary: "an MX and a CNAME stand at one name",
  consequence: "the CNAME wins: senders ask for the MX of its target, and the MX here is never seen",
  references: [rfc(1034, "3.6.2"), rfc(2181, "10.1")],
  smtp: [],
  messages: {
    both: ({ domain, target }: { domain: string; target: string }) =>
      `${domain} has a CNAME to ${target} beside its MX; a CNAME stands alone at its name, so senders follow it and never see the MX`,
  },
  docs: {
    why: "A CNAME replaces everything at its name. Name servers refuse the pair or answer only the CNAME, and mail goes where the target's MX points, or nowhere.",
    fix: "At the zone's apex use the host's ALIAS, ANAME or flattened CNAME, or plain A records; elsewhere move the CNAME to another name.",
    bad: ["news CNAME pages.example.net.", "news MX 10 mx.example.net."],
    good: ["news A 192.0.2.1", "news MX 10 mx.example.net."],
  },
  check(domain, context) {
    const node = domain.world.nodes.get(domain.name);
    if (node === undefined || node.records.length < 2) return;
    const mx = node.records.find((record) => record.type === "MX");
    const cname = node.records.find((record) => record.type === "CNAME");
    if (mx === undefined || cname?.type !== "CNAME" || answersAddresses(cname, node)) return;
    context.report(
      "both",
      { domain: domain.name, target: targetText(cname.data.target) },
      {
        at: { record: cname },
        related: [{ record: mx, note: "never answered" }],
        help: { text: `put A and AAAA records (or the DNS host's ALIAS) at ${domain.name} in place of the CNAME` },
      },
    );
  },
});
