import { describe, expect, it } from "vitest";
import { defaultSettings, type RuleSetting } from "../../src/engine/settings.ts";
import { configFaults, levelSet, withPolicyConfig, type PackConfig } from "../../src/pack/levels.ts";
import { policies, unset, type Level } from "../../src/pack/policies.ts";
import { rules } from "../../src/rules/index.ts";

/** What the engine sends: every policy with its own or initial level, then what the user gives. */
function sent(given: Readonly<Record<string, Level>>, properties: Readonly<Record<string, unknown>> = {}): PackConfig {
  return new Map(
    policies.map(({ name, level }) => {
      return [name, { level: given[name] ?? given["all"] ?? unset.get(name) ?? level, properties }];
    }),
  );
}

function levelIn(id: string, file: RuleSetting["level"], given: Readonly<Record<string, Level>>): RuleSetting["level"] {
  const own = file === undefined ? new Map<string, RuleSetting>() : new Map([[id, { level: file }]]);
  return withPolicyConfig({ ...defaultSettings, rules: own }, sent(given)).rules.get(id)?.level;
}

describe("levels", () => {
  const table: readonly [
    file: RuleSetting["level"],
    given: Readonly<Record<string, Level>>,
    wanted: RuleSetting["level"],
  ][] = [
    [undefined, {}, undefined],
    ["warning", {}, "warning"],
    [undefined, { "spf-missing": "mandatory" }, "error"],
    [undefined, { "spf-missing": "advisory" }, "warning"],
    [undefined, { "spf-missing": "disabled" }, "off"],
    [undefined, { all: "advisory" }, "warning"],
    [undefined, { all: "disabled", "spf-missing": "mandatory" }, "error"],
    ["warning", { "spf-missing": "mandatory" }, "error"],
    ["error", { "spf-missing": "advisory" }, "error"],
    ["off", { "spf-missing": "advisory" }, "warning"],
    ["error", { "spf-missing": "disabled" }, "error"],
    ["off", { "spf-missing": "disabled" }, "off"],
    ["info", { "spf-missing": "disabled" }, "info"],
  ];
  it.each(table)("maildns.config.json %s, policy configuration %o: %s", (file, given, wanted) => {
    expect(levelIn("spf-missing", file, given)).toBe(wanted);
  });

  it("tell what was set from what is a policy's own", () => {
    const config = sent({ "mx-single-provider": "mandatory", "not-judged": "mandatory" });
    expect(levelSet("mx-single-provider", config)).toBe("mandatory");
    expect(levelSet("spf-missing", config)).toBeUndefined();
    expect(levelSet("not-judged", config)).toBe("mandatory");
    expect(levelSet("configuration", config)).toBeUndefined();
  });

  it("are asked for by names that exist", () => {
    expect(configFaults(sent({}))).toEqual([]);
    const config: PackConfig = new Map([
      // The engine sends it on like a policy.
      ["all", { level: "advisory", properties: {} }],
      ["spf-mising", { level: "mandatory", properties: {} }],
      ["quite-another-pack", { level: "advisory", properties: {} }],
    ]);
    expect(configFaults(config)).toEqual([
      'the policy configuration names "spf-mising", which is no policy of this pack; did you mean "spf-missing"?',
      'the policy configuration names "quite-another-pack", which is no policy of this pack',
    ]);
  });

  it("leave all as it is before the engine has sent any", () => {
    expect(withPolicyConfig(defaultSettings, new Map())).toBe(defaultSettings);
  });
});

describe("options", () => {
  it("of the policy configuration beat those of maildns.config.json, and what is no option is left out", () => {
    const own = new Map<string, RuleSetting>([["change-dmarc-stage-early", { level: "error", options: { days: 14 } }]]);
    const config = sent({}, { days: 7, bogus: true, level: {} });
    const { rules: merged } = withPolicyConfig({ ...defaultSettings, rules: own }, config);
    expect(merged.get("change-dmarc-stage-early")).toEqual({ level: "error", options: { days: 7 } });
    expect(merged.has("spf-missing")).toBe(false);
  });
});

describe("policies", () => {
  it("are the rules and four of the pack's own, under names that Pulumi takes", () => {
    const names = policies.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.slice(0, rules.length)).toEqual(rules.map(({ id }) => id));
    expect(names.slice(rules.length)).toEqual(["configuration", "internal-error", "not-judged", "require-preview"]);
    for (const name of names) expect(name).toMatch(/^(?!all$)[a-z0-9-]{1,100}$/);
  });

  it("say what to do, and no option is called as Pulumi's own", () => {
    for (const { description, remediationSteps, options } of policies) {
      expect(description).not.toBe("");
      expect(remediationSteps).not.toBe("");
      expect(Object.keys(options)).not.toContain("enforcementLevel");
      for (const schema of Object.values(options)) expect(schema).not.toHaveProperty("default");
    }
  });
});
