import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { agree, mxHostRole, providersOfMxHost } from "../../src/providers/recognise.ts";
import { corpora, withCorpora } from "../corpora.ts";

withCorpora("live municipal zones", () => {
  test("of the MX sets over several registrable domains, one mixes two mailbox providers", () => {
    const lines = readFileSync(`${corpora}/observed-ch.jsonl`, "utf8").trim().split("\n");
    let mixed = 0;
    let bypassed = 0;
    for (const line of lines) {
      const { mx }: { mx: string[] } = JSON.parse(line);
      const sets = mx
        .map((host) => host.toLowerCase().replace(/\.$/, ""))
        .filter((host) => mxHostRole(host) === undefined)
        .map(providersOfMxHost)
        .filter((set) => set.length > 0);
      const apart = sets.flatMap((a) => sets.filter((b) => !agree(a, b)).map((b) => [...a, ...b]));
      if (apart.length === 0) continue;
      if (apart.some((pair) => pair.every(({ kind }) => kind === "mailbox"))) mixed++;
      else bypassed++;
    }
    expect(lines.length).toBe(2110);
    expect([mixed, bypassed]).toEqual([1, 1]);
  });
});
