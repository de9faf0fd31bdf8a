import { parseName } from "../../model/name.ts";
import type { Name } from "../../model/name.ts";
import type { Probe } from "../reader.ts";

/** The zone that octoDNS reads a file for, by its path: `<zone>.yaml`, or any file in a folder `<zone>./`. */
export function zoneOfPath(path: string): { name: Name; split: boolean } | undefined {
  const parts = path.split(/[/\\]/);
  const base = parts.at(-1) ?? "";
  const folder = parts.at(-2) ?? "";
  let text: string;
  const split = folder.endsWith(".") && folder !== "." && folder !== "..";
  if (split) text = folder.slice(0, -1);
  else {
    const stem = /^(.+)\.ya?ml$/i.exec(base)?.[1];
    // A file such as `shared.yaml` names no zone; octoDNS too looks for two dots.
    if (stem === undefined || !stem.includes(".") || /^[.$]|[\s<>]/.test(stem)) return undefined;
    text = stem;
  }
  const parsed = parseName(text);
  return parsed.ok && parsed.name !== "" ? { name: parsed.name, split } : undefined;
}

/** `type: MX`, in block or in flow style, and not at the top level. */
const TYPED =
  /(?:^[ \t]+(?:-[ \t]+)*|^(?:-[ \t]+)+|[{,][ \t]*)["']?type["']?[ \t]*:[ \t]+["']?(?:A|AAAA|ALIAS|CAA|CNAME|DNAME|DS|HTTPS|LOC|MX|NAPTR|NS|OPENPGPKEY|PTR|SPF|SRV|SSHFP|SVCB|TLSA|TXT|URI|URLFWD|[A-Za-z0-9]+Provider\/[A-Z]+)["']?[ \t\r]*(?:[,}#]|$)/m;
const APEX = /^(?:''|"")[ \t]*:/m;

/**
 * Whether a file is surely an octoDNS zone, from its text and its name, without a YAML parser: a mapping with typed
 * records, in a file that is named as a zone or has an apex.
 */
export function looksLikeOctodns(probe: Probe): boolean {
  const { text, path } = probe.file;
  const yaml = /\.ya?ml$/i.test(probe.baseName);
  const start = firstLine(text);
  if (start.startsWith("- ") || start.startsWith("[")) return false;
  if (!yaml && start.startsWith("{")) return false;
  const named = yaml && zoneOfPath(path) !== undefined;
  if (named && APEX.test(text) && TYPED.test(text)) return true;
  if (/^providers[ \t]*:/m.test(text) && /^(?:zones|manager)[ \t]*:/m.test(text) && /^[ \t]+class[ \t]*:/m.test(text)) {
    return false;
  }
  if (named && (start === "" || start === "{}")) return true;
  return (named || APEX.test(text)) && TYPED.test(text);
}

/** The first line with content. */
function firstLine(text: string): string {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end).trim();
    if (line !== "" && !line.startsWith("#") && !/^---(?:[ \t]*#.*)?$/.test(line)) return line;
    at = end + 1;
  }
  return "";
}
