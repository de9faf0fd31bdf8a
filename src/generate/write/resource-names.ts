import type { Name } from "../../model/name.ts";
import type { HostedRecord } from "./hosted-zones.ts";

/**
 * Names resources by the domain and what the record is in it, never by a value: with another value it is the same resource.
 * Every name is given once, spelt by `spell`.
 */
export function resourceNames(
  domains: readonly Name[],
  spell: (name: string) => string,
): (record: HostedRecord, isWholeSet: boolean) => string {
  const slugs = slugsOf([...new Set(domains)]);
  const taken = new Set<string>();
  return ({ domain, type, role }, isWholeSet) => {
    // A set of MX is called the same when one host of it goes.
    const part = isWholeSet && type === "MX" ? role.replace(/-[0-9]+$/, "") : role;
    const name = spell(`${slugs.get(domain) ?? slugOf(domain)}-${part}`);
    let free = name;
    for (let count = 2; taken.has(free); count++) free = spell(`${name}-${count}`);
    taken.add(free);
    return free;
  };
}

/** By domain; of those that would be called the same (`a-b.com`, `a.b.com`) the hyphens are doubled, whatever their order. */
export function slugsOf(domains: readonly Name[]): ReadonlyMap<Name, string> {
  const counts = new Map<string, number>();
  for (const domain of new Set(domains)) counts.set(slugOf(domain), (counts.get(slugOf(domain)) ?? 0) + 1);
  return new Map(
    domains.map((domain) => {
      const slug = slugOf(domain);
      const isShared = (counts.get(slug) ?? 0) > 1;
      return [domain, isShared ? slugOf(domain.replaceAll("-", "--")) : slug];
    }),
  );
}

function slugOf(domain: Name): string {
  return domain.replace(/[^a-z0-9_-]/g, "-");
}
