import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ran, type Ran } from "../ran.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maildns-output-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Exit code and standard error of `maildns generate`, run in the folder. */
async function generate(...words: readonly string[]): Promise<Ran> {
  return ran(["generate", ...words], { cwd: folder });
}

const FASTMAIL = ["fastmail", "example.com"];

describe("where -o cannot write", () => {
  const file = (name: string): void => {
    mkdirSync(join(folder, "there"));
    writeFileSync(join(folder, name), "kept");
  };

  it.each<[string, string, string[], string]>([
    ["a file in a folder's place", "zones", ["-o", "zones/"], "zones: a file of that name is there"],
    ["a file above it", "zones", ["-o", "zones/a.json"], "cannot write zones/a.json: its folder does not exist"],
    [
      "a file where the policy's folder goes",
      "there/mta-sts.example.com",
      ["--mta-sts", "testing", "-o", "there"],
      "mta-sts.example.com: a file of that name is there",
    ],
    ["a name that is empty", "kept", ["-o", ""], "cannot write : "],
    ["what no folder can be made in", "kept", ["-o", "/proc/maildns/zones/"], "cannot make the folder /proc/maildns"],
  ])("%s", async (_, name, words, said) => {
    file(name);
    const { exit, out, err } = await generate(...FASTMAIL, ...words);
    expect([exit, out]).toEqual([2, ""]);
    expect(err).toContain(said);
    expect(readFileSync(join(folder, name), "utf8")).toBe("kept");
  });
});

it("makes the folders that are missing, and goes through links to others", async () => {
  mkdirSync(join(folder, "real"));
  symlinkSync(join(folder, "real"), join(folder, "link"));
  expect((await generate(...FASTMAIL, "-o", "link/a/b/")).exit).toBe(0);
  expect(readdirSync(join(folder, "real/a/b"))).toEqual(["example.com.json"]);
});

it("names the file of the root", async () => {
  expect((await generate(...FASTMAIL, "--origin", ".", "-o", "root/")).exit).toBe(0);
  expect((await generate(...FASTMAIL, "--origin", ".", "--format", "octodns", "-o", "octodns/")).exit).toBe(0);
  expect([readdirSync(join(folder, "root")), readdirSync(join(folder, "octodns"))]).toEqual([["root.json"], [".yaml"]]);
});

describe("a table of domains", () => {
  it.each<[string, string, string]>([
    [
      "one domain in two spellings",
      "domain,provider\nテスト.example,fastmail\nXN--ZCKZAH.example.,fastmail\n",
      ":3: has",
    ],
    [
      "too many columns",
      `domain,${Array.from({ length: 20_000 }, (_, index) => `c${index}`).join(",")}\na.example\n`,
      "20001 columns",
    ],
  ])("is refused: %s", async (_, table, said) => {
    writeFileSync(join(folder, "domains.csv"), table);
    const { exit, out, err } = await generate("--domains", "domains.csv");
    expect([exit, out]).toEqual([2, ""]);
    expect(err).toContain(said);
  });

  it("gives each row its own values, and none to the next", async () => {
    const host = (label: string): string => `${label}-example.mail.protection.outlook.com`;
    const rows = [
      `a.example,microsoft-365,${host("a")}`,
      "b.example,fastmail,",
      `c.example,microsoft-365,${host("c")}`,
    ];
    writeFileSync(join(folder, "domains.csv"), ["domain,provider,m365MxHost", ...rows, ""].join("\n"));
    expect((await generate("--domains", "domains.csv", "--format", "zone", "-o", "zones/")).exit).toBe(0);
    const zone = (domain: string): string => readFileSync(join(folder, "zones", `${domain}.zone`), "utf8");
    expect(zone("a.example")).toContain(` 0 ${host("a")}.`);
    expect(zone("b.example")).not.toContain("outlook.com");
    expect(zone("c.example")).toContain(` 0 ${host("c")}.`);
  });
});
