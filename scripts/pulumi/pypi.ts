import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PinnedPackage } from "./packages.ts";
import { mergeShapes, moduleOf, type Declared, type DeclaredProperty, type ResourceShape } from "./shape.ts";

/** Downloads the package into `folder` and unpacks it. */
export function fetchFromPypi({ name, version }: PinnedPackage, folder: string): string {
  const out = join(folder, `${name}-${version}`);
  mkdirSync(out, { recursive: true });
  execFileSync("pip", ["download", "--quiet", "--no-deps", "--dest", out, `${name}==${version}`], { stdio: "pipe" });
  const archive = readdirSync(out).find((file) => /\.(?:whl|tar\.gz)$/.test(file)) ?? "";
  if (archive.endsWith(".whl")) execFileSync("python3", ["-m", "zipfile", "-e", archive, "."], { cwd: out });
  else execFileSync("tar", ["-xzf", archive, "--strip-components=1"], { cwd: out });
  return out;
}

const words = (name: string): string => name.replaceAll("_", "").toLowerCase();

/** The shapes of the package's resources from the generated Python, whose getters carry the names on the wire. */
export function shapesOfPypi(pinned: PinnedPackage, folder: string): ResourceShape[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".py"));
  const root = pinned.name.replaceAll("-", "_");
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const inputs = classesOf(read(`${root}/_inputs.py`));
  const outputs = classesOf(read(`${root}/outputs.py`));
  return pinned.tokens.map((token): ResourceShape => {
    const file = files.find((each) => words(each) === words(`${root}/${moduleOf(token)}.py`));
    if (file === undefined) throw new Error(`${pinned.name} ${pinned.version} has no module for ${token}`);
    const code = read(file);
    if (!code.includes(`'${token}'`)) throw new Error(`${file} is not ${token}`);
    const classes = classesOf(code);
    const className = token.slice(token.lastIndexOf(":") + 1);
    const args = classes.get(`${className}Args`);
    const own = classes.get(className);
    if (args === undefined || own === undefined) throw new Error(`${file} declares no class ${className}`);
    return {
      token,
      registry: "PyPI",
      package: pinned.name,
      version: pinned.version,
      file,
      aliases: [...code.matchAll(/Alias\(type_="([^"]+)"\)/g)].map((match) => match[1] ?? "").sort(),
      properties: mergeShapes(gettersOf(args, inputs), gettersOf(own, outputs)),
    };
  });
}

/** Class bodies by name. */
function classesOf(code: string): Map<string, string> {
  const classes = new Map<string, string>();
  for (const part of code.split(/^(?=class )/m).slice(1)) classes.set(/^class (\w+)/.exec(part)?.[1] ?? "", part);
  return classes;
}

const GETTER =
  /@pulumi\.getter(?:\(name="(\w+)"\))?\n(?: +@_utilities\.deprecated\("""[^]*?"""\)\n)? +def (\w+)\(self\) -> ([^\n]+):\n/g;

function gettersOf(body: string, nested: ReadonlyMap<string, string>): DeclaredProperty[] {
  return [...body.matchAll(GETTER)].map(([, wire, own = "", type = ""]) => ({
    name: wire ?? own,
    optional: /Optional\[/.test(type),
    type: declaredOf(type, nested),
  }));
}

function declaredOf(text: string, nested: ReadonlyMap<string, string>): Declared {
  const type = text.trim();
  const plain = (name: string): Declared => ({ kind: "plain", type: name });
  const wrapped = /^(?:pulumi\.(?:Input|Output)|Optional)\[(.*)\]$/.exec(type);
  if (wrapped !== null) return declaredOf(wrapped[1] ?? "", nested);
  const list = /^(?:Sequence|List)\[(.*)\]$/.exec(type);
  if (list !== null) return { kind: "list", of: declaredOf(list[1] ?? "", nested) };
  if (/^(?:Mapping|Dict)\[/.test(type)) return plain("map");
  // One of several spellings of an object, each generated for another Python.
  const union = /^Union\[(.*)\]$/.exec(type);
  if (union !== null) return declaredOf(/'[\w.]+'/.exec(type)?.[0] ?? "str", nested);
  switch (type.replace("_builtins.", "")) {
    case "str":
      return plain("string");
    case "int":
    case "float":
      return plain("number");
    case "bool":
      return plain("boolean");
    default:
  }
  const body = nested.get(/^'(?:outputs\.)?(\w+)'$/.exec(type)?.[1] ?? "");
  return body === undefined ? plain("any") : { kind: "object", properties: () => gettersOf(body, nested) };
}
