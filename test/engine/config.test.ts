import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { configSchema, configSchemaFile, configSchemaText } from "../../scripts/build-config-schema.ts";
import { validatorModule } from "../../scripts/build-validators.ts";
import { readConfig } from "../../src/engine/config.ts";
import type { Settings } from "../../src/engine/settings.ts";
import { read, schema, validate } from "./config-fixture.ts";

const kinds = new Map<string, "mailbox" | "gateway" | "sender">([
  ["fastmail", "mailbox"],
  ["mimecast", "gateway"],
  ["sendgrid", "sender"],
]);

function settings(text: string): Settings {
  const result = readConfig(JSON.parse(text), validate);
  if (!result.ok) throw new Error(result.faults.map(({ reason }) => reason).join("\n"));
  return result.settings;
}

describe("schema", () => {
  it("is up to date", async () => {
    const present = await readFile(configSchemaFile, "utf8");
    expect(present, "npm run generate brings it up to date").toBe(await configSchemaText());
  });

  it("is a valid JSON Schema", async () => {
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validateSchema(JSON.parse(await readFile(configSchemaFile, "utf8")) as object)).toBe(true);
    expect(ajv.validateSchema(schema)).toBe(true);
  });

  it("gives a validator that imports nothing", () => {
    const code = validatorModule(configSchema([], ["fastmail"]));
    expect(code).not.toMatch(/\brequire\(|^import /m);
  });
});

describe("settings", () => {
  it("are the defaults for an empty object", () => {
    expect(settings("{}")).toEqual({
      set: "default",
      rules: new Map(),
      domains: new Map(),
      zones: [],
      context: [],
      ignores: [],
      inlineIgnores: false,
    });
  });

  it("take every key", () => {
    const all = settings(`{
      "$schema": "./node_modules/maildns/schemas/config.schema.json",
      "set": "strict",
      "rules": { "mx-one": "off", "mx-two": ["warning", { "limit": 3 }], "spf-three": ["error"] },
      "domains": {
        "Example.COM.": {
          "role": "mail", "mailbox": "fastmail", "gateway": "mimecast", "senders": ["sendgrid"],
          "backupMx": ["MX.Example.net"], "elsewhere": ["spf", "dkim"], "dkim": "absent",
          "dmarc": { "stage": "none", "since": "2024-02-29", "target": "reject" }
        },
        "bücher.example": {}
      },
      "zones": [
        { "origin": "example.com.", "path": "zones/*.zone", "scope": "part", "ids": ["Z1"], "flattening": true, "splitHorizon": false }
      ],
      "context": ["live/example.com.json"],
      "ignores": [{ "rule": "mx-one", "domain": "*.Example.com", "reason": "moves in May", "until": "2027-05-31" }],
      "inlineIgnores": ["mx-one"]
    }`);
    expect(all).toEqual({
      set: "strict",
      rules: new Map([
        ["mx-one", { level: "off" }],
        ["mx-two", { level: "warning", options: { limit: 3 } }],
        ["spf-three", { level: "error" }],
      ]),
      domains: new Map([
        [
          "example.com",
          {
            role: "mail",
            mailbox: "fastmail",
            gateway: "mimecast",
            senders: ["sendgrid"],
            backupMx: ["mx.example.net"],
            elsewhere: ["spf", "dkim"],
            dkim: "absent",
            dmarc: { stage: "none", since: "2024-02-29", target: "reject" },
          },
        ],
        ["xn--bcher-kva.example", {}],
      ]),
      zones: [
        {
          origin: "example.com",
          path: "zones/*.zone",
          scope: "part",
          ids: ["Z1"],
          flattening: true,
          splitHorizon: false,
        },
      ],
      context: ["live/example.com.json"],
      ignores: [{ rule: "mx-one", domain: "*.example.com", reason: "moves in May", until: "2027-05-31" }],
      inlineIgnores: new Set(["mx-one"]),
    });
  });

  it("keep names such as __proto__ as data", () => {
    const { domains } = settings('{"domains": {"__proto__": {"role": "mail"}, "constructor": {}}}');
    expect([...domains.keys()]).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(domains.get("constructor"))).toBe(Object.prototype);
  });

  it("note a provider of another kind", () => {
    const document = {
      domains: { "example.com": { mailbox: "sendgrid" }, "example.net": { mailbox: "mimecast", gateway: "sendgrid" } },
    };
    const result = readConfig(document, validate, (id) => kinds.get(id));
    expect(result.ok && result.notes.map(({ reason }) => reason)).toEqual([
      'domains["example.com"].mailbox is "sendgrid", which is known to send mail only: "senders" is its key',
      'domains["example.net"].mailbox is "mimecast", which filters mail and hands it on: "gateway" is its key',
      'domains["example.net"].gateway is "sendgrid", which is known to send mail only: "senders" is its key',
    ]);
  });
});

const domainKeys = "role, mailbox, gateway, senders, backupMx, elsewhere, dkim, mtaSts, dmarc";
const topKeys =
  "$schema, set, rules, domains, zones, mappings, context, snapshot, snapshotDays, ignores, inlineIgnores";

