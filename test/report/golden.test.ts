import { describe, expect, it } from "vitest";
import { formats, type Format } from "../../src/report/index.ts";
import { checks } from "./invariants.ts";
import { plainOptions, report, sample } from "./sample.ts";

const files: Record<Format, string> = {
  text: "sample.txt",
  json: "sample.json",
  sarif: "sample.sarif.json",
  github: "sample.github.txt",
  junit: "sample.xml",
  markdown: "sample.md",
};

describe("one of everything", () => {
  it.each(Object.entries(files))("as %s", async (name, file) => {
    const write = await formats[name as Format].load();
    await expect(write(sample, plainOptions)).toMatchFileSnapshot(`golden/${file}`);
    checks[name]?.(sample);
  });
});

describe("nothing found", () => {
  const clean = report({
    domains: [{ domain: "example.com", role: "mail", summary: "Fastmail; SPF -all, 1 of 10 look-ups" }],
  });

  it.each(Object.entries(checks))("as %s", (_name, check) => {
    expect(check(clean)).toMatchSnapshot();
  });
});
