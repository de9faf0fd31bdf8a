import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { cli, run } from "../process.ts";

/** `script` of util-linux runs a command on a terminal of its own and types into it what it reads. */
const hasTerminal = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") === true;
if (!hasTerminal) process.stdout.write("script of util-linux is not here: nothing is tried on a real terminal\n");

function typed(answers: string): ReturnType<typeof run> {
  const command = `'${process.execPath}' '${cli}' generate`;
  return run("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    stdin: answers,
    env: { TERM: "xterm", COLUMNS: "100" },
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
