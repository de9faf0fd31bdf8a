import vm from "node:vm";
import { parse as parseHcl } from "@cdktf/hcl2json";
import { transformSync } from "esbuild";
import { load as parseYaml } from "js-yaml";
import type { Deployment } from "../../../src/generate/deployment.ts";
import type { DnsHost } from "../../../src/generate/write/writer.ts";
import { fieldsOf, plainField } from "../../../src/generate/write/fields.ts";
import { recordSets } from "../../../src/generate/write/sets.ts";
import { parseName, type Name } from "../../../src/model/name.ts";
import { toByteString, type DnsRecord } from "../../../src/model/record.ts";
import { publishers } from "../../../src/input/publishers.ts";
import { recordFromText, txtRecord, type RecordHead } from "../../../src/input/rdata.ts";
import type { Source } from "../../../src/model/source.ts";
import { presentation } from "../../../src/syntax/presentation.ts";
import { readExport, resource, stack, type Json } from "../../input/pulumi-fixture.ts";

/** `name TTL type data` in presentation form, TXT undivided; ` proxied` behind what a proxy answers. */
export type RecordLine = string;

/** Seconds, where no TTL is given: what Cloudflare's automatic is, and what the writers put for Route 53. */
const USUAL_TTL = 300;
const TYPES: Readonly<Record<DnsHost, string>> = {
  cloudflare: "cloudflare:index/dnsRecord:DnsRecord",
  route53: "aws:route53/record:Record",
};

/** What documents of deployments must say, sorted. */
export function declaredLines(
  deployments: readonly Deployment[],
  host: DnsHost,
  ofSets = host === "route53",
): RecordLine[] {
  const lines = deployments.flatMap(({ entries, origin }) =>
    recordSets(entries).flatMap((set) =>
      set.entries
        .map(({ record }): DnsRecord => ({ ...record, ttl: (ofSets ? set.ttl : record.ttl) ?? USUAL_TTL }))
        .filter(({ name, type, vendor }) => {
          const isHosts = name === origin && (type === "SOA" || type === "NS");
          return !isHosts && vendor?.disabled !== true && vendor?.madeBy === undefined;
        })
        .map((record) => lineOf(record.vendor?.proxied === true ? { ...record, ttl: USUAL_TTL } : record)),
    ),
  );
  return [...new Set(lines)].sort();
}

export function lineOf(record: DnsRecord): RecordLine {
  let plain = record;
  if (record.type === "TXT" || record.type === "SPF") {
    const { strings } = record.data;
    plain = { ...record, data: { strings: Array.isArray(strings) ? [strings.join("")] : strings } };
  } else if ("text" in record.data && typeof record.data.text === "string") {
    const text = (fieldsOf(record.data.text) ?? [record.data.text]).map(plainField).join(" ");
    plain = { ...record, data: { ...record.data, text } } as DnsRecord;
  }
  return `${presentation(plain).replace(" IN ", " ")}${record.vendor?.proxied === true ? " proxied" : ""}`;
}

/** The records that a document declares, sorted, as the linter reads them where it reads such documents. */
export async function readBack(format: string, host: DnsHost, text: string, origin: Name): Promise<RecordLine[]> {
  switch (format) {
    case "pulumi-ts":
      return linesOf(runTs(text, origin).map(({ name, inputs }) => resource(TYPES[host], name, inputs)));
    case "pulumi-yaml":
      return linesOf(yamlResources(text));
    case "terraform":
      return linesOf(await terraformResources(text, host, origin));
    case "dnscontrol":
      return runDnscontrol(text);
    default:
      throw new Error(`nothing reads ${format}`);
  }
}

const zoneIdOf = (origin: Name): string => `zone-of-${origin}`;

export function linesOf(resources: readonly Json[]): RecordLine[] {
  const urns = resources.map(({ urn }) => urn);
  if (new Set(urns).size < urns.length) throw new Error("two resources have one name");
  const { zones, problems } = readExport(stack(...resources.map(withContent)), {
    zoneOfId: (id) => (id.startsWith("zone-of-") ? id.slice("zone-of-".length) : undefined),
  });
  if (resources.length > 0 && problems.length > 0) throw new Error(problems.map(({ reason }) => reason).join("\n"));
  return zones.flatMap(({ records }) => records.map(lineOf)).sort();
}

