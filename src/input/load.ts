import type { Name } from "../model/name.ts";
import type { PolicyFile } from "../model/policy-file.ts";
import type { SourceDocument } from "../model/source.ts";
import type { Problem, Zone } from "../model/zone.ts";
import { isNamedAsOne, kindOf } from "./detect.ts";
import type { Loaded, LoadedFile, LoadOptions, Part } from "./loaded.ts";
import { emptyReason } from "./unread.ts";
import { diskFiles, readContent, type FileAccess, type Found } from "./files.ts";
import { joinZones } from "./join-zones.ts";
import { chooseKind, probeOf } from "./choose.ts";
import { baseNameOf } from "./file-name.ts";
import { zoneOfPath } from "./octodns/detect.ts";
import { domainOfFolder, onePolicyEach } from "./mta-sts-policy.ts";
import { groupSplitZones } from "./octodns-groups.ts";
import type { InputFile, Reader, ReadOptions, ReadResult } from "./reader.ts";

export type { Loaded, LoadedFile, LoadOptions } from "./loaded.ts";

const STDIN = "<stdin>";

/** Reads all documents that the paths name: files, folders, `-`. Never rejects: what cannot be read is a problem. */
export async function loadDocuments(paths: readonly string[], options: LoadOptions): Promise<Loaded> {
  const loading = new Loading(options, paths);
  const found = loading.find(paths);
  const { single, groups } = groupSplitZones(found);
  const total = found.length;
  let done = 0;
  for (const file of single) {
    options.onProgress?.({ done: done++, total, path: file.path });
    await loading.readOne(file);
  }
  for (const group of groups) {
    options.onProgress?.({ done, total, path: group[0]?.path ?? "" });
    done += group.length;
    await loading.readSplit(group);
  }
  await loading.joinStacks();
  return loading.result();
}

type Lying = Pick<Found, "real" | "root" | "home">;

/** What one document gave. */
interface Outcome {
  readonly found: Found;
  /** The files that were read as one. */
  readonly group: readonly Found[];
  readonly result: ReadResult;
}

class Loading {
  readonly #options: LoadOptions;
  readonly #access: FileAccess;
  /** The folder or file to name where nothing at all was found. */
  readonly #start: string;
  readonly #outcomes: Outcome[] = [];
  readonly #problems: Problem[] = [];
  readonly #skipped: string[] = [];
  readonly #files = new Map<string, LoadedFile>();
  /** Where a file that was read really lies. */
  readonly #places = new Map<string, Lying>();
  /** Real paths of included files, by that of the document that includes them. */
  readonly #included = new Map<string, Set<string>>();

  constructor(options: LoadOptions, paths: readonly string[]) {
    this.#options = options;
    this.#access = options.access ?? diskFiles(options.cwd ?? process.cwd(), options.edited);
    this.#start = paths[0] ?? STDIN;
  }

  find(paths: readonly string[]): Found[] {
    const all = new Map<string, Found>();
    for (const path of paths) {
      if (path === "-") {
        all.set(STDIN, { path: STDIN, real: "", root: "", home: "", named: true });
        continue;
      }
      const listing = this.#access.filesOf(path);
      if ("refused" in listing) {
        this.#refuse(path, listing.refused);
        continue;
      }
      for (const file of listing.files) {
        const known = all.get(file.real);
        if (known === undefined) all.set(file.real, file);
        else if (file.named && !known.named) all.set(file.real, { ...known, named: true });
      }
    }
    return [...all.values()];
  }

