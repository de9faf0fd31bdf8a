import { doubleQuoted, wideEscape } from "./code.ts";

/** What is written as YAML; mappings keep the order of their keys. */
export type Yaml = string | number | boolean | YamlList | YamlMapping;
export type YamlList = readonly Yaml[];
/** A map where keys may be anything: those of an object that look like numbers lose their place. */
export type YamlMapping = ReadonlyMap<string, Yaml> | { readonly [key: string]: Yaml };

/** What YAML 1.1 takes for something else than text among the words that begin with a letter. */
const OTHER_WORDS = /^(?:y|n|yes|no|true|false|on|off|null)$/i;
/** Text that stands without quotes: it begins as no number, date, alias, tag or comment does. */
const PLAIN = /^[A-Za-z_][!-~]*(?: [!-~]+)*$/;
/** What ends plain text, or does inside brackets. */
const INDICATORS = /: |:$| #|[[\]{}"'`]/;
const PRINTABLE = /^[ -~]*$/;

/** A text as a YAML scalar that every reader of YAML 1.1 and 1.2 takes for that text, on one line. */
export function yamlText(text: string): string {
  if (PLAIN.test(text) && !INDICATORS.test(text) && !OTHER_WORDS.test(text)) return text;
  return PRINTABLE.test(text) ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text, wideEscape);
}

/** A mapping or a list in block style, its lines without the last one's end. */
export function yamlBlock(value: Yaml): string[] {
  if (isList(value)) {
    return value.flatMap((each) => yamlBlock(each).map((line, index) => `${index === 0 ? "- " : "  "}${line}`));
  }
  if (typeof value !== "object") return [typeof value === "string" ? yamlText(value) : String(value)];
  const pairs = value instanceof Map ? [...(value as ReadonlyMap<string, Yaml>)] : Object.entries(value);
  return pairs.flatMap(([key, each]: readonly [string, Yaml]) => {
    const lines = yamlBlock(each);
    if (typeof each !== "object") return [`${yamlText(key)}: ${lines.join("")}`];
    return [`${yamlText(key)}:`, ...lines.map((line) => `  ${line}`)];
  });
}

function isList(value: Yaml): value is YamlList {
  return Array.isArray(value);
}
