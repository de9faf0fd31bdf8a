import { describe } from "vitest";
import { withoutEngine } from "./workspace.ts";

/** The two ways to the same pack, as a user types them. */
export const FOLDER = "node_modules/maildns/policies";
export const FILE = "node_modules/maildns/policies/maildns-pack";
/** From this version on the engine starts an executable file itself. */
const STARTS_FILES = "3.255.0";

/** The same tests through both doors: through the language host, and started by the engine itself. */
export function throughBothDoors(title: string, tests: (pack: string) => void): void {
  describe.skipIf(withoutEngine())(`${title}, the folder`, () => tests(FOLDER));
  describe.skipIf(withoutEngine(STARTS_FILES))(`${title}, the single file`, () => tests(FILE));
}

/** `pulumi`, `cloudflare` and `record(resource, name, type, content, more, options)` for records of `zone`. */
export const PRELUDE = `
const pulumi = require("@pulumi/pulumi");
const cloudflare = require("@pulumi/cloudflare");
const record = (resource, name, type, content, more, options) =>
  new cloudflare.DnsRecord(resource, { zoneId: zone.id, name, type, content, ttl: 3600, ...more }, options);`;

/** A program that declares the zone example.com and what the body says. */
export function program(body: string): string {
  return `${PRELUDE}
const zone = new cloudflare.Zone("zone", { account: { id: "a" }, name: "example.com" });
${body}`;
}

export const GOOGLE = `
record("mx", "example.com", "MX", "smtp.google.com", { priority: 1 });`;
export const SPF = `
record("spf", "example.com", "TXT", "v=spf1 include:_spf.google.com ~all");`;
export const DMARC = `
record("dmarc", "_dmarc.example.com", "TXT", "v=DMARC1; p=none; rua=mailto:dmarc@example.com");`;
/** Passes. */
export const HEALTHY = GOOGLE + SPF + DMARC;

/** What the engine shows under "Policies:", sorted: `mandatory spf-missing mx`. */
export function violations(stdout: string): string[] {
  const line = /^ +- \[(\w+)\] +(?:\[severity: \w+\] +)?(\S+) +\(\S+: (\S+)\)$/gm;
  return [...stdout.matchAll(line)].map(([, level, policy, resource]) => `${level} ${policy} ${resource}`).sort();
}
