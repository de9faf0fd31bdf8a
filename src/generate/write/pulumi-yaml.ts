import type { Name } from "../../model/name.ts";
import { commentText } from "./code.ts";
import { nameText } from "./known.ts";
import { isList, type Property } from "./properties.ts";
import { slugsOf } from "./resource-names.ts";
import { programOf, type Resource } from "./resources.ts";
import type { DnsHost, Writer } from "./writer.ts";
import { yamlBlock, type Yaml } from "./yaml.ts";

const TYPES: Readonly<Record<DnsHost, string>> = { cloudflare: "cloudflare:DnsRecord", route53: "aws:route53:Record" };

/** A Pulumi program in YAML, `Pulumi.yaml`. */
export const pulumiYamlWriter: Writer = {
  id: "pulumi-yaml",
  write(deployments, { dnsProvider }) {
    const programmed = programOf(deployments, dnsProvider);
    if (!programmed.ok) return programmed;
    const { origins, sections, remarks } = programmed.program;
    const keys = configKeys(origins);
    const resources = sections.flatMap((section) => [
      ...commented([section.title]),
      ...section.resources.flatMap((resource) => yamlBlock(declared(resource, TYPES[dnsProvider], keys))),
    ]);
    const lines = [
      ...yamlBlock({
        name: "mail",
        runtime: "yaml",
        description: `DNS records for mail: ${origins.map(nameText).join(", ")}`,
      }),
      ...yamlBlock({ config: configOf(keys) }),
      ...remarks.flatMap(commented),
      ...(resources.length === 0 ? ["resources: {}"] : ["resources:", ...resources.map((line) => `  ${line}`)]),
    ];
    return { ok: true, text: `${lines.join("\n")}\n` };
  },
};

function commented(texts: readonly string[]): string[] {
  return texts.map((text) => `# ${commentText(text)}`);
}

/** What the stack's configuration calls the id of each zone. */
function configKeys(origins: readonly Name[]): ReadonlyMap<Name, string> {
  if (origins.length === 1) return new Map(origins.map((origin) => [origin, "zoneId"]));
  return new Map([...slugsOf(origins)].map(([origin, slug]) => [origin, `zoneId-${slug}`]));
}

function configOf(keys: ReadonlyMap<Name, string>): Yaml {
  return new Map(
    [...keys].map(([origin, key]) => [
      key,
      { type: "string", description: `The DNS host's id of the zone ${nameText(origin)}` },
    ]),
  );
}

function declared({ name, origin, properties }: Resource, type: string, keys: ReadonlyMap<Name, string>): Yaml {
  const zoneId = `\${${keys.get(origin) ?? ""}}`;
  const literal = Object.entries(properties).map(([key, value]): [string, Yaml] => [key, literally(value)]);
  return new Map([[name, { type, properties: new Map<string, Yaml>([["zoneId", zoneId], ...literal]) }]]);
}

/** A value with nothing in it that Pulumi would fill in: `$$` is one `$`, and `${` begins a reference. */
function literally(value: Property): Yaml {
  if (typeof value === "string") return value.replace(/\$+(?=\{)|\$\$+/g, (signs) => signs + signs);
  if (typeof value !== "object") return value;
  if (isList(value)) return value.map(literally);
  return new Map(Object.entries(value).map(([key, each]) => [key, literally(each)]));
}
