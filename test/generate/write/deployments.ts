import type { Change, Deployment, Entry } from "../../../src/generate/deployment.ts";
import { zoneOf } from "../../../src/generate/zone.ts";
import type { Writer, DnsHost, WriteOptions, Written } from "../../../src/generate/write/writer.ts";
import type { DnsRecord, Vendor } from "../../../src/model/record.ts";
import type { Scope } from "../../../src/model/zone.ts";
import { readText, recordsOf } from "../../input/zone-reading.ts";

export function options(dnsProvider: DnsHost): WriteOptions {
  return { dnsProvider, lang: "en", panel: undefined, style: "markdown" };
}

export function write(writer: Writer, dnsProvider: DnsHost, deployments: readonly Deployment[]): Written {
  return writer.write(deployments, options(dnsProvider));
}

/** The document; what is refused throws. */
export function written(writer: Writer, dnsProvider: DnsHost, deployments: readonly Deployment[]): string {
  const made = write(writer, dnsProvider, deployments);
  if (!made.ok) throw new Error(made.reasons.join("\n"));
  return made.text;
}

/** The reasons why nothing is written; none where something is. */
export function reasonsOf(writer: Writer, dnsProvider: DnsHost, deployments: readonly Deployment[]): readonly string[] {
  const made = write(writer, dnsProvider, deployments);
  return made.ok ? [] : made.reasons;
}

/** Entries by role: `role: line of a zone file`. */
export function entriesOf(lines: Readonly<Record<string, string>>, origin: string, vendor?: Vendor): Entry[] {
  const roles = Object.keys(lines);
  const text = Object.values(lines).join("\n");
  return recordsOf(readText(`$ORIGIN ${origin}.\n${text}\n`, { origin })).map((record, index) => ({
    role: roles[index] ?? "",
    purpose: undefined,
    provider: undefined,
    record: vendor === undefined ? record : ({ ...record, vendor } as DnsRecord),
  }));
}

/** A deployment of entries as they are. */
export function deploymentWith(
  entries: readonly Entry[],
  more: {
    readonly domain?: string;
    readonly origin?: string;
    readonly scope?: Scope;
    readonly changes?: readonly Change[];
  } = {},
): Deployment {
  const { domain = "example.com", origin = domain, scope = "part" } = more;
  return {
    domain,
    origin,
    scope,
    entries,
    changes: more.changes ?? entries.map((entry) => ({ kind: "add", entry })),
    merged: scope === "whole",
    leaving: [],
    held: [],
    pending: [],
    spf: [],
    notes: [],
    served: [],
  };
}

/** A TXT entry of a text. */
export function txtEntry(text: string, role = "text", name = "example.com"): Entry {
  const [record] = zoneOf(
    [
      {
        role,
        purpose: "other",
        provider: undefined,
        type: "TXT",
        owner: "@",
        name,
        value: text,
        nameUses: [],
        valueUses: [],
      },
    ],
    "example.com",
    "part",
  ).records;
  if (record === undefined) throw new Error("no record");
  return { role, purpose: "other", provider: undefined, record };
}

/** A TXT entry of bytes. */
export function bytesEntry(strings: readonly string[], role = "text"): Entry {
  const entry = txtEntry("", role);
  return { ...entry, record: { ...entry.record, type: "TXT", data: { strings } } as DnsRecord };
}
