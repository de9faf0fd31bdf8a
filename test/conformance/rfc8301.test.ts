import { keys } from "../dkim-keys.ts";
import { clauses, findingsOf } from "./clauses.ts";

const sizes = [
  [512, "verifiers MUST NOT consider keys under 1024 bits valid", ["dkim-key-weak error"]],
  [768, "verifiers MUST NOT consider keys under 1024 bits valid", ["dkim-key-weak error"]],
  [1024, "signers MUST use 1024 bits or more, SHOULD use 2048", ["dkim-key-weak warning"]],
  [1536, "signers SHOULD use 2048 bits or more", ["dkim-key-weak warning"]],
  [2048, "what signers SHOULD use", []],
  [4096, "verifiers MUST be able to validate 1024 to 4096 bits", []],
  [8192, "verifiers MAY validate larger keys", ["dkim-key-syntax warning"]],
] as const;

clauses(
  "RFC 8301",
  [
    {
      clause: "3.1",
      says: "rsa-sha1 MUST NOT be used: a key that allows sha1 alone verifies nothing",
      zone: `s1._domainkey TXT v=DKIM1; h=sha1; p=${keys.rsa2048}`,
      expect: ["dkim-key-weak error"],
    },
    {
      clause: "3.1",
      says: "sha256 beside it is what signers use",
      zone: `s1._domainkey TXT v=DKIM1; h=sha1:sha256; p=${keys.rsa2048}`,
      expect: [],
    },
    ...sizes.map(([bits, says, expect]) => ({
      clause: `3.2 ${bits}`,
      says,
      zone: `s1._domainkey TXT v=DKIM1; p=${keys[`rsa${bits}`]}`,
      expect: [...expect] as string[],
    })),
  ],
  findingsOf("dkim-"),
);
