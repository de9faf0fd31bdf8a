import fc from "fast-check";
import { expect, test } from "vitest";
import { classify, obstacle } from "../../../src/generate/classify.ts";
import { recipeOfTemplate, type TemplateRecipe } from "../../../src/generate/domain-connect/read.ts";
import { templateOf } from "../../../src/generate/domain-connect/write.ts";
import { planMail } from "../../../src/generate/plan.ts";
import type { HostedRequest } from "../../../src/generate/request.ts";
import { exampleValues, request } from "../examples.ts";
import { hosting, mailbox, sender } from "./templates.ts";

const text = fc.oneof(
  fc.constantFrom(
    ".",
    "%",
    "%%",
    "%a%b%",
    "%host%.",
    "%domain%.",
    "%__proto__%",
    "%brace%",
    "{a}",
    "%{i}",
    "%{%a%}",
    "a.example.",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc
    .array(fc.constantFrom("%a%", "%b-c%", "a", ".", "%", "{", "}", '"', "\\", " ", "include:", "é"), { maxLength: 6 })
    .map((parts) => parts.join("")),
);
const host = fc.constantFrom(
  ...["@", "", "%a%", "%host%", "x.%fqdn%.", "s1._domainkey", "1._domainkey", "%a%._domainkey", "%b-c%._domainkey.x"],
  ...["txt._domainkey", "_dmarc", "dkim", "*.x", "a_b", "a-b", "a-b._domainkey", "a_b._domainkey", "bounce"],
);
const name = fc.constantFrom("@", "mx.a.example", "MX.A.Example.", "%a%.a.example", "%b-c%", "mail.%domain%");
const data = fc.constantFrom(
  "v=spf1 a:%a% -all",
  "100%%a%",
  "{brace}%percent%",
  "x=%a%",
  '"a" "b"',
  "v=DKIM1; p=",
  "verify=1",
);
const rules = fc.constantFrom(
  "",
  "mx",
  "include:%a% ?a",
  "%b-c% +all",
  "exists:%{i}.%a%.a.example",
  "redirect=a.example",
);
const number = fc.constantFrom<unknown>(0, 10, "10", "%p%", 65535);
/** Mostly what may stand there, now and then anything. */
const mostly = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: usual as fc.Arbitrary<unknown>, weight: 60 }, { arbitrary: text, weight: 1 });
const type = fc.constantFrom(
  "MX",
  "SPFM",
  "TXT",
  "TXT",
  "CNAME",
  "A",
  "AAAA",
  "NS",
  "SRV",
  "REDIR301",
  "APEXCNAME",
  "mx",
);
const record = type.chain((type) =>
  fc.record({
    ...{ type: fc.constant(type), host: mostly(host), name: mostly(host), target: mostly(name), data: mostly(data) },
    pointsTo: mostly(
      type === "A" ? fc.constantFrom("%ip%", "192.0.2.1") : type === "AAAA" ? fc.constant("%ip6%") : name,
    ),
    ...{ spfRules: mostly(rules), service: fc.constantFrom("_a", "b"), protocol: fc.constantFrom("_tcp", "udp") },
    ...{ priority: mostly(type === "MX" ? number : fc.constant(1)), weight: fc.constant("1"), port: fc.constant(25) },
    groupId: fc.constantFrom(undefined, "g", "h"),
  }),
);
const title = fc.string({ unit: "binary", minLength: 1, maxLength: 12 }).map((part) => `a${part}`);
const template = fc.record({
  ...{ providerId: title, providerName: title, serviceId: title, serviceName: title, variableDescription: text },
  records: fc.array(record, { maxLength: 8 }),
});

/** A template with one value somewhere in it replaced or taken out. */
const mutated = fc
  .tuple(
    fc.constantFrom<unknown>(mailbox, sender, hosting),
    fc.nat(),
    fc.oneof(fc.jsonValue(), text, fc.constant(undefined)),
  )
  .map(([document, at, value]) => {
    const copy: unknown = structuredClone(document);
    const places: [Record<string, unknown>, string][] = [];
    const visit = (node: unknown): void => {
      if (typeof node !== "object" || node === null) return;
      for (const key of Object.keys(node)) {
        places.push([node as Record<string, unknown>, key]);
        visit((node as Record<string, unknown>)[key]);
      }
    };
    visit(copy);
    const [node, key] = places[at % places.length] as (typeof places)[number];
    if (value === undefined) delete node[key];
    else node[key] = value;
    return copy;
  });

/** A problem's place is in the document, or what it says is missing would be. */
function checkPlaces(document: unknown, read: TemplateRecipe): void {
  if (read.ok) return;
  expect(read.problems.length).toBeGreaterThan(0);
  for (const { pointer } of read.problems) {
    let node: unknown = document;
    for (const key of pointer.split("/").slice(1, -1)) node = (node as Record<string, unknown>)[key];
    expect(pointer === "" || typeof node === "object").toBe(true);
  }
}

/** What was read can be planned with; what is wrong then is told. */
function checkPlan(read: TemplateRecipe): void {
  if (!read.ok) return;
  const { recipe, kind } = read;
  expect(obstacle(recipe, kind)).toBe(undefined);
  expect(classify(recipe).class).not.toBe("identify-only");
  for (const values of [{}, exampleValues(recipe)]) {
    const own = { id: recipe.id, recipe, values };
    const asked: HostedRequest =
      kind === "provider" ? request({ provider: own }) : request({ provider: { id: "gandi" }, senders: [own] });
    const planned = planMail(asked);
    if (!planned.ok) continue;
    const roles = planned.plan.records.map(({ role }) => role);
    expect(roles.filter((role, index) => roles.indexOf(role) !== index)).toEqual([]);
    for (const { value } of planned.plan.records) expect(value).toMatch(/^[\x20-\x7e]*$/);
    // A template of a template: what it cannot say it refuses.
    const written = templateOf(asked);
    if (written.ok) expect(() => JSON.parse(written.text) as unknown).not.toThrow();
  }
}

test.each<[string, fc.Arbitrary<unknown>]>([
  ["any JSON", fc.jsonValue()],
  ["templates of anything", template],
  ["templates with a mistake", mutated],
])("%s is read or refused with a place", (_, documents) => {
  fc.assert(
    fc.property(documents, (document) => {
      const read = recipeOfTemplate(document);
      checkPlaces(document, read);
      checkPlan(read);
    }),
    { numRuns: Number(process.env["FUZZ_RUNS"] ?? 100) },
  );
});
