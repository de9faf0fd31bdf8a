import dkimCnameAsTxt from "../../src/rules/dkim-cname-as-txt.ts";
import { keys } from "../dkim-keys.ts";
import { testRule } from "./rule-tester.ts";

const TOKEN = "abcdefghijklmnopqrstuvwxyz234567";
const message = (host: string, of = ""): string =>
  `the TXT record holds the host name "${host}"${of} where a key is looked for; as a CNAME it would lead to the key, as text it is none, and every signature made with this selector fails`;

testRule(dkimCnameAsTxt, {
  valid: [
    { name: "a CNAME", zone: "s1._domainkey CNAME s1.dkim.example.net." },
    { name: "a key", zone: `s1._domainkey TXT v=DKIM1; p=${keys.rsa2048}` },
    { name: "the key alone: dkim-key-syntax tells", zone: `s1._domainkey TXT ${keys.rsa2048}` },
    { name: "another text", zone: "s1._domainkey TXT a note about example.net" },
    { name: "an ADSP record", zone: "_adsp._domainkey TXT dkim=all" },
    { name: "at another name", zone: "s1 TXT s1.dkim.example.net" },
    { name: "not known", zone: "s1._domainkey TXT ?template" },
  ],
  invalid: [
    {
      name: "Amazon SES",
      zone: `${TOKEN}._domainkey TXT ${TOKEN}.dkim.amazonses.com`,
      findings: [
        {
          severity: "error",
          message: message(`${TOKEN}.dkim.amazonses.com`),
          at: `${TOKEN}._domainkey.example.com TXT`,
          publish: [`${TOKEN}._domainkey.example.com. CNAME ${TOKEN}.dkim.amazonses.com.`],
        },
      ],
    },
    {
      name: "SendGrid, with a final dot and capitals",
      zone: "s1._domainkey TXT S1.domainkey.u1.wl1.sendgrid.net.",
      findings: [
        {
          severity: "error",
          message: message("s1.domainkey.u1.wl1.sendgrid.net", " of Twilio SendGrid"),
          at: "s1._domainkey.example.com TXT",
          publish: ["s1._domainkey.example.com. CNAME s1.domainkey.u1.wl1.sendgrid.net."],
        },
      ],
    },
    {
      name: "a host that nobody knows, in quotes",
      zone: 's1._domainkey.shop TXT "\\"key1.example.org\\""',
      findings: [
        {
          severity: "error",
          message: message("key1.example.org"),
          domain: "shop.example.com",
          at: "s1._domainkey.shop.example.com TXT",
          publish: ["s1._domainkey.shop.example.com. CNAME key1.example.org."],
        },
      ],
    },
    {
      name: "beside the key",
      zone: `s1._domainkey TXT s1.dkim.example.net\ns1._domainkey TXT v=DKIM1; p=${keys.rsa2048}`,
      findings: [
        {
          severity: "warning",
          message:
            'a TXT record with the host name "s1.dkim.example.net" stands beside the key; receivers that get it first find no key',
          at: "s1._domainkey.example.com TXT",
        },
      ],
    },
  ],
});
