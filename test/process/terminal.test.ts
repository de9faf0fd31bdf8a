import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cli, run } from "../process.ts";

/** `script` of util-linux runs a command on a terminal of its own and types into it what it reads. */
const hasTerminal = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") === true;
if (!hasTerminal) process.stdout.write("script of util-linux is not here: nothing is tried on a real terminal\n");

function typed(answers: string, words = "", cwd?: string): ReturnType<typeof run> {
  const command = `'${process.execPath}' '${cli}' generate ${words}`;
  return run("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    stdin: answers,
    env: { TERM: "xterm", COLUMNS: "100" },
    ...(cwd === undefined ? {} : { cwd }),
  });
}

it.skipIf(!hasTerminal)("takes lines that were pasted together as the answers to its questions", async () => {
  const { stdout, exit } = await typed("fastmail\nexample.com\n\n6\n");
  expect(stdout).toContain("Who holds the mailboxes?");
  expect(stdout).toContain("DNS records for the mail of example.com");
  expect(stdout).toMatch(/Mail server\s+in1-smtp\.messagingengine\.com/);
  expect(exit).toBe(0);
});

it.skipIf(!hasTerminal)("ends with Ctrl-D, and writes nothing", async () => {
  const { stdout, exit } = await typed("fastmail\n\u0004");
  expect(stdout).toContain("maildns: the answers ended before all was known; nothing was written");
  expect(exit).toBe(2);
});

it.skipIf(!hasTerminal)("shows how far it is with many domains", async () => {
  const folder = mkdtempSync(join(tmpdir(), "maildns-terminal-"));
  try {
    const rows = Array.from({ length: 2000 }, (_, number) => `d${number}.example`);
    writeFileSync(join(folder, "domains.csv"), `domain\n${rows.join("\n")}\n`);
    const { stdout, exit } = await typed("", "fastmail --domains domains.csv -o all.json", folder);
    expect(stdout).toMatch(/\r\u001b\[2Kdomain \d+ of 2000: d\d+\.example/);
    expect(exit).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
