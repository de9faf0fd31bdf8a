#!/usr/bin/env node
import module from "node:module";

// Node 22.8 and later keep compiled code between runs; it must be asked for before anything large is loaded.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
const { processIo } = await import("./io.ts");
const { runCli } = await import("./run.ts");

function fail(code: number): void {
  process.exitCode = Math.max(Number(process.exitCode ?? 0), code);
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader of the pipe has gone (`maildns … | head`): nobody is left to tell, and the exit code stands.
  if (error.code === "EPIPE") return;
  process.stderr.write(`maildns: cannot write standard output: ${error.message}\n`);
  fail(2);
});
process.stderr.on("error", () => undefined);

// Never `process.exit`: what is still on its way into a pipe would be lost.
fail(await runCli(process.argv.slice(2), processIo()));
