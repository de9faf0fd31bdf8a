import { differenceText, isDrifted } from "../generate/into/difference.ts";
import type { Inferred } from "../generate/into/merge.ts";
import type { Deployment } from "../generate/deployment.ts";
import type { Fault, MailRequest } from "../generate/request.ts";
import { plural, visible } from "../syntax/visible.ts";
import { askForDomain, askForPanel, personAt } from "./generate/ask.ts";
import { rowsOf } from "./generate/domains.ts";
import { filled } from "./generate/fill.ts";
import { givenOf, type Given } from "./generate/given.ts";
import { declaredWorld, type DeclaredWorld } from "./generate/into.ts";
import { judged } from "./generate/judged.ts";
import { make, type Made, type MakeOptions } from "./generate/make.ts";
import { isFolder, writeDeployments } from "./generate/output.ts";
import { nameOf, type Speech } from "./generate/parties.ts";
import { refuse } from "./generate/refuse.ts";
import { requestOf, type Asked, type Template } from "./generate/request.ts";
import { forSheet, settingsOf, type GenerateSettings } from "./generate/settings.ts";
import { writePlan } from "./generate/staged.ts";
import { tell, tellPending } from "./generate/tell.ts";
import { fileOf, readTemplate, writeTemplate } from "./generate/template.ts";
import { onDay, UsageError, type ExitCode, type Io } from "./io.ts";
import { progressOn, type Progress } from "./progress.ts";
import { writeResult } from "./write.ts";

/** What all of a run's domains have in common. */
interface Run {
  readonly settings: GenerateSettings;
  /** What is declared, where the records are merged into it. */
  readonly declared: DeclaredWorld | undefined;
  readonly words: readonly string[];
  readonly io: Io;
}

/** One domain of a run, ready to be written. */
interface Job {
  readonly given: Given;
  readonly asked: Asked;
  readonly deployment: Deployment;
  readonly inferred: readonly Inferred[];
  readonly nameOf: (at: Fault["at"]) => string;
}

/** Writes the records that a domain needs, or tells how what is declared differs from them. */
export async function handle(values: Record<string, unknown>, here: Io, words: readonly string[]): Promise<ExitCode> {
  const io = onDay(here, values["today"]);
  const settings = settingsOf(values, words);
  const progress = progressOn(io, false);
  const declared = settings.into.length === 0 ? undefined : await declaredWorld(values, io, progress);
  const run: Run = { settings, declared, words, io };
  const given = givenOf(values);
  return settings.domains === undefined ? one(given, run) : many(settings.domains, given, run, progress);
}

async function one(typed: Given, run: Run): Promise<ExitCode> {
  const { io, words } = run;
  const { writing, template: path } = run.settings;
  const template = path === undefined ? undefined : await readTemplate(path, run.settings.groups, io);
  const person = personAt(io, writing.lang);
  let given = template === undefined ? typed : besideTemplate(typed, template);
  let { settings } = run;
  if (person !== undefined && template === undefined && (given.provider === undefined || given.domain === undefined)) {
    given = await askForDomain(given, person);
    if (!settings.formatGiven && !settings.check && !settings.dmarcPlan) {
      settings = forSheet(settings, await askForPanel(person));
    }
  }
  // What a plan leads to is not published today.
  const asked = requestOf(settings.dmarcPlan ? { ...given, dmarc: undefined } : given, template);
  const naming = { words, place: "", speech: "option" } as const;
  const nameHere = (at: Fault["at"]): string => nameOf(at, asked.parties, "option");
  if (asked.faults.length > 0) return refuse(asked.faults, asked.parties, naming, io);
  if (settings.format === "domain-connect") {
    await writeTemplate(asked.request, nameHere, settings, io);
    return 0;
  }
  const makeHere = maker(given, asked, { ...run, settings }, "option");
  const { request, made } =
    person === undefined || settings.draft || settings.check
      ? { request: asked.request, made: makeHere(asked.request) }
      : await filled(asked.request, asked.parties, makeHere, person);
  if (!made.ok) return refuse(made.faults, asked.parties, naming, io);
  if (settings.dmarcPlan) {
    await writePlan(request, made.deployment, given, settings, io);
    return 0;
  }
  const isTold = person !== undefined && settings.format.id === "sheet";
  if (isTold) person.tell("");
  const jobs = [{ ...made, given, asked, nameOf: nameHere }];
  // Whoever has just been asked reads the rest in the sheet.
  return finish(jobs, { ...run, settings }, isTold);
}

