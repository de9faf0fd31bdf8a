import type { Problem } from "../model/zone.ts";
import { endOfValue } from "./json-locate.ts";
import { parseJson } from "./parse-json.ts";
import { positionAt } from "./positions.ts";
import { eachEvent } from "./pulumi/events.ts";
import { locateStates } from "./pulumi/locate.ts";
import { NONE_LEFT_OUT, resultOf } from "./pulumi/part.ts";
import { peek } from "./pulumi/peek.ts";
import { RunReader, stateIn, type Run } from "./pulumi/run.ts";
import { worldsOf } from "./pulumi/steps.ts";
import type { InputFile, Reader, ReadOptions, ReadResult } from "./reader.ts";

const KINDS = ["resOutputsEvent", "resourcePreEvent", "resOpFailedEvent"] as const;

function read(file: InputFile, options: ReadOptions): ReadResult {
  const refuse = (reason: string, offset?: number): ReadResult => ({
    zones: [],
    problems: [
      { level: "error", path: file.path, ...(offset === undefined ? {} : positionAt(file.text, offset)), reason },
    ],
  });
  const reader = new RunReader(options.mappings);
  const fault = eachEvent(file.text, (value, start) => reader.take(value, start));
  if (fault !== undefined) return refuse(fault.reason, fault.offset);
  const run = reader.result();
  if (!run.begun) return refuse(`no whole Pulumi event log: it begins in the middle of a run, without "preludeEvent"`);
  if (!run.ended) {
    return refuse(
      `no whole Pulumi event log: it ends before the run does, without "summaryEvent"`,
      Math.max(0, file.text.length - 1),
    );
  }
  const { before, after } = worldsOf(run.steps);
  const problems: Problem[] = reasonsOf(run).map((reason) => ({ level: "note", path: file.path, reason }));
  return resultOf(
    {
      document: { path: file.path, format: "pulumi-events" },
      stack: run.stack,
      change: true,
      before: [...before.values()],
      after: [...after.values()],
      shown: run.shown,
      leftOut: NONE_LEFT_OUT,
      complete: run.whole && !run.failed && run.missing === 0,
      problems,
      empty: "the event log shows no DNS record or zone",
    },
    options,
  );
}

const NAMED = 5;

/** Why nothing follows from what is missing. */
function reasonsOf({ failed, torn, missing, whole }: Run): string[] {
  const reasons: string[] = [];
  if (torn.length > 0) {
    const names = torn.slice(0, NAMED).map((name) => JSON.stringify(name));
    const more = torn.length > NAMED ? ` and ${torn.length - NAMED} more` : "";
    reasons.push(
      `the run did not carry out ${names.join(", ")}${more}: judged is what stood there before, which may not be what is published; "pulumi refresh" tells`,
    );
  }
  if (failed) reasons.push("the run ended in an error, so its events may not be all: what is missing is not judged");
  else if (missing > 0) {
    const events = missing === 1 ? "1 resource" : `${missing} resources`;
    reasons.push(`the run counts ${events} more than it has events for, so what is missing cannot be judged`);
  } else if (!whole) {
    reasons.push("the events do not show the stack itself, so they may not be all: what is missing is not judged");
  }
  return reasons;
}

/** The event that begins at an offset which `read` has found. */
function eventAt(text: string, start: number): { readonly key: string; readonly event: unknown } | undefined {
  const parsed = parseJson(text.slice(start, endOfValue(text, start)));
  const key = KINDS.find((each) => parsed.ok && peek(parsed.value, each) !== undefined);
  return key === undefined || !parsed.ok ? undefined : { key, event: peek(parsed.value, key) };
}

export const pulumiEventsReader: Reader = {
  id: "pulumi-events",
  title: "Pulumi event log",
  holdsSecrets: true,
  read,
  locate(file, requests, mappings) {
    const events = new Map<number, ReturnType<typeof eventAt>>();
    const at = (start: number): ReturnType<typeof eventAt> => {
      if (!events.has(start)) events.set(start, eventAt(file.text, start));
      return events.get(start);
    };
    return locateStates(
      file.text,
      {
        state: (start, old) => stateIn(at(start)?.event, start, old),
        path: (start, old) => [at(start)?.key ?? "", "metadata", old ? "old" : "new"],
        start: (start) => start,
      },
      requests,
      mappings,
    );
  },
};
