import type { Name } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import type { World } from "./world.ts";

/** One declared selector: everything at `<selector>._domainkey.<domain>`. */
export interface DkimSelector {
  /** May hold dots (`s1.news`). `*` is the wildcard; the empty text is `_domainkey` itself (a delegation of all keys). */
  readonly selector: string;
  readonly name: Name;
  readonly records: readonly DnsRecord[];
}

/** The selectors that the declared world shows for a domain, in order of name. */
export function dkimSelectors(world: World, domain: Name): readonly DkimSelector[] {
  const suffix = `_domainkey.${domain}`;
  return world
    .domainKeys(domain)
    .map(({ name, records }) => ({ selector: name === suffix ? "" : name.slice(0, -suffix.length - 1), name, records }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
