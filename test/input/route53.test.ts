import { describe, expect, test } from "vitest";
import { route53Reader } from "../../src/input/route53.ts";
import { lineOf, linesOf, readAs, sourceOf } from "./json-fixture.ts";

const soa = {
  Name: "example.com.",
  Type: "SOA",
  TTL: 900,
  ResourceRecords: [{ Value: "ns.example. host.example. 1 2 3 4 5" }],
};

function set(type: string, ...values: string[]): object {
  return { Name: "example.com.", Type: type, TTL: 300, ResourceRecords: values.map((Value) => ({ Value })) };
}

describe("record sets", () => {
  test.each<[set: object, lines: string[]]>([
    [
      set("MX", "10 mx.example.net", "20 MX2.example.net."),
      ["example.com 300 MX 10 mx.example.net", "example.com 300 MX 20 mx2.example.net"],
    ],
    [set("MX", "0 ."), ["example.com 300 MX 0 ."]],
    [set("MX", "mx.example.net"), ['example.com 300 MX ?malformed mx.example.net written={"preference":""}']],
    [set("MX", "10 20 mx.example.net"), ['example.com 300 MX 10 ?malformed written={"exchange":"20 mx.example.net"}']],
    [
      set("MX", "70000 mx.example.net"),
      ['example.com 300 MX ?malformed mx.example.net written={"preference":"70000"}'],
    ],
    [set("MX", ""), ['example.com 300 MX ?malformed ?malformed written={"preference":"","exchange":""}']],
    [set("TXT", '"v=spf1 include:a.example " "-all"'), ['example.com 300 TXT "v=spf1 include:a.example " "-all"']],
    [set("TXT", '"ex\\344mple"'), ['example.com 300 TXT "ex\xe4mple"']],
    [set("TXT", '"a', 'é"'), ['example.com 300 TXT ""a"', 'example.com 300 TXT "\xc3\xa9""']],
    [set("CNAME", "a.example.net"), ["example.com 300 CNAME a.example.net"]],
    [set("CAA", '0  issue "ca.example"'), ['example.com 300 CAA 0 issue "ca.example"']],
    [set("SRV", "1 2 3 t.example."), ["example.com 300 SRV 1 2 3 t.example"]],
    [set("NAPTR", '1 2 "" "" "" .'), ['example.com 300 NAPTR 1 2 "" "" "" .']],
    [{ ...set("A", "192.0.2.1"), Name: "\\052.Example.com." }, ["*.example.com 300 A 192.0.2.1"]],
    [{ ...set("A", "192.0.2.1"), Name: "a\\055b\\100.example.com." }, ["a-b@.example.com 300 A 192.0.2.1"]],
    [
      { ...set("MX", "10 a.example"), SetIdentifier: "blue", Weight: 1 },
      ['example.com 300 MX 10 a.example ; {"routing":"blue"}'],
    ],
    [
      {
        Name: "example.com.",
        Type: "MX",
        AliasTarget: { HostedZoneId: "Z", DNSName: "mail.example.com.", EvaluateTargetHealth: false },
      },
      ['example.com - MX ?dynamic ?dynamic ; {"alias":"mail.example.com"}'],
    ],
    [{ Name: "example.com.", Type: "A", TrafficPolicyInstanceId: "t" }, ["example.com - A ?dynamic"]],
  ])("%j", (each, lines) => {
    const result = readAs(route53Reader, { ResourceRecordSets: [soa, each] });
    expect(result.problems).toEqual([]);
    expect(result.zones[0]).toMatchObject({ origin: "example.com", scope: "whole" });
    expect(linesOf(result).slice(1)).toEqual(lines);
  });
});

const a = set("A", "192.0.2.1");

