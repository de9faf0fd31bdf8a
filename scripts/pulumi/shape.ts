/** What a package's published code says of one property. */
export interface PropertyShape {
  /** `string`, `number`, `boolean`, `object`, `map`, `any`, each with `[]` if it is a list of them. */
  readonly type: string;
  /** As an argument; absent: it is an output only. */
  readonly argument?: "required" | "optional";
  readonly output: boolean;
}

/** What a package's published code says of one resource; nested properties stand as `records[].value`. */
export interface ResourceShape {
  readonly token: string;
  readonly registry: "npm" | "PyPI";
  readonly package: string;
  readonly version: string;
  /** The file in the package that says so. */
  readonly file: string;
  /** Other tokens under which states may hold the same resource. */
  readonly aliases: readonly string[];
  readonly properties: Readonly<Record<string, PropertyShape>>;
}

export interface Shapes {
  /** Date of the last check, ISO 8601. */
  readonly checked: string;
  readonly resources: readonly ResourceShape[];
}

/** How deep objects are taken apart. */
export const MAX_DEPTH = 4;

/** A declared type, taken apart by the language that declares it. */
export type Declared =
  | { readonly kind: "plain"; readonly type: string }
  | { readonly kind: "list"; readonly of: Declared }
  | { readonly kind: "object"; readonly properties: () => readonly DeclaredProperty[] };

export interface DeclaredProperty {
  readonly name: string;
  readonly optional: boolean;
  readonly type: Declared;
}

interface Leaf {
  readonly type: string;
  readonly optional: boolean;
}

function flatten(
  properties: readonly DeclaredProperty[],
  prefix: string,
  depth: number,
  into: Map<string, Leaf>,
): void {
  for (const { name, optional, type } of properties) {
    let inner = type;
    let lists = "";
    while (inner.kind === "list") {
      inner = inner.of;
      lists += "[]";
    }
    const path = `${prefix}${name}`;
    into.set(path, { type: (inner.kind === "plain" ? inner.type : "object") + lists, optional });
    if (inner.kind === "object" && depth < MAX_DEPTH) flatten(inner.properties(), `${path}${lists}.`, depth + 1, into);
  }
}

/** Arguments and outputs in one list, nested ones by their paths, in the order of the alphabet. */
export function mergeShapes(
  args: readonly DeclaredProperty[],
  outputs: readonly DeclaredProperty[],
): Record<string, PropertyShape> {
  const given = new Map<string, Leaf>();
  const answered = new Map<string, Leaf>();
  flatten(args, "", 1, given);
  flatten(outputs, "", 1, answered);
  const merged: Record<string, PropertyShape> = {};
  for (const path of [...new Set([...given.keys(), ...answered.keys()])].sort()) {
    const argument = given.get(path);
    merged[path] = {
      type: (argument ?? answered.get(path))?.type ?? "any",
      ...(argument !== undefined && { argument: argument.optional ? "optional" : "required" }),
      output: answered.has(path),
    };
  }
  return merged;
}

/** Where a token's class is declared: `aws:route53/record:Record` stands in `route53/record`, whatever the case. */
export function moduleOf(token: string): string {
  const [, path = "", name = ""] = token.split(":");
  const last = path.slice(path.lastIndexOf("/") + 1);
  const named = last.toLowerCase() === name.toLowerCase();
  const folder = named ? path.slice(0, Math.max(0, path.lastIndexOf("/"))) : path;
  return `${folder === "index" || folder === "" ? "" : `${folder}/`}${name}`.toLowerCase();
}
