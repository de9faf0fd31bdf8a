import { clauses, findingsOf } from "./clauses.ts";

clauses(
  "RFC 7505",
  [
    {
      clause: "3",
      says: "the null MX: preference 0, a zero-length exchange, alone",
      zone: "@ MX 0 .",
      expect: [],
    },
    {
      clause: "3",
      says: "a domain that advertises a null MX MUST NOT advertise any other MX",
      zone: "@ MX 0 .\n@ MX 10 mx.example.net.",
      expect: ["mx-null-with-others error"],
    },
    {
      clause: "3",
      says: "the preference is 0; senders know it by the exchange alone",
      zone: "@ MX 10 .",
      expect: ["mx-null-with-others warning"],
    },
    {
      clause: "3",
      says: "a single MX RR: two of them are several",
      zone: "@ MX 0 .\n@ MX 10 .",
      expect: ["mx-null-with-others warning"],
      note: "MUST NOT, and yet a warning: neither record names a host, so no mail is lost that the other would have taken",
    },
    {
      clause: "4.2",
      says: "a domain with a null MX should not be used to send: replies and bounces are refused",
      zone: "@ MX 0 .\n@ TXT v=spf1 ip4:5.6.7.8 -all",
      expect: ["mx-null-sending warning"],
    },
    {
      clause: "4.2",
      says: "a domain that neither takes nor sends says so in both records",
      zone: "@ MX 0 .\n@ TXT v=spf1 -all",
      expect: [],
    },
  ],
  findingsOf("mx-"),
);
