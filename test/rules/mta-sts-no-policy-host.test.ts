import rule from "../../src/rules/mta-sts-no-policy-host.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      zone: `_mta-sts TXT v=STSv1; id=1
mta-sts A 5.6.7.8`,
    },
    {
      name: "IPv6 only",
      zone: `_mta-sts TXT v=STSv1; id=1
mta-sts AAAA 2a00::1`,
    },
    {
      name: "a CNAME to a vendor",
      zone: `_mta-sts TXT v=STSv1; id=1
mta-sts CNAME policies.example.net.`,
    },
    {
      name: "a covering wildcard",
      zone: `_mta-sts TXT v=STSv1; id=1
* A 5.6.7.8`,
    },
    {
      name: "a wildcard CNAME",
      zone: `_mta-sts TXT v=STSv1; id=1
* CNAME web.example.net.`,
    },
    {
      name: "delegated",
      zone: `_mta-sts TXT v=STSv1; id=1
mta-sts NS ns1.example.net.`,
    },
    {
      name: "proxied at Cloudflare",
      zone: `$HOST cloudflare
_mta-sts TXT v=STSv1; id=1
mta-sts CNAME pages.example.net. ; proxied`,
    },
    {
      name: "a Worker's proxied placeholder",
      zone: `$HOST cloudflare
_mta-sts TXT v=STSv1; id=1
mta-sts AAAA 100:: ; proxied`,
    },
    {
      name: "an ALIAS",
      zone: `_mta-sts TXT v=STSv1; id=1
mta-sts ALIAS web.example.net.`,
    },
    {
      name: "part of a zone",
      zone: `$SCOPE part
_mta-sts TXT v=STSv1; id=1`,
      notJudged: ["whether mta-sts.example.com has an address: mta-sts.example.com is not declared here"],
    },
    { name: "the record leads outside", zone: "_mta-sts CNAME sts.example.net." },
    { name: "a broken record has a rule of its own", zone: "_mta-sts TXT v=STSv1; id=a-b" },
    {
      name: "so have several",
      zone: `_mta-sts TXT v=STSv1; id=1
_mta-sts TXT v=STSv1; id=2`,
    },
    {
      name: "a private zone",
      zone: `$PRIVATE
_mta-sts TXT v=STSv1; id=1`,
    },
    { name: "a text that is not known", zone: "_mta-sts TXT ?preview" },
  ],
  invalid: [
    {
      zone: "_mta-sts TXT v=STSv1; id=1",
      findings: [
        {
          severity: "warning",
          message:
            "example.com has an MTA-STS record, and mta-sts.example.com, where senders fetch the policy, has no address; they go on as if there were no MTA-STS",
          at: "_mta-sts.example.com TXT",
          publish: ["mta-sts.example.com. A <IPv4 address of the web server>"],
        },
      ],
    },
    {
      name: "a subdomain",
      zone: `mta-sts A 5.6.7.8
_mta-sts.news TXT v=STSv1; id=1`,
      findings: [
        {
          severity: "warning",
          message:
            "news.example.com has an MTA-STS record, and mta-sts.news.example.com, where senders fetch the policy, has no address; they go on as if there were no MTA-STS",
          domain: "news.example.com",
          at: "_mta-sts.news.example.com TXT",
          publish: ["mta-sts.news.example.com. A <IPv4 address of the web server>"],
        },
      ],
    },
    {
      name: "the wildcard stops at a name that exists",
      zone: `* A 5.6.7.8
_mta-sts.news TXT v=STSv1; id=1
news MX 10 mx.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            "news.example.com has an MTA-STS record, and mta-sts.news.example.com, where senders fetch the policy, has no address; they go on as if there were no MTA-STS",
          domain: "news.example.com",
          at: "_mta-sts.news.example.com TXT",
          publish: ["mta-sts.news.example.com. A <IPv4 address of the web server>"],
        },
      ],
    },
    {
      name: "the CNAME leads to a name without address",
      zone: `_mta-sts TXT v=STSv1; id=1
mta-sts CNAME www`,
      findings: [
        {
          severity: "warning",
          message:
            'example.com has an MTA-STS record, and mta-sts.example.com (a CNAME to "www.example.com"), where senders fetch the policy, has no address; they go on as if there were no MTA-STS',
          at: "_mta-sts.example.com TXT",
          publish: ["www.example.com. A <IPv4 address of the web server>"],
        },
      ],
    },
    {
      name: "the CNAME leads in a circle",
      zone: `_mta-sts TXT v=STSv1; id=1
mta-sts CNAME www
www CNAME mta-sts`,
      adviceNotTried: "it is not published",
      findings: [
        {
          severity: "warning",
          message:
            "example.com has an MTA-STS record, and mta-sts.example.com, where senders fetch the policy, is a CNAME that leads in a circle; they go on as if there were no MTA-STS",
          at: "_mta-sts.example.com TXT",
          publish: ["mta-sts.example.com. A <IPv4 address of the web server>"],
        },
      ],
    },
    {
      name: "the record stands where a CNAME leads",
      zone: `_mta-sts CNAME sts
sts TXT v=STSv1; id=1`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com has an MTA-STS record, and mta-sts.example.com, where senders fetch the policy, has no address; they go on as if there were no MTA-STS",
          at: "sts.example.com TXT",
          publish: ["mta-sts.example.com. A <IPv4 address of the web server>"],
        },
      ],
    },
    {
      name: "in another zone of the run",
      zone: `$ORIGIN example.com.
_mta-sts.shop TXT v=STSv1; id=1
shop MX 10 mx.example.net.
$ORIGIN mta-sts.shop.example.com.
@ NS ns1.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            "shop.example.com has an MTA-STS record, and mta-sts.shop.example.com, where senders fetch the policy, has no address; they go on as if there were no MTA-STS",
          domain: "shop.example.com",
          at: "_mta-sts.shop.example.com TXT",
          publish: ["mta-sts.shop.example.com. A <IPv4 address of the web server>"],
        },
      ],
    },
  ],
});
