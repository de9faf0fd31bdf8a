import type { Name } from "../model/name.ts";
import { mxHostRole, providersOfMxHost, providersOfSpfDomain, includeCost } from "./lookup.ts";
import { fitting, LONGEST, Memo, tables } from "./tables.ts";
import type { NearRow, Provider } from "./types.ts";

export interface NearMxHost {
  readonly provider: Provider;
  /** The host that was probably meant. */
  readonly host: string;
}

/** Shorter fronts (`mx`, `mx1`) are near to anything. */
const SHORTEST_FRONT = 5;

/**
 * The provider's MX host that an unrecognised one below the same registrable domain was probably meant to be: two
 * edits away at most, or a label left out or put in. Hosts that differ in digits alone prove nothing: providers number
 * their hosts, and add some.
 */
export function nearestMxHost(host: Name): NearMxHost | undefined {
  if (host.length > LONGEST) return undefined;
  const { nearMx, providers } = tables();
  let dot = host.indexOf(".");
  for (; dot >= 0; dot = host.indexOf(".", dot + 1)) {
    const rows = nearMx.get(host.slice(dot + 1));
    if (rows === undefined) continue;
    if (mxHostRole(host) !== undefined || providersOfMxHost(host).length > 0) return undefined;
    const row = nearestRow(rows, host.slice(0, dot));
    const provider = row === undefined ? undefined : providers[row[1]];
    if (row === undefined || provider === undefined) return undefined;
    const tenant = row[2] === 1 ? `${host.slice(0, host.indexOf("."))}.` : "";
    const meant = `${tenant}${row[0]}${host.slice(dot)}`;
    return providersOfMxHost(meant).includes(provider) ? { provider, host: meant } : undefined;
  }
  return undefined;
}

function nearestRow(rows: readonly NearRow[], front: string): NearRow | undefined {
  let best: NearRow | undefined;
  let least = 3;
  for (const row of rows) {
    const [rest, , tenant] = row;
    const meant = tenant === 1 ? front.slice(front.indexOf(".") + 1) : front;
    if (tenant === 1 && !front.includes(".")) continue;
    if (withoutDigits(meant) === withoutDigits(rest)) return undefined;
    if (rest.length < SHORTEST_FRONT) continue;
    const allowed = rest.length < 8 ? 1 : 2;
    const distance = edits(meant, rest, allowed);
    const cost = distance <= allowed ? distance : differsByLabel(meant, rest) ? allowed : 3;
    if (cost < least) [best, least] = [row, cost];
  }
  return best;
}

/** One name is the other with one label left out, and at least one label is left. */
function differsByLabel(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a.split("."), b.split(".")] : [b.split("."), a.split(".")];
  if (long.length !== short.length + 1 || short.join("").length < SHORTEST_FRONT) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  return short.slice(at).join(".") === long.slice(at + 1).join(".");
}

function withoutDigits(text: string): string {
  return text.replace(/[0-9]+/g, "");
}

/** Shorter domains are near to other people's. */
const SHORTEST_DOMAIN = 9;

const spfMemo = new Memo<string>();

/** The domain of a documented include that an unknown one is one edit away from; digits are no evidence here either. */
export function nearestSpfDomain(domain: string): string | undefined {
  const near = spfMemo.get(domain) ?? spfMemo.set(domain, findNearSpf(domain) ?? "");
  return near === "" ? undefined : near;
}

function findNearSpf(domain: string): string | undefined {
  const lower = domain.toLowerCase();
  const text = lower.endsWith(".") ? lower.slice(0, -1) : lower;
  if (text.length < SHORTEST_DOMAIN || text.length > LONGEST || text.includes("%")) return undefined;
  if (providersOfSpfDomain(text).length > 0 || includeCost(text) !== undefined) return undefined;
  if (fitting(tables().absent, text).length > 0) return undefined;
  const plain = withoutDigits(text);
  for (const known of tables().spfDomains) {
    if (oneEdit(text, known) && withoutDigits(known) !== plain) return known;
  }
  return undefined;
}

/** One insertion, deletion, change or swap of neighbours makes one text of the other, found without a table. */
export function oneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length < 2 && right.length < 2) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/**
 * The edits (insert, delete, change, swap of neighbours) between two texts; `limit + 1` where there are more, which ends
 * the counting early.
 */
export function edits(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (next[column - 1] ?? 0) + 1,
        (last[column] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      next.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [before, last] = [last, next];
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}
