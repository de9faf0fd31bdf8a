import { alternatives } from "../domain/alternatives.ts";
import { textOf, type DnsRecord, type RecordType } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { presentData, presentName } from "../syntax/presentation.ts";
import { defineRule, rfc } from "./define.ts";
import { mailDomainOf, mailPurpose } from "./shared/mail-record.ts";
import { listed } from "./shared/wording.ts";

/** Cloudflare's "automatic", as its API and Terraform write it. */
const AUTOMATIC = 1;
const AUTOMATIC_SECONDS = 300;
/** Longer sets are not written out in advice. */
const MOST = 20;

export default defineRule({
  id: "ttl-mismatch",
  kind: "world",
  set: "default",
  severity: "info",
  covers: [],
  summary: "the records of one set have different TTLs",
  consequence:
    "the DNS has one TTL for a set: which one holds depends on the name server, so a change is not everywhere when it seems",
  references: [rfc(2181, "5.2")],
  smtp: [],
  messages: {
    differ: ({ name, type, ttls, lowest }: { name: string; type: string; ttls: string; lowest: number }) =>
      `the ${type} records of ${name} have the TTLs ${ttls}; a set has one TTL, and resolvers that follow RFC 2181 take the lowest, ${lowest}`,
  },
  docs: {
    why: "Resolvers cache a record set as a whole. Different TTLs within one are refused or evened out by name servers, each in its own way, so nobody knows how long the old MX lives after a change.",
    fix: "Give all records of a name and type one TTL.",
    bad: ["@ 300 MX 10 mx1.example.net.", "@ 3600 MX 20 mx2.example.net."],
    good: ["@ 3600 MX 10 mx1.example.net.", "@ 3600 MX 20 mx2.example.net."],
  },
  check(world, context) {
    for (const { name, records } of world.nodes.values()) {
      if (records.length < 2 || !differs(records)) continue;
      for (const type of TYPES) {
        const set = records.filter((record) => record.type === type);
        if (set.length < 2 || !set.some(concernsMail)) continue;
        for (const alternative of alternatives(set)) {
          const ttls = [...new Set(alternative.flatMap((record) => secondsOf(record) ?? []))].sort((a, b) => a - b);
          const [lowest, second] = ttls;
          if (lowest === undefined || second === undefined) continue;
          const [first, ...others] = alternative.filter((record) => secondsOf(record) !== lowest);
          if (first === undefined) continue;
          const lines = (): string[] =>
            alternative.map((record) => `${presentName(name)} ${lowest} ${type} ${presentData(record)}`);
          const whole = alternative.length <= MOST && alternative.every(isWritten);
          context.report(
            "differ",
            { name, type, ttls: listed(ttls.map(String)), lowest },
            {
              domain: mailDomainOf(name),
              at: { record: first, field: "ttl" },
              related: others.map((record) => ({ record, field: "ttl" as const })),
              help: { text: `give all of them the TTL ${lowest}`, ...(whole ? { publish: lines() } : {}) },
            },
          );
        }
      }
    }
  },
});

const TYPES: readonly RecordType[] = ["MX", "TXT", "TLSA"];

/** Quickly tells the many nodes that have one TTL. */
function differs(records: readonly DnsRecord[]): boolean {
  let seen: number | undefined;
  for (const { ttl } of records) {
    if (typeof ttl !== "number") continue;
    if (seen !== undefined && seen !== ttl) return true;
    seen = ttl;
  }
  return false;
}

function concernsMail(record: DnsRecord): boolean {
  return record.type === "TLSA" || mailPurpose(record) !== undefined;
}

/** The TTL in seconds; `undefined` where the document has none or it is not known. */
function secondsOf({ ttl, source }: DnsRecord): number | undefined {
  if (typeof ttl !== "number") return undefined;
  return ttl === AUTOMATIC && source.publisher.id === "cloudflare" ? AUTOMATIC_SECONDS : ttl;
}

function isWritten(record: DnsRecord): boolean {
  if (record.type === "MX") return isKnown(record.data.exchange) && typeof record.data.preference === "number";
  return record.type === "TXT" && isKnown(textOf(record));
}
