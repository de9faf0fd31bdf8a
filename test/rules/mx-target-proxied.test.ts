import { expect, it } from "vitest";
import rule from "../../src/rules/mx-target-proxied.ts";
import { zones } from "../zones.ts";
import { run, testRule } from "./rule-tester.ts";

const same = (host: string): string =>
  `the exchange "${host}" is proxied; Cloudflare answers the MX with a name "_dc-mx.…" that shows the server's own address, so mail arrives and the proxy hides nothing`;
const elsewhere = (host: string): string =>
  `the exchange "${host}" is proxied at Cloudflare and the MX stands in a zone elsewhere; senders connect to the web proxy, which takes no mail`;

testRule(rule, {
  valid: [
    {
      name: "not proxied",
      zone: `
        $HOST cloudflare
        @ MX 10 mx
        mx A 203.0.113.1`,
    },
    {
      name: "Cloudflare's own name for it, read back from DNS",
      zone: `
        @ MX 10 _dc-mx.0123456789ab.example.com.
        _dc-mx.0123456789ab A 203.0.113.1`,
    },
    {
      name: "null MX",
      zone: `
        $HOST cloudflare
        @ MX 0 .
        @ A 203.0.113.1 ; proxied`,
    },
    {
      name: "another name is proxied",
      zone: `
        $HOST cloudflare
        @ MX 10 mx
        mx A 203.0.113.1
        www A 203.0.113.1 ; proxied`,
    },
  ],
  invalid: [
    {
      name: "in the same zone",
      zone: `
        $HOST cloudflare
        @ MX 10 mx
        mx A 203.0.113.1 ; proxied`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mx.example.com" is proxied; Cloudflare answers the MX with a name "_dc-mx.…" that shows the server\'s own address, so mail arrives and the proxy hides nothing',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "in another zone at Cloudflare",
      zone: `
        $HOST cloudflare
        @ MX 10 mx.example.net.
        $ORIGIN example.net.
        $HOST cloudflare
        mx AAAA 2001:db8::1 ; proxied`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mx.example.net" is proxied; Cloudflare answers the MX with a name "_dc-mx.…" that shows the server\'s own address, so mail arrives and the proxy hides nothing',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "the MX elsewhere",
      zone: `
        @ MX 10 mx.example.net.
        $ORIGIN example.net.
        $HOST cloudflare
        mx A 203.0.113.1 ; proxied`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx.example.net" is proxied at Cloudflare and the MX stands in a zone elsewhere; senders connect to the web proxy, which takes no mail',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a proxied CNAME",
      zone: `
        @ MX 10 mx.example.net.
        $ORIGIN example.net.
        $HOST cloudflare
        mx CNAME web.example.org. ; proxied`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx.example.net" is proxied at Cloudflare and the MX stands in a zone elsewhere; senders connect to the web proxy, which takes no mail',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "behind an alias",
      zone: `
        $HOST cloudflare
        @ MX 10 mail
        mail CNAME www
        www A 203.0.113.1 ; proxied`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mail.example.com" is proxied; Cloudflare answers the MX with a name "_dc-mx.…" that shows the server\'s own address, so mail arrives and the proxy hides nothing',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "all its addresses are taken from behind the proxy",
      zone: `
        $HOST cloudflare
        @ MX 10 mx
        mx A 203.0.113.1 ; proxied
        mx A 203.0.113.2
        mx AAAA 2001:db8::1 ; proxied`,
      findings: [{ severity: "warning", message: same("mx.example.com"), at: "example.com MX" }],
    },
    {
      name: "a web site that the MX names is left to its owner",
      zone: `
        @ MX 10 example.net.
        @ MX 20 www.example.net.
        $ORIGIN example.net.
        $HOST cloudflare
        @ A 203.0.113.1 ; proxied
        www A 203.0.113.1 ; proxied`,
      findings: [
        { severity: "error", message: elsewhere("example.net"), at: "example.com MX" },
        { severity: "error", message: elsewhere("www.example.net"), at: "example.com MX" },
      ],
    },
  ],
});

it("offers to switch off what hides nothing but mail, all records of the name or none", () => {
  const edits = (zone: string): unknown =>
    run(rule, zones(zone), { zone }).findings.map(({ fix }) =>
      fix?.edits.map(({ kind, record }) => `${kind} ${String(record.name)} ${record.type}`),
    );
  const head = "$HOST cloudflare\n@ MX 10 mx\n";
  expect(edits(`${head}mx A 203.0.113.1 ; proxied\nmx A 203.0.113.2\nmx AAAA 2001:db8::1 ; proxied`)).toEqual([
    ["unproxy mx.example.com A", "unproxy mx.example.com AAAA"],
  ]);
  expect(edits(`${head}mx CNAME a.example.net. ; proxied`)).toEqual([undefined]);
  expect(edits("$HOST cloudflare\n@ MX 10 @\n@ A 203.0.113.1 ; proxied")).toEqual([undefined]);
  expect(edits(`${head}mx CNAME www\nwww A 203.0.113.1 ; proxied`)).toEqual([undefined]);
});
