import dkimTestMode from "../../src/rules/dkim-test-mode.ts";
import { keys } from "../dkim-keys.ts";
import { testRule } from "./rule-tester.ts";

const ED = keys.ed25519;
const message =
  'the key of the selector "s1" has the flag t=y: the domain is testing DKIM, and receivers treat its signed mail no better than unsigned mail';

testRule(dkimTestMode, {
  valid: [
    { name: "no flag", zone: `s1._domainkey TXT v=DKIM1; k=ed25519; p=${ED}` },
    { name: "the other flag", zone: `s1._domainkey TXT v=DKIM1; k=ed25519; t=s; p=${ED}` },
    { name: "revoked", zone: "s1._domainkey TXT v=DKIM1; t=y; p=" },
    { name: "a policy of DomainKeys", zone: "_domainkey TXT t=y; o=~" },
    { name: "broken", zone: "s1._domainkey TXT v=DKIM1; t=y" },
    { name: "at no selector", zone: `@ TXT v=DKIM1; k=ed25519; t=y; p=${ED}` },
  ],
  invalid: [
    {
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; t=y; p=${ED}`,
      findings: [
        {
          severity: "warning",
          message,
          at: "s1._domainkey.example.com TXT: t=y",
          publish: [`s1._domainkey.example.com. TXT "v=DKIM1; k=ed25519; p=${ED}"`],
        },
      ],
    },
    {
      name: "both flags",
      zone: `s1._domainkey TXT v=DKIM1; k=ed25519; t=s : y; p=${ED}`,
      findings: [
        {
          severity: "warning",
          message,
          at: "s1._domainkey.example.com TXT: t=s : y",
          publish: [`s1._domainkey.example.com. TXT "v=DKIM1; k=ed25519; t=s; p=${ED}"`],
        },
      ],
    },
  ],
});