/** The parts of types that the linter takes as one text: of these they are put together for it. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  DS: ["keyTag", "algorithm", "digestType", "digest"],
  HTTPS: ["priority", "target", "value"],
  NAPTR: ["order", "preference", "flags", "service", "regex", "replacement"],
  SSHFP: ["algorithm", "type", "fingerprint"],
};

function withContent(made: Json): Json {
  const { data, ...rest } = made["inputs"] as Json;
  const parts = PARTS[String(rest["type"])];
  if (data === undefined || parts === undefined) return made;
  const given = { ...rest, content: parts.map((part) => (data as Json)[part]).join(" ") };
  return { ...made, inputs: given, outputs: given };
}

interface Declared {
  readonly name: string;
  readonly inputs: Json;
}

/** Runs a program against stand-ins for the SDKs. */
function runTs(text: string, origin: Name): Declared[] {
  const declared: Declared[] = [];
  class Resource {
    constructor(name: string, inputs: Json) {
      declared.push({ name, inputs: { ...inputs } });
    }
  }
  class Config {
    require(): string {
      return zoneIdOf(origin);
    }
    requireObject(): unknown {
      return new Proxy({}, { get: (_, key) => zoneIdOf(String(key)) });
    }
  }
  const modules: Readonly<Record<string, unknown>> = {
    "@pulumi/pulumi": { Config },
    "@pulumi/cloudflare": { DnsRecord: Resource },
    "@pulumi/aws": { route53: { Record: Resource } },
  };
  const { code } = transformSync(text, { loader: "ts", format: "cjs" });
  evaluate(code, { require: (id: string) => modules[id], module: { exports: {} } });
  return declared;
}

function evaluate(code: string, globals: object): void {
  vm.runInNewContext(code, globals, { timeout: 5_000 });
}

const YAML_TYPES: Readonly<Record<string, string>> = {
  "cloudflare:DnsRecord": TYPES.cloudflare,
  "aws:route53:Record": TYPES.route53,
};

interface PulumiYaml {
  readonly config: Readonly<Record<string, { readonly description: string }>>;
  readonly resources: Readonly<Record<string, { readonly type: string; readonly properties: Json }>>;
}

function yamlResources(text: string): Json[] {
  const { config, resources } = parseYaml(text) as PulumiYaml;
  const zoneIds = new Map(
    Object.entries(config).map(([key, { description }]) => [key, zoneIdOf(description.replace(/^.* /, ""))]),
  );
  return Object.entries(resources).map(([name, { type, properties }]) =>
    resource(YAML_TYPES[type] ?? type, name, strings(properties, (each) => interpolated(each, zoneIds)) as Json),
  );
}

/** A text as Pulumi's YAML takes it (`parseInterpolate` of pulumi-yaml): `$$` is `$`, `${…}` a reference. */
function interpolated(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\$|\$\{([^}]*)\}/g, (found, key: string | undefined) => {
    if (key === undefined) return "$";
    const value = values.get(key);
    if (value === undefined) throw new Error(`${found} refers to nothing`);
    return value;
  });
}

function strings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((each) => strings(each, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, strings(each, change)]));
}

const TERRAFORM_TYPES: Readonly<Record<DnsHost, string>> = {
  cloudflare: "cloudflare_dns_record",
  route53: "aws_route53_record",
};

/** HCL as its own parser reads it; what it gives is JSON syntax, in which templates still stand. */
async function terraformResources(text: string, host: DnsHost, origin: Name): Promise<Json[]> {
  const document = (await parseHcl("main.tf", text)) as {
    readonly resource?: Readonly<Record<string, Readonly<Record<string, readonly Json[]>>>>;
  };
  const type = TERRAFORM_TYPES[host];
  return Object.entries(document.resource?.[type] ?? {}).flatMap(([name, blocks]) =>
    blocks.map((block) => {
      const known = strings(block, (each) => literal(each, origin));
      return resource(TYPES[host], name, camelCased(known) as Json);
    }),
  );
}

