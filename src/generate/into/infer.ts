import { acceptedVariables, neededExtras } from "../classify.ts";
import type { MxTemplateSet, Recipe, Use } from "../recipe.ts";
import { recipeOf } from "../recipes.ts";
import type { Fault, HostedRequest, PartRequest, ProviderRequest } from "../request.ts";
import type { Declared } from "./declared.ts";
import { bareTerm, Evidence, soughtOfMx } from "./evidence.ts";
import type { Bindings, Sought } from "./match.ts";

/** A value that was not given and that the declared records show. */
export interface Inferred {
  /** The place of the argument. */
  readonly at: Fault["at"];
  readonly value: string;
}

export interface Completed {
  readonly request: HostedRequest;
  readonly inferred: readonly Inferred[];
}

/** Completes a request by what is declared already: each record of a provider tells the values that it was made of. */
export function completed(request: HostedRequest, declared: Declared): Completed {
  const inferred: Inferred[] = [];
  const fill = <P extends PartRequest>(part: P, use: Use, at: Fault["at"], below = ""): P => {
    const recipe = part.recipe ?? recipeOf(part.id);
    if (recipe === undefined) return part;
    const evidence = new Evidence(declared, recipe, below);
    const takesMail = use === "gateway" || (use === "provider" && request.gateway === undefined);
    const set = takesMail ? mxSetOf(part, recipe, evidence) : undefined;
    const found = evidence.values(soughtOf(recipe, set), givenValues(part, recipe));
    for (const [name, value] of Object.entries(found)) inferred.push({ at: [...at, "values", name], value });
    if (set?.id === undefined) return { ...part, values: { ...part.values, ...found } };
    if ((part as ProviderRequest).mxSet === undefined) inferred.push({ at: [...at, "mxSet"], value: set.id });
    return { ...part, mxSet: set.id, values: { ...part.values, ...found } };
  };
  const { gateway, senders } = request;
  return {
    request: {
      ...request,
      provider: fill(request.provider, "provider", ["provider"]),
      ...(gateway && { gateway: fill(gateway, "gateway", ["gateway"]) }),
      ...(senders && {
        senders: senders.map((sender, index) => fill(sender, "sender", ["senders", index], labels(sender.at))),
      }),
    },
    inferred,
  };
}

function labels(at: unknown): string {
  return typeof at !== "string" || at === "@" ? "" : at.toLowerCase();
}

/** Values that are given; what is no text, or no value of the provider's, is refused by who plans. */
function givenValues({ values = {} }: PartRequest, recipe: Recipe): Bindings {
  const accepted = new Set(acceptedVariables(recipe));
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      accepted.has(name) && value !== undefined ? [[name, typeof value === "string" ? value : ""]] : [],
    ),
  );
}

/** The set that was asked for, else the one whose hosts are declared, else the recommended one. */
function mxSetOf(part: ProviderRequest, { publish }: Recipe, evidence: Evidence): MxTemplateSet | undefined {
  const offered = (publish?.mx?.alternatives ?? []).filter(({ id }) => id !== undefined);
  if (part.mxSet !== undefined) return offered.find(({ id }) => id === part.mxSet);
  const recommended = publish?.mx?.recommended;
  if (recommended === undefined || evidence.holdsSet(recommended)) return recommended;
  return offered.find((set) => evidence.holdsSet(set)) ?? recommended;
}

/** The templates that tell values which a plan asks for; those of records that providers call optional are not asked. */
function soughtOf(recipe: Recipe, set: MxTemplateSet | undefined): Sought[] {
  const { spf, dkim } = recipe.publish ?? {};
  const terms = [...(spf?.recommended ?? []), ...(spf?.combined ?? [])];
  const records = [
    ...(dkim?.records ?? []),
    ...(dkim?.alternatives ?? []).flatMap((alternative) => alternative.records),
    ...neededExtras(recipe),
  ];
  return [
    ...(set === undefined ? [] : soughtOfMx(set)),
    ...terms.map((value): Sought => ({ type: "SPF term", name: "@", value: bareTerm(value) })),
    ...records.map(({ type, name, value }): Sought => ({ type, name, value })),
  ];
}
