import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Name } from "../../src/model/name.ts";
import { presentation } from "../../src/syntax/presentation.ts";
import { corpora } from "../corpora.ts";
import { canonical, compile, hasBind } from "./bind-oracle.ts";
import { bindCases } from "./bind-cases.ts";
import { errorsOf, notesOf, readPath, recordsOf } from "./zone-reading.ts";

const root = corpora === undefined ? undefined : join(corpora, "zone-files");
const zones = root === undefined ? [] : ["nsd", "nictool", "."].flatMap((folder) => zoneFiles(root, folder));

function zoneFiles(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(root, folder, entry.name));
}

/** What BIND refuses and we read, or the other way round: by the file's name, with the reason. */
const DIFFERENCES: Record<string, string> = {
  "cname_soa--cname_soa.zone": "CNAME beside other data: kept, a rule reports it",
  "cname_ttl--cname_ttl.net.zone": "NS host below a DNAME: not a matter of syntax",
  "ipseckey--ipseckey.zone": "data of types that mail does not look at is not checked (IPSECKEY)",
  "print_hip_malformed--print_hip_malformed.zone": "data of types that mail does not look at is not checked (HIP)",
  "svcb--crypto.cloudflare.com.zone": "data of types that mail does not look at is not checked (SVCB)",
  "svcb--failure-cases.zone": "data of types that mail does not look at is not checked (SVCB)",
  "svcb--svcb.success-cases.zone": "data of types that mail does not look at is not checked (SVCB)",
  "svcb--svcb.test-vectors-pf.zone": "data of types that mail does not look at is not checked (SVCB)",
};

/** The origin the file is meant for: as it says, else its first absolute owner, else its name. */
function originOf(path: string): Name {
  const own = readPath(path);
  const found = own.zones[0]?.origin;
  if (found !== undefined && !notesOf(own).some((note) => note.includes("the file's name"))) return found;
  const text = readFileSync(path, "latin1");
  const said = /^\$ORIGIN[ \t]+(\S+)\.\s|^(\S+)\.[ \t]/im.exec(text);
  return (
    said?.[1] ??
    said?.[2] ??
    basename(path)
      .replace(/^.*--/, "")
      .replace(/\.zone$/, "")
  ).toLowerCase();
}

/** Both readings as canonical lines: ours printed, and for the types kept as text printed by BIND from our print. */
function compare(path: string, origin: Name): { bind: string[]; ours: string[]; direct: string[] } {
  const folder = mkdtempSync(join(tmpdir(), "maildns-"));
  try {
    const records = recordsOf(readPath(path, origin));
    const printed = join(folder, "ours.zone");
    writeFileSync(printed, records.map((record) => `${presentation(record)}\n`).join(""));
    const again = compile(printed, origin);
    const bind = [...new Set(compile(path, origin).lines)].sort();
    const all = new Set(bind);
    // a set answers with one TTL, and BIND gives it the first one's
    const direct = records.filter((record) => record.type !== "OTHER").map((record) => canonical(presentation(record)));
    return { bind, ours: [...new Set(again.lines)].sort(), direct: direct.filter((line) => !all.has(line)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function judge(path: string, origin: Name): "same" | "both refuse" | "only BIND refuses" | "only we refuse" {
  const ours = readPath(path, origin);
  const accepted = compile(path, origin).accepted;
  if (ours.zones.length === 0) return accepted ? "only we refuse" : "both refuse";
  if (!accepted) return "only BIND refuses";
  const { bind, ours: lines, direct } = compare(path, origin);
  expect(lines).toEqual(bind);
  expect(direct).toEqual([]);
  return "same";
}

describe.skipIf(!hasBind)("zones written here, against named-compilezone (skipped without BIND's tools)", () => {
  it.each(bindCases)("$title", ({ zone, verdict = "same", files = {} }) => {
    const folder = mkdtempSync(join(tmpdir(), "maildns-"));
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const path = join(folder, "zone");
      writeFileSync(path, zone);
      const reasons = errorsOf(readPath(path, "example.com"));
      expect({ verdict: judge(path, "example.com"), reasons }).toEqual({ verdict, reasons });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe.skipIf(!hasBind || corpora === undefined)(
  "real zone files, against named-compilezone (skipped without both)",
  () => {
    it("reads the same records, or differs as the table says", () => {
      const differences: Record<string, string> = {};
      const counts: Record<string, number> = {};
      for (const path of zones) {
        const verdict = judge(path, originOf(path));
        counts[verdict] = (counts[verdict] ?? 0) + 1;
        if (verdict !== "same" && verdict !== "both refuse") differences[basename(path)] = verdict;
      }
      const known = Object.keys(DIFFERENCES).map((name) => [name, "only BIND refuses"]);
      expect(differences).toEqual(Object.fromEntries(known));
      expect(counts["same"]).toBeGreaterThan(190);
    }, 300_000);
  },
);
