import type { Problem } from "../model/zone.ts";
import { isObject, parseJson } from "./parse-json.ts";
import { collectHints } from "./pulumi/entries.ts";
import { locateStates } from "./pulumi/locate.ts";
import { peek, type ResourceState } from "./pulumi/peek.ts";
import { readStates } from "./pulumi/read.ts";
import { resourceOf } from "./pulumi/resources.ts";
import { isLeftover, stateOf, typeOfUrn } from "./pulumi/state.ts";
import type { InputFile, Reader, ReadOptions, ReadResult } from "./reader.ts";

const FULL = "pulumi preview --json --show-sames --show-replacement-steps";

/** Steps after which the new state is what is published already: nothing of it is only planned. */
const SETTLED = new Set(["same", "read", "read-replacement", "refresh", "refreshed"]);
const GONE = new Set([
  "delete",
  "delete-replaced",
  "discard",
  "discard-replaced",
  "read-discard",
  "remove-pending-replace",
]);

interface Step {
  readonly index: number;
  readonly op: string;
  readonly urn: string;
  readonly value: unknown;
}

/** The steps in the document's order; `undefined` where the list or a step of it is broken, with the reason. */
function stepsOf(json: unknown): readonly Step[] | { readonly broken: string } {
  const list = peek(json, "steps");
  if (list === undefined) return [];
  if (!Array.isArray(list)) return { broken: '"steps" is no list' };
  const steps: Step[] = [];
  for (const index of list.keys()) {
    const value: unknown = list[index];
    const op = peek(value, "op");
    const urn = peek(value, "urn");
    if (typeof op !== "string" || typeof urn !== "string") return { broken: `step ${index} has no "op" or no "urn"` };
    steps.push({ index, op, urn, value });
  }
  return steps;
}

function stateIn(step: Step, old: boolean): ResourceState | undefined {
  const value = peek(step.value, old ? "oldState" : "newState");
  if (isLeftover(value)) return undefined;
  const planned = !old && !SETTLED.has(step.op);
  return stateOf(value, step.index, old, planned);
}

/** Both states of every resource that has a step. A resource may have several: a refresh, then the parts of a replacement. */
function worldsOf(steps: readonly Step[]): { before: ResourceState[]; after: ResourceState[] } {
  const before = new Map<string, ResourceState>();
  const after = new Map<string, ResourceState>();
  for (const step of steps) {
    const old = stateIn(step, true);
    const fresh = GONE.has(step.op) ? undefined : stateIn(step, false);
    if (resourceOf((fresh ?? old)?.type ?? typeOfUrn(step.urn)) === undefined) continue;
    if (step.op === "refresh") {
      // What is really published counts, not what the state remembered.
      before.delete(step.urn);
      after.delete(step.urn);
      if (fresh !== undefined) {
        before.set(step.urn, fresh);
        after.set(step.urn, fresh);
      }
      continue;
    }
    if (old !== undefined && (!before.has(step.urn) || step.op === "update" || step.op === "same"))
      before.set(step.urn, old);
    // An imported resource is published already.
    else if (old === undefined && step.op.startsWith("import") && fresh !== undefined) before.set(step.urn, fresh);
    if (fresh !== undefined) after.set(step.urn, fresh);
    else if (step.op === "same" && old !== undefined) after.set(step.urn, old);
    else if (step.op === "delete" || step.op.startsWith("discard")) after.delete(step.urn);
  }
  return { before: [...before.values()], after: [...after.values()] };
}

/** Resources that a replacement deletes first: between the two steps their records are not published. */
export function deletedBeforeReplaced(json: unknown): readonly string[] {
  const steps = stepsOf(json);
  if ("broken" in steps) return [];
  const deleted = new Set<string>();
  const gaps: string[] = [];
  for (const { op, urn } of steps) {
    if (op === "delete-replaced") deleted.add(urn);
    else if (op === "create-replacement" && deleted.has(urn)) gaps.push(urn);
  }
  return gaps;
}

