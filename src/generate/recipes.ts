import { json } from "../generated/recipes.ts";
import { classify } from "./classify.ts";
import type { Recipe, Use } from "./recipe.ts";

let loaded: ReadonlyMap<string, Recipe> | undefined;

function load(): ReadonlyMap<string, Recipe> {
  const all: Readonly<Record<string, Omit<Recipe, "id">>> = JSON.parse(json);
  return new Map(Object.entries(all).map(([id, rest]) => [id, { id, ...rest }]));
}

/** What the catalogue knows of writing a provider's records. */
export function recipeOf(id: string): Recipe | undefined {
  return (loaded ??= load()).get(id);
}

/** Every entry of the catalogue, in the order of their ids. */
export function allRecipes(): readonly Recipe[] {
  return [...(loaded ??= load()).values()];
}

/** The entries that can stand in a part. */
export function recipesFor(use: Use): readonly Recipe[] {
  return allRecipes().filter((recipe) => classify(recipe).uses.includes(use));
}

/** The entries whose records can be written, in some part. */
export function generatable(): readonly Recipe[] {
  return allRecipes().filter((recipe) => classify(recipe).uses.length > 0);
}
