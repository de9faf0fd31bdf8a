import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spf } from "mailauth/lib/spf/index.js";
import { resolverOf, type Kind, type Row } from "../property/declared-dns.ts";
import { written, type Line } from "./mutants.ts";

/** A zone of examples, as lines; `at` is the one that a mutant changes. */
export interface Case {
  readonly zone: readonly Line[];
  readonly at: number;
}

type Resolver = (name: string, type: string) => Promise<never>;
type Tags = Readonly<Record<string, unknown>>;
interface Dmarc {
  readonly createRecordLookup: (resolver: Resolver, options: object) => unknown;
  readonly discoverPolicy: (
    domain: string,
    lookup: unknown,
  ) => Promise<{ record: Tags | false; recordDomain: string | null }>;
  readonly getPolicyTags: (record: Tags) => object | null;
}
interface Tools {
  readonly getPublicKey: (
    type: string,
    name: string,
    bits: number,
    resolver: Resolver,
    options: object,
  ) => Promise<unknown>;
}
interface MtaSts {
  readonly resolvePolicy: (domain: string, options: object) => Promise<unknown>;
}
const load = createRequire(import.meta.url);
const dmarc = load("mailauth/lib/dmarc/get-dmarc-record.js") as Dmarc;
const tools = load("mailauth/lib/tools.js") as Tools;
const mtaSts = load("mailauth/lib/mta-sts.js") as MtaSts;

export type Judge = "SPF" | "DMARC" | "DKIM" | "MTA-STS" | "BIND";

/** Who tells whether a mutant of this line is broken; `undefined`: nobody independent does. */
export function judgeOf({ owner, type, data }: Line): Judge | undefined {
  if (type !== "TXT") return "BIND";
  const text = data.join("");
  if (/^v=spf1/i.test(text)) return "SPF";
  if (/^v=DMARC1/i.test(text)) return owner.includes("_report") ? undefined : "DMARC";
  if (owner.includes("._domainkey")) return "DKIM";
  return /^v=STSv1/i.test(text) ? "MTA-STS" : undefined;
}

function rowsOf(zone: readonly Line[]): Row[] {
  return zone.flatMap(({ owner, type, data }): Row[] => {
    const name = absolute(owner);
    if (type === "MX") return [[name, "MX", absolute(data.join("").split(/\s+/)[1] ?? "")]];
    if (type === "CNAME") return [[name, type, absolute(data.join(""))]];
    if (!["TXT", "A", "AAAA"].includes(type)) return [];
    // a mailer gets bytes, one character each
    return [
      [name, type as Kind, type === "TXT" ? Buffer.from(data.join(""), "utf8").toString("latin1") : data.join("")],
    ];
  });
}

function absolute(name: string): string {
  if (name === "@") return "example.com";
  return (name.endsWith(".") ? name.slice(0, -1) : `${name}.example.com`).toLowerCase();
}

/** Names outside the zone are there and in order: who is named wrongly outside, no reader of this zone can tell. */
function worldOf(zone: readonly Line[]): Resolver {
  const own = resolverOf(rowsOf(zone));
  return (name, type) => {
    const lower = name.toLowerCase().replace(/\.$/, "");
    if (lower === "example.com" || lower.endsWith(".example.com")) return own(name, type);
    if (type === "TXT") return Promise.resolve((lower.startsWith("_dmarc") ? [] : [["v=spf1 ?all"]]) as never);
    if (type === "A" || type === "AAAA")
      return Promise.resolve([type === "A" ? "198.51.100.9" : "2001:db8:9::9"] as never);
    return Promise.reject(Object.assign(new Error(`no ${type} at ${name}`), { code: "ENODATA" }));
  };
}

/** Asks mailauth whether a mutant of one line does to mail what the line did not. */
export async function mailauthJudge(judge: Judge, base: Case): Promise<(mutant: Case) => Promise<boolean>> {
  const { owner } = base.zone[base.at] as Line;
  const before = worldOf(base.zone);
  if (judge === "SPF") {
    const was = await spfVerdicts(before);
    // an error or no policy where there was one, or everybody is let in
    return async ({ zone }) =>
      (await spfVerdicts(worldOf(zone))).some(
        (verdict, index) =>
          verdict !== was[index] && (/none|error/.test(verdict) || (index === 0 && verdict === "pass")),
      );
  }
  if (judge === "DMARC") {
    const domain = absolute(owner).replace(/^_dmarc\./, "");
    const was = await dmarcReading(before, domain);
    return async ({ zone }) => (await dmarcReading(worldOf(zone), domain)) !== was;
  }
  if (judge === "MTA-STS") {
    const domain = absolute(owner).replace(/^_mta-sts\./, "");
    return async ({ zone }) =>
      (await refusal(mtaSts.resolvePolicy(domain, { resolver: worldOf(zone), strict: true }))) !== undefined;
  }
  const key = (of: string, resolver: Resolver): Promise<string | undefined> =>
    refusal(tools.getPublicKey("DKIM", of, 1024, resolver, { strict: true }));
  const was = await key(absolute(owner), before);
  return async ({ zone, at }) => {
    const name = absolute((zone[at] as Line).owner);
    // a selector may have any name, of one or more labels before _domainkey
    if (!/^[^.]+(?:\.[^.]+)*\._domainkey\./.test(name)) return true;
    const is = await key(name, worldOf(zone));
    // a revoked key is refused for being one
    return is !== undefined && is !== was;
  };
}

