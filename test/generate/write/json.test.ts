import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { jsonWriter } from "../../../src/generate/write/json.ts";
import { recordsReader } from "../../../src/input/records.ts";
import { readAs, linesOf } from "../../input/json-fixture.ts";
import {
  deploymentOfRecords,
  hosted,
  parked,
  planned,
  reasonsOf,
  recordsOf,
  textOf,
  whole,
  WHOLE,
} from "./document-fixture.ts";

const schema = JSON.parse(readFileSync("schemas/records.schema.json", "utf8")) as object;
const isValid = new Ajv({ strict: false }).compile(schema);

test("a parked domain", () => {
  expect(textOf(jsonWriter, parked)).toMatchInlineSnapshot(`
    "{
      "$schema": "https://unpkg.com/maildns/schemas/records.schema.json",
      "version": 1,
      "zones": [
        {
          "origin": "example.com",
          "scope": "part",
          "records": [
            {
              "name": "@",
              "type": "MX",
              "ttl": 3600,
              "preference": 0,
              "exchange": "."
            },
            {
              "name": "@",
              "type": "TXT",
              "ttl": 3600,
              "text": "v=spf1 -all"
            },
            {
              "name": "_dmarc",
              "type": "TXT",
              "ttl": 3600,
              "text": "v=DMARC1; p=reject"
            }
          ]
        }
      ]
    }
    "
  `);
});

test("several zones are one document, two domains of one zone are one zone", () => {
  const below = planned({ domain: "a.example.com", parked: true });
  const elsewhere = planned({ domain: "example.net", parked: true }, "example.net", undefined);
  const { zones } = readAs(recordsReader, textOf(jsonWriter, hosted, below, elsewhere));
  expect(zones.map(({ origin, scope, records }) => `${origin} ${scope} ${records.length}`)).toMatchInlineSnapshot(`
    [
      "example.com part 11",
      "example.net part 3",
    ]
  `);
});

const FACTS = recordsOf(`
  ?template 300 TXT ?secret
  @ 300 MX ?preview ?preview
  @ 300 MX ? mx.example.net.
  w 300 UNKNOWN x
  w 300 A 192.0.2.1 ; routing=a
  w 300 A 192.0.2.1 ; routing=b
  x 300 CNAME a.example.net. ; proxied
  y CNAME a.example.net. ; flattened comment=ours
  z 300 ALIAS a.example.net. ; disabled
  t 300 TXT "é" "ü"
  www.example.com 300 NAPTR 10 10 "u" "" "" .`);

test("what is not known, and the facts of the DNS host, are kept", () => {
  const { zones, problems } = readAs(recordsReader, textOf(jsonWriter, deploymentOfRecords(FACTS)));
  expect(problems).toEqual([]);
  expect(linesOf({ zones, problems })).toMatchInlineSnapshot(`
    [
      "example.com 300 MX ?preview ?preview",
      "example.com 300 MX - mx.example.net",
      "www.example.com.example.com 300 NAPTR 10 10 "u" "" "" .",
      "t.example.com 300 TXT "Ã©" "Ã¼"",
      "w.example.com 300 A 192.0.2.1 ; {"routing":"a"}",
      "w.example.com 300 A 192.0.2.1 ; {"routing":"b"}",
      "w.example.com 300 UNKNOWN ?preview",
      "x.example.com 300 CNAME a.example.net ; {"proxied":true}",
      "y.example.com - CNAME a.example.net ; {"flattened":true,"comment":"ours"}",
      "z.example.com 300 ALIAS a.example.net ; {"disabled":true}",
      "?template 300 TXT ?secret",
    ]
  `);
});

test.each([
  ["providers and senders", hosted],
  ["a whole zone", whole(WHOLE)],
  ["odd facts", deploymentOfRecords(FACTS)],
])("%s: as the schema has it", (_, deployment) => {
  expect(isValid(JSON.parse(textOf(jsonWriter, deployment))) ? [] : isValid.errors).toEqual([]);
});

test("what it has no form for is refused, each with its reason", () => {
  const [txt] = recordsOf("t 300 TXT x");
  const bytes = txt?.type === "TXT" ? [{ ...txt, data: { strings: ["\xff"] } }] : [];
  const records = [...recordsOf("w 300 A ?malformed\nw 300 UNKNOWN x"), ...bytes];
  expect(reasonsOf(jsonWriter, deploymentOfRecords(records))).toMatchInlineSnapshot(`
    [
      "the TXT record of t.example.com cannot be written: its bytes are no UTF-8, which all texts in JSON are",
      "the A record of w.example.com cannot be written: its address is malformed",
    ]
  `);
});
