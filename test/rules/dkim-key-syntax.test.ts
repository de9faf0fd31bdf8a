import { generateKeyPairSync } from "node:crypto";
import dkimKeySyntax from "../../src/rules/dkim-key-syntax.ts";
import { bare, keys, wrapped } from "../dkim-keys.ts";
import { testRule } from "./rule-tester.ts";

const KEY = keys.rsa2048;
const ED = keys.ed25519;
const LOST = "receivers find no key and every signature made with this selector fails";
const DECODE = "receivers cannot decode it, and every signature made with this selector fails";
const IGNORED = "receivers ignore the whole record, so every signature made with this selector fails";

/** A line to publish at s1, its strings cut. */
function line(text: string): string[] {
  const strings = text.match(/.{1,255}/g) ?? [];
  return [`s1._domainkey.example.com. TXT ${strings.map((each) => `"${each}"`).join(" ")}`];
}

const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
const PRIVATE = rsa.export({ type: "pkcs8", format: "der" }).toString("base64");
const PEM = (rsa.export({ type: "pkcs1", format: "pem" }) as string).replaceAll("\n", "");

testRule(dkimKeySyntax, {
  valid: [
    { name: "RSA", zone: `s1._domainkey TXT v=DKIM1; k=rsa; p=${KEY}` },
    { name: "no version, a semicolon at the end", zone: `s1._domainkey TXT k=rsa; p=${KEY};` },
    { name: "Ed25519", zone: `s1._domainkey TXT v=DKIM1; k=ed25519; p=${ED}` },
    { name: "two strings", zone: `s1._domainkey TXT "v=DKIM1; p=${KEY.slice(0, 200)}" "${KEY.slice(200)}"` },
    {
      name: "every tag there is",
      zone: `s1._domainkey TXT v=DKIM1; h=sha1:sha256; k=rsa; n=a%20note; s=email; t=s:x; g=*; p=${KEY}`,
    },
    { name: "revoked", zone: "s1._domainkey TXT v=DKIM1; p=" },
    { name: "the null key of a domain that sends nothing", zone: "*._domainkey TXT v=DKIM1; p=" },
    { name: "an ADSP record", zone: "_adsp._domainkey TXT dkim=all" },
    {
      name: "policies of DomainKeys",
      zone: "_domainkey TXT t=y; o=~;\n_domainkey TXT v=DKIM1; o=~\n_domainkey TXT o=-; r=postmaster@example.com",
    },
    { name: "a CNAME", zone: "s1._domainkey CNAME s1.domainkey.u1.wl1.sendgrid.net." },
    { name: "a host name: dkim-cname-as-txt tells", zone: "s1._domainkey TXT s1.dkim.example.net" },
    { name: "quotes around it: txt-quoting tells", zone: `s1._domainkey TXT "\\"v=DKIM1; p=${KEY}\\""` },
    { name: "cut at the semicolon: txt-quoting tells", zone: "s1._domainkey TXT v=DKIM1" },
    { name: "at a name that is no selector's: dkim-wrong-name tells", zone: "s1 TXT v=DKIM1; p=x" },
    { name: "unknown", zone: "s1._domainkey TXT ?secret" },
    { name: "an empty text", zone: 's1._domainkey TXT ""' },
  ],
  invalid: [
    {
      name: "no key",
      zone: "s1._domainkey TXT v=DKIM1; k=rsa",
      findings: [
        {
          severity: "error",
          message: `the DKIM key record has no tag "p", which holds the key; ${LOST}`,
          at: "example.com TXT: ".replace("example.com", "s1._domainkey.example.com"),
        },
      ],
    },
    {
      name: "the version in small letters",
      zone: `s1._domainkey TXT v=dkim1; p=${ED}; k=ed25519`,
      findings: [
        {
          severity: "error",
          message:
            'the DKIM key record has the version "dkim1", which must be exactly DKIM1; receivers discard the record',
          at: "s1._domainkey.example.com TXT: dkim1",
          publish: line(`v=DKIM1; k=ed25519; p=${ED}`),
        },
      ],
    },
    {
      name: "the version behind",
      zone: `s1._domainkey TXT k=ed25519; v=DKIM1; p=${ED}`,
      findings: [
        {
          severity: "error",
          message:
            '"v=DKIM1" stands behind another tag and must be the first one; receivers may ignore the whole record',
          at: "s1._domainkey.example.com TXT: v=DKIM1",
          publish: line(`v=DKIM1; k=ed25519; p=${ED}`),
        },
      ],
    },
    {
      name: "a missing semicolon",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519 p=${ED}`,
      findings: [
        {
          severity: "error",
          message: `a semicolon is missing in "ed25519 p=${ED}": the tag "k" takes all of it for its value; ${LOST}`,
          at: `s1._domainkey.example.com TXT: ed25519 p=${ED}`,
          publish: line(`v=DKIM1; k=ed25519; p=${ED}`),
        },
      ],
    },
    {
      name: "quotes between the pieces of the key",
      zone: `s1._domainkey TXT "v=DKIM1; p=${KEY.slice(0, 60)}\\"\\"${KEY.slice(60)}"`,
      findings: [
        {
          severity: "error",
          message: `quotes stand inside the key and are part of the published text; ${DECODE}`,
          at: 's1._domainkey.example.com TXT: ""',
          publish: line(`v=DKIM1; p=${KEY}`),
        },
      ],
    },
    {
      name: "quotes before a tag",
      zone: `s1._domainkey TXT "v=DKIM1;\\"\\"p=${KEY}"`,
      findings: [
        {
          severity: "error",
          message: `quotes stand inside the record, before "p", and are part of the published text; ${IGNORED}`,
          at: 's1._domainkey.example.com TXT: ""p',
          publish: line(`v=DKIM1; p=${KEY}`),
        },
      ],
    },
    {
      name: "a backslash in the key",
      zone: `s1._domainkey TXT "v=DKIM1; p=${KEY.slice(0, 60)}\\\\${KEY.slice(60)}"`,
      findings: [
        {
          severity: "error",
          message: `backslashes stand inside the key and are part of the published text; ${DECODE}`,
          at: "s1._domainkey.example.com TXT: \\",
          publish: line(`v=DKIM1; p=${KEY}`),
        },
      ],
    },
    {
      name: "a tag twice",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; k=ed25519; p=${ED}`,
      findings: [
        {
          severity: "error",
          message: `the tag "k" stands twice in the DKIM key record, which makes all of it invalid; ${IGNORED}`,
          at: "s1._domainkey.example.com TXT: k=ed25519",
          publish: line(`v=DKIM1; k=ed25519; p=${ED}`),
        },
      ],
    },
    {
      name: "a semicolon too many",
      zone: `s1._domainkey TXT v=DKIM1;; k=ed25519; p=${ED}`,
      findings: [
        {
          severity: "error",
          message:
            "a semicolon too many stands in the DKIM key record; strict receivers ignore the whole record for it",
          at: "s1._domainkey.example.com TXT: ;",
          publish: line(`v=DKIM1; k=ed25519; p=${ED}`),
        },
      ],
    },
    {
      name: "a word without a value",
      zone: `s1._domainkey TXT v=DKIM1; rsa; p=${KEY}`,
      findings: [
        {
          severity: "error",
          message: `"rsa" in the DKIM key record is no tag of the form name=value; ${IGNORED}`,
          at: "s1._domainkey.example.com TXT: rsa",
          publish: line(`v=DKIM1; p=${KEY}`),
        },
      ],
    },
    {
      name: "an unknown type",
      zone: `s1._domainkey TXT v=DKIM1; k=rsa256; p=${KEY}`,
      findings: [
        {
          severity: "error",
          message:
            'the tag "k" of the DKIM key record has the value "rsa256", which must be rsa or ed25519; receivers ignore keys of a type they do not know',
          at: "s1._domainkey.example.com TXT: rsa256",
        },
      ],
    },
    {
      name: "cut off",
      zone: `s1._domainkey TXT v=DKIM1; p=${KEY.slice(0, 220)}`,
      findings: [
        {
          severity: "error",
          message: `the key is cut off: 165 of its 294 bytes are there; ${DECODE}`,
          at: `s1._domainkey.example.com TXT: ${KEY.slice(0, 220)}`,
        },
      ],
    },
    {
      name: "a character missing",
      zone: `s1._domainkey TXT v=DKIM1; p=${KEY.slice(0, -3)}`,
      findings: [
        {
          severity: "error",
          message: `the key is no whole Base64: a character is missing or too many; ${DECODE}`,
          at: `s1._domainkey.example.com TXT: ${KEY.slice(0, -3)}`,
        },
      ],
    },
    {
      name: "something else",
      zone: "s1._domainkey TXT v=DKIM1; p=aGVsbG8gd29ybGQ=",
      findings: [
        {
          severity: "error",
          message: `what "p" holds is no public key (11 bytes of something else); ${LOST}`,
          at: "s1._domainkey.example.com TXT: aGVsbG8gd29ybGQ=",
        },
      ],
    },
    {
      name: "Ed25519 without k=",
      zone: `s1._domainkey TXT v=DKIM1; p=${ED}`,
      findings: [
        {
          severity: "error",
          message: `the key is of the type Ed25519, and the record says k=rsa (which holds where no k= stands); ${LOST}`,
          at: `s1._domainkey.example.com TXT: ${ED}`,
          publish: line(`v=DKIM1; k=ed25519; p=${ED}`),
        },
      ],
    },
    {
      name: "an elliptic curve",
      zone: `s1._domainkey TXT v=DKIM1; k=rsa; p=${keys.ec}`,
      findings: [
        {
          severity: "error",
          message: `the key is of the type EC, and the record says k=rsa (which holds where no k= stands); ${LOST}`,
          at: `s1._domainkey.example.com TXT: ${keys.ec}`,
        },
      ],
    },
    {
      name: "Ed25519 wrapped",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; p=${wrapped(ED)}`,
      findings: [
        {
          severity: "error",
          message: `the Ed25519 key is wrapped as in a PEM file (44 bytes), and DKIM takes the bare 32 bytes; ${LOST}`,
          at: `s1._domainkey.example.com TXT: ${wrapped(ED)}`,
          publish: line(`v=DKIM1; k=ed25519; p=${ED}`),
        },
      ],
    },
    {
      name: "Ed25519 of the wrong size",
      zone: "s1._domainkey TXT v=DKIM1; k=ed25519; p=AAAAAAAA",
      findings: [
        {
          severity: "error",
          message: `the Ed25519 key has 6 bytes, which must be 32; ${LOST}`,
          at: "s1._domainkey.example.com TXT: AAAAAAAA",
        },
      ],
    },
    {
      name: "a private key, which is not shown",
      zone: `s1._domainkey TXT v=DKIM1; k=rsa; p=${PRIVATE}`,
      findings: [
        {
          severity: "error",
          message: "the record publishes a private key: whoever reads it can sign mail as example.com",
          at: "s1._domainkey.example.com TXT",
        },
      ],
    },
    {
      name: "a private key as a PEM file",
      zone: `s1._domainkey TXT ${PEM}`,
      findings: [
        {
          severity: "error",
          message: "the record publishes a private key: whoever reads it can sign mail as example.com",
          at: "s1._domainkey.example.com TXT",
        },
      ],
    },
    {
      name: "the key alone",
      zone: `s1._domainkey TXT ${KEY}`,
      findings: [
        {
          severity: "error",
          message: `the key stands alone, without the tags of a record; ${LOST}`,
          at: `s1._domainkey.example.com TXT: ${KEY}`,
          publish: line(`v=DKIM1; k=rsa; p=${KEY}`),
        },
      ],
    },
    {
      name: "no hash",
      zone: `s1._domainkey TXT v=DKIM1; h=; k=ed25519; p=${ED}`,
      findings: [
        {
          severity: "error",
          message: 'the tag "h" names no hash, so that no signature is allowed; it must be sha256, or left out',
          at: "s1._domainkey.example.com TXT: h=",
        },
      ],
    },
    {
      name: "not for mail",
      zone: `s1._domainkey TXT v=DKIM1; s=tlsrpt; k=ed25519; p=${ED}`,
      findings: [
        {
          severity: "warning",
          message:
            'the tag "s" of the DKIM key record has the value "tlsrpt", which must be * or email, or left out; receivers do not use this key for mail',
          at: "s1._domainkey.example.com TXT: tlsrpt",
        },
      ],
    },
    {
      name: "a bare RSAPublicKey",
      zone: `s1._domainkey TXT v=DKIM1; p=${bare(KEY)}`,
      findings: [
        {
          severity: "warning",
          message:
            "the key is a bare RSAPublicKey; RFC 6376 allows it, and many receivers (OpenDKIM, rspamd) read only the SubjectPublicKeyInfo that OpenSSL writes",
          at: `s1._domainkey.example.com TXT: ${bare(KEY)}`,
          publish: line(`v=DKIM1; p=${KEY}`),
        },
      ],
    },
    {
      name: "more behind the key",
      zone: `s1._domainkey TXT v=DKIM1; p=${KEY}AAAA`,
      findings: [
        {
          severity: "warning",
          message: 'behind the key 3 bytes more stand in "p"; some receivers refuse to decode it',
          at: `s1._domainkey.example.com TXT: ${KEY}AAAA`,
          publish: line(`v=DKIM1; p=${KEY}`),
        },
      ],
    },
    {
      name: "without padding",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; p=${ED.slice(0, -1)}`,
      findings: [
        {
          severity: "warning",
          message: 'the Base64 of the key lacks the "=" at its end; some receivers refuse to decode it',
          at: `s1._domainkey.example.com TXT: ${ED.slice(0, -1)}`,
          publish: line(`v=DKIM1; k=ed25519; p=${ED}`),
        },
      ],
    },
    {
      name: "very large",
      zone: `s1._domainkey TXT v=DKIM1; p=${keys.rsa8192}`,
      findings: [
        {
          severity: "warning",
          message:
            "the RSA key has 8192 bits; receivers need not verify with more than 4096 (RFC 8301 3.2), and its answer may not fit a DNS packet",
          at: `s1._domainkey.example.com TXT: ${keys.rsa8192}`,
        },
      ],
    },
    {
      name: "a line break that left its letter: the type counts as rsa all the same",
      zone: `s1._domainkey TXT nk=rsa; p=${KEY}`,
      findings: [
        {
          severity: "info",
          message: 'the tag "nk" of the DKIM key record is not known to RFC 6376; receivers pass over it',
          at: "s1._domainkey.example.com TXT: nk",
          publish: line(`k=rsa; p=${KEY}`),
        },
      ],
    },
    {
      name: "something else altogether",
      zone: "s1._domainkey TXT example-verification=1",
      findings: [
        {
          severity: "warning",
          message:
            'the text "example-verification=1" at s1._domainkey.example.com is no DKIM key record, and receivers look for nothing else there',
          at: "s1._domainkey.example.com TXT",
        },
      ],
    },
    {
      name: "where the CNAME of a selector leads",
      zone: "s1._domainkey CNAME s1.keys\ns1.keys TXT v=DKIM1; k=rsa",
      findings: [
        {
          severity: "error",
          message: `the DKIM key record has no tag "p", which holds the key; ${LOST}`,
          at: "s1.keys.example.com TXT: ",
        },
      ],
    },
  ],
});
