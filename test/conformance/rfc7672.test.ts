import { clauses, findingsOf } from "./clauses.ts";

const D = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const of = (text: string): string => `@ MX 10 mx\nmx A 5.6.7.8\n_25._tcp.mx TLSA ${text}`;
const host = (severity: string): string[] => [`tlsa-syntax ${severity} mx.example.com`];

clauses(
  "RFC 7672 and RFC 6698",
  [
    { clause: "7672 3.1.1", says: "3 1 1 is recommended", zone: of(`3 1 1 ${D}`), expect: [] },
    { clause: "7672 3.1.2", says: "2 0 1", zone: of(`2 0 1 ${D}`), expect: [] },
    {
      clause: "7672 3.1.3",
      says: "PKIX-TA(0) SHOULD NOT be published",
      zone: of(`0 0 1 ${D}`),
      expect: host("warning"),
    },
    {
      clause: "7672 3.1.3",
      says: "PKIX-EE(1) SHOULD NOT be published",
      zone: of(`1 1 1 ${D}`),
      expect: host("warning"),
      note: "a warning, as clients may treat it as unusable and then deliver with TLS unchecked (2.2)",
    },
    { clause: "6698 2.1.1", says: "usages 4 to 254 are unassigned", zone: of(`4 1 1 ${D}`), expect: host("warning") },
    {
      clause: "6698 2.1.1",
      says: "255 is for private use",
      zone: of(`255 1 1 ${D}`),
      expect: host("warning"),
      note: "no sender outside knows it: unusable like the unassigned ones",
    },
    { clause: "6698 2.1.1", says: "one byte", zone: of(`256 1 1 ${D}`), expect: host("error") },
    { clause: "6698 2.1.2", says: "selectors 0 and 1", zone: of(`3 0 1 ${D}`), expect: [] },
    { clause: "6698 2.1.2", says: "2 is unassigned", zone: of(`3 2 1 ${D}`), expect: host("warning") },
    {
      clause: "6698 2.1.3",
      says: "SHA-256 has 32 bytes",
      zone: of(`3 1 1 ${D}00`),
      expect: host("error"),
      note: "by 7672 2.2 unusable; Exchange Online (5.7.323) and Exim hold mail back where no usable record is left, so an error",
    },
    { clause: "6698 2.1.3", says: "SHA-512 has 64 bytes", zone: of(`3 1 2 ${D}${D}`), expect: [] },
    { clause: "6698 2.1.3", says: "SHA-512 of another length", zone: of(`3 1 2 ${D}`), expect: host("error") },
    { clause: "6698 2.1.3", says: "0 is the whole certificate", zone: of(`3 0 0 ${D}`), expect: host("error") },
    { clause: "6698 2.1.3", says: "3 is unassigned", zone: of(`3 1 3 ${D}`), expect: host("warning") },
    {
      clause: "6698 4",
      says: "unusable records beside usable ones are left out",
      zone: `${of(`3 1 1 ${D}00`)}\n_25._tcp.mx TLSA 3 1 1 ${D}`,
      expect: host("warning"),
    },
    {
      clause: "6698 2.2",
      says: "blanks are allowed in the data",
      zone: of(`3 1 1 ${D.slice(0, 30)} ${D.slice(30)}`),
      expect: [],
    },
    { clause: "6698 2.2", says: "hexadecimal", zone: of(`3 1 1 ${D.slice(1)}g`), expect: host("error") },
    { clause: "7218 2", says: "acronyms stand for the numbers", zone: of(`dane-ee SPKI SHA2-256 ${D}`), expect: [] },
    { clause: "3597 5", says: "the form for unknown types", zone: of(`\\# 35 030101${D}`), expect: [] },
    {
      clause: "7672 2.2.3",
      says: "TLSA behind a CNAME",
      zone: `@ MX 10 mx\nmx A 5.6.7.8\n_25._tcp.mx CNAME tlsa\ntlsa TLSA 3 1 1 00`,
      expect: host("error"),
    },
    {
      clause: "7672 2.2.2",
      says: "the MX host may be an alias: the expanded name is asked first",
      zone: `@ MX 10 mail\nmail CNAME mx\nmx A 5.6.7.8\n_25._tcp.mx TLSA 3 1 1 ${D}`,
      expect: [],
    },
    {
      clause: "7672 3.1",
      says: "SMTP is asked for at port 25",
      zone: `@ MX 10 mx\nmx A 5.6.7.8\n_465._tcp.mx TLSA 0 0 9 00`,
      expect: [],
    },
    {
      clause: "7672 2.2",
      says: "only hosts that an MX names are asked for",
      zone: `@ MX 10 mx\nmx A 5.6.7.8\n_25._tcp.old TLSA 3 1 1 ${D}`,
      expect: ["tlsa-orphan warning old.example.com"],
    },
    {
      clause: "7672 2.2.1",
      says: "without MX the name itself is the host",
      zone: `news MX 10 mx\nmx A 5.6.7.8\n@ A 5.6.7.9\n_25._tcp TLSA 3 1 1 ${D}`,
      expect: [],
    },
  ],
  findingsOf("tlsa-"),
);
