import { nearest } from "../edit-distance.ts";
import { tidy } from "../plain-text.ts";
import type { DmarcPolicy, DmarcValues } from "./tree.ts";

const POLICIES: readonly DmarcPolicy[] = ["none", "quarantine", "reject"];
const ALIGNMENT = ["r", "s"] as const;
const YES_NO = ["y", "n"] as const;
const PSD = ["y", "n", "u"] as const;

/** What people write for a keyword. */
const MEANT = new Map([
  ["monitor", "none"],
  ["monitoring", "none"],
  ["block", "reject"],
  ["discard", "reject"],
  ["yes", "y"],
  ["true", "y"],
  ["no", "n"],
  ["false", "n"],
  ["unknown", "u"],
  ["relaxed", "r"],
  ["relax", "r"],
  ["strict", "s"],
]);

export const defaults = (): DmarcValues => ({
  p: undefined,
  sp: undefined,
  np: undefined,
  t: "n",
  psd: "u",
  adkim: "r",
  aspf: "r",
  fo: "0",
  rua: [],
  ruf: [],
});

/** The default of a tag that is missing or bad (RFC 9989 4.7); `undefined` for those that have none. */
export const DEFAULTS = new Map([
  ["adkim", "r"],
  ["aspf", "r"],
  ["t", "n"],
  ["psd", "u"],
  ["fo", "0"],
]);

export const EXPECTED = new Map([
  ["p", "none, quarantine or reject"],
  ["sp", "none, quarantine or reject"],
  ["np", "none, quarantine or reject"],
  ["t", "y or n"],
  ["psd", "y, n or u"],
  ["adkim", "r or s"],
  ["aspf", "r or s"],
  ["fo", "0 or 1, d and s, each once, colons between"],
]);

/** Puts a keyword tag's value into `values`, case ignored; false where it is none. */
export function setValue(values: DmarcValues, name: string, value: string): boolean {
  const word = value.toLowerCase();
  switch (name) {
    case "p":
    case "sp":
    case "np":
      values[name] = oneOf(POLICIES, word);
      return values[name] !== undefined;
    case "adkim":
    case "aspf": {
      const mode = oneOf(ALIGNMENT, word);
      values[name] = mode ?? "r";
      return mode !== undefined;
    }
    case "t": {
      const flag = oneOf(YES_NO, word);
      values.t = flag ?? "n";
      return flag !== undefined;
    }
    case "psd": {
      const flag = oneOf(PSD, word);
      values.psd = flag ?? "u";
      return flag !== undefined;
    }
    default: {
      const options = failureOptions(word);
      values.fo = options ?? "0";
      return options !== undefined;
    }
  }
}

function oneOf<T extends string>(words: readonly T[], word: string): T | undefined {
  for (const each of words) if (each === word) return each;
  return undefined;
}

/** `fo`: 0 or 1, d, s, each at most once, 0 and 1 never both, no blanks (RFC 9989 4.8, `dmarc-fo`). */
function failureOptions(word: string): string | undefined {
  if (word.length > 5 || !/^[01ds](?::[01ds]){0,2}$/.test(word)) return undefined;
  const options = word.replaceAll(":", "");
  if (new Set(options).size < options.length || (options.includes("0") && options.includes("1"))) return undefined;
  return options;
}

/** The value that was meant. */
export function mendValue(name: string, value: string): string | undefined {
  if (value.length > 64) return undefined;
  const word = tidy(value)
    .toLowerCase()
    .replace(/^[=:\s]+|[:\s]+$/g, "");
  if (name === "fo") {
    // 1 reports whatever 0 does
    const kept = ["1", "0", "d", "s"].filter((each) => word.includes(each) && !(each === "0" && word.includes("1")));
    return /^[01ds:,;/ ]+$/.test(word) ? kept.join(":") : undefined;
  }
  const accepted = name === "psd" ? PSD : name === "t" ? YES_NO : name.startsWith("a") ? ALIGNMENT : POLICIES;
  const known = accepted.find((each) => each === word) ?? accepted.find((each) => each === MEANT.get(word));
  if (known !== undefined || accepted !== POLICIES) return known;
  return (
    POLICIES.find((each) => word.length > 2 && each.startsWith(word)) ??
    nearest(word, POLICIES, word.length > 6 ? 3 : 2)
  );
}
