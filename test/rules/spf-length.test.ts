import spfLength from "../../src/rules/spf-length.ts";
import { testRule } from "./rule-tester.ts";

testRule(spfLength, {
  valid: [
    {
      zone: "@ TXT v=spf1 mx -all",
    },
    {
      name: "cut into strings",
      zone: '@ TXT "v=spf1 ip4:192.0.2.100 ip4:192.0.2.101 ip4:192.0.2.102 ip4:192.0.2.103 ip4:192.0.2.104 " "mx -all"',
    },
    {
      name: "the DNS host cuts",
      zone: "$HOST cloudflare\n@ TXT v=spf1 ip4:192.0.2.100 ip4:192.0.2.101 ip4:192.0.2.102 ip4:192.0.2.103 ip4:192.0.2.104 ip4:192.0.2.105 ip4:192.0.2.106 ip4:192.0.2.107 ip4:192.0.2.108 ip4:192.0.2.109 ip4:192.0.2.110 ip4:192.0.2.111 ip4:192.0.2.112 ip4:192.0.2.113 ip4:192.0.2.114 ip4:192.0.2.115 ip4:192.0.2.116 -all",
    },
    {
      name: "octoDNS cuts",
      zone: "$HOST octodns\n@ TXT v=spf1 ip4:192.0.2.100 ip4:192.0.2.101 ip4:192.0.2.102 ip4:192.0.2.103 ip4:192.0.2.104 ip4:192.0.2.105 ip4:192.0.2.106 ip4:192.0.2.107 ip4:192.0.2.108 ip4:192.0.2.109 ip4:192.0.2.110 ip4:192.0.2.111 ip4:192.0.2.112 ip4:192.0.2.113 ip4:192.0.2.114 ip4:192.0.2.115 ip4:192.0.2.116 -all",
    },
    {
      name: "another text is not known",
      zone: "@ TXT v=spf1 mx -all\n@ TXT ?secret",
    },
    {
      name: "alternatives are answered apart",
      zone: "@ TXT v=spf1 mx -all ; routing=a\n@ TXT xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ; routing=a\n@ TXT v=spf1 a -all ; routing=b\n@ TXT yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy ; routing=b",
    },
    {
      name: "other texts",
      zone: "a._domainkey TXT xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    },
  ],
  invalid: [
    {
      name: "Azure, whose API wants it cut",
      zone: "$HOST azure\n@ TXT v=spf1 ip4:192.0.2.100 ip4:192.0.2.101 ip4:192.0.2.102 ip4:192.0.2.103 ip4:192.0.2.104 ip4:192.0.2.105 ip4:192.0.2.106 ip4:192.0.2.107 ip4:192.0.2.108 ip4:192.0.2.109 ip4:192.0.2.110 ip4:192.0.2.111 ip4:192.0.2.112 ip4:192.0.2.113 ip4:192.0.2.114 ip4:192.0.2.115 ip4:192.0.2.116 -all",
      findings: [
        {
          severity: "error",
          message:
            "a character string of the SPF record is 283 bytes long, over the limit of 255; name servers refuse the record, or the string is cut",
          at: "example.com TXT: 0.2.115 ip4:192.0.2.116 -all",
        },
      ],
    },
    {
      name: "a long string in a zone file",
      zone: "@ TXT v=spf1 ip4:192.0.2.100 ip4:192.0.2.101 ip4:192.0.2.102 ip4:192.0.2.103 ip4:192.0.2.104 ip4:192.0.2.105 ip4:192.0.2.106 ip4:192.0.2.107 ip4:192.0.2.108 ip4:192.0.2.109 ip4:192.0.2.110 ip4:192.0.2.111 ip4:192.0.2.112 ip4:192.0.2.113 ip4:192.0.2.114 ip4:192.0.2.115 ip4:192.0.2.116 -all",
      findings: [
        {
          severity: "error",
          message:
            "a character string of the SPF record is 283 bytes long, over the limit of 255; name servers refuse the record, or the string is cut",
          at: "example.com TXT: 0.2.115 ip4:192.0.2.116 -all",
          publish: [
            'example.com. TXT "v=spf1 ip4:192.0.2.100 ip4:192.0.2.101 ip4:192.0.2.102 ip4:192.0.2.103 ip4:192.0.2.104 ip4:192.0.2.105 ip4:192.0.2.106 ip4:192.0.2.107 ip4:192.0.2.108 ip4:192.0.2.109 ip4:192.0.2.110 ip4:192.0.2.111 ip4:192.0.2.112 ip4:192.0.2.113 ip4:192.0.2.114 ip4:192." "0.2.115 ip4:192.0.2.116 -all"',
          ],
        },
      ],
    },
    {
      name: "the second string",
      zone: '$HOST route53\n@ TXT "v=spf1 mx " "ip4:192.0.2.100 ip4:192.0.2.101 ip4:192.0.2.102 ip4:192.0.2.103 ip4:192.0.2.104 ip4:192.0.2.105 ip4:192.0.2.106 ip4:192.0.2.107 ip4:192.0.2.108 ip4:192.0.2.109 ip4:192.0.2.110 ip4:192.0.2.111 ip4:192.0.2.112 ip4:192.0.2.113 ip4:192.0.2.114 ip4:192.0.2.115 ip4:192.0.2.116 -all"',
      findings: [
        {
          severity: "error",
          message:
            "a character string of the SPF record is 276 bytes long, over the limit of 255; name servers refuse the record, or the string is cut",
          at: "example.com TXT:  ip4:192.0.2.116 -all",
          publish: [
            'example.com. TXT "v=spf1 mx ip4:192.0.2.100 ip4:192.0.2.101 ip4:192.0.2.102 ip4:192.0.2.103 ip4:192.0.2.104 ip4:192.0.2.105 ip4:192.0.2.106 ip4:192.0.2.107 ip4:192.0.2.108 ip4:192.0.2.109 ip4:192.0.2.110 ip4:192.0.2.111 ip4:192.0.2.112 ip4:192.0.2.113 ip4:192.0.2.114 ip4:1" "92.0.2.115 ip4:192.0.2.116 -all"',
          ],
        },
      ],
    },
    {
      name: "all texts of the name",
      zone: "@ TXT v=spf1 mx -all\n@ TXT xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n@ TXT yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",
      findings: [
        {
          severity: "info",
          message:
            "example.com with its 3 TXT records takes 465 bytes of a DNS answer; over 450, it may not fit a 512-byte UDP packet and is asked for again over TCP",
          at: "example.com TXT",
        },
      ],
    },
  ],
});
