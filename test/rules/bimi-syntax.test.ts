import rule from "../../src/rules/bimi-syntax.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    { zone: "default._bimi TXT v=BIMI1; l=https://www.example.com/logo.svg" },
    {
      name: "with evidence",
      zone: "default._bimi TXT v=BIMI1;l=https://www.example.com/logo.svg;a=https://www.example.com/vmc.pem;",
    },
    { name: "declined", zone: "default._bimi TXT v=BIMI1; l=; a=;" },
    { name: "declined but for local parts", zone: "default._bimi TXT v=BIMI1; l=; a=; lps=true;" },
    { name: "no location at all: declined too", zone: "default._bimi TXT v=BIMI1; l=" },
    {
      name: "folding, other selectors, avp, unknown tags",
      zone: 'brand._bimi TXT "v = BIMI1\t; l = https://www.example.com/logo.svg\t; avp=personal; x=1"',
    },
    {
      name: "SVGZ and a URI without suffix",
      zone: `a._bimi TXT v=BIMI1; l=https://www.example.com/logo.svgz
b._bimi TXT v=BIMI1; l=https://www.example.com/logo?id=3`,
    },
    { name: "a CNAME to a vendor", zone: "default._bimi CNAME bimi.example.net." },
    { name: "another text", zone: "default._bimi TXT example-verification=1" },
    { name: "a vendor's record under another name", zone: "example-net.logos TXT v=BIMI1; l=http://x" },
  ],
  invalid: [
    {
      name: "http and PNG",
      zone: "default._bimi TXT v=BIMI1; l=http://www.example.com/logo.png",
      findings: [
        {
          severity: "warning",
          message:
            'the tag "l" of the BIMI record is "http://www.example.com/logo.png", which must begin with "https://"; mail programs show no logo',
          at: "default._bimi.example.com TXT: http://www.example.com/logo.png",
        },
      ],
    },
    {
      name: "PNG",
      zone: "default._bimi TXT v=BIMI1; l=https://www.example.com/logo.png",
      findings: [
        {
          severity: "warning",
          message:
            'the logo of the BIMI record is "https://www.example.com/logo.png", and only SVG is taken; mail programs show no logo',
          at: "default._bimi.example.com TXT: https://www.example.com/logo.png",
        },
      ],
    },
    {
      name: "no location",
      zone: "default._bimi TXT v=BIMI1; a=https://www.example.com/vmc.pem",
      findings: [
        {
          severity: "warning",
          message: 'the BIMI record has no "l", the place of the logo; mail programs show no logo',
          at: "default._bimi.example.com TXT: v=BIMI1; a=https://www.example.com/vmc.pem",
        },
      ],
    },
    {
      name: "evidence without a logo",
      zone: "default._bimi TXT v=BIMI1; l=; a=https://www.example.com/vmc.pem",
      findings: [
        {
          severity: "warning",
          message: 'the BIMI record names evidence ("a") and no logo ("l" is empty); mail programs show no logo',
          at: "default._bimi.example.com TXT: l=",
        },
      ],
    },
    {
      name: "http evidence",
      zone: "default._bimi TXT v=BIMI1; l=https://www.example.com/logo.svg; a=http://www.example.com/vmc.pem",
      findings: [
        {
          severity: "warning",
          message:
            'the tag "a" of the BIMI record is "http://www.example.com/vmc.pem", which must begin with "https://"; mail programs show no logo',
          at: "default._bimi.example.com TXT: http://www.example.com/vmc.pem",
          publish: [
            'default._bimi.example.com. TXT "v=BIMI1; l=https://www.example.com/logo.svg; a=https://www.example.com/vmc.pem"',
          ],
        },
      ],
    },
    {
      name: "two logos",
      zone: "default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg,https://www.example.com/b.svg",
      findings: [
        {
          severity: "warning",
          message:
            'the tag "l" of the BIMI record is "https://www.example.com/a.svg,https://www.example.com/b.svg", several URIs where one is allowed; mail programs show no logo',
          at: "default._bimi.example.com TXT: https://www.example.com/a.svg,https://www.example.com/b.svg",
          publish: ['default._bimi.example.com. TXT "v=BIMI1; l=https://www.example.com/a.svg"'],
        },
      ],
    },
    {
      name: "a tag twice",
      zone: "default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg; l=https://www.example.com/b.svg",
      findings: [
        {
          severity: "warning",
          message:
            'the tag "l" stands twice in the BIMI record, which makes all of it invalid; mail programs show no logo',
          at: "default._bimi.example.com TXT: l=https://www.example.com/b.svg",
          publish: ['default._bimi.example.com. TXT "v=BIMI1; l=https://www.example.com/a.svg"'],
        },
      ],
    },
    {
      name: "no host",
      zone: "default._bimi TXT v=BIMI1; l=https://localhost/logo.svg",
      findings: [
        {
          severity: "warning",
          message:
            'the tag "l" of the BIMI record is "https://localhost/logo.svg", no https URI; mail programs show no logo',
          at: "default._bimi.example.com TXT: https://localhost/logo.svg",
        },
      ],
    },
    {
      name: "a blank inside",
      zone: "default._bimi TXT v=BIMI1; l=https://www.example.com/my logo.svg",
      findings: [
        {
          severity: "warning",
          message:
            'the tag "l" of the BIMI record is "https://www.example.com/my logo.svg", no https URI; mail programs show no logo',
          at: "default._bimi.example.com TXT: https://www.example.com/my logo.svg",
        },
      ],
    },
    {
      name: "lps and avp have fixed words",
      zone: "default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg; lps=yes; avp=Brand",
      findings: [
        {
          severity: "warning",
          message:
            'the tag "lps" of the BIMI record is "yes", which must be true or false; receivers leave it out, some the whole record',
          at: "default._bimi.example.com TXT: lps=yes",
          publish: ['default._bimi.example.com. TXT "v=BIMI1; l=https://www.example.com/a.svg"'],
        },
        {
          severity: "warning",
          message:
            'the tag "avp" of the BIMI record is "Brand", which must be brand or personal; receivers leave it out, some the whole record',
          at: "default._bimi.example.com TXT: avp=Brand",
          publish: ['default._bimi.example.com. TXT "v=BIMI1; l=https://www.example.com/a.svg"'],
        },
      ],
    },
    {
      name: "a colon",
      zone: "default._bimi TXT v=BIMI1; l:https://www.example.com/a.svg",
      findings: [
        {
          severity: "warning",
          message:
            '"l:https://www.example.com/a.svg" in the BIMI record is no tag of the form name=value; mail programs show no logo',
          at: "default._bimi.example.com TXT: l:https://www.example.com/a.svg",
        },
      ],
    },
    {
      name: "two semicolons",
      zone: "default._bimi TXT v=BIMI1;; l=https://www.example.com/a.svg",
      findings: [
        {
          severity: "warning",
          message:
            "two semicolons stand together in the BIMI record, which makes all of it invalid; mail programs show no logo",
          at: "default._bimi.example.com TXT: ;",
          publish: ['default._bimi.example.com. TXT "v=BIMI1; l=https://www.example.com/a.svg"'],
        },
      ],
    },
    {
      name: "lower case version",
      zone: "default._bimi TXT v=bimi1; l=https://www.example.com/a.svg",
      findings: [
        {
          severity: "warning",
          message:
            'the text "v=bimi1; l=https://www.example.com/a.svg" was meant as a BIMI record, which starts with exactly "v=BIMI1"; mail programs show no logo',
          at: "default._bimi.example.com TXT: v=bimi1",
          publish: ['default._bimi.example.com. TXT "v=BIMI1; l=https://www.example.com/a.svg"'],
        },
      ],
    },
    {
      name: "no version",
      zone: "default._bimi TXT l=https://www.example.com/a.svg",
      findings: [
        {
          severity: "warning",
          message:
            'the text "l=https://www.example.com/a.svg" was meant as a BIMI record, which starts with exactly "v=BIMI1"; mail programs show no logo',
          at: "default._bimi.example.com TXT: l=https://www.example.com/a.svg",
          publish: ['default._bimi.example.com. TXT "v=BIMI1; l=https://www.example.com/a.svg"'],
        },
      ],
    },
    {
      name: "at _bimi",
      zone: "_bimi TXT v=BIMI1; l=https://www.example.com/a.svg",
      findings: [
        {
          severity: "warning",
          message:
            "a BIMI record stands at _bimi.example.com; receivers look for it at default._bimi.example.com, so it has no effect",
          at: "_bimi.example.com TXT",
          publish: ['default._bimi.example.com. TXT "v=BIMI1; l=https://www.example.com/a.svg"'],
        },
      ],
    },
    {
      name: "where a CNAME leads",
      zone: `default._bimi CNAME logo
logo TXT v=BIMI1; l=http://www.example.com/a.svg`,
      findings: [
        {
          severity: "warning",
          message:
            'the tag "l" of the BIMI record is "http://www.example.com/a.svg", which must begin with "https://"; mail programs show no logo',
          at: "logo.example.com TXT: http://www.example.com/a.svg",
          publish: ['logo.example.com. TXT "v=BIMI1; l=https://www.example.com/a.svg"'],
        },
      ],
    },
  ],
});
