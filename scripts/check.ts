import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";

/** Types, lint, format; the longest first. */
const CHECKS = ["tsc --noEmit", "eslint .", "prettier --check .", "tsc -p test/pack/programs"];

/** Runs a check to its end; what it printed, and whether it passed. */
function run(check: string): Promise<{ readonly passed: boolean; readonly printed: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(check, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => void (printed += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => void (printed += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ passed: code === 0, printed }));
  });
}

const waiting = [...CHECKS];

async function lane(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const { passed, printed } = await run(check);
    console.log(`${passed ? "passed" : "FAILED"}: ${check}`);
    if (passed) continue;
    console.log(printed);
    process.exitCode = 1;
  }
}

await Promise.all(Array.from({ length: Math.min(availableParallelism(), CHECKS.length) }, lane));
