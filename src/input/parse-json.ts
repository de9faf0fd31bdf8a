import { jsonFault } from "./json-fault.ts";
import { positionAt } from "./positions.ts";

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly line: number; readonly column: number; readonly reason: string };

/** Parses JSON; a byte order mark in front is passed over. A refusal says where (1-based) and why. */
export function parseJson(text: string): JsonResult {
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  try {
    return { ok: true, value: JSON.parse(shift === 0 ? text : text.slice(1)) as unknown };
  } catch (error) {
    const fault = jsonFault(shift === 0 ? text : text.slice(1));
    if (fault === undefined) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ok: false, line: 1, column: 1, reason };
    }
    return { ok: false, ...positionAt(text, fault.offset + shift), reason: fault.reason };
  }
}

/** A JSON object, as opposed to an array, a scalar or nothing. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
