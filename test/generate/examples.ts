import { acceptedVariables, classify } from "../../src/generate/classify.ts";
import type { PlannedRecord } from "../../src/generate/planned.ts";
import type { Recipe, Use } from "../../src/generate/recipe.ts";
import { allRecipes, recipeOf } from "../../src/generate/recipes.ts";
import type { HostedRequest, PartRequest } from "../../src/generate/request.ts";
import { zoneOf } from "../../src/generate/zone.ts";
import { lint } from "../../src/engine/lint.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Scope } from "../../src/model/zone.ts";

/** Every value of an entry that has an example; alternatives of the DKIM records left out. */
export function exampleValues(recipe: Recipe): Record<string, string> {
  const variables = recipe.publish?.variables ?? {};
  return Object.fromEntries(acceptedVariables(recipe).map((name) => [name, variables[name]?.example ?? ""]));
}

export function part(id: string): PartRequest {
  const recipe = recipeOf(id);
  if (recipe === undefined) throw new Error(`no provider ${id}`);
  return { id, values: exampleValues(recipe) };
}

export function idsFor(use: Use): string[] {
  return allRecipes()
    .filter((recipe) => classify(recipe).uses.includes(use))
    .map(({ id }) => id);
}

export const request = (more: Partial<HostedRequest> & Pick<HostedRequest, "provider">): HostedRequest => ({
  domain: "example.com",
  ...more,
});

/** The web server's address, which some MX and SPF records lead to. */
const web: PlannedRecord = {
  role: "web",
  purpose: "other",
  provider: undefined,
  type: "A",
  owner: "@",
  name: "example.com",
  value: "203.0.113.9",
  nameUses: [],
  valueUses: [],
};

/** What is found at warning or above. The examples' addresses are such as no server has, and that alone is no finding here. */
export function findings(records: readonly PlannedRecord[], scope: Scope): Finding[] {
  const zone = zoneOf([...records, web], "example.com", scope);
  return lint({ after: [zone] }).findings.filter(
    ({ severity, rule }) => severity !== "info" && rule !== "mx-target-private",
  );
}
