import { lint, type LintResult } from "../engine/lint.ts";
import type { Settings } from "../engine/settings.ts";
import type { Severity } from "../model/finding.ts";
import { formats, type Format } from "../report/index.ts";
import type { RuleSet } from "../rules/define.ts";
import { rules } from "../rules/index.ts";
import { gather, wordsOf } from "./gather.ts";
import { wantsColor, type ColorChoice, type ExitCode, type Io } from "./io.ts";
import { notAccepted } from "./misuse.ts";
import { progressOn } from "./progress.ts";
import { reportOf } from "./to-report.ts";
import { writeResult } from "./write.ts";

const RANK: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

export async function handle(values: Record<string, unknown>, io: Io): Promise<ExitCode> {
  const only = ruleIds(values["only"], "--only");
  const skip = ruleIds(values["skip"], "--skip");
  const quiet = values["quiet"] === true;
  const progress = progressOn(io, quiet);
  const gathered = await gather(values, io, progress);
  const settings = withSet(gathered.settings, values["set"]);
  const chosen = rules.filter(({ id }) => (only.size === 0 || only.has(id)) && !skip.has(id));
  progress.show("judging");
  const result = lint({
    after: gathered.zones,
    ...(gathered.before === undefined ? {} : { before: gathered.before }),
    settings: only.size === 0 ? settings : switchedOn(settings, only),
    rules: chosen,
    today: io.today(),
  });
  progress.end();
  const report = reportOf(result, gathered, chosen);
  const output = values["output"];
  const toFile = typeof output === "string" && output !== "-";
  const write = await formats[values["format"] as Format].load();
  const text = write(report, {
    color: wantsColor(values["color"] as ColorChoice, io, toFile),
    width: io.columns,
    quiet,
  });
  await writeResult(text, output, io);
  tellProblems(report.problems, values["format"] as Format, toFile, io);
  return exitCode(result, gathered.failed, values["fail-on"] as Severity | "never");
}

/** `only` names a rule that its set or the configuration leaves out: it is asked for, so it runs. */
function switchedOn(settings: Settings, only: ReadonlySet<string>): Settings {
  const known = new Map(settings.rules);
  for (const id of only) {
    const rule = rules.find((each) => each.id === id);
    const setting = known.get(id);
    if (rule !== undefined && (setting?.level === "off" || (setting?.level === undefined && rule.set !== "default"))) {
      known.set(id, { ...setting, level: rule.severity });
    }
  }
  return { ...settings, rules: known };
}

function withSet(settings: Settings, set: unknown): Settings {
  return typeof set === "string" ? { ...settings, set: set as RuleSet } : settings;
}

function ruleIds(value: unknown, option: string): ReadonlySet<string> {
  const ids = wordsOf(value)
    .flatMap((word) => word.split(","))
    .filter((word) => word !== "");
  const known = rules.map(({ id }) => id);
  for (const id of ids) if (!known.includes(id)) throw notAccepted(`${option}: rule`, id, known);
  return new Set(ids);
}

/** Forms for machines do not show on a terminal what could not be read, so it is told on standard error too. */
function tellProblems(
  problems: readonly { level: string; path: string; line?: number; column?: number; reason: string }[],
  format: Format,
  toFile: boolean,
  io: Io,
): void {
  if (format === "text" && !toFile) return;
  for (const { level, path, line, column, reason } of problems) {
    if (level !== "error") continue;
    const place = [path, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
    io.stderr(`maildns: ${JSON.stringify(place).slice(1, -1)}: ${JSON.stringify(reason).slice(1, -1)}\n`);
  }
}

function exitCode(result: LintResult, failed: boolean, failOn: Severity | "never"): ExitCode {
  if (result.internalErrors.length > 0) return 3;
  if (failed) return 2;
  if (failOn === "never") return 0;
  return result.findings.some(({ severity }) => RANK[severity] >= RANK[failOn]) ? 1 : 0;
}
