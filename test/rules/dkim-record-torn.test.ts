import dkimRecordTorn from "../../src/rules/dkim-record-torn.ts";
import { keys } from "../dkim-keys.ts";
import { testRule } from "./rule-tester.ts";

const KEY = keys.rsa2048;
const TORN = (count: number): string =>
  `the DKIM key at s1._domainkey.example.com is torn into ${count} TXT records; receivers read each record alone and find no whole key, so every signature made with this selector fails`;

testRule(dkimRecordTorn, {
  valid: [
    { name: "one record", zone: `s1._domainkey TXT v=DKIM1; p=${KEY}` },
    {
      name: "two strings of one record",
      zone: `s1._domainkey TXT "v=DKIM1; p=${KEY.slice(0, 200)}" "${KEY.slice(200)}"`,
    },
    {
      name: "two keys: dkim-conflict tells",
      zone: `s1._domainkey TXT v=DKIM1; p=${KEY}\ns1._domainkey TXT v=DKIM1; p=${keys.rsa1024}`,
    },
    {
      name: "routed alternatives",
      zone: `s1._domainkey TXT v=DKIM1; p=${KEY.slice(0, 200)} ; routing=a\ns1._domainkey TXT ${KEY.slice(200)} ; routing=b`,
    },
    { name: "one part alone: dkim-key-syntax tells", zone: `s1._domainkey TXT v=DKIM1; p=${KEY.slice(0, 200)}` },
    { name: "a note beside a key", zone: `s1._domainkey TXT v=DKIM1; p=${KEY}\ns1._domainkey TXT rotated` },
    { name: "a policy of DomainKeys in two", zone: "_domainkey TXT o=~\n_domainkey TXT t=y" },
    { name: "not known", zone: `s1._domainkey TXT v=DKIM1; p=${KEY.slice(0, 200)}\ns1._domainkey TXT ?preview` },
  ],
  invalid: [
    {
      name: "at the semicolon",
      zone: `s1._domainkey TXT v=DKIM1; k=rsa;\ns1._domainkey TXT p=${KEY}`,
      findings: [
        {
          severity: "error",
          message: TORN(2),
          at: "s1._domainkey.example.com TXT",
          publish: [`s1._domainkey.example.com. TXT "v=DKIM1; k=rsa; p=${KEY.slice(0, 237)}" "${KEY.slice(237)}"`],
        },
      ],
    },
    {
      name: "inside the key",
      zone: `s1._domainkey TXT ${KEY.slice(244)}\ns1._domainkey TXT v=DKIM1; p=${KEY.slice(0, 244)}`,
      findings: [
        {
          severity: "error",
          message: TORN(2),
          at: "s1._domainkey.example.com TXT",
          publish: [`s1._domainkey.example.com. TXT "v=DKIM1; p=${KEY.slice(0, 244)}" "${KEY.slice(244)}"`],
        },
      ],
    },
    {
      name: "into three, whose order nobody knows",
      zone: `s1._domainkey TXT v=DKIM1; p=${keys.rsa4096.slice(0, 240)}\ns1._domainkey TXT ${keys.rsa4096.slice(240, 480)}\ns1._domainkey TXT ${keys.rsa4096.slice(480)}`,
      findings: [{ severity: "error", message: TORN(3), at: "s1._domainkey.example.com TXT" }],
    },
  ],
});
