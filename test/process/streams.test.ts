import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cli, plainEnv, run } from "../process.ts";

const folder = mkdtempSync(join(tmpdir(), "maildns-streams-"));
afterAll(() => rmSync(folder, { recursive: true }));

const head =
  "$ORIGIN example.com.\n$TTL 300\n@ IN SOA ns1.example.net. hostmaster.example.com. 1 7200 900 1209600 300\n";
const lines = Array.from({ length: 3000 }, (_, index) => `d${index} IN MX 10 192.0.2.1`);
writeFileSync(join(folder, "many.zone"), `${head}${lines.join("\n")}\n`);
writeFileSync(join(folder, "one.zone"), `${head}@ IN MX 10 192.0.2.1\n`);
const many = ["lint", "--format", "json", "--only", "mx-target-address", "many.zone"];
const one = ["lint", "--quiet", "--only", "mx-target-address", "one.zone"];
const quoted = `"${process.execPath}" "${cli}"`;

describe("pipes", () => {
  it("carry a long result whole to a slow reader", async () => {
    const { stdout, exit } = await run(
      "bash",
      ["-c", `set -o pipefail; ${quoted} ${many.join(" ")} | (sleep 0.5; cat)`],
      {
        cwd: folder,
      },
    );
    expect(exit).toBe(1);
    expect(stdout.length).toBeGreaterThan(1_000_000);
    expect((JSON.parse(stdout) as { findings: unknown[] }).findings).toHaveLength(lines.length);
  });

  it("may be closed by their reader: no word, and the exit code of the findings", async () => {
    const command = `${quoted} ${many.join(" ")} | head -1; echo "exit \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await run("bash", ["-c", command], { cwd: folder });
    expect(stdout).toBe("{\nexit 1\n");
    expect(stderr).toBe("");
  });

  it("may be closed on standard error as well", async () => {
    const command = `${quoted} lint missing.zone 2>&1 >/dev/null | true; echo "exit \${PIPESTATUS[0]}"`;
    const { stdout } = await run("bash", ["-c", command], { cwd: folder });
    expect(stdout).toBe("exit 2\n");
  });

  it("into a full disk are told, exit 2", async (context) => {
    if (process.platform !== "linux") return context.skip("/dev/full is Linux's");
    const { stderr, exit } = await run("bash", ["-c", `${quoted} ${one.join(" ")} > /dev/full`], { cwd: folder });
    expect(stderr).toMatch(/^maildns: cannot write standard output: .*ENOSPC/);
    expect(exit).toBe(2);
  });
});

describe("standard input", () => {
  it("may come in pieces, and slowly", async () => {
    const child = spawn(process.execPath, [cli, "lint", "--quiet", "--only", "mx-target-address", "-"], {
      env: plainEnv(),
    });
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stdin.write(head);
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.stdin.end("@ IN MX 10 192.0.2.1\n");
    const exit = await new Promise((resolve) => child.on("close", resolve));
    expect(stdout).toContain("--> <stdin>:4:12");
    expect(exit).toBe(1);
  });
});

/** Runs a shell command on a pseudo-terminal of python's; both streams come back as one text. */
async function onTerminal(command: string, env: Record<string, string>): Promise<string | undefined> {
  const script = [
    "import os, pty, sys",
    "pid, fd = pty.fork()",
    "if pid == 0: os.execvp('bash', ['bash', '-c', sys.argv[1]])",
    "seen = b''",
    "while True:",
    "    try: part = os.read(fd, 65536)",
    "    except OSError: break",
    "    if not part: break",
    "    seen += part",
    "os.waitpid(pid, 0)",
    "sys.stdout.buffer.write(seen)",
  ].join("\n");
  const ran = await run("python3", ["-c", script, command], { cwd: folder, env }).catch(() => undefined);
  return ran?.exit === 0 ? ran.stdout : undefined;
}

const escape = "\u001b";
const NO_TERMINAL = "there is no python3 to make a terminal with";

describe("a terminal", () => {
  it.each<[Record<string, string>, boolean]>([
    [{ TERM: "xterm-256color" }, true],
    [{ TERM: "dumb" }, false],
    [{ TERM: "xterm-256color", NO_COLOR: "1" }, false],
    [{ TERM: "xterm-256color", NO_COLOR: "" }, true],
    [{ TERM: "xterm-256color", FORCE_COLOR: "0" }, false],
    [{ TERM: "dumb", FORCE_COLOR: "1" }, true],
  ])("with %j: colours are %s", async (env, colored) => {
    const seen = await onTerminal(`${quoted} ${one.join(" ")}`, env);
    if (seen === undefined) return console.warn(NO_TERMINAL);
    expect(seen).toContain("mx-target-address");
    expect(seen.includes(`${escape}[1;31m`)).toBe(colored);
  });

  // What comes late makes the work long.
  const late = (words: string): string => `(sleep 1; cat one.zone) | ${quoted} lint --only mx-value ${words} -`;

  it.each<[string, string, Record<string, string>, boolean]>([
    ["a terminal", late(""), { TERM: "xterm-256color" }, true],
    ["a dumb terminal", late(""), { TERM: "dumb" }, false],
    ["a terminal and --quiet", late("--quiet"), { TERM: "xterm-256color" }, false],
    ["a pipe", `${late("")} 2>&1 | cat`, { TERM: "xterm-256color" }, false],
  ])("long work on %s", async (_, command, env, shown) => {
    const seen = await onTerminal(command, env);
    if (seen === undefined) return console.warn(NO_TERMINAL);
    expect(seen).toContain("no findings");
    expect(seen.includes(`\r${escape}[2Kreading 1 of 1: <stdin>`)).toBe(shown);
    // The line is taken away before the result is written.
    if (shown) expect(seen).toMatch(/<stdin>\r\u001b\[2K(?:judging\r\u001b\[2K)?\u001b\[1mjudged:/);
  });

  it("short work shows none", async () => {
    const seen = await onTerminal(`${quoted} ${one.join(" ")}`, { TERM: "xterm-256color" });
    expect(seen ?? "").not.toContain("reading");
  });
});
