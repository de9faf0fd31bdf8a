import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { PackConfig } from "../../src/pack/levels.ts";
import { PreviewRecord } from "../../src/pack/preview-record.ts";

const folder = mkdtempSync(join(tmpdir(), "maildns-previews-"));
const before = process.env["TMPDIR"];
process.env["TMPDIR"] = folder;
afterAll(() => {
  if (before === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = before;
  rmSync(folder, { recursive: true });
});

const stack = { organization: "organization", project: "mail", stack: "dev" };
const config: PackConfig = new Map([["require-preview", { level: "mandatory", properties: {} }]]);
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "s3cret" };
const inputs = new Map<string, unknown>([
  ["urn:mx", { zoneId: UNKNOWN, name: "@", content: "mx.example.net", priority: 10 }],
  ["urn:txt", { name: "@", content: SECRET, settings: { b: 1, a: 2 } }],
]);

function files(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

beforeEach(() => {
  for (const file of files()) rmSync(file);
});

describe("the record of a preview", () => {
  it("lets the same resources pass, whatever was not known or secret", () => {
    PreviewRecord.write(stack, config, inputs);
    const record = PreviewRecord.read(stack, config, 60);
    expect(record.reasonAgainst("urn:root", undefined)).toBeUndefined();
    const now = { zoneId: "abc", priority: 10, content: "mx.example.net", name: "@" };
    expect(record.reasonAgainst("urn:mx", now)).toBeUndefined();
    const text = { name: "@", content: "another", settings: { a: 2, b: 1 } };
    expect(record.reasonAgainst("urn:txt", text)).toBeUndefined();
  });

  it("tells what has changed, and what was not there", () => {
    PreviewRecord.write(stack, config, inputs);
    const record = PreviewRecord.read(stack, config, 60);
    const now = { zoneId: "abc", name: "@", content: "mx.example.org", priority: 10, ttl: 60 };
    expect(record.reasonAgainst("urn:mx", now)).toBe(
      "content, ttl of this resource is not what the preview before this update had; preview again",
    );
    expect(record.reasonAgainst("urn:new", {})).toBe(
      "the preview before this update did not have this resource; preview again",
    );
  });

  const missing = /^this update was not previewed with this policy pack in the last 60 minutes, /;
  it("is none for another stack, another configuration, later, and after a preview that failed", () => {
    const none = (of = stack, by = config): string | undefined =>
      PreviewRecord.read(of, by, 60).reasonAgainst("urn:root", undefined);
    expect(none()).toMatch(missing);
    PreviewRecord.write(stack, config, inputs);
    expect(none()).toBeUndefined();
    expect(none({ ...stack, stack: "prod" })).toMatch(missing);
    expect(none(stack, new Map([["spf-missing", { level: "disabled", properties: {} }]]))).toMatch(missing);
    const [file = ""] = files();
    const earlier = Date.now() / 1000 - 61 * 60;
    utimesSync(file, earlier, earlier);
    expect(none()).toMatch(missing);
    PreviewRecord.write(stack, config, inputs);
    expect(none()).toBeUndefined();
    PreviewRecord.remove(stack, config);
    expect(existsSync(file)).toBe(false);
    expect(none()).toMatch(missing);
  });

  it("holds no value, and is the user's alone", () => {
    PreviewRecord.write(stack, config, inputs);
    const [file = ""] = files();
    const text = readFileSync(file, "utf8");
    for (const value of ["s3cret", "mx.example.net"]) expect(text).not.toContain(value);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, "..")).mode & 0o777).toBe(0o700);
  });
});
