import { describe, expect, test } from "vitest";
import { differenceText, isDrifted } from "../../../src/generate/into/difference.ts";
import type { MergeOptions } from "../../../src/generate/into/merge.ts";
import { faultText, type HostedRequest, type MailRequest } from "../../../src/generate/request.ts";
import { presentation } from "../../../src/syntax/presentation.ts";
import { keys } from "../../dkim-keys.ts";
import { zones } from "../../zones.ts";
import { part, request } from "../examples.ts";
import { merge } from "./pairs.ts";

const KEY =
  "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAy3r//jGceghZi/vOxkQTCgnQCrhAs4xE8avLXW8PKDQfDdU/WaNGmOK1pVv0PKQ85EQ9Zt8+sZVbr/HwSaX8g0iAAb/RYkEMnWHrWefaQIL92+XV4zszczsHXjPV8rPh7RoiszOx7do3yxGVB5GBL3TatHxKNj47WP9Qw3HwQIIBCD0IlQMe9KessTPt/QnTqZ3XUvDnKeXEhxY0rvsHY0GRgTB3cuikkJuBn5LroOnXJq1rkHPEgFBBYqZE+bWEfuTVnWrCVD96s466HE4zHcVQ1QfuKebh1rwMxbAae0keKXkwiYYq5K9j20ijWMMjjAr6gF56PphcLdvEfDC2fwIDAQAB";
const google = request({ provider: { id: "google-workspace", values: { dkimKey: KEY } } });
const parked: MailRequest = { domain: "example.com", parked: true };

/** A zone whose mail is at Google, with more lines. */
const atGoogle = (more = ""): string => `$ORIGIN example.com.
  @ 300 MX 1 smtp.google.com.
  @ TXT v=spf1 include:_spf.google.com ~all
  _dmarc TXT v=DMARC1; p=none; rua=mailto:postmaster@example.com
  google._domainkey TXT ${KEY}
  ${more}`;

