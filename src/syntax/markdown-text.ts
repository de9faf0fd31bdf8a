import { visible } from "./visible.ts";

// GitHub looks for mentions, references, links and emoji in the rendered text, where no escape is left; only a character
// between helps, and in code it does not look.
const breaks = /([@#:]|\bwww|\bGH-)(?=\S)/gi;
const html: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "&#96;", $: "<span>$</span>" };

/** Text that means nothing in Markdown or HTML; what stands in `"` becomes code. */
export function prose(text: string, max: number): string {
  return visible(text, max)
    .split(/"([^"]+)"/)
    .map((part, index, parts) => {
      if (index % 2 === 1) return code(part, max);
      // Two code spans side by side would read as one with another end.
      return part === "" && index > 0 && index < parts.length - 1 ? "&#8203;" : inert(part);
    })
    .join("");
}

function inert(text: string): string {
  return text
    .split(breaks)
    .map((part, index) => part.replace(/[&<>$`]|[\\*_{}[\]()#+\-!|~]/g, escape) + (index % 2 === 1 ? "&#8203;" : ""))
    .join("");
}

function escape(character: string): string {
  return html[character] ?? `\\${character}`;
}

/** A code span, its fence longer than any run of backticks inside (CommonMark 6.1). */
export function code(text: string, max: number): string {
  const content = visible(text, max);
  if (content === "") return "";
  const mark = fence(content, 1);
  const pad = /^[ `]|[ `]$/.test(content) ? " " : "";
  return `${mark}${pad}${content}${pad}${mark}`;
}

/** A fenced block of lines. */
export function codeBlock(lines: readonly string[], info: string, max: number): string {
  const content = lines.map((line) => visible(line, max));
  const mark = fence(content.join("\n"), 3);
  return [`${mark}${info}`, ...content, mark].join("\n");
}

function fence(content: string, least: number): string {
  let longest = least - 1;
  for (const [run] of content.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return "`".repeat(longest + 1);
}
