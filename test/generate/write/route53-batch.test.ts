import { describe, expect, test } from "vitest";
import type { Change, Deployment, Entry } from "../../../src/generate/deployment.ts";
import { route53BatchWriter } from "../../../src/generate/write/route53-batch.ts";
import type { DnsRecord } from "../../../src/model/record.ts";
import {
  deploymentOfRecords,
  entryOf,
  parked,
  reasonsOf,
  recordsOf,
  textOf,
  whole,
  WHOLE,
} from "./document-fixture.ts";

function record(line: string): DnsRecord {
  const [found] = recordsOf(line);
  if (found === undefined) throw new Error(line);
  return found;
}

function entry(line: string): Entry {
  return entryOf(record(line));
}

/** A zone merged into: `kept` stays, the changes are made. */
function merged(kept: string, ...changes: readonly Change[]): Deployment {
  const zone = whole(kept);
  const made = changes.flatMap((change) => (change.kind === "remove" ? [] : [change.entry]));
  return { ...zone, entries: [...zone.entries, ...made], changes };
}

/** One line a change: what is done, name, type, TTL, values. */
function lines(deployment: Deployment): string[] {
  const { Changes } = JSON.parse(textOf(route53BatchWriter, deployment)) as {
    readonly Changes: readonly {
      readonly Action: string;
      readonly ResourceRecordSet: {
        readonly Name: string;
        readonly Type: string;
        readonly TTL: number;
        readonly ResourceRecords: readonly { readonly Value: string }[];
      };
    }[];
  };
  return Changes.map(({ Action, ResourceRecordSet: { Name, Type, TTL, ResourceRecords } }) =>
    [Action, Name, Type, TTL, ...ResourceRecords.map(({ Value }) => Value)].join(" "),
  );
}

test("a parked domain", () => {
  expect(textOf(route53BatchWriter, parked)).toMatchInlineSnapshot(`
    "{
      "Comment": "maildns: mail of example.com",
      "Changes": [
        {
          "Action": "CREATE",
          "ResourceRecordSet": {
            "Name": "example.com.",
            "Type": "MX",
            "TTL": 3600,
            "ResourceRecords": [
              {
                "Value": "0 ."
              }
            ]
          }
        },
        {
          "Action": "CREATE",
          "ResourceRecordSet": {
            "Name": "example.com.",
            "Type": "TXT",
            "TTL": 3600,
            "ResourceRecords": [
              {
                "Value": "\\"v=spf1 -all\\""
              }
            ]
          }
        },
        {
          "Action": "CREATE",
          "ResourceRecordSet": {
            "Name": "_dmarc.example.com.",
            "Type": "TXT",
            "TTL": 3600,
            "ResourceRecords": [
              {
                "Value": "\\"v=DMARC1; p=reject\\""
              }
            ]
          }
        }
      ]
    }
    "
  `);
});

describe("a set is created, replaced or deleted as a whole", () => {
  test.each<[title: string, deployment: Deployment, expected: readonly string[]]>([
    ["new", merged("@ A 192.0.2.1", { kind: "add", entry: entry("a 60 TXT x") }), ['CREATE a.example.com. TXT 60 "x"']],
    [
      "extended: what is kept is in it",
      merged("@ 300 TXT kept", { kind: "add", entry: entry("@ 300 TXT new") }),
      ['UPSERT example.com. TXT 300 "kept" "new"'],
    ],
    [
      "changed",
      merged("@ 300 MX 20 b.example.net.", {
        kind: "change",
        before: record("@ 300 MX 5 a.example.net."),
        entry: entry("@ 300 MX 10 a.example.net."),
      }),
      ["UPSERT example.com. MX 300 20 b.example.net. 10 a.example.net."],
    ],
    [
      "lessened",
      merged("@ 300 MX 20 b.example.net.", { kind: "remove", before: record("@ 300 MX 5 a.example.net.") }),
      ["UPSERT example.com. MX 300 20 b.example.net."],
    ],
    [
      "gone, before what takes its place",
      merged(
        "@ A 192.0.2.1",
        { kind: "add", entry: entry("k 60 TXT key") },
        { kind: "remove", before: record("k 900 CNAME k.example.net.") },
      ),
      ["DELETE k.example.com. CNAME 900 k.example.net.", 'CREATE k.example.com. TXT 60 "key"'],
    ],
    [
      "all values replaced",
      merged(
        "@ A 192.0.2.1",
        { kind: "add", entry: entry("@ 60 MX 1 new.example.net.") },
        { kind: "remove", before: record("@ 900 MX 1 old.example.net.") },
      ),
      ["UPSERT example.com. MX 60 1 new.example.net."],
    ],
    [
      "without a TTL",
      merged("@ A 192.0.2.1", { kind: "add", entry: entry("a A 192.0.2.1") }),
      ["CREATE a.example.com. A 300 192.0.2.1"],
    ],
    [
      "with names and texts that Route 53 escapes",
      merged(
        "@ A 192.0.2.1",
        { kind: "add", entry: entry("*.a\\032b 60 MX 1 x\\@y.example.net.") },
        { kind: "add", entry: entry('@ 60 TXT "quo\\"te é \\\\"') },
        { kind: "add", entry: entry('@ 60 CAA 0 issue "a\\\\b\\195\\169"') },
      ),
      [
        'CREATE example.com. TXT 60 "quo\\"te \\303\\251 \\\\"',
        'CREATE example.com. CAA 60 0 issue "a\\134b\\303\\251"',
        "CREATE \\052.a\\040b.example.com. MX 60 1 x\\100y.example.net.",
      ],
    ],
  ])("%s", (_, deployment, expected) => {
    expect(lines(deployment)).toEqual(expected);
  });
});

test("what it has no form for is refused, each with its reason", () => {
  const lines = [
    "@ 300 TXT ?preview",
    "w 300 TXT x ; routing=a",
    "w 300 TXT x ; disabled",
    "w 300 ALIAS a.example.net.",
    "w 300 RP a.example.com. b.example.com.",
    `w 300 TXT ${"x".repeat(4000)}`,
    'w 300 CAA 0 issue "open',
    "w 300 UNKNOWN x",
  ];
  expect(lines.flatMap((line) => reasonsOf(route53BatchWriter, deploymentOfRecords(recordsOf(line)))))
    .toMatchInlineSnapshot(`
    [
      "the TXT record of example.com cannot be written: its text is not known until the deployment",
      "the TXT record of w.example.com is one of several alternatives, whose routing (weight, region) is not known here",
      "the TXT record of w.example.com is not published, which Route 53 cannot say",
      "the ALIAS record of w.example.com cannot be written: Route 53 has no record sets of type ALIAS",
      "the RP record of w.example.com cannot be written: Route 53 has no record sets of type RP",
      "the TXT record of w.example.com is 4047 characters long as Route 53 writes it; it takes 4000",
      "the CAA record of w.example.com holds "0 issue \\"open", which is no data as zone files write it (RFC 1035 5.1)",
      "a record of w.example.com cannot be written: its type is not known until the deployment",
    ]
  `);
});

test("what has no TTL cannot be deleted, and a batch without a change is none", () => {
  expect([
    ...reasonsOf(route53BatchWriter, merged("@ A 192.0.2.1", { kind: "remove", before: record("a TXT x") })),
    ...reasonsOf(route53BatchWriter, whole(WHOLE)),
  ]).toMatchInlineSnapshot(`
    [
      "the TXT record of a.example.com cannot be removed: Route 53 wants the TTL that it has, and that is not known",
      "nothing is to be changed in example.com, and a batch without a change is none",
    ]
  `);
});
