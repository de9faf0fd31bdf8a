import { fromByteString } from "../model/record.ts";
import { octal, presentText } from "../syntax/presentation.ts";
import type { Label, Panel, PanelNote, Screen } from "./panels.ts";

/** A record as somebody types it, before a panel's own ways. */
export interface TypedRecord {
  readonly type: string;
  /** Below the zone; `@` is the zone itself. */
  readonly owner: string;
  /** A host as an absolute name without its final dot, `.` for the root; of a text its bytes; else as a zone file has it. */
  readonly value: string;
  /** Of MX and SRV. */
  readonly preference?: string;
  /** Of SRV. */
  readonly weight?: string;
  readonly port?: string;
}

export type FieldName = "type" | "owner" | "value" | "preference" | "weight" | "port";

export interface Field {
  readonly name: FieldName;
  /** `undefined` where it is not known what the panel calls it. */
  readonly label: Label | undefined;
  /** Empty for a field that is left blank. */
  readonly text: string;
}

/** Types whose value is a host. */
const HOSTS: ReadonlySet<string> = new Set(["MX", "CNAME", "DNAME", "NS", "PTR", "ALIAS", "SRV"]);

/** What goes into each field of a form, in the order of the form. */
export function fieldsIn({ labels, form }: Screen, record: TypedRecord): readonly Field[] {
  const { type, preference, weight, port } = record;
  const parts = { preference, weight, port };
  const apart = type === "SRV" ? form.srvInValue !== true : labels.preference !== undefined;
  const value = [...(apart ? [] : numbersOf(record)), valueIn(form, record)].join(" ");
  const known = type !== "SRV" || form.srvInValue !== undefined;
  const fields: Field[] = [
    { name: "owner", label: labels.owner, text: record.owner === "@" ? form.apex : record.owner },
    { name: "type", label: labels.type, text: type },
    { name: "value", label: known ? (labels.valueByType?.[type] ?? labels.value) : undefined, text: value },
  ];
  for (const name of apart ? (["preference", "weight", "port"] as const) : []) {
    const text = parts[name];
    if (text !== undefined) fields.push({ name, label: known ? labels[name] : undefined, text });
  }
  return fields;
}

/** The record's line in a panel that is one text box; `undefined` where there is none, or how it is written is not known. */
export function lineIn({ form }: Screen, record: TypedRecord): string | undefined {
  const { type, owner, preference = "" } = record;
  const line = form.lines?.[type];
  if (line === undefined || (owner !== "@" && form.apexOnly?.includes(type) === true)) return undefined;
  const parts: Readonly<Record<string, string>> = { owner, preference, value: valueIn(form, record) };
  return line.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? "");
}

/** What a panel lets whoever types the record know. */
export function notesFor(panel: Panel, record: TypedRecord): readonly PanelNote[] {
  return panel.notes.filter(({ types }) => types.some((kind) => isOf(record, kind)));
}

function isOf({ type, value }: TypedRecord, kind: string): boolean {
  const [only, start] = kind.split(" ");
  return type === only && (start === undefined || value.startsWith(start));
}

function numbersOf({ preference, weight, port }: TypedRecord): string[] {
  return [preference, weight, port].filter((number) => number !== undefined);
}

function valueIn(form: Screen["form"], { type, value }: TypedRecord): string {
  if (type === "TXT" || type === "SPF")
    return form.quotes === true ? octal(presentText([value])) : fromByteString(value);
  return HOSTS.has(type) && form.finalDot && value !== "." ? `${value}.` : value;
}