describe("zone, scope, cuts", () => {
  test.each<
    [what: string, document: unknown, given: object, zones: [origin: string, scope: string, records: number][]]
  >([
    ["without SOA, by option", { ResourceRecordSets: [a] }, { origin: "example.com" }, [["example.com", "part", 1]]],
    [
      "without SOA, by file name",
      { ResourceRecordSets: [a] },
      { path: "example.com.json" },
      [["example.com", "part", 1]],
    ],
    ["sets alone", [soa, a], {}, [["example.com", "part", 2]]],
    [
      "two answers",
      [{ ResourceRecordSets: [soa] }, { ResourceRecordSets: [{ ...soa, Name: "example.net." }] }],
      {},
      [
        ["example.com", "whole", 1],
        ["example.net", "whole", 1],
      ],
    ],
    [
      "two pages",
      [
        { ResourceRecordSets: [soa], IsTruncated: true, NextRecordName: "example.com.", NextRecordType: "A" },
        { ResourceRecordSets: [a], IsTruncated: false },
      ],
      {},
      [["example.com", "whole", 2]],
    ],
  ])("%s", (_, document, given, zones) => {
    const result = readAs(route53Reader, document, given);
    expect(result.problems).toEqual([]);
    expect(result.zones.map(({ origin, scope, records }) => [origin, scope, records.length])).toEqual(zones);
  });

  const cut = "take it without --max-items and --no-paginate, then the AWS CLI fetches every page";
  test.each<[document: unknown, reason: string]>([
    [{ ResourceRecordSets: [a] }, "the zone is not known: there is no SOA record; give the zone with --origin"],
    [{ ResourceRecordSets: [soa], NextToken: "x" }, `the listing is cut (it carries a NextToken): ${cut}`],
    [
      { ResourceRecordSets: [soa], IsTruncated: true, NextRecordName: "b.example.com.", NextRecordType: "A" },
      `the listing is cut (b.example.com. A comes next): ${cut}`,
    ],
    [
      [
        { ResourceRecordSets: [soa], IsTruncated: true, NextRecordName: "b.example.com.", NextRecordType: "A" },
        { ResourceRecordSets: [a] },
      ],
      "/1: the page before goes on with b.example.com. A, and this one does not begin there",
    ],
    [{ ResourceRecordSets: [soa, { Name: "x" }] }, "/ResourceRecordSets/1: a record set has Name and Type"],
    [
      { ResourceRecordSets: [{ ...soa, Name: "a..b." }] },
      '/ResourceRecordSets/0/Name: the name "a..b." has an empty label',
    ],
    [
      { Changes: [{ Action: "TOUCH", ResourceRecordSet: a }] },
      "/Changes/0: a change has an Action of CREATE, UPSERT or DELETE",
    ],
  ])("refused: %j", (document, reason) => {
    const result = readAs(route53Reader, document);
    expect(result.zones).toEqual([]);
    expect(result.problems.map((problem) => problem.reason)).toEqual([reason]);
  });
});

test.each([false, true])("a change batch, in its file's wrapping: %s", (wrapped) => {
  const batch = {
    Changes: [
      { Action: "DELETE", ResourceRecordSet: set("MX", "10 old.example") },
      { Action: "CREATE", ResourceRecordSet: { ...set("MX", "10 new.example"), Name: "*.example.com" } },
      { Action: "UPSERT", ResourceRecordSet: set("TXT", '"v=spf1 -all"') },
    ],
  };
  const result = readAs(route53Reader, wrapped ? { ChangeBatch: batch } : batch, { origin: "example.com" });
  expect(linesOf(result)).toEqual(["*.example.com 300 MX 10 new.example", 'example.com 300 TXT "v=spf1 -all"']);
  expect(result.before?.flatMap((zone) => zone.records.map(lineOf))).toEqual(["example.com 300 MX 10 old.example"]);
  expect(result.zones[0]?.scope).toBe("part");
  const txt = result.zones[0]?.records[1];
  if (txt === undefined) throw new Error("not read");
  expect(sourceOf(route53Reader, result.file, txt, "text", [0, 6])).toBe("v=spf1");
});

test("fields of one value among several", () => {
  const result = readAs(route53Reader, { ResourceRecordSets: [soa, set("MX", "10 a.example", "20  b.example")] });
  const record = result.zones[0]?.records[2];
  if (record === undefined) throw new Error("not read");
  const at = (field: "preference" | "exchange" | "name" | "ttl"): string | undefined =>
    sourceOf(route53Reader, result.file, record, field);
  expect([at("preference"), at("exchange"), at("name"), at("ttl")]).toEqual(["20", "b.example", "example.com.", "300"]);
});
