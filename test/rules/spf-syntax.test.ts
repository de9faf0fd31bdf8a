import spfSyntax from "../../src/rules/spf-syntax.ts";
import { testRule } from "./rule-tester.ts";

testRule(spfSyntax, {
  valid: [
    {
      name: "a second record behind all: spf-after-all tells what is lost",
      zone: "@ TXT v=spf1 mx ~all v=spf1 include:_spf.example.net -all",
    },
    {
      zone: "@ TXT v=spf1 ip4:192.0.2.1 include:_spf.example.net a:mx.example.com/24//64 -all",
    },
    {
      name: "double blanks",
      zone: "@ TXT v=spf1  mx   -all ",
    },
    {
      name: "upper case",
      zone: "@ TXT V=SPF1 MX Include:_SPF.example.net -ALL",
    },
    {
      name: "host bits",
      zone: "@ TXT v=spf1 ip4:192.0.2.77/24 -all",
    },
    {
      name: "macros",
      zone: "@ TXT v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all exp=explain.%{d}",
    },
    {
      name: "registered modifiers",
      zone: "@ TXT v=spf1 mx -all ra=postmaster rp=50 rr=all",
    },
    {
      name: "at _dmarc another rule tells of it",
      zone: "_dmarc TXT v=spf1 ipv4:192.0.2.1 -all",
    },
    {
      name: "no SPF",
      zone: "@ TXT v=spf10 ipv4:192.0.2.1",
    },
    {
      name: "a text that is not known",
      zone: "@ TXT ?template",
    },
  ],
  invalid: [
    {
      zone: "@ TXT v=spf1 ipv4:192.0.2.1 -all",
      findings: [
        {
          severity: "error",
          message:
            '"ipv4" is no SPF mechanism; there are all, include, a, mx, ip4, ip6, exists and ptr ("ip4:192.0.2.1" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: ipv4",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 ip:192.0.2.1 -all",
      findings: [
        {
          severity: "error",
          message:
            '"ip" is no SPF mechanism; there are all, include, a, mx, ip4, ip6, exists and ptr ("ip4:192.0.2.1" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: ip",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 nclude:_spf.example.net -all",
      findings: [
        {
          severity: "error",
          message:
            '"nclude" is no SPF mechanism; there are all, include, a, mx, ip4, ip6, exists and ptr ("include:_spf.example.net" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: nclude",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx ~al",
      findings: [
        {
          severity: "error",
          message:
            '"al" is no SPF mechanism; there are all, include, a, mx, ip4, ip6, exists and ptr ("~all" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: al",
          publish: ['example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 include: _spf.example.net -all",
      findings: [
        {
          severity: "error",
          message:
            'a blank splits the term "include: _spf.example.net" ("include:_spf.example.net" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: include: _spf.example.net",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 ip4:192.0.2.1include:_spf.example.net -all",
      findings: [
        {
          severity: "error",
          message:
            'the blank between two terms is missing in "ip4:192.0.2.1include:_spf.example.net" ("ip4:192.0.2.1 include:_spf.example.net" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: include:_spf.example.net",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 include:_spf.example.net -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 exists:%{z}.example.net -all",
      findings: [
        {
          severity: "error",
          message:
            '"%{z}" is no SPF macro; its letter is one of s, l, o, d, i, p, v and h; receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: %{z}",
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 ip4:192.0.2.0/33 -all",
      findings: [
        {
          severity: "error",
          message:
            'the prefix length "/33" is over the limit of 32; receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: /33",
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 ip4:2001:db8::1 -all",
      findings: [
        {
          severity: "error",
          message:
            '"2001:db8::1" is an IPv6 address in "ip4:", which takes IPv4 alone ("ip6:2001:db8::1" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: 2001:db8::1",
          publish: ['example.com. TXT "v=spf1 ip6:2001:db8::1 -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 ip4:192.0.2.256 -all",
      findings: [
        {
          severity: "error",
          message:
            '"192.0.2.256" is no IPv4 address: four numbers of 0 to 255 with dots between them; receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: 192.0.2.256",
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 include:_spf.example.net/24 -all",
      findings: [
        {
          severity: "error",
          message:
            '"/24" stands after "include", which takes no prefix length ("include:_spf.example.net" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: /24",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 a:localhost -all",
      findings: [
        {
          severity: "error",
          message:
            '"localhost" in "a:localhost" is no full domain: it has no dot; receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: localhost",
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx, -all",
      findings: [
        {
          severity: "error",
          message:
            '"mx," holds ","; only blanks part terms ("mx" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: ,",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: '@ TXT v=spf1 "a mx" -all',
      findings: [
        {
          severity: "error",
          message:
            'a quote or a backslash is part of the term ""a"; SPF knows neither ("a" was probably meant); receivers answer permerror and treat SPF as failed',
          at: 'example.com TXT: "',
          publish: ['example.com. TXT "v=spf1 a mx -all"'],
        },
        {
          severity: "error",
          message:
            'a quote or a backslash is part of the term "mx""; SPF knows neither ("mx" was probably meant); receivers answer permerror and treat SPF as failed',
          at: 'example.com TXT: "',
          publish: ['example.com. TXT "v=spf1 a mx -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 redirect:_spf.example.net",
      findings: [
        {
          severity: "error",
          message:
            '"redirect:_spf.example.net" has ":" where the modifier "redirect" takes "=" ("redirect=_spf.example.net" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: redirect:",
          publish: ['example.com. TXT "v=spf1 redirect=_spf.example.net"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 - all",
      findings: [
        {
          severity: "error",
          message:
            'a blank splits the term "- all" ("-all" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: - all",
          publish: ['example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 include -all",
      findings: [
        {
          severity: "error",
          message:
            '"include" lacks its argument: "include" is followed by ":" and a value; receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: include",
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 a:192.0.2.1 -all",
      findings: [
        {
          severity: "error",
          message:
            '"192.0.2.1" is an address where "a" takes a domain; addresses belong into ip4: and ip6: ("ip4:192.0.2.1" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: 192.0.2.1",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx -all ipv4:192.0.2.1",
      findings: [
        {
          severity: "error",
          message:
            '"ipv4" is no SPF mechanism; there are all, include, a, mx, ip4, ip6, exists and ptr ("ip4:192.0.2.1" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: ipv4",
          publish: ['example.com. TXT "v=spf1 mx ip4:192.0.2.1 -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 ip4:192.0.2.1 redirect=_spf.example.net redirect=_spf.example.org",
      findings: [
        {
          severity: "error",
          message:
            '"redirect=_spf.example.org" is the second "redirect"; one is allowed; receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: redirect=_spf.example.org",
        },
      ],
    },
    {
      name: "unknown modifier",
      zone: "@ TXT v=spf1 ip4=192.0.2.1 mx -all",
      findings: [
        {
          severity: "warning",
          message:
            '"ip4=192.0.2.1" has "=" where the mechanism "ip4" takes ":"; receivers read an unknown modifier and ignore it, so it authorises nothing ("ip4:192.0.2.1" was probably meant)',
          at: "example.com TXT: ip4=",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 mx -all"'],
        },
      ],
    },
    {
      name: "a modifier nobody knows",
      zone: "@ TXT v=spf1 mx foo=bar -all",
      findings: [
        {
          severity: "warning",
          message: '"foo=bar" is a modifier that receivers do not know; they ignore it',
          at: "example.com TXT: foo=",
        },
      ],
    },
    {
      name: "glued to all",
      zone: "@ TXT v=spf1 mx include:_spf.example.net-all",
      findings: [
        {
          severity: "warning",
          message:
            'the blank before "-all" is missing in "include:_spf.example.net-all"; receivers read a domain that does not exist, and no "all" ("include:_spf.example.net -all" was probably meant)',
          at: "example.com TXT: -all",
          publish: ['example.com. TXT "v=spf1 mx include:_spf.example.net -all"'],
        },
      ],
    },
    {
      name: "the version twice",
      zone: "@ TXT v=spf1 v=spf1 mx -all",
      findings: [
        {
          severity: "warning",
          message: '"v=spf1" stands twice; receivers ignore the second one',
          at: "example.com TXT: v=spf1",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      name: "two records in one",
      zone: "@ TXT v=spf1 mx v=spf1 include:_spf.example.net -all",
      findings: [
        {
          severity: "warning",
          message: '"v=spf1" stands twice; receivers ignore the second one',
          at: "example.com TXT: v=spf1",
          publish: ['example.com. TXT "v=spf1 mx include:_spf.example.net -all"'],
        },
      ],
    },
    {
      name: "a URL",
      zone: "@ TXT v=spf1 include:_spf.example.net:25 -all",
      findings: [
        {
          severity: "error",
          message:
            '"include:_spf.example.net:25" ends in "net:25", which is no top-level domain ("include:_spf.example.net" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: net:25",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net -all"'],
        },
      ],
    },
    {
      name: "several slips",
      zone: "@ TXT v=spf1 ipv4:192.0.2.1 ip5:192.0.2.2 incl:_spf.example.net -all",
      findings: [
        {
          severity: "error",
          message:
            '"ipv4" is no SPF mechanism; there are all, include, a, mx, ip4, ip6, exists and ptr ("ip4:192.0.2.1" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: ipv4",
        },
        {
          severity: "error",
          message:
            '"ip5" is no SPF mechanism; there are all, include, a, mx, ip4, ip6, exists and ptr ("ip4:192.0.2.2" was probably meant); receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: ip5",
        },
        {
          severity: "error",
          message:
            '"incl" is no SPF mechanism; there are all, include, a, mx, ip4, ip6, exists and ptr; receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: incl",
        },
      ],
    },
    {
      name: "nobody knows what was meant",
      zone: "@ TXT v=spf1 foo:%{zz} -all",
      findings: [
        {
          severity: "error",
          message:
            '"foo" is no SPF mechanism; there are all, include, a, mx, ip4, ip6, exists and ptr; receivers answer permerror and treat SPF as failed',
          at: "example.com TXT: foo",
        },
      ],
    },
  ],
});