/** A template that takes mail stands in the provider's place, so that the one word is the domain. */
function besideTemplate(given: Given, { use, recipe }: Template): Given {
  if (use === "sender") return given;
  const { provider, domain } = given;
  if (domain !== undefined) {
    throw new UsageError(
      `"${provider}" and the template ${recipe.id} both take the mail of ${domain}; name one of them`,
    );
  }
  return { ...given, provider: undefined, domain: provider };
}

function maker(given: Given, asked: Asked, run: Run, speech: Speech): (request: MailRequest) => Made {
  const { settings, declared } = run;
  const isParked = "parked" in asked.request;
  const options: MakeOptions = {
    nameOf: (at) => nameOf(at, asked.parties, speech),
    belowOf: (id) => (speech === "option" ? `--sender ${id}@mail` : `${id}@mail in the column sender`),
    listedBy: "maildns providers",
    draft: settings.draft,
    origin: settings.origin,
    ttl: settings.ttl,
    zones: declared?.zones,
    replace: settings.replace,
    keepDmarc: given.dmarc === undefined && !isParked,
  };
  return (request) => make(request, options);
}

async function many(path: string, base: Given, run: Run, progress: Progress): Promise<ExitCode> {
  const { io, words } = run;
  if (base.domain !== undefined) {
    throw new UsageError(`"${base.domain}" is a domain, and --domains gives them; leave one of the two out`);
  }
  const { rows, faults } = rowsOf(path, await fileOf("--domains", path, io), base);
  for (const { line, reason } of faults) io.stderr(`maildns: ${visible(`${path}:${line}: ${reason}`)}\n`);
  const jobs: Job[] = [];
  let failed = faults.length > 0;
  for (const [index, { given, line }] of rows.entries()) {
    progress.show(`domain ${index + 1} of ${rows.length}: ${given.domain ?? ""}`);
    const asked = requestOf(given, undefined);
    const naming = { words, place: `${path}:${line}: `, speech: "column" } as const;
    const made: Made =
      asked.faults.length > 0 ? { ok: false, faults: asked.faults } : maker(given, asked, run, "column")(asked.request);
    if (made.ok) {
      const nameHere = (at: Fault["at"]): string => nameOf(at, asked.parties, "column");
      jobs.push({ ...made, given, asked, nameOf: nameHere });
    } else {
      progress.end();
      refuse(made.faults, asked.parties, naming, io);
      failed = true;
    }
    // Lets the terminal show where it is.
    if (index % 50 === 49) await new Promise(setImmediate);
  }
  progress.end();
  if (failed) {
    const wrong = rows.length - jobs.length + faults.length;
    io.stderr(`maildns: ${path}: ${plural(wrong, "row")} cannot be taken; nothing was written\n`);
    return 2;
  }
  return finish(jobs, run);
}

async function finish(jobs: readonly Job[], { settings, declared, io }: Run, isTold = false): Promise<ExitCode> {
  const { format, writing, output } = settings;
  const deployments = jobs.map(({ deployment }) => deployment);
  if (settings.check) return check(jobs, output, io);
  if (format !== "domain-connect") await writeDeployments(deployments, format, writing, output, io);
  const showServed = output === undefined || !isFolder(output, io);
  const several = jobs.length > 1;
  for (const { given, deployment, inferred, nameOf: nameHere } of isTold ? [] : jobs) {
    // A draft is refused by intent, and many domains `lint` judges at once in less time.
    const verdicts = several || settings.draft ? [] : judged(deployment, declared);
    tell(deployment, nameHere, { rua: given.rua, showServed, several, verdicts, inferred }, io);
  }
  return 0;
}

/** Whether what is declared still is what the providers need; the difference where it is not. */
async function check(jobs: readonly Job[], output: string | undefined, io: Io): Promise<ExitCode> {
  const deployments = jobs.map(({ deployment }) => deployment);
  const drifted = deployments.filter(isDrifted);
  if (drifted.length > 0) await writeResult(drifted.map(differenceText).join("\n"), output, io);
  for (const { deployment, nameOf: nameHere } of jobs) tellPending(deployment, nameHere, jobs.length > 1, io);
  const agreeing = deployments.filter((deployment) => !isDrifted(deployment) && deployment.pending.length === 0);
  if (agreeing.length > 0) {
    const [only] = agreeing;
    const whose = agreeing.length === 1 && only !== undefined ? only.domain : plural(agreeing.length, "domain");
    io.stderr(`maildns: what is declared for ${visible(whose)} is what mail needs there\n`);
  }
  return drifted.length > 0 ? 1 : 0;
}
