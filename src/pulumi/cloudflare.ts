import { createRequire } from "node:module";
import { output, RunError } from "@pulumi/pulumi";
import type * as cloudflare from "@pulumi/cloudflare";
import { presentText } from "../syntax/presentation.ts";
import type { MailRecord, RecordWriter, Text, WriteContext } from "./types.ts";

/** 1 is automatic: 300 seconds. */
const AUTOMATIC = 1;

/** Declares each value as a `DnsRecord` of `@pulumi/cloudflare`, named `<name>-<role>` below the component. */
export const cloudflareWriter: RecordWriter = {
  write(records, context) {
    checkTtl(context);
    const { DnsRecord } = load(context);
    for (const record of records) {
      new DnsRecord(`${context.name}-${record.role}`, argsOf(record, context), { parent: context.parent });
    }
  },
};

/** Loaded when it is used: whoever writes to another host need not have it. */
function load({ name }: WriteContext): typeof cloudflare {
  try {
    return createRequire(import.meta.url)("@pulumi/cloudflare") as typeof cloudflare;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new RunError(
      `MailDomain "${name}" declares its records through @pulumi/cloudflare, which is not installed: npm install @pulumi/cloudflare, or give another writer`,
    );
  }
}

function checkTtl({ name, ttl }: WriteContext): void {
  if (typeof ttl !== "number" || ttl === AUTOMATIC || (Number.isInteger(ttl) && ttl >= 30 && ttl <= 86_400)) return;
  throw new RunError(
    `MailDomain "${name}": ttl is ${ttl}, which Cloudflare does not take; accepted: 1 (automatic), or 60 to 86400 seconds (from 30 in Enterprise zones)`,
  );
}

function argsOf(record: MailRecord, { zoneId, ttl = AUTOMATIC }: WriteContext): cloudflare.DnsRecordArgs {
  const { type, name, value, preference, weight, port } = record;
  const common = { zoneId, name, type, ttl };
  switch (type) {
    case "MX":
      return { ...common, content: value, priority: preference };
    case "TXT":
      return { ...common, content: quoted(value) };
    case "SRV":
      return { ...common, data: { priority: preference, weight, port, target: value } };
    case "CNAME":
    case "A":
    case "AAAA":
      // The proxy would answer with its own addresses, and mail and keys would not be found.
      return { ...common, content: value, proxied: false };
    case "NS":
      return { ...common, content: value };
  }
}

/**
 * In quotes, cut at 255 bytes where Cloudflare itself would: it gives long texts back so, and what was declared otherwise would
 * differ in every later preview.
 */
function quoted(text: Text): Text {
  return typeof text === "string" ? presentText([text]) : output(text).apply((known) => presentText([known]));
}
