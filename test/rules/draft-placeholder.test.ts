import rule from "../../src/rules/draft-placeholder.ts";
import { testRule } from "./rule-tester.ts";

const SERVER = "published like this, senders find no server, and mail is not delivered";
const NOTHING = "published like this, it does nothing of what it is for";

testRule(rule, {
  valid: [
    { name: "finished records", zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 include:_spf.google.com -all" },
    { name: "another program's drafts", zone: "@ TXT draft-dkimkey\n@ MX 10 maildns.example.net." },
    { name: "not known", zone: "@ MX 10 ?preview\n@ TXT ?secret\n?preview A 192.0.2.1" },
    { name: "null MX", zone: "@ MX 0 ." },
  ],
  invalid: [
    {
      name: "an exchange",
      zone: "@ 300 MX 0 maildns-draft-m365mxhost.invalid.",
      findings: [
        {
          severity: "error",
          message: `the exchange holds the placeholder "maildns-draft-m365mxhost": this value is still missing; ${SERVER}`,
          at: "example.com MX: maildns-draft-m365mxhost",
          publish: ["example.com. MX 0 <m365mxhost>."],
        },
      ],
    },
    {
      name: "part of an exchange",
      zone: "@ MX 10 maildns-draft-region-smtp-inbound-1.mimecast.com.",
      findings: [
        {
          severity: "error",
          message: `the exchange holds the placeholder "maildns-draft-region-smtp-inbound-1": this value is still missing; ${SERVER}`,
          at: "example.com MX: maildns-draft-region-smtp-inbound-1",
        },
      ],
    },
    {
      name: "an address, which no reader takes for one",
      zone: "mail A maildns-draft-serverip",
      findings: [
        {
          severity: "error",
          message: `the address holds the placeholder "maildns-draft-serverip": this value is still missing; ${SERVER}`,
          domain: "mail.example.com",
          at: "mail.example.com A",
          publish: ["mail.example.com. A <serverip>"],
        },
      ],
    },
    {
      name: "a key",
      zone: "google._domainkey TXT maildns-draft-dkimkey",
      findings: [
        {
          severity: "error",
          message: `the text holds the placeholder "maildns-draft-dkimkey": this value is still missing; ${NOTHING}`,
          at: "google._domainkey.example.com TXT: maildns-draft-dkimkey",
          publish: ['google._domainkey.example.com. TXT "<dkimkey>"'],
        },
      ],
    },
    {
      name: "an owner and a target",
      zone: "maildns-draft-dkimtoken1._domainkey CNAME maildns-draft-dkimtoken1.maildns-draft-dkimzone.invalid.",
      findings: [
        {
          severity: "error",
          message: `the target holds the placeholders "maildns-draft-dkimtoken1" and "maildns-draft-dkimzone": these values are still missing; ${NOTHING}`,
          at: "maildns-draft-dkimtoken1._domainkey.example.com CNAME",
          publish: ["<dkimtoken1>._domainkey.example.com. CNAME <dkimtoken1>.<dkimzone>."],
        },
      ],
    },
    {
      name: "an owner alone",
      zone: "maildns-draft-sendhost NS ns1.klaviyo.com.",
      findings: [
        {
          severity: "error",
          message: `the owner holds the placeholder "maildns-draft-sendhost": this value is still missing; ${NOTHING}`,
          domain: "maildns-draft-sendhost.example.com",
          at: "maildns-draft-sendhost.example.com NS",
        },
      ],
    },
    {
      name: "SPF",
      zone: "@ TXT v=spf1 a:maildns-draft-serverhost.invalid mx ~all",
      findings: [
        {
          severity: "error",
          message:
            'the text holds the placeholder "maildns-draft-serverhost": this value is still missing; published like this, SPF does not let the real servers send',
          at: "example.com TXT: maildns-draft-serverhost",
          publish: ['example.com. TXT "v=spf1 a:<serverhost> mx ~all"'],
        },
      ],
    },
    {
      name: "another type",
      zone: '@ CAA 0 issue "maildns-draft-x.invalid"',
      findings: [
        {
          severity: "error",
          message: `the text holds the placeholder "maildns-draft-x": this value is still missing; ${NOTHING}`,
          at: "example.com CAA",
        },
      ],
    },
    {
      name: "a policy file",
      zone: "@ A 192.0.2.1",
      policies: {
        "example.com": "version: STSv1\nmode: testing\nmx: maildns-draft-mx.invalid\nmax_age: 86400\n",
      },
      findings: [
        {
          severity: "error",
          message: `the text holds the placeholder "maildns-draft-mx": this value is still missing; ${NOTHING}`,
          at: "mta-sts.example.com mta-sts.txt: maildns-draft-mx",
        },
      ],
    },
  ],
});
