import type { DnsRecord } from "../model/record.ts";
import { Unknown, unknownText } from "../model/value.ts";
import { listed, plural } from "../syntax/visible.ts";
import type { Judged } from "./judge.ts";
import { line } from "./message.ts";

const LINES = 20;

/** What could not be judged, and why, a line each; empty where all was judged. */
export function unjudged({ result, zones, problems, urnOfRecord }: Judged): string[] {
  const hidden = new Map<string, string>();
  for (const { records } of zones) {
    for (const record of records) {
      const urn = urnOfRecord(record);
      const why = urn === undefined ? undefined : whyUnknown(record);
      if (urn !== undefined && why !== undefined && !hidden.has(urn)) hidden.set(urn, why);
    }
  }
  const resources = [...hidden].map(([urn, why]) => `${line(nameOf(urn), 300)}: ${why}`);
  const rules = grouped(result.notJudged).map(({ domain, reason, ids }) => {
    const who = domain === "" ? "" : `${line(domain, 300)}: `;
    return `${who}${line(reason, 400)} (${listed(ids, 6, (id) => id)})`;
  });
  return [
    ...bounded(resources, "resource"),
    ...problems.map(({ reason }) => line(reason)),
    ...bounded(rules, "reason"),
  ];
}

function bounded(lines: readonly string[], what: string): string[] {
  const more = lines.length - LINES;
  return more > 0 ? [...lines.slice(0, LINES), `and ${plural(more, `more ${what}`)}`] : [...lines];
}

function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** Which part of a record is not known. What is computed by the host or malformed is judged as such. */
function whyUnknown({ name, type, data }: DnsRecord): string | undefined {
  if (isHidden(name)) return `the record's name ${why(name)}`;
  for (const value of Object.values(data) as unknown[]) {
    if (isHidden(value)) {
      return type === "UNKNOWN" ? `the record ${why(value)}` : `the ${type} record's value ${why(value)}`;
    }
  }
  return undefined;
}

/** The pack does see secrets, but what it would say of one could not be printed. */
function why({ reason }: Unknown): string {
  return reason === "secret" ? "is a secret" : unknownText[reason];
}

function isHidden(value: unknown): value is Unknown {
  return value instanceof Unknown && (value.reason === "preview" || value.reason === "secret");
}

interface Group {
  readonly domain: string;
  readonly reason: string;
  readonly ids: string[];
}

function grouped(all: Judged["result"]["notJudged"]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { domain, rule, reason } of all) {
    const key = `${domain}\n${reason}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { domain, reason, ids: [rule] });
    else group.ids.push(rule);
  }
  return [...groups.values()];
}
