import { resolve } from "node:path";
import { costDrift } from "../domain/spf-drift.ts";
import { furtherQuestions, openQuestions } from "../domain/spf-questions.ts";
import type { World } from "../domain/world.ts";
import { buildWorlds } from "../engine/worlds.ts";
import type { Question } from "../model/measured.ts";
import type { Problem } from "../model/zone.ts";
import { includeCost } from "../providers/recognise.ts";
import type { Collected } from "../resolve/collect.ts";
import { isPublicName } from "../resolve/public-name.ts";
import { refresh } from "../resolve/snapshot.ts";
import { ipVersion } from "../syntax/ip.ts";
import type { Gathered } from "./gather.ts";
import { UsageError, type Io } from "./io.ts";
import type { Progress } from "./progress.ts";
import { ageNotes, readSnapshotFile, type SnapshotFile } from "../config/snapshot-file.ts";
import { writeSnapshotFile } from "./snapshot-write.ts";
import type { GatheredAndMeasured } from "./with-measured.ts";
import { wordsOf } from "./words.ts";

/** How old answers may be before that is said, where the configuration says nothing. */
const DAYS = 90;

/** Asks the DNS where `--resolve` is given, and takes and keeps a snapshot where one is named. */
export async function measure(
  gathered: Gathered,
  values: Record<string, unknown>,
  io: Io,
  progress: Progress,
): Promise<GatheredAndMeasured> {
  const servers = wordsOf(values["resolver"]).map(serverOf);
  const asks = values["resolve"] === true;
  if (servers.length > 0 && !asks)
    throw new UsageError("--resolver names whom --resolve asks, and --resolve is not given");
  const named = typeof values["snapshot"] === "string" ? resolve(io.cwd, values["snapshot"]) : undefined;
  const path = named ?? gathered.settings.snapshot;
  if (named === io.cwd || (path === undefined && !asks)) {
    if (path !== undefined) throw new UsageError("--snapshot names no file");
    return unmeasured(gathered);
  }
  const file = path === undefined ? undefined : await readSnapshotFile(path, io);
  if (file !== undefined && file.problems.length > 0) return refused(gathered, file.problems);
  if (!asks) return file === undefined ? unmeasured(gathered) : offline(gathered, file, io);
  const collected = await ask(gathered, servers, file, io, progress);
  const { measured, carried } = refresh(file?.names ?? new Map(), collected);
  const problems: Problem[] = [];
  for (const [name, why] of carried) {
    const day = file?.names.get(name)?.date ?? "";
    problems.push({ level: "note", path: file?.shown ?? "", reason: `${why}; ${name} counts as measured on ${day}` });
  }
  if (file !== undefined) {
    const kept: SnapshotFile = { ...file, names: measured.names };
    problems.push(...ageNotes(kept, io.today(), gathered.settings.snapshotDays ?? DAYS));
    if (gathered.failed) {
      problems.push({ level: "note", path: file.shown, reason: "not written: not all documents could be read" });
    } else if (await writeSnapshotFile(file, measured.names)) {
      const count = measured.names.size;
      io.stderr(`maildns: ${file.shown} written: ${count} ${count === 1 ? "name" : "names"}\n`);
    }
  }
  return { ...gathered, measured, notes: notesBy(file?.shown ?? DNS), problems: [...gathered.problems, ...problems] };
}

const DNS = "<dns>";

function notesBy(measuredBy: string): GatheredAndMeasured["notes"] {
  return (world) => notesOn(world, measuredBy);
}

function unmeasured(gathered: Gathered): GatheredAndMeasured {
  return { ...gathered, measured: undefined, notes: () => [] };
}

function offline(gathered: Gathered, file: SnapshotFile, io: Io): GatheredAndMeasured {
  if (file.text === undefined) {
    const reason = "there is no such snapshot; --resolve writes it";
    return refused(gathered, [{ level: "error", path: file.shown, reason }]);
  }
  const notes = ageNotes(file, io.today(), gathered.settings.snapshotDays ?? DAYS);
  const measured = { names: file.names, failures: new Map<string, string>() };
  return { ...gathered, measured, notes: notesBy(file.shown), problems: [...gathered.problems, ...notes] };
}

function refused(gathered: Gathered, problems: readonly Problem[]): GatheredAndMeasured {
  return { ...unmeasured(gathered), problems: [...gathered.problems, ...problems], failed: true };
}

async function ask(
  gathered: Gathered,
  servers: readonly string[],
  file: SnapshotFile | undefined,
  io: Io,
  progress: Progress,
): Promise<Collected> {
  const worlds = buildWorlds(gathered.zones).map(({ world }) => world);
  const { collect } = await import("../resolve/collect.ts");
  const { withoutDenials } = await import("../resolve/denial.ts");
  const { nodeResolver } = await import("../resolve/node-dns.ts");
  const further = (world: World | undefined, name: string, texts: readonly string[]): Question[] =>
    world === undefined ? [] : furtherQuestions(world, name, texts);
  const collected = await collect({
    resolver: nodeResolver({ servers }),
    questions: worlds.flatMap(openQuestions),
    // zones that are declared twice have the same names, so that one world knows what is declared
    further: (name, texts) => further(worlds[0], name, texts),
    today: io.today(),
    ...(file === undefined ? {} : { earlier: file.names }),
    onProgress: (done, found) => progress.show(`asking the DNS: ${done} of ${found}`),
  });
  progress.end();
  return withoutDenials(collected, (name) => includeCost(name) !== undefined);
}

/** Includes that the snapshot does not hold, and where the catalogue's dated costs differ from what was measured. */
function notesOn(world: World | undefined, measuredBy: string): Problem[] {
  if (world?.measured === undefined) return [];
  const { names, failures } = world.measured;
  const missing = openQuestions(world)
    .filter(({ name, type }) => type === "TXT" && !names.has(name) && !failures.has(name) && isPublicName(name))
    .map(({ name }) => name)
    .sort();
  const drift = costDrift(world).map(({ name, catalogue, lookups, day }): Problem => ({
    level: "note",
    path: measuredBy,
    reason: `the catalogue of ${catalogue.asOf} counts ${counted(catalogue.lookups)} for include:${name}; ${counted(lookups)} were measured on ${day}, which count`,
  }));
  if (missing.length === 0) return drift;
  const listed = missing.slice(0, 5).join(", ") + (missing.length > 5 ? ` and ${missing.length - 5} more` : "");
  return [
    { level: "note", path: measuredBy, reason: `it does not hold ${listed}; --resolve asks for what is missing` },
    ...drift,
  ];
}

function counted(lookups: number): string {
  return `${lookups} look-up${lookups === 1 ? "" : "s"}`;
}

/** An address with or without a port, as node:dns takes it. */
function serverOf(text: string): string {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  const [address, port] = bracketed?.slice(1) ?? (text.split(":").length === 2 ? text.split(":") : [text]);
  const version = ipVersion(address ?? "");
  const isPort = port === undefined || (/^[0-9]{1,5}$/.test(port) && Number(port) > 0 && Number(port) <= 65_535);
  if (version === 0 || (bracketed !== null && version !== 6) || !isPort) {
    throw new UsageError(
      `--resolver takes the address of a name server, and is given "${text}"; accepted: 192.0.2.53, 192.0.2.53:5353, 2001:db8::53, [2001:db8::53]:5353`,
    );
  }
  if (port === undefined) return address ?? "";
  return version === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}
