import type { Node } from "../domain/world.ts";
import { rrtypeOf, type DnsRecord } from "../model/record.ts";
import { defineRule } from "./define.ts";

export default defineRule({
  id: "record-owned-twice",
  kind: "world",
  set: "default",
  severity: "error",
  covers: ["spf-multiple", "dmarc-multiple", "mx-single-provider"],
  summary: "two resources declare the same record set",
  consequence: "the one that is deployed last overwrites the other: its MX, SPF or DMARC values are gone",
  references: [
    {
      title: "Route 53: ChangeResourceRecordSets",
      url: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html",
    },
  ],
  smtp: [],
  messages: {
    twice: ({ name, type, publisher }: { name: string; type: string; publisher: string }) =>
      `two resources declare the ${type} set of ${name}; at ${publisher} a resource owns its whole set, so the one deployed last erases the other's values`,
  },
  docs: {
    why: "At Route 53, Google Cloud DNS and Azure DNS a resource is a whole record set. Two of them for one name and type do not add up: each deployment writes its own values over the other's, and half of the MX or TXT values vanish.",
    fix: "Put all values of a name and type into one resource.",
    bad: [],
    good: [],
  },
  check(world, context) {
    for (const node of world.nodes.values()) {
      if (node.records.length > 1)
        checkNode(node, (first, record) => {
          context.report(
            "twice",
            { name: node.name, type: rrtypeOf(record), publisher: record.source.publisher.title },
            {
              domain: node.name,
              at: { record, field: "name" },
              related: [{ record: first, field: "name", note: "the same set, declared first" }],
              help: {
                text: `declare one resource for the ${rrtypeOf(record)} set of ${node.name} and list all its values there`,
              },
            },
          );
        });
    }
  },
});

function checkNode(node: Node, report: (first: DnsRecord, record: DnsRecord) => void): void {
  if (!node.records.some((record) => record.vendor?.owner !== undefined)) return;
  const owners = new Map<string, DnsRecord>();
  const reported = new Set<string>();
  for (const record of node.records) {
    const owner = record.vendor?.owner;
    if (owner === undefined || !record.source.publisher.ownsSets) continue;
    const set = `${rrtypeOf(record)} ${record.vendor?.routing ?? ""}`;
    const first = owners.get(set);
    if (first === undefined) owners.set(set, record);
    else if (first.vendor?.owner !== owner && !reported.has(set + owner)) {
      reported.add(set + owner);
      report(first, record);
    }
  }
}
