import * as pulumi from "@pulumi/pulumi";
import { readExport, resource, stack, UNKNOWN, type Json } from "../input/pulumi-fixture.ts";
import type { Zone } from "../../src/model/zone.ts";

/** A resource as a program registered it. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Json;
}

export const ZONE = "023e105f4ecef8ad9ca31a8372d0c353";

/** Runs a program against Pulumi's mocks; gives what is registered below the components that it makes, in their order. */
export async function run(program: () => pulumi.Resource, preview = false): Promise<Registered[]> {
  const inputs = new Map<string, { readonly type: string; readonly inputs: Json }>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, type, inputs: given }) => {
        inputs.set(name, { type, inputs: given as Json });
        return { id: `${name}-id`, state: given as Json };
      },
      call: () => ({}),
    },
    "mail",
    "dev",
    preview,
  );
  const registered: Registered[] = [];
  for (const child of childrenOf(program())) {
    const urn = (await promiseOf(child.urn)) ?? "";
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    const found = inputs.get(name);
    if (found !== undefined) registered.push({ urn, name, ...found });
  }
  // The component's outputs are registered last.
  await pulumi.runtime.disconnect();
  return registered;
}

function childrenOf(resource: pulumi.Resource): readonly pulumi.Resource[] {
  return [...((resource as { readonly __childResources?: Set<pulumi.Resource> }).__childResources ?? [])];
}

/** What an output comes to; `undefined` where it is not known. */
export function promiseOf<T>(output: pulumi.Output<T>): Promise<T | undefined> {
  return (output as pulumi.OutputInstance<T> & { promise(): Promise<T | undefined> }).promise();
}

/** The DNS records among what was registered. */
export function recordsOf(registered: readonly Registered[]): Registered[] {
  return registered.filter(
    ({ type }) => type.startsWith("cloudflare:index/dnsRecord") || type.startsWith("aws:route53/record"),
  );
}

/** What the reader of `pulumi stack export` makes of the records, in a stack that declares the zone itself if `whole`. */
export function zonesOf(records: readonly Registered[], whole: boolean, ...more: Json[]): readonly Zone[] {
  const zone = resource("cloudflare:index/zone:Zone", "zone", { name: "example.com" }, { id: ZONE });
  const resources = records.map(({ urn, type, name, inputs }) => ({
    ...resource(type, name, open(inputs) as Json),
    urn,
    ...(whole ? { propertyDependencies: { zoneId: [zone["urn"]] } } : {}),
  }));
  const { zones, problems } = readExport(stack(...(whole ? [zone] : []), ...resources, ...more), {
    zoneOfId: (id) => (id === ZONE ? "example.com" : undefined),
  });
  if (problems.length > 0) throw new Error(problems.map(({ reason }) => reason).join("\n"));
  return zones;
}

/** The mocks' unknown values as the engine's. */
function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (typeof value !== "object" || value === null) return value;
  if ("__pulumiUnknown" in value) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, open(each)]));
}
