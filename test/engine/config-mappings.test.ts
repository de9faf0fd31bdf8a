import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/engine/config.ts";
import { read, validate } from "./config-fixture.ts";

const recordKeys = "kind, host, name, records, names, absoluteName, type, fixedType, value, values, preference, ttl, …";
const PROPERTY = "it must be a property's name such as zoneId, or a path such as settings.name";

/** A mapping, and what is said of it. */
const broken: readonly (readonly [mapping: string, ...problems: string[]])[] = [
  ['"type"', 'mappings["a:b:C"] is "type"; it must be an object'],
  [
    '{"type": "type", "value": "value"}',
    'mappings["a:b:C"] has no "name" (the property with the record\'s or zone\'s name; of several the first that is there)',
  ],
  [
    '{"name": "n", "value": "v"}',
    'mappings["a:b:C"] has neither "type" (the property with the record type) nor "fixedType" (the type itself)',
  ],
  [
    '{"name": "n", "type": "t"}',
    'mappings["a:b:C"] has neither "value" (the property with the value) nor "values" (the list of them)',
  ],
  [
    '{"name": "n", "type": "t", "fixedType": "MX", "value": "v"}',
    'mappings["a:b:C"].fixedType is "MX", beside "type", which reads it from a property',
  ],
  [
    '{"name": "n", "fixedType": "M X", "value": "v"}',
    'mappings["a:b:C"].fixedType is "M X"; it must be a record type such as MX',
  ],
  [
    '{"name": "n", "type": "t", "value": "v", "priority": "p"}',
    `unknown key "priority" in mappings["a:b:C"]; accepted: ${recordKeys}`,
  ],
  [
    '{"name": "n", "type": "t", "values": "v", "valeu": "p"}',
    `unknown key "valeu" in mappings["a:b:C"]; did you mean "value"? accepted: ${recordKeys}`,
  ],
  ['{"name": "a b", "type": "t", "value": "v"}', `mappings["a:b:C"].name is "a b"; ${PROPERTY}`],
  ['{"name": ["n", 1], "type": "t", "value": "v"}', 'mappings["a:b:C"].name[1] is 1; it must be a text'],
  [
    '{"name": 1, "type": "t", "value": "v"}',
    'mappings["a:b:C"].name is 1; it must be a property\'s name or a list of names',
  ],
  ['{"name": "n", "type": "a|b", "value": "v"}', `mappings["a:b:C"].type is "a|b"; ${PROPERTY}`],
  [
    '{"name": "n", "names": "relativ", "type": "t", "value": "v"}',
    'mappings["a:b:C"].names is "relativ"; did you mean "relative"? accepted: relative, absolute, either',
  ],
  [
    '{"name": "n", "text": "plain", "type": "t", "value": "v"}',
    'mappings["a:b:C"].text is "plain"; accepted: raw, quoted, mixed, inner, chunks',
  ],
  [
    '{"name": "n", "ownsSet": "yes", "type": "t", "value": "v"}',
    'mappings["a:b:C"].ownsSet is "yes"; it must be true or false',
  ],
  [
    '{"name": "n", "exclusive": true, "type": "t", "value": "v"}',
    'mappings["a:b:C"].exclusive is given without "records", the list of all records of the zone',
  ],
  [
    '{"kind": "zoen", "name": "n", "type": "t", "value": "v"}',
    'mappings["a:b:C"].kind is "zoen"; did you mean "zone"? accepted: record, zone',
  ],
  [
    '{"kind": "zone"}',
    'mappings["a:b:C"] has no "name" (the property with the record\'s or zone\'s name; of several the first that is there)',
  ],
  [
    '{"kind": "zone", "name": "n", "type": "t"}',
    'unknown key "type" in mappings["a:b:C"]; accepted: kind, host, name, ids',
  ],
  ['{"kind": "zone", "name": "n", "ids": "id"}', 'mappings["a:b:C"].ids is "id"; it must be a list'],
];

describe("broken mappings", () => {
  it.each(broken)("%s", (mapping, ...problems) => {
    expect(read(`{"mappings":{"a:b:C":${mapping}}}`).map((problem) => problem.replace(/^1:\d+: /, ""))).toEqual(
      problems,
    );
  });

  it.each(["netlify", "netlify:dnsRecord", ":index:DnsRecord", "netlify:index/dns record:X", ""])(
    "the token %j",
    (token) => {
      expect(read(`{"mappings":{${JSON.stringify(token)}:{"name":"n","type":"t","value":"v"}}}`)).toEqual([
        `1:14: mappings${/^[a-z]+$/.test(token) ? `.${token}` : `[${JSON.stringify(token)}]`} is no type token; a stack's state has such as netlify:index/dnsRecord:DnsRecord`,
      ]);
    },
  );
});

it("point at the value, and at a key that is wrong itself", () => {
  const text = '{\n"mappings": {\n  "a:b:C": {\n    "name": "n",\n    "type": "a|b",\n    "valeu": "v"\n  }\n}}';
  expect(read(text).map((problem) => problem.slice(0, 4))).toEqual(["5:13", "6:5:"]);
});

describe("mappings", () => {
  it("are kept as they are written, by token", () => {
    const mappings = {
      "netlify:index/dnsRecord:DnsRecord": { name: ["hostname", "name"], type: "type", value: "value", zone: "zoneId" },
      "netlify:index/dnsZone:DnsZone": { kind: "zone", name: "name", ids: ["zoneId"] },
    };
    const result = readConfig({ mappings }, validate);
    expect(result.ok && [...(result.settings.mappings ?? [])]).toEqual(Object.entries(mappings));
  });

  it("are absent where there are none", () => {
    const result = readConfig({}, validate);
    expect(result.ok && result.settings.mappings).toBeUndefined();
  });

  it("take no prototype for a mapping", () => {
    const document = JSON.parse(
      '{"mappings":{"__proto__":{"name":"n"},"a:b:__proto__":{"name":"n","type":"t","value":"v"}}}',
    ) as unknown;
    const result = readConfig(document, validate);
    expect(result.ok ? [] : result.faults.map(({ reason }) => reason)).toEqual([
      "mappings.__proto__ is no type token; a stack's state has such as netlify:index/dnsRecord:DnsRecord",
      'mappings.__proto__ has neither "type" (the property with the record type) nor "fixedType" (the type itself)',
      'mappings.__proto__ has neither "value" (the property with the value) nor "values" (the list of them)',
    ]);
  });
});
