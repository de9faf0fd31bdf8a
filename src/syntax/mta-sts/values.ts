import { isHostName, parseName, type Name } from "../../model/name.ts";
import { nearest } from "../edit-distance.ts";

export type StsMode = "enforce" | "testing" | "none";

/** 3.2: one year, in seconds. */
export const MAX_MAX_AGE = 31_557_600;

export const MODES: readonly StsMode[] = ["enforce", "testing", "none"];
const KEYS = ["version", "mode", "mx", "max_age"];

/** `1*10(DIGIT)`, at most a year. */
export function maxAgeOf(value: string): number | undefined {
  if (!/^[0-9]{1,10}$/.test(value)) return undefined;
  const number = Number(value);
  return number <= MAX_MAX_AGE ? number : undefined;
}

/** `["*."] Domain` (3.2), A-labels only; case does not matter (RFC 6125 6.4.1). */
export function patternOf(value: string): Name | undefined {
  if (value.length > 255 || value.endsWith(".") || /[^\x21-\x7e]/.test(value)) return undefined;
  const host = value.startsWith("*.") ? value.slice(2) : value;
  const name = parseName(host);
  if (!name.ok || !isHostName(name.name) || /^[0-9.]+$/.test(host)) return undefined;
  return value.startsWith("*.") ? `*.${name.name}` : name.name;
}

export function keyMeant(text: string): string | undefined {
  const word = /^[\s"'*-]{0,16}([A-Za-z_-]{2,16})/.exec(text)?.[1]?.toLowerCase().replaceAll("-", "_");
  if (word === undefined) return undefined;
  if (word === "maxage") return "max_age";
  return KEYS.find((key) => key === word) ?? nearest(word, KEYS, 1);
}

/** `mode=enforce`, `mode enforce`. */
export function formSuggestion(line: string): string | undefined {
  const match = /^\s{0,64}([A-Za-z_]{2,16})\s{0,16}[=\s]\s{0,16}(\S{1,255})\s*$/.exec(line.slice(0, 512));
  const key = match === null ? undefined : keyMeant(match[1] as string);
  return key === undefined ? undefined : `${key}: ${match?.[2] ?? ""}`;
}

export function modeSuggestion(value: string): string | undefined {
  const word = value
    .slice(0, 32)
    .toLowerCase()
    .replace(/[^a-z]/g, "");
  const mode =
    MODES.find((each) => each === word) ??
    (word.startsWith("enforc") ? "enforce" : word.startsWith("test") ? "testing" : nearest(word, MODES, 2));
  return mode === undefined ? undefined : `mode: ${mode}`;
}

export function maxAgeSuggestion(value: string): string | undefined {
  const digits = /^["']?([0-9][0-9_, ]{0,15})["']?\s{0,4}(?:s|sec|seconds?)?$/i.exec(value.slice(0, 64))?.[1];
  if (digits === undefined) return undefined;
  return `max_age: ${Math.min(Number(digits.replace(/[_, ]/g, "")), MAX_MAX_AGE)}`;
}

/** Several hosts on a line, a final dot, a preference, a U-label: one line for each host, where that is clear. */
export function mxSuggestion(value: string): string | undefined {
  const hosts = value
    .slice(0, 2048)
    .replace(/[[\]"']/g, " ")
    .split(/[\s,;]+/)
    .filter((word) => word !== "" && !/^[0-9]+$/.test(word))
    .map((word) => {
      const host = word.replace(/\.$/, "").replace(/^\.(?=.)/, "*.");
      const wild = host.startsWith("*.");
      const name = parseName(wild ? host.slice(2) : host);
      return name.ok ? patternOf(wild ? `*.${name.name}` : name.name) : undefined;
    });
  if (hosts.length === 0 || hosts.length > 20 || hosts.includes(undefined)) return undefined;
  return hosts.map((host) => `mx: ${host ?? ""}`).join("\n");
}
