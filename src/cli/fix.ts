import { cannotEdit, planRound, type Round } from "../edit/round.ts";
import { findingsDiffer, recordsDiffer, type Objection } from "../edit/verify.ts";
import type { LintResult } from "../engine/lint.ts";
import { applyChanges, offsetBefore } from "../edit/writer.ts";
import { positionsOf, type Positions } from "../input/positions.ts";
import type { InputFile } from "../input/reader.ts";
import type { Finding } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import type { Gathered } from "./gather.ts";
import { locatePlaces } from "./locate.ts";

/** What was read, and what was found in it by the whole catalogue. */
export interface State<G extends Held = Held> {
  readonly gathered: G;
  readonly result: LintResult;
}

/** What mending needs to know of what was gathered. */
export type Held = Pick<Gathered, "problems" | "files"> & { readonly loaded: Pick<Gathered["loaded"], "zones"> };

export interface Mended {
  readonly path: string;
  /** Where it stood when it was mended. */
  readonly line: number | undefined;
  readonly rule: string;
  readonly domain: string;
}

export interface Unmended extends Mended {
  /** Ends the sentence "not fixed: …". */
  readonly reason: string;
}

/** A file with another text than it had. */
export interface EditedFile {
  readonly path: string;
  readonly real: string;
  readonly home: string;
  readonly before: string;
  readonly after: string;
}

export interface Outcome<G extends Held = Held> {
  readonly state: State<G>;
  readonly fixed: readonly Mended[];
  readonly unfixed: readonly Unmended[];
  readonly files: readonly EditedFile[];
}

const MAX_ROUNDS = 10;
/** Times that all documents are read and judged again. */
const MAX_TRIALS = 100;

/**
 * Mends what can be mended, in memory. After each round everything is read and judged again: a round whose records are not
 * exactly the old ones with the edits made, that leaves what it fixed, or that brings another finding is taken back (one
 * that is less severe than what was mended for the same domain is no reason: a text that could not be read had hidden it).
 * `wanted` says which findings are to be mended, `again` reads and judges with some files' content replaced.
 */
export async function mend<G extends Held>(
  start: State<G>,
  wanted: (finding: Finding) => boolean,
  again: (edited: ReadonlyMap<string, InputFile>) => Promise<State<G>>,
): Promise<Outcome<G>> {
  let state = start;
  let edited: ReadonlyMap<string, InputFile> = new Map();
  const history: Round["changes"][] = [];
  const mended = (findings: readonly Finding[]): Mended[] => mendedAt(findings, state, start, history);
  const fail = (reasons: ReadonlyMap<Finding, string>): void => {
    const places = mended([...reasons.keys()]);
    [...reasons].forEach(([{ fingerprint }, reason], index) => {
      unfixed.set(fingerprint, { ...(places[index] as Mended), reason });
    });
  };
  const fixed: Mended[] = [];
  const unfixed = new Map<string, Unmended>();
  // How a fix that fails is found: where it is known whose it is, that domain's are tried one by one; else by halving.
  const careful = new Set<Name>();
  let most = Infinity;
  let rounds = 0;
  let isBetter = false;
  for (let trials = 0; trials < MAX_TRIALS && rounds < MAX_ROUNDS; trials++) {
    const open = openIn(state.gathered);
    const tried = new Set<Name>();
    const candidates = state.result.findings.filter((finding) => {
      if (finding.fix === undefined || !wanted(finding) || unfixed.has(finding.fingerprint)) return false;
      if (careful.has(finding.domain) && tried.has(finding.domain)) return false;
      tried.add(finding.domain);
      return true;
    });
    const round = await planRound(candidates.slice(0, most), open);
    fail(round.refused);
    if (round.applied.length === 0) {
      if (round.refused.size > 0) continue;
      if (!isBetter || unfixed.size === 0) break;
      // What could not be mended beside the defects that are gone now may be.
      unfixed.clear();
      careful.clear();
      [isBetter, most] = [false, Infinity];
      continue;
    }
    const texts = withTexts(edited, round, state.gathered);
    const next = await again(texts);
    const objections = whyNot(state, next, round);
    const [objection] = objections;
    if (objection === undefined) {
      for (const each of mended(round.applied)) fixed.push(each);
      [state, edited] = [next, texts];
      history.push(round.changes);
      isBetter = true;
      if (most === Infinity && careful.size === 0) rounds++;
      continue;
    }
    if (round.applied.length === 1) {
      fail(new Map(round.applied.map((finding) => [finding, objection.reason])));
      most = Infinity;
      continue;
    }
    const guilty = new Map<Finding, string>();
    const before = careful.size;
    for (const { reason, isBy } of objections) {
      const by = round.applied.filter(isBy);
      if (by.length === 1) guilty.set(by[0] as Finding, reason);
      else for (const { domain } of by) careful.add(domain);
    }
    fail(guilty);
    if (guilty.size === 0 && careful.size === before) {
      most = Math.max(1, Math.floor(Math.min(most, candidates.length) / 2));
    }
  }
  const left = state.result.findings.filter(
    (finding) => finding.fix !== undefined && wanted(finding) && !unfixed.has(finding.fingerprint),
  );
  fail(new Map(left.map((finding) => [finding, "too many rounds were needed; run it again"])));
  return { state, fixed, unfixed: stillThere(unfixed, state), files: editedFiles(start.gathered, edited) };
}

