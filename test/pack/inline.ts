import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { transformSync } from "esbuild";
import type { Stack } from "./driver.ts";
import { language } from "./proto.ts";

const require = createRequire(import.meta.url);
const modules = new URL("../../node_modules", import.meta.url).pathname;

/** As `@pulumi/pulumi/automation/server.js` has it, which says itself internal. */
interface LanguageServer {
  run(call: { request: unknown }, answer: (error: Error | undefined, response: unknown) => void): Promise<void>;
}

const compiled = new Map<string, string>();

/** The folder of a program, its TypeScript compiled as `tsc` would: modules become CommonJS, types go. */
function compile(folder: string): string {
  let target = compiled.get(folder);
  if (target !== undefined) return target;
  target = mkdtempSync(join(tmpdir(), "maildns-programs-"));
  compiled.set(folder, target);
  symlinkSync(modules, join(target, "node_modules"));
  writeFileSync(join(target, "package.json"), "{}");
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".ts"))) {
    const { code } = transformSync(readFileSync(join(folder, name), "utf8"), { loader: "ts", format: "cjs" });
    writeFileSync(join(target, name.replace(/ts$/, "js")), code);
  }
  return target;
}

/**
 * Runs a program in this process, as the Automation API runs the program of an inline stack: many runs share one loaded
 * SDK, each with a store of its own. Gives the exit code.
 */
export async function runInline(
  program: string,
  stack: Stack,
  address: string,
  log: (text: string) => void,
): Promise<number> {
  const { LanguageServer } = require("@pulumi/pulumi/automation/server.js") as {
    LanguageServer: new (program: () => Promise<unknown>) => LanguageServer;
  };
  const folder = compile(dirname(program));
  const file = join(folder, basename(program).replace(/ts$/, "js"));
  const server = new LanguageServer(async () => {
    for (const key of Object.keys(require.cache)) if (key.startsWith(`${folder}/`)) delete require.cache[key];
    return require(file) as unknown;
  });
  const request = new language.RunRequest();
  request.setProject(stack.project);
  request.setStack(stack.stack);
  request.setOrganization(stack.organization);
  request.setArgsList([address]);
  request.setMonitorAddress(address);
  request.setParallel(16);
  request.setDryrun(stack.dryRun);
  for (const [key, value] of Object.entries(stack.config)) request.getConfigMap().set(key, value);
  request.setConfigsecretkeysList([...stack.secretKeys]);
  return new Promise((resolve) => {
    void server.run({ request }, (error) => {
      if (error !== undefined) log(error.message);
      resolve(error === undefined ? 0 : 1);
    });
  });
}
