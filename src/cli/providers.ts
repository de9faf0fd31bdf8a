import { classify, needsOf } from "../generate/classify.ts";
import { recipeOf } from "../generate/recipes.ts";
import type { Provider } from "../providers/recognise.ts";
import { searchProviders } from "../providers/details.ts";
import { textWidth } from "../syntax/width.ts";
import { UsageError, type ExitCode, type Io } from "./io.ts";
import { wordsOf } from "./words.ts";
import { writeResult } from "./write.ts";

export async function handle(values: Record<string, unknown>, io: Io): Promise<ExitCode> {
  const words = wordsOf(values["words"]);
  const found = searchProviders(words);
  const isJson = values["format"] === "json";
  if (found.length === 0 && !isJson) {
    throw new UsageError(`no provider matches "${words.join(" ")}"; maildns providers lists them all`);
  }
  await writeResult(isJson ? await json(found) : table(found), values["output"], io);
  return 0;
}

function table(providers: readonly Provider[]): string {
  const rows = providers.map(({ id, kind, name, nameJa, mx, spf }) => [
    id,
    kind,
    classOf(id),
    nameJa === undefined || nameJa === name ? name : `${name} (${nameJa})`,
    example(mx?.sets[0]?.records[0]?.host) ?? spf?.mechanisms[0] ?? "",
  ]);
  const widths = [0, 1, 2, 3].map((column) =>
    Math.min(48, Math.max(...rows.map((row) => textWidth(row[column] ?? "")))),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function example(host: string | undefined): string | undefined {
  return host?.replace(/\{(\w+)\}/g, "<$1>");
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** Whether its records can be written. */
function classOf(id: string): string {
  const recipe = recipeOf(id);
  return recipe === undefined ? "" : classify(recipe).class;
}

/** In what parts of a domain its records can be written, with which values; or why not. */
function generationOf(id: string): object | undefined {
  const recipe = recipeOf(id);
  if (recipe === undefined) return undefined;
  const { uses, reason, ...rest } = classify(recipe);
  const [use] = uses;
  if (use === undefined) return { ...rest, uses, reason, documented: recipe.documented };
  return { ...rest, uses, ...needsOf(recipe, use) };
}

/** With everything that the catalogue holds: sets, records to publish, sources. */
async function json(providers: readonly Provider[]): Promise<string> {
  const { providerDetails } = await import("../providers/details.ts");
  const details = await Promise.all(
    providers.map(async ({ id }) => ({ ...(await providerDetails(id)), generation: generationOf(id) })),
  );
  return `${JSON.stringify({ version: 1, providers: details }, undefined, 2)}\n`;
}
