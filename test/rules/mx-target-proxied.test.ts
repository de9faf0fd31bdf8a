import rule from "../../src/rules/mx-target-proxied.ts";
import { testRule } from "./rule-tester.ts";

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
  ],
});
