import dkimKeyRevoked from "../../src/rules/dkim-key-revoked.ts";
import { keys } from "../dkim-keys.ts";
import { testRule } from "./rule-tester.ts";

testRule(dkimKeyRevoked, {
  valid: [
    { name: "a key", zone: `s1._domainkey TXT v=DKIM1; p=${keys.rsa2048}` },
    { name: "the null key of a domain that sends nothing", zone: "*._domainkey TXT v=DKIM1; p=" },
    { name: "the null key of all its names", zone: "*._domainkey.shop TXT v=DKIM1; p=" },
    { name: "at no selector", zone: "@ TXT v=DKIM1; p=" },
    { name: "a policy of DomainKeys", zone: "_domainkey TXT v=DKIM1; p=" },
    { name: "not usable: dkim-key-syntax tells", zone: "s1._domainkey TXT v=DKIM1;; p=" },
    { name: "not known", zone: "s1._domainkey TXT ?preview" },
  ],
  invalid: [
    {
      zone: "s1._domainkey TXT v=DKIM1; p=",
      findings: [
        {
          severity: "info",
          message: 'the key of the selector "s1" is revoked (empty "p="); every signature made with it fails',
          at: "s1._domainkey.example.com TXT: p=",
        },
      ],
    },
    {
      name: "a selector with a dot, below the domain",
      zone: "a.b._domainkey.shop TXT k=rsa; p=;",
      findings: [
        {
          severity: "info",
          message: 'the key of the selector "a.b" is revoked (empty "p="); every signature made with it fails',
          domain: "shop.example.com",
          at: "a.b._domainkey.shop.example.com TXT: p=",
        },
      ],
    },
  ],
});
