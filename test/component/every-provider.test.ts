import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { lint } from "../../src/engine/lint.ts";
import { recipeOf } from "../../src/generate/recipes.ts";
import { MailDomain, type MailDomainArgs } from "../../src/pulumi/index.ts";
import { fromByteString, type DnsRecord } from "../../src/model/record.ts";
import { exampleValues, idsFor } from "../generate/examples.ts";
import { resource } from "../input/pulumi-fixture.ts";
import { promiseOf, recordsOf, run, ZONE, zonesOf } from "./program.ts";

const providers = idsFor("provider");
const gateways = idsFor("gateway");
const senders = idsFor("sender");

function part(id: string): { readonly id: string; readonly values: Record<string, string> } {
  const recipe = recipeOf(id);
  return { id, values: recipe === undefined ? {} : exampleValues(recipe) };
}

/** Ids and values come from the catalogue, as the types do. */
function args(provider: string, more: Record<string, unknown> = {}): MailDomainArgs {
  const { id, values } = part(provider);
  return { domain: "example.com", zoneId: ZONE, provider: id, values, ...more } as unknown as MailDomainArgs;
}

/** The web server, which some MX and SPF records lead to. */
const web = resource("cloudflare:index/dnsRecord:DnsRecord", "web", {
  zoneId: ZONE,
  name: "example.com",
  type: "A",
  content: "203.0.113.9",
  ttl: 300,
});

function told(record: DnsRecord): string {
  switch (record.type) {
    case "MX":
      return `${String(record.name)} MX ${String(record.data.preference)} ${String(record.data.exchange) || "."}`;
    case "TXT":
      return `${String(record.name)} TXT ${fromByteString((record.data.strings as readonly string[]).join(""))}`;
    case "CNAME":
    case "NS":
      return `${String(record.name)} ${record.type} ${String(record.data.target)}`;
    case "A":
      return `${String(record.name)} A ${String(record.data.address)}`;
    case "SRV":
      return `${String(record.name)} SRV ${String(record.data.priority)} ${String(record.data.target)}`;
    default:
      return record.type;
  }
}

/** Declares, reads back as the linter does, and judges; the reason where the component refuses. */
async function judged(asked: MailDomainArgs): Promise<string> {
  let mail: MailDomain | undefined;
  try {
    const records = recordsOf(await run(() => (mail = new MailDomain("mail", asked))));
    const declared = ((await promiseOf((mail as MailDomain).records)) ?? []).map(({ name, type, value, preference }) =>
      [name, type, ...(preference === undefined ? [] : [preference]), value].join(" "),
    );
    for (const whole of [false, true]) {
      const zones = zonesOf(records, whole);
      expect(zones.flatMap((zone) => zone.records.map(told))).toEqual(declared);
      const { findings, internalErrors } = lint({ after: zonesOf(records, whole, web) });
      // The examples' addresses are such as no server has.
      const bad = findings.filter(({ severity, rule }) => severity !== "info" && rule !== "mx-target-private");
      expect(bad.map(({ rule, message }) => `${rule}: ${message.text}`)).toEqual([]);
      expect(internalErrors).toEqual([]);
    }
    return "";
  } catch (error) {
    if (mail === undefined && error instanceof Error && "__pulumiRunError" in error) return error.message;
    throw error;
  }
}

// What a component tells its user goes to the console.
beforeAll(() => {
  for (const method of ["log", "info", "warn"] as const) vi.spyOn(console, method).mockImplementation(() => undefined);
});
afterAll(() => void vi.restoreAllMocks());

describe("what is declared is read back the same and passes every rule", () => {
  test.each(providers)("%s", async (id) => {
    expect(await judged(args(id, { extras: "all", dmarc: "quarantine" }))).toBe("");
  });

  test.each(gateways)("Google behind %s", async (id) => {
    expect(await judged(args("google-workspace", { gateway: part(id), dmarc: "reject" }))).toBe("");
  });

  test.each(senders)("Fastmail with %s", async (id) => {
    expect(await judged(args("fastmail", { senders: [part(id)], dmarc: "reject" }))).toBe("");
  });

  test("parked domains", async () => {
    expect(await judged({ domain: "example.com", zoneId: ZONE, parked: true })).toBe("");
  });

  const REFUSED = /clashes at|DNS look-ups|no DKIM key of/;
  test("any provider with any senders at any stage, or the component says why not", async () => {
    const request = fc.record({
      provider: fc.constantFrom(...providers),
      senders: fc.uniqueArray(fc.constantFrom(...senders), { maxLength: 5 }),
      at: fc.constantFrom(undefined, "mail", "a.b"),
      gateway: fc.option(fc.constantFrom(...gateways), { nil: undefined }),
      dmarc: fc.constantFrom("none", "quarantine", "reject"),
      extras: fc.constantFrom("needed", "all"),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ provider, senders: ids, gateway, at, ...more }) => {
        const behind =
          gateway === undefined || recipeOf(provider)?.kind === "gateway" ? {} : { gateway: part(gateway) };
        const reason = await judged(
          args(provider, { senders: ids.map((id) => ({ ...part(id), at })), ...behind, ...more }),
        );
        if (reason !== "") expect(reason).toMatch(REFUSED);
      }),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 40) },
    );
  });
});
