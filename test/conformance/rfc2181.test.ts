import { clauses, findingsOf } from "./clauses.ts";

const SPF = "\n@ TXT v=spf1 ip4:5.6.7.8 -all";

clauses(
  "RFC 2181",
  [
    {
      clause: "5",
      says: "equal records are one",
      zone: `@ MX 10 mx${SPF}\n@ TXT v=spf1 ip4:5.6.7.8 -all\nmx A 5.6.7.8`,
      expect: [],
    },
    {
      clause: "10.1",
      says: "a name with a CNAME has no other data",
      zone: "www CNAME h\nwww A 5.6.7.9\nh A 5.6.7.8",
      expect: ["cname-with-other-data error www.example.com"],
    },
    {
      clause: "10.1",
      says: "a name with a CNAME has no MX",
      zone: "a CNAME h\na MX 10 mx.example.net.\nh A 5.6.7.8",
      expect: ["mx-cname-same-name error a.example.com"],
    },
    {
      clause: "10.1",
      says: "a name with a CNAME has no policy",
      zone: "a CNAME h\na TXT v=spf1 -all\nh A 5.6.7.8",
      expect: ["cname-with-other-data error a.example.com"],
    },
    {
      clause: "10.1",
      says: "a name has one CNAME",
      zone: "a CNAME h\na CNAME k\nh A 5.6.7.8\nk A 5.6.7.8",
      expect: ["cname-with-other-data error a.example.com"],
    },
    {
      clause: "10.1",
      says: "the apex holds SOA and NS, so no CNAME",
      zone: "@ CNAME h.example.net.\n@ NS ns.example.net.",
      expect: ["cname-with-other-data error"],
    },
    {
      clause: "10.1",
      says: "signatures stand beside a CNAME (RFC 4034)",
      zone: "a CNAME h\na RRSIG CNAME 8 3 300 x\na NSEC b A\nh A 5.6.7.8",
      expect: [],
    },
    {
      clause: "10.3",
      says: "an MX MUST NOT name an alias",
      zone: `@ MX 10 mx${SPF}\nmx CNAME h\nh A 5.6.7.8`,
      expect: ["mx-target-alias warning"],
      note: "a warning: nearly every sender follows the CNAME; an error in the set `strict`",
    },
    {
      clause: "10.3",
      says: "an MX MUST NOT name an alias, strictly",
      zone: `@ MX 10 mx${SPF}\nmx CNAME h\nh A 5.6.7.8`,
      set: "strict",
      expect: ["mx-target-alias error"],
    },
    {
      clause: "10.3",
      says: "an alias in another declared zone",
      zone: `@ MX 10 mx.example.org.${SPF}\n$ORIGIN example.org.\nmx CNAME h\nh A 5.6.7.8`,
      expect: ["mx-target-alias warning"],
    },
    {
      clause: "10.3",
      says: "an alias that leads outside",
      zone: `@ MX 10 mx${SPF}\nmx CNAME h.example.net.`,
      expect: ["mx-target-alias warning"],
    },
    {
      clause: "10.3",
      says: "an alias that leads nowhere",
      zone: `@ MX 10 mx${SPF}\nmx CNAME h`,
      expect: ["mx-target-alias warning", "mx-target-unresolvable error"],
    },
    {
      clause: "10.3",
      says: "an alias that leads in a circle",
      zone: `@ MX 10 mx${SPF}\nmx CNAME h\nh CNAME mx`,
      expect: ["mx-target-unresolvable error"],
    },
    {
      clause: "10.3",
      says: "the MX itself may be found by an alias",
      zone: `@ MX 10 mx${SPF}\nmx A 5.6.7.8\na CNAME example.com.`,
      expect: [],
    },
  ],
  findingsOf("mx-", "cname-", "spf-"),
);
