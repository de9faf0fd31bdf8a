import { realpathSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { FactsOf } from "../../domain/facts.ts";
import { readConfigText } from "../../config/text.ts";
import type { LoadedConfig } from "../../config/load.ts";
import type { Io } from "../io.ts";
import type { Git } from "./git.ts";

/**
 * What the configuration said at the revision: a change of a stage changes what it declares too. Nothing where it lay
 * elsewhere or is not to be read.
 */
export async function factsAt(
  git: Git,
  { path }: LoadedConfig,
  io: Io,
): Promise<{ facts?: { readonly of: FactsOf; readonly source: string } }> {
  if (path === undefined) return {};
  const way = relative(git.top, realpathSync(resolve(io.cwd, path)));
  if (way.startsWith("..") || way.includes("\n")) return {};
  const [bytes] = git.contents([`${git.commit}:${sep === "/" ? way : way.replaceAll(sep, "/")}`]);
  if (bytes === undefined) return {};
  const { default: validate } = await import("../../generated/validate-config.js");
  const { settings } = readConfigText(bytes.toString(), path, validate);
  if (settings === undefined) return {};
  return { facts: { of: (name) => settings.domains.get(name) ?? {}, source: `the configuration at ${git.ref}` } };
}