function literal(text: string, origin: Name): string {
  const [, several] = /^\$\{var\.zone_ids\["([^"]+)"\]\}$/.exec(text) ?? [];
  if (text === "${var.zone_id}" || several !== undefined) return zoneIdOf(several ?? origin);
  if (/(?<![$])\$\{|(?<!%)%\{/.test(text)) throw new Error(`a template: ${text}`);
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}

function camelCased(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      camelCased(each),
    ]),
  );
}

const SOURCE: Source = {
  document: { path: "dnsconfig.js", format: "dnscontrol" },
  publisher: publishers.zoneFile,
};

interface DnscontrolDomain {
  readonly name: string;
  ttl: number;
  readonly records: { readonly type: string; readonly args: readonly unknown[]; ttl: number; proxied: boolean }[];
}
type Modifier = (domain: DnscontrolDomain) => void;

/** DNSControl's functions as its `helpers.js` has them, as far as records go. */
function runDnscontrol(text: string): RecordLine[] {
  const domains: DnscontrolDomain[] = [];
  const builder =
    (type: string, count: number) =>
    (...args: readonly unknown[]): Modifier =>
    (domain) => {
      if (args.length < count) throw new Error(`${type} record requires ${count} arguments`);
      const record = { type, args: args.slice(0, count), ttl: domain.ttl, proxied: false };
      for (const modifier of args.slice(count)) (modifier as (made: typeof record) => void)(record);
      domain.records.push(record);
    };
  const nothing = (): void => undefined;
  const globals = {
    NewRegistrar: (name: string) => name,
    NewDnsProvider: (name: string) => name,
    DnsProvider: () => nothing,
    NO_PURGE: nothing,
    IGNORE: () => nothing,
    DefaultTTL:
      (ttl: number): Modifier =>
      (domain) =>
        void (domain.ttl = ttl),
    TTL: (ttl: number) => (record: { ttl: number }) => void (record.ttl = ttl),
    CF_PROXY_ON: (record: { proxied: boolean }) => void (record.proxied = true),
    CF_CNAME_FLATTEN_ON: nothing,
    CAA_CRITICAL: (record: { critical?: boolean }) => void (record.critical = true),
    D: (name: string, _registrar: string, ...modifiers: readonly Modifier[]) => {
      if (domains.some((domain) => domain.name === name)) throw new Error(`${name} is declared more than once`);
      const domain: DnscontrolDomain = { name, ttl: USUAL_TTL, records: [] };
      for (const modifier of modifiers) modifier(domain);
      domains.push(domain);
    },
    ...Object.fromEntries(Object.entries(ARGUMENTS).map(([type, count]) => [type, builder(type, count)])),
  };
  evaluate(text, globals);
  return domains.flatMap(({ name, records }) => records.map((record) => dnscontrolLine(name, record))).sort();
}

/** How many arguments each function takes, the name among them. */
const ARGUMENTS: Readonly<Record<string, number>> = {
  A: 2,
  AAAA: 2,
  ALIAS: 2,
  CAA: 3,
  CNAME: 2,
  DNSKEY: 5,
  DS: 5,
  HTTPS: 4,
  MX: 3,
  NAPTR: 7,
  NS: 2,
  OPENPGPKEY: 2,
  PTR: 2,
  SMIMEA: 5,
  SRV: 5,
  SSHFP: 4,
  SVCB: 4,
  TLSA: 5,
  TXT: 2,
};

function dnscontrolLine(
  zone: string,
  record: DnscontrolDomain["records"][number] & { critical?: boolean },
): RecordLine {
  const [label, ...data] = record.args;
  const name = parseName(String(label), zone);
  if (!name.ok) throw new Error(name.reason);
  const vendor = record.proxied ? { proxied: true } : undefined;
  const head: RecordHead = {
    name: name.name,
    ttl: record.ttl === 1 ? USUAL_TTL : record.ttl,
    source: SOURCE,
    at: 0,
    vendor,
  };
  if (record.type === "TXT")
    return lineOf(txtRecord(head, "TXT", [[data[0]].flat().map(String).map(toByteString).join("")]));
  const flags = record.type === "CAA" ? [record.critical === true ? "128" : "0"] : [];
  return lineOf(recordFromText(head, record.type, [...flags, ...data].map(String).join(" "), 10));
}
