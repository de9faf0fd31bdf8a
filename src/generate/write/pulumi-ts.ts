import type { Name } from "../../model/name.ts";
import { commentText, indented, scriptString } from "./code.ts";
import { isList, type Properties, type Property } from "./properties.ts";
import { programOf, type Program, type Resource } from "./resources.ts";
import type { DnsHost, Writer } from "./writer.ts";

interface Sdk {
  readonly module: string;
  readonly version: number;
  readonly name: string;
  readonly record: string;
}

const SDKS: Readonly<Record<DnsHost, Sdk>> = {
  cloudflare: { module: "@pulumi/cloudflare", version: 6, name: "cloudflare", record: "cloudflare.DnsRecord" },
  route53: { module: "@pulumi/aws", version: 7, name: "aws", record: "aws.route53.Record" },
};

/** Prettier's default. */
const WIDTH = 80;

/**
 * A Pulumi program, `index.ts`, for `@pulumi/cloudflare` 6 or `@pulumi/aws` 7. It stands as prettier would print it, so that a
 * check of the format does not stop whoever puts it into their repository.
 */
export const pulumiTsWriter: Writer = {
  id: "pulumi-ts",
  write(deployments, { dnsProvider }) {
    const programmed = programOf(deployments, dnsProvider);
    if (!programmed.ok) return programmed;
    const { program } = programmed;
    const sdk = SDKS[dnsProvider];
    const blocks = [
      [
        `// npm install @pulumi/pulumi@3 ${sdk.module}@${sdk.version}`,
        `import * as ${sdk.name} from "${sdk.module}";`,
        'import * as pulumi from "@pulumi/pulumi";',
      ],
      configOf(program.origins),
      ...program.remarks.map(commented),
      ...program.sections.flatMap(({ title, resources }) =>
        resources.map((resource, index) => [
          ...(index === 0 ? commented([title]) : []),
          ...declared(resource, sdk.record, program),
        ]),
      ),
    ];
    return { ok: true, text: `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n` };
  },
};

function commented(texts: readonly string[]): string[] {
  return texts.map((text) => `// ${commentText(text)}`);
}

/** The zones' ids, which the stack's configuration has. */
function configOf(origins: readonly Name[]): string[] {
  if (origins.length === 1) {
    return [
      ...commented([`pulumi config set zoneId <the DNS host's id of the zone ${origins.join("")}>`]),
      'const zoneId = new pulumi.Config().require("zoneId");',
    ];
  }
  const names = origins.map((origin) => scriptString(origin));
  const union = `type Zone = ${names.join(" | ")};`;
  return [
    ...commented([`pulumi config set --path 'zoneIds["${origins[0] ?? ""}"]' <the DNS host's id of the zone>`]),
    ...(union.length <= WIDTH
      ? [union]
      : ["type Zone =", ...names.map((name, index) => `  | ${name}${index === names.length - 1 ? ";" : ""}`)]),
    "const config = new pulumi.Config();",
    'const zoneIds = config.requireObject<Record<Zone, string>>("zoneIds");',
  ];
}

function declared({ name, origin, properties }: Resource, constructor: string, { origins }: Program): string[] {
  const zone = origins.length === 1 ? "zoneId," : `zoneId: zoneIds[${scriptString(origin)}],`;
  const head = `new ${constructor}(${scriptString(name)}, {`;
  if (head.length <= WIDTH) return [head, ...indented([zone, ...propertyLines(properties, 1)]), "});"];
  return [
    `new ${constructor}(`,
    ...indented([`${scriptString(name)},`, "{", ...indented([zone, ...propertyLines(properties, 2)]), "},"]),
    ");",
  ];
}

function propertyLines(properties: Properties, depth: number): string[] {
  return Object.entries(properties).flatMap(([key, value]) => propertyOf(key, value, depth));
}

/** A property's lines, to stand so deep. */
function propertyOf(key: string, value: Property, depth: number): string[] {
  if (isList(value)) {
    const items = value.map((item) => scriptString(item));
    const line = `${key}: [${items.join(", ")}],`;
    return fits(line, depth) ? [line] : [`${key}: [`, ...indented(items.map((item) => `${item},`)), "],"];
  }
  if (typeof value === "object") return [`${key}: {`, ...indented(propertyLines(value, depth + 1)), "},"];
  const text = typeof value === "string" ? scriptString(value) : String(value);
  const line = `${key}: ${text},`;
  return fits(line, depth) ? [line] : [`${key}:`, ...indented([`${text},`])];
}

function fits(line: string, depth: number): boolean {
  return 2 * depth + line.length <= WIDTH;
}
