import { detectKind, inputFormats, isJsonText, kindOf, kindOfBrokenJson, type Kind } from "./detect.ts";
import { baseNameOf } from "./file-name.ts";
import { parseJson, type JsonResult } from "./parse-json.ts";
import type { InputFile, InputFormat, Probe } from "./reader.ts";
import { describeUnread } from "./unread.ts";

/** Formats whose documents are one JSON value. */
const JSON_FORMATS: ReadonlySet<InputFormat> = new Set([
  "records",
  "cloudflare",
  "route53",
  "pulumi-export",
  "pulumi-preview",
  "pulumi-plan",
]);

export type Choice =
  | { readonly kind: Kind; readonly json: () => unknown }
  /** Meant to be a document and no legal text of its kind. */
  | { readonly broken: { readonly line: number; readonly column: number; readonly reason: string } }
  /** No DNS document that is read, as the end of "the file …". */
  | { readonly unread: string };

interface ParsedProbe extends Probe {
  readonly parsed: () => JsonResult | undefined;
}

/** What detection looks at; the text is parsed when first asked, and only where it begins as JSON does. */
export function probeOf(file: InputFile): ParsedProbe {
  let result: JsonResult | undefined;
  const parsed = (): JsonResult | undefined => (isJsonText(file.text) ? (result ??= parseJson(file.text)) : undefined);
  const json = (): unknown => {
    const value = parsed();
    return value?.ok === true ? value.value : undefined;
  };
  return { file, baseName: baseNameOf(file.path), json, parsed };
}

/** Which reader takes a document. */
export function chooseKind(probe: ParsedProbe, format: InputFormat | undefined): Choice {
  const { json } = probe;
  if (format !== undefined) {
    const kind = kindOf(format);
    if (!JSON_FORMATS.has(format)) return { kind, json };
    const parsed = probe.parsed() ?? parseJson(probe.file.text);
    return parsed.ok ? { kind, json } : { broken: fault(kind, parsed) };
  }
  const kind = detectKind(probe);
  // An empty octoDNS file is a zone without records; no zone file is empty.
  if (kind !== undefined && !(kind.id === "zone-file" && probe.file.text.trim() === "")) return { kind, json };
  const parsed = probe.parsed();
  if (parsed?.ok === false) {
    const meant = kindOfBrokenJson(probe.file.text);
    if (meant !== undefined) return { broken: fault(meant, parsed) };
    return {
      unread: `is no DNS document, and not JSON: line ${parsed.line}, column ${parsed.column}: ${parsed.reason}`,
    };
  }
  if (probe.file.text.trim() === "") return { unread: "is empty" };
  const looks = describeUnread(probe);
  if (looks !== undefined) return { unread: `looks like ${looks}` };
  return { unread: `is no DNS document that is known here; --input-format takes ${inputFormats.join(", ")}` };
}

function fault(kind: Kind, parsed: JsonResult & { ok: false }): { line: number; column: number; reason: string } {
  const { line, column, reason } = parsed;
  return { line, column, reason: `${kind.title} that is not JSON: ${reason}` };
}
