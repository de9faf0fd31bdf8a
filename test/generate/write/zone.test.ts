import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { zoneWriter } from "../../../src/generate/write/zone.ts";
import { canonical, compile, hasBind } from "../../input/bind-oracle.ts";
import { presentation } from "../../../src/syntax/presentation.ts";
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

/** With keys cut, which are long. */
function shown(...given: Parameters<typeof textOf>): string {
  return textOf(...given).replace(/p=[A-Za-z0-9+/]{16}[^"]*" "[^"]*"/g, 'p=…" "…"');
}

test("providers and senders: by what the records are for", () => {
  expect(shown(zoneWriter, hosted)).toMatchInlineSnapshot(`
    "$ORIGIN example.com.
    $TTL 3600

    ; where mail is delivered (MX)
    @                 IN MX    1 smtp.google.com.

    ; who may send (SPF)
    @                 IN TXT   "v=spf1 include:_spf.google.com include:spf.besender.jp ~all"

    ; the keys that mail is signed with (DKIM)
    be2026._domainkey IN TXT   "v=DKIM1; k=rsa; p=…" "…"
    google._domainkey IN TXT   "v=DKIM1; k=rsa; p=…" "…"
    s1._domainkey     IN CNAME s1.domainkey.u44932180.wl181.sendgrid.net.
    s2._domainkey     IN CNAME s2.domainkey.u44932180.wl181.sendgrid.net.

    ; what becomes of mail that passes neither, and who is told (DMARC)
    _dmarc            IN TXT   "v=DMARC1; p=none; rua=mailto:dmarc@example.com"

    ; where bounces go
    em1234            IN CNAME u44932180.wl181.sendgrid.net.
    "
  `);
});

test("a whole zone: the SOA first, TTLs where they differ", () => {
  expect(shown(zoneWriter, whole(WHOLE))).toMatchInlineSnapshot(`
    "$ORIGIN example.com.

    @           3600 IN SOA   ns1.example.net. hostmaster.example.com. 2026010101 7200 3600 1209600 300
    @           3600 IN NS    ns1.example.net.
    @           3600 IN NS    ns2.example.net.
    @           3600 IN A     192.0.2.1
    @           3600 IN AAAA  2001:db8::1
    @           3600 IN MX    10 mx1.example.net.
    @           3600 IN MX    20 mx2.example.net.
    @           3600 IN TXT   "v=spf1 include:_spf.example.net ~all"
    @           3600 IN TXT   "quo\\"ted" "back slash; semicolon"
    @           3600 IN CAA   0 issue "letsencrypt.org"
    *            300 IN CNAME www.example.com.
    _25._tcp.mx 3600 IN TLSA  3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    www          300 IN A     192.0.2.2
    "
  `);
});

test("facts of the DNS host, odd names, and TTLs that some records lack", () => {
  const records = recordsOf(`
    w CNAME a.example.net. ; proxied
    x CNAME a.example.net. ; flattened
    off 300 A 192.0.2.1 ; disabled
    a\\;\\@ 300 MX 10 b\\;.example.net.
    c 300 TXT x
    d 60 TXT y
    $ 60 TXT "${"z".repeat(300)}"
    a-name-that-is-longer-than-any-other 60 A 192.0.2.1`);
  expect(shown(zoneWriter, deploymentOfRecords(records))).toMatchInlineSnapshot(`
    "$ORIGIN example.com.
    $TTL 60

    \\$                                   IN TXT   "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz" "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
    a-name-that-is-longer-than-any-other     IN A     192.0.2.1
    a\\;\\@                            300 IN MX    10 b\\;.example.net.
    c                                300 IN TXT   "x"
    d                                    IN TXT   "y"
    ; not published: off 300 IN A     192.0.2.1
    w                                    IN CNAME a.example.net. ; cf_tags=cf-proxied:true
    x                                    IN CNAME a.example.net. ; cf_tags=cf-flatten-cname
    "
  `);
});

test("what it has no form for is refused, each with its reason", () => {
  const lines = [
    "w 300 TXT ?secret",
    "?template 300 A 192.0.2.1",
    "w 300 A 192.0.2.1 ; routing=a",
    "w 300 ALIAS a.example.net.",
    "w 300 UNKNOWN x",
    "w 300 A Parked",
    "w 300 MX ? mx.example.net.",
    "w 300 MX 10 mx..example.net.",
    "w 300 CAA 0 issue x) evil",
    "w.example.net. 300 A 192.0.2.1",
  ];
  expect(lines.flatMap((line) => reasonsOf(zoneWriter, deploymentOfRecords(recordsOf(line))))).toMatchInlineSnapshot(`
    [
      "the TXT record of w.example.com cannot be written: its text is a secret that the document hides",
      "the A record of an unknown name cannot be written: its name is a placeholder of a template",
      "the A record of w.example.com is one of several alternatives ("a"), and a zone file has none: it would be answered together with the others",
      "the ALIAS record of w.example.com has no form in a zone file: ALIAS is no type of the DNS, but one that some DNS hosts answer by themselves",
      "a record of w.example.com cannot be written: its type is not known until the deployment",
      "the A record of w.example.com has the address "Parked", which is none",
      "the MX record of w.example.com cannot be written: where it comes from it has no preference",
      "the MX record of w.example.com cannot be written: its exchange "mx..example.net." is malformed",
      "the CAA record of w.example.com holds "0 issue x) evil", which is no data as zone files write it (RFC 1035 5.1)",
      "the A record of w.example.net cannot be written: it lies outside the zone example.com",
    ]
  `);
});

test("two zones are two documents, two domains of one zone are one", () => {
  const elsewhere = planned({ domain: "example.net", parked: true }, "example.net");
  expect(reasonsOf(zoneWriter, parked, elsewhere)).toMatchInlineSnapshot(`
    [
      "a zone file holds one zone, and these records lie in 2: example.com, example.net",
    ]
  `);
  const below = planned({ domain: "a.example.com", parked: true });
  expect(shown(zoneWriter, parked, below)).toMatchInlineSnapshot(`
    "$ORIGIN example.com.
    $TTL 3600

    ; where mail is delivered (MX)
    @        IN MX  0 .
    a        IN MX  0 .

    ; who may send (SPF)
    @        IN TXT "v=spf1 -all"
    a        IN TXT "v=spf1 -all"

    ; what becomes of mail that passes neither, and who is told (DMARC)
    _dmarc   IN TXT "v=DMARC1; p=reject"
    _dmarc.a IN TXT "v=DMARC1; p=reject"
    "
  `);
});

describe.skipIf(!hasBind)("against named-compilezone (skipped without BIND's tools)", () => {
  test("a whole zone is loaded as it is", () => {
    const folder = mkdtempSync(join(tmpdir(), "maildns-"));
    try {
      const path = join(folder, "example.com.zone");
      const deployment = whole(WHOLE);
      writeFileSync(path, textOf(zoneWriter, deployment));
      const answer = compile(path, "example.com");
      expect(answer.messages).not.toContain("error");
      expect(answer.accepted).toBe(true);
      expect(answer.lines.map(withoutBlanks).sort()).toEqual(
        deployment.entries.map(({ record }) => withoutBlanks(canonical(presentation(record)))).sort(),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** BIND divides digests by a blank. */
function withoutBlanks(line: string): string {
  return line.replaceAll(" ", "");
}
