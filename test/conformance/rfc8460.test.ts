import { clauses, findingsOf } from "./clauses.ts";

const of = (text: string): string => `_smtp._tls TXT ${text}`;
const W = ["tls-rpt-syntax warning"];

clauses(
  "RFC 8460",
  [
    { clause: "3", says: "mailto", zone: of("v=TLSRPTv1;rua=mailto:reports@example.com"), expect: [] },
    { clause: "3", says: "https", zone: of("v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt"), expect: [] },
    {
      clause: "3",
      says: "only these two schemes",
      zone: of("v=TLSRPTv1; rua=http://reporting.example.com/"),
      expect: W,
    },
    {
      clause: "3 tlsrpt-version",
      says: "%s: case counts",
      zone: of("v=TLSRPTV1; rua=mailto:a@example.com"),
      expect: W,
    },
    {
      clause: "3",
      says: 'records that do not begin with "v=TLSRPTv1;" are discarded',
      zone: of('"v=TLSRPTv1\t; rua=mailto:a@example.com"'),
      expect: W,
      note: "the ABNF allows blanks before the semicolon, the text discards the record: as for MTA-STS we go by the text",
    },
    { clause: "3 tlsrpt-rua", says: "rua is required", zone: of("v=TLSRPTv1; x=1"), expect: W },
    { clause: "3 tlsrpt-rua", says: "%s: case counts", zone: of("v=TLSRPTv1; RUA=mailto:a@example.com"), expect: W },
    {
      clause: "3 tlsrpt-rua",
      says: "several, blanks around the comma are free",
      zone: of("v=TLSRPTv1; rua=mailto:a@example.com ,\t https://r.example.com/"),
      expect: [],
    },
    {
      clause: "3 tlsrpt-uri",
      says: "a comma must be encoded",
      zone: of("v=TLSRPTv1; rua=mailto:a,b@example.com"),
      expect: W,
    },
    { clause: "3 tlsrpt-uri", says: "encoded", zone: of("v=TLSRPTv1; rua=mailto:a%2Cb@example.com"), expect: [] },
    {
      clause: "3 tlsrpt-uri",
      says: "an exclamation point must be encoded",
      zone: of("v=TLSRPTv1; rua=mailto:a@example.com!1m"),
      expect: W,
    },
    {
      clause: "3 tlsrpt-uri",
      says: "a semicolon must be encoded",
      zone: of("v=TLSRPTv1; rua=https://r.example.com/a;b"),
      expect: W,
    },
    {
      clause: "3 tlsrpt-extension",
      says: "unknown fields are ignored",
      zone: of("v=TLSRPTv1; rua=mailto:a@example.com; x=1;"),
      expect: [],
    },
    {
      clause: "3 tlsrpt-ext-name",
      says: "begins with a letter or a digit",
      zone: of("v=TLSRPTv1; rua=mailto:a@example.com; _x=1"),
      expect: W,
    },
    {
      clause: "3 tlsrpt-ext-value",
      says: "no blank",
      zone: of("v=TLSRPTv1; rua=mailto:a@example.com; x=a b"),
      expect: W,
    },
    {
      clause: "3",
      says: "strings are joined without blanks",
      zone: of('"v=TLSRPTv1; rua=mailto:" "a@example.com"'),
      expect: [],
    },
    {
      clause: "3",
      says: "not exactly one record: none",
      zone: `${of("v=TLSRPTv1; rua=mailto:a@example.com")}\n${of("v=TLSRPTv1; rua=mailto:b@example.com")}`,
      expect: W,
    },
    {
      clause: "3",
      says: "other texts are discarded before counting",
      zone: `${of("v=TLSRPTv1; rua=mailto:a@example.com")}\n${of("token=1")}`,
      expect: [],
    },
    { clause: "3", says: "only _smtp._tls is asked", zone: "_tls TXT v=TLSRPTv1; rua=mailto:a@example.com", expect: W },
    {
      clause: "1",
      says: "reports tell of MTA-STS and DANE failures",
      zone: "@ MX 10 mx\n_mta-sts TXT v=STSv1; id=1\nmta-sts A 5.6.7.8",
      expect: ["tls-rpt-missing info"],
    },
  ],
  findingsOf("tls-rpt-"),
);
