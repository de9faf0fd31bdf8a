import { describe, expect, test } from "vitest";
import { recipeOfTemplate } from "../../../src/generate/domain-connect/read.ts";
import { templateOf, type TemplateMeta } from "../../../src/generate/domain-connect/write.ts";
import type { HostedRequest } from "../../../src/generate/request.ts";
import { Unknown } from "../../../src/model/value.ts";
import { keys } from "../../dkim-keys.ts";
import { request } from "../examples.ts";
import { mailbox, sender } from "./templates.ts";

interface Template {
  readonly variableDescription?: string;
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

function written(asked: HostedRequest, meta?: TemplateMeta): Template & Readonly<Record<string, unknown>> {
  const result = templateOf(asked, meta);
  if (!result.ok) throw new Error(result.reasons.join("\n"));
  expect(result.text.endsWith("}\n")).toBe(true);
  return JSON.parse(result.text) as Template & Record<string, unknown>;
}

/** The records, a line each: what stands in every one of a type is left out. */
function lines({ records }: Template): string[] {
  return records.map(({ type, groupId = "-", ttl: _, ...rest }) => [groupId, type, ...Object.values(rest)].join(" "));
}

/** A sender that is no entry of the catalogue, and whose values may be anything. */
const acme = (values: Readonly<Record<string, string>>) => ({
  id: "acme",
  name: "acme",
  recipe: recipeOf(sender),
  values,
});
const google = { id: "google-workspace" };

test("a mailbox, with nothing given", () => {
  expect(written(request({ provider: google }))).toMatchInlineSnapshot(`
    {
      "description": "Mail records: Google Workspace (Gmail)",
      "providerId": "google-workspace",
      "providerName": "Google Workspace (Gmail)",
      "records": [
        {
          "host": "@",
          "pointsTo": "smtp.google.com",
          "priority": 1,
          "ttl": 3600,
          "type": "MX",
        },
        {
          "host": "@",
          "spfRules": "include:_spf.google.com",
          "type": "SPFM",
        },
        {
          "data": "%dkimKey%",
          "host": "google._domainkey",
          "ttl": 3600,
          "txtConflictMatchingMode": "All",
          "type": "TXT",
        },
        {
          "data": "v=DMARC1; p=none; rua=mailto:postmaster@%fqdn%",
          "essential": "OnApply",
          "host": "_dmarc",
          "ttl": 3600,
          "txtConflictMatchingMode": "Prefix",
          "txtConflictMatchingPrefix": "v=DMARC1",
          "type": "TXT",
        },
      ],
      "serviceId": "mail",
      "serviceName": "Mail",
      "variableDescription": "%dkimKey%: Google Workspace (Gmail), DKIM record value (public key) (found at: Google Admin console > Apps > Google Workspace > Gmail > Authenticate email > Generate new record (prefix "google" is the default, then press Start authentication))",
      "version": 1,
    }
  `);
});

describe("what is given is in its place", () => {
  test.each<[string, HostedRequest]>([
    [
      "some values",
      request({ provider: { id: "microsoft-365", values: { m365MxHost: "acme.mail.protection.outlook.com" } } }),
    ],
    [
      "a value that others follow from",
      request({ provider: google, gateway: { id: "proofpoint-essentials", values: { stack: "eu1" } } }),
    ],
    ["and one that is still open", request({ provider: google, gateway: { id: "proofpoint-essentials" } })],
    [
      "a default",
      request({ provider: { id: "cloudflare-email-routing", values: { cfPriority2: new Unknown("preview") } } }),
    ],
    [
      "DKIM in the form whose values are given",
      request({
        provider: google,
        senders: [{ id: "mailgun", at: "mg", values: { dkimSelector: "s1", dkimKey: `v=DKIM1; p=${keys.rsa2048}` } }],
      }),
    ],
    [
      "two senders with variables of one name",
      request({
        provider: google,
        senders: [{ id: "postmark" }, { id: "mailjet" }, { id: "postmark", name: "second", at: "two" }],
      }),
    ],
    [
      "own terms, keys and reports",
      request({
        provider: { id: "fastmail" },
        spf: ["ip4:192.0.2.7"],
        dmarc: "quarantine",
        rua: ["dmarc@example.net"],
        tlsReports: ["tls@example.net"],
        dkim: [
          { selector: "s1", target: "s1.dkim.example.net" },
          { selector: "s2", key: new Unknown("secret") },
        ],
      }),
    ],
    ["a redirect, which SPFM has no room for", request({ provider: { id: "yandex-360" } })],
    ["a template", request({ provider: { id: "acme.example.mail-setup", recipe: recipeOf(mailbox) } })],
    [
      "service records, and a text with quotes",
      request({ provider: { id: "fastmail" }, extras: "all", senders: [{ id: "klaviyo" }, acme({ proof: 'a"b\\c' })] }),
    ],
  ])("%s", (_, asked) => {
    const template = written(asked);
    const text = lines(template).map((line) => line.replaceAll(keys.rsa2048, "MII…"));
    expect([...text, template.variableDescription?.slice(0, 200)]).toMatchSnapshot();
  });
});

function recipeOf(document: unknown) {
  const read = recipeOfTemplate(document);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.recipe;
}

test("what it says of itself", () => {
  const meta = {
    ...{ providerId: "acme.example", providerName: "Acme", serviceId: "mail_1", serviceName: "Acme Mail" },
    ...{ version: 7, description: "Mail of Acme", syncPubKeyDomain: "_dck.keys.acme.example" },
  };
  const { records, variableDescription, ...head } = written(request({ provider: google }), meta);
  expect([records.length, variableDescription?.startsWith("%dkimKey%: ")]).toEqual([4, true]);
  expect(head).toEqual(meta);
});

test("a description that would be too long says less", () => {
  const senders = ["amazon-ses", "postmark", "mailjet", "hubspot", "freshdesk", "salesforce"].map((id) => ({
    id,
    at: id,
  }));
  const { variableDescription = "" } = written(request({ provider: google, senders }));
  expect([variableDescription.length <= 2048, variableDescription.includes("found at")]).toEqual([true, false]);
});

describe("what is refused", () => {
  test.each<[string, HostedRequest, TemplateMeta?]>([
    ["no provider", request({ provider: { id: "fastmial" } })],
    ["a value that does not fit", request({ provider: { id: "sakura", values: { initialDomain: "example.com" } } })],
    ["how SPF ends", request({ provider: google, spfAll: "-all" })],
    ["a file of one domain", request({ provider: google, mtaSts: { mode: "testing" } })],
    ["reports to nobody known", request({ provider: google, rua: [new Unknown("preview")] })],
    ["what would be a variable", request({ provider: google, senders: [acme({ proof: "100%a%" })] })],
    ["own terms of that kind", request({ provider: google, spf: ["include:%a%.example"] })],
    [
      "ids and names",
      request({ provider: google }),
      { providerId: "a b", serviceId: "", providerName: "\u202e", version: 0, syncPubKeyDomain: "a b" },
    ],
  ])("%s", (_, asked, meta) => {
    const result = templateOf(asked, meta);
    expect(
      result.ok ? [] : result.reasons.map((reason) => reason.replace(/accepted: [a-z0-9-]+, .*/, "accepted: …")),
    ).toMatchSnapshot();
  });
});
