import dkimProviderMissing from "../../src/rules/dkim-provider-missing.ts";
import { keys } from "../dkim-keys.ts";
import { testRule } from "./rule-tester.ts";

const MX = "@ MX 10 mx.example.net.\n";
const fastmail = { "example.com": { mailbox: "fastmail" } };
const microsoft = { "example.com": { mailbox: "microsoft-365" } };
const ses = { "example.com": { senders: ["amazon-ses"] } };
const google = { "example.com": { mailbox: "google-workspace" } };
const none = (provider: string): string =>
  `${provider} sends the mail of example.com by the configuration, and no DKIM key of it is declared here; its mail is not signed as example.com`;
const FM = [1, 2, 3].map((n) => `fm${n}._domainkey CNAME fm${n}.example.com.dkim.fmhosted.com.`);
const FM_LINES = [1, 2, 3].map((n) => `fm${n}._domainkey.example.com. CNAME fm${n}.example.com.dkim.fmhosted.com.`);
const M365 = "Microsoft 365 / Exchange Online";

testRule(dkimProviderMissing, {
  valid: [
    {
      name: "a key at a wrong name, of which dkim-wrong-name tells",
      zone: `${MX}fm1.domainkey TXT v=DKIM1; k=ed25519; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY=`,
      domains: fastmail,
    },
    { name: "nothing configured", zone: MX },
    { name: "all of them", zone: MX + FM.join("\n"), domains: fastmail },
    { name: "elsewhere", zone: MX, domains: { "example.com": { mailbox: "fastmail", elsewhere: ["dkim"] } } },
    { name: "known to be absent", zone: MX, domains: { "example.com": { mailbox: "fastmail", dkim: "absent" } } },
    { name: "receives only", zone: MX, domains: { "example.com": { mailbox: "fastmail", role: "receive-only" } } },
    {
      name: "keys delegated by NS",
      zone: `${MX}_domainkey NS ns.example.net.`,
      domains: fastmail,
      notJudged: ["_domainkey.example.com is delegated to other name servers"],
    },
    {
      name: "keys delegated by CNAME",
      zone: `${MX}_domainkey CNAME keys.example.net.`,
      domains: fastmail,
      notJudged: ["keys.example.net is in no declared zone"],
    },
    {
      name: "an alias for every selector",
      zone: `${MX}*._domainkey CNAME keys.example.net.`,
      domains: fastmail,
      notJudged: ["a DKIM record of example.com leads to a name that is not known yet, or answers for every selector"],
    },
    {
      name: "a target that is not known yet",
      zone: `${MX}s1._domainkey CNAME ?preview`,
      domains: ses,
      notJudged: ["a DKIM record of example.com leads to a name that is not known yet, or answers for every selector"],
    },
    { name: "a private zone", zone: `$PRIVATE\n${MX}`, domains: fastmail },
    {
      name: "a key in place may be Google's, whose selector the customer names",
      zone: `${MX}mail._domainkey TXT v=DKIM1; p=${keys.rsa2048}`,
      domains: google,
    },
    { name: "a token of Amazon's", zone: `${MX}abc._domainkey CNAME abc.dkim.amazonses.com.`, domains: ses },
    {
      name: "a key in place may be Amazon's",
      zone: `${MX}abc._domainkey TXT v=DKIM1; p=${keys.rsa2048}`,
      domains: ses,
    },
    {
      name: "an alias to a name that nobody knows",
      zone: `${MX}s1._domainkey CNAME s1.keys.example.net.`,
      domains: ses,
    },
    {
      name: "Mailchimp's older record",
      zone: `${MX}k1._domainkey CNAME dkim.mcsv.net.`,
      domains: { "example.com": { senders: ["mailchimp"] } },
    },
    {
      name: "a provider whose keys the catalogue does not know",
      zone: MX,
      domains: { "example.com": { mailbox: "active-world" } },
    },
    {
      name: "neither MX nor keys declared",
      zone: "$SCOPE part\n@ TXT a note",
      domains: { "example.com": { mailbox: "fastmail", role: "mail" } },
      notJudged: ["neither MX nor DKIM of example.com is declared here"],
    },
  ],
  invalid: [
    {
      name: "none, where the form needs nothing else",
      zone: MX,
      domains: fastmail,
      findings: [{ severity: "warning", message: none("Fastmail"), at: "example.com MX", publish: FM_LINES }],
    },
    {
      name: "the null key for all selectors is no key",
      zone: `${MX}*._domainkey TXT v=DKIM1; p=`,
      domains: fastmail,
      findings: [{ severity: "warning", message: none("Fastmail"), at: "example.com MX", publish: FM_LINES }],
    },
    {
      name: "part of them",
      zone: MX + FM[0],
      domains: fastmail,
      findings: [
        {
          severity: "warning",
          message:
            "Fastmail asks for more DKIM selectors than example.com declares (missing: fm2 and fm3); when it changes to such a key, its mail fails DKIM",
          at: "example.com MX",
          publish: FM_LINES.slice(1),
        },
      ],
    },
    {
      name: "the tenant's names are not guessed",
      zone: `$SCOPE part\n${MX}`,
      domains: microsoft,
      findings: [{ severity: "warning", message: none(M365), at: "example.com MX" }],
    },
    {
      name: "one of Microsoft's two",
      zone: `${MX}selector1._domainkey CNAME selector1-example-com._domainkey.contoso.onmicrosoft.com.`,
      domains: microsoft,
      findings: [
        {
          severity: "warning",
          message: `${M365} asks for more DKIM selectors than example.com declares (missing: selector2); when it changes to such a key, its mail fails DKIM`,
          at: "example.com MX",
        },
      ],
    },
    {
      name: "another provider's keys",
      zone: `${MX}s1._domainkey CNAME s1.domainkey.u1.wl1.sendgrid.net.`,
      domains: ses,
      findings: [{ severity: "warning", message: none("Amazon SES (sending and receiving)"), at: "example.com MX" }],
    },
  ],
});
