import { greatest } from "../../../model/numbers.ts";
import { visible } from "../../../syntax/visible.ts";
import { textWidth } from "../../../syntax/width.ts";
import type { Block, Piece, Row, Text } from "./block.ts";

/** A sheet as aligned text for a terminal. */
export function plain(blocks: readonly Block[]): string {
  return `${blocks.map(blockText).join("\n\n")}\n`;
}

/** By level; deeper headings stand out by themselves. */
const UNDERLINES: Readonly<Record<number, string>> = { 1: "=", 2: "-" };

function blockText(block: Block): string {
  switch (block.kind) {
    case "heading": {
      const text = inline(block.text);
      const line = UNDERLINES[block.level];
      return line === undefined ? text : `${text}\n${line.repeat(textWidth(text))}`;
    }
    case "text":
      return inline(block.text);
    case "warning":
      return `! ${inline(block.text)}`;
    case "items":
      return block.items.map((item) => `${block.ticked === true ? "[ ]" : "-"} ${inline(item)}`).join("\n");
    case "fields":
      return fields(block.head, block.rows);
    case "lines":
      return block.lines.map((line) => visible(line, Infinity)).join("\n");
  }
}

/** Labels in a column, wide characters counted as two cells; where a value is replaced, the new one stands below the old. */
function fields(head: readonly string[], rows: readonly Row[]): string {
  const [, ...columns] = head;
  const names = columns.length > 1 ? columns : [""];
  const lines = rows.flatMap(({ label, cells }) =>
    names.map((name, index) => ({
      label: index === 0 ? label : "",
      name,
      text: inline(cells[index] ?? []),
    })),
  );
  const widths = [lines.map(({ label }) => label), names].map((texts) => greatest(texts.map(textWidth)));
  return lines
    .map(({ label, name, text }) => {
      const start = [padded(label, widths[0] ?? 0), ...(names.length > 1 ? [padded(name, widths[1] ?? 0)] : [])];
      return `  ${start.join("  ")}  ${text}`;
    })
    .join("\n");
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

function inline(text: Text): string {
  return text.map(pieceText).join("");
}

function pieceText(piece: Piece): string {
  if (typeof piece === "string") return piece;
  return visible("code" in piece ? piece.code : piece.foreign, Infinity);
}
