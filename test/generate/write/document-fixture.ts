import { deploymentOf, type Change, type Deployment, type Entry } from "../../../src/generate/deployment.ts";
import { planMail } from "../../../src/generate/plan.ts";
import type { MailRequest } from "../../../src/generate/request.ts";
import type { Writer, Written } from "../../../src/generate/write/writer.ts";
import type { DnsRecord } from "../../../src/model/record.ts";
import { zones } from "../../zones.ts";
import { part, request } from "../examples.ts";
import { deploymentWith, options } from "./deployments.ts";

export function written(writer: Writer, ...deployments: readonly Deployment[]): Written {
  return writer.write(deployments, options("cloudflare"));
}

export function textOf(writer: Writer, ...deployments: readonly Deployment[]): string {
  const result = written(writer, ...deployments);
  if (!result.ok) throw new Error(result.reasons.join("\n"));
  return result.text;
}

export function reasonsOf(writer: Writer, ...deployments: readonly Deployment[]): readonly string[] {
  const result = written(writer, ...deployments);
  return result.ok ? [] : result.reasons;
}

export function planned(mail: MailRequest, origin = "example.com", ttl: number | undefined = 3600): Deployment {
  const result = planMail(mail);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return deploymentOf(result.plan, String(mail.domain), origin, ttl);
}

/** Mailboxes at Google, campaigns by SendGrid, and a Japanese sender. */
export const hosted = planned(
  request({
    provider: part("google-workspace"),
    senders: [part("sendgrid"), part("blastengine")],
    rua: ["dmarc@example.com"],
  }),
);

export const parked = planned({ domain: "example.com", parked: true });

/** A zone of the lines that `zones` reads, whole and merged into. */
export function whole(text: string, changes: readonly Change[] = []): Deployment {
  const [zone] = zones(text);
  if (zone === undefined) throw new Error("no zone");
  return { ...deploymentOfRecords(zone.records), origin: zone.origin, scope: "whole", changes, merged: true };
}

/** Records alone, all of them new. */
export function deploymentOfRecords(records: readonly DnsRecord[]): Deployment {
  return deploymentWith(records.map(entryOf));
}

export function entryOf(record: DnsRecord, index = 0): Entry {
  return { role: `record-${index + 1}`, purpose: undefined, provider: undefined, record };
}

/** The records of lines as `zones` reads them. */
export function recordsOf(text: string): readonly DnsRecord[] {
  return zones(text).flatMap((zone) => zone.records);
}

export const WHOLE = `
  @ 3600 SOA ns1.example.net. hostmaster.example.com. 2026010101 7200 3600 1209600 300
  @ 3600 NS ns1.example.net.
  @ 3600 NS ns2.example.net.
  @ 3600 A 192.0.2.1
  @ 3600 AAAA 2001:db8::1
  @ 3600 CAA 0 issue "letsencrypt.org"
  @ 3600 MX 10 mx1.example.net.
  @ 3600 MX 20 mx2.example.net.
  @ 3600 TXT v=spf1 include:_spf.example.net ~all
  @ 3600 TXT "quo\\"ted" "back slash; semicolon"
  * 300 CNAME www.example.com.
  _25._tcp.mx 3600 TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
  www 300 A 192.0.2.2`;
