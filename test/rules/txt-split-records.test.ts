import txtSplitRecords from "../../src/rules/txt-split-records.ts";
import { testRule } from "./rule-tester.ts";

testRule(txtSplitRecords, {
  valid: [
    {
      zone: "@ TXT v=spf1 include:_spf.example.net -all\n@ TXT example-verification=1",
    },
    {
      name: "no all, and other texts",
      zone: "@ TXT v=spf1 include:_spf.example.net\n@ TXT example-verification=1\n@ TXT a\n@ TXT MS=ms1",
    },
    {
      name: "two strings of one record",
      zone: '@ TXT "v=spf1 include:_spf.example.net " "-all"',
    },
    {
      name: "routed alternatives",
      zone: "@ TXT v=spf1 include:_spf.example.net ; routing=a\n@ TXT include:_spf.example.org -all ; routing=b",
    },
    {
      name: "two keys",
      zone: "s1._domainkey TXT v=DKIM1; p=MIGf\ns1._domainkey TXT v=DKIM1; p=MIGe",
    },
    {
      name: "a key and a note",
      zone: "s1._domainkey TXT v=DKIM1; k=rsa\ns1._domainkey TXT n=rotated",
    },
    {
      name: "several SPF records: spf-multiple tells",
      zone: "@ TXT v=spf1 mx\n@ TXT v=spf1 a -all",
    },
    {
      name: "a whole key and a leftover",
      zone: "s1._domainkey TXT v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0z\ns1._domainkey TXT b0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0z",
    },
    {
      name: "a part is not known",
      zone: "@ TXT v=spf1 include:_spf.example.net\n@ TXT ?preview",
    },
  ],
  invalid: [
    {
      zone: "@ TXT v=spf1 include:_spf.example.net\n@ TXT include:_spf.example.org -all",
      findings: [
        {
          severity: "error",
          message:
            "one SPF record is torn into 2 TXT records at example.com; receivers read each record alone, so the first part is incomplete and the rest is lost",
          at: "example.com TXT",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net include:_spf.example.org -all"'],
        },
      ],
    },
    {
      name: "three parts, in no order",
      zone: "@ TXT ip4:192.0.2.1 -all\n@ TXT v=spf1 mx\n@ TXT include:_spf.example.net include:_spf.example.org",
      findings: [
        {
          severity: "error",
          message:
            "one SPF record is torn into 3 TXT records at example.com; receivers read each record alone, so the first part is incomplete and the rest is lost",
          at: "example.com TXT",
          publish: [
            'example.com. TXT "v=spf1 mx include:_spf.example.net include:_spf.example.org ip4:192.0.2.1 -all"',
          ],
        },
      ],
    },
    {
      name: "cut after 255 characters",
      zone: "@ TXT v=spf1 ip4:192.0.2.100 ip4:192.0.2.101 ip4:192.0.2.102 ip4:192.0.2.103 ip4:192.0.2.104 ip4:192.0.2.105 ip4:192.0.2.106 ip4:192.0.2.107 ip4:192.0.2.108 ip4:192.0.2.109 ip4:192.0.2.110 ip4:192.0.2.111 ip4:192.0.2.112 ip4:192.0.2.113 ip4:192.0.2.114 ip4:192.\n@ TXT 0.2.115 ip4:192.0.2.116 ip4:192.0.2.117 ip4:192.0.2.118 ip4:192.0.2.119 -all",
      findings: [
        {
          severity: "error",
          message:
            "one SPF record is torn into 2 TXT records at example.com; receivers read each record alone, so the first part is incomplete and the rest is lost",
          at: "example.com TXT",
          publish: [
            'example.com. TXT "v=spf1 ip4:192.0.2.100 ip4:192.0.2.101 ip4:192.0.2.102 ip4:192.0.2.103 ip4:192.0.2.104 ip4:192.0.2.105 ip4:192.0.2.106 ip4:192.0.2.107 ip4:192.0.2.108 ip4:192.0.2.109 ip4:192.0.2.110 ip4:192.0.2.111 ip4:192.0.2.112 ip4:192.0.2.113 ip4:192.0.2.114 ip4:192." "0.2.115 ip4:192.0.2.116 ip4:192.0.2.117 ip4:192.0.2.118 ip4:192.0.2.119 -all"',
          ],
        },
      ],
    },
    {
      name: "a key at its semicolons",
      zone: "s1._domainkey TXT v=DKIM1\ns1._domainkey TXT k=rsa\ns1._domainkey TXT p=MIGf",
      findings: [
        {
          severity: "error",
          message:
            "one DKIM key is torn into 3 TXT records at s1._domainkey.example.com; receivers read each record alone, so the first part is incomplete and the rest is lost",
          at: "s1._domainkey.example.com TXT",
          publish: ['s1._domainkey.example.com. TXT "v=DKIM1; k=rsa; p=MIGf"'],
        },
      ],
    },
    {
      name: "a key in its middle",
      zone: "s1._domainkey TXT v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zA\ns1._domainkey TXT b0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0z",
      findings: [
        {
          severity: "error",
          message:
            "one DKIM key is torn into 2 TXT records at s1._domainkey.example.com; receivers read each record alone, so the first part is incomplete and the rest is lost",
          at: "s1._domainkey.example.com TXT",
          publish: [
            's1._domainkey.example.com. TXT "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zA" "b0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0z"',
          ],
        },
      ],
    },
    {
      name: "a key in three",
      zone: "s1._domainkey TXT v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zA\ns1._domainkey TXT b0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0z\ns1._domainkey TXT Ab0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0zAb0z",
      findings: [
        {
          severity: "error",
          message:
            "one DKIM key is torn into 3 TXT records at s1._domainkey.example.com; receivers read each record alone, so the first part is incomplete and the rest is lost",
          at: "s1._domainkey.example.com TXT",
        },
      ],
    },
    {
      name: "a policy at its semicolon",
      zone: "_dmarc TXT v=DMARC1\n_dmarc TXT p=none; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            "one DMARC record is torn into 2 TXT records at _dmarc.example.com; receivers read each record alone, so the first part is incomplete and the rest is lost",
          at: "_dmarc.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "MTA-STS",
      zone: "_mta-sts TXT v=STSv1;\n_mta-sts TXT id=20261101",
      findings: [
        {
          severity: "error",
          message:
            "one MTA-STS record is torn into 2 TXT records at _mta-sts.example.com; receivers read each record alone, so the first part is incomplete and the rest is lost",
          at: "_mta-sts.example.com TXT",
          publish: ['_mta-sts.example.com. TXT "v=STSv1; id=20261101"'],
        },
      ],
    },
  ],
});
