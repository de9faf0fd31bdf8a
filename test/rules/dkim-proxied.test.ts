import dkimProxied from "../../src/rules/dkim-proxied.ts";
import { testRule } from "./rule-tester.ts";

const proxied = (target: string): string =>
  `the CNAME to ${target} is proxied; Cloudflare answers for a proxied name with addresses of its web servers and not with the CNAME, so receivers find no key and every signature made with this selector fails`;

testRule(dkimProxied, {
  valid: [
    { name: "not proxied", zone: "$HOST cloudflare\ns1._domainkey CNAME s1.domainkey.u1.wl1.sendgrid.net." },
    { name: "another name", zone: "$HOST cloudflare\nwww CNAME www.example.net. ; proxied" },
    {
      name: "what Cloudflare refuses to proxy",
      zone: `$HOST cloudflare
        k2._domainkey CNAME dkim2.mcsv.net. ; proxied
        a._domainkey CNAME a.dkim.amazonses.com. ; proxied
        selector1._domainkey CNAME selector1-example-com._domainkey.contoso.onmicrosoft.com. ; proxied
        intercom._domainkey CNAME a.dkim.intercom.io. ; proxied`,
    },
  ],
  invalid: [
    {
      zone: "$HOST cloudflare\ns1._domainkey CNAME s1.domainkey.u1.wl1.sendgrid.net. ; proxied",
      findings: [
        {
          severity: "error",
          message: proxied('"s1.domainkey.u1.wl1.sendgrid.net"'),
          at: "s1._domainkey.example.com CNAME",
        },
      ],
    },
    {
      name: "the newer form of Microsoft 365, which is not on the list",
      zone: "$HOST cloudflare\nselector1._domainkey.shop CNAME selector1-shop-example-com._domainkey.contoso.r-v1.dkim.mail.microsoft. ; proxied",
      findings: [
        {
          severity: "error",
          message: proxied('"selector1-shop-example-com._domainkey.contoso.r-v1.dkim.mail.microsoft"'),
          domain: "shop.example.com",
          at: "selector1._domainkey.shop.example.com CNAME",
        },
      ],
    },
    {
      name: "a target that is not known",
      zone: "$HOST cloudflare\ns1._domainkey CNAME ?preview ; proxied",
      findings: [
        { severity: "error", message: proxied("a name that is not known yet"), at: "s1._domainkey.example.com CNAME" },
      ],
    },
  ],
});
