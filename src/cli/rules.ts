import { rules } from "../rules/index.ts";
import type { ExitCode, Io } from "./io.ts";
import { writeResult } from "./write.ts";

export async function handle(values: Record<string, unknown>, io: Io): Promise<ExitCode> {
  const text = values["format"] === "json" ? json() : table();
  await writeResult(text, values["output"], io);
  return 0;
}

function json(): string {
  const list = rules.map(({ id, kind, set, severity, summary, consequence, covers, references, smtp, options }) => ({
    id,
    kind,
    set,
    severity,
    summary,
    consequence,
    covers,
    smtp,
    references,
    options: options ?? {},
  }));
  return `${JSON.stringify({ version: 1, rules: list }, undefined, 2)}\n`;
}

function table(): string {
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const lines = rules.map(({ id, severity, set, summary }) => {
    const mark = set === "default" ? "" : ` (${set})`;
    return `${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}${mark}`;
  });
  return `${lines.join("\n")}\n`;
}
