import dkimKeyWeak from "../../src/rules/dkim-key-weak.ts";
import { bare, keys } from "../dkim-keys.ts";
import { testRule } from "./rule-tester.ts";

const AT = "s1._domainkey.example.com TXT: ";
const refused = (bits: number): string =>
  `the RSA key has ${bits} bits; receivers take none under 1024, so every signature made with this selector fails`;
const short = (bits: number): string =>
  `the RSA key has ${bits} bits; it still verifies, and RFC 8301 asks for 2048 because shorter ones can be broken`;

testRule(dkimKeyWeak, {
  valid: [
    { name: "2048", zone: `s1._domainkey TXT v=DKIM1; p=${keys.rsa2048}` },
    { name: "4096", zone: `s1._domainkey TXT v=DKIM1; p=${keys.rsa4096}` },
    { name: "Ed25519", zone: `s1._domainkey TXT v=DKIM1; k=ed25519; p=${keys.ed25519}` },
    { name: "both hashes", zone: `s1._domainkey TXT v=DKIM1; h=sha1:sha256; p=${keys.rsa2048}` },
    { name: "a hash nobody knows beside", zone: `s1._domainkey TXT v=DKIM1; h=sha256:sha999; p=${keys.rsa2048}` },
    { name: "revoked", zone: "s1._domainkey TXT v=DKIM1; h=sha1; p=" },
    { name: "broken: dkim-key-syntax tells", zone: `s1._domainkey TXT v=DKIM2; p=${keys.rsa512}` },
    { name: "at no selector", zone: `s1 TXT v=DKIM1; p=${keys.rsa512}` },
    { name: "not known", zone: "s1._domainkey TXT ?secret" },
  ],
  invalid: [
    ...([512, 768] as const).map((bits) => ({
      name: String(bits),
      zone: `s1._domainkey TXT v=DKIM1; p=${keys[`rsa${bits}`]}`,
      findings: [{ severity: "error" as const, message: refused(bits), at: AT + keys[`rsa${bits}`] }],
    })),
    ...([1024, 1536] as const).map((bits) => ({
      name: String(bits),
      zone: `s1._domainkey TXT k=rsa; p=${keys[`rsa${bits}`]}`,
      findings: [{ severity: "warning" as const, message: short(bits), at: AT + keys[`rsa${bits}`] }],
    })),
    {
      name: "a bare RSAPublicKey",
      zone: `s1._domainkey TXT v=DKIM1; p=${bare(keys.rsa1024)}`,
      findings: [{ severity: "warning", message: short(1024), at: AT + bare(keys.rsa1024) }],
    },
    {
      name: "SHA-1 alone",
      zone: `s1._domainkey TXT v=DKIM1; h=sha1; k=ed25519; p=${keys.ed25519}`,
      findings: [
        {
          severity: "error",
          message:
            "the record allows the hash sha1 alone; receivers must not verify with SHA-1 (RFC 8301), so every signature made with this selector fails",
          at: `${AT}h=sha1`,
          publish: [`s1._domainkey.example.com. TXT "v=DKIM1; k=ed25519; p=${keys.ed25519}"`],
        },
      ],
    },
    {
      name: "a hash that nobody knows",
      zone: `s1._domainkey TXT v=DKIM1; h=sha-256; k=ed25519; p=${keys.ed25519}`,
      findings: [
        {
          severity: "error",
          message:
            'the record allows the hash "sha-256" alone, which no receiver knows; it must be sha256, or left out',
          at: `${AT}h=sha-256`,
          publish: [`s1._domainkey.example.com. TXT "v=DKIM1; k=ed25519; p=${keys.ed25519}"`],
        },
      ],
    },
    {
      name: "where the CNAME of a selector leads",
      zone: `s1._domainkey CNAME keys\nkeys TXT v=DKIM1; p=${keys.rsa512}`,
      findings: [{ severity: "error", message: refused(512), at: `keys.example.com TXT: ${keys.rsa512}` }],
    },
  ],
});
