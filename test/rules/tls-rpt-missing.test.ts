import rule from "../../src/rules/tls-rpt-missing.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    { name: "neither MTA-STS nor DANE", zone: "@ MX 10 mx" },
    {
      name: "asked for",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1
_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com`,
    },
    {
      name: "a broken record has a rule of its own",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1
_smtp._tls TXT v=TLSRPT1; rua=mailto:a@example.com`,
    },
    {
      name: "leads to a vendor",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1
_smtp._tls CNAME tls.example.net.`,
      notJudged: ["tls.example.net is in no declared zone"],
    },
    {
      name: "delegated",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1
_tls NS ns1.example.net.`,
      notJudged: ["_tls.example.com is delegated to other name servers"],
    },
    {
      name: "part of a zone",
      zone: `$SCOPE part
@ MX 10 mx
_mta-sts TXT v=STSv1; id=1`,
      notJudged: ["whether _smtp._tls.example.com asks for TLS reports: it is not declared here"],
    },
    {
      name: "not known",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1
_smtp._tls TXT ?preview`,
      notJudged: ["whether _smtp._tls.example.com asks for TLS reports: its text is not known"],
    },
    {
      name: "a broken MTA-STS record is none",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1;`,
    },
    { name: "TLSA of a host of others", zone: "@ MX 10 mx.example.net." },
    {
      name: "TLSA for another port",
      zone: `@ MX 10 mx
_443._tcp.mx TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
    },
  ],
  invalid: [
    {
      name: "MTA-STS",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1`,
      findings: [
        {
          severity: "info",
          message:
            "example.com uses MTA-STS and asks for no TLS reports: when a certificate or the policy is wrong, senders hold mail back and nobody here is told",
          at: "_mta-sts.example.com TXT",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"'],
        },
      ],
    },
    {
      name: "DANE",
      zone: `@ MX 10 mx
_25._tcp.mx TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
      findings: [
        {
          severity: "info",
          message:
            "example.com uses DANE and asks for no TLS reports: when a certificate or the policy is wrong, senders hold mail back and nobody here is told",
          at: "_25._tcp.mx.example.com TLSA",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"'],
        },
      ],
    },
    {
      name: "DANE behind a CNAME",
      zone: `@ MX 10 mx
_25._tcp.mx CNAME tlsa
tlsa TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`,
      findings: [
        {
          severity: "info",
          message:
            "example.com uses DANE and asks for no TLS reports: when a certificate or the policy is wrong, senders hold mail back and nobody here is told",
          at: "tlsa.example.com TLSA",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"'],
        },
      ],
    },
    {
      name: "a wildcard of SPF answers",
      zone: `@ MX 10 mx
* TXT v=spf1 -all
_mta-sts TXT v=STSv1; id=1`,
      findings: [
        {
          severity: "info",
          message:
            "example.com uses MTA-STS and asks for no TLS reports: when a certificate or the policy is wrong, senders hold mail back and nobody here is told",
          at: "_mta-sts.example.com TXT",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"'],
        },
      ],
    },
  ],
});
