import { expect, test } from "vitest";
import { differenceText } from "../../../src/generate/into/difference.ts";
import type { Deployment } from "../../../src/generate/deployment.ts";
import { faultText, type MailRequest } from "../../../src/generate/request.ts";
import type { Zone } from "../../../src/model/zone.ts";
import { zones } from "../../zones.ts";
import { idsFor, part, request } from "../examples.ts";
import { merge, zoneAfter } from "./pairs.ts";

const ZONE = `@ A 203.0.113.9
  @ TXT v=spf1 ip4:198.51.100.9 -all
  other TXT maildns-draft-of-another-domain`;

function into(asked: MailRequest, zone: Zone, draft: boolean): Deployment {
  const merged = merge(asked, [zone], { draft });
  if (!merged.ok) throw new Error(merged.faults.map(faultText).join("\n"));
  return merged.deployment;
}

test.each(idsFor("provider"))("what a draft of %s left open is filled, and nothing of it stays", (id) => {
  const [zone] = zones(ZONE);
  if (zone === undefined) throw new Error("no zone");
  const open = request({ provider: { id }, senders: [{ id: "sendgrid", at: "news" }] });
  const drafted = zoneAfter(zone, into(open, zone, true));
  expect(differenceText(into(open, drafted, true))).toBe("");
  const filled = into(request({ provider: part(id), senders: [{ ...part("sendgrid"), at: "news" }] }), drafted, false);
  expect([...filled.leaving, ...filled.held]).toEqual([]);
  const text = JSON.stringify(filled.entries.map(({ record: { name, data } }) => [name, data]));
  expect(text.match(/maildns-draft-[a-z0-9-]*/g)).toEqual(["maildns-draft-of-another-domain"]);
});
