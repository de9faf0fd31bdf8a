import type { Name } from "../model/name.ts";
import type { Collected } from "./collect.ts";

/**
 * Takes nothing from a resolver that denies every name, among them one that is known to exist: behind a filter, or cut off
 * from the public DNS, it would say so of any name, and all would be findings. All names count as not answered then.
 */
export function withoutDenials(collected: Collected, isKnown: (name: Name) => boolean): Collected {
  const names = [...collected.names];
  const known = names.find(([name]) => isKnown(name))?.[0];
  if (known === undefined || names.some(([, { exists }]) => exists !== false)) return collected;
  const failures = new Map(collected.failures);
  for (const [name] of names) {
    failures.set(name, `the resolver denies every name, ${known} too, which exists; it may see no public DNS`);
  }
  return { ...collected, names: new Map(), failures };
}
