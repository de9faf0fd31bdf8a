import { nearest } from "../syntax/edit-distance.ts";
import type { SchemaError } from "./config-document.ts";

/** From the document's root to a value. */
export type ConfigPath = readonly (string | number)[];

/** One defect of a configuration. */
export interface ConfigFault {
  readonly at: ConfigPath;
  /** The place is the key that `at` ends in, not its value. */
  readonly onKey: boolean;
  readonly reason: string;
}

/** Longer sets are not printed; a command lists them. */
const MAX_LISTED = 12;
const LISTED_BY: Readonly<Record<string, string>> = { rule: "maildns rules", provider: "maildns providers" };

/** More errors than that are not put into words: each looks for the nearest of many. */
const MAX_FAULTS = 500;

/** The validator's errors in words: one for each value, the noise of `if` and of a second keyword left out. */
export function configFaults(errors: readonly SchemaError[], document: unknown): ConfigFault[] {
  const faults = new Map<string, ConfigFault>();
  for (const error of errors) {
    if (faults.size === MAX_FAULTS) break;
    if (error.keyword === "if") continue;
    const at = pathOf(error.instancePath, document);
    const fault = faultOf(error, at);
    const key = JSON.stringify([fault.at, error.keyword === "required" ? error.params["missingProperty"] : ""]);
    if (!faults.has(key)) faults.set(key, fault);
  }
  return [...faults.values()];
}

function faultOf(error: SchemaError, at: ConfigPath): ConfigFault {
  const { keyword, params, data } = error;
  const schema = error.parentSchema ?? {};
  const value = (reason: string): ConfigFault => ({ at, onKey: false, reason: `${pathText(at)} ${reason}` });
  const title = typeof schema["title"] === "string" ? schema["title"] : undefined;
  switch (keyword) {
    case "additionalProperties": {
      const key = String(params["additionalProperty"]);
      return { at: [...at, key], onKey: true, reason: unknownKey(at, key, keysOf(schema["properties"])) };
    }
    case "required": {
      const key = String(params["missingProperty"]);
      const described = descriptionOf(schema["properties"], key);
      return value(`has no "${key}"${described === undefined ? "" : ` (${described})`}`);
    }
    case "enum": {
      const accepted = Array.isArray(schema["enum"]) ? schema["enum"].map(String) : [];
      if (typeof data !== "string") return value(`is ${shown(data)}; ${acceptedText(accepted, title)}`);
      const what = title === undefined ? "" : `, an unknown ${title}`;
      return value(`is ${shown(data)}${what}; ${suggestion(data, accepted, title)}`);
    }
    case "type": {
      if (Array.isArray(params["type"])) return value(`is ${shown(data)}; it must be ${title ?? "of another type"}`);
      return value(`is ${shown(data)}; it must be ${KINDS[String(params["type"])] ?? String(params["type"])}`);
    }
    case "pattern":
      return value(`is ${shown(data)}; it must be ${title ?? "of another form"}`);
    case "minimum":
    case "maximum":
      return value(
        `is ${shown(data)}; it must be at ${keyword === "minimum" ? "least" : "most"} ${String(params["limit"])}`,
      );
    case "minItems":
    case "maxItems":
      return value(`has ${count(data)}; it must be a list of a level and options`);
    default:
      return value("is not accepted");
  }
}

const KINDS: Readonly<Record<string, string>> = {
  object: "an object",
  array: "a list",
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

function unknownKey(at: ConfigPath, key: string, accepted: readonly string[]): string {
  if (at.length === 1 && at[0] === "rules") {
    return `unknown rule ${shown(key)} in rules; ${suggestion(key, accepted, "rule")}`;
  }
  if (at.length === 3 && at[0] === "rules") {
    const rule = String(at[1]);
    if (accepted.length === 0) return `unknown option ${shown(key)}: the rule ${rule} has no options`;
    return `unknown option ${shown(key)} of the rule ${rule}; ${suggestion(key, accepted, undefined)}`;
  }
  const where = at.length === 0 ? "" : ` in ${pathText(at)}`;
  return `unknown key ${shown(key)}${where}; ${suggestion(key, accepted, undefined)}`;
}

function suggestion(word: string, accepted: readonly string[], title: string | undefined): string {
  const close = nearestOf(word, accepted);
  const guess = close.length === 0 ? "" : `did you mean ${close.map((each) => `"${each}"`).join(" or ")}? `;
  return guess + acceptedText(accepted, title);
}

/** By spelling, else the accepted words that begin with it (`google`: `google-workspace`). */
function nearestOf(word: string, accepted: readonly string[]): readonly string[] {
  const close = nearest(word, accepted);
  if (close !== undefined) return [close];
  const lower = word.toLowerCase();
  return lower.length < 3 ? [] : accepted.filter((each) => each.startsWith(lower)).slice(0, 3);
}

function acceptedText(accepted: readonly string[], title: string | undefined): string {
  const command = title === undefined ? undefined : LISTED_BY[title];
  if (command !== undefined) return `${command} lists them`;
  const more = accepted.length > MAX_LISTED ? ", …" : "";
  return `accepted: ${accepted.slice(0, MAX_LISTED).join(", ")}${more}`;
}

/** `domains["example.com"].dmarc.stage`, as a program would write it. */
export function pathText(at: ConfigPath): string {
  if (at.length === 0) return "the configuration";
  const steps = at.map((step, index) => {
    if (typeof step === "number") return `[${step}]`;
    if (/^[A-Za-z_$][\w$]*$/.test(step)) return index === 0 ? step : `.${step}`;
    return `[${shown(step)}]`;
  });
  return steps.join("");
}

/** A value as it is written, cut short. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 64 ? `${text.slice(0, 60)}…${typeof value === "string" ? '"' : ""}` : text;
}

function count(value: unknown): string {
  const items = Array.isArray(value) ? value.length : 0;
  return items === 1 ? "1 item" : `${items} items`;
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function descriptionOf(properties: unknown, key: string): string | undefined {
  const schema = ownValue(properties, key);
  const description = ownValue(schema, "description");
  return typeof description === "string" ? description : undefined;
}

function ownValue(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
}

/** The pointer's steps; those into arrays are numbers. */
function pathOf(pointer: string, document: unknown): ConfigPath {
  const path: (string | number)[] = [];
  let value = document;
  for (const token of pointer.split("/").slice(1)) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? Number(key) : key);
    value = ownValue(value, key);
  }
  return path;
}
