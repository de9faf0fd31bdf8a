import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Ajv } from "ajv";
import { panelOf, panels } from "../../src/panels/panels.ts";
import { fieldsIn, lineIn, type TypedRecord } from "../../src/panels/typed.ts";

const text = { type: "string", minLength: 1 };
const localized = {
  type: "object",
  additionalProperties: false,
  required: ["en", "ja"],
  properties: { en: text, ja: text },
};
const label = { type: "object", additionalProperties: false, required: ["ja"], properties: { en: text, ja: text } };
const flag = { type: "boolean" };
const kind = { type: "string", pattern: "^(?:MX|CNAME|TXT)(?: v=\\w+)?$" };
const note = {
  type: "object",
  additionalProperties: false,
  required: ["types", "en", "ja"],
  dependentRequired: { then: ["over"] },
  properties: {
    types: { type: "array", minItems: 1, items: kind },
    over: { type: "integer", minimum: 1 },
    then: localized,
    beside: flag,
    general: flag,
    en: text,
    ja: text,
  },
};
const labels = Object.fromEntries(
  ["owner", "type", "value", "preference", "weight", "port", "ttl", "proxy"].map((name) => [name, label]),
);
const schema = {
  type: "object",
  additionalProperties: false,
  required: ["id", "date", "title", "where", "labels", "form", "notes", "sources"],
  properties: {
    id: { type: "string", pattern: "^[a-z0-9-]+$" },
    date: { type: "string", pattern: "^20\\d\\d-[01]\\d-[0-3]\\d$" },
    title: localized,
    where: localized,
    labels: {
      type: "object",
      additionalProperties: false,
      properties: { ...labels, valueByType: { type: "object", additionalProperties: label } },
    },
    form: {
      type: "object",
      additionalProperties: false,
      required: ["apex", "finalDot"],
      properties: {
        apex: { enum: ["", "@"] },
        finalDot: flag,
        quotes: flag,
        sets: flag,
        srvInValue: flag,
        lines: { type: "object", additionalProperties: text },
        apexOnly: { type: "array", items: text },
      },
    },
    notes: { type: "array", minItems: 1, items: note },
    sources: { type: "array", minItems: 1, items: { type: "string", pattern: "^https://" } },
  },
};

describe("the panels", () => {
  const isPanel = new Ajv({ strict: false, allErrors: true }).compile(schema);
  const folder = new URL("../../src/panels/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

  test.each(files)("%s is as the interface says, and is one of them", (name) => {
    const data: unknown = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    isPanel(data);
    expect(isPanel.errors ?? []).toEqual([]);
    expect(panelOf(name.replace(/\.json$/, ""))).toEqual(data);
  });

  test("have files of their own", () => {
    expect(panels.map(({ id }) => `${id}.json`).sort()).toEqual([...files].sort());
  });

  test("are told whole in each language", () => {
    for (const { title, notes } of panels) {
      for (const { en, ja } of notes) {
        expect(en, ja).toMatch(/[.]$/);
        expect(ja, en).toMatch(/。$/);
      }
      expect(title.ja).not.toBe("");
    }
  });

  test("of forms name every field of MX, TXT and CNAME", () => {
    for (const panel of panels.filter(({ form }) => form.lines === undefined)) {
      for (const type of ["MX", "TXT", "CNAME"]) {
        const fields = fieldsIn(panel, {
          type,
          owner: "@",
          value: "x",
          ...(type === "MX" ? { preference: "10" } : {}),
        });
        expect(
          fields.filter(({ label: found }) => found === undefined),
          panel.id,
        ).toEqual([]);
      }
    }
  });
});

const srv: TypedRecord = {
  type: "SRV",
  owner: "_imaps._tcp",
  value: "imap.example.net",
  preference: "0",
  weight: "1",
  port: "993",
};

describe("what is typed", () => {
  test.each<[string, TypedRecord, string]>([
    ["cloudflare", srv, "owner=_imaps._tcp type=SRV value=imap.example.net preference=0 weight=1 port=993"],
    ["route53", srv, "owner=_imaps._tcp type=SRV value=0 1 993 imap.example.net"],
    ["muumuu-dns", srv, "owner=_imaps._tcp type=SRV value=imap.example.net preference=0 weight=1 port=993"],
    ["sakura", { type: "MX", owner: "@", value: ".", preference: "0" }, "owner=@ type=MX value=0 ."],
    ["route53", { type: "TXT", owner: "@", value: 'a"b\\c\u00e9' }, 'owner= type=TXT value="a\\"b\\\\c\\351"'],
    ["route53", { type: "TXT", owner: "@", value: "x".repeat(256) }, `owner= type=TXT value="${"x".repeat(255)}" "x"`],
    ["cloudflare", { type: "TXT", owner: "@", value: "\u00e6\u0097\u00a5" }, "owner=@ type=TXT value=日"],
  ])("at %s", (id, record, expected) => {
    const panel = panelOf(id);
    const fields = panel === undefined ? [] : fieldsIn(panel, record);
    expect(fields.map(({ name, text: typed }) => `${name}=${typed}`).join(" ")).toBe(expected);
  });

  test("has no line where how it is written is not known", () => {
    const panel = panelOf("value-domain");
    expect(panel && lineIn(panel, srv)).toBeUndefined();
    expect(
      panel && lineIn(panel, { type: "MX", owner: "mg", value: "mx.example.net", preference: "10" }),
    ).toBeUndefined();
  });
});
