import dkimWrongName from "../../src/rules/dkim-wrong-name.ts";
import { keys } from "../dkim-keys.ts";
import { testRule } from "./rule-tester.ts";

const KEY = `v=DKIM1; k=ed25519; p=${keys.ed25519}`;
const meant = (name: string, wanted: string): string =>
  `a DKIM key stands at ${name}; receivers look for it at ${wanted} only, so it has no effect`;

testRule(dkimWrongName, {
  valid: [
    { name: "a wildcard that a selector leads to", zone: `s1._domainkey CNAME a.keys\n*.keys TXT ${KEY}` },
    {
      name: "at a selector",
      zone: `s1._domainkey TXT ${KEY}\na.b._domainkey.shop TXT ${KEY}\n*._domainkey TXT v=DKIM1; p=`,
    },
    { name: "policies of DomainKeys", zone: "_domainkey TXT v=DKIM1; o=~\n_domainkey.shop TXT t=y; o=-" },
    { name: "below an underscore label", zone: "_adsp._domainkey TXT v=DKIM1; dkim=all" },
    { name: "where the CNAME of a selector leads", zone: `s1._domainkey CNAME s1.keys\ns1.keys TXT ${KEY}` },
    { name: "the zone doubled: name-doubled tells", zone: `s1._domainkey.example.com TXT ${KEY}` },
    { name: "a text without a version at another name", zone: "s1 TXT k=rsa; p=abc" },
    { name: "another standard's", zone: "@ TXT v=spf1 -all" },
    { name: "not known", zone: "s1 TXT ?preview" },
  ],
  invalid: [
    ...["s1-_domainkey", "s1_domainkey", "s1._dkim", "s1._domain_key"].map((name) => ({
      name,
      zone: `${name} TXT ${KEY}`,
      findings: [
        {
          severity: "warning" as const,
          message: meant(`${name}.example.com`, "s1._domainkey.example.com"),
          at: `${name}.example.com TXT`,
          publish: [`s1._domainkey.example.com. TXT "${KEY}"`],
        },
      ],
    })),
    {
      name: "a broken key, which is broken there too",
      zone: "s1 TXT v=DKIM1; k=rsa; p=abc",
      findings: [
        {
          severity: "warning",
          message: meant("s1.example.com", "s1._domainkey.example.com"),
          at: "s1.example.com TXT",
        },
      ],
    },
    {
      name: "at the domain",
      zone: `@ TXT ${KEY}`,
      findings: [
        {
          severity: "warning",
          message:
            "a DKIM key stands at example.com; receivers look for keys at <selector>._domainkey.<domain> only, so it has no effect",
          at: "example.com TXT",
          publish: [`<selector>._domainkey.example.com. TXT "${KEY}"`],
        },
      ],
    },
    {
      name: "at _dmarc",
      zone: `_dmarc TXT ${KEY}`,
      findings: [
        {
          severity: "warning",
          message:
            "a DKIM key stands at _dmarc.example.com; receivers look for keys at <selector>._domainkey.<domain> only, so it has no effect",
          at: "_dmarc.example.com TXT",
          publish: [`<selector>._domainkey.example.com. TXT "${KEY}"`],
        },
      ],
    },
    {
      name: "the null key at the domain",
      zone: "@ TXT v=DKIM1; p=",
      findings: [
        {
          severity: "warning",
          message: meant("example.com", "*._domainkey.example.com"),
          at: "example.com TXT",
          publish: ['*._domainkey.example.com. TXT "v=DKIM1; p="'],
        },
      ],
    },
    {
      name: "the null key at the domain, and where it belongs",
      zone: "@ TXT v=DKIM1; p=\n*._domainkey TXT v=DKIM1; p=",
      findings: [
        {
          severity: "warning",
          message:
            "a DKIM key stands at example.com, where nobody looks for it; the same key stands at *._domainkey.example.com, where it belongs",
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "without _domainkey",
      zone: `s1.shop TXT ${KEY}`,
      findings: [
        {
          severity: "warning",
          message: meant("s1.shop.example.com", "s1._domainkey.shop.example.com"),
          domain: "shop.example.com",
          at: "s1.shop.example.com TXT",
          publish: [`s1._domainkey.shop.example.com. TXT "${KEY}"`],
        },
      ],
    },
    ...["s1._domainkeys", "s1.domainkey", "s1._domain_key", "s1._domainky"].map((name) => ({
      name: `a label near _domainkey: ${name}`,
      zone: `${name} TXT ${KEY}`,
      findings: [
        {
          severity: "warning" as const,
          message: meant(`${name}.example.com`, "s1._domainkey.example.com"),
          at: `${name}.example.com TXT`,
          publish: [`s1._domainkey.example.com. TXT "${KEY}"`],
        },
      ],
    })),
    {
      name: "without a selector",
      zone: `_domainkey TXT ${KEY}`,
      findings: [
        {
          severity: "warning",
          message:
            "a DKIM key stands at _domainkey.example.com; receivers look for keys at <selector>._domainkey.<domain> only, so it has no effect",
          at: "_domainkey.example.com TXT",
        },
      ],
    },
    {
      name: "_domainkey twice",
      zone: `s1._domainkey._domainkey TXT ${KEY}`,
      findings: [
        {
          severity: "warning",
          message:
            "a DKIM key stands at s1._domainkey._domainkey.example.com, where _domainkey is there twice; receivers look for it at s1._domainkey.example.com only, so it has no effect",
          at: "s1._domainkey._domainkey.example.com TXT",
          publish: [`s1._domainkey.example.com. TXT "${KEY}"`],
        },
      ],
    },
  ],
});
