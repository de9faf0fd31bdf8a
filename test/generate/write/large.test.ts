import { expect, test } from "vitest";
import { sheetWriter } from "../../../src/generate/write/sheet.ts";
import { zoneWriter } from "../../../src/generate/write/zone.ts";
import type { Deployment } from "../../../src/generate/deployment.ts";
import type { AddressRecord } from "../../../src/model/record.ts";
import { deploymentOfRecords, recordsOf } from "./document-fixture.ts";

const [address] = recordsOf("  @ 300 A 192.0.2.1");

/** One set of more records than a call takes arguments. */
const crowd: Deployment = deploymentOfRecords(
  Array.from({ length: 150_000 }, (_, number) => ({
    ...(address as AddressRecord),
    data: { address: `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}` },
  })),
);

test("a zone file takes a set of any size", () => {
  const options = { dnsProvider: "cloudflare", lang: "en", panel: undefined, style: "plain" } as const;
  expect(zoneWriter.write([crowd], options).ok).toBe(true);
});

test("a sheet orders the removal of any number of records", () => {
  const changes = crowd.entries.map(({ record }) => ({ kind: "remove", before: record }) as const);
  const options = { dnsProvider: "cloudflare", lang: "en", panel: "route53", style: "plain" } as const;
  expect(sheetWriter.write([{ ...crowd, entries: [], changes, merged: true }], options).ok).toBe(true);
});
