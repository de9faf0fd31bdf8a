import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { chooseKind, probeOf } from "../../src/input/choose.ts";
import type { ReadResult } from "../../src/input/reader.ts";
import { holdsPath, linesOf, options, scopes } from "./pulumi-fixture.ts";

const folder = new URL("./pulumi/", import.meta.url).pathname;
const names = readdirSync(folder)
  .filter((name) => name.endsWith("json"))
  .sort();
const expectedPath = `${folder}readings.txt`;

async function readingOf(name: string): Promise<string> {
  const file = { path: name, text: readFileSync(folder + name, "utf8"), utf8: true };
  const choice = chooseKind(probeOf(file), undefined);
  if ("unread" in choice) return `${name}\n  ! ${choice.unread}\n`;
  if ("broken" in choice) return `${name}\n  ! ${choice.broken.reason}\n`;
  const reader = await choice.kind.load();
  return `${name}: ${choice.kind.id}\n${show(reader.read(file, options(), choice.json))}`;
}

function show({ before, zones, problems }: ReadResult): string {
  const then = linesOf(before).sort();
  const now = linesOf(zones).sort();
  const mark = (line: string): string => (before !== undefined && !then.includes(line) ? "+" : " ");
  const lines = [
    ...(before === undefined ? [] : [`before: ${scopes(before).join(", ")}`]),
    ...then.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    `after: ${scopes(zones).join(", ")}`,
    ...now.map((line) => `${mark(line)} ${line}`),
    ...problems.map(({ level, line, column, reason }) => {
      const place = line === undefined ? "" : `${line}:${column} `;
      return `! ${level}: ${place}${reason}`;
    }),
  ];
  return lines.map((line) => `  ${line.trimEnd()}\n`).join("");
}

const readings = new Map<string, string>();
if (process.env["UPDATE_GOLDEN"] === undefined) {
  for (const part of readFileSync(expectedPath, "utf8").split(/\n(?=\S)/)) {
    readings.set(/^[^\s:]+/.exec(part)?.[0] ?? "", `${part.trimEnd()}\n`);
  }
} else {
  writeFileSync(expectedPath, (await Promise.all(names.map(readingOf))).join(""));
}

test.skipIf(readings.size === 0).each(names)("%s is read as expected", async (name) => {
  expect(await readingOf(name)).toBe(readings.get(name));
});

describe("every place lies in the value that it is about", () => {
  test.each(names.filter((name) => /^(?:preview|events|export|checkpoint|refresh|plan)/.test(name)))(
    "%s",
    async (name) => {
      const file = { path: name, text: readFileSync(folder + name, "utf8"), utf8: true };
      const choice = chooseKind(probeOf(file), undefined);
      if (!("kind" in choice)) return;
      const reader = await choice.kind.load();
      const { zones, before } = reader.read(file, options(), choice.json);
      const records = [...zones, ...(before ?? [])].flatMap((zone) => zone.records);
      expect(records.flatMap((record) => holdsPath(reader, file, record))).toEqual([]);
    },
  );
});
