import { describe, expect, test } from "vitest";
import { chooseKind, probeOf } from "../../src/input/choose.ts";
import type { InputFormat } from "../../src/input/reader.ts";
import { fileOf } from "./json-fixture.ts";

function choose(content: unknown, path: string | undefined, format?: InputFormat): string {
  const choice = chooseKind(probeOf(fileOf(content, path)), format);
  if ("kind" in choice) return choice.kind.id;
  return "broken" in choice
    ? `broken ${choice.broken.line}:${choice.broken.column} ${choice.broken.reason}`
    : choice.unread;
}

const row = { type: "A", name: "example.com", content: "192.0.2.1" };
const unknown =
  "is no DNS document that is known here; --input-format takes records, cloudflare, route53, pulumi-export, pulumi-preview, pulumi-events, pulumi-plan, mta-sts-policy, octodns, zone-file";

describe("what is read", () => {
  test.each<[content: unknown, path: string | undefined, is: string]>([
    [{ version: 1, zones: [] }, undefined, "records"],
    [{ zones: [{ origin: "example.com" }] }, undefined, "records"],
    [{ $schema: "https://unpkg.com/maildns/schemas/records.schema.json" }, undefined, "records"],
    [{ success: true, result: [{ ...row, proxied: false }] }, undefined, "cloudflare"],
    [{ success: true, result: [] }, undefined, "cloudflare"],
    [{ success: false, errors: [] }, undefined, "cloudflare"],
    [{ success: true, result: null }, undefined, "cloudflare"],
    [[{ ...row, proxiable: true }], undefined, "cloudflare"],
    [[{ success: true, result: [{ ...row, zone_name: "example.com" }] }], undefined, "cloudflare"],
    [{ ResourceRecordSets: [] }, undefined, "route53"],
    [[{ Name: "example.com.", Type: "A", ResourceRecords: [] }], undefined, "route53"],
    [{ Changes: [{ Action: "CREATE" }] }, undefined, "route53"],
    [{ ChangeBatch: { Changes: [{ Action: "CREATE" }] } }, undefined, "route53"],
    [{ version: 3, deployment: { manifest: {} } }, undefined, "pulumi-export"],
    [{ version: 3, deployment: null }, undefined, "pulumi-export"],
    [{ steps: [{ op: "create", urn: "urn:pulumi:a::b::c::d" }] }, undefined, "pulumi-preview"],
    [{ changeSummary: { same: 1 }, duration: 1 }, undefined, "pulumi-preview"],
    [{ diagnostics: [{ severity: "error", message: "no" }] }, undefined, "pulumi-preview"],
    ['{"sequence":0,"timestamp":1,"preludeEvent":{"config":{}}}\n{"sequence":1,', undefined, "pulumi-events"],
    ['\ufeff\r\n{"timestamp":1,"preludeEvent":{},"sequence":0}\r\n{"sequence":1}', undefined, "pulumi-events"],
    [{ sequence: 0, timestamp: 1, cancelEvent: {} }, undefined, "pulumi-events"],
    [[{ sequence: 0, timestamp: 1, cancelEvent: {} }], undefined, "pulumi-events"],
    [{ manifest: {}, resourcePlans: {} }, undefined, "pulumi-plan"],
    [{ events: [{ sequence: 0, cancelEvent: {} }], continuationToken: null }, undefined, "pulumi-events"],
    ['{\n    "steps": []\n}\n{"sequence":0,"timestamp":1,"preludeEvent":{}}\n', undefined, "pulumi-events"],
    ['warning: old\n{"sequence":0,"timestamp":1,"preludeEvent":{}}\n', undefined, "pulumi-events"],
    ["'':\n  type: MX\n  value: {preference: 0, exchange: .}\n", "example.com.yaml", "octodns"],
    ["$ORIGIN example.com.\n", "db", "zone-file"],
    ["; note\n\nexample.com. 300 IN MX 10 mx.example.net.\n", "x", "zone-file"],
    ["@ SOA ns.example.net. host.example.net. (", "x", "zone-file"],
    ["www A 192.0.2.1\n", "x", "zone-file"],
    [";;\n;; Domain:     example.com.\n;; Exported:   2026-01-02\n", "x", "zone-file"],
    ["(", "broken.zone", "zone-file"],
  ])("%j in %s is %s", (content, path, is) => {
    expect(choose(content, path)).toBe(is);
  });
});

