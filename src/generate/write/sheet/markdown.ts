import { code, codeBlock } from "../../../syntax/markdown-text.ts";
import { escapeCharacter, isUnsafe, visible } from "../../../syntax/visible.ts";
import type { Block, Piece, Text } from "./block.ts";

/** A sheet as Markdown (GFM). */
export function markdown(blocks: readonly Block[]): string {
  return `${blocks.map(blockText).join("\n\n")}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${inline(block.text)}`;
    case "text":
      return inline(block.text);
    case "warning":
      return `> ⚠ ${inline(block.text)}`;
    case "items":
      return block.items.map((item) => `- ${block.ticked === true ? "[ ] " : ""}${inline(item)}`).join("\n");
    case "fields": {
      const rows = block.rows.map(({ label, cells }) => [escaped(label), ...cells.map(inline)]);
      const lines = [block.head.map(escaped), block.head.map(() => "---"), ...rows];
      return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
    }
    case "lines":
      return codeBlock(block.lines, "text", Infinity);
  }
}

function inline(text: Text): string {
  return text.map(pieceText).join("");
}

function pieceText(piece: Piece): string {
  if (typeof piece === "string") return piece;
  return "code" in piece ? typed(piece.code) : escaped(piece.foreign);
}

/**
 * A code span, also in a table. Readers of Markdown disagree on a pipe in one, drop blanks at its edges and fold those in a row:
 * such a text is written in entities, of which nothing is read as Markdown.
 */
function typed(text: string): string {
  if (!/\||##|^\s|\s$|\s\s/.test(text)) return code(text, Infinity);
  const characters = Array.from(text, (character) => (isUnsafe(character) ? escapeCharacter(character) : character));
  return `<code>${characters.join("").replace(/[^A-Za-z0-9 ]|^ | $| (?= )/gu, entity)}</code>`;
}

function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}

/** Words in which nothing means anything to Markdown. */
function escaped(text: string): string {
  return visible(text).replace(/^[>#+-]|[\\`*_~<&|[\]]/g, "\\$&");
}
