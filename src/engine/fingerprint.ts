import type * as Crypto from "node:crypto";
import type { Place } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import { rrtypeOf, type DnsRecord } from "../model/record.ts";

/**
 * The same 16 hex digits for the same defect, wherever its line moves: rule, message, domain, and type and value of the
 * record that it points at.
 */
export function fingerprint(rule: string, message: string, domain: Name, at: Place | undefined): string {
  const value = at === undefined ? "" : valueOf(at.record);
  return digest([rule, message, domain, value].join("\n")).slice(0, 16);
}

/** A longer value counts by its digest, so that many findings in one long record do not each read it anew. */
const LONG = 4096;

let latest: { readonly record: DnsRecord; readonly value: string } | undefined;

function valueOf(record: DnsRecord): string {
  if (latest?.record === record) return latest.value;
  const whole = `${String(record.name)} ${rrtypeOf(record)} ${JSON.stringify(record.data)}`;
  if (whole.length <= LONG) return whole;
  latest = { record, value: digest(whole) };
  return latest.value;
}

/** Only documents with findings pay for loading it. */
let crypto: typeof Crypto | undefined;

function digest(text: string): string {
  crypto ??= process.getBuiltinModule("node:crypto");
  return crypto.hash("sha256", text, "hex");
}
