import rule from "../../src/rules/txt-string-length.ts";
import { testRule } from "./rule-tester.ts";

const key = `v=DKIM1; k=rsa; p=${"MIIBIjANBgkqhkiG9w0BAQEFAAOC".repeat(14)}`;
const rua = Array.from({ length: 10 }, (_, index) => `mailto:reports-${index + 1}@example.com`).join(",");
const long = (purpose: string, length: number): string =>
  `a character string of the ${purpose} is ${length} bytes long, over the limit of 255; the DNS host refuses the record, or the string is cut`;

testRule(rule, {
  valid: [
    { name: "cut into strings", zone: `s1._domainkey TXT "${key.slice(0, 255)}" "${key.slice(255)}"` },
    ...["cloudflare", "octodns", "digitalocean", "vercel"].map((host) => ({
      name: `${host} cuts`,
      zone: `$HOST ${host}\ns1._domainkey TXT ${key}`,
    })),
    { name: "no mail record", zone: `@ TXT ${"x".repeat(300)}` },
    { name: "SPF, of which another rule speaks", zone: `@ TXT v=spf1 ${"a:mail.example.com ".repeat(20)}-all` },
    { name: "a text that is not known", zone: "s1._domainkey TXT ?secret" },
    { name: "an alias", zone: "s1._domainkey CNAME s1.example.net." },
  ],
  invalid: [
    {
      name: "a key at Route 53",
      zone: `$HOST route53\ns1._domainkey TXT ${key}`,
      findings: [
        {
          severity: "error",
          message: long("DKIM key", 410),
          at: `s1._domainkey.example.com TXT: ${key.slice(255)}`,
          publish: [`s1._domainkey.example.com. TXT "${key.slice(0, 255)}" "${key.slice(255)}"`],
        },
      ],
    },
    {
      name: "the second string",
      zone: `$HOST google\n_dmarc TXT "v=DMARC1; p=reject; " "rua=${rua}"`,
      findings: [
        {
          severity: "error",
          message: long("DMARC record", rua.length + 4),
          at: `_dmarc.example.com TXT: ${`rua=${rua}`.slice(255)}`,
        },
      ],
    },
    {
      name: "a chunk of Azure's API",
      zone: `$HOST azure\ns1._domainkey.shop TXT ${key}`,
      findings: [
        {
          severity: "error",
          message: long("DKIM key", 410),
          domain: "shop.example.com",
          at: `s1._domainkey.shop.example.com TXT: ${key.slice(255)}`,
        },
      ],
    },
  ],
});
