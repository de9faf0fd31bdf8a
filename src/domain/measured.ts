import type { Measured, MeasuredName } from "../model/measured.ts";
import type { Name } from "../model/name.ts";
import type { TxtRecord } from "../model/record.ts";
import type { Source } from "../model/source.ts";
import type { SpfMechanism, SpfModifier } from "../syntax/spf.ts";
import { addressesOf } from "./addresses.ts";
import type { SpfPolicy } from "./spf-policy.ts";
import { spfTree, type SpfText } from "./texts.ts";
import type { World } from "./world.ts";

/** Records that are answered elsewhere stand in no document, and are not judged themselves. */
const dns: Source = {
  document: { path: "<dns>", format: "dns" },
  publisher: {
    id: "dns",
    title: "DNS",
    splitsText: false,
    relativeTargets: false,
    ownsSets: false,
    flattensApex: false,
  },
  context: true,
};

/** Each policy is made once, so that equal answers are one record. */
const policies = new WeakMap<Measured, Map<Name, SpfPolicy>>();

/** What the DNS answered where the declared zones lead out of themselves; `undefined` where it was not asked. */
export function measuredPolicy(world: World, name: Name | undefined): SpfPolicy | undefined {
  const { measured } = world;
  if (measured === undefined || name === undefined) return undefined;
  let known = policies.get(measured);
  if (known === undefined) policies.set(measured, (known = new Map<Name, SpfPolicy>()));
  let policy = known.get(name);
  if (policy === undefined) {
    policy = policyOf(measured, name);
    if (policy !== undefined) known.set(name, policy);
  }
  return policy;
}

function policyOf({ names, failures }: Measured, name: Name): SpfPolicy | undefined {
  const found = names.get(name);
  if (found?.spf === undefined) {
    const reason = failures.get(name);
    return reason === undefined ? undefined : { state: "unknown", reason, loop: false, failed: true };
  }
  const day = found.date;
  const [first, ...more] = found.spf.map((text) => textOf(name, text));
  if (first === undefined) {
    return { state: "none", isVoid: found.exists === false, records: [], day, exists: found.exists !== false };
  }
  return more.length > 0 ? { state: "several", texts: [first, ...more], day } : { state: "found", texts: [first], day };
}

function textOf(name: Name, text: string): SpfText {
  const record: TxtRecord = {
    name,
    type: "TXT",
    data: { strings: [text] },
    ttl: undefined,
    source: dns,
    at: 0,
    vendor: undefined,
  };
  return { record, text, spf: spfTree(text) };
}

/** How many MX records a name has, as far as it was measured, and the day. */
export function measuredMx(world: World, target: Name): { readonly count: number; readonly day: string } | undefined {
  const found = outside(world, target, "MX");
  return found?.mx === undefined ? undefined : { count: found.mx, day: found.date };
}

/**
 * Whether `a`, `mx` or `exists` finds nothing whoever sends (RFC 7208 4.6.4): `day` where that was measured, `declared` where
 * the zones prove it; `undefined` where it finds something or that is not known.
 */
export function findsNothing(world: World, term: SpfMechanism | SpfModifier, target: Name): string | undefined {
  if (term.name === "mx") {
    if (world.lookup(target, "MX").state === "absent") return DECLARED;
    const mx = measuredMx(world, target);
    return mx?.count === 0 ? mx.day : undefined;
  }
  if (term.name !== "a" && term.name !== "exists") return undefined;
  const { a, aaaa, loop } = addressesOf(world, target);
  // a circle of CNAME records is an error and not a void answer
  if (loop) return undefined;
  const four = a === "none" ? DECLARED : a === "unknown" ? noAddress(world, target, "A") : undefined;
  if (term.name === "exists" || four === undefined) return four;
  const six = aaaa === "none" ? DECLARED : aaaa === "unknown" ? noAddress(world, target, "AAAA") : undefined;
  return six === DECLARED ? four : six;
}

/** In the place of a day. */
export const DECLARED = "declared";

/** The day on which a host was measured to have no address of a family. */
export function noAddress(world: World, host: Name, type: "A" | "AAAA"): string | undefined {
  const found = outside(world, host, type);
  return (type === "A" ? found?.a : found?.aaaa) === false ? found?.date : undefined;
}

function outside(world: World, name: Name, type: "MX" | "A" | "AAAA"): MeasuredName | undefined {
  if (world.measured === undefined) return undefined;
  const answer = world.lookup(name, type);
  const asked = answer.state === "unknown" || answer.state === "undeclared" ? answer.outside : undefined;
  return asked === undefined ? undefined : world.measured.names.get(asked);
}
