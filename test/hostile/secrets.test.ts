import { describe, expect, it } from "vitest";
import { locatePlaces } from "../../src/cli/locate.ts";
import { decode } from "../../src/input/decode.ts";
import { loadDocuments } from "../../src/input/load.ts";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"HUNTER2"' };

function resource(type: string, name: string, inputs: Readonly<Record<string, unknown>>): unknown {
  return { urn: `urn:pulumi:d::p::${type}::${name}`, custom: true, id: name, type, inputs, outputs: inputs };
}

const record = (name: string, inputs: Readonly<Record<string, unknown>>): unknown =>
  resource("cloudflare:index/record:Record", name, { zoneId: "z", ...inputs });

const resources = [
  resource("cloudflare:index/zone:Zone", "z", { zone: "example.com" }),
  resource("random:index:Password", "a", { result: SECRET, plain: "HUNTER2" }),
  record("mx", { name: "example.com", type: "MX", content: "192.0.2.1", priority: 1 }),
  resource("random:index:Password", "b", { result: SECRET, plain: "HUNTER2" }),
  record("spf", { name: "example.com", type: "TXT", content: "v=spf1 a include:example.net +all" }),
  record("hidden", { token: SECRET, name: "example.com", type: "TXT", content: "v=spf1 mx" }),
  resource("random:index:Password", "c", { result: SECRET, plain: "HUNTER2" }),
];

describe("a frame on a document with secrets", () => {
  it.each([0, 1, 4])("shows the value alone, indented by %i", async (indent) => {
    const text = JSON.stringify({ version: 3, deployment: { manifest: {}, resources } }, null, indent);
    const stdin = decode("<stdin>", Buffer.from(text));
    const { zones, files } = await loadDocuments(["-"], { stdin });
    const records = zones.flatMap((zone) => zone.records);
    expect(records).toHaveLength(3);
    const places = records.flatMap((each) => [
      { record: each },
      { record: each, field: "name" as const },
      { record: each, field: each.type === "MX" ? ("exchange" as const) : ("text" as const) },
      ...(each.type === "MX" ? [] : [{ record: each, field: "text" as const, span: [7, 8] as const }]),
    ]);
    const spots = locatePlaces(places, (path) => files.get(path));
    const lines = [...spots.values()].flatMap((spot) => spot.lines ?? []).map((line) => line.text);
    expect(lines.join("\n")).not.toMatch(/HUNTER2|plain/);
    expect(lines.map((line) => line.trim())).toContainEqual(expect.stringMatching(/^"content": ?"192\.0\.2\.1"/));
  });
});
