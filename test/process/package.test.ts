import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root, run, type Ran } from "../process.ts";

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

const work = mkdtempSync(join(tmpdir(), "maildns-package-"));
const app = join(work, "app");
let packed: Packed;

const npm = (words: readonly string[], cwd: string): Promise<Ran> => {
  // No registry is asked: nothing but the tarball is installed.
  return run("npm", [...words, "--offline", "--no-audit", "--no-fund", "--cache", join(work, "cache")], { cwd });
};

beforeAll(async () => {
  const { stdout } = await npm(["pack", "--json", "--ignore-scripts", "--pack-destination", work], root);
  packed = (JSON.parse(stdout) as Packed[])[0] as Packed;
  mkdirSync(app);
  writeFileSync(join(app, "package.json"), '{ "name": "app", "private": true, "type": "module" }\n');
  const installed = await npm(["install", join(work, packed.filename)], app);
  expect(installed).toMatchObject({ exit: 0 });
});
afterAll(() => rmSync(work, { recursive: true }));

describe("the package", () => {
  it("holds what a user needs and nothing else", () => {
    const wanted =
      /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|docs\/(?:rules\/)?[\w-]+\.md|schemas\/[\w.-]+\.json|policies\/(?:maildns-pack|LICENSES\.txt|PulumiPolicy\.yaml|package\.json)|dist\/.+)$/;
    const inDist =
      /^dist\/(?:[\w.-]+\.js|LICENSES\.txt|chunks\/[\w.-]+\.js|types\/[\w/.-]+\.d\.ts|pulumi\/(?:index\.js|package\.json|[\w/.-]+\.d\.ts))$/;
    const paths = packed.files.map(({ path }) => path);
    expect(paths.filter((path) => !wanted.test(path))).toEqual([]);
    expect(paths.filter((path) => path.startsWith("dist/") && !inDist.test(path))).toEqual([]);
    for (const file of [
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
      "docs/rules/README.md",
      "docs/configuration.md",
      "dist/cli.js",
      "dist/index.js",
      "dist/types/index.d.ts",
      "dist/pulumi/index.js",
      "dist/pulumi/index.d.ts",
      "policies/PulumiPolicy.yaml",
      "policies/package.json",
      "policies/LICENSES.txt",
    ]) {
      expect(paths).toContain(file);
    }
    for (const schema of ["config", "provider", "records", "report-v1"]) {
      expect(paths).toContain(`schemas/${schema}.schema.json`);
    }
  });

  it("has no dependencies, an executable command, and the licences of what is bundled", () => {
    const manifest = JSON.parse(readFileSync(join(app, "node_modules/maildns/package.json"), "utf8")) as object;
    expect(manifest).not.toHaveProperty("dependencies");
    for (const file of ["dist/cli.js", "policies/maildns-pack"]) {
      expect(packed.files.find(({ path }) => path === file)?.mode.toString(8)).toBe("755");
    }
    expect(readFileSync(`${root}dist/cli.js`, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(`${root}dist/cli.js`).mode & 0o111).toBe(0o111);
    const licences = readFileSync(`${root}dist/LICENSES.txt`, "utf8");
    for (const name of ["yargs", "tldts", "js-yaml"]) {
      expect(licences).toMatch(new RegExp(`^${name} \\d.* \\(MIT\\)\n\n.*(?:MIT|Copyright)`, "m"));
    }
  });

  it("asks for Pulumi from nobody who does not use it", () => {
    const { packages } = JSON.parse(readFileSync(join(app, "package-lock.json"), "utf8")) as { packages: object };
    expect(Object.keys(packages)).toEqual(["", "node_modules/maildns"]);
  });

  it("passes publint", async () => {
    const { messages, pkg } = await publint({ pkgDir: root, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });
});

const zone = "$ORIGIN example.com.\n$TTL 300\n@ IN SOA ns1 hostmaster 1 7200 900 1209600 300\n@ IN MX 10 192.0.2.1\n";

describe("installed", () => {
  it("the command works", async () => {
    writeFileSync(join(app, "example.com.zone"), zone);
    const words = ["--no-install", "maildns", "lint", "--quiet", "--only", "mx-target-address", "example.com.zone"];
    const { stdout, stderr, exit } = await run("npx", words, { cwd: app });
    expect(stderr.replace(/^npm (?:warn|notice).*\n/gm, "")).toBe("");
    expect(stdout).toMatch(/^error\[mx-target-address\]: /);
    expect(exit).toBe(1);
  });

  it("the library lints a world", async () => {
    const program = [
      'import { defaultSettings, lint, loadDocuments, rules } from "maildns";',
      'const { zones, problems } = await loadDocuments(["example.com.zone"], {});',
      'const chosen = rules.filter(({ id }) => id === "mx-target-address");',
      "const { findings } = lint({ after: zones, settings: { ...defaultSettings }, rules: chosen });",
      "const [finding] = findings;",
      "console.log(problems.length, findings.length, finding.rule, finding.severity, finding.domain);",
    ];
    writeFileSync(join(app, "example.com.zone"), zone);
    writeFileSync(join(app, "program.js"), program.join("\n"));
    const ran = await run(process.execPath, ["program.js"], { cwd: app });
    expect(ran).toEqual({ stdout: "0 1 mx-target-address error example.com\n", stderr: "", exit: 0 });
  });

  it("the library's types resolve", async () => {
    const program = [
      'import { lint, loadDocuments, rules, type Finding, type LintResult, type Zone } from "maildns";',
      'const { zones, before, policies } = await loadDocuments(["example.com.zone"], {});',
      "const world: readonly Zone[] = zones;",
      "const result: LintResult = lint({ after: world, before, policies, rules });",
      "const findings: readonly Finding[] = result.findings;",
      "const domain: string | undefined = findings[0]?.domain;",
      "// @ts-expect-error the types are known, not any",
      "const wrong: number = result.findings;",
      "export { domain, wrong };",
    ];
    writeFileSync(join(app, "program.ts"), program.join("\n"));
    const options = [
      "--noEmit",
      "--strict",
      "--exactOptionalPropertyTypes",
      "--skipLibCheck",
      "false",
      "--types",
      "node",
      "--target",
      "es2023",
    ];
    const words = [`${root}node_modules/typescript/bin/tsc`, ...options, "--module", "nodenext", "program.ts"];
    // What a program of Node's has.
    cpSync(`${root}node_modules/@types/node`, join(app, "node_modules/@types/node"), { recursive: true });
    cpSync(`${root}node_modules/undici-types`, join(app, "node_modules/undici-types"), { recursive: true });
    const ran = await run(process.execPath, words, { cwd: app });
    expect(ran).toEqual({ stdout: "", stderr: "", exit: 0 });
  });

  it("the schemas resolve", async () => {
    const program =
      'console.log(JSON.stringify((await import("maildns/schemas/records.schema.json", { with: { type: "json" } })).default.$id));';
    const ran = await run(process.execPath, ["--no-warnings", "--input-type=module", "-e", program], { cwd: app });
    expect(ran).toMatchObject({ exit: 0 });
    expect(ran.stdout).toMatch(/records/);
  });
});