function read(file: InputFile, options: ReadOptions, json: () => unknown): ReadResult {
  const refuse = (reason: string, at?: { line: number; column: number }): ReadResult => ({
    zones: [],
    problems: [{ level: "error", path: file.path, ...at, reason }],
  });
  const value = json();
  if (value === undefined) {
    const parsed = parseJson(file.text);
    if (!parsed.ok) return refuse(`no JSON: ${parsed.reason}`, { line: parsed.line, column: parsed.column });
  }
  if (!isObject(value)) return refuse("no Pulumi preview: it is no JSON object");
  const steps = stepsOf(value);
  if ("broken" in steps) return refuse(`no whole Pulumi preview: ${steps.broken}`);
  const note = (reason: string): Problem => ({ level: "note", path: file.path, reason });
  const problems: Problem[] = [];
  const hidden = hiddenSames(value, steps);
  if (hidden === undefined) {
    problems.push(
      note(
        `the preview does not count its unchanged resources, so what is missing cannot be judged; write it with "${FULL}"`,
      ),
    );
  } else if (hidden > 0) {
    const count = hidden === 1 ? "1 unchanged resource is" : `${hidden} unchanged resources are`;
    problems.push(
      note(`${count} left out of this preview, so what is missing cannot be judged; write it with "${FULL}"`),
    );
  }
  const failed = hasErrors(value);
  if (failed)
    problems.push(note("the preview ended in an error, so its steps may not be all: what is missing is not judged"));
  const { before, after } = worldsOf(steps);
  const document = { path: file.path, format: "pulumi-preview" };
  const hints = collectHints([...before, ...after]);
  const complete = hidden === 0 && !failed;
  const now = readStates(after, hints, complete, options, document);
  const then = readStates(before, hints, complete, options, document);
  const told = new Set(now.problems.map((problem) => problem.reason));
  problems.push(...now.problems, ...then.problems.filter((problem) => !told.has(problem.reason)));
  const all = now.records + then.records;
  if (before.length + after.length === 0) problems.push(note("the preview shows no DNS record or zone"));
  if (all > 0 && now.named + then.named === 0 && now.problems.length + then.problems.length > 0) {
    return { zones: [], problems: problems.map((each) => ({ ...each, level: "error" })) };
  }
  return { zones: now.zones, before: then.zones, problems };
}

/** How many unchanged resources the preview counts and does not show; `undefined`: it does not count. */
function hiddenSames(json: unknown, steps: readonly Step[]): number | undefined {
  const summary = peek(json, "changeSummary");
  if (!isObject(summary)) return undefined;
  const same = peek(summary, "same");
  if (same === undefined) return 0;
  if (typeof same !== "number") return undefined;
  return Math.max(0, same - steps.filter((step) => step.op === "same").length);
}

function hasErrors(json: unknown): boolean {
  const diagnostics = peek(json, "diagnostics");
  return Array.isArray(diagnostics) && diagnostics.some((each) => peek(each, "severity") === "error");
}

export const pulumiPreviewReader: Reader = {
  id: "pulumi-preview",
  title: "Pulumi preview",
  holdsSecrets: true,
  detect({ json }) {
    const value = json();
    if (!isObject(value)) return false;
    const steps = peek(value, "steps");
    if (isObject(peek(value, "changeSummary"))) return steps === undefined || Array.isArray(steps);
    const first = Array.isArray(steps) ? peek(steps, 0) : undefined;
    const urn = peek(first, "urn");
    return typeof peek(first, "op") === "string" && typeof urn === "string" && urn.startsWith("urn:pulumi:");
  },
  read,
  locate(file, requests) {
    const parsed = parseJson(file.text);
    const steps = parsed.ok ? stepsOf(parsed.value) : { broken: "" };
    if ("broken" in steps) return requests.map(() => undefined);
    return locateStates(
      file.text,
      {
        state: (index, old) => {
          const step = steps[index];
          return step === undefined ? undefined : stateIn(step, old);
        },
        path: (index, old) => ["steps", index, old ? "oldState" : "newState"],
      },
      requests,
    );
  },
};
