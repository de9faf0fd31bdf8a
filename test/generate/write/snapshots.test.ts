import { describe, expect, test } from "vitest";
import { deploymentOf, type Deployment } from "../../../src/generate/deployment.ts";
import { planMail } from "../../../src/generate/plan.ts";
import { dnscontrolWriter } from "../../../src/generate/write/dnscontrol.ts";
import { pulumiTsWriter } from "../../../src/generate/write/pulumi-ts.ts";
import { pulumiYamlWriter } from "../../../src/generate/write/pulumi-yaml.ts";
import { terraformWriter } from "../../../src/generate/write/terraform.ts";
import type { DnsHost, Writer } from "../../../src/generate/write/writer.ts";
import { part, request } from "../examples.ts";
import { written } from "./deployments.ts";

const planned = planMail(
  request({
    provider: part("google-workspace"),
    senders: [part("sendgrid"), part("blastengine")],
    dmarc: "quarantine",
    rua: ["dmarc@example.com"],
  }),
);
const deployment: Deployment | undefined = planned.ok
  ? deploymentOf(planned.plan, "example.com", "example.com", undefined)
  : undefined;

/** What is written for Google with SendGrid and blastengine; long keys are cut. */
function sample(writer: Writer, dnsProvider: DnsHost): string {
  return written(writer, dnsProvider, deployment === undefined ? [] : [deployment])
    .replaceAll(/(MII)[A-Za-z0-9+/]*/g, "$1…")
    .replaceAll(/Z3X[A-Za-z0-9+/]*/g, "…");
}

