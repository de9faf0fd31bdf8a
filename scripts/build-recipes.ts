import { acceptedVariables, classify, needsOf, type Needs } from "../src/generate/classify.ts";
import type { MxTemplateSet, Publish, Recipe, Use, Variable } from "../src/generate/recipe.ts";
import type { FileMxSet, ProviderFile } from "./catalogue-schema.ts";

/** What a file says of writing a provider's records. */
export function recipeFrom(file: ProviderFile): Recipe {
  const documented = file.sources.find(({ kind, ref }) => kind === "docs" && /^https:\/\/\S+/.test(ref))?.ref;
  return {
    id: file.id,
    name: file.name,
    nameJa: file.nameJa,
    kind: file.kind,
    publish: publishOf(file),
    endOfService: file.endOfService?.date,
    documented: documented?.split(" ")[0],
  };
}

/** Without a description of its own, what is seen counts where it is known to be what new customers get. */
function publishOf({ publish, mx, spf }: ProviderFile): Publish | undefined {
  if (publish !== undefined) {
    const { variables, ...rest } = publish;
    return { ...rest, variables: variables === undefined ? undefined : usedOnly(publish, variables) };
  }
  const seen = mx.sets?.find(({ recommended }) => recommended === true);
  if (seen === undefined || spf.mechanisms.length === 0 || spf.allQualifierSeen === undefined) return undefined;
  return { mx: { recommended: setOf(seen) }, spf: { recommended: spf.mechanisms, all: spf.allQualifierSeen } };
}

function setOf({ label, records }: FileMxSet): MxTemplateSet {
  return { label, records };
}

function usedOnly(publish: Publish, variables: Readonly<Record<string, Variable>>): Record<string, Variable> {
  const used = acceptedVariables({ id: "", name: "", kind: "mailbox", publish });
  return Object.fromEntries(Object.entries(variables).filter(([name]) => used.includes(name)));
}

/** The module that holds all recipes, as one string: parsing that is faster than compiling the literal. */
export function recipesModule(recipes: readonly Recipe[]): string {
  const rows = recipes.map(({ id, publish, ...rest }) => [
    id,
    { ...rest, publish: publish && { ...publish, inbound: undefined } },
  ]);
  return `export const json = ${JSON.stringify(JSON.stringify(Object.fromEntries(rows)))};\n`;
}

const PARTS: readonly { readonly use: Use; readonly type: string; readonly text: string }[] = [
  { use: "provider", type: "ProviderValues", text: "who takes the mail of a domain" },
  { use: "gateway", type: "GatewayValues", text: "a gateway that takes the mail and hands it on" },
  { use: "sender", type: "SenderValues", text: "who sends in a domain's name" },
];

/** The types of what a program may give, so that a value that is missing or misspelt is found by the compiler. */
export function valuesModule(recipes: readonly Recipe[]): string {
  const parts = PARTS.map(({ use, type, text }) => {
    const rows = recipes.filter((recipe) => classify(recipe).uses.includes(use)).map((recipe) => row(recipe, use));
    return `/** The values that each needs: ${text}. \`V\` is the type of a value. */\nexport interface ${type}<V> {\n${rows.join("")}}\n`;
  });
  const sets = recipes.flatMap((recipe) => {
    const ids = (recipe.publish?.mx?.alternatives ?? []).flatMap(({ id }) => (id === undefined ? [] : [id]));
    if (ids.length === 0 || !classify(recipe).uses.some((use) => use !== "sender")) return [];
    return [`  ${JSON.stringify(recipe.id)}: ${ids.map((id) => JSON.stringify(id)).join(" | ")};\n`];
  });
  return `${parts.join("\n")}\n/** MX sets that may be chosen in place of the recommended one. */\nexport interface MxSets {\n${sets.join("")}}\n`;
}

function row(recipe: Recipe, use: Use): string {
  const needs = needsOf(recipe, use, use === "gateway" ? { outbound: recipe.publish?.spf?.when === undefined } : {});
  const names = acceptedVariables(recipe);
  const body = names
    .map((name) => `    ${described(recipe, name)}\n    ${name}${optional(needs, name)}: V;\n`)
    .join("");
  const type = names.length === 0 ? "{ [key: string]: never }" : `{\n${body}  }`;
  return `  /** ${comment(recipe.name)} */\n  ${JSON.stringify(recipe.id)}: ${type};\n`;
}

function optional({ required }: Needs, name: string): string {
  return required.includes(name) ? "" : "?";
}

function described({ publish }: Recipe, name: string): string {
  const variable = publish?.variables?.[name];
  if (variable === undefined) return "";
  const example = variable.example.length > 80 ? `${variable.example.slice(0, 60)}…` : variable.example;
  return `/** ${comment(`${variable.label.en}: ${variable.where}`)}; such as \`${comment(example)}\` */`;
}

function comment(text: string): string {
  return text.replaceAll("*/", "*\\/").replace(/\s+/g, " ");
}
