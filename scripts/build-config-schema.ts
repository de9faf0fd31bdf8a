import { readdir, readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";
import type { RuleMetadata, RuleOption } from "../src/rules/define.ts";
import { rules } from "../src/rules/index.ts";
import base from "./config.schema.base.json" with { type: "json" };

const root = new URL("..", import.meta.url);
export const configSchemaFile = new URL("schemas/config.schema.json", root);

/** The configuration's schema: the hand-written base, the rules' ids and options, the providers' ids. */
export function configSchema(
  ofRules: readonly Pick<RuleMetadata, "id" | "summary" | "options">[],
  providers: readonly string[],
): Record<string, unknown> {
  const properties = Object.fromEntries(
    ofRules.map(({ id, summary, options }) => [id, { description: summary, ...setting(options) }]),
  );
  const { $defs, ...rest } = base;
  return {
    ...rest,
    properties: { ...base.properties, rules: { ...base.properties.rules, properties } },
    $defs: {
      ...$defs,
      ruleId: { ...$defs.ruleId, enum: ["*", ...ofRules.map(({ id }) => id)] },
      providerId: { ...$defs.providerId, enum: [...providers].sort() },
    },
  };
}

function setting(options: RuleMetadata["options"]): Record<string, unknown> {
  if (options === undefined) return { $ref: "#/$defs/setting" };
  const properties = Object.fromEntries(Object.entries(options).map(([key, option]) => [key, optionSchema(option)]));
  const { level, setting: plain } = { level: { $ref: "#/$defs/level" }, setting: base.$defs.setting };
  const prefixItems = [level, { type: "object", additionalProperties: false, properties }];
  return { ...plain, else: { ...plain.else, prefixItems } };
}

function optionSchema(option: RuleOption): Record<string, unknown> {
  const { description, type, default: usual, minimum, maximum } = option;
  return {
    description,
    type,
    default: usual,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

/** The text of `schemas/config.schema.json` as it must be. */
export async function configSchemaText(): Promise<string> {
  const folder = await readdir(new URL("src/providers/catalogue/", root));
  const providers = folder.filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -".json".length));
  return format(JSON.stringify(configSchema(rules, providers)), { parser: "json", printWidth: 120 });
}

export async function buildConfigSchema(): Promise<void> {
  const text = await configSchemaText();
  const present = await readFile(configSchemaFile, "utf8").catch(() => undefined);
  if (present !== text) await writeFile(configSchemaFile, text);
}
