#!/usr/bin/env node
import { processIo } from "./io.ts";
import { runCli } from "./run.ts";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader of the pipe has gone (`maildns … | head`): nobody is left to tell.
  if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), processIo());
