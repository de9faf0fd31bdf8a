import type { Problem } from "../model/zone.ts";
import { isObject, parseJson } from "./parse-json.ts";
import { isRootStack, leftOut, type LeftOut } from "./pulumi/left-out.ts";
import { locateStates } from "./pulumi/locate.ts";
import { mayConcernDns } from "./pulumi/lookalike.ts";
import { NONE_LEFT_OUT, resultOf, stackOf } from "./pulumi/part.ts";
import { peek, type ResourceState } from "./pulumi/peek.ts";
import { isPolicyStop } from "./pulumi/run.ts";
import { isLeftover, stateOf, typeOfUrn } from "./pulumi/state.ts";
import { isGone, isSettled, worldsOf, type Step } from "./pulumi/steps.ts";
import type { InputFile, Reader, ReadOptions, ReadResult } from "./reader.ts";

const FULL = "pulumi preview --json --show-sames --show-replacement-steps";

interface Listed {
  readonly index: number;
  readonly op: string;
  readonly urn: string;
  readonly newState: unknown;
  readonly value: unknown;
}

/** The steps in the document's order; where the list or a step of it is broken, the reason. */
function stepsOf(json: unknown): readonly Listed[] | { readonly broken: string } {
  const list = peek(json, "steps");
  if (list === undefined) return [];
  if (!Array.isArray(list)) return { broken: '"steps" is no list' };
  const steps: Listed[] = [];
  for (const index of list.keys()) {
    const value: unknown = list[index];
    const op = peek(value, "op");
    const urn = peek(value, "urn");
    if (typeof op !== "string" || typeof urn !== "string") return { broken: `step ${index} has no "op" or no "urn"` };
    steps.push({ index, op, urn, newState: peek(value, "newState"), value });
  }
  return steps;
}

/** Whether no program ran: then every new state is what is published, whatever its step is called. */
function isRefresh(steps: readonly Listed[]): boolean {
  const stack = steps.filter(({ urn }) => isRootStack(urn));
  return steps.some(({ op }) => op === "refresh") && stack.every(({ op }) => op === "refresh");
}

function stateIn({ op, index, value }: Listed, old: boolean, refresh: boolean): ResourceState | undefined {
  const planned = !old && !refresh && !isSettled(op);
  return stateOf(peek(value, old ? "oldState" : "newState"), index, old, planned);
}

/** The steps that are about DNS. */
function* dnsSteps(
  steps: readonly Listed[],
  refresh: boolean,
  gone: ReadonlySet<string>,
  mappings: ReadOptions["mappings"],
): Generator<Step> {
  for (const step of steps) {
    const { op, urn } = step;
    if (!mayConcernDns(typeOfUrn(urn), mappings) || gone.has(urn)) continue;
    const old = stateIn(step, true, refresh);
    const fresh = isGone(op) || isLeftover(step.newState) ? undefined : stateIn(step, false, refresh);
    if (refresh) yield { op: "refresh", urn, old, fresh };
    // What waits to be deleted since an earlier deployment is nobody's present state.
    else if (!isGone(op) || !isLeftover(peek(step.value, "oldState"))) yield { op, urn, old, fresh };
  }
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
  const failed = hasErrors(value);
  if (steps.length === 0 && (failed || peek(value, "changeSummary") === undefined))
    return refuse("this preview ended before its first step, so it shows no record; the CLI says why");
  const refresh = isRefresh(steps);
  const whole = steps.some(({ urn }) => isRootStack(urn));
  const hidden = refresh ? NOTHING_HIDDEN : hiddenIn(value, steps, options.mappings);
  const { before, after } = worldsOf(dnsSteps(steps, refresh, hidden?.gone ?? NOTHING_HIDDEN.gone, options.mappings));
  const note = (reason: string): Problem => ({ level: "note", path: file.path, reason });
  const partial = partialReason(hidden);
  const problems: Problem[] = [];
  if (failed)
    problems.push(note("the preview ended in an error, so its steps may not be all: what is missing is not judged"));
  else if (steps.length > 0 && !whole)
    problems.push(
      note("the preview does not show the stack itself, so its steps may not be all: what is missing is not judged"),
    );
  return resultOf(
    {
      document: { path: file.path, format: "pulumi-preview" },
      stack: steps[0] && stackOf(steps[0].urn),
      change: true,
      before: [...before.values()],
      after: [...after.values()],
      shown: shownIn(steps),
      leftOut: hidden ?? NONE_LEFT_OUT,
      complete: !failed && hidden?.unsure === false && whole,
      problems,
      empty: "the preview shows no DNS record or zone",
      ...(partial === undefined ? {} : { partial: note(partial) }),
    },
    options,
  );
}

const NOTHING_HIDDEN: LeftOut = { ...NONE_LEFT_OUT, gone: new Set(), unsure: false };

/** What the preview counts as unchanged and does not show; `undefined`: it does not count. */
function hiddenIn(json: unknown, steps: readonly Listed[], mappings: ReadOptions["mappings"]): LeftOut | undefined {
  const summary = peek(json, "changeSummary");
  const same = isObject(summary) ? (peek(summary, "same") ?? 0) : undefined;
  return typeof same === "number" ? leftOut(steps, same, mappings) : undefined;
}

function partialReason(hidden: LeftOut | undefined): string | undefined {
  if (hidden === undefined)
    return `the preview does not count its unchanged resources, so what is missing cannot be judged; write it with "${FULL}"`;
  if (hidden.unsure)
    return `the refresh found resources gone, and which is not told, so what is missing cannot be judged; write it with "${FULL}"`;
  if (hidden.dns === 0) return undefined;
  const [count, are] = hidden.dns === 1 ? ["1 unchanged resource", "is"] : [`${hidden.dns} unchanged resources`, "are"];
  return `${count} that may be DNS ${are} left out of this preview, so what is missing cannot be judged; write it with "${FULL}", or give what "pulumi stack export" writes beside it`;
}

/** Every resource that has a step, under its name now and the one it had. */
function shownIn(steps: readonly Listed[]): ReadonlySet<string> {
  const shown = new Set<string>();
  for (const { urn, value } of steps) {
    shown.add(urn);
    const earlier = peek(peek(value, "oldState"), "urn");
    if (typeof earlier === "string") shown.add(earlier);
  }
  return shown;
}

/** Errors beside what policies say: with them not all steps need be there. */
function hasErrors(json: unknown): boolean {
  const diagnostics = peek(json, "diagnostics");
  return (
    Array.isArray(diagnostics) &&
    diagnostics.some((each) => peek(each, "severity") === "error" && !isPolicyStop(peek(each, "message")))
  );
}

export const pulumiPreviewReader: Reader = {
  id: "pulumi-preview",
  title: "Pulumi preview",
  holdsSecrets: true,
  read,
  locate(file, requests, mappings) {
    const parsed = parseJson(file.text);
    const steps = parsed.ok ? stepsOf(parsed.value) : { broken: "" };
    if ("broken" in steps) return requests.map(() => undefined);
    const refresh = isRefresh(steps);
    return locateStates(
      file.text,
      {
        state: (index, old) => {
          const step = steps[index];
          return step === undefined ? undefined : stateIn(step, old, refresh);
        },
        path: (index, old) => ["steps", index, old ? "oldState" : "newState"],
      },
      requests,
      mappings,
    );
  },
};
