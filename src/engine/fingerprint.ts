import { hash } from "node:crypto";
import type { Place } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import { rrtypeOf } from "../model/record.ts";

/**
 * The same 16 hex digits for the same defect, wherever its line moves: rule, message, domain, and type and value of the
 * record that it points at.
 */
export function fingerprint(rule: string, message: string, domain: Name, at: Place | undefined): string {
  const record = at?.record;
  const value = record === undefined ? "" : `${String(record.name)} ${rrtypeOf(record)} ${JSON.stringify(record.data)}`;
  return hash("sha256", [rule, message, domain, value].join("\n"), "hex").slice(0, 16);
}