  async readOne(found: Found): Promise<void> {
    const file = this.#content(found);
    if (file === undefined) return;
    const probe = probeOf(file);
    const choice = chooseKind(probe, this.#options.inputFormat);
    if ("unread" in choice) {
      if (found.named) this.#refuse(file.path, choice.unread);
      else this.#skipped.push(file.path);
      return;
    }
    if ("broken" in choice) {
      this.#problems.push({ level: "error", path: file.path, ...choice.broken });
      return;
    }
    const reader = await choice.kind.load();
    this.#keep(file, reader, found);
    this.#take(found, reader.read(file, this.#readOptions(found, reader), choice.json));
  }

  /** The files of one octoDNS zone, which its reader takes together. */
  async readSplit(group: readonly Found[]): Promise<void> {
    const format = this.#options.inputFormat;
    const files: InputFile[] = [];
    for (const found of group) {
      const file = this.#content(found);
      if (file !== undefined) files.push(file);
    }
    const [first] = group;
    if (first === undefined || files.length < group.length) return;
    const octodns = kindOf("octodns");
    if ((format ?? octodns.id) !== octodns.id || !files.some((file) => octodns.detect(probeOf(file)))) {
      for (const found of group) await this.readOne(found);
      return;
    }
    const { octodnsReader, readOctodnsGroup } = await import("./octodns.ts");
    files.forEach((file, index) => this.#keep(file, octodnsReader, group[index] as Found));
    this.#take(first, readOctodnsGroup(files, this.#readOptions(first, octodnsReader)), group);
  }

  /** What two documents tell of one Pulumi stack becomes one. */
  async joinStacks(): Promise<void> {
    if (this.#outcomes.filter(({ result }) => result.part !== undefined).length < 2) return;
    const { joinStacks } = await import("./pulumi/overlay.ts");
    const optionsOf = ({ found }: Outcome): ReadOptions =>
      this.#readOptions(found, (this.#files.get(found.path) as LoadedFile).reader);
    for (const { change, state, result } of joinStacks(this.#outcomes, optionsOf)) {
      this.#outcomes[this.#outcomes.indexOf(change)] = { ...change, result };
      this.#outcomes.splice(this.#outcomes.indexOf(state), 1);
    }
  }

  result(): Loaded {
    for (const outcome of this.#outcomes) this.#refuseEmpty(outcome);
    const zones: Zone[] = [];
    const before: Zone[] = [];
    const declared: PolicyFile[] = [];
    this.#refuseSkippedZones();
    const problems = this.#problems;
    const outcomes = this.#standing();
    for (const { result } of outcomes) {
      for (const problem of result.problems) problems.push(problem);
      for (const zone of result.zones) zones.push(zone);
      for (const policy of result.policies ?? []) declared.push(policy);
      for (const zone of result.before ?? result.zones) before.push(zone);
    }
    const joined = joinZones(zones);
    for (const problem of joined.problems) problems.push(problem);
    const { policies, clashes } = onePolicyEach(declared);
    for (const { path, reason } of clashes) this.#refuse(path, reason);
    const changed = outcomes.some(({ result }) => result.before !== undefined);
    const joinedBefore = changed ? joinZones(before).zones : undefined;
    const documents = new Map<string, SourceDocument>();
    for (const zone of [...joined.zones, ...(joinedBefore ?? [])]) {
      for (const document of zone.documents) documents.set(document.path, document);
    }
    for (const { record } of policies) documents.set(record.source.document.path, record.source.document);
    if (policies.length === 0 && isEmpty(zones) && isEmpty(before) && !problems.some(isError)) {
      const skipped = this.#skipped.length;
      const why = skipped === 0 ? "" : `; ${skipped} file${skipped === 1 ? " is" : "s are"} no DNS document`;
      this.#refuse(this.#start, `no DNS record was found${why}`);
    }
    return {
      zones: joined.zones,
      before: joinedBefore,
      policies,
      problems,
      documents: [...documents.values()],
      skipped: this.#skipped,
      files: this.#files,
      partsOf: (path) => this.#partsOf(path),
    };
  }

  #partsOf(path: string): Part[] {
    const real = this.#places.get(path)?.real ?? "";
    const outcome = this.#outcomes.find(
      ({ found, group }) =>
        group.some((each) => each.path === path) || this.#included.get(found.real)?.has(real) === true,
    );
    if (outcome === undefined) return [];
    const parts: Part[] = outcome.group.map((each) => ({ path: each.path, real: each.real }));
    const included = this.#included.get(outcome.found.real);
    if (included === undefined) return parts;
    for (const [shown, place] of this.#places)
      if (included.has(place.real)) parts.push({ path: shown, real: place.real });
    return parts;
  }

  /** All but the files of a folder that another document of it has taken in: they are parts of that one. */
  #standing(): Outcome[] {
    if (this.#included.size === 0) return this.#outcomes;
    const parts = new Set<string>();
    for (const { found, result } of this.#outcomes) {
      if (!isFailed(result))
        for (const real of this.#included.get(found.real) ?? []) if (real !== found.real) parts.add(real);
    }
    return this.#outcomes.filter(({ found }) => found.named || !parts.has(found.real));
  }

  #content(found: Found): InputFile | undefined {
    if (found.path === STDIN && this.#options.stdin !== undefined) return this.#options.stdin;
    const edited = this.#options.edited?.get(found.real);
    if (edited !== undefined) return edited;
    const content = found.path === STDIN ? readContent(STDIN, 0) : this.#access.contentOf(found);
    if ("file" in content) return content.file;
    const reason = "refused" in content ? content.refused : content.binary;
    if (found.named || "refused" in content || isNamedAsOne(baseNameOf(found.path))) this.#refuse(found.path, reason);
    else this.#skipped.push(found.path);
    return undefined;
  }

  #keep(file: InputFile, reader: Reader, { real, root, home }: Lying): void {
    this.#files.set(file.path, { reader, file, real, home, mappings: this.#options.mappings });
    this.#places.set(file.path, { real, root, home });
  }

  #take(found: Found, result: ReadResult, group: readonly Found[] = [found]): void {
    this.#outcomes.push({ found, group, result });
  }

  #refuseEmpty({ found, result }: Outcome): void {
    if (!found.named || isFailed(result) || result.policies !== undefined) return;
    if (isEmpty(result.zones) && isEmpty(result.before ?? [])) this.#refuse(found.path, emptyReason(result));
  }

  #readOptions(found: Found, reader: Reader): ReadOptions {
    const { origin, originOf, zoneOfId, mappings } = this.#options;
    return {
      origin: origin ?? originOf?.(found.path),
      policyDomains: this.#policyDomains(found),
      zoneOfId: zoneOfId ?? (() => undefined),
      mappings,
      open: (name, from) => {
        const place = this.#places.get(from.path);
        if (place === undefined || place.root === "") return { refused: "standard input lies in no folder" };
        const opened = this.#access.openInside(name, place.real, from.path, place.root);
        if ("refused" in opened) return opened;
        const included = this.#included.get(found.real);
        if (included === undefined) this.#included.set(found.real, new Set([opened.real]));
        else included.add(opened.real);
        if (!this.#files.has(opened.file.path)) this.#keep(opened.file, reader, { ...place, real: opened.real });
        return opened.file;
      },
    };
  }

  /** By the configuration, else by the folder, else by `--origin`, which may be meant for other documents of the run. */
  #policyDomains({ path, real }: Found): readonly Name[] {
    const { origin, policyDomainsOf } = this.#options;
    const configured = policyDomainsOf?.(path) ?? [];
    if (configured.length > 0) return configured;
    const domain = domainOfFolder(real) ?? origin;
    return domain === undefined ? [] : [domain];
  }

  /** What octoDNS would take for a zone, beside zones that it was given for, must not be passed over. */
  #refuseSkippedZones(): void {
    const folders = new Set<string>();
    for (const [path, { reader }] of this.#files) if (reader.id === "octodns") folders.add(folderOf(path));
    if (folders.size === 0) return;
    const skipped = this.#skipped.splice(0);
    for (const path of skipped) {
      const zone = /\.ya?ml$/i.test(path) && folders.has(folderOf(path)) ? zoneOfPath(path) : undefined;
      if (zone === undefined) this.#skipped.push(path);
      else
        this.#refuse(path, `is named as the octoDNS zone ${zone.name} and holds no record of one that is known here`);
    }
  }

  #refuse(path: string, reason: string): void {
    this.#problems.push({ level: "error", path, reason });
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function isFailed(result: ReadResult): boolean {
  return result.problems.some(isError);
}

function isError(problem: Problem): boolean {
  return problem.level === "error";
}

function isEmpty(zones: readonly Zone[]): boolean {
  return zones.every((zone) => zone.records.length === 0);
}
