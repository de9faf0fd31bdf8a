import { pageOf } from "../explain/page.ts";
import { terminalPage } from "../explain/terminal.ts";
import { rules } from "../rules/index.ts";
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
  const color = wantsColor(values["color"] as ColorChoice, io, false);
  io.stdout(terminalPage(pageOf(rule), { color, width: Math.min(100, io.columns) }));
  return 0;
}
