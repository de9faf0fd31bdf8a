import { isObject } from "../parse-json.ts";
import type { Mappings } from "../../model/mapping.ts";
import { mayConcernDns } from "./lookalike.ts";
import { isDefaultProvider, isRootStack } from "./left-out.ts";
import { stackOf } from "./part.ts";
import { peek, type ResourceState } from "./peek.ts";
import { isLeftover, stateOf, typeOfUrn } from "./state.ts";
import { FAILED, isGone, isSettled, type Step } from "./steps.ts";

/** What the events of one preview, update, refresh or destroy tell. */
export interface Run {
  readonly steps: readonly Step[];
  readonly stack: string | undefined;
  /** Every resource that has an event, under its name now and the one it had. */
  readonly shown: ReadonlySet<string>;
  /** It shows the stack itself, so it is about the whole of it. */
  readonly whole: boolean;
  readonly begun: boolean;
  readonly ended: boolean;
  readonly failed: boolean;
  /** Names of DNS resources whose operation failed, or was begun and has no end. */
  readonly torn: readonly string[];
  /** How many resources the summary counts for which there is no event. */
  readonly missing: number;
}

interface Begun {
  readonly event: unknown;
  readonly start: number;
}

/** The operation of an event. A refresh ends with the name of what it found, as no step of a program does. */
function opOf(event: unknown): string {
  const metadata = peek(event, "metadata");
  const op = peek(metadata, "op");
  if (typeof op !== "string") return "";
  const found = (op === "same" || op === "update" || op === "delete") && peek(metadata, "logical") !== true;
  return found ? "refresh" : op;
}

/** One of the two states of an event, that of the event which begins at `start`. */
export function stateIn(event: unknown, start: number, old: boolean): ResourceState | undefined {
  const planned = !old && peek(event, "planning") === true && !isSettled(opOf(event));
  return stateOf(peek(peek(event, "metadata"), old ? "old" : "new"), start, old, planned);
}

/** Follows the events of a log. What went before the last run (the preview of an update) does not count. */
export class RunReader {
  readonly #mappings: Mappings | undefined;
  #steps: Step[] = [];
  #open = new Map<string, Begun>();
  #shown = new Set<string>();
  #torn = new Set<string>();
  #stack: string | undefined;
  #summary: unknown;
  #whole = false;
  #prelude = false;
  #over = false;
  #failed = false;
  #blocked = false;
  #planning = false;
  #program = 0;
  #refreshes = 0;

  constructor(mappings: Mappings | undefined) {
    this.#mappings = mappings;
  }