/** The text, and what is said of it with line and column. */
const broken: readonly (readonly [text: string, ...problems: string[]])[] = [
  ["", "1:1: not JSON: the text is empty"],
  ["{\n  set: 1 }", '2:3: not JSON: the key "set" without quotes'],
  ['{\n  "set": "strict",\n}', "2:18: not JSON: a comma before the closing }: JSON allows no trailing comma"],
  ["// my configuration\n{}", "1:1: not JSON: JSON has no comments"],
  ["[]", "1:1: the configuration is a list; it must be an object"],
  ["null", "1:1: the configuration is null; it must be an object"],
  ['{"rulez": {}}', `1:2: unknown key "rulez"; did you mean "rules"? accepted: ${topKeys}`],
  ['{\n  "__proto__": {}\n}', `2:3: unknown key "__proto__"; accepted: ${topKeys}`],
  ['{"mapping": {}}', `1:2: unknown key "mapping"; did you mean "mappings"? accepted: ${topKeys}`],
  ['{"set": "strickt"}', '1:9: set is "strickt"; did you mean "strict"? accepted: default, strict, preview'],
  ['{"set": 2}', "1:9: set is 2; accepted: default, strict, preview"],
  ['{"rules": ["mx-one"]}', "1:11: rules is a list; it must be an object"],
  [
    '{"rules": {"mx-onee": "off"}}',
    '1:12: unknown rule "mx-onee" in rules; did you mean "mx-one"? maildns rules lists them',
  ],
  ['{"rules": {"__proto__": "off"}}', '1:12: unknown rule "__proto__" in rules; maildns rules lists them'],
  [
    '{"rules": {"mx-one": "warn"}}',
    '1:22: rules["mx-one"] is "warn"; did you mean "warning"? accepted: error, warning, info, off',
  ],
  [
    '{"rules": {"mx-one": 2}}',
    '1:22: rules["mx-one"] is 2; it must be a level (error, warning, info, off) or a list of a level and options',
  ],
  ['{"rules": {"mx-two": []}}', '1:22: rules["mx-two"] has 0 items; it must be a list of a level and options'],
  [
    '{"rules": {"mx-two": ["error", {}, 1]}}',
    '1:22: rules["mx-two"] has 3 items; it must be a list of a level and options',
  ],
  ['{"rules": {"mx-two": ["fatal"]}}', '1:23: rules["mx-two"][0] is "fatal"; accepted: error, warning, info, off'],
  [
    '{"rules": {"mx-two": ["error", {"limits": 1}]}}',
    '1:33: unknown option "limits" of the rule mx-two; did you mean "limit"? accepted: limit, name',
  ],
  ['{"rules": {"mx-one": ["error", {"x": 1}]}}', '1:33: unknown option "x": the rule mx-one has no options'],
  ['{"rules": {"mx-two": ["error", {"limit": 0}]}}', '1:42: rules["mx-two"][1].limit is 0; it must be at least 1'],
  ['{"rules": {"mx-two": ["error", {"limit": 11}]}}', '1:42: rules["mx-two"][1].limit is 11; it must be at most 10'],
  [
    '{"rules": {"mx-two": ["error", {"limit": "3"}]}}',
    '1:42: rules["mx-two"][1].limit is "3"; it must be a whole number',
  ],
  [
    '{\n  "domains": {\n    "example.com": {\n      "mailbx": "fastmail"\n    }\n  }\n}',
    `4:7: unknown key "mailbx" in domains["example.com"]; did you mean "mailbox"? accepted: ${domainKeys}`,
  ],
  [
    '{"domains": {"example.com": {"mailbox": "fastmial"}}}',
    '1:41: domains["example.com"].mailbox is "fastmial", an unknown provider; did you mean "fastmail"? maildns providers lists them',
  ],
  [
    '{"domains": {"example.com": {"senders": ["google"]}}}',
    '1:42: domains["example.com"].senders[0] is "google", an unknown provider; did you mean "google-domains" or "google-workspace"? maildns providers lists them',
  ],
  [
    '{"domains": {"example.com": {"senders": "sendgrid"}}}',
    '1:41: domains["example.com"].senders is "sendgrid"; it must be a list',
  ],
  [
    '{"domains": {"example.com": {"role": "sendonly"}}}',
    '1:38: domains["example.com"].role is "sendonly"; did you mean "send-only"? accepted: mail, send-only, receive-only, inbound, return-path, none',
  ],
  [
    '{"domains": {"example.com": {"role": "send-only", "mailbox": "fastmail", "backupMx": ["mx.example.net"]}}}',
    '1:62: domains["example.com"].mailbox is given, though the role "send-only" takes no mail',
    '1:86: domains["example.com"].backupMx is given, though the role "send-only" takes no mail',
  ],
  [
    '{"domains": {"example.com": {"role": "none", "senders": ["sendgrid"]}}}',
    '1:57: domains["example.com"].senders is given, though the role "none" sends no mail',
  ],
  [
    '{"domains": {"example..com": {}}}',
    '1:14: domains["example..com"] is no domain name: the name "example..com" has an empty label',
  ],
  [
    '{"domains": {"example.com": {}, "EXAMPLE.com.": {}}}',
    '1:33: domains["EXAMPLE.com."] is the same domain as "example.com" above',
  ],
  [
    '{"domains": {"example.com": {"backupMx": ["mx..example.net"]}}}',
    '1:43: domains["example.com"].backupMx[0] is no domain name: the name "mx..example.net" has an empty label',
  ],
  [
    '{"domains": {"example.com": {"dmarc": {"stage": "quarantin", "since": "last May"}}}}',
    '1:49: domains["example.com"].dmarc.stage is "quarantin"; did you mean "quarantine"? accepted: none, quarantine-test, quarantine, reject-test, reject',
    '1:71: domains["example.com"].dmarc.since is "last May"; it must be a date such as 2026-12-31',
  ],
  [
    '{"domains": {"example.com": {"dmarc": {"since": "2025-02-29"}}}}',
    '1:49: domains["example.com"].dmarc.since is "2025-02-29", a day that no calendar has',
  ],
  [
    '{"domains": {"example.com": {"dmarc": {"stage": "reject-test", "since": "2999-01-01", "target": "quarantine"}}}}',
    '1:73: domains["example.com"].dmarc.since is "2999-01-01", which is yet to come: it is the day since when the stage holds',
    '1:97: domains["example.com"].dmarc.target is "quarantine", which is weaker than the stage "reject-test"',
  ],
  ['{"zones": [{"path": "a.zone"}]}', `1:12: zones[0] has no "origin" (the zone's name)`],
  [
    '{"zones": [{"origin": "example.com", "splithorizon": true}]}',
    '1:38: unknown key "splithorizon" in zones[0]; did you mean "splitHorizon"? accepted: origin, path, scope, ids, flattening, splitHorizon',
  ],
  [
    '{"zones": [{"origin": "example.com"}, {"origin": "Example.com."}]}',
    "1:39: zones[1] says again what zones[0] is about",
  ],
  [
    '{"zones": [{"origin": "a.example", "ids": ["Z1"]}, {"origin": "b.example", "ids": ["Z1"]}]}',
    '1:84: zones[1].ids[0] is "Z1", which zones[0] gives to a.example',
  ],
  [
    '{"zones": [{"origin": "a.example", "path": "zones/**"}]}',
    '1:44: zones[0].path is "zones/**"; * matches within one name only, and a folder stands for all below it',
  ],
  [
    '{"zones": [{"origin": "a.example", "flattening": "yes"}]}',
    '1:50: zones[0].flattening is "yes"; it must be true or false',
  ],
  ['{"context": [""]}', '1:14: context[0] is ""; it must be a text that is not blank'],
  [
    '{"ignores": [\n  {"rule": "mx-one", "domain": "example.com"}\n]}',
    '2:3: ignores[0] has no "reason" (why the finding is accepted)',
  ],
  [
    '{"ignores": [{"rule": "mx-one", "domain": "example.com", "reason": "  "}]}',
    '1:68: ignores[0].reason is "  "; it must be a text that is not blank',
  ],
  [
    '{"ignores": [{"rule": "mx-on", "domain": "*", "reason": "known"}]}',
    '1:23: ignores[0].rule is "mx-on", an unknown rule; did you mean "mx-one"? maildns rules lists them',
  ],
  [
    '{"ignores": [{"rule": "*", "domain": "a.example", "reason": "known", "until": "2026-11-31"}]}',
    '1:79: ignores[0].until is "2026-11-31", a day that no calendar has',
  ],
  [
    '{"inlineIgnores": ["mx-on"]}',
    '1:20: inlineIgnores[0] is "mx-on", an unknown rule; did you mean "mx-one"? maildns rules lists them',
  ],
  [
    '{"inlineIgnores": ["mx-one", "*"]}',
    '1:30: inlineIgnores[1] is "*"; true stands for the warnings and infos of every rule',
  ],
  ['{"inlineIgnores": "mx-one"}', '1:19: inlineIgnores is "mx-one"; it must be true, false or a list of rules'],
  [
    '{"ignores": [{"rule": "*", "domain": "*.", "reason": "known"}]}',
    "1:38: ignores[0].domain is no domain name: the name is empty",
  ],
  [
    '{"ignores": [{"rule": "*", "domain": "a.example", "reason": "x"}, {"rule": "*", "domain": "A.example", "reason": "y"}]}',
    "1:67: ignores[1] says again what ignores[0] is about",
  ],
];

describe("broken configurations", () => {
  for (const [text, ...problems] of broken)
    it(text.replaceAll(/\s+/g, " ") || "(empty)", () => expect(read(text)).toEqual(problems));

  it("cuts a long list of defects", () => {
    const keys = Array.from({ length: 30 }, (_, index) => `"key${index}": 1`).join(",\n");
    const problems = read(`{${keys}}`);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe(": and 10 more defects");
  });
});
