import type { DnsRecord } from "../../../model/record.ts";
import { isKnown } from "../../../model/value.ts";
import { fieldsIn, type FieldName } from "../../../panels/typed.ts";
import { code, type Block, type Row, type Text } from "./block.ts";
import type { Context } from "./context.ts";
import type { Step } from "./steps.ts";

/** The fields of a record, or of a record set, with what goes into them; beside what is there now where that is changed. */
export function fieldBlocks({ kind, before, after }: Step, context: Context): Block[] {
  const { head, pasteBelow, lineCount } = context.texts;
  if (kind === "remove") {
    const rows = rowsOf(before, lineCount(before.length), context);
    return [{ kind: "fields", head: [head.field, head.find], rows }, ...valueLines(before, context)];
  }
  const rows = rowsOf(after, pasteBelow, context);
  const lines = valueLines(after, context);
  if (kind === "add") return [{ kind: "fields", head: [head.field, head.enter], rows }, ...lines];
  const old = rowsOf(before, lineCount(before.length), context);
  const both = rows.map(({ label, cells }, index) => ({ label, cells: [...(old[index]?.cells ?? []), ...cells] }));
  return [{ kind: "fields", head: [head.field, head.now, head.changeTo], rows: both }, ...lines];
}

/** `many` stands for the value where the records have more than one. */
function rowsOf(records: readonly DnsRecord[], many: string, context: Context): Row[] {
  const { texts, panel, screen } = context;
  const [record] = records;
  if (record === undefined) return [];
  const { ttl, proxy } = screen.labels;
  const rows: Row[] = fieldsIn(screen, context.typed(record)).map(({ name, label, text }) => ({
    label: context.labelText(label, name),
    cells: [name === "value" && records.length > 1 ? [many] : cell(name, text, context)],
  }));
  if (panel === undefined) rows.unshift({ label: texts.fullName, cells: [[context.nameOf(record)]] });
  if (ttl !== undefined) {
    const known = record.ttl !== undefined && isKnown(record.ttl);
    rows.push({
      label: context.labelText(ttl, "ttl"),
      cells: [[known ? code(String(record.ttl)) : texts.leaveTtl]],
    });
  }
  if (proxy !== undefined && PROXIED.has(record.type)) {
    rows.push({ label: context.labelText(proxy, "proxy"), cells: [[texts.proxyOff]] });
  }
  return rows;
}

/** Types that a DNS host can answer with its own addresses. */
const PROXIED: ReadonlySet<string> = new Set(["A", "AAAA", "CNAME"]);

function cell(name: FieldName, text: string, { texts, panel }: Context): Text {
  if (text === "") return [texts.blank];
  if (panel === undefined && name === "owner" && text === "@") return texts.blankOrAt;
  return [text === texts.unknown ? text : code(text)];
}

/** The values of a set that has more than one, a line each. */
function valueLines(records: readonly DnsRecord[], context: Context): Block[] {
  if (records.length < 2) return [];
  const lines = records.map((record) => {
    const fields = fieldsIn(context.screen, context.typed(record));
    return fields.find(({ name }) => name === "value")?.text ?? "";
  });
  return [{ kind: "lines", lines }];
}
