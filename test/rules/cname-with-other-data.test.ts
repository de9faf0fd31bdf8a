import rule from "../../src/rules/cname-with-other-data.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "alone",
      zone: "www CNAME pages.example.net.",
    },
    {
      name: "beside signatures",
      zone: `
        www CNAME pages.example.net.
        www RRSIG CNAME 13
        www NSEC x
        www NSEC3 x
        www KEY x`,
    },
    {
      name: "the apex at Cloudflare",
      zone: `
        $HOST cloudflare
        @ CNAME pages.example.net.
        @ TXT v=spf1 -all`,
    },
    {
      name: "proxied",
      zone: `
        $HOST cloudflare
        www CNAME pages.example.net. ; proxied
        www TXT v=spf1 -all`,
    },
    {
      name: "flattened",
      zone: `
        www CNAME pages.example.net. ; flattened
        www TXT v=spf1 -all`,
    },
    {
      name: "ALIAS",
      zone: `
        @ ALIAS pages.example.net.
        @ TXT v=spf1 -all`,
    },
    {
      name: "routed alternatives",
      zone: `
        www CNAME a.example.net. ; routing=a
        www CNAME b.example.net. ; routing=b`,
    },
    {
      name: "the same twice",
      zone: `
        www CNAME a.example.net.
        www CNAME a.example.net.`,
    },
    {
      name: "disabled",
      zone: `
        www CNAME a.example.net. ; disabled
        www TXT v=spf1 -all`,
    },
    {
      name: "a type that is not known",
      zone: `
        www CNAME a.example.net.
        www UNKNOWN x`,
    },
  ],
  invalid: [
    {
      name: "beside SPF",
      zone: `
        news CNAME pages.example.net.
        news TXT v=spf1 -all`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            "news.example.com has a CNAME beside TXT; a CNAME stands alone at its name, so those are never answered or the zone is refused",
          at: "news.example.com CNAME",
        },
      ],
    },
    {
      name: "beside several",
      zone: `
        news CNAME pages.example.net.
        news TXT v=spf1 -all
        news A 203.0.113.1
        news MX 10 mx.example.net.`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            "news.example.com has a CNAME beside TXT, A and MX; a CNAME stands alone at its name, so those are never answered or the zone is refused",
          at: "news.example.com CNAME",
        },
      ],
    },
    {
      name: "at the apex",
      zone: "@ CNAME pages.example.net.",
      findings: [
        {
          severity: "error",
          message:
            "example.com is the zone's apex and has a CNAME; it hides the SOA and NS records, so the zone is refused or its MX and TXT are lost",
          at: "example.com CNAME",
        },
      ],
    },
    {
      name: "at the apex beside NS",
      zone: `
        @ CNAME pages.example.net.
        @ SOA x
        @ NS ns1.example.net.`,
      findings: [
        {
          severity: "error",
          message:
            "example.com is the zone's apex and has a CNAME; it hides the SOA and NS records, so the zone is refused or its MX and TXT are lost",
          at: "example.com CNAME",
        },
      ],
    },
    {
      name: "DKIM",
      zone: `
        s1._domainkey CNAME s1.example.net.
        s1._domainkey TXT v=DKIM1; p=`,
      findings: [
        {
          severity: "error",
          domain: "s1._domainkey.example.com",
          message:
            "s1._domainkey.example.com has a CNAME beside TXT; a CNAME stands alone at its name, so those are never answered or the zone is refused",
          at: "s1._domainkey.example.com CNAME",
        },
      ],
    },
    {
      name: "two of them",
      zone: `
        www CNAME a.example.net.
        www CNAME b.example.net.`,
      findings: [
        {
          severity: "error",
          domain: "www.example.com",
          message: "www.example.com has two CNAME records; a name has one or none, and resolvers give up on two",
          at: "www.example.com CNAME",
        },
      ],
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        news CNAME pages.example.net.
        news TXT v=spf1 -all`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            "news.example.com has a CNAME beside TXT; a CNAME stands alone at its name, so those are never answered or the zone is refused",
          at: "news.example.com CNAME",
        },
      ],
    },
  ],
});
