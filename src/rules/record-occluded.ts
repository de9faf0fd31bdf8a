import type { World, ZoneNode } from "../domain/world.ts";
import { parentOf, type Name } from "../model/name.ts";
import { rrtypeOf, type DnsRecord } from "../model/record.ts";
import { defineRule, rfc } from "./define.ts";
import { mailDomainOf, mailPurpose } from "./shared/mail-record.ts";

export default defineRule({
  id: "record-occluded",
  kind: "world",
  set: "default",
  severity: "error",
  covers: [],
  summary: "a mail record stands where another zone answers",
  consequence: "it is never answered: mail goes by what the other zone says, or nowhere",
  references: [rfc(1034, "4.2.1"), rfc(6672, "2.4"), rfc(2136, "7.18")],
  smtp: [],
  messages: {
    lacking: ({ name, purpose, zone }: { name: string; purpose: string; zone: string }) =>
      `the ${purpose} at ${name} is declared above the zone ${zone}, which answers for that name and does not hold it; nobody ever sees it`,
    occluded: ({ name, purpose, zone }: { name: string; purpose: string; zone: string }) =>
      `the ${purpose} at ${name} is declared above the zone ${zone}, which answers for that name in its place; what is written here has no effect`,
    delegated: ({ name, purpose, cut }: { name: string; purpose: string; cut: string }) =>
      `the ${purpose} at ${name} stands at or below the delegation of ${cut} to other name servers; they answer for that name, and what is written here has no effect`,
    dname: ({ name, purpose, cut }: { name: string; purpose: string; cut: string }) =>
      `the ${purpose} at ${name} stands below the DNAME at ${cut}, which answers for every name below it; what is written here has no effect`,
  },
  docs: {
    why: "NS records below a zone's apex hand a name and everything under it to other name servers. Records that stay behind in the parent zone are never answered.",
    fix: "Declare the record in the zone that answers for the name, and remove it here.",
    bad: ["news NS ns1.example.net.", "news NS ns2.example.net.", "_dmarc.news TXT v=DMARC1; p=reject"],
    good: ["news NS ns1.example.net.", "news NS ns2.example.net."],
  },
  check(world, context) {
    for (const record of world.occluded) {
      const purpose = mailPurpose(record);
      const name = record.name;
      if (purpose === undefined || typeof name !== "string") continue;
      const zone = world.zoneOf(name)?.zone;
      if (zone === undefined) continue;
      const lost = isLacking(name, record, purpose, world);
      context.report(
        lost ? "lacking" : "occluded",
        { name, purpose, zone: zone.origin },
        {
          domain: mailDomainOf(name),
          severity: lost ? "error" : "warning",
          at: { record, field: "name" },
          help: { text: `declare it in the zone ${zone.origin}, and remove it here` },
        },
      );
    }
    for (const zoneNode of world.zones.values()) if (zoneNode.hasCuts) checkZone(zoneNode, world);

    function checkZone(zoneNode: ZoneNode, all: World): void {
      for (const record of zoneNode.zone.records) {
        const purpose = mailPurpose(record);
        const name = record.name;
        if (purpose === undefined || typeof name !== "string" || all.nodes.get(name)?.zone !== zoneNode) continue;
        const cut = cutAbove(name, zoneNode, all);
        if (cut === undefined) continue;
        const owner = String(cut.name);
        context.report(
          cut.type === "DNAME" ? "dname" : "delegated",
          { name, purpose, cut: owner },
          {
            domain: mailDomainOf(name),
            severity: "warning",
            at: { record, field: "name" },
            related: [
              {
                record: cut,
                field: "name",
                note: rrtypeOf(cut) === "NS" ? "handed to other name servers" : "answers for all below",
              },
            ],
            help: {
              text:
                cut.type === "DNAME"
                  ? "declare it below the DNAME's target"
                  : `declare it at the name servers of ${owner}, and remove it here`,
            },
          },
        );
      }
    }
  },
});

/** The zone that answers is declared whole and proves that nothing of the kind is there. */
function isLacking(name: Name, record: DnsRecord, purpose: string, world: World): boolean {
  const answer = world.lookup(name, record.type);
  if (answer.state === "absent") return answer.via.length === 0;
  if (answer.state !== "found" || world.zoneOf(name)?.zone.scope !== "whole") return false;
  return answer.via.length === 0 && !answer.records.some((other) => mailPurpose(other) === purpose);
}

function cutAbove(name: Name, { zone }: ZoneNode, world: World): DnsRecord | undefined {
  let highest: DnsRecord | undefined;
  for (let at: Name | undefined = name; at !== undefined && at !== zone.origin; at = parentOf(at)) {
    for (const record of world.declared(at)) {
      if (record.type === "NS" || (record.type === "DNAME" && at !== name)) highest = record;
    }
  }
  const apex = name === zone.origin ? undefined : world.declared(zone.origin, "DNAME")[0];
  return apex ?? highest;
}
