import { panels, type Label } from "../panels/panels.ts";
import { fieldsIn, lineIn, notesFor, type TypedRecord } from "../panels/typed.ts";
import type { ExampleRecord } from "./example.ts";

/** What is typed where. */
export interface PanelEntry {
  readonly title: string;
  readonly where: string;
  /** A record each: the panel's labels with what goes into them; an empty value is a field that is left blank. */
  readonly records: readonly (readonly (readonly [label: string, value: string])[])[];
  readonly notes: readonly string[];
}

/** When the panels were looked at: the day that holds for all of them. */
export const panelsDate = panels.map(({ date }) => date).reduce((a, b) => (a < b ? a : b));

/** How the usual panels want these records. */
export function panelEntries(records: readonly ExampleRecord[]): PanelEntry[] {
  const typed = records.map(typedOf);
  return panels.map((panel) => {
    const notes = new Set(typed.flatMap((record) => notesFor(panel, record)));
    return {
      title: panel.title.en,
      where: panel.where.en,
      records: typed.flatMap((record): [string, string][][] => {
        if (panel.form.lines === undefined) {
          return [fieldsIn(panel, record).map(({ name, label, text }) => [labelText(label, name), text])];
        }
        const line = lineIn(panel, record);
        return line === undefined ? [] : [[["line", line]]];
      }),
      notes: panel.notes.filter((note) => notes.has(note) && note.general !== true).map(({ en }) => en),
    };
  });
}

/** The label in each language of the panel. */
function labelText(label: Label | undefined, name: string): string {
  if (label === undefined) return name;
  const { en, ja } = label;
  return en === undefined || en === ja ? ja : `${en} (${ja})`;
}

function typedOf({ owner, type, preference, value }: ExampleRecord): TypedRecord {
  const own = owner === "example.com." ? "@" : owner.replace(/\.example\.com\.$/, "");
  return { type, owner: own, value: type === "TXT" ? value : hostText(value), preference };
}

/** A host's full name without its final dot. */
function hostText(host: string): string {
  if (host === ".") return host;
  return host.endsWith(".") ? host.slice(0, -1) : `${host}.example.com`;
}
