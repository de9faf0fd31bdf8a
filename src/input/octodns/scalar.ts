import type { YamlNode } from "../yaml-tree.ts";

/**
 * How octoDNS understands a scalar: PyYAML resolves it by YAML 1.1, then Python's `str()` or `int()` is applied. So the
 * key `010` is the name `8` and `on` the name `true`.
 */
export type ScalarKind = "text" | "null" | "bool" | "int" | "float" | "date";

const BOOL = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const INT =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const DATE =
  /^[0-9]{4}-(?:[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/;
/** Nothing else than text starts otherwise. */
const SPECIAL_START = new Set("yYnNtTfFoO~-+.0123456789");

/** What PyYAML makes of a scalar node. */
export function kindOf(node: YamlNode): ScalarKind {
  const { text } = node;
  if (!node.plain) return "text";
  if (text === "") return "null";
  if (text.length > 200 || !SPECIAL_START.has(text[0] as string)) return "text";
  if (BOOL.test(text)) return "bool";
  if (FLOAT.test(text)) return "float";
  if (INT.test(text)) return integer(text) === undefined ? "text" : "int";
  if (NULL.test(text)) return "null";
  return DATE.test(text) ? "date" : "text";
}

/** Python's `str()` of the value. */
export function pythonText(node: YamlNode): string {
  switch (kindOf(node)) {
    case "null":
      return "None";
    case "bool":
      return isTrue(node.text) ? "True" : "False";
    case "int":
      return String(integer(node.text));
    case "float":
      return floatText(float(node.text));
    default:
      return node.text;
  }
}

/** Python's `int()` of the value; `undefined` where it fails. */
export function pythonInt(node: YamlNode): number | undefined {
  if (node.kind !== "scalar") return undefined;
  switch (kindOf(node)) {
    case "int":
      return Number(integer(node.text));
    case "float": {
      const value = Math.trunc(float(node.text));
      return Number.isFinite(value) ? value : undefined;
    }
    case "bool":
      return isTrue(node.text) ? 1 : 0;
    case "text": {
      const digits = node.text.trim();
      return digits.length < 200 && /^[-+]?[0-9]+(?:_[0-9]+)*$/.test(digits)
        ? Number(digits.replaceAll("_", ""))
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Python's truth of the value. */
export function isTruthy(node: YamlNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.kind !== "scalar") return node.items.length > 0;
  switch (kindOf(node)) {
    case "null":
      return false;
    case "bool":
      return isTrue(node.text);
    case "int":
    case "float":
      return pythonInt(node) !== 0 || float(node.text) !== 0;
    default:
      return node.text !== "";
  }
}

export function isNull(node: YamlNode | undefined): boolean {
  return node === undefined || (node.kind === "scalar" && kindOf(node) === "null");
}

function isTrue(text: string): boolean {
  const lower = text.toLowerCase();
  return lower === "yes" || lower === "true" || lower === "on";
}

function integer(text: string): bigint | undefined {
  let digits = text.replaceAll("_", "");
  const negative = digits.startsWith("-");
  if (negative || digits.startsWith("+")) digits = digits.slice(1);
  let value: bigint;
  if (digits.includes(":")) {
    value = 0n;
    for (const part of digits.split(":")) value = value * 60n + BigInt(part);
  } else {
    // PyYAML stops at `0x_`, which has no digit.
    if (digits === "" || digits === "0x" || digits === "0b") return undefined;
    value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits}` : digits);
  }
  return negative ? -value : value;
}

function float(text: string): number {
  let digits = text.replaceAll("_", "").toLowerCase();
  const negative = digits.startsWith("-");
  if (negative || digits.startsWith("+")) digits = digits.slice(1);
  let value: number;
  if (digits === ".inf") value = Infinity;
  else if (digits === ".nan") value = NaN;
  else value = digits.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  return negative ? -value : value;
}

/** Python's `repr()` of a float: an exponent below 1e-4 and from 1e16 on, a point in any case. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
  const [mantissa, exponent] = value.toExponential().split("e") as [string, string];
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  const text = Object.is(value, -0) ? "-0" : String(value);
  return text.includes(".") ? text : `${text}.0`;
}
