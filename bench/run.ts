import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Benchmark, Place } from "./bench.ts";
import { ONE_BROKEN_IN } from "./domains.ts";
import { growth } from "./growth.ts";
import { json } from "./json.ts";
import type { Outcome } from "./measure.ts";
import { octodns } from "./octodns.ts";
import { pack } from "./pack.ts";
import { start } from "./start.ts";
import { zone } from "./zone.ts";

const benchmarks: readonly Benchmark[] = [start, json, zone, growth, octodns, pack];

/** `npm run bench` runs all, `npm run bench -- a b` some. */
async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.find((id) => benchmarks.every((each) => each.id !== id));
  if (unknown !== undefined)
    throw new Error(`no benchmark ${unknown}; there are ${benchmarks.map(({ id }) => id).join(", ")}`);
  const root = new URL("..", import.meta.url).pathname;
  if (!existsSync(join(root, "dist", "cli.js"))) throw new Error("dist/ is not there: npm run build makes it");
  const temporary = mkdtempSync(join(tmpdir(), "maildns-bench-"));
  try {
    const work = join(temporary, "work.mjs");
    await build({ entryPoints: [join(root, "bench/work.ts")], outfile: work, format: "esm", target: "node20.19" });
    console.log(`Node ${process.versions.node}, ${cpus().length} processors (${cpus()[0]?.model ?? "?"})`);
    console.log(
      `The data is made up: 6 records a domain, one domain in ${ONE_BROKEN_IN} broken so that there are findings.`,
    );
    const outcomes = await measure(
      benchmarks.filter(({ id }) => wanted.length === 0 || wanted.includes(id)),
      {
        root,
        temporary,
        work,
      },
    );
    print(outcomes);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

async function measure(chosen: readonly Benchmark[], place: Place): Promise<{ id: string; outcome: Outcome }[]> {
  const outcomes: { id: string; outcome: Outcome }[] = [];
  for (const { id, title, run } of chosen) {
    console.log(`\n(${id}) ${title}`);
    for (const outcome of await run(place)) {
      console.log(`    ${outcome.what}: ${"skipped" in outcome ? `skipped: ${outcome.skipped}` : outcome.from}`);
      outcomes.push({ id, outcome });
    }
  }
  return outcomes;
}

function print(outcomes: readonly { id: string; outcome: Outcome }[]): void {
  const rows = outcomes.map(({ id, outcome }) => {
    if ("skipped" in outcome) return [id, outcome.what, "-", "-", "skipped"];
    return [id, outcome.what, outcome.measured, outcome.bar, outcome.met ? "met" : "MISSED"];
  });
  const table = [["", "median, pair by pair", "measured", "bar", ""], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  console.log("");
  for (const row of table) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
}

await main(process.argv.slice(2));
