import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { refreshed, root } from "./transcripts.ts";

const documents = ["README.md", ...readdirSync(`${root}examples`).map((name) => `examples/${name}/README.md`)];

describe.each(documents)("%s", (path) => {
  it("shows what the commands print", () => {
    const { before, after, exits } = refreshed(path);
    expect(before).toBe(after);
    for (const [command, wanted, got] of exits) expect({ command, exit: got }).toEqual({ command, exit: wanted });
  });
});
