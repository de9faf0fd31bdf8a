import { lint, type LintResult } from "../engine/lint.ts";
import type { Settings } from "../engine/settings.ts";
import type { Severity } from "../model/finding.ts";
import { formats, type Format } from "../report/index.ts";
import type { ReportProblem } from "../report/report.ts";
import { visible } from "../syntax/visible.ts";
import type { AnyRule, RuleSet } from "../rules/define.ts";
import { rules } from "../rules/index.ts";
import { gather, type Gathered } from "./gather.ts";
import { wordsOf } from "./words.ts";
import { onDay, UsageError, wantsColor, type ColorChoice, type ExitCode, type Io } from "./io.ts";
import { notAccepted } from "./misuse.ts";
import { progressOn } from "./progress.ts";
import { reportOf } from "./to-report.ts";
import { withMeasured, type GatheredAndMeasured } from "./with-measured.ts";
import { writeResult } from "./write.ts";

const RANK: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

export async function handle(values: Record<string, unknown>, here: Io, words: readonly string[]): Promise<ExitCode> {
  const io = onDay(here, values["today"]);
  const only = ruleIds(values["only"], "--only", words);
  const skip = ruleIds(values["skip"], "--skip", words);
  const chosen = rules.filter(({ id }) => (only.size === 0 || only.has(id)) && !skip.has(id));
  if (chosen.length === 0) throw new UsageError("--only and --skip leave no rule to run");
  const quiet = values["quiet"] === true;
  const fixing = values["fix"] === true || values["fix-dry-run"] === true;
  const { refuseFix, runFix } = fixing ? await import("./fixing.ts") : {};
  refuseFix?.(values, words);
  const progress = progressOn(io, quiet);
  const read = (edited?: Edited): Promise<Gathered> => gather(values, io, progress, edited).finally(progress.end);
  const judge = (gathered: GatheredAndMeasured, by: readonly AnyRule[]): LintResult => {
    const settings = withSet(gathered.settings, values["set"]);
    progress.show("judging");
    const result = lint({
      after: gathered.zones,
      policies: gathered.policies,
      ...(gathered.before === undefined ? {} : { before: gathered.before, ...gathered.past }),
      settings: only.size === 0 ? settings : switchedOn(settings, only),
      rules: by,
      today: io.today(),
      ...(gathered.measured === undefined ? {} : { measured: gathered.measured }),
    });
    progress.end();
    return result;
  };
  const documents = await read();
  const first = await withMeasured(documents, values, here, progress).finally(progress.end);
  const notesOfFirst = first.problems.slice(documents.problems.length);
  const again = async (edited: Edited): Promise<GatheredAndMeasured> => {
    const next = await read(edited);
    const failed = next.failed || notesOfFirst.some(({ level }) => level === "error");
    return { ...first, ...next, failed, problems: [...next.problems, ...notesOfFirst] };
  };
  const fixed = await runFix?.({ values, io, quiet, first, again, judge: (each) => judge(each, rules), chosen });
  const gathered = fixed?.gathered ?? first;
  const result = judge(gathered, chosen);
  const failOn = values["fail-on"] as Severity | "never";
  const ended = worse(fixed?.exit ?? 0, exitCode(result, gathered.failed, failOn));
  if (values["fix-dry-run"] === true) return ended;
  const notes = gathered.notes(result.worlds[0]);
  const report = reportOf(result, { ...gathered, problems: [...gathered.problems, ...notes] }, chosen, fixing);
  const output = values["output"];
  const toFile = typeof output === "string" && output !== "-";
  const write = await formats[values["format"] as Format].load();
  if (values["format"] === "text" && !toFile && gathered.failed && gathered.zones.length === 0) {
    // "no findings" would sound as if something had been judged.
    tellProblems(report.problems, io);
    return worse(ended, exitCode(result, gathered.failed, "never"));
  }
  const text = write(report, {
    color: wantsColor(values["color"] as ColorChoice, io, toFile),
    width: io.columns,
    quiet,
  });
  await writeResult(text, output, io);
  // Forms for machines do not show on a terminal what could not be read.
  if (values["format"] !== "text" || toFile) tellProblems(report.problems, io);
  return ended;
}

type Edited = Parameters<typeof gather>[3];

function worse(one: ExitCode, other: ExitCode): ExitCode {
  return one > other ? one : other;
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

function ruleIds(value: unknown, option: string, words: readonly string[]): ReadonlySet<string> {
  const ids = wordsOf(value)
    .flatMap((word) => word.split(","))
    .filter((word) => word !== "");
  const known = rules.map(({ id }) => id);
  for (const id of ids)
    if (!known.includes(id)) throw notAccepted(`${option}: rule`, id, known, "maildns rules", words);
  return new Set(ids);
}

function tellProblems(problems: readonly ReportProblem[], io: Io): void {
  for (const { level, path, line, column, reason } of problems) {
    if (level !== "error") continue;
    const place = [path, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
    io.stderr(`maildns: ${visible(`${place}: ${reason}`)}\n`);
  }
}

function exitCode(result: LintResult, failed: boolean, failOn: Severity | "never"): ExitCode {
  if (result.internalErrors.length > 0) return 3;
  if (failed || result.refused.length > 0) return 2;
  if (failOn === "never") return 0;
  return result.findings.some(({ severity }) => RANK[severity] >= RANK[failOn]) ? 1 : 0;
}
