import { describe, expect, it } from "vitest";
import type { Field } from "../../src/model/finding.ts";
import { zoneFileReader } from "../../src/input/zone-file.ts";
import { readText, recordsOf } from "./zone-reading.ts";

const HEAD = "$TTL 60\n$ORIGIN example.com.\nfirst 60 A 192.0.2.1\n";

/** The text of the regions of the last record of a zone. */
function locate(body: string, fields: readonly (Field | undefined)[]): (string | undefined)[] {
  const text = HEAD + body;
  const record = recordsOf(readText(text)).at(-1);
  const requests = fields.map((field) => ({ at: record?.at ?? -1, field }));
  return zoneFileReader
    .locate({ path: "zone", text, utf8: true }, requests)
    .map((region) => region && text.slice(region.start, region.end));
}

describe("locate", () => {
  it.each([
    [
      "@ 300 IN MX 10 mx.example.net. ; c\n",
      ["name", "ttl", "type", "preference", "exchange"],
      ["@", "300", "MX", "10", "mx.example.net."],
    ],
    ["@ IN 300 MX 10 mx\n", [undefined, "ttl"], ["@ IN 300 MX 10 mx", "300"]],
    ["\tMX 10 mx ; c\n", [undefined, "name", "ttl"], ["MX 10 mx", "MX 10 mx", "MX 10 mx"]],
    ["x MX ( 10 ; c\n mx )\n", [undefined, "exchange"], ["x MX ( 10", "mx"]],
    ["(\n\n x MX 10 mx )\n", [undefined, "name"], ["(", "x"]],
    ['x TXT "v=spf1 ; a" ; c\n', [undefined, "text"], ['x TXT "v=spf1 ; a"', "v=spf1 ; a"]],
    ['x TXT "a" "b" ; c\r\n', [undefined, "text"], ['x TXT "a" "b"', 'a" "b']],
    ["x TXT bare\\;word\n", [undefined, "text"], ["x TXT bare\\;word", "bare\\;word"]],
    ["x CNAME y ; c\n", ["target"], ["y"]],
    ["x SRV 1 2 3 y\n", ["target"], ["y"]],
    ["x AWS ALIAS A y Z1 false\n", ["target"], ["y"]],
    ["x AAAA ::1", ["address", undefined], ["::1", "x AAAA ::1"]],
  ] as [string, (Field | undefined)[], string[]][])("%j", (body, fields, expected) => {
    expect(locate(body, fields)).toEqual(expected);
  });

  it("answers nothing for what lies outside the text", () => {
    const file = { path: "zone", text: HEAD, utf8: true };
    expect(
      zoneFileReader.locate(file, [
        { at: -1, field: undefined },
        { at: 1e9, field: "name" },
      ]),
    ).toEqual([undefined, undefined]);
  });
});
