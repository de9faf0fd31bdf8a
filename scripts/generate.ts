import { pathToFileURL } from "node:url";
import { buildCatalogue } from "./build-catalogue.ts";

/** Makes everything that is made from data or metadata, in the order of its needs. */
export async function generate(): Promise<void> {
  await buildCatalogue();
  // It imports the rules, and they the catalogue, which has to be there first.
  await (await import("./build-validators.ts")).buildValidators();
  await (await import("./write-rule-pages.ts")).writeRulePages();
  await (await import("./write-pulumi-page.ts")).writePulumiPage();
  await (await import("./write-providers-page.ts")).writeProvidersPage();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await generate();
