import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { maildns, type Benchmark } from "./bench.ts";
import { writeJson, writeZone } from "./documents.ts";
import { interleave, median, milliseconds, type Figure } from "./measure.ts";
import { run } from "./process.ts";

const ROUNDS = 21;
const BAR = 0.07;

export const start: Benchmark = {
  id: "a",
  title: "lint of 50 records, start to exit",
  async run(place) {
    const empty = join(place.temporary, "empty.js");
    writeFileSync(empty, "");
    const json = join(place.temporary, "50.json");
    const zone = join(place.temporary, "50.zone");
    await Promise.all([writeJson(json, 50), writeZone(zone, 50)]);
    const [nothing, ofJson, ofZone] = interleave(ROUNDS, [
      () => run([process.execPath, empty]).seconds,
      () => run(maildns(place, "lint", json)).seconds,
      () => run(maildns(place, "lint", zone)).seconds,
    ]);
    const figure = (what: string, times: readonly number[]): Figure => {
      const over = median(times.map((time, index) => time - (nothing[index] ?? Number.NaN)));
      return {
        what,
        measured: `node + ${(over * 1000).toFixed(0)} ms`,
        bar: `node + ${BAR * 1000} ms`,
        met: over <= BAR,
        from: `${milliseconds(times)} against ${milliseconds(nothing)} of an empty script`,
      };
    };
    return [figure("lint 50 records of JSON", ofJson), figure("lint 50 records of zone file", ofZone)];
  },
};