  /** Takes an event that begins at the offset `start`; the reason where it is none. */
  take(value: unknown, start: number): string | undefined {
    if (!isObject(value) || typeof value["sequence"] !== "number") {
      // What "up --json" writes of its preview, before the events of the update.
      const digest = isObject(value) && ("steps" in value || "changeSummary" in value || "diagnostics" in value);
      return digest && this.#shown.size === 0 ? undefined : "what stands here is no event of the Pulumi engine";
    }
    if (this.#over) this.#reset();
    if ("preludeEvent" in value) this.#prelude = true;
    else if ("cancelEvent" in value) this.#over = true;
    else if ("summaryEvent" in value) this.#summary = value["summaryEvent"];
    else if ("diagnosticEvent" in value) this.#diagnose(value["diagnosticEvent"]);
    else if ("policyEvent" in value) {
      if (peek(value["policyEvent"], "enforcementLevel") === "mandatory") this.#blocked = true;
    } else if ("resourcePreEvent" in value) this.#begin(value["resourcePreEvent"], start);
    else if ("resOutputsEvent" in value) this.#end(value["resOutputsEvent"], start);
    else if ("resOpFailedEvent" in value) this.#fail(value["resOpFailedEvent"], start);
    return undefined;
  }

  result(): Run {
    for (const [urn, { event, start }] of this.#open) this.#unfinished(urn, event, start);
    this.#open.clear();
    return {
      steps: this.#steps,
      stack: this.#stack,
      shown: this.#shown,
      whole: this.#whole,
      begun: this.#prelude,
      ended: this.#summary !== undefined || this.#over,
      failed: this.#failed || this.#summary === undefined || !this.#succeeded(),
      torn: [...this.#torn].map((urn) => urn.slice(urn.lastIndexOf("::") + 2)),
      missing: this.#missing(),
    };
  }

  #diagnose(event: unknown): void {
    if (peek(event, "severity") !== "error") return;
    if (isPolicyStop(peek(event, "message"))) this.#blocked = true;
    else this.#failed = true;
  }

  /** A preview that only policies stop has run to its end; an update has not. */
  #succeeded(): boolean {
    const result = peek(this.#summary, "result");
    return this.#blocked ? this.#planning : result === undefined || result === "succeeded";
  }

  #reset(): void {
    this.#steps = [];
    this.#open = new Map();
    this.#shown = new Set();
    this.#torn = new Set();
    this.#stack = undefined;
    this.#summary = undefined;
    this.#whole = this.#prelude = this.#over = this.#failed = this.#blocked = this.#planning = false;
    this.#program = this.#refreshes = 0;
  }

  #begin(event: unknown, start: number): void {
    const metadata = peek(event, "metadata");
    const op = peek(metadata, "op");
    const urn = peek(metadata, "urn");
    if (typeof op !== "string" || typeof urn !== "string") return;
    this.#shown.add(urn);
    if (peek(event, "planning") === true) this.#planning = true;
    const earlier = peek(peek(metadata, "old"), "urn");
    if (typeof earlier === "string" && earlier !== urn) this.#shown.add(earlier);
    this.#stack ??= stackOf(urn);
    if (isRootStack(urn)) this.#whole = true;
    if (op === "refresh") this.#refreshes += isDefaultProvider(urn) ? 0 : 1;
    else if (op !== "read" && peek(metadata, "logical") === true && !isDefaultProvider(urn)) this.#program++;
    if (this.#isDns(urn)) this.#open.set(urn, { event, start });
  }

  #end(event: unknown, start: number): void {
    const metadata = peek(event, "metadata");
    const urn = peek(metadata, "urn");
    if (typeof urn !== "string" || !this.#isDns(urn)) return;
    this.#open.delete(urn);
    this.#step(urn, event, start);
  }

  #fail(event: unknown, start: number): void {
    const metadata = peek(event, "metadata");
    const urn = peek(metadata, "urn");
    this.#failed = true;
    if (typeof urn !== "string" || !this.#isDns(urn)) return;
    this.#open.delete(urn);
    this.#torn.add(urn);
    this.#steps.push({ op: FAILED, urn, old: stateIn(event, start, true), fresh: undefined });
  }

  /** Of an operation that has no end a preview still says what it was to be; of an update nobody knows. */
  #unfinished(urn: string, event: unknown, start: number): void {
    if (peek(event, "planning") === true) this.#step(urn, event, start);
    else this.#fail(event, start);
  }

  #step(urn: string, event: unknown, start: number): void {
    const op = opOf(event);
    // The parts of a replacement have events of their own.
    if (op === "replace") return;
    const metadata = peek(event, "metadata");
    // What waits to be deleted since an earlier deployment is nobody's present state.
    if (isGone(op) && isLeftover(peek(metadata, "old"))) return;
    const fresh = isGone(op) || isLeftover(peek(metadata, "new")) ? undefined : stateIn(event, start, false);
    this.#steps.push({ op, urn, old: stateIn(event, start, true), fresh });
  }

  #isDns(urn: string): boolean {
    return mayConcernDns(typeOfUrn(urn), this.#mappings);
  }

  #missing(): number {
    const changes = peek(this.#summary, "resourceChanges");
    if (!isObject(changes)) return 0;
    let counted = 0;
    for (const [op, count] of Object.entries(changes)) if (op !== "read" && typeof count === "number") counted += count;
    // A refresh alone counts what it looked at; before a program it does not.
    return Math.max(0, counted - (this.#program === 0 ? this.#refreshes : this.#program));
  }
}

/** What ends a preview that nothing but mandatory policies stops: all its steps are there. */
export function isPolicyStop(message: unknown): boolean {
  return (
    typeof message === "string" &&
    /^(?:error: )?preview failed$/.test(message.replace(/<\{%[^%]{0,20}%\}>/g, "").trim())
  );
}
