import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bootPack } from "../test/pack/boot.ts";
import { openPack, type Door, type Pack } from "../test/pack/driver.ts";
import { manyRecords } from "../test/pack/resources.ts";
import { emptyPack } from "../test/pack/toy-pack.ts";
import type { Benchmark } from "./bench.ts";
import { median, milliseconds, ratio, seconds, type Figure, type Outcome } from "./measure.ts";

const STARTS = 11;
const ROUNDS = 5;
const PATIENCE = 600_000;
const BARS = { folder: 1.15, file: 0.5, thousand: 1, tenThousand: 3, growth: 12 };

export const pack: Benchmark = {
  id: "pack",
  title: "policy pack: start to port, and AnalyzeStack over the whole catalogue",
  async run({ root }) {
    const file: Door = { kind: "file", path: join(root, "policies/maildns-pack") };
    if (!existsSync(file.path)) return [{ what: "policy pack", skipped: "npm run build makes it" }];
    const folder: Door = { kind: "folder", path: join(root, "policies") };
    const empty = emptyPack(1);
    try {
      return [...(await starts(folder, file, { kind: "folder", path: empty })), ...(await stacks(file))];
    } finally {
      rmSync(empty, { recursive: true });
    }
  },
};

/** Our pack by both doors, against a compiled pack of the SDK's that does nothing. */
async function starts(folder: Door, file: Door, empty: Door): Promise<Outcome[]> {
  const times = new Map<Door, number[]>([empty, folder, file].map((door) => [door, []]));
  for (let round = 0; round <= STARTS; round++) {
    for (const [door, list] of times) {
      const start = performance.now();
      const opened = await openPack(door);
      const taken = (performance.now() - start) / 1000;
      await opened.close();
      // The first round fills the file cache.
      if (round > 0) list.push(taken);
    }
  }
  const of = (door: Door): readonly number[] => times.get(door) ?? [];
  const figure = (what: string, door: Door, bar: number): Figure => {
    const measured = ratio(of(door), of(empty));
    const from = `${milliseconds(of(door))} against ${milliseconds(of(empty))} of an empty pack`;
    return { what, measured: `${measured.toFixed(2)} x`, bar: `${bar} x`, met: measured <= bar, from };
  };
  return [
    figure("start of the folder, by run-policy-pack", folder, BARS.folder),
    figure("start of the single file", file, BARS.file),
  ];
}

interface Spent {
  /** Processor time of the server: decoding, judging and encoding, whatever else the machine does. */
  readonly inside: number | undefined;
  readonly roundTrip: number;
}

async function analyse(door: Door, records: number): Promise<Spent> {
  const { pack: booted } = await bootPack(door, { patience: PATIENCE });
  try {
    const resources = manyRecords(records);
    const before = processorSeconds(booted);
    const start = performance.now();
    await booted.analyzeStack(resources);
    const roundTrip = (performance.now() - start) / 1000;
    const after = processorSeconds(booted);
    return { inside: before === undefined || after === undefined ? undefined : after - before, roundTrip };
  } finally {
    await booted.close();
  }
}

/** User and system time of a process, from Linux's `/proc` in hundredths of a second. */
function processorSeconds({ child }: Pack): number | undefined {
  const path = `/proc/${child.pid ?? 0}/stat`;
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function stacks(file: Door): Promise<Outcome[]> {
  const small: Spent[] = [];
  const large: Spent[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    small.push(await analyse(file, 1000));
    large.push(await analyse(file, 10_000));
  }
  // Elsewhere than on Linux, the round trip is an upper bound.
  const inside = (spent: readonly Spent[]): number[] => spent.map((each) => each.inside ?? each.roundTrip);
  const trips = (spent: readonly Spent[]): string => seconds(spent.map(({ roundTrip }) => roundTrip));
  const figure = (what: string, spent: readonly Spent[], bar: number): Figure => ({
    what,
    measured: `${median(inside(spent)).toFixed(2)} s`,
    bar: `${bar} s`,
    met: median(inside(spent)) <= bar,
    from: `${seconds(inside(spent))} inside the server, round trip ${trips(spent)}`,
  });
  const growth = ratio(inside(large), inside(small));
  return [
    figure("AnalyzeStack, 1,000 records", small, BARS.thousand),
    figure("AnalyzeStack, 10,000 records", large, BARS.tenThousand),
    {
      what: "AnalyzeStack, ten times the records",
      measured: `${growth.toFixed(1)} x`,
      bar: `${BARS.growth} x`,
      met: growth <= BARS.growth,
      from: "the two above, pair by pair",
    },
    await ofSdk(file, median(inside(small))),
  ];
}

/** What the SDK alone spends on as many stack policies that do nothing. */
async function ofSdk(file: Door, ours: number): Promise<Figure> {
  const { pack: booted, info } = await bootPack(file);
  await booted.close();
  const policies = info.policies.filter(({ type }) => type === "stack").length;
  const path = emptyPack(policies);
  try {
    const spent = await analyse({ kind: "folder", path }, 1000);
    const theirs = spent.inside ?? spent.roundTrip;
    return {
      what: "AnalyzeStack, 1,000 records, against the SDK",
      measured: `${(ours / theirs).toFixed(2)} x`,
      bar: "1 x",
      met: ours <= theirs,
      from: `the SDK spends ${theirs.toFixed(2)} s on ${policies} stack policies that do nothing`,
    };
  } finally {
    rmSync(path, { recursive: true });
  }
}
