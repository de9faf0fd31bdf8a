import { describe, expect, it } from "vitest";
import { cli, maildns, run } from "../process.ts";

describe("completion", () => {
  it.each(["/bin/bash", "/bin/zsh", "/usr/bin/fish"])("prints a script for %s", async (SHELL) => {
    const { stdout, stderr, exit } = await maildns(["completion"], { env: { SHELL } });
    expect({ stderr, exit }).toEqual({ stderr: "", exit: 0 });
    expect(stdout).toContain("maildns --get-yargs-completions");
    expect(stdout).not.toContain("undefined");
  });

  it("works in bash, where there is one", async (context) => {
    const script = [
      `maildns() { "${process.execPath}" "${cli}" "$@"; }`,
      'eval "$(maildns completion)"',
      "complete_words() {",
      '  COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()',
      "  _maildns_yargs_completions",
      '  echo "${COMPREPLY[*]}"',
      "}",
      "complete_words maildns expl",
      "complete_words maildns lint --format s",
      "complete_words maildns lint --input",
      "complete_words maildns explain mx-target-add",
      "complete_words maildns lint --skip mx-target-add",
      'complete_words maildns lint ""',
    ].join("\n");
    const ran = await run("bash", ["-c", script], { env: { SHELL: "/bin/bash" } }).catch(() => undefined);
    if (ran === undefined) return context.skip("there is no bash");
    expect(ran.stderr).toBe("");
    expect(ran.stdout.split("\n")).toEqual([
      "explain",
      "sarif",
      "--input-format",
      "mx-target-address",
      "mx-target-address",
      "",
      "",
    ]);
  });
});
