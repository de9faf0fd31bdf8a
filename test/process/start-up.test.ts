import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { root } from "../process.ts";

interface Output {
  readonly entryPoint?: string;
  readonly bytes: number;
  readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

const { outputs } = JSON.parse(readFileSync(`${root}dist/meta.json`, "utf8")) as {
  outputs: Readonly<Record<string, Output>>;
};

function outputOf(source: string): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source);
  if (found === undefined) throw new Error(`${source} is no entry of a chunk`);
  return found[0];
}

/** What is loaded with the files, as source files; dynamic imports left out. */
function loadedWith(...entries: readonly string[]): { inputs: ReadonlySet<string>; bytes: number } {
  const inputs = new Set<string>();
  const seen = new Set<string>();
  const pending = entries.map(outputOf);
  let bytes = 0;
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const output = outputs[path] as Output;
    bytes += output.bytes;
    for (const input of Object.keys(output.inputs)) inputs.add(input);
    for (const { path: next, kind, external } of output.imports) {
      if (kind === "import-statement" && external !== true) pending.push(next);
    }
  }
  return { inputs, bytes };
}

function packagesOf(inputs: ReadonlySet<string>): string[] {
  const names = [...inputs].flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []);
  return [...new Set(names)].sort();
}

const yargs = [
  "ansi-regex",
  "ansi-styles",
  "cliui",
  "escalade",
  "get-caller-file",
  "strip-ansi",
  "wrap-ansi",
  "y18n",
  "yargs",
  "yargs-parser",
];
const readers = {
  "zone-file": [],
  records: [],
  cloudflare: [],
  route53: [],
  "pulumi-export": [],
  "pulumi-preview": [],
  "pulumi-events": [],
  "pulumi-plan": [],
};

describe("start-up", () => {
  it("the command line alone is the argument parser and little else", () => {
    const { inputs } = loadedWith("src/cli/main.ts");
    expect(packagesOf(inputs).filter((name) => !yargs.includes(name))).toEqual([]);
    expect(
      [...inputs].filter((input) => /^src\/(?:rules|engine|domain|providers|input|generated)\//.test(input)),
    ).toEqual([]);
  });

  it.each(Object.keys(readers))("lint of a %s document loads no more than it needs", (reader) => {
    const { inputs } = loadedWith("src/cli/main.ts", "src/cli/lint.ts", `src/input/${reader}.ts`, "src/report/text.ts");
    const all = [...inputs];
    expect(packagesOf(inputs).filter((name) => !yargs.includes(name) && !name.startsWith("tldts"))).toEqual([]);
    expect(
      all.filter((input) => /js-yaml|ajv|@pulumi|catalogue-details|validate-config|octodns\.ts/.test(input)),
    ).toEqual([]);
    expect(all.filter((input) => /src\/report\/(?:sarif|junit|markdown|github|json)\.ts/.test(input))).toEqual([]);
    expect(all).toContain("src/generated/catalogue.ts");
  });

  it("nothing that is bundled loads @pulumi", () => {
    const all = Object.values(outputs).flatMap(({ inputs, imports }) => [
      ...Object.keys(inputs),
      ...imports.map(({ path }) => path),
    ]);
    expect(all.filter((name) => name.includes("@pulumi"))).toEqual([]);
  });

  it("the DNS is loaded by whoever asks it alone", () => {
    const { inputs } = loadedWith("src/cli/main.ts", "src/cli/lint.ts", "src/cli/show.ts", "src/report/text.ts");
    expect([...inputs].filter((input) => /^src\/resolve\/(?:node-dns|collect)\.ts$/.test(input))).toEqual([]);
    const asking = Object.values(outputs).filter(({ imports }) =>
      imports.some(({ path }) => path.startsWith("node:dns")),
    );
    expect(asking.flatMap(({ entryPoint }) => entryPoint)).toEqual(["src/resolve/node-dns.ts"]);
  });

  it("every package that is asked for at run time is bundled or Node's own", () => {
    const asked = Object.values(outputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external === true).map(({ path }) => path),
    );
    const own = /^(?:node:.+|assert|fs|path|url|module|process|util|readline|worker_threads)$/;
    expect([...new Set(asked)].filter((path) => !own.test(path))).toEqual([]);
  });

  it("stays light, in bytes", () => {
    const { bytes } = loadedWith("src/cli/main.ts", "src/cli/lint.ts", "src/input/zone-file.ts", "src/report/text.ts");
    // Most of it the rules, the public suffix list, the catalogue and the argument parser.
    expect(bytes).toBeLessThan(950_000);
  });
});
