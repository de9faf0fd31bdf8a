import { describe, expect, test } from "vitest";
import {
  agree,
  allProviders,
  behind,
  fitsTemplate,
  hasNoSpf,
  includeCost,
  mxHostRole,
  provider,
  providersOfDkimTarget,
  providersOfMxHost,
  providersOfSpfDomain,
  submissionProviders,
  type Provider,
} from "../../src/providers/recognise.ts";

const ids = (providers: readonly Provider[]): string => providers.map(({ id }) => id).join(" ");

function get(id: string): Provider {
  const found = provider(id);
  if (found === undefined) throw new Error(`no provider ${id}`);
  return found;
}

describe("the provider of an MX host", () => {
  test.each([
    ["aspmx.l.google.com", "google-workspace"],
    ["alt4.aspmx.l.google.com", "google-workspace"],
    ["aspmx2.googlemail.com", "google-workspace"],
    ["smtp.google.com", "google-workspace"],
    // one registrable domain, several products
    ["gmail-smtp-in.l.google.com", "gmail-consumer"],
    ["alt1.gmr-smtp-in.l.google.com", "google-domains-forwarding"],
    ["example-com.mail.protection.outlook.com", "microsoft-365 godaddy-m365"],
    ["example-com.k-v1.mx.microsoft", "microsoft-365"],
    ["example.olc.protection.outlook.com", "outlook-consumer"],
    ["mx.yandex.net", "yandex-360"],
    ["emx.mail.ru", "mailru-vk"],
    ["mx1-us1.ppe-hosted.com", "proofpoint-essentials"],
    ["mxa-00ab12cd.gslb.pphosted.com", "proofpoint"],
    // the first label proves nothing
    ["aspmx1.migadu.com", "migadu"],
    ["jp1-aspmx1.worksmobile.com", "line-works"],
    ["kr1-aspmx1.worksmobile.com", "naver-works"],
    ["aspmx.example.com", ""],
    ["smtp.secureserver.net", "godaddy"],
    ["www1234.sakura.ne.jp", "sakura"],
    ["example.sakura.ne.jp", "sakura"],
    ["www1234u.sakura.ne.jp", "sakura-vps"],
    ["ik1-234-56789.vs.sakura.ne.jp", "sakura-vps"],
    ["dmail.kagoya.net", "kagoya"],
    ["v133.vir.kagoya.net", ""],
    ["sv1234.xserver.jp", "xserver"],
    ["uk.mx1.mailanyone.net", "mailanyone"],
    ["uk.mx2.mx25.net", "mailanyone"],
    ["amir.mx.cloudflare.net", "cloudflare-email-routing"],
    ["mxext4.mailbox.org", "mailbox-org"],
    ["mx1.feishu.cn", "lark"],
    ["mx1.mailchannels.net", "dreamhost mailchannels"],
    ["inbound-smtp.us-east-1.amazonaws.com", "amazon-ses amazon-workmail"],
    ["feedback-smtp.eu-west-1.amazonses.com", "amazon-ses resend"],
    ["ec2-192-0-2-1.eu-west-1.compute.amazonaws.com", ""],
    ["inbound.mailersend.net", "mailersend"],
    ["mail.example.com", ""],
    ["com", ""],
    ["", ""],
    ["__proto__", ""],
    ["constructor", ""],
  ])("%s is %s", (host, expected) => {
    expect(ids(providersOfMxHost(host))).toBe(expected);
    expect(providersOfMxHost(host)).toBe(providersOfMxHost(host));
  });
});

describe("what an MX host does that makes no mailbox domain", () => {
  test.each([
    ["inbound-smtp.eu-west-1.amazonaws.com", "inbound"],
    ["mx.sendgrid.net", "inbound"],
    ["mxa.eu.mailgun.org", "inbound"],
    ["parse.mailjet.com", "inbound"],
    ["12345.in1.mandrillapp.com", "inbound"],
    ["inbound.lettermint.co", "inbound"],
    ["feedback-smtp.ap-northeast-1.amazonses.com", "return-path"],
    ["feedback.eusend.dev", "return-path"],
    ["ms12345678.msv1.invalid", "placeholder"],
    ["ms12345678.msv1.invalid.outlook.com", "placeholder"],
    ["abc.mx-verification.google.com", "placeholder"],
    ["blackhole.tem.scaleway.com", "placeholder"],
    ["smtp.gmail.com", "submission"],
    ["imap.gmail.com", "submission"],
    ["smtp.office365.com", "submission"],
    ["outlook.office365.com", "submission"],
    ["smtp.mandrillapp.com", "submission"],
    ["smtp.ocn.ne.jp", "submission"],
    ["smtpout.secureserver.net", "submission"],
    ["mail.gandi.net", "submission"],
    ["example-com.mail.eo.outlook.com", "retired"],
    ["mail.messaging.microsoft.com", "retired"],
    ["gmr-smtp-in.l.google.com", "retired"],
    ["smtp.google.com", undefined],
    ["smtp.secureserver.net", undefined],
    ["smtp.rzone.de", undefined],
    // both the MX and the submission host
    ["mail.your-server.de", undefined],
    ["sv1234.xserver.jp", undefined],
    ["example-com.mail.protection.outlook.com", undefined],
    ["mail.example.com", undefined],
  ])("%s: %s", (host, role) => {
    expect(mxHostRole(host)).toBe(role);
  });

  test("a host in a role belongs to its provider", () => {
    expect(ids(providersOfMxHost("ms12345678.msv1.invalid"))).toBe("microsoft-365");
    expect(ids(providersOfMxHost("smtp.gmail.com"))).toBe("google-workspace");
    expect(ids(submissionProviders("smtp.gmail.com"))).toBe("google-workspace");
    expect(ids(submissionProviders("smtp.google.com"))).toBe("");
    expect(ids(providersOfMxHost("feedback.eusend.dev"))).toBe("");
  });
});

