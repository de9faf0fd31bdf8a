import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { customerVariables, documentOf } from "../../../src/generate/domain-connect/document.ts";
import { recipeOfTemplate } from "../../../src/generate/domain-connect/read.ts";
import { templateOf } from "../../../src/generate/domain-connect/write.ts";
import { planMail } from "../../../src/generate/plan.ts";
import type { PlannedRecord } from "../../../src/generate/planned.ts";
import { recipeOf } from "../../../src/generate/recipes.ts";
import { faultText, type HostedRequest, type PartRequest } from "../../../src/generate/request.ts";
import { findings, exampleValues, idsFor, request } from "../examples.ts";
import { templateSchema } from "./template-schema.ts";

const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(templateSchema);

/** The template of a request, which fits the schema. */
function written(asked: HostedRequest): unknown {
  const result = templateOf(asked);
  if (!result.ok) throw new Error(result.reasons.join("\n"));
  const document: unknown = JSON.parse(result.text);
  expect(validate(document) ? [] : validate.errors).toEqual([]);
  return document;
}

/** A template's variables with the examples that the catalogue has for them, those of each part as well. */
function examplesFor(document: unknown, parts: readonly PartRequest[]) {
  const names = customerVariables(documentOf(document, [])?.records ?? []);
  const ofTemplate: Record<string, string> = {};
  const ofParts = parts.map((): Record<string, string> => ({}));
  for (const name of names) {
    for (const [index, { id }] of parts.entries()) {
      const recipe = recipeOf(id);
      if (recipe === undefined) throw new Error(`no provider ${id}`);
      const examples = exampleValues(recipe);
      // Where two parts have one of a name, it begins with the part's.
      const own = Object.keys(examples).find(
        (each) => name === each || name.toLowerCase() === `${id.replaceAll("-", "")}${each}`.toLowerCase(),
      );
      if (own === undefined || Object.hasOwn(ofTemplate, name)) continue;
      ofTemplate[name] = examples[own] ?? "";
      (ofParts[index] as Record<string, string>)[own] = examples[own] ?? "";
    }
  }
  expect(Object.keys(ofTemplate)).toEqual(names);
  return { ofTemplate, ofParts };
}

function planned(asked: HostedRequest): readonly PlannedRecord[] {
  const result = planMail(asked);
  if (!result.ok) throw new Error(result.faults.map(faultText).join("\n"));
  expect(result.plan.pending).toEqual([]);
  return result.plan.records;
}

/** What is published, in some order. A template does not say how SPF ends, and has no redirect=. */
function published(records: readonly PlannedRecord[]): string[] {
  return records
    .map(({ type, name, value, preference, weight, port }) => {
      const data = String(value)
        .replace(/^(v=spf1.*) [~-]all$/, "$1")
        .replace("v=spf1 redirect=", "v=spf1 include:");
      return [name, type, preference, weight, port, data].join(" ");
    })
    .sort();
}

/** What the template of a request publishes is what the request does, and passes every rule; gives the SPF that was asked for. */
function survives(asked: HostedRequest): string {
  const document = written(asked);
  const { provider, gateway, senders = [] } = asked;
  const parts = [provider, ...(gateway === undefined ? [] : [gateway]), ...senders];
  const { ofTemplate, ofParts } = examplesFor(document, parts);
  const read = recipeOfTemplate(document);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.kind).toBe("provider");
  const { id } = read.recipe;
  const back = planned({ domain: "example.com", provider: { id, recipe: read.recipe, values: ofTemplate } });
  const filled = planned({
    ...asked,
    provider: { ...provider, values: ofParts[0] ?? {} },
    ...(gateway === undefined ? {} : { gateway: { ...gateway, values: ofParts[1] ?? {} } }),
    senders: senders.map((sender, index) => ({
      ...sender,
      values: ofParts[parts.length - senders.length + index] ?? {},
    })),
  });
  expect(published(back)).toEqual(published(filled));
  expect(findings(back, "part").map(({ rule, message }) => `${rule}: ${message.text}`)).toEqual([]);
  return String(filled.find(({ role }) => role === "spf")?.value);
}

describe("templates of the catalogue's entries, read back, publish the same", () => {
  test("every provider; those whose SPF is a redirect= are told by an include", () => {
    const redirects = idsFor("provider").filter((id) => survives(request({ provider: { id } })).includes("redirect="));
    expect(redirects).toEqual(["hostpoint", "mailru-vk", "strato", "yandex-360"]);
  });

  test("every gateway before a mailbox", () => {
    for (const id of idsFor("gateway")) survives(request({ provider: { id: "google-workspace" }, gateway: { id } }));
  });

  test("every sender beside a mailbox, at the domain and below it", () => {
    for (const id of idsFor("sender")) {
      survives(request({ provider: { id: "google-workspace" }, senders: [{ id }] }));
      survives(request({ provider: { id: "fastmail" }, senders: [{ id, at: "mail" }] }));
    }
  });

  test("every provider with what it calls optional", () => {
    for (const id of idsFor("provider")) survives(request({ provider: { id }, extras: "all" }));
  });
});
