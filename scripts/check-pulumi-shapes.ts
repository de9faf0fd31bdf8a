import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allResources, resourceOf } from "../src/input/pulumi/resources.ts";
import { fetchFromNpm, shapesOfNpm } from "./pulumi/npm.ts";
import { packages, type PinnedPackage } from "./pulumi/packages.ts";
import { fetchFromPypi, shapesOfPypi } from "./pulumi/pypi.ts";
import { faultsOf, unreadOf } from "./pulumi/row-properties.ts";
import type { ResourceShape, Shapes } from "./pulumi/shape.ts";

/*
 * Compares the table of DNS resources with what the providers publish. Downloads each package of `pulumi/packages.ts`
 * and says where the table, the packages and the kept shapes disagree. `--update` keeps what was found, `--latest` looks
 * at each package's newest version in place of the pinned one, further words pick packages by name.
 */

const SHAPES = new URL("../test/input/pulumi-shapes.json", import.meta.url);

function latestOf({ registry, name }: PinnedPackage): string {
  if (registry === "npm") return execFileSync("npm", ["view", name, "version"], { encoding: "utf8" }).trim();
  const versions = execFileSync("pip", ["index", "versions", name], { encoding: "utf8" });
  return /\(([^)]+)\)/.exec(versions)?.[1] ?? "";
}

function shapesOf(pinned: PinnedPackage, folder: string): ResourceShape[] {
  switch (pinned.registry) {
    case "npm":
      return shapesOfNpm(pinned, fetchFromNpm(pinned, folder));
    case "PyPI":
      return shapesOfPypi(pinned, fetchFromPypi(pinned, folder));
  }
}

function kept(): readonly ResourceShape[] {
  return existsSync(SHAPES) ? (JSON.parse(readFileSync(SHAPES, "utf8")) as Shapes).resources : [];
}

/** One line for each property, so that a change of a package reads as one. */
function printed(shapes: Shapes): string {
  const lines = ["{", `  "checked": ${JSON.stringify(shapes.checked)},`, `  "resources": [`];
  shapes.resources.forEach(({ properties, ...rest }, at) => {
    lines.push("    {");
    for (const [key, value] of Object.entries(rest)) lines.push(`      ${JSON.stringify(key)}: ${inline(value)},`);
    lines.push(`      "properties": {`);
    const entries = Object.entries(properties);
    entries.forEach(([path, shape], index) => {
      const comma = index === entries.length - 1 ? "" : ",";
      lines.push(`        ${JSON.stringify(path)}: ${inline(shape)}${comma}`);
    });
    lines.push("      }", at === shapes.resources.length - 1 ? "    }" : "    },");
  });
  return `${[...lines, "  ]", "}"].join("\n")}\n`;
}

function inline(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n */g, " ").replace(/\[ /g, "[").replace(/ \]/g, "]");
}

function differences(before: ResourceShape | undefined, after: ResourceShape): string[] {
  if (before === undefined) return [`${after.token} (${after.package}): not kept yet`];
  const where = `${after.token} (${after.package} ${before.version} -> ${after.version})`;
  const lines: string[] = [];
  for (const path of new Set([...Object.keys(before.properties), ...Object.keys(after.properties)])) {
    const [was, is] = [before.properties[path], after.properties[path]];
    if (was === undefined) lines.push(`${where}: new property ${path}: ${is?.type ?? ""}`);
    else if (is === undefined) lines.push(`${where}: ${path} is gone`);
    else if (inline(was) !== inline(is)) lines.push(`${where}: ${path} was ${inline(was)}, is ${inline(is)}`);
  }
  for (const alias of after.aliases) if (!before.aliases.includes(alias)) lines.push(`${where}: new alias ${alias}`);
  return lines;
}

const flags = new Set(process.argv.slice(2).filter((word) => word.startsWith("--")));
const names = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const folder = mkdtempSync(join(tmpdir(), "maildns-shapes-"));
const found: ResourceShape[] = [];
const problems: string[] = [];
try {
  for (const pinned of packages) {
    if (names.length > 0 && !names.includes(pinned.name)) continue;
    const each = flags.has("--latest") ? { ...pinned, version: latestOf(pinned) } : pinned;
    process.stderr.write(`${each.name} ${each.version}\n`);
    try {
      found.push(...shapesOf(each, folder));
    } catch (error) {
      problems.push(`${each.name} ${each.version}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const before = kept();
const same = (a: ResourceShape) => (b: ResourceShape) =>
  a.token === b.token && a.package === b.package && a.version.split(".")[0] === b.version.split(".")[0];
for (const shape of found) {
  const row = resourceOf(shape.token);
  console.log(
    `${shape.token} (${shape.package} ${shape.version}, ${shape.file}): not read: ` +
      (row === undefined ? "everything" : unreadOf(row, shape).join(", ") || "nothing"),
  );
  if (row === undefined) problems.push(`${shape.token}: the table has no row for it`);
  for (const alias of shape.aliases) {
    if (resourceOf(alias) !== row) problems.push(`${shape.token}: its alias ${alias} is not in the row`);
  }
  if (!flags.has("--update")) problems.push(...differences(before.find(same(shape)), shape));
}
const rest = before.filter((shape) => names.length > 0 && !found.some(same(shape)));
for (const row of allResources()) {
  problems.push(
    ...faultsOf(
      row,
      [...rest, ...found].filter(({ token }) => resourceOf(token) === row),
    ),
  );
}
if (flags.has("--update")) {
  const order = (shape: ResourceShape): number =>
    packages.findIndex(({ name, version }) => name === shape.package && version === shape.version);
  const resources = [...rest, ...found].sort((a, b) => order(a) - order(b));
  writeFileSync(SHAPES, printed({ checked: new Date().toISOString().slice(0, 10), resources }));
}
for (const line of problems) console.error(line);
process.exitCode = problems.length > 0 ? 1 : 0;
