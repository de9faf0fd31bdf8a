import { rules } from "../rules/index.ts";
import type { AnyRule } from "../rules/define.ts";
import { styles } from "../report/style.ts";
import { UsageError, wantsColor, type ColorChoice, type ExitCode, type Io } from "./io.ts";
import { notAccepted } from "./misuse.ts";

export async function handle(values: Record<string, unknown>, io: Io): Promise<ExitCode> {
  const id = values["rule"];
  if (typeof id !== "string") {
    throw new UsageError("no rule is named; maildns rules lists them", ["explain", "mx-single-provider"]);
  }
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) {
    const ids = rules.map((each) => each.id);
    throw notAccepted("rule", id, ids, "maildns rules", ["explain", id]);
  }
  io.stdout(page(rule, wantsColor(values["color"] as ColorChoice, io, false), Math.min(100, io.columns)));
  return 0;
}

function page(rule: AnyRule, color: boolean, width: number): string {
  const style = styles(color);
  const { docs } = rule;
  const parts: string[] = [
    `${style.severity[rule.severity](`${rule.severity}[${rule.id}]`)} ${style.bold(rule.summary)}`,
    wrap(sentence(rule.consequence), width),
    section("Why", wrap(docs.why, width)),
    section("Mending it", wrap(docs.fix, width)),
  ];
  if (docs.bad.length > 0) parts.push(section("Not so", docs.bad.map((line) => `  ${line}`).join("\n")));
  if (docs.good.length > 0) parts.push(section("But so", docs.good.map((line) => `  ${line}`).join("\n")));
  const options = Object.entries(rule.options ?? {});
  if (options.length > 0) {
    const lines = options.map(
      ([key, { description, default: value }]) => `  ${key} (default ${String(value)}): ${description}`,
    );
    parts.push(section("Options", lines.join("\n")));
  }
  if (rule.smtp.length > 0)
    parts.push(section("What receivers answer", rule.smtp.map((reply) => `  ${reply}`).join("\n")));
  if (rule.set !== "default") parts.push(`Runs with --set ${rule.set}, or when the configuration names it.`);
  const example = JSON.stringify({ rules: { [rule.id]: rule.severity === "error" ? "warning" : "off" } });
  parts.push(section("In maildns.config.json", `  ${example}`));
  if (rule.references.length > 0) {
    parts.push(section("References", rule.references.map(({ title, url }) => `  ${title}: ${url}`).join("\n")));
  }
  return `${parts.join("\n\n")}\n`;

  function section(title: string, body: string): string {
    return `${style.bold(title)}\n${body}`;
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}

function wrap(text: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}
