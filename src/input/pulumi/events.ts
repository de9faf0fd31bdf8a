import { jsonFault } from "../json-fault.ts";
import { EACH, endOfValue, locateRows, skipBlanks } from "../json-locate.ts";
import { isObject } from "../parse-json.ts";
import { peek } from "./peek.ts";

/** Why a text is no log of events, and where. */
export interface EventFault {
  readonly offset: number;
  readonly reason: string;
}

/**
 * Gives each event of a log with its offset: one a line as the CLI writes them, also spread over lines, as one array, or as
 * Pulumi Cloud answers them. `take` may refuse a value with a reason.
 */
export function eachEvent(
  text: string,
  take: (value: unknown, start: number) => string | undefined,
): EventFault | undefined {
  let at = skipBlanks(text, 0);
  let lineEnd = -1;
  let crowded = false;
  while (at < text.length) {
    const start = at;
    if (start > lineEnd) {
      const newline = text.indexOf("\n", start);
      lineEnd = newline < 0 ? text.length : newline;
      crowded = false;
    }
    let end = lineEnd;
    // Most values fill their line. Of one that does not, the end is to be looked for, and of all behind it on its line.
    let parsed = crowded ? undefined : parse(text, start, end);
    if (parsed === undefined) {
      crowded = true;
      end = endOfValue(text, start);
      parsed = parse(text, start, end);
      if (parsed === undefined) return faultAt(text, start, end);
    }
    at = skipBlanks(text, end);
    const rows = rowsOf(parsed.value);
    if (rows === undefined) {
      const refused = take(parsed.value, start);
      if (refused !== undefined) return { offset: start, reason: refused };
      continue;
    }
    if (at < text.length) return { offset: at, reason: "something stands behind the list of events" };
    const spots = locateRows(
      text,
      rows.pattern,
      rows.list.map((_, index) => index),
    );
    for (const [index, value] of rows.list.entries()) {
      const offset = spots[index]?.start ?? start;
      const refused = take(value, offset);
      if (refused !== undefined) return { offset, reason: refused };
    }
    if (rows.more) return { offset: start, reason: "this is one page of the events, and more follow it" };
  }
  return undefined;
}

interface Rows {
  readonly list: readonly unknown[];
  readonly pattern: readonly (string | typeof EACH)[];
  /** It is a page that is not the last one. */
  readonly more: boolean;
}

function rowsOf(value: unknown): Rows | undefined {
  if (Array.isArray(value)) return { list: value, pattern: [EACH], more: false };
  const events = isObject(value) && !Object.hasOwn(value, "sequence") ? peek(value, "events") : undefined;
  if (!Array.isArray(events)) return undefined;
  return { list: events, pattern: ["events", EACH], more: typeof peek(value, "continuationToken") === "string" };
}

function parse(text: string, start: number, end: number): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text.slice(start, end)) as unknown };
  } catch {
    return undefined;
  }
}

function faultAt(text: string, start: number, end: number): EventFault {
  const code = text[start];
  if (code !== "{" && code !== "[") {
    return {
      offset: start,
      reason: "no event stands here; write only what the CLI prints on standard output into the file",
    };
  }
  if (end >= text.length) return { offset: start, reason: "the log breaks off inside the event that begins here" };
  const fault = jsonFault(text.slice(start, end));
  return { offset: start + (fault?.offset ?? 0), reason: `no JSON: ${fault?.reason ?? "it cannot be read"}` };
}
