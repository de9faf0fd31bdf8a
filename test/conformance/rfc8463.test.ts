import { keys, wrapped } from "../dkim-keys.ts";
import { clauses, findingsOf } from "./clauses.ts";

const ED = keys.ed25519;

clauses(
  "RFC 8463",
  [
    {
      clause: "4",
      says: "k=ed25519, p the Base64 of the 32 bytes",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; p=${ED}`,
      expect: [],
    },
    {
      clause: "4",
      says: "no h= is needed: the hash is SHA-256",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; h=sha256; p=${ED}`,
      expect: [],
    },
    {
      clause: "4",
      says: "the key is not wrapped in ASN.1",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; p=${wrapped(ED)}`,
      expect: ["dkim-key-syntax error"],
      note: "lenient verifiers unwrap it; rspamd and strict ones want 32 bytes",
    },
    {
      clause: "4",
      says: "32 bytes, no fewer",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; p=${ED.slice(0, 40)}`,
      expect: ["dkim-key-syntax error"],
    },
    {
      clause: "4",
      says: "the type is said: rsa is the default",
      zone: `s1._domainkey TXT v=DKIM1; p=${ED}`,
      expect: ["dkim-key-syntax error"],
    },
    {
      clause: "4",
      says: "an RSA key is no Ed25519 key",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; p=${keys.rsa2048}`,
      expect: ["dkim-key-syntax error"],
    },
    {
      clause: "5",
      says: "two selectors, one for each type, so that every verifier finds one it knows",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; p=${ED}\ns2._domainkey TXT v=DKIM1; p=${keys.rsa2048}`,
      expect: [],
    },
    {
      clause: "5",
      says: "both at one selector is one too many",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; p=${ED}\ns1._domainkey TXT v=DKIM1; p=${keys.rsa2048}`,
      expect: ["dkim-conflict warning"],
    },
  ],
  findingsOf("dkim-"),
);
