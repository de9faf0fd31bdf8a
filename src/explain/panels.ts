import type { ExampleRecord } from "./example.ts";
import data from "./panels.json" with { type: "json" };

interface Panel {
  readonly title: string;
  /** The way to the screen, in the panel's own words. */
  readonly where: string;
  readonly labels: {
    readonly name?: string;
    readonly type?: string;
    readonly value?: string;
    readonly valueOf?: Readonly<Record<string, string>>;
    /** Absent: the preference stands before the host, in the value. */
    readonly priority?: string;
  };
  readonly form: {
    /** What stands for the zone itself. */
    readonly apex: string;
    /** Whether a full host name ends with a dot there. */
    readonly dot: boolean;
    readonly quotes: boolean;
    /** The panel is one text box; how a record's line reads in it. */
    readonly line?: Readonly<Record<string, string>>;
    readonly apexOnly?: readonly string[];
  };
  /** By type; `TXT v=spf1`: of texts that start so. */
  readonly notes: readonly { readonly types: readonly string[]; readonly text: string }[];
}

/** What is typed where. */
export interface PanelEntry {
  readonly title: string;
  readonly where: string;
  /** A record each: the panel's labels with what goes into them; an empty value is a field that is left blank. */
  readonly records: readonly (readonly (readonly [label: string, value: string])[])[];
  readonly notes: readonly string[];
}

/** When the panels were looked at. */
export const panelsDate = data.date;

/** How the usual panels want these records. */
export function panelEntries(records: readonly ExampleRecord[]): PanelEntry[] {
  const panels: readonly Panel[] = data.panels;
  return panels.map((panel) => ({
    title: panel.title,
    where: panel.where,
    records: records.flatMap((record) => {
      const fields = fieldsOf(record, panel);
      return fields === undefined ? [] : [fields];
    }),
    notes: panel.notes
      .filter(({ types }) => records.some((record) => types.some((type) => isOf(record, type))))
      .map(({ text }) => text),
  }));
}

function fieldsOf(record: ExampleRecord, { labels, form }: Panel): [string, string][] | undefined {
  const { type, preference } = record;
  const name = isApex(record) ? form.apex : record.owner.replace(/\.example\.com\.$/, "");
  const value = type === "TXT" ? (form.quotes ? `"${record.value}"` : record.value) : hostText(record.value, form.dot);
  if (form.line !== undefined) {
    const line = form.line[type];
    if (line === undefined || (form.apexOnly?.includes(type) === true && !isApex(record))) return undefined;
    const parts: Readonly<Record<string, string | undefined>> = { name, value, priority: preference };
    return [["line", line.replace(/\{(\w+)\}/g, (_, key: string) => parts[key] ?? "")]];
  }
  const inValue = preference !== undefined && labels.priority === undefined;
  return [
    [labels.name ?? "name", name],
    [labels.type ?? "type", type],
    [labels.valueOf?.[type] ?? labels.value ?? "value", inValue ? `${preference} ${value}` : value],
    ...(preference === undefined || labels.priority === undefined
      ? []
      : [[labels.priority, preference] satisfies [string, string]]),
  ];
}

/** A host's full name, with the dot or without. */
function hostText(host: string, dot: boolean): string {
  if (host === ".") return host;
  const bare = host.endsWith(".") ? host.slice(0, -1) : `${host}.example.com`;
  return dot ? `${bare}.` : bare;
}

function isApex({ owner }: ExampleRecord): boolean {
  return owner === "@" || owner === "example.com.";
}

function isOf(record: ExampleRecord, kind: string): boolean {
  const [type, start] = kind.split(" ");
  return record.type === type && (start === undefined || record.value.startsWith(start));
}
