import type { Name } from "../../model/name.ts";
import { commentText, doubleQuoted, scriptEscape } from "./code.ts";
import { dnscontrolRecord, type Argument } from "./dnscontrol-record.ts";
import { groupsOf, hostedZones, type HostedRecord, type HostedSet, type HostedZone } from "./hosted-zones.ts";
import { titleOf } from "./known.ts";
import { cloudflareTtl } from "./cloudflare-record.ts";
import { DEFAULT_TTL } from "./route53-set.ts";
import { relativeOwner } from "./sets.ts";
import type { DnsHost, Writer } from "./writer.ts";

/** By the names that DNSControl's documentation gives them in `creds.json`, with the `TYPE` there. */
const TYPES: Readonly<Record<DnsHost, string>> = { cloudflare: "CLOUDFLAREAPI", route53: "ROUTE53" };

/** What a part of a zone must say: DNSControl removes whatever its file does not have. */
const PART = [
  "Without NO_PURGE, a push would remove all other records of the zone. With it, others stay, unless they have the name",
  "and type of a record below: those are replaced.",
];
/** Texts that are no SPF policy; proofs of Microsoft begin with `v=verifydomain`. */
const NOT_SPF = "{[!vV]**,[vV][!=]**,[vV]=[!sS]**}";

/** A `dnsconfig.js` for DNSControl 4. */
export const dnscontrolWriter: Writer = {
  id: "dnscontrol",
  write(deployments, { dnsProvider }) {
    const hosted = hostedZones(deployments);
    if (!hosted.ok) return hosted;
    const reasons: string[] = [];
    const zones = hosted.zones.map((zone) => zoneLines(zone, dnsProvider, reasons));
    if (reasons.length > 0) return { ok: false, reasons };
    const head = [
      `// creds.json: "none": {"TYPE": "NONE"} and "${dnsProvider}": {"TYPE": "${TYPES[dnsProvider]}", …}`,
      'var REG_NONE = NewRegistrar("none");',
      `var DNS = NewDnsProvider("${dnsProvider}");`,
    ];
    return { ok: true, text: `${[head, ...zones].map((lines) => lines.join("\n")).join("\n\n")}\n` };
  },
};

/** An argument of `D` with the comments before it. */
interface Item {
  readonly comments: readonly string[];
  readonly code: string;
}

function zoneLines(zone: HostedZone, host: DnsHost, reasons: string[]): string[] {
  const ttls = new Map(zone.sets.map((set) => [set, ttlOf(set, host, reasons)]));
  const usual = mostCommon([...ttls.values()]);
  const records = groupsOf(zone.sets).flatMap(({ title, sets }) =>
    sets
      .flatMap((set) => setItems(set, zone.origin, host, timing(set, ttls.get(set), usual), reasons))
      .map((item, index): Item => (index === 0 ? { ...item, comments: [title, ...item.comments] } : item)),
  );
  const items: Item[] = [
    ...(zone.scope === "whole" ? [] : [{ comments: PART, code: "NO_PURGE" }, ...kept(zone)]),
    ...(usual === undefined ? [] : [{ comments: [], code: `DefaultTTL(${usual})` }]),
    ...records,
  ];
  return [
    ...zone.leftOut.flatMap(commented),
    `D(${text(zone.origin)}, REG_NONE, DnsProvider(DNS)${items.length === 0 ? ");" : ","}`,
    ...items.flatMap(({ comments, code }, index) => [
      ...commented(comments).map((line) => `  ${line}`),
      `  ${code}${index === items.length - 1 ? "" : ","}`,
    ]),
    ...(items.length === 0 ? [] : [");"]),
  ];
}

function commented(texts: readonly string[]): string[] {
  return texts.map((each) => `// ${commentText(each)}`);
}

/** Seconds; one TTL a set, as DNSControl wants it. */
function ttlOf(set: HostedSet, host: DnsHost, reasons: string[]): number {
  if (host === "route53") return set.ttl ?? DEFAULT_TTL;
  const [first] = set.records;
  const ttl = cloudflareTtl({ ttl: set.ttl, record: first.record });
  if (typeof ttl === "number") return ttl;
  reasons.push(`${titleOf(first.record)} ${ttl}`);
  return 0;
}

function mostCommon(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** The default is no NS record's. */
function timing({ type }: HostedSet, ttl: number | undefined, usual: number | undefined): string[] {
  return ttl === undefined || (ttl === usual && type !== "NS") ? [] : [`TTL(${ttl})`];
}

function setItems(
  set: HostedSet,
  origin: Name,
  host: DnsHost,
  modifiers: readonly string[],
  reasons: string[],
): Item[] {
  return set.records.flatMap((record) => {
    const call = dnscontrolRecord(record, origin, host);
    if (typeof call === "string") {
      reasons.push(`${titleOf(record.record)} ${call}`);
      return [];
    }
    const args = [
      text(relativeOwner(record.name, origin)),
      ...call.args.map(argument),
      ...call.modifiers,
      ...modifiers,
    ];
    const comment = record.record.vendor?.comment ?? "";
    return [{ comments: comment === "" ? [] : [comment], code: `${call.type}(${args.join(", ")})` }];
  });
}

/** What stays beside SPF: proofs that a domain is one's own stand at the same name. */
function kept({ sets, origin }: HostedZone): Item[] {
  const owners = sets.filter(({ type, records }) => type === "TXT" && records.every(isSpf)).map(({ name }) => name);
  return owners.map((name, index) => ({
    comments: index === 0 ? ["Other TXT records beside SPF stay."] : [],
    // A pattern: a wildcard's own star would stand for every name.
    code: `IGNORE(${text(relativeOwner(name, origin).replaceAll("*", "\\*"))}, "TXT", ${text(NOT_SPF)})`,
  }));
}

function isSpf({ data }: HostedRecord): boolean {
  return data.kind === "text" && data.strings.join("").toLowerCase().startsWith("v=spf1");
}

function argument(value: Argument): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? text(value) : `[${value.map(text).join(", ")}]`;
}

function text(value: string): string {
  return doubleQuoted(value, scriptEscape);
}
