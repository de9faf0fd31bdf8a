import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { eventLog, previewJson, stackExport } from "./documents.ts";
import type { Analyzed, AnalyzedInStack, Judge } from "./driver.ts";
import { isObject, withoutInternal, type Json } from "./json.ts";
import { runProgram } from "./mini-engine.ts";
import type { Run } from "./state.ts";

/**
 * The mini engine against the real one: what Pulumi 3.255 sent to a pack, and wrote into its documents, for
 * programs/shapes.ts. The provider of the recording gave back the inputs and a creation date, so outputs are compared
 * as far as they are recorded; ids are set to those of the mini engine.
 */
const folder = new URL("./", import.meta.url).pathname;
const recorded = (name: string): Json => JSON.parse(readFileSync(`${folder}recorded/${name}.json`, "utf8")) as Json;
const shapes = `${folder}programs/shapes.ts`;

/** What the mini engine says, without what the recording's provider did not compute. */
function asRecorded(mini: Json, real: Json | undefined, key = ""): Json {
  // The SDK gathers them in the order in which promises settle.
  if (key === "dependencies") return [...(mini as readonly Json[])].sort();
  if (Array.isArray(mini)) {
    return mini.map((each, index) => asRecorded(each, Array.isArray(real) ? (real[index] as Json) : undefined, key));
  }
  if (!isObject(mini)) return mini;
  const isState = key === "outputs" || key === "properties";
  return Object.fromEntries(
    Object.entries(mini)
      .filter(([name]) => !isState || !isObject(real) || Object.hasOwn(real, name))
      .filter(([name]) => name !== "ciphertext" && name !== "durationSeconds")
      .map(([name, each]) => [name, asRecorded(each, isObject(real) ? real[name] : undefined, name)]),
  );
}

const byUrn = (a: Json, b: Json): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
const urnOf = (value: Json): string => (isObject(value) && typeof value["urn"] === "string" ? value["urn"] : "");

/** Both as lists in the same order, the recording first. */
function compare(mini: readonly Json[], real: Json, key: (value: Json) => string = urnOf): void {
  const order = (list: readonly Json[]): Json[] => [...list].sort((a, b) => byUrn(key(a), key(b)));
  const reals = order(real as readonly Json[]);
  const minis = order(mini);
  expect(minis.map(key)).toEqual(reals.map(key));
  const plain = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;
  for (const [index, each] of reals.entries()) {
    expect(asRecorded(plain(minis[index] as Json), each)).toEqual(asRecorded(each, each));
  }
}

interface Heard {
  readonly remediate: Analyzed[];
  readonly analyze: Analyzed[];
  readonly analyzeStack: AnalyzedInStack[];
}

describe("the mini engine, beside Pulumi 3.255", () => {
  const heard: Heard = { remediate: [], analyze: [], analyzeStack: [] };
  const listener: Judge = {
    remediate: async (resource) => (heard.remediate.push(resource), []),
    analyze: async (resource) => (heard.analyze.push(resource), []),
    analyzeStack: async (resources) => (heard.analyzeStack.push(...resources), []),
  };
  let preview: Run;
  let update: Run;
  beforeAll(async () => {
    [preview, update] = await Promise.all([
      runProgram(shapes, { preview: true, packs: [listener] }),
      runProgram(shapes, { preview: false }),
    ]);
  });

  it("runs the program", () => {
    expect(preview.logs).toEqual([]);
    expect([preview.outcome, update.outcome]).toEqual(["succeeded", "succeeded"]);
  });

  it.each(["remediate", "analyze", "analyzeStack"] as const)("asks the pack to %s", (method) => {
    // What goes out is without the engine's own keys, except to a remediation, which gives back what it got.
    const sent = heard[method].map((resource): Json => {
      const { properties, provider, ...rest } = resource;
      return {
        ...(rest as unknown as Record<string, Json>),
        properties: method === "remediate" ? properties : withoutInternal(properties),
        ...(provider === undefined
          ? {}
          : { provider: { ...provider, properties: withoutInternal(provider.properties) } }),
        ...(method === "analyzeStack"
          ? {
              propertyDependencies: Object.fromEntries(
                Object.entries((resource as AnalyzedInStack).propertyDependencies).filter(
                  ([, urns]) => urns.length > 0,
                ),
              ),
            }
          : {}),
      };
    });
    compare(sent, (recorded("requests") as Record<string, Json>)[method] ?? []);
  });

  it("writes a preview", () => {
    const mini = JSON.parse(previewJson(preview)) as { steps: Json[]; changeSummary: Json };
    const real = recorded("preview") as { steps: Json; changeSummary: Json };
    expect(mini.changeSummary).toEqual(real.changeSummary);
    compare(mini.steps, real.steps);
  });

  it("writes an export", () => {
    const mini = JSON.parse(stackExport(update)) as { deployment: { resources: Json[] } };
    compare(mini.deployment.resources, recorded("export"));
  });

  it("writes an event log", () => {
    const mini = eventLog(update)
      .trimEnd()
      .split("\n")
      .map((line) => {
        const { sequence: _, timestamp: __, ...event } = JSON.parse(line) as Record<string, Json>;
        return event;
      });
    const key = (event: Json): string => {
      const [kind = "", payload = null] = Object.entries(event as Record<string, Json>)[0] ?? [];
      const metadata = isObject(payload) ? payload["metadata"] : undefined;
      return `${kind} ${urnOf(metadata ?? null)}`;
    };
    // A component's outputs are told once more when the program has set them.
    const first = new Set<string>();
    const once = (list: readonly Json[]): Json[] =>
      list.filter((event) => !first.has(key(event)) && first.add(key(event)));
    const real = once([...(recorded("events") as readonly Json[])].reverse());
    first.clear();
    compare(once(mini), real, key);
  });
});
