import { rmSync } from "node:fs";
import { join } from "node:path";
import { workOn, type Benchmark } from "./bench.ts";
import { writeJson } from "./documents.ts";
import { interleave, ratio, seconds } from "./measure.ts";

const RECORDS = 1_000_000;
const ROUNDS = 5;
const BAR = 5;
const BAR_PEAK = 1.5;

export const json: Benchmark = {
  id: "b",
  title: "1,000,000 records of JSON in process, all rules",
  async run(place) {
    const path = join(place.temporary, "million.json");
    await writeJson(path, RECORDS);
    const [parsed, judged] = interleave(
      ROUNDS,
      [() => workOn(place, "parse", path), () => workOn(place, "judge", path)],
      false,
    );
    rmSync(path);
    const times = judged.map((work) => work.seconds);
    const bare = parsed.map((work) => work.seconds);
    const over = ratio(times, bare);
    const peak = Math.max(...judged.map((work) => work.peak)) / 1e9;
    const [{ records, domains, findings } = { records: 0, domains: 0, findings: 0 }] = judged;
    return [
      {
        what: "read and judge JSON",
        measured: `${over.toFixed(2)} x`,
        bar: `${BAR} x JSON.parse`,
        met: over <= BAR,
        from: `${seconds(times)} against ${seconds(bare)}; ${records} records, ${domains} domains, ${findings} findings`,
      },
      {
        what: "its peak memory",
        measured: `${peak.toFixed(2)} GB`,
        bar: `${BAR_PEAK} GB`,
        met: peak <= BAR_PEAK,
        from: `most of ${ROUNDS} runs; JSON.parse alone ${(Math.max(...parsed.map((work) => work.peak)) / 1e9).toFixed(2)} GB`,
      },
    ];
  },
};