describe("Google with SendGrid and blastengine", () => {
  test("pulumi-ts, cloudflare", () => {
    expect(sample(pulumiTsWriter, "cloudflare")).toMatchInlineSnapshot(`
      "// npm install @pulumi/pulumi@3 @pulumi/cloudflare@6
      import * as cloudflare from "@pulumi/cloudflare";
      import * as pulumi from "@pulumi/pulumi";

      // pulumi config set zoneId <the DNS host's id of the zone example.com>
      const zoneId = new pulumi.Config().require("zoneId");

      // example.com: where mail is delivered (MX)
      new cloudflare.DnsRecord("example-com-mx-1", {
        zoneId,
        name: "example.com",
        type: "MX",
        content: "smtp.google.com",
        priority: 1,
        ttl: 1,
      });

      // example.com: who may send (SPF)
      new cloudflare.DnsRecord("example-com-spf", {
        zoneId,
        name: "example.com",
        type: "TXT",
        content: '"v=spf1 include:_spf.google.com include:spf.besender.jp ~all"',
        ttl: 1,
      });

      // example.com: the keys that mail is signed with (DKIM)
      new cloudflare.DnsRecord("example-com-blastengine-dkim-1", {
        zoneId,
        name: "be2026._domainkey.example.com",
        type: "TXT",
        content:
          '"v=DKIM1; k=rsa; p=MII…" "…"',
        ttl: 1,
      });

      new cloudflare.DnsRecord("example-com-dkim-google", {
        zoneId,
        name: "google._domainkey.example.com",
        type: "TXT",
        content:
          '"v=DKIM1; k=rsa; p=MII…" "…"',
        ttl: 1,
      });

      new cloudflare.DnsRecord("example-com-sendgrid-dkim-s1", {
        zoneId,
        name: "s1._domainkey.example.com",
        type: "CNAME",
        content: "s1.domainkey.u44932180.wl181.sendgrid.net",
        proxied: false,
        ttl: 1,
      });

      new cloudflare.DnsRecord("example-com-sendgrid-dkim-s2", {
        zoneId,
        name: "s2._domainkey.example.com",
        type: "CNAME",
        content: "s2.domainkey.u44932180.wl181.sendgrid.net",
        proxied: false,
        ttl: 1,
      });

      // example.com: what becomes of mail that passes neither, and who is told (DMARC)
      new cloudflare.DnsRecord("example-com-dmarc", {
        zoneId,
        name: "_dmarc.example.com",
        type: "TXT",
        content: '"v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"',
        ttl: 1,
      });

      // example.com: where bounces go
      new cloudflare.DnsRecord("example-com-sendgrid-return-path", {
        zoneId,
        name: "em1234.example.com",
        type: "CNAME",
        content: "u44932180.wl181.sendgrid.net",
        proxied: false,
        ttl: 1,
      });
      "
    `);
  });

  test("pulumi-ts, route53", () => {
    expect(sample(pulumiTsWriter, "route53")).toMatchInlineSnapshot(`
      "// npm install @pulumi/pulumi@3 @pulumi/aws@7
      import * as aws from "@pulumi/aws";
      import * as pulumi from "@pulumi/pulumi";

      // pulumi config set zoneId <the DNS host's id of the zone example.com>
      const zoneId = new pulumi.Config().require("zoneId");

      // Route 53 keeps all values of one name and type in one record set. One that is there already is to be
      // imported before this is deployed, and its other values are to be added here: they would be lost.

      // example.com: where mail is delivered (MX)
      new aws.route53.Record("example-com-mx", {
        zoneId,
        name: "example.com",
        type: "MX",
        ttl: 300,
        records: ["1 smtp.google.com."],
      });

      // example.com: who may send (SPF)
      new aws.route53.Record("example-com-spf", {
        zoneId,
        name: "example.com",
        type: "TXT",
        ttl: 300,
        records: ["v=spf1 include:_spf.google.com include:spf.besender.jp ~all"],
      });

      // example.com: the keys that mail is signed with (DKIM)
      new aws.route53.Record("example-com-blastengine-dkim-1", {
        zoneId,
        name: "be2026._domainkey.example.com",
        type: "TXT",
        ttl: 300,
        records: [
          'v=DKIM1; k=rsa; p=MII…""…',
        ],
      });

      new aws.route53.Record("example-com-dkim-google", {
        zoneId,
        name: "google._domainkey.example.com",
        type: "TXT",
        ttl: 300,
        records: [
          'v=DKIM1; k=rsa; p=MII…""…',
        ],
      });

      new aws.route53.Record("example-com-sendgrid-dkim-s1", {
        zoneId,
        name: "s1._domainkey.example.com",
        type: "CNAME",
        ttl: 300,
        records: ["s1.domainkey.u44932180.wl181.sendgrid.net."],
      });

      new aws.route53.Record("example-com-sendgrid-dkim-s2", {
        zoneId,
        name: "s2._domainkey.example.com",
        type: "CNAME",
        ttl: 300,
        records: ["s2.domainkey.u44932180.wl181.sendgrid.net."],
      });

      // example.com: what becomes of mail that passes neither, and who is told (DMARC)
      new aws.route53.Record("example-com-dmarc", {
        zoneId,
        name: "_dmarc.example.com",
        type: "TXT",
        ttl: 300,
        records: ["v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"],
      });

      // example.com: where bounces go
      new aws.route53.Record("example-com-sendgrid-return-path", {
        zoneId,
        name: "em1234.example.com",
        type: "CNAME",
        ttl: 300,
        records: ["u44932180.wl181.sendgrid.net."],
      });
      "
    `);
  });

  test("pulumi-yaml, cloudflare", () => {
    expect(sample(pulumiYamlWriter, "cloudflare")).toMatchInlineSnapshot(`
      "name: mail
      runtime: yaml
      description: 'DNS records for mail: example.com'
      config:
        zoneId:
          type: string
          description: 'The DNS host''s id of the zone example.com'
      resources:
        # example.com: where mail is delivered (MX)
        example-com-mx-1:
          type: cloudflare:DnsRecord
          properties:
            zoneId: '\${zoneId}'
            name: example.com
            type: MX
            content: smtp.google.com
            priority: 1
            ttl: 1
        # example.com: who may send (SPF)
        example-com-spf:
          type: cloudflare:DnsRecord
          properties:
            zoneId: '\${zoneId}'
            name: example.com
            type: TXT
            content: '"v=spf1 include:_spf.google.com include:spf.besender.jp ~all"'
            ttl: 1
        # example.com: the keys that mail is signed with (DKIM)
        example-com-blastengine-dkim-1:
          type: cloudflare:DnsRecord
          properties:
            zoneId: '\${zoneId}'
            name: be2026._domainkey.example.com
            type: TXT
            content: '"v=DKIM1; k=rsa; p=MII…" "…"'
            ttl: 1
        example-com-dkim-google:
          type: cloudflare:DnsRecord
          properties:
            zoneId: '\${zoneId}'
            name: google._domainkey.example.com
            type: TXT
            content: '"v=DKIM1; k=rsa; p=MII…" "…"'
            ttl: 1
        example-com-sendgrid-dkim-s1:
          type: cloudflare:DnsRecord
          properties:
            zoneId: '\${zoneId}'
            name: s1._domainkey.example.com
            type: CNAME
            content: s1.domainkey.u44932180.wl181.sendgrid.net
            proxied: false
            ttl: 1
        example-com-sendgrid-dkim-s2:
          type: cloudflare:DnsRecord
          properties:
            zoneId: '\${zoneId}'
            name: s2._domainkey.example.com
            type: CNAME
            content: s2.domainkey.u44932180.wl181.sendgrid.net
            proxied: false
            ttl: 1
        # example.com: what becomes of mail that passes neither, and who is told (DMARC)
        example-com-dmarc:
          type: cloudflare:DnsRecord
          properties:
            zoneId: '\${zoneId}'
            name: _dmarc.example.com
            type: TXT
            content: '"v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'
            ttl: 1
        # example.com: where bounces go
        example-com-sendgrid-return-path:
          type: cloudflare:DnsRecord
          properties:
            zoneId: '\${zoneId}'
            name: em1234.example.com
            type: CNAME
            content: u44932180.wl181.sendgrid.net
            proxied: false
            ttl: 1
      "
    `);
  });

  test("pulumi-yaml, route53", () => {
    expect(sample(pulumiYamlWriter, "route53")).toMatchInlineSnapshot(`
      "name: mail
      runtime: yaml
      description: 'DNS records for mail: example.com'
      config:
        zoneId:
          type: string
          description: 'The DNS host''s id of the zone example.com'
      # Route 53 keeps all values of one name and type in one record set. One that is there already is to be
      # imported before this is deployed, and its other values are to be added here: they would be lost.
      resources:
        # example.com: where mail is delivered (MX)
        example-com-mx:
          type: aws:route53:Record
          properties:
            zoneId: '\${zoneId}'
            name: example.com
            type: MX
            ttl: 300
            records:
              - '1 smtp.google.com.'
        # example.com: who may send (SPF)
        example-com-spf:
          type: aws:route53:Record
          properties:
            zoneId: '\${zoneId}'
            name: example.com
            type: TXT
            ttl: 300
            records:
              - v=spf1 include:_spf.google.com include:spf.besender.jp ~all
        # example.com: the keys that mail is signed with (DKIM)
        example-com-blastengine-dkim-1:
          type: aws:route53:Record
          properties:
            zoneId: '\${zoneId}'
            name: be2026._domainkey.example.com
            type: TXT
            ttl: 300
            records:
              - 'v=DKIM1; k=rsa; p=MII…""…'
        example-com-dkim-google:
          type: aws:route53:Record
          properties:
            zoneId: '\${zoneId}'
            name: google._domainkey.example.com
            type: TXT
            ttl: 300
            records:
              - 'v=DKIM1; k=rsa; p=MII…""…'
        example-com-sendgrid-dkim-s1:
          type: aws:route53:Record
          properties:
            zoneId: '\${zoneId}'
            name: s1._domainkey.example.com
            type: CNAME
            ttl: 300
            records:
              - s1.domainkey.u44932180.wl181.sendgrid.net.
        example-com-sendgrid-dkim-s2:
          type: aws:route53:Record
          properties:
            zoneId: '\${zoneId}'
            name: s2._domainkey.example.com
            type: CNAME
            ttl: 300
            records:
              - s2.domainkey.u44932180.wl181.sendgrid.net.
        # example.com: what becomes of mail that passes neither, and who is told (DMARC)
        example-com-dmarc:
          type: aws:route53:Record
          properties:
            zoneId: '\${zoneId}'
            name: _dmarc.example.com
            type: TXT
            ttl: 300
            records:
              - v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com
        # example.com: where bounces go
        example-com-sendgrid-return-path:
          type: aws:route53:Record
          properties:
            zoneId: '\${zoneId}'
            name: em1234.example.com
            type: CNAME
            ttl: 300
            records:
              - u44932180.wl181.sendgrid.net.
      "
    `);
  });

  test("terraform, cloudflare", () => {
    expect(sample(terraformWriter, "cloudflare")).toMatchInlineSnapshot(`
      "terraform {
        required_providers {
          cloudflare = {
            source  = "cloudflare/cloudflare"
            version = "~> 5.0"
          }
        }
      }

      variable "zone_id" {
        description = "The DNS host's id of the zone example.com"
        type        = string
      }

      # example.com: where mail is delivered (MX)
      resource "cloudflare_dns_record" "example_com_mx_1" {
        zone_id  = var.zone_id
        name     = "example.com"
        type     = "MX"
        content  = "smtp.google.com"
        priority = 1
        ttl      = 1
      }

      # example.com: who may send (SPF)
      resource "cloudflare_dns_record" "example_com_spf" {
        zone_id = var.zone_id
        name    = "example.com"
        type    = "TXT"
        content = "\\"v=spf1 include:_spf.google.com include:spf.besender.jp ~all\\""
        ttl     = 1
      }

      # example.com: the keys that mail is signed with (DKIM)
      resource "cloudflare_dns_record" "example_com_blastengine_dkim_1" {
        zone_id = var.zone_id
        name    = "be2026._domainkey.example.com"
        type    = "TXT"
        content = "\\"v=DKIM1; k=rsa; p=MII…\\" \\"…\\""
        ttl     = 1
      }

      resource "cloudflare_dns_record" "example_com_dkim_google" {
        zone_id = var.zone_id
        name    = "google._domainkey.example.com"
        type    = "TXT"
        content = "\\"v=DKIM1; k=rsa; p=MII…\\" \\"…\\""
        ttl     = 1
      }

      resource "cloudflare_dns_record" "example_com_sendgrid_dkim_s1" {
        zone_id = var.zone_id
        name    = "s1._domainkey.example.com"
        type    = "CNAME"
        content = "s1.domainkey.u44932180.wl181.sendgrid.net"
        proxied = false
        ttl     = 1
      }

      resource "cloudflare_dns_record" "example_com_sendgrid_dkim_s2" {
        zone_id = var.zone_id
        name    = "s2._domainkey.example.com"
        type    = "CNAME"
        content = "s2.domainkey.u44932180.wl181.sendgrid.net"
        proxied = false
        ttl     = 1
      }

      # example.com: what becomes of mail that passes neither, and who is told (DMARC)
      resource "cloudflare_dns_record" "example_com_dmarc" {
        zone_id = var.zone_id
        name    = "_dmarc.example.com"
        type    = "TXT"
        content = "\\"v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com\\""
        ttl     = 1
      }

      # example.com: where bounces go
      resource "cloudflare_dns_record" "example_com_sendgrid_return_path" {
        zone_id = var.zone_id
        name    = "em1234.example.com"
        type    = "CNAME"
        content = "u44932180.wl181.sendgrid.net"
        proxied = false
        ttl     = 1
      }
      "
    `);
  });

  test("terraform, route53", () => {
    expect(sample(terraformWriter, "route53")).toMatchInlineSnapshot(`
      "terraform {
        required_providers {
          aws = {
            source  = "hashicorp/aws"
            version = "~> 6.0"
          }
        }
      }

      variable "zone_id" {
        description = "The DNS host's id of the zone example.com"
        type        = string
      }

      # Route 53 keeps all values of one name and type in one record set. One that is there already is to be
      # imported before this is deployed, and its other values are to be added here: they would be lost.

      # example.com: where mail is delivered (MX)
      resource "aws_route53_record" "example_com_mx" {
        zone_id = var.zone_id
        name    = "example.com"
        type    = "MX"
        ttl     = 300
        records = ["1 smtp.google.com."]
      }

      # example.com: who may send (SPF)
      resource "aws_route53_record" "example_com_spf" {
        zone_id = var.zone_id
        name    = "example.com"
        type    = "TXT"
        ttl     = 300
        records = ["v=spf1 include:_spf.google.com include:spf.besender.jp ~all"]
      }

      # example.com: the keys that mail is signed with (DKIM)
      resource "aws_route53_record" "example_com_blastengine_dkim_1" {
        zone_id = var.zone_id
        name    = "be2026._domainkey.example.com"
        type    = "TXT"
        ttl     = 300
        records = ["v=DKIM1; k=rsa; p=MII…\\"\\"…"]
      }

      resource "aws_route53_record" "example_com_dkim_google" {
        zone_id = var.zone_id
        name    = "google._domainkey.example.com"
        type    = "TXT"
        ttl     = 300
        records = ["v=DKIM1; k=rsa; p=MII…\\"\\"…"]
      }

      resource "aws_route53_record" "example_com_sendgrid_dkim_s1" {
        zone_id = var.zone_id
        name    = "s1._domainkey.example.com"
        type    = "CNAME"
        ttl     = 300
        records = ["s1.domainkey.u44932180.wl181.sendgrid.net."]
      }

      resource "aws_route53_record" "example_com_sendgrid_dkim_s2" {
        zone_id = var.zone_id
        name    = "s2._domainkey.example.com"
        type    = "CNAME"
        ttl     = 300
        records = ["s2.domainkey.u44932180.wl181.sendgrid.net."]
      }

      # example.com: what becomes of mail that passes neither, and who is told (DMARC)
      resource "aws_route53_record" "example_com_dmarc" {
        zone_id = var.zone_id
        name    = "_dmarc.example.com"
        type    = "TXT"
        ttl     = 300
        records = ["v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"]
      }

      # example.com: where bounces go
      resource "aws_route53_record" "example_com_sendgrid_return_path" {
        zone_id = var.zone_id
        name    = "em1234.example.com"
        type    = "CNAME"
        ttl     = 300
        records = ["u44932180.wl181.sendgrid.net."]
      }
      "
    `);
  });

  test("dnscontrol, cloudflare", () => {
    expect(sample(dnscontrolWriter, "cloudflare")).toMatchInlineSnapshot(`
      "// creds.json: "none": {"TYPE": "NONE"} and "cloudflare": {"TYPE": "CLOUDFLAREAPI", …}
      var REG_NONE = NewRegistrar("none");
      var DNS = NewDnsProvider("cloudflare");

      D("example.com", REG_NONE, DnsProvider(DNS),
        // Without NO_PURGE, a push would remove all other records of the zone. With it, others stay, unless they have the name
        // and type of a record below: those are replaced.
        NO_PURGE,
        // Other TXT records beside SPF stay.
        IGNORE("@", "TXT", "{[!vV]**,[vV][!=]**,[vV]=[!sS]**}"),
        DefaultTTL(1),
        // example.com: where mail is delivered (MX)
        MX("@", 1, "smtp.google.com."),
        // example.com: who may send (SPF)
        TXT("@", "v=spf1 include:_spf.google.com include:spf.besender.jp ~all"),
        // example.com: the keys that mail is signed with (DKIM)
        TXT("be2026._domainkey", "v=DKIM1; k=rsa; p=MII…"),
        TXT("google._domainkey", "v=DKIM1; k=rsa; p=MII…"),
        CNAME("s1._domainkey", "s1.domainkey.u44932180.wl181.sendgrid.net."),
        CNAME("s2._domainkey", "s2.domainkey.u44932180.wl181.sendgrid.net."),
        // example.com: what becomes of mail that passes neither, and who is told (DMARC)
        TXT("_dmarc", "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"),
        // example.com: where bounces go
        CNAME("em1234", "u44932180.wl181.sendgrid.net.")
      );
      "
    `);
  });

  test("dnscontrol, route53", () => {
    expect(sample(dnscontrolWriter, "route53")).toMatchInlineSnapshot(`
      "// creds.json: "none": {"TYPE": "NONE"} and "route53": {"TYPE": "ROUTE53", …}
      var REG_NONE = NewRegistrar("none");
      var DNS = NewDnsProvider("route53");

      D("example.com", REG_NONE, DnsProvider(DNS),
        // Without NO_PURGE, a push would remove all other records of the zone. With it, others stay, unless they have the name
        // and type of a record below: those are replaced.
        NO_PURGE,
        // Other TXT records beside SPF stay.
        IGNORE("@", "TXT", "{[!vV]**,[vV][!=]**,[vV]=[!sS]**}"),
        DefaultTTL(300),
        // example.com: where mail is delivered (MX)
        MX("@", 1, "smtp.google.com."),
        // example.com: who may send (SPF)
        TXT("@", "v=spf1 include:_spf.google.com include:spf.besender.jp ~all"),
        // example.com: the keys that mail is signed with (DKIM)
        TXT("be2026._domainkey", "v=DKIM1; k=rsa; p=MII…"),
        TXT("google._domainkey", "v=DKIM1; k=rsa; p=MII…"),
        CNAME("s1._domainkey", "s1.domainkey.u44932180.wl181.sendgrid.net."),
        CNAME("s2._domainkey", "s2.domainkey.u44932180.wl181.sendgrid.net."),
        // example.com: what becomes of mail that passes neither, and who is told (DMARC)
        TXT("_dmarc", "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"),
        // example.com: where bounces go
        CNAME("em1234", "u44932180.wl181.sendgrid.net.")
      );
      "
    `);
  });
});
