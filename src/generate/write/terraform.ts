import type { Name } from "../../model/name.ts";
import { commentText, doubleQuoted, indented, wideEscape } from "./code.ts";
import { nameText } from "./known.ts";
import { isMap, type Properties, type Property } from "./properties.ts";
import { programOf, type Resource } from "./resources.ts";
import type { DnsHost, Writer } from "./writer.ts";

interface Provider {
  readonly name: string;
  readonly source: string;
  readonly version: string;
  readonly record: string;
}

const PROVIDERS: Readonly<Record<DnsHost, Provider>> = {
  cloudflare: {
    name: "cloudflare",
    source: "cloudflare/cloudflare",
    version: "~> 5.0",
    record: "cloudflare_dns_record",
  },
  route53: { name: "aws", source: "hashicorp/aws", version: "~> 6.0", record: "aws_route53_record" },
};

/** Terraform configuration, one file, as `terraform fmt` prints it. */
export const terraformWriter: Writer = {
  id: "terraform",
  write(deployments, { dnsProvider }) {
    const programmed = programOf(deployments, dnsProvider, identifier);
    if (!programmed.ok) return programmed;
    const { origins, sections, remarks } = programmed.program;
    const provider = PROVIDERS[dnsProvider];
    const blocks = [
      requirement(provider),
      variable(origins),
      ...remarks.map(commented),
      ...sections.flatMap(({ title, resources }) =>
        resources.map((resource, index) => [
          ...(index === 0 ? commented([title]) : []),
          ...declared(resource, provider, origins.length === 1),
        ]),
      ),
    ];
    return { ok: true, text: `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n` };
  },
};

/** A name as an identifier: it begins with a letter or `_`, and words are divided by `_`. */
function identifier(name: string): string {
  const words = name.replace(/[^A-Za-z0-9_]/g, "_");
  return /^[0-9]/.test(words) ? `_${words}` : words;
}

function commented(texts: readonly string[]): string[] {
  return texts.map((text) => `# ${commentText(text)}`);
}

function requirement({ name, source, version }: Provider): string[] {
  return block(
    "terraform",
    block("required_providers", [`${name} = {`, ...indented(aligned({ source, version })), "}"]),
  );
}

/** The zones' ids. */
function variable(origins: readonly Name[]): string[] {
  const names = origins.map(nameText).join(", ");
  if (origins.length === 1) {
    const description = `The DNS host's id of the zone ${names}`;
    return block('variable "zone_id"', [`description = ${hclString(description)}`, "type        = string"]);
  }
  const description = `The DNS host's ids of the zones, by their names: ${names}`;
  return block('variable "zone_ids"', [`description = ${hclString(description)}`, "type        = map(string)"]);
}

function declared({ name, origin, properties }: Resource, { record }: Provider, isOneZone: boolean): string[] {
  const zone = isOneZone ? "var.zone_id" : `var.zone_ids[${hclString(origin)}]`;
  return block(`resource "${record}" "${name}"`, aligned(properties, [["zone_id", zone]]));
}

function block(head: string, inside: readonly string[]): string[] {
  return [`${head} {`, ...indented(inside), "}"];
}

/** Arguments with their `=` below each other, those of one line that stand together. */
function aligned(properties: Properties, before: readonly (readonly [string, string])[] = []): string[] {
  const lines: string[] = [];
  let plain: (readonly [string, string])[] = [...before];
  const flush = (): void => {
    const width = Math.max(...plain.map(([key]) => key.length));
    lines.push(...plain.map(([key, text]) => `${key.padEnd(width)} = ${text}`));
    plain = [];
  };
  for (const [key, value] of Object.entries(properties)) {
    const argument = key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
    if (isMap(value)) {
      flush();
      lines.push(`${argument} = {`, ...indented(aligned(value)), "}");
    } else plain.push([argument, valueText(value)]);
  }
  flush();
  return lines;
}

function valueText(value: Exclude<Property, Properties>): string {
  if (typeof value === "object") return `[${value.map(hclString).join(", ")}]`;
  return typeof value === "string" ? hclString(value) : String(value);
}

/**
 * A text as HCL has it. `${` and `%{` would begin a template: doubled they are the text, and of several `$` or `%` each stands by
 * its number.
 */
function hclString(text: string): string {
  return doubleQuoted(text, wideEscape).replace(/(\$+|%+)(\{?)/g, (found, signs: string, brace: string) => {
    if (signs.length > 1) return `${[...signs].map((sign) => wideEscape(sign)).join("")}${brace}`;
    return brace === "" ? found : `${signs}${found}`;
  });
}
