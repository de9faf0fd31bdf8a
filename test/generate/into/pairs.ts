import { lint } from "../../../src/engine/lint.ts";
import type { Deployment } from "../../../src/generate/deployment.ts";
import { mergeInto, type Merged, type MergeOptions } from "../../../src/generate/into/merge.ts";
import { planMail } from "../../../src/generate/plan.ts";
import type { MailRequest } from "../../../src/generate/request.ts";
import { zoneOf } from "../../../src/generate/zone.ts";
import type { Zone } from "../../../src/model/zone.ts";
import { keys } from "../../dkim-keys.ts";
import { zones } from "../../zones.ts";
import { part, request } from "../examples.ts";

const REST = `$ORIGIN example.com.
  @ SOA ns1.example.net. hostmaster.example.com. 1 7200 900 1209600 300
  @ NS ns1.example.net.
  @ A 203.0.113.9
  @ TXT google-site-verification=0123456789
  www CNAME example.com.`;

/** A whole zone with the records of a provider, as its customer has it; the keys are none that another provider gives. */
export function zoneWith(id: string): Zone {
  const { values = {} } = part(id);
  const own = Object.entries(values).map(([name, value]) => [
    name,
    String(value).replace(/MIIB[\w+/]+=*/, keys.rsa2048),
  ]);
  const planned = planMail(request({ provider: { id, values: Object.fromEntries(own) } }));
  const [rest] = zones(REST);
  if (!planned.ok || rest === undefined) throw new Error(`no plan for ${id}`);
  return { ...rest, records: [...rest.records, ...zoneOf(planned.plan.records, "example.com", "whole").records] };
}

export function merge(asked: MailRequest, into: readonly Zone[], options: Partial<MergeOptions> = {}): Merged {
  return mergeInto(asked, {
    replace: false,
    ttl: undefined,
    origin: into[0]?.origin ?? "example.com",
    zones: into,
    keepDmarc: true,
    ...options,
  });
}

/** The zone that a deployment makes of another. */
export function zoneAfter(zone: Zone, { entries }: Deployment): Zone {
  return { ...zone, records: entries.map(({ record }) => record) };
}

/** What is found at a severity. The examples' addresses are such as no server has, and that alone is no finding here. */
export function found(after: Zone, severities: readonly string[], before?: Zone): string[] {
  const result = lint({ after: [after], ...(before && { before: [before] }) });
  return result.findings
    .filter(({ severity, rule }) => severities.includes(severity) && rule !== "mx-target-private")
    .map(({ rule, message }) => `${rule}: ${message.text}`);
}
