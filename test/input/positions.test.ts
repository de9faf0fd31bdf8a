import { expect, test } from "vitest";
import { positionAt, positionsOf } from "../../src/input/positions.ts";

const text = "ab\r\ncd\n\n𝄞e";

test.each([
  [0, 1, 1],
  [2, 1, 3],
  [4, 2, 1],
  [6, 2, 3],
  [7, 3, 1],
  [8, 4, 1],
  [10, 4, 3],
  [11, 4, 4],
  [99, 4, 4],
  [-1, 1, 1],
])("offset %i is line %i, column %i", (offset, line, column) => {
  expect(positionsOf(text).at(offset)).toEqual({ line, column });
  expect(positionAt(text, offset)).toEqual({ line, column });
});

test("lines without their ends", () => {
  const positions = positionsOf(text);
  expect([0, 1, 2, 3, 4, 5].map((line) => positions.lineText(line))).toEqual(["", "ab", "cd", "", "𝄞e", ""]);
  expect(positions.lineCount).toBe(4);
  expect(positions.lineStart(4)).toBe(8);
});

test("more lines than the index begins with", () => {
  const positions = positionsOf("x\n".repeat(5000));
  expect(positions.at(9999)).toEqual({ line: 5000, column: 2 });
  expect(positions.lineCount).toBe(5001);
});
