import dkimCnameTarget from "../../src/rules/dkim-cname-target.ts";
import { testRule } from "./rule-tester.ts";

const A = "abcdefghijklmnopqrstuvwxyz234567";
const B = "bcdefghijklmnopqrstuvwxyz234567a";
const selector = (name: string, target: string, provider: string): string =>
  `the selector "${name}" leads to "${target}", which is the place of another selector's key at ${provider}; mail signed with "${name}" fails DKIM`;
const domain = (name: string, target: string, provider: string): string =>
  `the target "${target}" has the form of ${provider} and names another domain than ${name}; mail signed for ${name} fails DKIM`;
const dangling = (name: string, target: string, lacks: string): string =>
  `the selector "${name}" leads to "${target}", which ${lacks}; receivers find no key, and every signature made with this selector fails`;
const M365 = "Microsoft 365 / Exchange Online";

testRule(dkimCnameTarget, {
  valid: [
    {
      name: "Microsoft 365, the older form",
      zone: "selector1._domainkey CNAME selector1-example-com._domainkey.contoso.onmicrosoft.com.\nselector2._domainkey CNAME selector2-example-com._domainkey.contoso.onmicrosoft.com.",
    },
    {
      name: "Microsoft 365, the form of 2025",
      zone: "selector1._domainkey.a.shop CNAME selector1-a-shop-example-com._domainkey.contoso.r-v1.dkim.mail.microsoft.",
    },
    {
      name: "Microsoft 365, a domain with a hyphen",
      zone: "$ORIGIN my-shop.example.\nselector1._domainkey CNAME selector1-myshop-example0i._domainkey.contoso.onmicrosoft.com.\nselector2._domainkey CNAME selector2-my-shop-example._domainkey.contoso.onmicrosoft.com.\nselector1._domainkey.a CNAME selector1-a-myshop-example01e._domainkey.contoso.w-v1.dkim.mail.microsoft.",
    },
    { name: "SendGrid", zone: "s1._domainkey CNAME s1.domainkey.u1.wl1.sendgrid.net." },
    { name: "SendGrid with a name of one's own", zone: "news._domainkey CNAME news.domainkey.u1.wl1.sendgrid.net." },
    { name: "Amazon SES (sending and receiving)", zone: `${A}._domainkey CNAME ${A}.dkim.amazonses.com.` },
    { name: "Amazon SES in a region", zone: `${A}._domainkey CNAME ${A}.dkim.eu-west-1.amazonses.com.` },
    {
      name: "Mailchimp",
      zone: "k2._domainkey CNAME dkim2.mcsv.net.\nk3._domainkey CNAME dkim3.mcsv.net.\nk1._domainkey CNAME dkim.mcsv.net.",
    },
    {
      name: "Fastmail",
      zone: "fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.\nfm2._domainkey.shop CNAME fm2.shop.example.com.dkim.fmhosted.com.",
    },
    {
      name: "Brevo, a domain with a hyphen",
      zone: "$ORIGIN my-shop.example.\nbrevo1._domainkey CNAME b1.my-shop-example.dkim.brevo.com.",
    },
    { name: "Proton", zone: "protonmail2._domainkey CNAME protonmail2.domainkey.dabc.domains.proton.ch." },
    { name: "IONOS", zone: "s1-ionos._domainkey CNAME s1.dkim.ionos.com." },
    {
      name: "a selector that the catalogue does not list",
      zone: "fs3._domainkey CNAME wl1s3.domainkey.freshemail.io.",
    },
    { name: "nobody's", zone: "s1._domainkey CNAME s2.dkim.example.net." },
    { name: "a wildcard", zone: "*._domainkey CNAME s2.domainkey.u1.wl1.sendgrid.net." },
    { name: "all selectors of a name", zone: "_domainkey CNAME _domainkey.example.net." },
    { name: "no selector", zone: "em1 CNAME u1.wl1.sendgrid.net." },
    {
      name: "to a key in the zone",
      zone: `s1._domainkey CNAME key.dkim\nkey.dkim TXT v=DKIM1; k=ed25519; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY=`,
    },
    {
      name: "to names of other servers",
      zone: "s1._domainkey CNAME key.dkim\ndkim NS ns1.example.net.\ns2._domainkey CNAME s1._domainkey",
    },
    { name: "not known", zone: "selector1._domainkey CNAME ?preview" },
  ],
  invalid: [
    {
      name: "the other selector's",
      zone: "selector1._domainkey CNAME selector2-example-com._domainkey.contoso.onmicrosoft.com.",
      findings: [
        {
          severity: "error",
          message: selector("selector1", "selector2-example-com._domainkey.contoso.onmicrosoft.com", M365),
          at: "selector1._domainkey.example.com CNAME",
          publish: [
            "selector1._domainkey.example.com. CNAME selector1-example-com._domainkey.contoso.onmicrosoft.com.",
          ],
        },
      ],
    },
    {
      name: "another domain's",
      zone: "selector2._domainkey.shop CNAME selector2-example-com._domainkey.contoso.n-v1.dkim.mail.microsoft.",
      findings: [
        {
          severity: "error",
          message: domain(
            "shop.example.com",
            "selector2-example-com._domainkey.contoso.n-v1.dkim.mail.microsoft",
            M365,
          ),
          domain: "shop.example.com",
          at: "selector2._domainkey.shop.example.com CNAME",
          publish: [
            "selector2._domainkey.shop.example.com. CNAME selector2-shop-example-com._domainkey.contoso.n-v1.dkim.mail.microsoft.",
          ],
        },
      ],
    },
    {
      name: "no form at all",
      zone: "selector1._domainkey CNAME selector1-example.com._domainkey.contoso.onmicrosoft.com.",
      findings: [
        {
          severity: "error",
          message: `the target "selector1-example.com._domainkey.contoso.onmicrosoft.com" has not the form of a key at ${M365}, which is "selector1-<domain with dashes>._domainkey.<tenant>.onmicrosoft.com"; receivers find no key`,
          at: "selector1._domainkey.example.com CNAME",
        },
      ],
    },
    {
      name: "a selector that Microsoft does not sign with",
      zone: "s1._domainkey CNAME selector1-example-com._domainkey.contoso.onmicrosoft.com.",
      findings: [
        {
          severity: "warning",
          message: selector("s1", "selector1-example-com._domainkey.contoso.onmicrosoft.com", M365),
          at: "s1._domainkey.example.com CNAME",
        },
      ],
    },
    {
      name: "a letter left over from a line break",
      zone: "s1._domainkey CNAME ns1.domainkey.u1.wl1.sendgrid.net.",
      findings: [
        {
          severity: "error",
          message:
            'the selector "s1" leads to "ns1.domainkey.u1.wl1.sendgrid.net", and Twilio SendGrid has its key at "s1.domainkey.u1.wl1.sendgrid.net"; mail signed with "s1" fails DKIM',
          at: "s1._domainkey.example.com CNAME",
          publish: ["s1._domainkey.example.com. CNAME s1.domainkey.u1.wl1.sendgrid.net."],
        },
      ],
    },
    {
      name: "the token of another selector",
      zone: `${A}._domainkey CNAME ${B}.dkim.amazonses.com.`,
      findings: [
        {
          severity: "error",
          message: selector(A, `${B}.dkim.amazonses.com`, "Amazon SES (sending and receiving)"),
          at: `${A}._domainkey.example.com CNAME`,
          publish: [`${A}._domainkey.example.com. CNAME ${A}.dkim.amazonses.com.`],
        },
      ],
    },
    {
      name: "Mailchimp's crossed",
      zone: "k2._domainkey CNAME dkim3.mcsv.net.",
      findings: [
        {
          severity: "error",
          message: selector("k2", "dkim3.mcsv.net", "Mailchimp"),
          at: "k2._domainkey.example.com CNAME",
        },
      ],
    },
    {
      name: "Fastmail's of another domain",
      zone: "fm1._domainkey CNAME fm1.example.net.dkim.fmhosted.com.",
      findings: [
        {
          severity: "warning",
          message: domain("example.com", "fm1.example.net.dkim.fmhosted.com", "Fastmail"),
          at: "fm1._domainkey.example.com CNAME",
          publish: ["fm1._domainkey.example.com. CNAME fm1.example.com.dkim.fmhosted.com."],
        },
      ],
    },
    {
      name: "the zone behind it",
      zone: "s1._domainkey CNAME s1.domainkey.u1.wl1.sendgrid.net",
      findings: [
        {
          severity: "error",
          message:
            'the target "s1.domainkey.u1.wl1.sendgrid.net.example.com" has the zone example.com behind "s1.domainkey.u1.wl1.sendgrid.net", where the key is; receivers find none',
          at: "s1._domainkey.example.com CNAME",
          publish: ["s1._domainkey.example.com. CNAME s1.domainkey.u1.wl1.sendgrid.net."],
        },
      ],
    },
    {
      name: "to a name that is not there",
      zone: "s1._domainkey CNAME s1._domainkey.mail",
      findings: [
        {
          severity: "error",
          message: dangling("s1", "s1._domainkey.mail.example.com", "does not exist in example.com"),
          at: "s1._domainkey.example.com CNAME",
        },
      ],
      adviceNotTried: "only whoever signs knows the key",
    },
    {
      name: "to a name without a dot at its end",
      zone: "s1._domainkey CNAME s1.dkim.example.net",
      findings: [
        {
          severity: "error",
          message: dangling("s1", "s1.dkim.example.net.example.com", "does not exist in example.com"),
          at: "s1._domainkey.example.com CNAME",
          publish: ["s1._domainkey.example.com. CNAME s1.dkim.example.net."],
        },
      ],
    },
    {
      name: "to a name without a key, over another",
      zone: "s1._domainkey CNAME s2._domainkey\ns2._domainkey CNAME www\nwww A 192.0.2.1",
      findings: [
        {
          severity: "error",
          message: dangling("s1", "s2._domainkey.example.com", "has no TXT record"),
          at: "s1._domainkey.example.com CNAME",
        },
        {
          severity: "error",
          message: dangling("s2", "www.example.com", "has no TXT record"),
          at: "s2._domainkey.example.com CNAME",
        },
      ],
      adviceNotTried: "only whoever signs knows the key",
    },
    {
      name: "in a circle",
      zone: "s1._domainkey CNAME s1._domainkey",
      findings: [
        {
          severity: "error",
          message:
            'the selector "s1" leads to "s1._domainkey.example.com", and from there in a circle; receivers find no key, and every signature made with this selector fails',
          at: "s1._domainkey.example.com CNAME",
        },
      ],
      adviceNotTried: "only whoever signs knows the key",
    },
  ],
});
