import { expect, test } from "vitest";
import { providerDetails, searchProviders } from "../../src/providers/details.ts";
import { allProviders } from "../../src/providers/recognise.ts";

test("the details of a provider have its sources and what to publish", async () => {
  const details = await providerDetails("improvmx");
  expect(details).toMatchObject({ id: "improvmx", name: "ImprovMX", kind: "forwarder" });
  expect(Object.keys(details ?? {})).toEqual(expect.arrayContaining(["sources", "publish", "confidence", "date"]));
  expect(await providerDetails("nobody")).toBeUndefined();
  expect(await providerDetails("__proto__")).toBeUndefined();
});

test("no source names a place on somebody's disk or in somebody's index", async () => {
  for (const { id } of allProviders()) {
    const text = JSON.stringify(await providerDetails(id));
    expect(text, id).not.toMatch(/index id|file id|stored search|\/work\/|[^l]providers\.json/);
  }
});

test.each([
  [["google-workspace"], "google-workspace"],
  [["GOOGLE", "workspace"], "google-workspace"],
  [["さくら"], "sakura"],
  [["ロリポップ"], "lolipop"],
  [["ﾛﾘﾎﾟｯﾌﾟ"], "lolipop"],
  [["messagingengine.com"], "fastmail"],
  [["_spf.protonmail.ch"], "proton"],
])("a search for %j finds %s first", (words, id) => {
  expect(searchProviders(words)[0]?.id).toBe(id);
});

test("every word must be found, no word finds all", () => {
  expect(searchProviders(["google", "さくら"])).toEqual([]);
  expect(searchProviders([]).length).toBe(allProviders().length);
  expect(searchProviders(["(", "["])).toEqual([]);
});
