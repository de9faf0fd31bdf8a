import type { Provider } from "../providers/recognise.ts";
import { searchProviders } from "../providers/details.ts";
import { textWidth } from "../report/width.ts";
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
    nameJa === undefined || nameJa === name ? name : `${name} (${nameJa})`,
    example(mx?.sets[0]?.records[0]?.host) ?? spf?.mechanisms[0] ?? "",
  ]);
  const widths = [0, 1, 2].map((column) => Math.min(48, Math.max(...rows.map((row) => textWidth(row[column] ?? "")))));
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

/** With everything that the catalogue holds: sets, records to publish, sources. */
async function json(providers: readonly Provider[]): Promise<string> {
  const { providerDetails } = await import("../providers/details.ts");
  const details = await Promise.all(providers.map(({ id }) => providerDetails(id)));
  return `${JSON.stringify({ version: 1, providers: details }, undefined, 2)}\n`;
}
