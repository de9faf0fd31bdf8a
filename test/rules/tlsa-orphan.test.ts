import rule from "../../src/rules/tlsa-orphan.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      zone: `@ MX 10 mx
mx A 5.6.7.8
_25._tcp.mx TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    },
    {
      name: "no MX in the zone: its hosts serve others",
      zone: `mx A 5.6.7.8
_25._tcp.mx TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    },
    {
      name: "another zone of the run names it",
      zone: `$ORIGIN example.com.
@ MX 10 mx
mx A 5.6.7.8
_25._tcp.mx2 TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
$ORIGIN example.net.
@ MX 10 mx2.example.com.`,
    },
    {
      name: "where the MX's CNAME leads (RFC 7672 2.2.2)",
      zone: `@ MX 10 mail
mail CNAME mx
mx A 5.6.7.8
_25._tcp.mx TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    },
    {
      name: "the alias itself",
      zone: `@ MX 10 mail
mail CNAME mx
mx A 5.6.7.8
_25._tcp.mail TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    },
    {
      name: "another port",
      zone: `@ MX 10 mx
_587._tcp.smtp TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    },
    {
      name: "an MX that is not known",
      zone: `@ MX 10 ?preview
_25._tcp.old TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    },
    {
      name: "part of a zone",
      zone: `$SCOPE part
@ MX 10 mx
_25._tcp.old TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    },
    {
      name: "a wildcard",
      zone: `@ MX 10 mx.example.net.
_25._tcp.* TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    },
    {
      name: "the zone's own name takes mail without MX",
      zone: `news MX 10 mx.example.net.
@ A 5.6.7.8
_25._tcp TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    },
    {
      name: "a CNAME at the TLSA name",
      zone: `@ MX 10 mx.example.net.
_25._tcp.old CNAME tlsa.example.net.`,
    },
  ],
  invalid: [
    {
      name: "a host that is gone",
      zone: `@ MX 10 mx
mx A 5.6.7.8
_25._tcp.old TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
      findings: [
        {
          severity: "warning",
          message:
            "a TLSA record for port 25 stands at old.example.com, which has no address and which no MX of example.com or of another declared domain names; no sender looks at it",
          domain: "old.example.com",
          at: "_25._tcp.old.example.com TLSA",
        },
      ],
    },
    {
      name: "a host that is there: somebody else may name it",
      zone: `@ MX 10 mx
mx A 5.6.7.8
old A 5.6.7.9
_25._tcp.old TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
      findings: [
        {
          severity: "info",
          message:
            "a TLSA record for port 25 stands at old.example.com, and no MX of example.com or of another declared domain names that host; senders look only at the hosts that an MX names",
          domain: "old.example.com",
          at: "_25._tcp.old.example.com TLSA",
        },
      ],
    },
    {
      name: "the apex, while the MX names another host",
      zone: `@ MX 10 mx.example.net.
@ A 5.6.7.8
_25._tcp TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
      findings: [
        {
          severity: "info",
          message:
            "a TLSA record for port 25 stands at example.com, and no MX of example.com or of another declared domain names that host; senders look only at the hosts that an MX names",
          at: "_25._tcp.example.com TLSA",
        },
      ],
    },
  ],
});
