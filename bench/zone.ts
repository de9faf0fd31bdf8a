import { rmSync } from "node:fs";
import { join } from "node:path";
import { workCommand, type Benchmark } from "./bench.ts";
import { writeZone, ZONE } from "./documents.ts";
import { interleave, ratio, seconds, type Figure } from "./measure.ts";
import { findProgram, run, type Command } from "./process.ts";

const RECORDS = 1_000_000;
const ROUNDS = 5;

export const zone: Benchmark = {
  id: "c",
  title: "1,000,000 records of zone file, start to exit",
  async run(place) {
    const checker = findProgram("named-checkzone");
    if (checker === undefined) {
      return [{ what: "zone file", skipped: "named-checkzone (Debian: bind9-utils) is not installed" }];
    }
    const path = join(place.temporary, "million.zone");
    await writeZone(path, RECORDS);
    const timed = (command: Command, success: readonly number[]) => (): number => {
      const { seconds, status, stdout } = run(command);
      if (!success.includes(status ?? -1)) throw new Error(`${command.join(" ")}: ${stdout.slice(-500)}`);
      return seconds;
    };
    const [bind, read, judged] = interleave(ROUNDS, [
      timed([checker, "-i", "local", ZONE, path], [0]),
      timed(workCommand(place, "read", path), [0]),
      timed(workCommand(place, "judge", path), [0]),
    ]);
    rmSync(path);
    const figure = (what: string, times: readonly number[], bar: number): Figure => {
      const over = ratio(times, bind);
      return {
        what,
        measured: `${over.toFixed(2)} x`,
        bar: `${bar} x named-checkzone`,
        met: over <= bar,
        from: `${seconds(times)} against ${seconds(bind)}`,
      };
    };
    return [figure("read a zone file", read, 1), figure("read and judge it", judged, 2)];
  },
};
