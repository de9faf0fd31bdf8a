import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ageNotes, readSnapshotFile } from "../../src/config/snapshot-file.ts";
import { writeSnapshotFile } from "../../src/cli/snapshot-write.ts";
import { processIo } from "../../src/cli/io.ts";
import type { MeasuredName } from "../../src/model/measured.ts";

const folder = mkdtempSync(join(tmpdir(), "maildns-snapshot-"));
afterAll(() => rmSync(folder, { recursive: true }));
const io = { ...processIo(), cwd: folder };
const at = (name: string): string => join(folder, name);
const names = new Map<string, MeasuredName>([["_spf.example.net", { date: "2026-11-22", spf: [] }]]);

describe("the snapshot's file", () => {
  it("is written where it differs, and read again", async () => {
    const absent = await readSnapshotFile(at("a.json"), io);
    expect(absent).toMatchObject({ shown: "a.json", text: undefined, problems: [] });
    expect(await writeSnapshotFile(absent, names)).toBe(true);
    const read = await readSnapshotFile(at("a.json"), io);
    expect([...read.names]).toEqual([...names]);
    expect(await writeSnapshotFile(read, names)).toBe(false);
    expect(await writeSnapshotFile(read, new Map())).toBe(true);
    expect(JSON.parse(readFileSync(at("a.json"), "utf8"))).toMatchObject({ names: [] });
  });

  it("is no link that leads nowhere, no folder, nothing huge", async () => {
    symlinkSync(at("elsewhere.json"), at("link.json"));
    mkdirSync(at("folder.json"));
    writeFileSync(at("huge.json"), " ".repeat((4 << 20) + 1));
    const reasons = ["link.json", "folder.json", "huge.json"].map(async (name) => {
      const { problems } = await readSnapshotFile(at(name), io);
      return problems.map(({ level, path, reason }) => `${level} ${path}: ${reason}`);
    });
    expect((await Promise.all(reasons)).flat()).toEqual([
      "error link.json: it is a link that leads nowhere",
      "error folder.json: it is no file",
      "error huge.json: it has 4194305 bytes; a snapshot has at most 4194304",
    ]);
    expect(existsSync(at("elsewhere.json"))).toBe(false);
  });

  it("cannot be written below a folder that is not there", async () => {
    const file = await readSnapshotFile(at("none/a.json"), io);
    await expect(writeSnapshotFile(file, names)).rejects.toThrow("cannot write none/a.json: its folder does not exist");
  });
});

describe("its age", () => {
  const notes = (dates: readonly string[], today: string): readonly string[] => {
    const measured = dates.map((date, n): [string, MeasuredName] => [`n${n}.example.net`, { date, mx: 1 }]);
    const file = { path: at("a.json"), shown: "a.json", text: "", names: new Map(measured), problems: [] };
    return ageNotes(file, today, 90).map(({ reason }) => reason);
  };
  it.each([
    [["2026-08-24", "2026-11-22"], "2026-11-22", []],
    [
      ["2026-08-23", "2026-11-22"],
      "2026-11-22",
      [
        "1 of 2 names were measured more than 90 days ago (the oldest on 2026-08-23) and are still counted from; --resolve measures them again",
      ],
    ],
    [["2026-11-23"], "2026-11-22", []],
    [["2026-11-24"], "2026-11-22", ["1 of 1 names are dated after today, 2026-11-22"]],
    [[], "2026-11-22", []],
  ])("%j on %s", (dates, today, expected) => expect(notes(dates, today)).toEqual(expected));
});
