import { writeFile } from "node:fs/promises";
import { format } from "prettier";
import { classify, needsOf } from "../src/generate/classify.ts";
import type { Recipe } from "../src/generate/recipe.ts";
import { allRecipes } from "../src/generate/recipes.ts";

export const providersPageFile = new URL("../docs/providers.md", import.meta.url);

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ");
const code = (text: string): string => `\`${text}\``;

/** What each provider needs, or why its records cannot be written. */
function row(recipe: Recipe): string {
  const { id, name, nameJa, kind } = recipe;
  const title = nameJa === undefined || nameJa === name ? name : `${name} (${nameJa})`;
  return `| ${[code(id), title, kind, classify(recipe).class, needs(recipe)].map(cell).join(" | ")} |`;
}

function needs(recipe: Recipe): string {
  const { uses, reason = "" } = classify(recipe);
  const [use] = uses;
  if (use === undefined) {
    return recipe.documented === undefined ? reason : `${reason} ([its own page](${recipe.documented}))`;
  }
  const { required, later } = needsOf(recipe, use);
  return [
    required.length === 0 ? "" : `needs ${required.map(code).join(", ")}`,
    later.length === 0 ? "" : `for DKIM and the like ${later.map(code).join(", ")}`,
  ]
    .filter((text) => text !== "")
    .join("; ");
}

const CLASSES = ["complete", "needs-values", "identify-only"] as const;

function count(): string {
  const recipes = allRecipes();
  const kinds = [
    ["mailboxes, gateways and forwarders", recipes.filter(({ kind }) => kind !== "sender")],
    ["senders", recipes.filter(({ kind }) => kind === "sender")],
  ] as const;
  const rows = kinds.map(([title, of]) => {
    const numbers = CLASSES.map((name) => String(of.filter((recipe) => classify(recipe).class === name).length));
    return `| ${[title, ...numbers].join(" | ")} |`;
  });
  return [`| | ${CLASSES.map(code).join(" | ")} |`, "| --- | --- | --- | --- |", ...rows].join("\n");
}

export function providersPage(): string {
  const rows = allRecipes().map(row);
  return `# Providers

What [\`maildns generate\`](generate.md) can write for each provider, computed from the provider's file in \`src/providers/catalogue\`:

- \`complete\`: nothing but the domain is needed.
- \`needs-values\`: something that only you know, given by \`--value NAME=VALUE\` or asked for at a terminal. What MX or SPF need is required; a record of DKIM, of the return path or of a verification is left out until its value is there, and named.
- \`identify-only\`: recognised in your records, and not written: the page that the reason links to is the provider's own.

${count()}

| id | provider | kind | | what is needed, or what is missing |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
`;
}

export async function writeProvidersPage(): Promise<void> {
  await writeFile(providersPageFile, await format(providersPage(), { parser: "markdown", printWidth: 120 }));
}
