import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { run, type Ran } from "../process.ts";
import type { Bench } from "./setup.ts";

export const root = realpathSync(new URL("../..", import.meta.url).pathname);

/** What the machine has; only called where the storey is not skipped. */
export function bench(): Bench {
  const provided = inject("bench");
  if ("missing" in provided) throw new Error(provided.missing);
  return provided;
}

/** For `describe.skipIf`: why there is no engine at all, or none of this version. */
export function withoutEngine(version = "0.0.0"): boolean {
  const provided = inject("bench");
  return "missing" in provided || compareVersions(provided.engine.version, version) < 0;
}

function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

export interface Project {
  /** The program's text, JavaScript; or resources in a language without Node. */
  readonly program: string | readonly { type: string; name: string; properties: object }[];
  /** Further files by name; `index.js`, `package.json` and `Pulumi.yaml` are written unless they are here. */
  readonly files?: Readonly<Record<string, string>>;
  readonly name?: string;
  /** What every command of it gets. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Outcome extends Ran {
  /** Each real change in the cloud since the workspace was made, sorted: `create spf`. Empty: nothing was touched. */
  readonly cloud: readonly string[];
}

export interface Workspace {
  readonly folder: string;
  /** Runs `pulumi <words>` in the project's folder. */
  pulumi(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>;
  /** Runs anything in the project's folder, with what `pulumi` gets of the environment. */
  start(command: string, words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>;
  write(name: string, text: string): void;
  read(name: string): string;
  /** Puts something into the cloud that no program made. */
  seed(id: string, properties: Readonly<Record<string, unknown>>): void;
  /** Exports the stack to a file and gives its name. */
  exported(): Promise<string>;
}

/** A Pulumi project in a folder of its own with an empty stack `dev`, gone when the test is over. */
export async function workspace({ program, files = {}, name = "mail", env = {} }: Project): Promise<Workspace> {
  const { bin, plain, home } = bench();
  const isNode = typeof program === "string";
  const top = realpathSync(mkdtempSync(join(tmpdir(), "maildns-stack-")));
  if (process.env["KEEP_WORKSPACES"] === undefined) onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const folder = join(top, name);
  const cloud = join(top, "cloud");
  for (const place of [folder, cloud, home, join(top, "state"), join(top, "tmp")])
    mkdirSync(place, { recursive: true });
  // As `npm install` would: the SDKs, and maildns itself.
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "node_modules/@pulumi"), join(folder, "node_modules/@pulumi"));
  symlinkSync(root, join(folder, "node_modules/maildns"));

  const made: Workspace = {
    folder,
    pulumi: (words, more) => made.start("pulumi", words, more),
    start: async (command, words, more = {}) => {
      const ran = await run(command, words, { cwd: folder, env: { ...environment, ...env, ...more } });
      return { ...ran, cloud: changes(join(cloud, "log")) };
    },
    write: (file, text) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    read: (file) => readFileSync(join(folder, file), "utf8"),
    seed: (id, properties) => {
      mkdirSync(join(cloud, "objects"), { recursive: true });
      const place = `${createHash("sha256").update(id).digest("hex")}.json`;
      writeFileSync(join(cloud, "objects", place), JSON.stringify({ id, properties }));
    },
    exported: async () => {
      const { exit, stderr } = await made.pulumi(["stack", "export", "--file", "export.json"]);
      if (exit !== 0) throw new Error(stderr);
      return join(folder, "export.json");
    },
  };
  const environment: Record<string, string> = {
    PATH: [isNode ? bin : plain, process.env["PATH"]].join(delimiter),
    // A shell sets it, and the pack looks for the configuration from there.
    PWD: folder,
    TMPDIR: join(top, "tmp"),
    NO_COLOR: "1",
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${join(top, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "for tests",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Resources are shown in the program's order.
    PULUMI_PARALLEL: "1",
    STAND_IN_CLOUD: cloud,
  };
  if (isNode) made.write("index.js", program);
  else made.write("resources.json", JSON.stringify(program));
  made.write("package.json", `{ "name": "${name}", "type": "commonjs" }\n`);
  made.write("Pulumi.yaml", `name: ${name}\nruntime: ${isNode ? "nodejs" : "plain"}\n`);
  for (const [file, text] of Object.entries(files)) made.write(file, text);
  const { exit, stdout, stderr } = await made.pulumi(["stack", "init", "dev"]);
  if (exit !== 0) throw new Error(stdout + stderr);
  return made;
}

/** `create urn:…::name` as `create name`. */
function changes(log: string): string[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => line.replace(/ urn:.*::/, " ")).sort();
}

/** The last operation's checkpoint file, below the folder of a workspace. */
export function checkpoint({ folder }: Workspace): string {
  const place = join(folder, "../state/.pulumi/stacks/mail");
  const file = readdirSync(place).find((entry) => entry === "dev.json");
  if (file === undefined) throw new Error(`no checkpoint in ${place}`);
  return join(place, file);
}
