import { Domain } from "../domain/domain.ts";
import { lint } from "../engine/lint.ts";
import { planOf } from "../domain/stage.ts";
import type { Name } from "../model/name.ts";
import type { NotJudged } from "../model/finding.ts";
import { drawDomain } from "../report/show.ts";
import { visible } from "../syntax/visible.ts";
import { gather } from "./gather.ts";
import { onDay, wantsColor, type ColorChoice, type ExitCode, type Io } from "./io.ts";
import { progressOn } from "./progress.ts";
import { withMeasured } from "./with-measured.ts";
import { writeResult } from "./write.ts";

/** How long a stage is held where the configuration of its rule does not say. */
const DAYS = 30;

/** Draws every mail domain of the documents; names that neither send nor receive are counted at the end. */
export async function handle(values: Record<string, unknown>, here: Io): Promise<ExitCode> {
  const io = onDay(here, values["today"]);
  const progress = progressOn(io, false);
  const gathered = await gather(values, io, progress)
    .then((documents) => withMeasured(documents, values, here, progress))
    .finally(progress.end);
  const { zones, policies, settings, failed, measured } = gathered;
  progress.show("judging");
  const result = lint({
    after: zones,
    policies,
    settings,
    today: io.today(),
    ...(measured === undefined ? {} : { measured }),
  });
  progress.end();
  const output = values["output"];
  const toFile = typeof output === "string" && output !== "-";
  const color = wantsColor(values["color"] as ColorChoice, io, toFile);
  const [world] = result.worlds;
  const problems = [...gathered.problems, ...gathered.notes(world)];
  const notJudged = byDomain(result.notJudged);
  const clock = {
    today: io.today(),
    days: Number(settings.rules.get("change-dmarc-stage-early")?.options?.["days"] ?? DAYS),
    plansOf: (name: Name) => planOf(settings.domains.get(name) ?? {}, "the configuration"),
  };
  const screens: string[] = [];
  let idle = 0;
  for (const name of world === undefined ? [] : result.domains) {
    const domain = new Domain(world as NonNullable<typeof world>, name, settings.domains.get(name) ?? {});
    if (domain.role === "none" && result.domains.length > 1) idle++;
    else screens.push(drawDomain(domain, notJudged.get(name) ?? [], { color, clock }));
  }
  if (idle > 0)
    screens.push(
      `${idle} more ${idle === 1 ? "name neither sends nor receives" : "names neither send nor receive"} mail\n`,
    );
  if (screens.length > 0) await writeResult(screens.join("\n"), output, io);
  for (const { level, path, line, column, reason } of problems) {
    const place = [visible(path), line, line === undefined ? undefined : column]
      .filter((part) => part !== undefined)
      .join(":");
    io.stderr(`maildns: ${level === "error" ? "" : "note: "}${place}: ${visible(reason)}\n`);
  }
  return failed ? 2 : 0;
}

function byDomain(list: readonly NotJudged[]): ReadonlyMap<string, readonly NotJudged[]> {
  const map = new Map<string, NotJudged[]>();
  for (const each of list) {
    const known = map.get(each.domain);
    if (known === undefined) map.set(each.domain, [each]);
    else known.push(each);
  }
  return map;
}
