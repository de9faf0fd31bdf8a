import { rmSync } from "node:fs";
import { join } from "node:path";
import { maildns, type Benchmark, type Place } from "./bench.ts";
import { writeJson, writeZone } from "./documents.ts";
import { interleave, median, seconds, type Figure } from "./measure.ts";
import { run } from "./process.ts";

const FEW = 100_000;
const MANY = 1_000_000;
const ROUNDS = 3;
const BAR = 1.2;

type Write = (path: string, count: number) => Promise<void>;

export const growth: Benchmark = {
  id: "d",
  title: "the command's time less start-up, from 100,000 to 1,000,000 records",
  run: async (place) => [
    await grown(place, "JSON", "json", writeJson),
    await grown(place, "zone file", "zone", writeZone),
  ],
};

async function grown(place: Place, what: string, ending: string, write: Write): Promise<Figure> {
  const pathOf = (count: number): string => join(place.temporary, `${count}.${ending}`);
  for (const count of [6, FEW, MANY]) await write(pathOf(count), count);
  const lint = (count: number) => (): number => {
    const { seconds, status } = run(maildns(place, "lint", pathOf(count), "--output", "/dev/null"));
    if (status !== 0 && status !== 1) throw new Error(`lint of ${count} records ended with ${status}`);
    return seconds;
  };
  const [start, few, many] = interleave(ROUNDS, [lint(6), lint(FEW), lint(MANY)]);
  for (const count of [6, FEW, MANY]) rmSync(pathOf(count));
  const over = median(
    many.map((time, index) => {
      const startUp = start[index] ?? Number.NaN;
      return (time - startUp) / ((few[index] ?? Number.NaN) - startUp) / (MANY / FEW);
    }),
  );
  return {
    what: `ten times the ${what}`,
    measured: `${(over * 10).toFixed(1)} x`,
    bar: `${BAR * 10} x`,
    met: over <= BAR,
    from: `${seconds(many)} against ${seconds(few)}; start-up ${seconds(start)}`,
  };
}
