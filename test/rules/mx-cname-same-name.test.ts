import rule from "../../src/rules/mx-cname-same-name.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "a CNAME elsewhere",
      zone: `
        @ MX 10 mx.example.net.
        www CNAME pages.example.net.`,
    },
    {
      name: "the apex at Cloudflare",
      zone: `
        $HOST cloudflare
        @ CNAME pages.example.net.
        @ MX 10 mx.example.net.`,
    },
    {
      name: "a proxied CNAME",
      zone: `
        $HOST cloudflare
        news CNAME pages.example.net. ; proxied
        news MX 10 mx.example.net.`,
    },
    {
      name: "a flattened CNAME",
      zone: `
        news CNAME pages.example.net. ; flattened
        news MX 10 mx.example.net.`,
    },
    {
      name: "ALIAS",
      zone: `
        @ ALIAS pages.example.net.
        @ MX 10 mx.example.net.`,
    },
    {
      name: "disabled",
      zone: `
        news CNAME pages.example.net. ; disabled
        news MX 10 mx.example.net.`,
    },
    {
      name: "flattening is configured",
      zone: `
        news CNAME pages.example.net.
        news MX 10 mx.example.net.`,
      settings: { zones: [{ origin: "example.com", flattening: true }] },
    },
  ],
  invalid: [
    {
      name: "at one name",
      zone: `
        news CNAME pages.example.net.
        news MX 10 mx.example.net.`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            'news.example.com has a CNAME to "pages.example.net" beside its MX; a CNAME stands alone at its name, so senders follow it and never see the MX',
          at: "news.example.com CNAME",
        },
      ],
    },
    {
      name: "at the apex",
      zone: `
        @ CNAME pages.example.net.
        @ MX 10 mx.example.net.`,
      findings: [
        {
          severity: "error",
          message:
            'example.com has a CNAME to "pages.example.net" beside its MX; a CNAME stands alone at its name, so senders follow it and never see the MX',
          at: "example.com CNAME",
        },
      ],
    },
    {
      name: "below the apex at Cloudflare, not proxied",
      zone: `
        $HOST cloudflare
        news CNAME pages.example.net.
        news MX 10 mx.example.net.`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            'news.example.com has a CNAME to "pages.example.net" beside its MX; a CNAME stands alone at its name, so senders follow it and never see the MX',
          at: "news.example.com CNAME",
        },
      ],
    },
    {
      name: "a target that is not known",
      zone: `
        news CNAME ?preview
        news MX 10 mx.example.net.`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            "news.example.com has a CNAME to a name that is not known yet beside its MX; a CNAME stands alone at its name, so senders follow it and never see the MX",
          at: "news.example.com CNAME",
        },
      ],
    },
    {
      name: "the apex at Cloudflare, flattening switched off",
      zone: `
        $HOST cloudflare
        @ CNAME pages.example.net.
        @ MX 10 mx.example.net.`,
      settings: { zones: [{ origin: "example.com", flattening: false }] },
      findings: [
        {
          severity: "error",
          message:
            'example.com has a CNAME to "pages.example.net" beside its MX; a CNAME stands alone at its name, so senders follow it and never see the MX',
          at: "example.com CNAME",
        },
      ],
    },
    {
      name: "part of a zone",
      zone: `
        $SCOPE part
        news CNAME pages.example.net.
        news MX 10 mx.example.net.`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            'news.example.com has a CNAME to "pages.example.net" beside its MX; a CNAME stands alone at its name, so senders follow it and never see the MX',
          at: "news.example.com CNAME",
        },
      ],
    },
  ],
});
