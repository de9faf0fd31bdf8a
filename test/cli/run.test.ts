import { describe, expect, it, vi } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { defineRule } from "../../src/rules/define.ts";
import { ran, type Ran } from "./ran.ts";

vi.mock(import("../../src/rules/index.ts"), async (original) => {
  const { rules } = await original();
  const throwing = defineRule({
    id: "test-throws",
    kind: "domain",
    set: "default",
    severity: "warning",
    covers: [],
    summary: "a rule that throws",
    consequence: "none",
    references: [],
    smtp: [],
    messages: {},
    docs: { why: "", fix: "", bad: [], good: [] },
    check: () => {
      throw new Error("something \u001b[31mbroke");
    },
  });
  return { rules: [...rules.filter(({ id }) => id === "mx-target-address"), throwing] };
});

async function run(words: readonly string[], stdin: string, io: Partial<Io> = {}): Promise<Ran> {
  return ran(words, { readStdin: async () => Buffer.from(stdin), today: () => "2026-01-01", ...io });
}

const zone = "$ORIGIN example.com.\n$TTL 300\n@ IN SOA ns1 hostmaster 1 7200 900 1209600 300\n@ IN MX 10 192.0.2.1\n";

describe("exit code 3", () => {
  it("a rule that throws is named, and the others' findings stand", async () => {
    const { exit, out, err } = await run(["lint", "-"], zone);
    expect(exit).toBe(3);
    expect(err).toBe("");
    expect(out).toContain(
      "error[internal-error]: example.com: the rule test-throws failed on this domain and has not judged it: something \\x1b[31mbroke",
    );
    expect(out).toContain("error[mx-target-address]");
    expect(out).toContain("2 errors in 2 records");
  });

  it.each(["json", "sarif", "github", "junit", "markdown"])("as %s too", async (format) => {
    const { exit, out } = await run(["lint", "--format", format, "--fail-on", "never", "-"], zone);
    expect(exit).toBe(3);
    expect(out).toContain("internal-error");
    expect(out).toMatch(/test\\?-throws/);
  });

  it("beats an unreadable document", async () => {
    expect(await run(["lint", "-", "/nowhere.zone"], zone)).toMatchObject({ exit: 3 });
  });

  it("a command that fails as a whole", async () => {
    const { exit, out, err } = await run(["lint", "-"], zone, {
      readStdin: async () => Promise.reject(new Error("gone")),
    });
    expect({ exit, out }).toEqual({ exit: 3, out: "" });
    expect(err).toMatch(/^maildns: internal error, which is a defect of maildns: Error: gone\n/);
  });
});

describe("no command", () => {
  it("shows the help on standard error, exit 2", async () => {
    const { exit, out, err } = await run([], "");
    expect({ exit, out }).toEqual({ exit: 2, out: "" });
    expect(err).toMatch(/^maildns <command> \[options\]/);
  });
});
