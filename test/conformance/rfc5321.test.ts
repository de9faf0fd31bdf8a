import { clauses, findingsOf } from "./clauses.ts";

const SPF = "\n@ TXT v=spf1 ip4:5.6.7.8 -all";

clauses(
  "RFC 5321",
  [
    { clause: "5.1", says: "an MX whose host has an address", zone: `@ MX 10 mx${SPF}\nmx A 5.6.7.8`, expect: [] },
    {
      clause: "5.1",
      says: "no MX: the name's own address is the implicit MX",
      zone: `@ A 5.6.7.8${SPF}`,
      domains: { "example.com": { role: "mail" } },
      expect: [],
    },
    {
      clause: "5.1",
      says: "no MX and no address: an error",
      zone: `www A 5.6.7.8${SPF}`,
      domains: { "example.com": { role: "mail" } },
      expect: ["mx-missing error"],
    },
    {
      clause: "5.1",
      says: "no MX, an IPv6 address: the implicit MX as well",
      zone: `@ AAAA 2a01:4f8::1${SPF}`,
      domains: { "example.com": { role: "mail" } },
      expect: [],
    },
    {
      clause: "5.1",
      says: "with an MX the name's own address is of no account",
      zone: `@ MX 10 mx${SPF}\n@ A 5.6.7.8`,
      expect: ["mx-target-unresolvable error"],
    },
    {
      clause: "5.1",
      says: "a CNAME is processed as if its target were the initial name",
      zone: "@ MX 10 mx.example.net.\n@ TXT v=spf1 mx -all\na CNAME example.com.",
      domains: { "a.example.com": { role: "mail" } },
      expect: [],
    },
    {
      clause: "5.1",
      says: "the data is a domain name: no IPv4 address",
      zone: `@ MX 10 5.6.7.8.${SPF}`,
      expect: ["mx-target-address error"],
    },
    {
      clause: "5.1",
      says: "the data is a domain name: no IPv6 address",
      zone: `@ MX 10 2a01:4f8::1${SPF}`,
      expect: ["mx-target-address error"],
    },
    {
      clause: "5.1",
      says: "the host MUST return an address",
      zone: `@ MX 10 mx${SPF}\nmx TXT note`,
      expect: ["mx-target-unresolvable error"],
    },
    {
      clause: "5.1",
      says: "one of two hosts without an address",
      zone: `@ MX 10 mx${SPF}\n@ MX 20 mx2\nmx A 5.6.7.8`,
      expect: ["mx-target-unresolvable warning"],
    },
    {
      clause: "5.1",
      says: "an IPv6 address alone",
      zone: `@ MX 10 mx${SPF}\nmx AAAA 2a01:4f8::1`,
      expect: ["mx-target-unresolvable warning"],
      note: "5.1 and 5.2 allow it; senders without IPv6 never reach it, so a warning",
    },
    { clause: "5.1", says: "both families", zone: `@ MX 10 mx${SPF}\nmx A 5.6.7.8\nmx AAAA 2a01:4f8::1`, expect: [] },
    {
      clause: "5.1",
      says: "a value that returns a CNAME lies outside the standard",
      zone: `@ MX 10 mx${SPF}\nmx CNAME h\nh A 5.6.7.8`,
      expect: ["mx-target-alias warning"],
      note: "5.1 and RFC 2181 10.3 forbid it; nearly every sender follows the CNAME, so a warning; an error in the set `strict`",
    },
    {
      clause: "5.1",
      says: "equal preferences share the load",
      zone: `@ MX 10 mx${SPF}\n@ MX 10 mx2\nmx A 5.6.7.8\nmx2 A 5.6.7.9`,
      expect: [],
    },
    {
      clause: "5.1",
      says: "a preference of 16 bits (RFC 1035 3.3.9)",
      zone: `@ MX 65535 mx${SPF}\nmx A 5.6.7.8`,
      expect: [],
    },
    {
      clause: "5.1",
      says: "a preference over 16 bits (RFC 1035 3.3.9)",
      zone: `@ MX 65536 mx${SPF}\nmx A 5.6.7.8`,
      expect: ["mx-value error"],
    },
    {
      clause: "5.1",
      says: "a preference below zero",
      zone: `@ MX -1 mx${SPF}\nmx A 5.6.7.8`,
      expect: ["mx-value error"],
    },
    {
      clause: "2.3.5",
      says: "host names: letters, digits, hyphens",
      zone: `@ MX 10 m!x${SPF}\nm!x A 5.6.7.8`,
      expect: ["mx-value error"],
    },
    {
      clause: "2.3.5",
      says: "an underscore in a host's name",
      zone: `@ MX 10 my_mx${SPF}\nmy_mx A 5.6.7.8`,
      expect: ["mx-value warning"],
      note: "no host name by RFC 1123 2.1; senders take it, and providers publish such names",
    },
    {
      clause: "2.3.5",
      says: "a hyphen at the edge of a label",
      zone: `@ MX 10 -mx${SPF}\n-mx A 5.6.7.8`,
      expect: ["mx-value error"],
    },
    {
      clause: "5.1",
      says: "an address that nobody reaches from outside (RFC 1918)",
      zone: `@ MX 10 mx${SPF}\nmx A 10.0.0.1`,
      expect: ["mx-target-private error"],
    },
    {
      clause: "5.1",
      says: "the loopback address",
      zone: `@ MX 10 localhost.${SPF}\n$ORIGIN localhost.\n@ A 127.0.0.1`,
      expect: ["mx-target-private error"],
    },
  ],
  findingsOf("mx-"),
);
