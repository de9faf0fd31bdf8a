import type { Provider } from "./types.ts";
import { allProviders } from "./lookup.ts";

/** Everything the catalogue says of a provider: the content of its file, see `schemas/provider.schema.json`. */
export type ProviderDetails = Readonly<Record<string, unknown>> & { readonly id: string; readonly name: string };

let details: Promise<ReadonlyMap<string, ProviderDetails>> | undefined;

/** The whole of a provider's file, with what to publish, notes and sources; `undefined` for an unknown id. */
export async function providerDetails(id: string): Promise<ProviderDetails | undefined> {
  details ??= import("../generated/catalogue-details.ts").then(({ json }) => {
    const files: Readonly<Record<string, ProviderDetails>> = JSON.parse(json);
    return new Map(Object.entries(files));
  });
  return (await details).get(id);
}

/**
 * The providers in which every word is found, case aside: in the id, the names, the hosts of MX, SPF and DKIM. Best
 * first: an id that is one of the words, then an id or name that holds one, then the rest.
 */
export function searchProviders(words: readonly string[]): Provider[] {
  const wanted = words.map(folded).filter((word) => word !== "");
  const found: { readonly provider: Provider; readonly rank: number }[] = [];
  for (const provider of allProviders()) {
    const title = folded(`${provider.id} ${provider.name} ${provider.nameJa ?? ""}`);
    const all = `${title} ${folded(hostsOf(provider).join(" "))}`;
    if (!wanted.every((word) => all.includes(word))) continue;
    const rank = wanted.includes(provider.id) ? 0 : wanted.some((word) => title.includes(word)) ? 1 : 2;
    found.push({ provider, rank });
  }
  return found.sort((a, b) => a.rank - b.rank).map(({ provider }) => provider);
}

/** Full-width and half-width forms are one here: ｿ and ソ, Ａ and A. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function hostsOf({ mx, spf, dkim }: Provider): string[] {
  return [
    ...(mx?.registrableDomains ?? []),
    ...(mx?.sets.flatMap(({ records }) => records.map(({ host }) => host)) ?? []),
    ...(spf?.mechanisms ?? []),
    ...(spf?.recommended ?? []),
    ...(dkim?.cnameTargets ?? []),
  ];
}
