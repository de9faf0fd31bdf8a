import { spanInText } from "../../input/octodns/span.ts";
import { publishedText } from "../../input/octodns/values.ts";
import type { YamlNode } from "../../input/yaml-tree.ts";
import { fromByteString } from "../../model/record.ts";
import type { TextEdit } from "../writer.ts";
import { NOT_UNDERSTOOD, outer } from "./lines.ts";

type Style = "plain" | "single" | "double" | "block";

/** What YAML takes as it stands, in the middle of a plain scalar. */
const PLAIN = /^(?:[\w.;=/+~?*,@%{}\\|!&"-]| (?!#)|:(?! |$))*$/;
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/;

/** Gives a TXT value another text, in its own style and changing as few characters of it as may be. */
export function changeValue(text: string, node: YamlNode, wanted: string): TextEdit | string {
  if (node.kind !== "scalar" || node.start < 0) return NOT_UNDERSTOOD;
  const style = styleOf(text, node);
  const source = text.slice(node.start, node.end);
  const old = publishedText(node.text);
  const [start, end] = difference(old, wanted);
  const found = spanInText(source, node.text, [start, end], text[node.start - 1]);
  if (found !== undefined) {
    const inner = spelt(wanted.slice(start, wanted.length - (old.length - end)), style, node);
    let [from] = found;
    const to = found[1];
    // The backslashes before a semicolon are dropped by octoDNS: they go with it.
    if (to > from && source[from] === ";") while (source[from - 1] === "\\") from--;
    if (inner !== undefined) return { start: node.start + from, end: node.start + to, text: inner };
  }
  if (style === "block" || wanted.startsWith('"')) return NOT_UNDERSTOOD;
  const whole = spelt(wanted, style, node);
  return whole === undefined ? NOT_UNDERSTOOD : { start: node.start, end: node.end, text: whole };
}

function styleOf(text: string, node: YamlNode): Style {
  const { start } = outer(text, node);
  if (start < node.start) return text[start] === '"' ? "double" : "single";
  return text[node.start - 1] === "\n" || text[node.end - 1] === "\n" ? "block" : "plain";
}

/** The middle that differs, no UTF-8 sequence cut. */
function difference(old: string, wanted: string): [number, number] {
  const shorter = Math.min(old.length, wanted.length);
  let start = 0;
  while (start < shorter && old[start] === wanted[start]) start++;
  let tail = 0;
  while (tail < shorter - start && old[old.length - 1 - tail] === wanted[wanted.length - 1 - tail]) tail++;
  while (start > 0 && isContinuation(old, start)) start--;
  while (tail > 0 && isContinuation(old, old.length - tail)) tail--;
  return [start, old.length - tail];
}

function isContinuation(bytes: string, index: number): boolean {
  return (bytes.charCodeAt(index) & 0xc0) === 0x80 && bytes.charCodeAt(index) < 0x100;
}

/** Bytes in the scalar's style; a semicolon with its backslash as octoDNS wants it, unless the value has one without. */
function spelt(bytes: string, style: Style, node: YamlNode): string | undefined {
  let text = fromByteString(bytes);
  if (CONTROL.test(text)) return undefined;
  if (!/(?:^|[^\\]);/.test(node.text)) text = text.replaceAll(";", "\\;");
  switch (style) {
    case "double":
      return text.replace(/[\\"]/g, "\\$&");
    case "single":
      return text.replaceAll("'", "''");
    default:
      return PLAIN.test(text) ? text : undefined;
  }
}
