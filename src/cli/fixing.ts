import { readFileSync, realpathSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import type { LintResult } from "../engine/lint.ts";
import type { InputFile } from "../input/reader.ts";
import { plural, visible } from "../syntax/visible.ts";
import type { AnyRule } from "../rules/define.ts";
import { holdsPrivateKey } from "../syntax/dkim/private-key.ts";
import { diffOf } from "./diff-text.ts";
import { mend, type EditedFile, type Outcome } from "./fix.ts";
import { holdsKey } from "./locate.ts";
import { writeEdited } from "./fix-files.ts";
import { UsageError, type ExitCode, type Io } from "./io.ts";
import type { GatheredAndMeasured } from "./with-measured.ts";
import { wordsOf } from "./words.ts";
import { writeResult } from "./write.ts";

export interface FixRun {
  readonly values: Record<string, unknown>;
  readonly io: Io;
  readonly quiet: boolean;
  readonly first: GatheredAndMeasured;
  /** Reads everything again, some files' content replaced. */
  readonly again: (edited: ReadonlyMap<string, InputFile>) => Promise<GatheredAndMeasured>;
  /** By the whole catalogue, so that a rule that is left out sees no new finding either. */
  readonly judge: (gathered: GatheredAndMeasured) => LintResult;
  /** The rules whose findings are mended. */
  readonly chosen: readonly AnyRule[];
}

/** Lines of what was fixed and what not; more than these nobody reads. */
const MAX_LINES = 100;

/** Says which options do not go with `--fix` and `--fix-dry-run`. */
export function refuseFix(values: Record<string, unknown>, words: readonly string[]): void {
  const dry = values["fix-dry-run"] === true;
  const option = dry ? "--fix-dry-run" : "--fix";
  const without = (...left: readonly string[]): string[] => words.filter((word) => !left.includes(word));
  if (dry && values["fix"] === true) {
    throw new UsageError("--fix writes the files and --fix-dry-run leaves them; give one of the two", without("--fix"));
  }
  if (wordsOf(values["paths"]).includes("-")) {
    throw new UsageError(`${option} needs files: standard input cannot be written back`);
  }
  if (dry && values["format"] !== "text") {
    throw new UsageError("--fix-dry-run prints a diff and takes no --format");
  }
}

/** Mends, tells on standard error what was fixed, and writes the files or prints the diff. */
export async function runFix(
  run: FixRun,
): Promise<{ readonly gathered: GatheredAndMeasured; readonly exit: ExitCode }> {
  const { values, io, first, quiet } = run;
  const dry = values["fix-dry-run"] === true;
  if (first.failed) {
    io.stderr("maildns: nothing is fixed while a document or the configuration cannot be read\n");
    return { gathered: first, exit: 2 };
  }
  const ids = new Set(run.chosen.map(({ id }) => id));
  const outcome = await mend(
    { gathered: first, result: run.judge(first) },
    ({ rule }) => ids.has(rule),
    async (edited) => {
      const gathered = await run.again(edited);
      return { gathered, result: run.judge(gathered) };
    },
  );
  if (dry) {
    await printDiff(outcome.files, keyedPaths(first), values["output"], io);
    tell(outcome, "would fix", quiet, io);
    return { gathered: first, exit: 0 };
  }
  const failures = outcome.files.flatMap((file) => {
    const reason = writeEdited(file);
    return reason === undefined ? [] : [{ file, reason }];
  });
  if (failures.length === 0) {
    tell(outcome, "fixed", quiet, io);
    return { gathered: outcome.state.gathered, exit: 0 };
  }
  for (const { file, reason } of failures) io.stderr(`maildns: ${visible(`${file.path} is not written: ${reason}`)}\n`);
  const paths = new Set(failures.map(({ file }) => file.path));
  tell({ ...outcome, fixed: outcome.fixed.filter(({ path }) => !paths.has(path)) }, "fixed", quiet, io);
  // What stands in the files now is what is judged.
  return { gathered: await run.again(new Map()), exit: 2 };
}

function tell({ fixed, unfixed }: Pick<Outcome, "fixed" | "unfixed">, verb: string, quiet: boolean, io: Io): void {
  const files = new Set(fixed.map(({ path }) => path)).size;
  const lines =
    fixed.length === 0
      ? [`${verb} nothing`]
      : [`${verb} ${plural(fixed.length, "finding")} in ${plural(files, "file")}`];
  if (!quiet) {
    for (const { path, line, rule } of fixed.slice(0, MAX_LINES)) lines.push(`  ${placed(path, line)} ${rule}`);
    if (fixed.length > MAX_LINES) lines.push(`  and ${fixed.length - MAX_LINES} more`);
    for (const { path, line, rule, reason } of unfixed.slice(0, MAX_LINES)) {
      lines.push(`not fixed: ${placed(path, line)} ${rule}: ${reason}`);
    }
    if (unfixed.length > MAX_LINES) lines.push(`not fixed: and ${unfixed.length - MAX_LINES} more`);
  }
  for (const line of lines) io.stderr(`${visible(line)}\n`);
}

function placed(path: string, line: number | undefined): string {
  return line === undefined ? path : `${path}:${line}`;
}

/** Documents with a private key among their records, however it is cut and wrapped there. */
function keyedPaths({ loaded }: GatheredAndMeasured): ReadonlySet<string> {
  const records = loaded.zones.flatMap((zone) => zone.records).filter(holdsKey);
  return new Set(records.map(({ source }) => source.document.path));
}

/** Raw where it goes into a file or a pipe, so that it can be applied; what a terminal or a CI log would obey is shown as escapes. */
async function printDiff(
  files: readonly EditedFile[],
  keyed: ReadonlySet<string>,
  output: unknown,
  io: Io,
): Promise<void> {
  const toFile = typeof output === "string" && output !== "-";
  const shown = !toFile && (io.stdoutIsTerminal || (io.env["CI"] ?? "") !== "");
  const cwd = realpathSync(io.cwd);
  const parts: Buffer[] = [];
  for (const { path, real, before, after } of files) {
    if (holdsPrivateKey(before) || keyed.has(path)) {
      io.stderr(`maildns: ${visible(`${path}: it holds a private key, so its diff is not printed`)}\n`);
      continue;
    }
    const inside = relative(cwd, real);
    const name = inside.startsWith("..") || isAbsolute(inside) ? path : inside.replaceAll("\\", "/");
    const { bytes, note } = diffOf(name, before, after, readFileSync(real), shown);
    parts.push(bytes);
    if (note !== undefined) io.stderr(`maildns: ${visible(`${path}: ${note}`)}\n`);
  }
  const all = Buffer.concat(parts);
  if (toFile) await writeResult(all, output, io);
  else if (io.stdoutBytes !== undefined) io.stdoutBytes(all);
  else io.stdout(all.toString());
}