/** What is to be done, or the faults; keys are shortened. */
function told(asked: MailRequest, text: string, options: Partial<MergeOptions> = {}): string {
  const merged = merge(asked, zones(text), options);
  if (!merged.ok) return merged.faults.map(faultText).join("\n");
  const { deployment } = merged;
  const notes = deployment.notes.map(({ en }) => `note: ${en}\n`).join("");
  return (differenceText(deployment) + notes).replace(/(p=MIIB)[^;\\]*?"(?=\n|$)/g, '$1…"');
}

describe("nothing to do", () => {
  test.each<[string, MailRequest, string]>([
    ["what is needed is declared", google, atGoogle()],
    ["values are told by the records", request({ provider: { id: "google-workspace" } }), atGoogle()],
    [
      "an MX set that is offered besides",
      request({ provider: { id: "google-workspace" } }),
      atGoogle().replace(
        "@ 300 MX 1 smtp.google.com.",
        `@ MX 1 aspmx.l.google.com.
       @ MX 5 alt1.aspmx.l.google.com.
       @ MX 5 alt2.aspmx.l.google.com.
       @ MX 10 alt3.aspmx.l.google.com.
       @ MX 10 alt4.aspmx.l.google.com.`,
      ),
    ],
    [
      "other preferences in the same order",
      request({ provider: { id: "fastmail" } }),
      `@ MX 1 in1-smtp.messagingengine.com.
      @ MX 5 in2-smtp.messagingengine.com.
      @ TXT v=spf1 include:spf.messagingengine.com ~all
      fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.
      fm2._domainkey CNAME fm2.example.com.dkim.fmhosted.com.
      fm3._domainkey CNAME fm3.example.com.dkim.fmhosted.com.
      _dmarc TXT v=DMARC1; p=none`,
    ],
    [
      "a name that a DMARC policy above holds for",
      { ...google, domain: "team.example.com" },
      `_dmarc TXT v=DMARC1; p=reject
      team MX 10 smtp.google.com.
      team TXT v=spf1 include:_spf.google.com ~all
      google._domainkey.team TXT ${KEY}`,
    ],
    ["a stricter DMARC policy", google, atGoogle().replace("p=none", "p=reject; sp=quarantine")],
    [
      "own terms and another end of SPF",
      google,
      atGoogle().replace("v=spf1", "v=spf1 ip4:192.0.2.0/24 exists:%{i}.example.net").replace("~all", "-all"),
    ],
    [
      "the include in an own policy that is included",
      google,
      `${atGoogle().replace("include:_spf.google.com", "include:_spf.example.com")}
      _spf TXT v=spf1 ip4:192.0.2.1 include:_spf.google.com ~all`,
    ],
    [
      "texts of others, addresses, other names",
      google,
      atGoogle(`@ TXT google-site-verification=abc
      @ TXT MS=ms12345678
      @ CAA 0 issue "letsencrypt.org"
      www CNAME example.net.
      s1._domainkey CNAME s1.domainkey.u1.wl1.sendgrid.net.
      other._domainkey TXT v=DKIM1; p=
      mail MX 10 mx.example.net.`),
    ],
    ["a key that is spaced in another way", google, atGoogle().replace("v=DKIM1; k=rsa; p=", "v=DKIM1;k=rsa;p=")],
    [
      "a parked domain",
      parked,
      `@ MX 0 .
      @ TXT v=spf1 -all
      _dmarc TXT v=DMARC1; p=reject`,
    ],
    [
      "DMARC that is set elsewhere",
      google,
      atGoogle().replace(/_dmarc TXT .*/, "_dmarc CNAME example.com.dmarc.example.net."),
    ],
    ["an apex alias that the DNS host flattens", google, atGoogle("@ CNAME web.example.net. ; flattened")],
  ])("%s", (_, asked, text) => {
    const merged = merge(asked, zones(text));
    if (!merged.ok) throw new Error(merged.faults.map(faultText).join("; "));
    expect(differenceText(merged.deployment)).toBe("");
    expect(isDrifted(merged.deployment)).toBe(false);
    expect(merged.deployment.pending).toEqual([]);
  });
});

test("what the declared records tell", () => {
  const text = `@ MX 0 example-com.mail.protection.outlook.com.
    @ TXT v=spf1 include:spf.protection.outlook.com -all
    @ TXT MS=ms12345678
    selector1._domainkey CNAME selector1-example-com._domainkey.contoso.onmicrosoft.com.
    selector2._domainkey CNAME selector2-example-com._domainkey.contoso.onmicrosoft.com.
    autodiscover CNAME autodiscover.outlook.com.
    em1234 CNAME u1.wl1.sendgrid.net.
    s1._domainkey CNAME s1.domainkey.u1.wl1.sendgrid.net.
    s2._domainkey CNAME s2.domainkey.u1.wl1.sendgrid.net.
    _dmarc TXT v=DMARC1; p=none`;
  const merged = merge(request({ provider: { id: "microsoft-365" }, senders: [{ id: "sendgrid" }] }), zones(text));
  expect(merged.ok && merged.inferred.map(({ at, value }) => `${at.join(".")} = ${value}`)).toMatchInlineSnapshot(`
    [
      "provider.values.m365MxHost = example-com.mail.protection.outlook.com",
      "provider.values.m365Dkim1 = selector1-example-com._domainkey.contoso.onmicrosoft.com",
      "provider.values.m365Dkim2 = selector2-example-com._domainkey.contoso.onmicrosoft.com",
      "provider.values.m365Verification = MS=ms12345678",
      "senders.0.values.sendgridHost = u1.wl1.sendgrid.net",
      "senders.0.values.emHost = em1234",
    ]
  `);
  expect(merged.ok && merged.deployment.entries.map(({ role, purpose }) => `${role} ${purpose ?? "-"}`))
    .toMatchInlineSnapshot(`
      [
        "mx-1 mx",
        "spf spf",
        "verification verification",
        "dkim-selector1 dkim",
        "dkim-selector2 dkim",
        "autodiscover-cname other",
        "sendgrid-return-path return-path",
        "sendgrid-dkim-s1 dkim",
        "sendgrid-dkim-s2 dkim",
        "dmarc dmarc",
      ]
    `);
});

describe("values that are not told", () => {
  test.each([
    [
      "a key of whoever takes the mail today, at the same name",
      "onamae-mail",
      `@ MX 10 mail1004.conoha.ne.jp.
      @ TXT v=spf1 include:_spf.conoha.ne.jp include:_spf.onamae.ne.jp ~all
      default._domainkey TXT ${KEY}`,
    ],
    [
      "two that come into question",
      "pobox",
      `@ MX 10 mx-1.pobox.com.
      @ MX 10 mx-2.pobox.com.
      @ MX 10 mx-3.pobox.com.
      one._domainkey TXT ${KEY}
      two._domainkey TXT ${KEY}`,
    ],
    [
      "somebody else's selector, where nothing speaks of the provider",
      "pobox",
      `@ MX 1 smtp.google.com.
      one._domainkey TXT ${KEY}`,
    ],
  ])("%s", (_, id, text) => {
    const values: Record<string, string> = id === "onamae-mail" ? { tenantHost: "mail1042.onamae.ne.jp" } : {};
    const merged = merge(request({ provider: { id, values } }), zones(text));
    expect(merged.ok && merged.inferred).toEqual([]);
  });

  test("a given one counts more than a declared one", () => {
    const other = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    const asked = request({ provider: { id: "google-workspace", values: { dkimKey: other } } });
    expect(told(asked, atGoogle())).toMatchInlineSnapshot(`
      "--- declared
      +++ needed
      @@ google._domainkey.example.com. TXT @@
      -google._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
      +google._domainkey.example.com. IN TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
      "
    `);
  });
});

describe("a new provider", () => {
  const fastmail = request({ provider: part("fastmail") });

  test("is prepared beside the old one", () => {
    expect(told(fastmail, atGoogle("autodiscover CNAME autodiscover.google.com."))).toMatchInlineSnapshot(`
      "--- declared
      +++ needed
      @@ example.com. TXT @@
      -example.com. IN TXT "v=spf1 include:_spf.google.com ~all"
      +example.com. IN TXT "v=spf1 include:_spf.google.com include:spf.messagingengine.com ~all"
      @@ fm1._domainkey.example.com. CNAME @@
      +fm1._domainkey.example.com. IN CNAME fm1.example.com.dkim.fmhosted.com.
      @@ fm2._domainkey.example.com. CNAME @@
      +fm2._domainkey.example.com. IN CNAME fm2.example.com.dkim.fmhosted.com.
      @@ fm3._domainkey.example.com. CNAME @@
      +fm3._domainkey.example.com. IN CNAME fm3.example.com.dkim.fmhosted.com.

      stays until it is replaced:
        example.com. 300 IN MX 1 smtp.google.com.
          of Google Workspace (Gmail): beside the MX records of Fastmail it would take a part of the mail
        google._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
          of Google Workspace (Gmail): it signs the mail of Google Workspace (Gmail) alone
        autodiscover.example.com. IN CNAME autodiscover.google.com.
          of Google Workspace (Gmail): it serves the mail of Google Workspace (Gmail) alone

      waits until then:
        example.com. 300 IN MX 10 in1-smtp.messagingengine.com.
        example.com. 300 IN MX 20 in2-smtp.messagingengine.com.
      "
    `);
  });

  test("takes the place of the old one where that is asked for", () => {
    expect(told(fastmail, atGoogle("autodiscover CNAME autodiscover.google.com."), { replace: true }))
      .toMatchInlineSnapshot(`
      "--- declared
      +++ needed
      @@ example.com. MX @@
      -example.com. 300 IN MX 1 smtp.google.com.
      +example.com. 300 IN MX 10 in1-smtp.messagingengine.com.
      +example.com. 300 IN MX 20 in2-smtp.messagingengine.com.
      @@ example.com. TXT @@
      -example.com. IN TXT "v=spf1 include:_spf.google.com ~all"
      +example.com. IN TXT "v=spf1 include:spf.messagingengine.com ~all"
      @@ fm1._domainkey.example.com. CNAME @@
      +fm1._domainkey.example.com. IN CNAME fm1.example.com.dkim.fmhosted.com.
      @@ fm2._domainkey.example.com. CNAME @@
      +fm2._domainkey.example.com. IN CNAME fm2.example.com.dkim.fmhosted.com.
      @@ fm3._domainkey.example.com. CNAME @@
      +fm3._domainkey.example.com. IN CNAME fm3.example.com.dkim.fmhosted.com.
      @@ google._domainkey.example.com. TXT @@
      -google._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
      @@ autodiscover.example.com. CNAME @@
      -autodiscover.example.com. IN CNAME autodiscover.google.com.
      note: the DKIM records of Google Workspace (Gmail) go: mail signed before may be on its way for some days, and fails where it is verified after that; where that matters, put them back for a week
      "
    `);
  });

  test("leaves senders and own terms in SPF", () => {
    const text = atGoogle().replace("v=spf1", "v=spf1 a ip4:192.0.2.1 include:sendgrid.net");
    expect(told(fastmail, text, { replace: true })).toContain(
      '+example.com. IN TXT "v=spf1 a ip4:192.0.2.1 include:sendgrid.net include:spf.messagingengine.com ~all"',
    );
  });

  test("keeps its hands off a key that the old one signs with, under the same name", () => {
    const onamae = request({ provider: part("onamae-mail") });
    const text = `@ MX 10 mail1004.conoha.ne.jp.
      @ TXT v=spf1 include:_spf.conoha.ne.jp ~all
      default._domainkey TXT v=DKIM1; k=rsa; p=${keys.rsa1024}
      _dmarc TXT v=DMARC1; p=none`;
    expect(told(onamae, text)).toMatchInlineSnapshot(`
      "--- declared
      +++ needed
      @@ example.com. TXT @@
      -example.com. IN TXT "v=spf1 include:_spf.conoha.ne.jp ~all"
      +example.com. IN TXT "v=spf1 include:_spf.conoha.ne.jp include:_spf.onamae.ne.jp ~all"

      stays until it is replaced:
        example.com. IN MX 10 mail1004.conoha.ne.jp.
          of ConoHa WING (GMO): beside the MX records of Onamae.com Mail / rental server (GMO) it would take a part of the mail
        default._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCz05JYrbEy5JPBNZ0INdlHl3imtoBE6uNvWBy1Ik+k9WbETaEpoINwgFY6nxvrMd+nToga85jsNkqsxv19KKba54molMWUdYNyxdj7vzZL/pGmRDpv76KoIfhJPB6RG8bcKZMVHU92iSU8zX+y9rYeDF1O+4YSN2dL+XC5EOX7JwIDAQAB"
          of ConoHa WING (GMO): Onamae.com Mail / rental server (GMO) needs TXT default._domainkey.example.com for a value of its own, and both cannot stand there

      waits until then:
        example.com. IN MX 10 mail1042.onamae.ne.jp.
        default._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
      "
    `);
    expect(told(onamae, text, { replace: true })).toMatchInlineSnapshot(`
      "--- declared
      +++ needed
      @@ example.com. MX @@
      -example.com. IN MX 10 mail1004.conoha.ne.jp.
      +example.com. IN MX 10 mail1042.onamae.ne.jp.
      @@ example.com. TXT @@
      -example.com. IN TXT "v=spf1 include:_spf.conoha.ne.jp ~all"
      +example.com. IN TXT "v=spf1 include:_spf.onamae.ne.jp ~all"
      @@ default._domainkey.example.com. TXT @@
      -default._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCz05JYrbEy5JPBNZ0INdlHl3imtoBE6uNvWBy1Ik+k9WbETaEpoINwgFY6nxvrMd+nToga85jsNkqsxv19KKba54molMWUdYNyxdj7vzZL/pGmRDpv76KoIfhJPB6RG8bcKZMVHU92iSU8zX+y9rYeDF1O+4YSN2dL+XC5EOX7JwIDAQAB"
      +default._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
      "
    `);
  });

  test("keeps its hands off a key of a signer that nothing tells of, until it is asked", () => {
    const yandex = request({ provider: part("yandex-360") });
    const text = `@ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com ~all
      mail._domainkey TXT v=DKIM1; k=rsa; p=${keys.rsa1024}`;
    const isChanged = (replace: boolean): boolean => /^-mail\._domainkey/m.test(told(yandex, text, { replace }));
    expect([isChanged(false), isChanged(true)]).toEqual([false, true]);
  });

  test("sends nothing while nobody could answer it", () => {
    expect(told(google, "@ MX 0 .\n@ TXT v=spf1 -all\n_dmarc TXT v=DMARC1; p=reject")).toMatchInlineSnapshot(`
      "stays until it is replaced:
        example.com. IN MX 0 .
          it says that example.com takes no mail, and no other MX may stand beside it (RFC 7505)
        example.com. IN TXT "v=spf1 -all"
          the policy of example.com becomes "v=spf1 include:_spf.google.com -all"

      waits until then:
        example.com. IN MX 1 smtp.google.com.
        example.com. IN TXT "v=spf1 include:_spf.google.com -all"
        google._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
      "
    `);
  });

  test("for a name below the zone's, with a sender below that", () => {
    const asked: HostedRequest = {
      domain: "team.example.com",
      provider: { id: "google-workspace", values: { dkimKey: KEY } },
      senders: [{ ...part("amazon-ses"), at: "news" }],
    };
    const text = `@ MX 10 in1-smtp.messagingengine.com.
      team MX 1 smtp.google.com.
      team TXT v=spf1 include:_spf.google.com -all
      news.team TXT v=spf1 ip4:192.0.2.1 -all
      _dmarc.team TXT v=DMARC1; p=none`;
    expect(told(asked, text)).toMatchInlineSnapshot(`
      "--- declared
      +++ needed
      @@ google._domainkey.team.example.com. TXT @@
      +google._domainkey.team.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
      @@ abcdefghij2klmnopqrst3uvwxyz4567._domainkey.news.team.example.com. CNAME @@
      +abcdefghij2klmnopqrst3uvwxyz4567._domainkey.news.team.example.com. IN CNAME abcdefghij2klmnopqrst3uvwxyz4567.dkim.amazonses.com.
      @@ bbcdefghij2klmnopqrst3uvwxyz4567._domainkey.news.team.example.com. CNAME @@
      +bbcdefghij2klmnopqrst3uvwxyz4567._domainkey.news.team.example.com. IN CNAME bbcdefghij2klmnopqrst3uvwxyz4567.dkim.amazonses.com.
      @@ cbcdefghij2klmnopqrst3uvwxyz4567._domainkey.news.team.example.com. CNAME @@
      +cbcdefghij2klmnopqrst3uvwxyz4567._domainkey.news.team.example.com. IN CNAME cbcdefghij2klmnopqrst3uvwxyz4567.dkim.amazonses.com.
      @@ bounce.news.team.example.com. MX @@
      +bounce.news.team.example.com. IN MX 10 feedback-smtp.ap-northeast-1.amazonses.com.
      @@ bounce.news.team.example.com. TXT @@
      +bounce.news.team.example.com. IN TXT "v=spf1 include:amazonses.com ~all"
      "
    `);
  });

  test("behind a gateway that is put in front", () => {
    const asked: HostedRequest = { ...google, gateway: part("mimecast") };
    expect(told(asked, atGoogle(), { replace: true })).toMatchInlineSnapshot(`
      "--- declared
      +++ needed
      @@ example.com. MX @@
      -example.com. 300 IN MX 1 smtp.google.com.
      +example.com. 300 IN MX 10 eu-smtp-inbound-1.mimecast.com.
      +example.com. 300 IN MX 10 eu-smtp-inbound-2.mimecast.com.
      @@ example.com. TXT @@
      -example.com. IN TXT "v=spf1 include:_spf.google.com ~all"
      +example.com. IN TXT "v=spf1 include:_spf.google.com include:eu._netblocks.mimecast.com ~all"
      @@ mimecast20260101._domainkey.example.com. TXT @@
      +mimecast20260101._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
      "
    `);
  });

  test("is known by SPF where the MX bear the domain's own name", () => {
    const text = `@ MX 0 example.com.
      @ A 203.0.113.9
      @ TXT v=spf1 +a:sv163.xbiz.ne.jp +mx include:spf.sender.xserver.jp ~all
      default._domainkey TXT ${KEY}`;
    expect(told(google, text, { replace: true })).toMatchInlineSnapshot(`
      "--- declared
      +++ needed
      @@ example.com. MX @@
      -example.com. IN MX 0 example.com.
      +example.com. IN MX 1 smtp.google.com.
      @@ example.com. TXT @@
      -example.com. IN TXT "v=spf1 +a:sv163.xbiz.ne.jp +mx include:spf.sender.xserver.jp ~all"
      +example.com. IN TXT "v=spf1 +mx include:_spf.google.com ~all"
      @@ _dmarc.example.com. TXT @@
      +_dmarc.example.com. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"
      @@ default._domainkey.example.com. TXT @@
      -default._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
      @@ google._domainkey.example.com. TXT @@
      +google._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
      note: the DKIM records of Xserver (Xserver Rental Server) go: mail signed before may be on its way for some days, and fails where it is verified after that; where that matters, put them back for a week
      "
    `);
  });
});

describe("MX", () => {
  test.each<[string, string]>([
    ["missing ones of the same set are added", "@ 300 MX 10 in1-smtp.messagingengine.com."],
    [
      "another order",
      `@ MX 25 in1-smtp.messagingengine.com.
      @ MX 20 in2-smtp.messagingengine.com.`,
    ],
    ["a null MX", "@ MX 0 ."],
    [
      "a backup of one's own",
      `@ MX 10 in1-smtp.messagingengine.com.
      @ MX 20 in2-smtp.messagingengine.com.
      @ MX 90 backup.example.net.`,
    ],
    [
      "MTA-STS",
      `@ MX 1 smtp.google.com.
      _mta-sts TXT v=STSv1; id=1`,
    ],
  ])("%s", (_, text) => {
    const rest = `
      fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.
      fm2._domainkey CNAME fm2.example.com.dkim.fmhosted.com.
      fm3._domainkey CNAME fm3.example.com.dkim.fmhosted.com.
      @ TXT v=spf1 include:spf.messagingengine.com ?all
      _dmarc TXT v=DMARC1; p=none`;
    const asked = request({ provider: { id: "fastmail" } });
    expect(`${told(asked, text + rest)}--replace--\n${told(asked, text + rest, { replace: true })}`).toMatchSnapshot();
  });
});

test("hosts of the provider's own that it does not ask for are called so", () => {
  const text = atGoogle().replace("smtp.google.com", "aspmx2.googlemail.com");
  expect(told(google, text)).toContain("Google Workspace (Gmail) asks for other hosts of its own");
});

describe("SPF", () => {
  test.each<[string, string[]]>([
    ["none", []],
    ["two", ["v=spf1 ip4:192.0.2.1 -all", "v=spf1 include:sendgrid.net a ~all"]],
    ["without an end", ["v=spf1 ip4:192.0.2.1"]],
    ["with an end that lets everybody send", ["v=spf1 include:_spf.google.com +all"]],
    ["with a term that lets nobody pass", ["v=spf1 ?include:_spf.google.com -all"]],
    ["with a redirect of one's own", ["v=spf1 ip4:192.0.2.1 redirect=_spf.example.net"]],
    ["with a term that can be mended", ["v=spf1 ip4:192.0.2.1, include:_spf.google.com ~all"]],
    ["with a term that cannot", ["v=spf1 include:_spf.google.com what:ever ~all"]],
    ["with terms behind the end and an explanation", ["v=spf1 ip4:192.0.2.1 -all a exp=why.example.net"]],
    ["hidden", ["?secret"]],
  ])("%s", (_, texts) => {
    const text = atGoogle().replace(/@ TXT v=spf1 .*/, texts.map((each) => `@ TXT ${each}`).join("\n"));
    const lines = told(google, text).split("\n");
    expect(lines.filter((line) => !/^(?:---|\+\+\+|@@)/.test(line)).join("\n")).toMatchSnapshot();
  });

  test.each([
    ["-all", "-all"],
    ["~all", "~all"],
    ["?all", "~all"],
    ["redirect=_spf.example.net", "~all"],
  ])("a redirect to a policy that ends in %s becomes an include before %s", (end, all) => {
    const text = `@ TXT v=spf1 redirect=_spf.example.com\n_spf TXT v=spf1 ip4:192.0.2.1 ${end}`;
    expect(told(google, text)).toContain(`"v=spf1 include:_spf.example.com include:_spf.google.com ${all}"`);
    const asked = { ...google, spfAll: "-all" as const };
    expect(told(asked, text)).toContain(`"v=spf1 include:_spf.example.com include:_spf.google.com -all"`);
  });

  test.each(["v=spf1 ip4:192.0.2.1", "v=spf1 ip4:192.0.2.1 +all"])("%s refuses nobody by itself afterwards", (text) => {
    const asked = request({ provider: part("microsoft-365") });
    expect(told(asked, `@ TXT ${text}`)).toContain('"v=spf1 ip4:192.0.2.1 include:spf.protection.outlook.com ~all"');
    expect(told({ ...asked, spfAll: "-all" as const }, `@ TXT ${text}`)).toContain(
      "include:spf.protection.outlook.com -all",
    );
  });

  test.each([
    ["@ TXT v=spf1 ip4:192.0.2.1、 ~all", "192.0.2.1、"],
    ["_dmarc TXT v=DMARC1;p=ｎｏｎｅ", "p=ｎｏｎｅ"],
  ])("what is broken in %s is quoted as it reads", (text, quoted) => {
    expect(told(google, text)).toContain(quoted);
  });

  test("a provider with a redirect, alone and beside others", () => {
    const strato = request({ provider: part("strato") });
    const spfOf = (text: string, replace = false): string =>
      told(strato, text, { replace })
        .split("\n")
        .find((line) => /^\+.*v=spf1/.test(line)) ?? "unchanged";
    expect(spfOf("@ A 203.0.113.9")).toBe('+example.com. IN TXT "v=spf1 redirect=_spf.strato.com"');
    expect(spfOf("@ TXT v=spf1 redirect=_spf.strato.com")).toBe("unchanged");
    expect(spfOf("@ TXT v=spf1 include:_spf.strato.com -all")).toBe("unchanged");
    expect(spfOf("@ TXT v=spf1 ip4:192.0.2.1 -all")).toBe(
      '+example.com. IN TXT "v=spf1 ip4:192.0.2.1 include:_spf.strato.com -all"',
    );
    expect(spfOf(atGoogle(), true)).toBe('+example.com. IN TXT "v=spf1 redirect=_spf.strato.com"');
  });

  test("over ten look-ups", () => {
    const many = Array.from({ length: 9 }, (_, index) => `a:h${index}.example.com`).join(" ");
    const text = atGoogle().replace("v=spf1", `v=spf1 ${many}`);
    const fastmail = request({ provider: part("fastmail") });
    expect(told(fastmail, text)).toMatchInlineSnapshot(
      `"domain would have an SPF policy at example.com that needs at least 11 DNS look-ups (a:h0.example.com 1, a:h1.example.com 1, a:h2.example.com 1, a:h3.example.com 1, a:h4.example.com 1, a:h5.example.com 1, a:h6.example.com 1, a:h7.example.com 1, a:h8.example.com 1, include:_spf.google.com 1, include:spf.messagingengine.com 1); receivers stop at 10 with permerror (RFC 7208 4.6.4); take out what no longer sends, or move in one step: replace takes out the terms of Google Workspace (Gmail)"`,
    );
    expect(told(fastmail, text, { replace: true })).toContain("include:spf.messagingengine.com");
    // What is declared so already is the linter's affair.
    expect(told(google, text.replace(many, `${many} a mx`))).toBe("");
  });
});

describe("DMARC", () => {
  const asked: HostedRequest = { ...google, dmarc: "quarantine" };
  test.each<[string, HostedRequest, boolean, string]>([
    ["the policy that is asked for", asked, false, "v=DMARC1; p=none; sp=reject; rua=mailto:d@example.net; adkim=s"],
    [
      "and places for reports",
      { ...asked, rua: ["new@example.com"] },
      false,
      "v=DMARC1; p=none; rua=mailto:d@example.net",
    ],
    ["the same policy", { ...google, dmarc: "none" }, false, "v=DMARC1; p=none; pct=50"],
    ["tags that are gone", asked, false, "v=DMARC1; p=none; pct=50; ri=3600"],
    ["a broken one", google, true, "v=DMARC1; p=noen"],
    ["one that was meant", google, true, "v=dmarc1; p=reject"],
  ])("%s", (_, hosted, keepDmarc, text) => {
    const zone = atGoogle().replace(/_dmarc TXT .*/, `_dmarc TXT ${text}`);
    expect(told(hosted, zone, { keepDmarc })).toMatchSnapshot();
  });

  test("reports of a name that a policy above holds for", () => {
    const below: HostedRequest = { ...google, domain: "team.example.com", rua: ["team@example.com"] };
    expect(told(below, "_dmarc TXT v=DMARC1; p=reject; sp=quarantine")).toContain(
      '+_dmarc.team.example.com. IN TXT "v=DMARC1; p=quarantine; rua=mailto:team@example.com"',
    );
  });

  test("two of them", () => {
    expect(told(google, atGoogle("_dmarc TXT v=DMARC1; p=reject"))).toMatchInlineSnapshot(`
      "--- declared
      +++ needed
      @@ _dmarc.example.com. TXT @@
      -_dmarc.example.com. IN TXT "v=DMARC1; p=reject"
      note: _dmarc.example.com had 2 DMARC records, of which receivers use none (RFC 9989 4.10.1); there is one now
      "
    `);
  });
});

describe("what stands in the way", () => {
  test.each<[string, MailRequest, string]>([
    ["an alias at the domain", google, "@ CNAME web.example.net."],
    ["a delegation of keys", google, "_domainkey NS ns.example.net."],
    [
      "a zone of its own",
      google,
      `$ORIGIN example.com.
      @ A 203.0.113.9
      $ORIGIN _domainkey.example.com.
      @ SOA ns1.example.net. h.example.net. 1 2 3 4 5`,
    ],
    [
      "routed alternatives",
      google,
      `@ MX 10 a.example.net. ; routing=a
      @ MX 10 b.example.net. ; routing=b`,
    ],
    ["a disabled row", google, "@ MX 1 smtp.google.com. ; disabled"],
    ["a record of the DNS host", google, "@ MX 10 route1.mx.cloudflare.net. ; madeBy=forwarding"],
    ["a zone that is not declared", { ...google, domain: "example.org" }, "@ A 203.0.113.9"],
  ])("%s", (_, asked, text) => {
    expect(told(asked, text, { replace: true })).toMatchSnapshot();
  });

  test("another value at the same name waits, or is replaced", () => {
    const asked = request({ provider: part("microsoft-365") });
    const text = `@ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      autodiscover A 203.0.113.7
      selector1._domainkey TXT ${KEY}
      _dmarc TXT v=DMARC1; p=none`;
    expect(told(asked, text)).toMatchInlineSnapshot(`
      "--- declared
      +++ needed
      @@ example.com. TXT @@
      +example.com. IN TXT "MS=ms12345678"
      @@ selector2._domainkey.example.com. CNAME @@
      +selector2._domainkey.example.com. IN CNAME selector2-example-com._domainkey.contoso.n-v1.dkim.mail.microsoft.

      stays until it is replaced:
        selector1._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
          Microsoft 365 / Exchange Online needs CNAME selector1._domainkey.example.com for a value of its own, and both cannot stand there
        autodiscover.example.com. IN A 203.0.113.7
          Microsoft 365 / Exchange Online needs CNAME autodiscover.example.com for a value of its own, and both cannot stand there

      waits until then:
        selector1._domainkey.example.com. IN CNAME selector1-example-com._domainkey.contoso.n-v1.dkim.mail.microsoft.
        autodiscover.example.com. IN CNAME autodiscover.outlook.com.
      "
    `);
    expect(told(asked, text, { replace: true })).toMatchInlineSnapshot(`
      "--- declared
      +++ needed
      @@ example.com. TXT @@
      +example.com. IN TXT "MS=ms12345678"
      @@ selector1._domainkey.example.com. CNAME @@
      +selector1._domainkey.example.com. IN CNAME selector1-example-com._domainkey.contoso.n-v1.dkim.mail.microsoft.
      @@ selector1._domainkey.example.com. TXT @@
      -selector1._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
      @@ selector2._domainkey.example.com. CNAME @@
      +selector2._domainkey.example.com. IN CNAME selector2-example-com._domainkey.contoso.n-v1.dkim.mail.microsoft.
      @@ autodiscover.example.com. A @@
      -autodiscover.example.com. IN A 203.0.113.7
      @@ autodiscover.example.com. CNAME @@
      +autodiscover.example.com. IN CNAME autodiscover.outlook.com.
      "
    `);
  });
});

test("a parked domain waits for its mail to go", () => {
  expect(told(parked, atGoogle("old._domainkey CNAME old.example.net."))).toMatchInlineSnapshot(`
    "stays until it is replaced:
      example.com. 300 IN MX 1 smtp.google.com.
        of Google Workspace (Gmail): example.com takes no mail (RFC 7505)
      example.com. IN TXT "v=spf1 include:_spf.google.com ~all"
        the policy of example.com becomes "v=spf1 -all"
      _dmarc.example.com. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"
        the policy of DMARC becomes "v=DMARC1; p=reject; rua=mailto:postmaster@example.com"
      google._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
        of Google Workspace (Gmail): it signs the mail of Google Workspace (Gmail) alone

    waits until then:
      example.com. 300 IN MX 0 .
      example.com. IN TXT "v=spf1 -all"
      _dmarc.example.com. IN TXT "v=DMARC1; p=reject; rua=mailto:postmaster@example.com"
    "
  `);
  expect(told(parked, atGoogle("old._domainkey CNAME old.example.net."), { replace: true })).toMatchInlineSnapshot(`
    "--- declared
    +++ needed
    @@ example.com. MX @@
    -example.com. 300 IN MX 1 smtp.google.com.
    +example.com. 300 IN MX 0 .
    @@ example.com. TXT @@
    -example.com. IN TXT "v=spf1 include:_spf.google.com ~all"
    +example.com. IN TXT "v=spf1 -all"
    @@ _dmarc.example.com. TXT @@
    -_dmarc.example.com. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"
    +_dmarc.example.com. IN TXT "v=DMARC1; p=reject; rua=mailto:postmaster@example.com"
    @@ google._domainkey.example.com. TXT @@
    -google._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIB…"
    note: the DKIM records of Google Workspace (Gmail) go: mail signed before may be on its way for some days, and fails where it is verified after that; where that matters, put them back for a week
    "
  `);
});

test("MTA-STS moves with the MX", () => {
  const asked: HostedRequest = { ...google, mtaSts: { mode: "testing" } };
  const text = atGoogle(`_mta-sts TXT v=STSv1; id=old
    _smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.net`).replace("smtp.google.com", "mx.example.net");
  const mtaSts = (replace: boolean): string[] =>
    told(asked, text, { replace })
      .split("\n")
      .filter((line) => line.includes("_mta-sts") || line.includes("_tls"));
  expect(mtaSts(false)).toMatchInlineSnapshot(`
    [
      "  _mta-sts.example.com. IN TXT "v=STSv1; id=old"",
      "    the plan needs TXT _mta-sts.example.com for a value of its own, and both cannot stand there",
      "  _mta-sts.example.com. IN TXT "v=STSv1; id=bf5d61b80d10dd3f5ca6"",
      "note: _mta-sts.example.com announces an MTA-STS policy: before the MX moves, the file https://mta-sts.example.com/.well-known/mta-sts.txt must list the new hosts beside the old ones, under a new id, for as long as max_age of the policy before; else senders that enforce it refuse the new hosts",
    ]
  `);
  expect(mtaSts(true)).toMatchInlineSnapshot(`
    [
      "@@ _mta-sts.example.com. TXT @@",
      "-_mta-sts.example.com. IN TXT "v=STSv1; id=old"",
      "+_mta-sts.example.com. IN TXT "v=STSv1; id=bf5d61b80d10dd3f5ca6"",
      "note: _mta-sts.example.com announces an MTA-STS policy: before the MX moves, the file https://mta-sts.example.com/.well-known/mta-sts.txt must list the new hosts beside the old ones, under a new id, for as long as max_age of the policy before; else senders that enforce it refuse the new hosts",
    ]
  `);
});

test("what joins a set takes on its TTL, and roles are each given once", () => {
  const merged = merge(google, zones("@ 300 TXT a\n@ 300 TXT b\n*.web A 203.0.113.9"), { ttl: 3600 });
  expect(
    merged.ok && merged.deployment.entries.map(({ role, record }) => `${role}: ${presentation(record).slice(0, 60)}`),
  ).toMatchInlineSnapshot(`
    [
      "apex-txt: example.com. 300 IN TXT "a"",
      "apex-txt-2: example.com. 300 IN TXT "b"",
      "wildcard-web-a: *.web.example.com. IN A 203.0.113.9",
      "mx-1: example.com. 3600 IN MX 1 smtp.google.com.",
      "spf: example.com. 300 IN TXT "v=spf1 include:_spf.google.com ~all",
      "dkim-google: google._domainkey.example.com. 3600 IN TXT "v=DKIM1; k=rsa; ",
      "dmarc: _dmarc.example.com. 3600 IN TXT "v=DMARC1; p=none; rua=mailt",
    ]
  `);
});

test("what a document says is shown, never obeyed", () => {
  const text = `@ MX 1 smtp.google.com.
    @ OTHER \u001b[31m##vso[task]
    _dmarc TXT v=DMARC1; p=noen; x=\u001b[2J"\\##[command]
    autodiscover.\u0000 A 1`.replace("autodiscover.\u0000 A 1", "\\001._domainkey CNAME a\\010b.example.net.");
  expect(told(google, text, { replace: true })).not.toMatch(/[\x00-\x09\x0b-\x1f]|##/);
});
