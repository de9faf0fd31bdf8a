import type { SourceDocument } from "../../model/source.ts";
import { Unknown } from "../../model/value.ts";

/** What the engine writes in place of a value that it does not know yet, one for each kind of value. */
const SENTINELS: readonly string[] = [
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];
/** Objects with this key are no user's objects; its value tells the kind. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

const preview = new Unknown("preview");
const secret = new Unknown("secret");

/** Own property without running anything: no prototype's, no getter's, and no throw from a policy pack's proxies. */
function ownValue(holder: object, key: string | number): unknown {
  // Most questions are for what is not there; a descriptor is made only for what is.
  if (!Object.hasOwn(holder, key)) return undefined;
  return Object.getOwnPropertyDescriptor(holder, key)?.value as unknown;
}

/** A property value as it counts: `undefined` for null, an `Unknown` for what is not known yet or secret. */
export function settle(value: unknown): unknown {
  if (typeof value === "string") {
    if (value.length === 36 && SENTINELS.includes(value)) return preview;
    // The form in which `preview --json` hides a secret.
    return value === "[secret]" ? secret : value;
  }
  if (value === null || typeof value !== "object") return value ?? undefined;
  const signature = ownValue(value, SIGNATURE);
  // With --show-secrets the value stands in the document; the program still marked it, so it is not shown.
  if (signature === SECRET_SIGNATURE) return secret;
  if (signature === OUTPUT_SIGNATURE) {
    if (ownValue(value, "secret") === true) return secret;
    const inner = ownValue(value, "value");
    return inner === undefined || typeof inner === "object" ? preview : settle(inner);
  }
  return value;
}

/** A new value in the place of another: an output's marks stay around it. */
export function inPlaceOf(before: unknown, value: unknown): unknown {
  const isOutput = typeof before === "object" && before !== null && ownValue(before, SIGNATURE) === OUTPUT_SIGNATURE;
  return isOutput ? { ...before, value } : value;
}

/** A property of an object or array, settled; an unknown holder has only unknown properties. */
export function peek(holder: unknown, key: string | number): unknown {
  if (holder instanceof Unknown) return holder;
  if (typeof holder !== "object" || holder === null) return undefined;
  return settle(ownValue(holder, key));
}

const NOTHING = 0;
const PREVIEW = 1;
const SECRET = 2;
const MAX_DEPTH = 12;

/** The worst kind of unknown inside a value. Deeper than any provider's schema counts as secret. */
function scan(value: unknown, depth: number): number {
  const settled = settle(value);
  if (settled instanceof Unknown) return settled.reason === "secret" ? SECRET : PREVIEW;
  if (typeof settled !== "object" || settled === null) return NOTHING;
  if (depth > MAX_DEPTH) return SECRET;
  let worst = NOTHING;
  for (const key of Object.keys(settled)) {
    const found = scan(ownValue(settled, key), depth + 1);
    if (found === SECRET) return SECRET;
    if (found > worst) worst = found;
  }
  return worst;
}

export function holdsSecret(value: unknown): boolean {
  return scan(value, 0) === SECRET;
}

/** Whether something in the value is not known yet or secret. */
export function holdsUnknown(value: unknown): boolean {
  return scan(value, 0) !== NOTHING;
}

/** One state of one resource: what a reader or the policy pack knows of it. */
export interface ResourceState {
  /** Position in the document's list. */
  readonly index: number;
  /** The state before the change, of a document that carries both. */
  readonly old: boolean;
  readonly urn: string;
  readonly type: string;
  readonly id: unknown;
  readonly inputs: unknown;
  readonly outputs: unknown;
  /** A planned state: its outputs are absent, or left from before, and only its inputs are sure. */
  readonly planned: boolean;
  /** Read, not managed (`.get()`). */
  readonly external: boolean;
  /** It groups others and is no resource of a provider. */
  readonly component?: boolean;
  readonly modified: string | undefined;
  readonly dependencies: unknown;
  readonly propertyDependencies: unknown;
  /** Where it is another document than the one that is read. */
  readonly document?: SourceDocument;
}

export type Bag = "inputs" | "outputs";

/** Which bag a property is taken from: outputs are the published truth, inputs what was asked for. */
export function bagOf(state: ResourceState, key: string): Bag {
  const first: Bag = state.planned ? "inputs" : "outputs";
  const second: Bag = state.planned ? "outputs" : "inputs";
  const a = peek(state[first], key);
  const b = peek(state[second], key);
  if (b === undefined) return first;
  if (a === undefined) return second;
  if (typeof a !== "object" && typeof b !== "object") return first;
  const inA = scan(a, 0);
  const inB = scan(b, 0);
  // A secret in either stays one; a value unknown on one side may be known on the other.
  if (inA === SECRET) return first;
  if (inB === SECRET) return second;
  return inA === PREVIEW && inB === NOTHING ? second : first;
}

export function pick(state: ResourceState, key: string): unknown {
  return peek(state[bagOf(state, key)], key);
}

/** The strings of a list; anything else is passed over. */
export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
