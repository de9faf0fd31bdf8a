import { expect, test } from "vitest";
import { octodnsWriter } from "../../../src/generate/write/octodns.ts";
import { deploymentOfRecords, hosted, parked, reasonsOf, recordsOf, textOf, whole, WHOLE } from "./document-fixture.ts";

/** With keys cut, which are long. */
function shown(...given: Parameters<typeof textOf>): string {
  return textOf(...given).replace(/p=([A-Za-z0-9+/]{16})[A-Za-z0-9+/]{300,}/g, "p=$1…");
}

test("a part says that it is one, as octoDNS takes a file for the whole zone", () => {
  expect(shown(octodnsWriter, hosted)).toMatchInlineSnapshot(`
    "# Not the whole zone: put these records among the others of example.com.
    # octoDNS deletes what is published and not in its file.
    ---
    '':
      - ttl: 3600
        type: MX
        value:
          exchange: smtp.google.com.
          preference: 1
      - ttl: 3600
        type: TXT
        value: v=spf1 include:_spf.google.com include:spf.besender.jp ~all
    _dmarc:
      ttl: 3600
      type: TXT
      value: v=DMARC1\\; p=none\\; rua=mailto:dmarc@example.com
    be2026._domainkey:
      ttl: 3600
      type: TXT
      value: v=DKIM1\\; k=rsa\\; p=MIIBIjANBgkqhkiG…
    em1234:
      ttl: 3600
      type: CNAME
      value: u44932180.wl181.sendgrid.net.
    google._domainkey:
      ttl: 3600
      type: TXT
      value: v=DKIM1\\; k=rsa\\; p=MIIBIjANBgkqhkiG…
    s1._domainkey:
      ttl: 3600
      type: CNAME
      value: s1.domainkey.u44932180.wl181.sendgrid.net.
    s2._domainkey:
      ttl: 3600
      type: CNAME
      value: s2.domainkey.u44932180.wl181.sendgrid.net.
    "
  `);
  expect(shown(octodnsWriter, parked)).toMatchInlineSnapshot(`
    "# Not the whole zone: put these records among the others of example.com.
    # octoDNS deletes what is published and not in its file.
    ---
    '':
      - ttl: 3600
        type: MX
        value:
          exchange: '.'
          preference: 0
      - ttl: 3600
        type: TXT
        value: v=spf1 -all
    _dmarc:
      ttl: 3600
      type: TXT
      value: v=DMARC1\\; p=reject
    "
  `);
});

test("a whole zone; the SOA is the DNS host's", () => {
  expect(shown(octodnsWriter, whole(WHOLE))).toMatchInlineSnapshot(`
    "# The SOA is the DNS host's own, octoDNS does not manage it: example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 2026010101 7200 3600 1209600 300
    ---
    '':
      - ttl: 3600
        type: A
        value: '192.0.2.1'
      - ttl: 3600
        type: AAAA
        value: '2001:db8::1'
      - ttl: 3600
        type: CAA
        value:
          flags: 0
          tag: issue
          value: letsencrypt.org
      - ttl: 3600
        type: MX
        values:
          - exchange: mx1.example.net.
            preference: 10
          - exchange: mx2.example.net.
            preference: 20
      - ttl: 3600
        type: NS
        values:
          - ns1.example.net.
          - ns2.example.net.
      - ttl: 3600
        type: TXT
        values:
          - v=spf1 include:_spf.example.net ~all
          - 'quo"tedback slash\\; semicolon'
    '*':
      ttl: 300
      type: CNAME
      value: www.example.com.
    _25._tcp.mx:
      ttl: 3600
      type: TLSA
      value:
        certificate_association_data: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'
        certificate_usage: 3
        matching_type: 1
        selector: 1
    www:
      ttl: 300
      type: A
      value: '192.0.2.2'
    "
  `);
});

