import { answersAddresses } from "../domain/answer.ts";
import type { Node } from "../domain/world.ts";
import { rrtypeOf, type DnsRecord } from "../model/record.ts";
import { defineRule, rfc } from "./define.ts";
import { listed } from "./shared/wording.ts";

/** What may stand beside a CNAME (RFC 2181 10.1, RFC 4034 2.5, RFC 5155 7.1). */
const BESIDE = new Set(["CNAME", "RRSIG", "NSEC", "NSEC3", "KEY"]);

const APEX = { text: "use A and AAAA records, or the DNS host's ALIAS or flattened CNAME, at the apex" };

export default defineRule({
  id: "cname-with-other-data",
  kind: "world",
  set: "default",
  severity: "error",
  covers: [],
  summary: "a CNAME stands beside other records",
  consequence:
    "name servers refuse the zone or answer only the CNAME; the other records are lost, TXT policies among them",
  references: [rfc(1034, "3.6.2"), rfc(2181, "10.1")],
  smtp: [],
  messages: {
    beside: ({ name, types }: { name: string; types: string }) =>
      `${name} has a CNAME beside ${types}; a CNAME stands alone at its name, so those are never answered or the zone is refused`,
    apex: ({ name }: { name: string }) =>
      `${name} is the zone's apex and has a CNAME; it hides the SOA and NS records, so the zone is refused or its MX and TXT are lost`,
    several: ({ name }: { name: string }) =>
      `${name} has two CNAME records; a name has one or none, and resolvers give up on two`,
  },
  docs: {
    why: "A CNAME says that a name is only another name for its target. SPF, DMARC or MX records beside it are not answered, and strict name servers refuse the whole zone.",
    fix: "Remove the CNAME or the records beside it. At the apex use the DNS host's ALIAS or flattened CNAME.",
    bad: ["news CNAME pages.example.net.", "news TXT v=spf1 -all"],
    good: ["news CNAME pages.example.net."],
  },
  check(world, context) {
    for (const node of world.nodes.values()) {
      const cname = node.records.find((record) => record.type === "CNAME");
      if (cname === undefined || answersAddresses(cname, node)) continue;
      const { name } = node;
      const others = node.records.filter(
        (record) => record !== cname && !BESIDE.has(rrtypeOf(record)) && record.type !== "UNKNOWN",
      );
      const second = secondCname(node, cname);
      const apex = name === node.zone.zone.origin;
      const lost = apex ? others.filter((record) => record.type !== "SOA" && record.type !== "NS") : others;
      if (lost.length > 0) {
        const types = listed([...new Set(lost.map(rrtypeOf))]);
        const related = lost.map((record) => ({ record, note: "never answered" }));
        context.report(
          "beside",
          { name, types },
          {
            domain: name,
            at: { record: cname },
            related,
            help: apex ? APEX : { text: `keep either the CNAME or the ${types} at ${name}` },
          },
        );
      } else if (apex) {
        context.report("apex", { name }, { domain: name, at: { record: cname }, help: APEX });
      } else if (second !== undefined) {
        context.report(
          "several",
          { name },
          {
            domain: name,
            at: { record: second },
            related: [{ record: cname, note: "the first" }],
            help: { text: "keep the one that is right" },
          },
        );
      }
    }
  },
});

/** Another CNAME with another target that is no routed alternative. */
function secondCname(node: Node, first: DnsRecord): DnsRecord | undefined {
  if (first.type !== "CNAME") return undefined;
  return node.records.find(
    (record) =>
      record !== first &&
      record.type === "CNAME" &&
      record.vendor?.routing === undefined &&
      first.vendor?.routing === undefined &&
      record.data.target !== first.data.target,
  );
}
