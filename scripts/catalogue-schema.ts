import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { MxTemplate, Publish } from "../src/generate/recipe.ts";
import type { MxHostRole, ProviderKind, ProviderMxSet } from "../src/providers/types.ts";

/** A provider's file, as far as the generator reads it; the schema holds the rest. */
export interface ProviderFile {
  readonly id: string;
  readonly name: string;
  readonly nameJa?: string;
  readonly kind: ProviderKind;
  readonly family?: string;
  readonly date: string;
  readonly endOfService?: { readonly date: string };
  readonly confidence: { readonly identify: "high" | "medium" | "low" };
  readonly generate: "complete" | "needs-values" | "identify-only";
  readonly mx: {
    readonly match: readonly string[];
    readonly sets?: readonly FileMxSet[];
    readonly alone?: boolean;
    readonly bounceLabels?: readonly string[];
    readonly singleMxNormal?: boolean;
    readonly tenantSpecific?: boolean;
    readonly registrableDomains?: readonly string[];
    readonly roles?: readonly { readonly pattern: string; readonly role: MxHostRole }[];
  };
  readonly spf: {
    readonly mechanisms: readonly string[];
    readonly match: readonly string[];
    readonly absentAt?: readonly string[];
    readonly allQualifierSeen?: string;
    readonly cost?: { readonly lookups: number; readonly asOf?: string };
  };
  readonly dkim?: {
    readonly form: string;
    readonly selectors?: readonly string[];
    readonly cnameTargets?: readonly string[];
    readonly cnameMatch?: readonly string[];
  };
  readonly submission?: readonly { readonly host: string }[];
  readonly access?: readonly { readonly host: string }[];
  readonly worksWith?: readonly string[];
  readonly sharesHostsWith?: readonly { readonly id: string; readonly usual?: boolean }[];
  readonly inFrontOf?: readonly string[];
  readonly outboundBeside?: readonly string[];
  readonly publish?: Publish & {
    readonly inbound?: readonly { readonly host: string; readonly match: string }[];
  };
  readonly sources: readonly { readonly kind: string; readonly ref: string }[];
}

export type FileMxSet = Pick<ProviderMxSet, "label"> & {
  readonly records: readonly MxTemplate[];
  readonly recommended?: boolean;
  readonly obsolete?: boolean;
  readonly preferencesConfirmed?: boolean;
};

const root = fileURLToPath(new URL("..", import.meta.url));

/** Reads one JSON file below the repository's root. */
export async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(root, path), "utf8"));
}

/** Every provider's file, in the order of their ids, valid under the schema; throws with every fault. */
export async function readCatalogue(): Promise<ProviderFile[]> {
  const folder = "src/providers/catalogue";
  const schema = await readJson("schemas/provider.schema.json");
  if (typeof schema !== "object" || schema === null) throw new Error("schemas/provider.schema.json is no object");
  const validate = new Ajv2020({ allErrors: true, strict: true }).compile<ProviderFile>(schema);
  const files: ProviderFile[] = [];
  const faults: string[] = [];
  for (const name of (await readdir(join(root, folder))).sort()) {
    const file = await readJson(`${folder}/${name}`);
    if (!validate(file)) {
      for (const { instancePath, message } of validate.errors ?? []) faults.push(`${name}${instancePath}: ${message}`);
      continue;
    }
    if (`${file.id}.json` !== name) faults.push(`${name}: the id "${file.id}" is not the file's name`);
    files.push(file);
  }
  if (faults.length > 0) throw new Error(`the catalogue has faults:\n${faults.join("\n")}`);
  return files.sort((a, b) => (a.id < b.id ? -1 : 1));
}
