import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { PinnedPackage } from "./packages.ts";
import { mergeShapes, moduleOf, type Declared, type DeclaredProperty, type ResourceShape } from "./shape.ts";

/** Packs the package into `folder` and takes out only the files that declare the asked resources and their types. */
export function fetchFromNpm({ name, version, tokens }: PinnedPackage, folder: string): string {
  const out = join(folder, `${name.replace("/", "-")}-${version}`);
  mkdirSync(out, { recursive: true });
  execFileSync("npm", ["pack", `${name}@${version}`, "--silent", "--pack-destination", out], { stdio: "pipe" });
  const archive = readdirSync(out).find((file) => file.endsWith(".tgz")) ?? "";
  const files = execFileSync("tar", ["-tzf", archive], { cwd: out, encoding: "utf8", maxBuffer: 1e8 }).split("\n");
  const modules = new Set(tokens.map(moduleOf));
  const wanted = files.filter((file) => {
    const bare = file.replace(/^[^/]+\//, "");
    const module = /^(.+?)(?:\.d\.ts|\.js)$/.exec(bare)?.[1]?.toLowerCase();
    return module !== undefined && (modules.has(module) || bare === "types/input.d.ts" || bare === "types/output.d.ts");
  });
  execFileSync("tar", ["-xzf", archive, "--strip-components=1", ...wanted], { cwd: out });
  return out;
}

/** The shapes of the package's resources; throws where a token or a class is not where it should be. */
export function shapesOfNpm(pinned: PinnedPackage, folder: string): ResourceShape[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const source = (path: string): ts.SourceFile =>
    ts.createSourceFile(path, readFileSync(join(folder, path), "utf8"), ts.ScriptTarget.Latest);
  const nested = new Map<string, Types>();
  const typesOf = (kind: string): Types => {
    let types = nested.get(kind);
    if (types === undefined) nested.set(kind, (types = indexOf(source(`types/${kind.replace(/s$/, "")}.d.ts`))));
    return types;
  };
  return pinned.tokens.map((token): ResourceShape => {
    const module = moduleOf(token);
    const file = files.find((each) => each.toLowerCase() === `${module}.d.ts`);
    if (file === undefined) throw new Error(`${pinned.name}@${pinned.version} has no ${module}.d.ts for ${token}`);
    const code = readFileSync(join(folder, file.replace(/\.d\.ts$/, ".js")), "utf8");
    if (!new RegExp(`__pulumiType = ['"]${token}['"]`).test(code)) throw new Error(`${file} is not ${token}`);
    const declared = source(file);
    const className = token.slice(token.lastIndexOf(":") + 1);
    const { args, outputs } = membersOf(declared, className, typesOf);
    return {
      token,
      registry: "npm",
      package: pinned.name,
      version: pinned.version,
      file,
      aliases: [...code.matchAll(/\{ type: ['"]([^'"]+)['"] \}/g)].map((match) => match[1] ?? "").sort(),
      properties: mergeShapes(args, outputs),
    };
  });
}

interface Interface {
  readonly node: ts.InterfaceDeclaration;
  readonly file: ts.SourceFile;
}

type Types = ReadonlyMap<string, Interface>;

/** Interfaces by their dotted names (`dns.v20180501.MxRecord`). */
function indexOf(file: ts.SourceFile): Types {
  const found = new Map<string, Interface>();
  const walk = (nodes: Iterable<ts.Statement>, prefix: string): void => {
    for (const node of nodes) {
      if (ts.isInterfaceDeclaration(node)) found.set(prefix + node.name.text, { node, file });
      else if (ts.isModuleDeclaration(node)) {
        // `namespace dns.v1 {}` is a declaration inside a declaration.
        let name = prefix + node.name.text;
        let body = node.body;
        while (body !== undefined && ts.isModuleDeclaration(body)) {
          name += `.${body.name.text}`;
          body = body.body as ts.ModuleBody | undefined;
        }
        if (body !== undefined && ts.isModuleBlock(body)) walk(body.statements, `${name}.`);
      }
    }
  };
  walk(file.statements, "");
  return found;
}

function membersOf(
  file: ts.SourceFile,
  className: string,
  typesOf: (kind: string) => Types,
): { readonly args: DeclaredProperty[]; readonly outputs: DeclaredProperty[] } {
  let args: DeclaredProperty[] = [];
  let outputs: DeclaredProperty[] | undefined;
  for (const node of file.statements) {
    if (ts.isInterfaceDeclaration(node) && node.name.text === `${className}Args`) {
      args = propertiesOf(node.members, file, typesOf);
    } else if (ts.isClassDeclaration(node) && node.name?.text === className) {
      // Static members, which stand among them, are methods.
      outputs = propertiesOf(node.members, file, typesOf);
    }
  }
  if (outputs === undefined) throw new Error(`${file.fileName} declares no class ${className}`);
  return { args, outputs };
}

function propertiesOf(
  members: readonly ts.Node[],
  file: ts.SourceFile,
  typesOf: (kind: string) => Types,
): DeclaredProperty[] {
  return members.flatMap((member): DeclaredProperty[] => {
    if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) return [];
    if (member.type === undefined) return [];
    const optional = member.questionToken !== undefined;
    return [{ name: member.name.getText(file), optional, type: declaredOf(member.type, file, typesOf) }];
  });
}

function declaredOf(node: ts.TypeNode, file: ts.SourceFile, typesOf: (kind: string) => Types): Declared {
  const plain = (type: string): Declared => ({ kind: "plain", type });
  if (ts.isParenthesizedTypeNode(node)) return declaredOf(node.type, file, typesOf);
  if (ts.isArrayTypeNode(node)) return { kind: "list", of: declaredOf(node.elementType, file, typesOf) };
  if (ts.isUnionTypeNode(node)) {
    const known = node.types.filter((each) => each.kind !== ts.SyntaxKind.UndefinedKeyword);
    const parts = known.map((each) => declaredOf(each, file, typesOf));
    const first = parts.find((part) => part.kind !== "plain") ?? parts[0];
    return first ?? plain("any");
  }
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return plain("string");
    case ts.SyntaxKind.NumberKeyword:
      return plain("number");
    case ts.SyntaxKind.BooleanKeyword:
      return plain("boolean");
    case ts.SyntaxKind.TypeLiteral:
      return plain("map");
    case ts.SyntaxKind.LiteralType:
      return plain("string");
    default:
  }
  if (!ts.isTypeReferenceNode(node)) return plain("any");
  const name = node.typeName.getText(file);
  const inner = node.typeArguments?.[0];
  if (/(?:^|\.)(?:Input|Output)$/.test(name) && inner !== undefined) return declaredOf(inner, file, typesOf);
  const kind = /^(inputs|outputs)\.(.+)$/.exec(name);
  if (kind !== null) {
    const types = typesOf(kind[1] ?? "");
    const found = types.get(kind[2] ?? "");
    if (found === undefined) return plain("any");
    return { kind: "object", properties: () => propertiesOf(found.node.members, found.file, typesOf) };
  }
  // The enumerations of these packages are of strings.
  return plain(/^enums\./.test(name) ? "string" : "any");
}
