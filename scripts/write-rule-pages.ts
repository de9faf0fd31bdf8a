import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { markdownIndex, markdownPage } from "../src/explain/markdown.ts";
import { pageOf } from "../src/explain/page.ts";
import { rules } from "../src/rules/index.ts";

const folder = new URL("../docs/rules/", import.meta.url);

/** File name -> content of everything in `docs/rules`. */
export function rulePages(): Map<string, string> {
  return new Map([
    ["README.md", markdownIndex(rules)],
    ...rules.map((rule) => [`${rule.id}.md`, markdownPage(pageOf(rule))] as const),
  ]);
}

/** Writes the pages of all rules and their index, and takes away those of rules that are gone. */
export async function writeRulePages(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pages = rulePages();
  for (const [name, content] of pages) {
    const place = new URL(name, folder);
    if ((await readFile(place, "utf8").catch(() => undefined)) !== content) await writeFile(place, content);
  }
  for (const name of await readdir(folder)) if (!pages.has(name)) await rm(new URL(name, folder), { recursive: true });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await writeRulePages();
