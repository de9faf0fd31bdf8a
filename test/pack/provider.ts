import { createHash } from "node:crypto";
import { holdsUnknown, isSecret, mapJson, UNKNOWN, type Json, type Properties } from "./json.ts";

/** How the stand-in provider answers, where real ones differ. */
export interface ProviderHabits {
  /** What a preview of a creation gives back: inputs with unknown computed properties, or the inputs alone. */
  readonly preview?: "planned" | "inputs";
  /** Cloudflare's API knows absolute names only; older releases of its provider write them into the state. */
  readonly names?: "as-written" | "absolute";
}

/** Properties that the provider computes, with what they are once the resource exists. */
const COMPUTED: Readonly<Record<string, Properties>> = {
  "cloudflare:index/dnsRecord:DnsRecord": {
    createdOn: "2026-01-01T00:00:00Z",
    meta: "{}",
    modifiedOn: "2026-01-01T00:00:00Z",
    proxiable: true,
  },
  "cloudflare:index/zone:Zone": {
    activatedOn: "2026-01-01T00:00:00Z",
    createdOn: "2026-01-01T00:00:00Z",
    nameServers: ["a.ns.example.com", "b.ns.example.com"],
    status: "active",
  },
  "cloudflare:index/emailRoutingDns:EmailRoutingDns": { status: "ready", created: "2026-01-01T00:00:00Z" },
};
/** Properties with a default that a plan knows already. */
const DEFAULTS: Readonly<Record<string, Properties>> = {
  "cloudflare:index/dnsRecord:DnsRecord": { proxied: false },
  "cloudflare:index/zone:Zone": { type: "full" },
};

const own = (table: Readonly<Record<string, Properties>>, type: string): Properties => {
  const token = type === "cloudflare:index/record:Record" ? "cloudflare:index/dnsRecord:DnsRecord" : type;
  return Object.hasOwn(table, token) ? (table[token] ?? {}) : {};
};

/** An id as the service would give it: the same for the same resource in every run. */
export function idOf(urn: string): string {
  return createHash("sha256").update(urn).digest("hex").slice(0, 32);
}

const plain = (value: Json): Json =>
  mapJson(value, (each) => (isSecret(each) ? plain(each["value"] ?? null) : undefined));

/**
 * The state that a provider answers with. Secrets come back without their mark and are marked again by the engine;
 * a provider that is not configured yet, in a preview, is not asked at all.
 */
export function outputsOf(
  resource: { readonly type: string; readonly urn: string; readonly inputs: Properties },
  providerInputs: Properties,
  zoneName: string | undefined,
  preview: boolean,
  habits: ProviderHabits,
): Properties {
  const { type, urn, inputs } = resource;
  if (preview && holdsUnknown(providerInputs as Json)) return {};
  if (preview && habits.preview === "inputs") return inputs;
  const outputs: Record<string, Json> = { ...own(DEFAULTS, type) };
  for (const [key, value] of Object.entries(inputs)) outputs[key] = plain(value);
  const computed: Properties = { id: idOf(urn), ...own(COMPUTED, type) };
  for (const [key, value] of Object.entries(computed)) outputs[key] = preview ? UNKNOWN : value;
  const name = outputs["name"];
  if (habits.names === "absolute" && !preview && zoneName !== undefined && typeof name === "string") {
    const relative = name === "@" ? "" : name;
    const absolute = relative === zoneName || relative.endsWith(`.${zoneName}`);
    outputs["name"] = absolute ? relative : relative === "" ? zoneName : `${relative}.${zoneName}`;
  }
  return outputs;
}