describe("what is not", () => {
  test.each<[content: unknown, path: string | undefined, says: string]>([
    ["", undefined, "is empty"],
    ["# Title\n\nSet `$ORIGIN example.com.` first.\n", "README.md", unknown],
    ["Create a file, then call it.\n", "x.txt", unknown],
    ["This MX host is old.\n", "x.txt", unknown],
    ["$TTL = 300;\n", "x.php", unknown],
    ["providers:\n  a:\n    class: b\nzones:\n  example.com.:\n    targets: []\n", "config.yaml", unknown],
    [{ name: "maildns", version: "1.0.0" }, "package.json", unknown],
    [[1, 2], undefined, "looks like a list of ids, not of records"],
    [[], undefined, unknown],
    ['# Log\n\n```\n{"sequence":0,"timestamp":1,"preludeEvent":{}}\n```\n', "README.md", unknown],
    [{ diagnostics: [], mine: 1 }, undefined, unknown],
    [{ sequence: 0, other: {} }, undefined, unknown],
    ["{}", undefined, unknown],
    [{ format_version: "1.2", resource_changes: [] }, undefined, "looks like a Terraform plan, which is not read yet"],
    [
      { version: 4, terraform_version: "1", lineage: "a", resources: [] },
      undefined,
      "looks like a Terraform state, which is not read yet",
    ],
    [
      { format_version: "1.0", values: { root_module: {} } },
      undefined,
      "looks like terraform show -json, which is not read yet",
    ],
    [
      [{ name: "example.com.", rrdatas: [] }],
      undefined,
      "looks like gcloud's list of record sets, which is not read yet",
    ],
    [
      { rrsets: [{ name: "a", rrdatas: [] }] },
      undefined,
      "looks like gcloud's list of record sets, which is not read yet",
    ],
    [
      [{ type: "Microsoft.Network/dnszones/MX" }],
      undefined,
      "looks like az's list of record sets, which is not read yet",
    ],
    [{ domain_records: [] }, undefined, "looks like DigitalOcean's list of records, which is not read yet"],
    [
      { records: [{ zone_id: "z", value: "v" }] },
      undefined,
      "looks like Hetzner's list of records, which is not read yet",
    ],
    [
      { rrsets: [{ records: [{ value: "v" }] }] },
      undefined,
      "looks like Hetzner's list of record sets, which is not read yet",
    ],
    [{ rrsets: [{ records: [{ content: "c" }] }] }, undefined, "looks like PowerDNS's zone, which is not read yet"],
    [[{ rrset_name: "@", rrset_values: [] }], undefined, "looks like Gandi's list of records, which is not read yet"],
    [
      { data: [{ content: "c", system_record: false }] },
      undefined,
      "looks like DNSimple's list of records, which is not read yet",
    ],
    [
      { success: true, result: [{ name_servers: [] }] },
      undefined,
      "looks like Cloudflare's list of zones, not of DNS records: take /zones/<id>/dns_records",
    ],
    [
      { success: true, result: { id: "z" } },
      undefined,
      "looks like Cloudflare's answer about one object, not a list of records",
    ],
    [{ message: "Unauthorized" }, undefined, "looks like an API's error answer: Unauthorized"],
    [{ error: { code: 401, message: "no token" } }, undefined, "looks like an API's error answer: no token"],
    [
      '{"a":1,}',
      undefined,
      "is no DNS document, and not JSON: line 1, column 7: a comma before the closing }: JSON allows no trailing comma",
    ],
    [
      '{"ResourceRecordSets":[{]}',
      undefined,
      'broken 1:25 Route 53 answer that is not JSON: "]" where a key in double quotes must stand',
    ],
  ])("%j in %s", (content, path, says) => {
    expect(choose(content, path)).toBe(says);
  });
});

test("--input-format takes the place of detection", () => {
  expect(choose("anything", undefined, "zone-file")).toBe("zone-file");
  expect(choose({ success: true, result: [] }, undefined, "route53")).toBe("route53");
  expect(choose("$ORIGIN a.", undefined, "records")).toBe(
    'broken 1:1 maildns records JSON that is not JSON: "$" where a value must stand'.replace(
      '"$"',
      'the word "$ORIGIN"',
    ),
  );
});
