import { absolute } from "../../model/name.ts";
import { fromByteString } from "../../model/record.ts";
import { quoted, type KnownRecord } from "./known.ts";
import { namedFields } from "./named-fields.ts";
import type { Yaml } from "./yaml.ts";

export type OctodnsValue =
  | { readonly ok: true; readonly yaml: Yaml }
  /** Ends a sentence that begins with the record. */
  | { readonly ok: false; readonly why: string };

/** What octoDNS calls the fields of types, in the order of their presentation. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  CAA: ["flags", "tag", "value"],
  DS: ["key_tag", "algorithm", "digest_type", "digest"],
  NAPTR: ["order", "preference", "flags", "service", "regexp", "replacement"],
  SSHFP: ["algorithm", "fingerprint_type", "fingerprint"],
  TLSA: ["certificate_usage", "selector", "matching_type", "certificate_association_data"],
};

/** One value of a set as octoDNS has it; the keys of a mapping are in order. */
export function valueOf({ type, data }: KnownRecord): OctodnsValue {
  switch (data.kind) {
    case "mx":
      return hostly(absolute(data.exchange), (exchange) => ({ exchange, preference: data.preference }));
    case "text":
      return textOf(data.strings.join(""));
    case "target":
      return hostly(absolute(data.target), (target) => target);
    case "address":
      return { ok: true, yaml: data.address };
    case "srv": {
      const { port, priority, weight } = data;
      return hostly(absolute(data.target), (target) => ({ port, priority, target, weight }));
    }
    case "fields":
      return fieldsOf(type, data.fields);
  }
}

/** A templating processor of octoDNS would fill in what stands in braces. */
function hostly(host: string, make: (host: string) => Yaml): OctodnsValue {
  if (!/[\\{}]/.test(host)) return { ok: true, yaml: make(host) };
  return no(`leads to ${quoted(host)}, of which octoDNS would take a part for something else`);
}

/**
 * A TXT's whole text, which octoDNS cuts by itself. It keeps `;` as `\;`, drops the quotes around a text that begins with one, and
 * joins what `" "` divides.
 */
function textOf(text: string): OctodnsValue {
  const shown = quoted(fromByteString(text));
  if (/[^ -~]/.test(text)) return no(`holds ${shown}; octoDNS takes printable ASCII alone`);
  if (text.includes("\\")) return no(`holds ${shown}; what octoDNS publishes for a backslash depends on the DNS host`);
  if (text.includes('" "')) return no(`holds ${shown}; octoDNS drops each '" "'`);
  if (text === "") return no("is empty, which octoDNS does not take");
  const escaped = text.replaceAll(";", "\\;");
  return { ok: true, yaml: text.startsWith('"') ? `"${escaped}"` : escaped };
}

function fieldsOf(type: string, fields: readonly string[]): OctodnsValue {
  const keys = Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
  if (keys === undefined) {
    return no(`cannot be written for octoDNS: of types with fields it has ${Object.keys(FIELDS).join(", ")} here`);
  }
  const values = Object.values(namedFields(type, fields) ?? {});
  if (values.length !== keys.length)
    return no(`is ${quoted(fields.join(" "))}, which are not the fields ${keys.join(", ")}`);
  const pairs = keys.map((key, index): [string, Yaml] => [key, values[index] ?? ""]);
  return { ok: true, yaml: new Map(pairs.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function no(why: string): OctodnsValue {
  return { ok: false, why };
}
