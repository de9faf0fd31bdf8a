import type { RuleMetadata } from "../rules/define.ts";
import { familyOf, familyTitles } from "./families.ts";
import type { Block, Page } from "./page.ts";
import type { PanelEntry } from "./panels.ts";

/** A page as Markdown, for `docs/rules/<id>.md`. */
export function markdownPage(page: Page): string {
  const parts = [
    `<!-- Made from src/rules/${page.id}.ts by npm run generate. -->`,
    `# ${page.id}`,
    `**${page.severity}**: ${prose(page.summary)}`,
    prose(page.consequence),
  ];
  for (const { title, blocks } of page.sections) parts.push(`## ${title}`, ...blocks.map(blockText));
  parts.push(`[All rules](README.md)`);
  return `${parts.join("\n\n")}\n`;
}

/** The list of the pages, family by family. */
export function markdownIndex(rules: readonly RuleMetadata[]): string {
  const parts = ["<!-- Made from src/rules by npm run generate. -->", "# Rules"];
  for (const family of familyTitles) {
    const own = rules.filter(({ id }) => familyOf(id) === family);
    if (own.length === 0) continue;
    const rows = own.map(
      ({ id, severity, set, summary }) =>
        `| [\`${id}\`](${id}.md) | ${severity}${set === "default" ? "" : ` (${set})`} | ${prose(summary)} |`,
    );
    parts.push(`## ${family}`, ["| rule | level | finds |", "|---|---|---|", ...rows].join("\n"));
  }
  return `${parts.join("\n\n")}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "text":
      return prose(block.text);
    case "code":
      return ["```" + block.language, ...block.lines, "```"].join("\n");
    case "items":
      return block.items
        .map(({ text, source }) => `- ${prose(text)}${source === undefined ? "" : ` <sub>${prose(source)}</sub>`}`)
        .join("\n");
    case "panels":
      return block.panels.map(panelText).join("\n");
    case "links":
      return block.links.map(({ title, url }) => `- [${prose(title)}](${url})`).join("\n");
  }
}

function panelText({ title, where, records, notes }: PanelEntry): string {
  const lines = [`- **${prose(title)}**, ${prose(where)}`];
  for (const fields of records) {
    const typed = fields.map(([label, value]) => `${prose(label)} ${value === "" ? "(blank)" : code(value)}`);
    lines.push(`  - ${typed.join(" · ")}`);
  }
  for (const note of notes) lines.push(`  - ${prose(note)}`);
  return lines.join("\n");
}

/** Text in which only what stands between backticks means something to Markdown. */
function prose(text: string): string {
  return text
    .split("`")
    .map((part, index, all) =>
      index % 2 === 1 && index < all.length - 1 ? code(part) : part.replace(/[\\*<|[\]~]|(?<![\p{L}\p{N}])_/gu, "\\$&"),
    )
    .join("");
}

function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
