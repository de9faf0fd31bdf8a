import { styles, type Style } from "../report/style.ts";
import { textWidth } from "../syntax/width.ts";
import type { Block, Page } from "./page.ts";
import type { PanelEntry } from "./panels.ts";

/** A page for the terminal, at most `width` columns wide where its texts can be wrapped. */
export function terminalPage(page: Page, options: { readonly color: boolean; readonly width: number }): string {
  const style = styles(options.color);
  const { width } = options;
  const parts = [
    `${style.severity[page.severity](`${page.severity}[${page.id}]`)} ${style.bold(page.summary)}`,
    wrap(page.consequence, width),
  ];
  for (const { title, blocks } of page.sections) {
    parts.push([style.bold(title), ...blocks.map((block) => blockText(block, width, style))].join("\n"));
  }
  return `${parts.join("\n\n")}\n`;
}

function blockText(block: Block, width: number, style: Style): string {
  switch (block.kind) {
    case "text":
      return wrap(bare(block.text), width);
    case "code":
      return block.lines.map((line) => `  ${line}`).join("\n");
    case "items":
      return block.items
        .map(({ text, source }) => {
          const lines = wrap(bare(text), width, "  ", "    ");
          return source === undefined ? lines : `${lines}\n${style.dim(wrap(source, width, "    "))}`;
        })
        .join("\n");
    case "panels":
      return block.panels.map((panel) => panelText(panel, width, style)).join("\n");
    case "links":
      return block.links.map(({ title, url }) => `  ${title}: ${url}`).join("\n");
  }
}

function panelText({ title, where, records, notes }: PanelEntry, width: number, style: Style): string {
  const lines = [`  ${style.bold(title)}`, wrap(where, width, "    ", "      ")];
  for (const fields of records) {
    const typed = fields.map(([label, value]) => `${label}: ${value === "" ? "(blank)" : value}`);
    lines.push(style.help(wrap(typed.join(", "), width, "    ", "      ")));
  }
  for (const note of notes) lines.push(wrap(note, width, "    ", "      "));
  return lines.join("\n");
}

/** Without the marks of what is typed. */
function bare(text: string): string {
  return text.replaceAll("`", "");
}

function wrap(text: string, width: number, first = "", rest = first): string {
  const lines: string[] = [];
  let line = first;
  let used = textWidth(first);
  let empty = true;
  for (const word of text.split(/\s+/)) {
    const cells = textWidth(word);
    if (!empty && used + 1 + cells > width) {
      lines.push(line);
      line = rest;
      used = textWidth(rest);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    used += cells + (empty ? 0 : 1);
    empty = false;
  }
  return [...lines, line].join("\n");
}