describe("hosts that may stand in one MX set", () => {
  test.each([
    ["aspmx.l.google.com", "aspmx2.googlemail.com", true],
    ["example-com.mail.protection.outlook.com", "example-com.k-v1.mx.microsoft", true],
    ["uk.mx1.mailanyone.net", "uk.mx2.mx25.net", true],
    ["mx.spamexperts.com", "lastmx.spamexperts.net", true],
    ["example-com.mx1.comendosystems.com", "example-com.mx2.comendosystems.net", true],
    ["inbound-smtp.us-east-1.amazonaws.com", "inbound-smtp.resend.com", true],
    ["mx01.active-w.net", "mx1.activegate-ss.jp", true],
    ["mx1.hostinger.com", "aspmx.l.google.com", false],
    ["aspmx.l.google.com", "gmail-smtp-in.l.google.com", false],
    ["mx.zoho.com", "mx2.zoho.eu", false],
    ["example-com.mail.protection.outlook.com", "mx01.hornetsecurity.com", false],
    ["smtp.secureserver.net", "example-com.mail.protection.outlook.com", false],
    ["mail.example.com", "mail.example.com", false],
  ])("%s and %s: %s", (a, b, expected) => {
    expect(agree(providersOfMxHost(a), providersOfMxHost(b))).toBe(expected);
    expect(agree(providersOfMxHost(b), providersOfMxHost(a))).toBe(expected);
  });

  test("a gateway and the mailbox behind it", () => {
    expect(behind(get("hornetsecurity"), get("microsoft-365"))).toBe(true);
    expect(behind(get("hornetsecurity"), get("godaddy-m365"))).toBe(true);
    expect(behind(get("hornetsecurity"), get("fastmail"))).toBe(false);
    expect(behind(get("microsoft-365"), get("hornetsecurity"))).toBe(false);
  });
});

describe("the provider of an SPF term", () => {
  test.each([
    ["_spf.google.com", "google-workspace"],
    ["_SPF.Google.COM.", "google-workspace"],
    ["aspmx.googlemail.com", "google-workspace"],
    ["spf.protection.outlook.com", "microsoft-365"],
    ["secureserver.net", "godaddy godaddy-m365"],
    ["usb._netblocks.mimecast.com", "mimecast"],
    ["dispatch-us.ppe-hosted.com", "proofpoint-essentials"],
    ["%{i}.spf.hc123-45.eu.iphmx.com", "cisco-secure-email"],
    ["%{i}._ip.%{h}._ehlo.%{d}._spf.vali.email", "spf-flatteners"],
    ["example.com.spf.hornetdmarc.com", "hornetsecurity"],
    ["sv1234.xserver.jp", "xserver"],
    ["www1234.sakura.ne.jp", "sakura"],
    ["_spf.bizmw.com", "ntt-bizmail"],
    ["crmstyle.com", "synergy"],
    ["x.smp.ne.jp", ""],
    ["_spf.mailersend.net", "mailersend"],
    ["zohomail.eu", "zoho-eu zoho-com"],
    ["zohomail.com", "zoho-com zoho-au zoho-ca zoho-eu zoho-in zoho-jp"],
    ["spf.%{d}", ""],
    ["%{i}", ""],
    ["_spf.example.com", ""],
    ["", ""],
  ])("%s is %s", (domain, expected) => {
    expect(ids(providersOfSpfDomain(domain))).toBe(expected);
  });

  test("costs are dated and count the include itself", () => {
    expect(includeCost("_spf.google.com")).toEqual({ lookups: 1, asOf: "2026-04-23" });
    expect(includeCost("SPF.tmes.trendmicro.com.")).toEqual({ lookups: 3, asOf: "2026-04-23" });
    expect(includeCost("spf.brevo.com")).toEqual({ lookups: 1, asOf: "2026-04" });
    expect(includeCost("email.freshdesk.com")).toBeUndefined();
    expect(includeCost("_spf.example.com")).toBeUndefined();
  });

  test.each([
    ["aspmx.l.google.com", "google-workspace"],
    ["smtp.gmail.com", "google-workspace"],
    ["mail.protection.outlook.com", "microsoft-365"],
    ["example-com.mail.protection.outlook.com", "microsoft-365"],
    ["smtp.sendgrid.net", "sendgrid"],
    ["gmr-smtp-in.l.google.com", "google-domains-forwarding"],
    ["ms12345678.msv1.invalid", "microsoft-365"],
    ["aspmx.googlemail.com", undefined],
    ["mx.ovh.com", undefined],
    ["sendgrid.net", undefined],
    ["secureserver.net", undefined],
    ["relay.mailchannels.net", undefined],
    ["mx1.example.com", undefined],
  ])("the host %s is known to hold no SPF: %s", (domain, expected) => {
    expect(hasNoSpf(domain)?.id).toBe(expected);
  });

  test("whatever anybody is told to include is never known to hold none", () => {
    for (const { spf } of allProviders()) {
      for (const term of [...(spf?.mechanisms ?? []), ...(spf?.recommended ?? [])]) {
        expect(hasNoSpf(term.replace(/^.*?[:=]/, ""))).toBeUndefined();
      }
    }
  });
});

