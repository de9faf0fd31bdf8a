import { describe, expect, test } from "vitest";
import type { Change, Entry } from "../../../src/generate/deployment.ts";
import { cloudflareBatchWriter } from "../../../src/generate/write/cloudflare-batch.ts";
import { cloudflareReader } from "../../../src/input/cloudflare.ts";
import { readAs } from "../../input/json-fixture.ts";
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

const ID = "0123456789abcdef0123456789abcdef";

/** Rows as the API gives them, read. */
function listed(...rows: readonly object[]): ReturnType<typeof recordsOf> {
  const result = readAs(cloudflareReader, { success: true, result: rows }, { origin: "example.com" });
  return result.zones.flatMap(({ records }) => records);
}

const [mx] = listed({ id: ID, type: "MX", name: "example.com", content: "old.example.net", priority: 10, ttl: 1 });
const [txt] = listed({ id: ID, type: "TXT", name: "example.com", content: '"v=spf1 -all"', ttl: 300, comment: "ours" });
const [nameless] = recordsOf("@ 300 TXT gone");

function batch(...changes: readonly Change[]): unknown {
  return JSON.parse(textOf(cloudflareBatchWriter, whole(WHOLE, changes)));
}

function record(line: string): NonNullable<typeof mx> {
  const [found] = recordsOf(line);
  if (found === undefined) throw new Error(line);
  return found;
}

function add(line: string): Change {
  return { kind: "add", entry: entryOf(record(line)) };
}

describe("new records are posted", () => {
  test("a parked domain's", () => {
    expect(textOf(cloudflareBatchWriter, parked)).toMatchInlineSnapshot(`
      "{
        "posts": [
          {
            "name": "example.com",
            "type": "MX",
            "content": ".",
            "priority": 0,
            "ttl": 3600
          },
          {
            "name": "example.com",
            "type": "TXT",
            "content": "\\"v=spf1 -all\\"",
            "ttl": 3600
          },
          {
            "name": "_dmarc.example.com",
            "type": "TXT",
            "content": "\\"v=DMARC1; p=reject\\"",
            "ttl": 3600
          }
        ]
      }
      "
    `);
  });

  test.each<[line: string, row: object]>([
    ["www A 192.0.2.1", { name: "www.example.com", type: "A", content: "192.0.2.1", proxied: false, ttl: 1 }],
    [
      "w 60 CNAME a.example.net. ; proxied",
      { name: "w.example.com", type: "CNAME", content: "a.example.net", proxied: true, ttl: 1 },
    ],
    [
      "w 60 CNAME a.example.net. ; flattened",
      {
        name: "w.example.com",
        type: "CNAME",
        content: "a.example.net",
        proxied: false,
        settings: { flatten_cname: true },
        ttl: 60,
      },
    ],
    [
      "@ 60 ALIAS a.example.net.",
      { name: "example.com", type: "CNAME", content: "a.example.net", proxied: false, ttl: 60 },
    ],
    [
      '@ 300 CAA 0 issue "letsencrypt.org; x=y"',
      { name: "example.com", type: "CAA", data: { flags: 0, tag: "issue", value: "letsencrypt.org; x=y" }, ttl: 300 },
    ],
    [
      "_25._tcp 300 TLSA 3 1 1 ABCD",
      {
        name: "_25._tcp.example.com",
        type: "TLSA",
        data: { usage: 3, selector: 1, matching_type: 1, certificate: "ABCD" },
        ttl: 300,
      },
    ],
    ['* 300 TXT "a" "b"', { name: "*.example.com", type: "TXT", content: '"a" "b"', ttl: 300 }],
  ])("%s", (line, row) => {
    expect(batch(add(line))).toEqual({ posts: [row] });
  });
});

