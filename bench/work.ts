import { readFileSync } from "node:fs";
import type * as Maildns from "../src/index.ts";

/** What one child process has done and what it took, from inside. */
export interface Work {
  readonly seconds: number;
  /** Bytes, of the whole process. */
  readonly peak: number;
  readonly records: number;
  readonly domains: number;
  readonly findings: number;
}

const [task, path, dist] = process.argv.slice(2) as [task: "parse" | "read" | "judge", path: string, dist: string];
const work = task === "parse" ? parse() : await useMaildns();
process.stdout.write(JSON.stringify({ ...work, peak: process.resourceUsage().maxRSS * 1024 } satisfies Work));

function parse(): Omit<Work, "peak"> {
  const text = readFileSync(path, "utf8");
  const start = performance.now();
  const value = JSON.parse(text) as object;
  const seconds = (performance.now() - start) / 1000;
  return { seconds, records: Object.keys(value).length, domains: 0, findings: 0 };
}

async function useMaildns(): Promise<Omit<Work, "peak">> {
  const { lint, loadDocuments } = (await import(dist)) as typeof Maildns;
  const start = performance.now();
  const { zones, before, problems } = await loadDocuments([path], {});
  const result = task === "judge" ? lint({ after: zones, before }) : undefined;
  const seconds = (performance.now() - start) / 1000;
  const failed = [...problems.filter(({ level }) => level === "error"), ...(result?.internalErrors ?? [])];
  if (failed.length > 0) throw new Error(JSON.stringify(failed[0]));
  const records = zones.reduce((sum, zone) => sum + zone.records.length, 0);
  return { seconds, records, domains: result?.domains.length ?? 0, findings: result?.findings.length ?? 0 };
}