describe("the provider of a DKIM target", () => {
  test.each([
    ["selector1-example-com._domainkey.example.onmicrosoft.com", "microsoft-365 godaddy-m365"],
    ["selector1-example-com._domainkey.example.n-v1.dkim.mail.microsoft", "microsoft-365 godaddy-m365"],
    ["s1.domainkey.u1234567.wl123.sendgrid.net", "sendgrid"],
    ["dkim2.mcsv.net", "mailchimp"],
    ["strato-dkim-0002._domainkey.rzone.de", "strato"],
    ["litesrv._domainkey.mlsend.com", "mailerlite"],
    ["mlsend2._domainkey.mailersend.net", "mailersend"],
    ["selector._domainkey.example.com", ""],
  ])("%s is %s", (host, expected) => {
    expect(ids(providersOfDkimTarget(host))).toBe(expected);
  });
});

describe("a listed host with variables", () => {
  test.each([
    ["example-com.mail.protection.outlook.com", "{domainDashed}.mail.protection.outlook.com", true],
    [".mail.protection.outlook.com", "{domainDashed}.mail.protection.outlook.com", false],
    ["eu-smtp-inbound-1.mimecast.com", "{region}-smtp-inbound-1.mimecast.com", true],
    ["eu-smtp-inbound-2.mimecast.com", "{region}-smtp-inbound-1.mimecast.com", false],
    ["d1.a.ess.uk.barracudanetworks.com", "d{id}.a.ess.{region}.barracudanetworks.com", true],
    ["mx1.improvmx.com", "mx1.improvmx.com", true],
    ["mx1.improvmx.com.example", "mx1.improvmx.com", false],
    ["mail.example.com", "mail.{domain}", true],
    ["mail.", "mail.{domain}", false],
  ])("%s fits %s: %s", (host, template, expected) => {
    expect(fitsTemplate(host, template)).toBe(expected);
  });
});

describe("a provider", () => {
  test("has the sets it publishes first, then those that are seen", () => {
    const google = get("google-workspace").mx?.sets ?? [];
    expect(google.map(({ records, recommended, obsolete }) => [records.length, recommended, obsolete])).toEqual([
      [1, true, false],
      [5, false, false],
      [5, false, true],
    ]);
    expect(get("lolipop").mx?.sets.map(({ records }) => records)).toEqual([
      [{ preference: 10, host: "mx01.lolipop.jp" }],
      [{ preference: 50, host: "mx01.lolipop.jp" }],
    ]);
    expect(get("cloudflare-email-routing").mx?.sets[0]?.records[0]?.preference).toBe("*");
    expect(get("forward-email").mx?.sets[0]?.preferencesConfirmed).toBe(false);
    expect(get("microsoft-365").mx).toMatchObject({ singleMxNormal: true, tenantSpecific: true });
    expect(get("mailchimp").mx).toBeUndefined();
  });

  test("tells the end of its service", () => {
    expect(get("amazon-workmail").endOfService).toBe("2027-03-31");
  });

  test("is unknown under another id", () => {
    expect(provider("__proto__")).toBeUndefined();
    expect(provider("gmail")).toBeUndefined();
  });
});
