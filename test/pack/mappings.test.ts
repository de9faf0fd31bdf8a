import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Resource } from "../../src/pack/resource.ts";
import { Session } from "../../src/pack/session.ts";

const folder = mkdtempSync(join(tmpdir(), "maildns-mappings-"));
afterAll(() => rmSync(folder, { recursive: true }));

const RECORD = "netlify:index/dnsRecord:DnsRecord";
const ZONE = "netlify:index/dnsZone:DnsZone";
const config = join(folder, "maildns.config.json");
writeFileSync(
  config,
  JSON.stringify({
    mappings: {
      [RECORD]: { name: "hostname", type: "type", value: "value", preference: "priority", zone: "zoneId" },
      [ZONE]: { kind: "zone", name: "name" },
    },
  }),
);

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const urn = (type: string, name: string): string => `urn:pulumi:dev::mail::${type}::${name}`;
const zone: Resource = { urn: urn(ZONE, "zone"), type: ZONE, properties: { name: "example.com" } };
const record = (name: string, properties: object): Resource => ({
  urn: urn(RECORD, name),
  type: RECORD,
  properties: { zoneId: UNKNOWN, hostname: "example.com", ...properties },
  dependencies: [zone.urn],
  propertyDependencies: { zoneId: [zone.urn] },
});
const stack = [
  zone,
  record("mx", { type: "MX", value: "192.0.2.1", priority: 10 }),
  record("dmarc", { hostname: "_dmarc.example.com", type: "TXT", value: "v=DMARC1; p=none; rua=mailto:d@example.com" }),
];

function session(path: string | undefined): Session {
  const env = path === undefined ? {} : { MAILDNS_CONFIG: path };
  const host = { cwd: folder, env, today: () => "2026-12-01", tell: () => undefined };
  return new Session(host, { stack: "dev", project: "mail", organization: "o", dryRun: true });
}

test("resources that a mapping tells of are judged, alone and with their stack", async () => {
  const pack = session(config);
  const alone = [];
  for (const each of stack) alone.push(...(await pack.analyze(each)));
  const whole = await pack.analyzeStack(stack);
  expect([...alone, ...whole].map(({ policy, level, urn: at }) => [policy, level, at])).toEqual(
    expect.arrayContaining([
      ["mx-target-address", "mandatory", urn(RECORD, "mx")],
      ["spf-missing", "mandatory", urn(RECORD, "mx")],
    ]),
  );
});

test("without a mapping they are named as not judged", async () => {
  rmSync(config);
  const pack = session(undefined);
  const alone = [];
  for (const each of stack) alone.push(...(await pack.analyze(each)));
  expect(alone).toEqual([]);
  expect(await pack.analyzeStack(stack)).toEqual([
    {
      policy: "not-judged",
      level: "advisory",
      urn: undefined,
      message: `not judged:\n2 resources of type ${RECORD} look like DNS records and are not read, so what is missing beside them is not judged; "mappings" of the configuration says how to read them`,
    },
  ]);
});