describe("what is there is changed and removed by its id", () => {
  const entry = (line: string): Entry => entryOf(record(line));

  test("a patch says what it becomes, and of the TTL only what is asked for", () => {
    const before = mx as NonNullable<typeof mx>;
    const row = { id: ID, name: "example.com", type: "MX", content: "smtp.google.com", priority: 1 };
    const to = (ttl: string): Change => ({ kind: "change", before, entry: entry(`@ ${ttl} MX 1 smtp.google.com.`) });
    expect(batch(to(""))).toEqual({ patches: [row] });
    // That is what "automatic" is read as.
    expect(batch(to("300"))).toEqual({ patches: [row] });
    expect(batch(to("3600"))).toEqual({ patches: [{ ...row, ttl: 3600 }] });
  });

  test("what goes is deleted", () => {
    const before = txt as NonNullable<typeof txt>;
    expect(batch({ kind: "remove", before }, add("a 60 A 192.0.2.1"))).toMatchObject({
      deletes: [{ id: ID }],
      posts: [{ name: "a.example.com" }],
    });
  });

  test("without an id it is refused", () => {
    const before = nameless as NonNullable<typeof nameless>;
    expect(
      reasonsOf(
        cloudflareBatchWriter,
        whole(WHOLE, [
          { kind: "remove", before },
          { kind: "change", before, entry: entry("@ TXT new") },
        ]),
      ),
    ).toMatchInlineSnapshot(`
      [
        "the TXT record of example.com is to be removed, which a batch of Cloudflare does by the record's id, and that is not known: give --into a listing of Cloudflare's API (GET /zones/{zone_id}/dns_records)",
        "the TXT record of example.com is to be changed, which a batch of Cloudflare does by the record's id, and that is not known: give --into a listing of Cloudflare's API (GET /zones/{zone_id}/dns_records)",
      ]
    `);
  });
});

test("what it has no form for is refused, each with its reason", () => {
  const lines = [
    "@ 300 TXT ?preview",
    "w 300 TXT x ; routing=a",
    "w 300 TXT x ; disabled",
    "w 20 TXT x",
    "w 300 SPF x",
    "w 300 ALIAS a.example.net.",
    "w 300 RP a.example.com. b.example.com.",
    `w 300 TXT ${"x".repeat(2049)}`,
    "@ 300 SOA a. b. 1 2 3 4 5",
    "w 300 UNKNOWN x",
    "@ 300 MX ? mx.example.net.",
  ];
  expect(lines.flatMap((line) => reasonsOf(cloudflareBatchWriter, deploymentOfRecords(recordsOf(line)))))
    .toMatchInlineSnapshot(`
    [
      "the TXT record of example.com cannot be written: its text is not known until the deployment",
      "the TXT record of w.example.com is one of several alternatives, which records of Cloudflare are not",
      "the TXT record of w.example.com is not published, which a record of Cloudflare cannot say",
      "the TXT record of w.example.com has a TTL of 20; Cloudflare takes 60 to 86400 seconds (from 30 in Enterprise zones), or 1 for automatic",
      "the SPF record of w.example.com is of type SPF; what can be declared at Cloudflare: A, AAAA, CAA, CERT, CNAME, DNSKEY, DS, HTTPS, MX, NAPTR, NS, OPENPGPKEY, PTR, SMIMEA, SRV, SSHFP, SVCB, TLSA, TXT",
      "the ALIAS record of w.example.com is an ALIAS below the apex of its zone, where Cloudflare has none; a CNAME leads to the same",
      "the RP record of w.example.com is of type RP; what can be declared at Cloudflare: A, AAAA, CAA, CERT, CNAME, DNSKEY, DS, HTTPS, MX, NAPTR, NS, OPENPGPKEY, PTR, SMIMEA, SRV, SSHFP, SVCB, TLSA, TXT",
      "the TXT record of w.example.com holds 2049 bytes; Cloudflare takes 2048",
      "the SOA record of example.com is of type SOA; what can be declared at Cloudflare: A, AAAA, CAA, CERT, CNAME, DNSKEY, DS, HTTPS, MX, NAPTR, NS, OPENPGPKEY, PTR, SMIMEA, SRV, SSHFP, SVCB, TLSA, TXT",
      "a record of w.example.com cannot be written: its type is not known until the deployment",
      "the MX record of example.com cannot be written: where it comes from it has no preference",
    ]
  `);
});

test("a batch without a change is none", () => {
  expect(reasonsOf(cloudflareBatchWriter, whole(WHOLE))).toMatchInlineSnapshot(`
    [
      "nothing is to be changed in example.com, and a batch without a change is none",
    ]
  `);
});