test("names that YAML takes for something else, in octoDNS's order", () => {
  const names = ["null", "on", "010", "12-30", "*", "a10", "a9", "_dmarc", "www.example.com", "2026-01-01"];
  const records = recordsOf(names.map((name) => `${name} TXT "\\"${name}\\""`).join("\n"));
  expect(shown(octodnsWriter, deploymentOfRecords(records))).toMatchInlineSnapshot(`
    "# Not the whole zone: put these records among the others of example.com.
    # octoDNS deletes what is published and not in its file.
    ---
    '010':
      type: TXT
      value: '""010""'
    '12-30':
      type: TXT
      value: '""12-30""'
    '2026-01-01':
      type: TXT
      value: '""2026-01-01""'
    '*':
      type: TXT
      value: '""*""'
    _dmarc:
      type: TXT
      value: '""_dmarc""'
    a9:
      type: TXT
      value: '""a9""'
    a10:
      type: TXT
      value: '""a10""'
    'null':
      type: TXT
      value: '""null""'
    'on':
      type: TXT
      value: '""on""'
    www.example.com:
      type: TXT
      value: '""www.example.com""'
    "
  `);
});

test("facts of the DNS host", () => {
  const records = recordsOf(`
    @ 300 CNAME a.example.net. ; flattened
    w 300 A 192.0.2.1 ; proxied comment=ours
    w 300 A 192.0.2.2 ; comment=ours
    off 300 A 192.0.2.3 ; disabled
    s 300 SSHFP 1 2 ABCD EF01`);
  expect(shown(octodnsWriter, deploymentOfRecords(records))).toMatchInlineSnapshot(`
    "# Not the whole zone: put these records among the others of example.com.
    # octoDNS deletes what is published and not in its file.
    # Not published: off.example.com. 300 IN A 192.0.2.3
    ---
    '':
      ttl: 300
      type: ALIAS
      value: a.example.net.
    s:
      ttl: 300
      type: SSHFP
      value:
        algorithm: 1
        fingerprint: ABCDEF01
        fingerprint_type: 2
    w:
      octodns:
        cloudflare:
          comment: ours
          proxied: true
      ttl: 300
      type: A
      values:
        - '192.0.2.1'
        - '192.0.2.2'
    "
  `);
});

test("what it has no form for is refused, each with its reason", () => {
  const lines = [
    "w 300 TXT ?secret",
    "w 300 A 192.0.2.1 ; routing=a",
    "w 300 UNKNOWN x",
    "w 300 RP a.example.com. b.example.com.",
    "w 300 CAA issue",
    "@ 300 CNAME a.example.net.",
    "a\\.b 300 A 192.0.2.1",
    "w 300 CNAME {name}.example.net.",
    "w 300 TXT é",
    "w 300 TXT a\\b",
    'w 300 TXT a" "b',
  ];
  expect(lines.flatMap((line) => reasonsOf(octodnsWriter, deploymentOfRecords(recordsOf(line)))))
    .toMatchInlineSnapshot(`
    [
      "the TXT record of w.example.com cannot be written: its text is a secret that the document hides",
      "the A record of w.example.com is one of several alternatives ("a"), which cannot be written for octoDNS: their weights or places are not known here",
      "a record of w.example.com cannot be written: its type is not known until the deployment",
      "the RP record of w.example.com cannot be written for octoDNS: of types with fields it has CAA, DS, NAPTR, SSHFP, TLSA here",
      "the CAA record of w.example.com is "issue", which are not the fields flags, tag, value",
      "the CNAME record of example.com cannot be written for octoDNS, which refuses a CNAME at the zone's own name",
      "the A record of a\\.b.example.com cannot be written for octoDNS: its name holds what octoDNS takes for something else",
      "the CNAME record of w.example.com leads to "{name}.example.net.", of which octoDNS would take a part for something else",
      "the TXT record of w.example.com holds "é"; octoDNS takes printable ASCII alone",
      "the TXT record of w.example.com holds "a\\\\b"; what octoDNS publishes for a backslash depends on the DNS host",
      "the TXT record of w.example.com holds "a\\" \\"b"; octoDNS drops each '" "'",
    ]
  `);
});