const STRANGER = "203.0.113.99";

/** Of a stranger's mail, and of mail from the addresses that the examples speak of. */
async function spfVerdicts(resolver: Resolver): Promise<string[]> {
  const verdicts: string[] = [];
  for (const ip of [STRANGER, "192.0.2.1", "5.6.7.8"]) {
    for (const sender of ["who@example.com", "who@news.example.com"]) {
      const answer = await spf({ ip, helo: "mx.example.net", sender, mta: "mx.test", strict: true, resolver });
      verdicts.push((answer.status as { result: string }).result);
    }
  }
  return verdicts;
}

/** The policy in force with its flags, and whether a report reaches anybody. */
async function dmarcReading(resolver: Resolver, domain: string): Promise<string> {
  const { record, recordDomain } = await dmarc.discoverPolicy(domain, dmarc.createRecordLookup(resolver, {}));
  if (record === false) return "none";
  const reports = (tag: unknown): boolean => dmarc.getPolicyTags({ p: "?", rua: tag }) !== null;
  const { t, psd, adkim, aspf, rua, ruf } = record;
  const flags = [t === "y", psd === "y", psd === "n", adkim === "s", aspf === "s", reports(rua), reports(ruf)];
  return JSON.stringify([recordDomain, dmarc.getPolicyTags(record), flags]);
}

/** Why it was refused, `undefined` where it was not. */
async function refusal(asked: Promise<unknown>): Promise<string | undefined> {
  try {
    const answer = await asked;
    const none =
      answer === false || (typeof answer === "object" && answer !== null && "id" in answer && answer.id === false);
    return none ? "no policy" : undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

export const hasBind = spawnSync("named-checkzone", ["-v"]).status === 0;

/**
 * Whether BIND finds fault with the zones of mutants that it does not find with the zone they come of. All of them stand side by side
 * in one zone, each below a name of its own, so that two calls judge them all: what breaks a line hides what the checks of a
 * whole zone would say.
 */
export function brokenByBind(base: Case, mutants: readonly Case[]): boolean[] {
  const cases = [base, ...mutants];
  const lines = cases.map(({ zone }, index) => zone.map((line) => relabel(written(line), index)));
  const first = complaints(lines, new Set());
  const all = complaints(lines, new Set([...first.keys()].filter((index) => first.get(index)?.size !== 0)));
  const known = new Set([...(first.get(0) ?? []), ...(all.get(0) ?? [])]);
  return mutants.map((_, index) =>
    [...(first.get(index + 1) ?? []), ...(all.get(index + 1) ?? [])].some((each) => !known.has(each)),
  );
}

function relabel(line: string, index: number): string {
  return line.replaceAll("example.com", `z${index}.test`);
}

const FLAGS = "-i local -k warn -m warn -M warn -S warn -r ignore -s full".split(" ");

/** What BIND says of each case, its own name in it left out. */
function complaints(zones: readonly (readonly string[])[], skipped: ReadonlySet<number>): Map<number, Set<string>> {
  const folder = mkdtempSync(join(tmpdir(), "maildns-"));
  try {
    const text = [
      "$TTL 300",
      "$ORIGIN test.",
      "@ SOA ns.test. root.test. 1 2 3 4 5",
      "@ NS ns.test.",
      "ns A 192.0.2.53",
    ];
    const owners: number[] = [];
    for (const [index, lines] of zones.entries()) {
      if (skipped.has(index)) continue;
      for (const line of [`$ORIGIN z${index}.test.`, ...lines]) {
        text.push(line);
        owners[text.length] = index;
      }
    }
    const path = join(folder, "mutants.zone");
    writeFileSync(path, text.join("\n") + "\n");
    const { stdout, stderr } = spawnSync("named-checkzone", [...FLAGS, "test", path], {
      encoding: "latin1",
      maxBuffer: 1 << 28,
    });
    const found = new Map<number, Set<string>>();
    for (const message of `${stdout}\n${stderr}`.split("\n")) {
      const at = /mutants\.zone:(\d+):/.exec(message);
      const named = /\bz(\d+)\.test\b/.exec(message);
      const index = at === null ? (named === null ? undefined : Number(named[1])) : owners[Number(at[1])];
      if (index === undefined) continue;
      const plain = message.replace(/^.*mutants\.zone:\d+:/, "").replaceAll(`z${index}.test`, "example.com");
      const kept = found.get(index) ?? new Set();
      found.set(index, kept.add(plain));
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