/** The findings that `--fix` would try to mend. */
export function fixable(findings: readonly Finding[], gathered: Held): Finding[] {
  const open = openIn(gathered);
  return findings.filter((finding) => finding.fix !== undefined && cannotEdit(finding, open) === undefined);
}

/** Documents that lie in files. */
function openIn({ files }: Held): Parameters<typeof planRound>[1] {
  return (path) => {
    const found = files.get(path);
    return found === undefined || found.real === "" ? undefined : found;
  };
}

function withTexts(
  edited: ReadonlyMap<string, InputFile>,
  { changes }: Round,
  { files }: Held,
): ReadonlyMap<string, InputFile> {
  const all = new Map(edited);
  for (const [path, list] of changes) {
    const known = files.get(path);
    if (known !== undefined) all.set(known.real, { ...known.file, text: applyChanges(known.file.text, list) });
  }
  return all;
}

function whyNot(before: State, after: State, round: Round): readonly Objection[] {
  const broken = after.gathered.problems.find(({ level }) => level === "error");
  if (broken !== undefined) {
    return [{ reason: `the document could not be read after it: ${broken.reason}`, isBy: () => false }];
  }
  const differ = recordsDiffer(before.gathered.loaded.zones, after.gathered.loaded.zones, round.edits);
  return differ === undefined ? findingsDiffer(before.result, after.result, round.applied) : [differ];
}

/** Where findings stand in the files as they were at first. */
function mendedAt(
  findings: readonly Finding[],
  { gathered }: State,
  start: State,
  history: readonly Round["changes"][],
): Mended[] {
  const places = findings.map(({ at, fix }) => at ?? fix?.edits.map(({ record }) => ({ record }))[0]);
  const known = places.filter((place) => place !== undefined);
  const spots = locatePlaces(known, (path) => gathered.files.get(path));
  const positions = new Map<string, Positions>();
  const positionsIn = (files: Held["files"], path: string, when: string): Positions => {
    const key = `${when} ${path}`;
    let lines = positions.get(key);
    if (lines === undefined) positions.set(key, (lines = positionsOf(files.get(path)?.file.text ?? "")));
    return lines;
  };
  return findings.map(({ rule, domain }, index) => {
    const place = places[index];
    const path = place?.record.source.document.path ?? "";
    const spot = place === undefined ? undefined : spots.get(place);
    if (spot === undefined) return { path, line: undefined, rule, domain };
    let offset = positionsIn(gathered.files, path, "now").lineStart(spot.line) + spot.column - 1;
    for (const changes of history.toReversed()) offset = offsetBefore(offset, changes.get(path) ?? []);
    return { path, line: positionsIn(start.gathered.files, path, "first").at(offset).line, rule, domain };
  });
}

/** What was refused at first and went with another's fix is no longer told. */
function stillThere(unfixed: ReadonlyMap<string, Unmended>, { result }: State): Unmended[] {
  const left = new Set(result.findings.map(({ fingerprint }) => fingerprint));
  return [...unfixed].flatMap(([fingerprint, each]) => (left.has(fingerprint) ? [each] : []));
}

function editedFiles({ files }: Held, edited: ReadonlyMap<string, InputFile>): EditedFile[] {
  const changed = new Map<string, EditedFile>();
  for (const [path, { file, real, home }] of files) {
    const after = edited.get(real);
    if (after === undefined || after.text === file.text || changed.has(real)) continue;
    changed.set(real, { path, real, home, before: file.text, after: after.text });
  }
  return [...changed.values()];
}
