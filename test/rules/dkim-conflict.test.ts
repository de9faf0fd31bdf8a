import dkimConflict from "../../src/rules/dkim-conflict.ts";
import { keys } from "../dkim-keys.ts";
import { testRule } from "./rule-tester.ts";

const A = `TXT v=DKIM1; k=ed25519; p=${keys.ed25519}`;
const B = `TXT v=DKIM1; p=${keys.rsa2048}`;

testRule(dkimConflict, {
  valid: [
    { name: "one key", zone: `s1._domainkey ${A}` },
    { name: "two selectors", zone: `s1._domainkey ${A}\ns2._domainkey ${B}` },
    { name: "the same key twice is one record", zone: `s1._domainkey ${A}\ns1._domainkey ${A}` },
    { name: "routed alternatives", zone: `s1._domainkey ${A} ; routing=a\ns1._domainkey ${B} ; routing=b` },
    {
      name: "torn: dkim-record-torn tells",
      zone: `s1._domainkey TXT v=DKIM1; p=${keys.rsa2048.slice(0, 200)}\ns1._domainkey TXT ${keys.rsa2048.slice(200)}`,
    },
    {
      name: "a proxied CNAME is none to resolvers: dkim-proxied tells",
      zone: `$HOST cloudflare\ns1._domainkey CNAME s1.example.net. ; proxied\ns1._domainkey ${A}`,
    },
    { name: "policies of DomainKeys", zone: "_domainkey TXT t=y; o=~\n_domainkey TXT o=-" },
    { name: "another kind of text beside", zone: `s1._domainkey ${A}\ns1._domainkey TXT a note` },
  ],
  invalid: [
    {
      name: "CNAME and key",
      zone: `s1._domainkey CNAME s1.dkim.example.net.\ns1._domainkey ${A}`,
      findings: [
        {
          severity: "error",
          message:
            'the DKIM selector "s1" of example.com has a CNAME beside a TXT record; a CNAME stands alone at its name, so the key beside it is never answered or the zone is refused',
          at: "s1._domainkey.example.com CNAME",
        },
      ],
    },
    {
      name: "two keys",
      zone: `s1._domainkey.shop ${A}\ns1._domainkey.shop ${B}`,
      findings: [
        {
          severity: "warning",
          message:
            'the DKIM selector "s1" of shop.example.com has 2 keys; receivers may take either, so that mail signed with the other fails by chance',
          domain: "shop.example.com",
          at: "s1._domainkey.shop.example.com TXT",
        },
      ],
    },
    {
      name: "a key and its revocation",
      zone: `s1._domainkey ${A}\ns1._domainkey TXT v=DKIM1; p=`,
      findings: [
        {
          severity: "warning",
          message:
            'the DKIM selector "s1" of example.com has 2 keys; receivers may take either, so that mail signed with the other fails by chance',
          at: "s1._domainkey.example.com TXT",
        },
      ],
    },
  ],
});
