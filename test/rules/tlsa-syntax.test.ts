import rule from "../../src/rules/tlsa-syntax.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    { zone: "_25._tcp.mx TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    {
      name: "upper case and blanks",
      zone: "_25._tcp.mx TLSA 3 0 1 E3B0C44298FC1C14 9AFBF4C8996FB924 27AE41E4649B934C A495991B7852B855 ",
    },
    {
      name: "SHA-512",
      zone: "_25._tcp.mx TLSA 2 0 2 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    },
    {
      name: "a whole key",
      zone: "_25._tcp.mx TLSA 3 1 0 302a300506032b6570032100e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    },
    {
      name: "acronyms (RFC 7218)",
      zone: "_25._tcp.mx TLSA DANE-EE SPKI SHA2-256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    },
    {
      name: "the form of RFC 3597",
      zone: "_25._tcp.mx TLSA \\# 35 030101e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    },
    {
      name: "another port is left alone",
      zone: `_443._tcp.www TLSA 0 0 1 00
_465._tcp.mx TLSA 1 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    },
    { name: "not known", zone: "_25._tcp.mx TLSA ?preview" },
    { name: "below no port", zone: "www TLSA 9 9 9 00" },
  ],
  invalid: [
    {
      name: "a digest of the other length",
      zone: "_25._tcp.mx TLSA 3 1 2 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "error",
          message:
            "the data of the TLSA record of mx.example.com has 32 bytes, and matching type 2 (SHA-512) asks for 64; no certificate can match it, and Exchange Online and Exim hold the mail back",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "a digest cut short",
      zone: "_25._tcp.mx TLSA 3 1 1 b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "error",
          message:
            "the data of the TLSA record of mx.example.com has 31 bytes, and matching type 1 (SHA-256) asks for 32; no certificate can match it, and Exchange Online and Exim hold the mail back",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "a digest for a whole certificate",
      zone: "_25._tcp.mx TLSA 3 1 0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "error",
          message:
            "the data of the TLSA record of mx.example.com has 32 bytes, and matching type 0 asks for the whole certificate or key; no certificate can match it, and Exchange Online and Exim hold the mail back",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "beside a good one",
      zone: `_25._tcp.mx TLSA 3 1 1 b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
_25._tcp.mx TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
      findings: [
        {
          severity: "warning",
          message:
            "the data of a TLSA record of mx.example.com has 31 bytes, and matching type 1 (SHA-256) asks for 32; senders leave it out and go by the records beside it",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "usage 1",
      zone: "_25._tcp.mx TLSA 1 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "warning",
          message:
            "the usage of the TLSA record of mx.example.com is 1, which SMTP does not know (2 and 3 are for mail); senders leave it out",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: 1",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "usage 0",
      zone: "_25._tcp.mx TLSA 0 0 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "warning",
          message:
            "the usage of the TLSA record of mx.example.com is 0, which SMTP does not know (2 and 3 are for mail); senders leave it out",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: 0",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "usage 4",
      zone: "_25._tcp.mx TLSA 4 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "warning",
          message:
            "the usage of the TLSA record of mx.example.com is 4, which stands for nothing; senders leave it out",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: 4",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "selector 2",
      zone: "_25._tcp.mx TLSA 3 2 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "warning",
          message:
            "the selector of the TLSA record of mx.example.com is 2, which stands for nothing; senders leave it out",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: 2",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "matching type 3",
      zone: "_25._tcp.mx TLSA 3 1 3 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "warning",
          message:
            "the matching type of the TLSA record of mx.example.com is 3, which stands for nothing; senders leave it out",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: 3",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "usage 256",
      zone: "_25._tcp.mx TLSA 256 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "error",
          message:
            'the usage of the TLSA record of mx.example.com is "256", which must be a number from 0 to 255; name servers refuse it or senders cannot use it',
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: 256",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "a word that is none",
      zone: "_25._tcp.mx TLSA DANE-XX 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "error",
          message:
            'the usage of the TLSA record of mx.example.com is "DANE-XX", which must be a number from 0 to 255; name servers refuse it or senders cannot use it',
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: DANE-XX",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "colons in the digest",
      zone: "_25._tcp.mx TLSA 3 1 1 e3:b0:c4:42:98:fc:1c:14:9a:fb:f4:c8:99:6f:b9:24:27:ae:41:e4:64:9b:93:4c:a4:95:99:1b:78:52:b8:55",
      findings: [
        {
          severity: "error",
          message:
            "the data of the TLSA record of mx.example.com is no hexadecimal text of whole bytes; name servers refuse it or senders cannot use it",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: :",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "half a byte",
      zone: "_25._tcp.mx TLSA 3 1 1 3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "error",
          message:
            "the data of the TLSA record of mx.example.com is no hexadecimal text of whole bytes; name servers refuse it or senders cannot use it",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: 3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "a field is missing",
      zone: "_25._tcp.mx TLSA 3 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "error",
          message:
            'the TLSA record of mx.example.com is "3 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", which lacks one of usage, selector, matching type and data; name servers refuse it or senders cannot use it',
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: 3 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "no data",
      zone: "_25._tcp.mx TLSA 3 1 1",
      findings: [
        {
          severity: "error",
          message:
            'the TLSA record of mx.example.com is "3 1 1", which lacks one of usage, selector, matching type and data; name servers refuse it or senders cannot use it',
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: 3 1 1",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "where a CNAME leads",
      zone: `_25._tcp.mx CNAME tlsa
tlsa TLSA 3 1 1 00`,
      findings: [
        {
          severity: "error",
          message:
            "the data of the TLSA record of mx.example.com has 1 byte, and matching type 1 (SHA-256) asks for 32; no certificate can match it, and Exchange Online and Exim hold the mail back",
          domain: "mx.example.com",
          at: "tlsa.example.com TLSA: 00",
          publish: ["tlsa.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
    {
      name: "the form of RFC 3597",
      zone: "_25._tcp.mx TLSA \\# 35 030102e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      findings: [
        {
          severity: "error",
          message:
            "the data of the TLSA record of mx.example.com has 32 bytes, and matching type 2 (SHA-512) asks for 64; no certificate can match it, and Exchange Online and Exim hold the mail back",
          domain: "mx.example.com",
          at: "_25._tcp.mx.example.com TLSA: \\# 35 030102e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          publish: ["_25._tcp.mx.example.com. TLSA 3 1 1 <64 hexadecimal digits>"],
        },
      ],
    },
  ],
});
