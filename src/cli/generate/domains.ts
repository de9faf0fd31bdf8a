import { parse } from "csv-parse/sync";
import { decode } from "../../input/decode.ts";
import { parseName } from "../../model/name.ts";
import { nearest } from "../../syntax/edit-distance.ts";
import { UsageError } from "../io.ts";
import { parts, type Given } from "./given.ts";

/** A row of the file, over what the command line says for all. */
export interface Row {
  readonly given: Given;
  /** 1-based. */
  readonly line: number;
}

export interface RowFault {
  readonly line: number;
  readonly reason: string;
}

/** More rows, or columns, are a mistake, or an attack. */
const MOST = 10_000;
const MOST_COLUMNS = 500;

type Column = (given: Given, cell: string) => Given;

/** Columns by what they set; every other one is a value, `NAME` or `ID.NAME`. */
const COLUMNS: Readonly<Record<string, Column>> = {
  domain: (given, domain) => ({ ...given, domain }),
  provider: (given, provider) => ({ ...given, provider }),
  gateway: (given, gateway) => ({ ...given, gateway }),
  sender: (given, cell) => ({ ...given, senders: parts(cell) }),
  "mx-set": (given, mxSet) => ({ ...given, mxSet }),
  spf: (given, cell) => ({ ...given, spf: cell.split(/\s+/) }),
  "spf-all": (given, spfAll) => ({ ...given, spfAll }),
  dkim: (given, cell) => ({ ...given, dkim: [cell] }),
  dmarc: (given, dmarc) => ({ ...given, dmarc }),
  rua: (given, cell) => ({ ...given, rua: parts(cell) }),
  "mta-sts": (given, mtaSts) => ({ ...given, mtaSts }),
  "mta-sts-host": (given, mtaStsHost) => ({ ...given, mtaStsHost }),
  "tls-rpt": (given, cell) => ({ ...given, tlsReports: parts(cell) }),
};

/**
 * The rows of a CSV file (RFC 4180; semicolons or tabs part its cells as well) whose first line names the columns. An empty
 * cell leaves what the command line says. Every fault is told with its line; a domain that stands twice is one.
 */
export function rowsOf(path: string, bytes: Buffer, base: Given): { rows: Row[]; faults: RowFault[] } {
  const { header, records } = table(path, decode(path, bytes).text);
  const faults: RowFault[] = [];
  const rows: Row[] = [];
  const seen = new Map<string, number>();
  for (const { cells, line } of records) {
    const values = new Map(base.values);
    let given: Given = { ...base, values };
    for (const [index, name] of header.entries()) {
      const cell = (cells[index] ?? "").trim();
      if (cell === "") continue;
      const column = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
      if (column === undefined) values.set(name, cell);
      else given = column(given, cell);
    }
    if (cells.length > header.length) {
      faults.push({
        line,
        reason: `has ${cells.length} cells under ${header.length} columns; quote a cell that holds a comma`,
      });
      continue;
    }
    if (given.domain === undefined) {
      faults.push({ line, reason: "has no domain" });
      continue;
    }
    const named = parseName(given.domain);
    const key = named.ok ? named.name : given.domain;
    const other = seen.get(key);
    if (other === undefined) rows.push({ given, line });
    else faults.push({ line, reason: `has ${key} again, which line ${other} has already` });
    seen.set(key, other ?? line);
  }
  return { rows, faults };
}

interface Table {
  readonly header: readonly string[];
  readonly records: readonly { readonly cells: readonly string[]; readonly line: number }[];
}

function table(path: string, text: string): Table {
  const lines = linesOf(path, text);
  const [head, ...records] = lines;
  if (head === undefined)
    throw new UsageError(`${path} is empty; its first line names the columns: domain, provider, …`);
  const header = head.cells.map((cell) => cell.trim());
  if (!header.includes("domain")) {
    const near = nearest("domain", header);
    const meant = near === undefined ? "" : ` ("${near}" is near)`;
    throw new UsageError(
      `${path} has no column "domain"${meant}; its first line names the columns: ${Object.keys(COLUMNS).join(", ")}, and the values that providers need`,
    );
  }
  if (header.length > MOST_COLUMNS)
    throw new UsageError(`${path} has ${header.length} columns; at most ${MOST_COLUMNS} are taken`);
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`${path} has the column "${twice}" twice`);
  if (header.includes("")) throw new UsageError(`${path} has a column without a name`);
  if (records.length === 0) throw new UsageError(`${path} has no row below its columns`);
  if (records.length > MOST) throw new UsageError(`${path} has ${records.length} rows; at most ${MOST} are taken`);
  return { header, records };
}

function linesOf(path: string, text: string): { cells: string[]; line: number }[] {
  try {
    const rows = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    // The line on which the row begins; `lines` is where it ends.
    return rows.map(({ record, info }) => ({ cells: record, line: info.lines - breaksIn(record) }));
  } catch (error) {
    throw new UsageError(`${path} is no CSV file: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A comma, or what spreadsheets write in its place where that is the decimal sign; by the line that names the columns. */
function delimiterOf(text: string): string {
  const [head = ""] = text.split(/\r?\n/, 1);
  return [",", ";", "\t"].find((each) => head.includes(each)) ?? ",";
}

function breaksIn(cells: readonly string[]): number {
  return cells.join("").split("\n").length - 1;
}
