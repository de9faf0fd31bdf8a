import { expect, test } from "vitest";
import { pulumiPlanReader } from "../../src/input/pulumi-plan.ts";
import type { ReadResult } from "../../src/input/reader.ts";
import { ciphered, linesOf, located, options, plain, scopes, UNKNOWN, urnOf, type Json } from "./pulumi-fixture.ts";

const DNS = "cloudflare:index/dnsRecord:DnsRecord";
const mx = { zoneId: "z1", name: "@", type: "MX", content: "mx.example.net", priority: 10, ttl: 300 };
const zone: Json = { goal: {}, steps: ["same"], state: { name: "example.com" } };
const depends = { propertyDependencies: { zoneId: [urnOf("cloudflare:index/zone:Zone", "zone")] } };

function plan(mxPlan: Json, more: Json = {}): Json {
  const resourcePlans = {
    [urnOf("pulumi:pulumi:Stack", "mail-dev")]: { goal: {}, steps: ["same"], state: {} },
    [urnOf("cloudflare:index/zone:Zone", "zone")]: zone,
    [urnOf(DNS, "mx")]: mxPlan,
    ...more,
  };
  return { manifest: {}, resourcePlans };
}

function read(document: unknown): ReadResult {
  const text = JSON.stringify(document, null, 4);
  return pulumiPlanReader.read({ path: "plan.json", text, utf8: true }, options(), () => document);
}

const MX = "example.com 300 MX 10 mx.example.net";
const goal = (inputDiff: Json): Json => ({ name: "mx", inputDiff, ...depends });

test.each<[string, Json, string[]]>([
  [
    "create",
    { goal: goal({ adds: mx }), steps: ["create"], state: { ...mx, zoneId: UNKNOWN, modifiedOn: UNKNOWN } },
    [MX],
  ],
  ["create while the provider is not configured", { goal: goal({ adds: mx }), steps: ["create"], state: null }, [MX]],
  ["same", { goal: goal({}), steps: ["same"], state: mx }, [MX]],
  [
    "update",
    { goal: goal({ updates: { priority: 20 } }), steps: ["update"], state: { ...mx, priority: UNKNOWN } },
    ["example.com 300 MX 20 mx.example.net"],
  ],
  ["delete", { steps: ["delete"], state: null }, []],
  [
    "replacement",
    {
      goal: goal({ updates: { priority: 10 } }),
      steps: ["create-replacement", "replace", "delete-replaced"],
      state: mx,
    },
    [MX],
  ],
  ["import", { goal: { ...goal({}), id: "mx" }, state: mx }, [MX]],
  ["left alone before it is made (--target)", { goal: goal({}), steps: ["same"], state: null }, []],
  [
    "a secret",
    { goal: goal({ adds: { ...mx, content: ciphered } }), steps: ["create"], state: mx },
    ["example.com 300 MX 10 <secret>"],
  ],
])("%s", (_, mxPlan, lines) => {
  // prettier-ignore
  const result = read(plan(mxPlan));
  expect(linesOf(result.zones)).toEqual(lines);
  expect(scopes(result.zones)).toEqual(["example.com whole"]);
  expect(result.before).toBeUndefined();
});

test("a part of the stack, no DNS, no plan", () => {
  const { resourcePlans } = plan({ goal: goal({}), steps: ["same"], state: mx }) as { resourcePlans: Json };
  const [, ...rest] = Object.entries(resourcePlans);
  expect(scopes(read({ manifest: {}, resourcePlans: Object.fromEntries(rest) }).zones)).toEqual(["example.com none"]);
  expect(read({ manifest: {}, resourcePlans: {} }).problems.map(({ reason }) => reason)).toContain(
    "the plan shows no DNS record or zone",
  );
  expect(read({ resourcePlans: [] }).problems).toEqual([
    { level: "error", path: "plan.json", reason: 'no Pulumi plan: it has no "resourcePlans"' },
  ]);
});

test("places: in the state, in what is added or changed; the name alone where there is a secret", () => {
  const at = (mxPlan: Json, field: "exchange" | "preference"): (string | undefined)[] => {
    const document = plan(mxPlan);
    const record = read(document).zones[0]?.records[0];
    return located(pulumiPlanReader, document, [{ at: record?.at ?? 0, field }]);
  };
  expect(at({ goal: goal({}), steps: ["same"], state: mx }, "exchange")).toEqual(["mx.example.net"]);
  expect(at({ goal: goal({ adds: mx }), steps: ["create"], state: null }, "exchange")).toEqual(["mx.example.net"]);
  const update = { goal: goal({ updates: { priority: 20 } }), steps: ["update"], state: mx };
  expect(at(update, "preference")).toEqual(["20"]);
  const secret = { goal: goal({ adds: { ...mx, comment: plain("hush") } }), steps: ["create"], state: mx };
  expect(at(secret, "exchange")).toEqual(["mx"]);
});
