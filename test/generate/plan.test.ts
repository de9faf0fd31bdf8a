import { describe, expect, test } from "vitest";
import { isWhollyKnown, pendingTexts, planMail, withValues } from "../../src/generate/plan.ts";
import { faultText, type HostedRequest, type MailRequest } from "../../src/generate/request.ts";
import { zoneOf } from "../../src/generate/zone.ts";
import { Unknown } from "../../src/model/value.ts";
import { presentation } from "../../src/syntax/presentation.ts";
import { keys } from "../dkim-keys.ts";
import { findings, part, request } from "./examples.ts";

/** The records as a zone file has them, long keys cut. */
function lines(asked: MailRequest): string[] {
  const planned = planMail(asked);
  if (!planned.ok) throw new Error(planned.faults.map(faultText).join("\n"));
  const { records } = planned.plan;
  expect(findings(records, "part")).toEqual([]);
  return zoneOf(records, "example.com", "part").records.map((record, index) =>
    `${records[index]?.role}: ${presentation(record)}`.replaceAll(/MII[A-Za-z0-9+/=" ]+/g, "MII…"),
  );
}

function faults(asked: unknown): string[] {
  const planned = planMail(asked as MailRequest);
  return planned.ok ? [] : planned.faults.map(faultText);
}

describe("plans", () => {
  test.each<[string, MailRequest, string[]]>([
    ["Fastmail: nothing but the domain", request({ provider: { id: "fastmail" } }), []],
    [
      "Google with SendGrid and blastengine",
      request({
        provider: part("google-workspace"),
        senders: [part("sendgrid"), part("blastengine")],
        spf: ["ip4:192.0.2.7"],
        dmarc: "quarantine",
        rua: ["dmarc@example.com", "mailto:rua@example.net"],
        tlsReports: ["tls@example.com"],
      }),
      [],
    ],
    ["Microsoft 365 behind Mimecast", request({ provider: part("microsoft-365"), gateway: part("mimecast") }), []],
    ["Sakura", request({ provider: part("sakura"), dmarc: "reject" }), []],
    ["Yandex alone keeps its redirect", request({ provider: part("yandex-360") }), []],
    ["Yandex with a sender", request({ provider: part("yandex-360"), senders: [{ id: "zendesk" }] }), []],
    [
      "Amazon SES with MAIL FROM, at a subdomain",
      request({
        provider: { id: "gandi" },
        senders: [
          { ...part("amazon-ses"), at: "news" },
          { ...part("mailgun"), at: "mg" },
        ],
      }),
      [],
    ],
    [
      "Cloudflare Email Routing",
      request({ provider: { id: "cloudflare-email-routing" }, senders: [part("resend")] }),
      [],
    ],
    ["the us hosts of Fastmail", request({ provider: { id: "fastmail", mxSet: "us" }, spfAll: "-all" }), []],
    ["Aruba, whose MX is in the customer's zone", request({ provider: part("aruba") }), []],
    [
      "keys of one's own",
      request({
        provider: { id: "lolipop" },
        dkim: [
          { selector: "s2026", key: `v=DKIM1; p=${keys.rsa2048}` },
          { selector: "app", target: "app.dkim.example.net" },
        ],
        dmarc: "reject",
      }),
      [],
    ],
    ["a parked domain", { domain: "Example.COM.", parked: true }, []],
    ["a parked domain with reports", { domain: "example.com", parked: true, rua: ["dmarc@example.net"] }, []],
  ])("%s", (_, asked) => {
    expect(lines(asked)).toMatchSnapshot();
  });
});

describe("what is refused", () => {
  const google = part("google-workspace");
  test.each<[string, unknown]>([
    ["no domain", { domain: "example", provider: google }],
    ["an address", { domain: "192.0.2.1", provider: google }],
    ["a name with no room below it", { domain: `${"a.".repeat(123)}com`, provider: google }],
    ["no name", { domain: "exa mple.com", provider: google }],
    ["an unknown provider", request({ provider: { id: "fastmial" } })],
    ["a sender as provider", request({ provider: { id: "sendgrid" } })],
    ["a provider that is only recognised", request({ provider: { id: "biglobe" } })],
    ["a provider without known SPF", request({ provider: { id: "wordpress-com-forwarding" } })],
    ["a provider that is no more", request({ provider: { id: "flockmail" } })],
    ["a mailbox as gateway", request({ provider: google, gateway: { id: "fastmail" } })],
    ["a mailbox as sender", request({ provider: google, senders: [{ id: "fastmail" }] })],
    ["a missing MX host", request({ provider: { id: "microsoft-365" } })],
    ["a missing region", request({ provider: google, gateway: { id: "mimecast" } })],
    ["a value that does not fit", request({ provider: { id: "sakura", values: { initialDomain: "example.com" } } })],
    [
      "a final dot",
      request({
        provider: { id: "microsoft-365", values: { m365MxHost: "example-com.mail.protection.outlook.com." } },
      }),
    ],
    ["a value nobody asked for", request({ provider: { id: "fastmail", values: { dkimKey: "x" } } })],
    ["a misspelt value", request({ provider: { id: "google-workspace", values: { dkimkey: "x" } } })],
    [
      "a prototype's property",
      request({
        provider: {
          id: "google-workspace",
          values: JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>,
        },
      }),
    ],
    ["a broken key", request({ provider: { id: "google-workspace", values: { dkimKey: "v=DKIM1; k=rsa; p=AAAA" } } })],
    [
      "a private key",
      request({ provider: { id: "lolipop" }, dkim: [{ selector: "s", key: "-----BEGIN PRIVATE KEY-----MIIB" }] }),
    ],
    ["an unknown MX set", request({ provider: { id: "fastmail", mxSet: "eu" } })],
    ["an MX set of none", request({ provider: { id: "gandi", mxSet: "eu" } })],
    ["a stage", request({ provider: { id: "fastmail" }, dmarc: "block" as "none" })],
    ["enforcement before DKIM", request({ provider: { id: "google-workspace" }, dmarc: "quarantine" })],
    [
      "enforcement before a sender's DKIM",
      request({
        provider: { id: "fastmail" },
        senders: [{ id: "sendgrid", values: { emHost: "em1" } }],
        dmarc: "quarantine",
      }),
    ],
    ["reject without a known key", request({ provider: { id: "lolipop" }, dmarc: "reject" })],
    ["report addresses", request({ provider: google, rua: ["dmarc", "日本@example.com"] })],
    ["TLS reports", request({ provider: google, tlsReports: ["https://"] })],
    [
      "an SPF term",
      request({
        provider: google,
        spf: ["ip4:192.0.2.1 ip4:192.0.2.2", "ip:192.0.2.3", "-all", "redirect=example.net"],
      }),
    ],
    ["how SPF ends", request({ provider: google, spfAll: "?all" as "~all" })],
    [
      "too many look-ups",
      request({ provider: part("xserver"), senders: [part("salesforce"), part("sendgrid"), part("mailgun")] }),
    ],
    ["two at one selector", request({ provider: part("tuta"), senders: [part("sendgrid")] })],
    ["a sender twice", request({ provider: google, senders: [part("zendesk"), { ...part("zendesk"), at: "help" }] })],
    ["a place", request({ provider: google, senders: [{ id: "zendesk", at: "mail.example.com." }] })],
    [
      "keys of one's own",
      request({
        provider: google,
        dkim: [{ selector: "s._domainkey", key: "p=" }, { selector: "s" }, { selector: "t", key: "x", target: "y" }],
      }),
    ],
    [
      "keys that are none, and hosts that hold none",
      request({
        provider: google,
        dkim: [
          { selector: "a", key: "v=DKIM1; p=" },
          ...["MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A", "host", "192.0.2.1", "two words.example.net", "x.example.net"].map(
            (target, index) => ({ selector: `t${index}`, target }),
          ),
          { selector: "T4", target: "y.example.net" },
        ],
      }),
    ],
    ["several things at once", request({ provider: { id: "x" }, senders: [{ id: "y" }], dmarc: "z" as "none" })],
  ])("%s", (_, asked) => {
    expect(faults(asked)).toMatchSnapshot();
  });

  test("without values in the messages where they may be secret", () => {
    const asked = request({
      provider: { id: "google-workspace", values: { dkimKey: "s3cret" } },
      spf: ["s3cret"],
      rua: ["s3cret"],
      dkim: [{ selector: "a", key: "s3cret" }],
    });
    const planned = planMail(asked, { hideValues: true });
    expect(planned.ok ? [] : planned.faults.map(({ at }) => at[0])).toEqual(["provider", "spf", "dkim", "rua"]);
    expect(JSON.stringify(planned)).not.toContain("s3cret");
  });

  test("without a private key", () => {
    const key = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v";
    const asked = request({
      provider: { id: "google-workspace", values: { dkimKey: key } },
      dkim: [
        { selector: "a", key: `v=DKIM1; p=${key}` },
        { selector: "b", target: key },
      ],
    });
    const said = faults(asked);
    expect(said).toHaveLength(3);
    expect(said.join()).not.toContain(key.slice(16));
  });
});

describe("values that are not known yet", () => {
  test("change no role, and what follows from them is not known", () => {
    const host = new Unknown("preview");
    const token = new Unknown("secret");
    const domain = new Unknown("preview");
    const asked: HostedRequest = {
      domain,
      provider: { id: "microsoft-365", values: { m365MxHost: host } },
      senders: [{ id: "amazon-ses", values: { dkimToken1: token, dkimZone: "dkim.amazonses.com" } }],
    };
    const open = planMail(asked);
    if (!open.ok) throw new Error(open.faults.map(faultText).join("\n"));
    const values = new Map([
      [host, "example-com.mail.protection.outlook.com"],
      [token, "abcdefghij2klmnopqrst3uvwxyz4567"],
      [domain, "example.com"],
    ]);
    const closed = planMail(withValues(asked, values));
    if (!closed.ok) throw new Error(closed.faults.map(faultText).join("\n"));
    const shape = ({ records }: typeof open.plan) => records.map(({ role, type, owner }) => `${role} ${type} ${owner}`);
    expect(shape(open.plan)).toEqual(shape(closed.plan));
    expect(shape(open.plan)).toEqual([
      "mx-1 MX @",
      "spf TXT @",
      "autodiscover-cname CNAME autodiscover",
      "amazon-ses-dkim-1 CNAME {dkimToken1}._domainkey",
      "dmarc TXT _dmarc",
    ]);
    const uses = Object.fromEntries(
      open.plan.records.map((record) => [record.role, [record.nameUses, record.valueUses]]),
    );
    expect(uses["mx-1"]).toEqual([[domain], [host]]);
    expect(uses["amazon-ses-dkim-1"]).toEqual([[token, domain], [token]]);
    expect(uses["autodiscover-cname"]).toEqual([[domain], []]);
    expect(open.plan.records.find(({ role }) => role === "spf")?.value).toBe(
      "v=spf1 include:spf.protection.outlook.com -all",
    );
    expect(closed.plan.records.every(isWhollyKnown)).toBe(true);
  });

  test("are checked when they are there", () => {
    const host = new Unknown("preview");
    const asked = request({ provider: { id: "microsoft-365", values: { m365MxHost: host } } });
    expect(faults(asked)).toEqual([]);
    expect(faults(withValues(asked, new Map([[host, "mx.example.net"]])))[0]).toMatch(
      /^provider\.values\.m365MxHost is "mx\.example\.net", which is not what Microsoft 365/,
    );
  });

  test("an SPF term counts a look-up at least", () => {
    const planned = planMail(request({ provider: { id: "gandi" }, spf: [new Unknown("preview")] }));
    expect(planned.ok && planned.plan.spf).toEqual([
      { name: "example.com", lookups: 2, isLowerBound: true, measured: undefined },
    ]);
  });
});

describe("values that are missing", () => {
  test("leave out what waits for them", () => {
    const planned = planMail(
      request({
        provider: { id: "google-workspace" },
        senders: [{ id: "amazon-ses", values: { mailFrom: "bounce" } }],
      }),
    );
    if (!planned.ok) throw new Error(planned.faults.map(faultText).join("\n"));
    expect(planned.plan.records.map(({ role }) => role)).toEqual(["mx-1", "spf", "dmarc"]);
    expect(pendingTexts(planned.plan.pending).map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "Google Workspace (Gmail) still needs google._domainkey TXT, and for that:
        provider.values.dkimKey: DKIM record value (public key), such as "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ…"; found at: Google Admin console > Apps > Google Workspace > Gmail > Authenticate email > Generate new record (prefix "google" is the default; then press Start authentication)",
        "Amazon SES (sending and receiving) still needs {dkimToken1}._domainkey CNAME, {dkimToken2}._domainkey CNAME, {dkimToken3}._domainkey CNAME, and for that:
        senders[0].values.dkimToken1: DKIM token 1 of 3, such as "abcdefghij2klmnopqrst3uvwxyz4567"; found at: Amazon SES console > Identities > the domain > Authentication > DKIM > Publish DNS records (the three CNAME names begin with the token)
        senders[0].values.dkimZone: DKIM zone of the CNAME values, such as "dkim.amazonses.com"; found at: Amazon SES console > Identities > the domain > Authentication > DKIM: the end of the CNAME values; API field SigningHostedZone
        senders[0].values.dkimToken2: DKIM token 2 of 3, such as "bbcdefghij2klmnopqrst3uvwxyz4567"; found at: Amazon SES console > Identities > the domain > Authentication > DKIM > Publish DNS records (the three CNAME names begin with the token)
        senders[0].values.dkimToken3: DKIM token 3 of 3, such as "cbcdefghij2klmnopqrst3uvwxyz4567"; found at: Amazon SES console > Identities > the domain > Authentication > DKIM > Publish DNS records (the three CNAME names begin with the token)",
        "Amazon SES (sending and receiving) still needs {mailFrom} MX, {mailFrom} TXT, and for that:
        senders[0].values.region: AWS region, one of us-east-1, us-east-2, us-west-1, us-west-2, af-south-1, ap-south-1, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-southeast-1, ap-southeast-2, ca-central-1, eu-central-1, eu-west-1, eu-west-2, eu-west-3, eu-south-1, eu-north-1, me-south-1, sa-east-1, us-gov-west-1, il-central-1, eu-central-2; found at: region selector of the AWS console, and the MX value shown beside the MAIL FROM domain",
      ]
    `);
  });
});
