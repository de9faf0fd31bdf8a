import { expect, test } from "vitest";
import { EACH, locatePaths, locateRows } from "../../src/input/json-locate.ts";

const text = `\ufeff{ "a": [1, {"b\\u0063": "x\\"y"}, [ ]], "d": {"e": -1.5e3 , "f":null}, "a/~": true }`;

test.each<[path: (string | number)[], value: string | undefined, key?: string]>([
  [[], text.slice(1)],
  [["a"], '[1, {"b\\u0063": "x\\"y"}, [ ]]', "a"],
  [["a", 0], "1"],
  [["a", 1, "bc"], 'x\\"y', "b\\u0063"],
  [["a", 2], "[ ]"],
  [["a", 3], undefined],
  [["d", "e"], "-1.5e3", "e"],
  [["d", "f"], "null", "f"],
  [["a/~"], "true", "a/~"],
  [["d", 0], undefined],
  [["toString"], undefined],
])("%j", (path, value, key) => {
  const spot = locatePaths(text, [path])[0];
  expect(spot && text.slice(spot.value.start, spot.value.end)).toBe(value);
  expect(spot?.key && text.slice(spot.key.start, spot.key.end)).toBe(key);
});

test("of a repeated key the last one counts, with all below it", () => {
  const twice = '{"a":{"b":1},"a":{"c":2}}';
  const [b, c] = locatePaths(twice, [
    ["a", "b"],
    ["a", "c"],
  ]);
  expect(b).toBeUndefined();
  expect(c?.value).toEqual({ start: 22, end: 23 });
  const rows = '{"r":[1,2],"r":[3]}';
  expect(locateRows(rows, ["r", EACH], [0, 1])).toEqual([{ start: 16, end: 17 }, undefined]);
});

test("rows by their ordinal over several arrays", () => {
  const rows = '{"zones":[{"x":[9],"records":[1,[2]]},{"records":[]},{"records":["3"]}]}';
  const found = locateRows(rows, ["zones", EACH, "records", EACH], [2, 0, 1, 7]);
  expect(found.map((region) => region && rows.slice(region.start, region.end))).toEqual(['"3"', "1", "[2]", undefined]);
});

test("depth costs no stack", () => {
  const deep = `{"x":${"[".repeat(300_000)}${"]".repeat(300_000)},"y":1}`;
  expect(locatePaths(deep, [["y"]])[0]?.value).toEqual({ start: deep.length - 2, end: deep.length - 1 });
});
