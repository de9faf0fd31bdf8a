import { isBatch } from "./cloudflare-batch.ts";
import { looksLikeOctodns } from "./octodns/detect.ts";
import { isObject } from "./parse-json.ts";
import type { InputFormat, Probe, Reader } from "./reader.ts";
import { isNamedAsZoneFile, looksLikeZoneFile } from "./zone-file-detect.ts";

type Row = Readonly<Record<string, unknown>>;

/** A document kind as it is known before its reader is loaded. */
export interface Kind {
  readonly id: InputFormat;
  /** As in "not a … document". */
  readonly title: string;
  /** Whether the document is surely of this kind. */
  readonly detect: (probe: Probe) => boolean;
  readonly load: () => Promise<Reader>;
}

/** Asked in this order; the first that says yes reads the document. Readers are loaded only when one is chosen. */
const kinds: readonly Kind[] = [
  {
    id: "records",
    title: "maildns records JSON",
    detect: (probe) => isRecords(probe.json()),
    load: async () => (await import("./records.ts")).recordsReader,
  },
  {
    id: "cloudflare",
    title: "Cloudflare API answer",
    detect: (probe) => isCloudflare(probe.json()),
    load: async () => (await import("./cloudflare.ts")).cloudflareReader,
  },
  {
    id: "route53",
    title: "Route 53 answer",
    detect: (probe) => isRoute53(probe.json()),
    load: async () => (await import("./route53.ts")).route53Reader,
  },
  {
    id: "pulumi-export",
    title: "pulumi stack export",
    detect: (probe) => isPulumiExport(probe.json()),
    load: async () => (await import("./pulumi-export.ts")).pulumiExportReader,
  },
  {
    id: "pulumi-preview",
    title: "pulumi preview --json",
    detect: (probe) => isPulumiPreview(probe.json()),
    load: async () => (await import("./pulumi-preview.ts")).pulumiPreviewReader,
  },
  {
    id: "pulumi-events",
    title: "Pulumi event log",
    detect: isPulumiEvents,
    load: async () => (await import("./pulumi-events.ts")).pulumiEventsReader,
  },
  {
    id: "pulumi-plan",
    title: "pulumi preview --save-plan",
    detect: (probe) => isPulumiPlan(probe.json()),
    load: async () => (await import("./pulumi-plan.ts")).pulumiPlanReader,
  },
  {
    id: "mta-sts-policy",
    title: "MTA-STS policy",
    detect: ({ baseName }) => isNamedAsPolicy(baseName),
    load: async () => (await import("./mta-sts-policy.ts")).mtaStsPolicyReader,
  },
  {
    id: "octodns",
    title: "octoDNS zone",
    detect: looksLikeOctodns,
    load: async () => (await import("./octodns.ts")).octodnsReader,
  },
  {
    id: "zone-file",
    title: "zone file",
    detect: looksLikeZoneFile,
    load: async () => (await import("./zone-file.ts")).zoneFileReader,
  },
];

export const inputFormats: readonly InputFormat[] = kinds.map((kind) => kind.id);

export function kindOf(format: InputFormat): Kind {
  return kinds.find((kind) => kind.id === format) as Kind;
}

/** What RFC 8461 3.3 calls the file. */
function isNamedAsPolicy(baseName: string): boolean {
  return baseName.toLowerCase() === "mta-sts.txt";
}

/** Whether a file's name alone says that it is a document, so that it is not passed over in a folder whatever it holds. */
export function isNamedAsOne(baseName: string): boolean {
  return isNamedAsZoneFile(baseName) || isNamedAsPolicy(baseName);
}

export function detectKind(probe: Probe): Kind | undefined {
  return kinds.find((kind) => kind.detect(probe));
}

const HEAD = 65_536;
/** Rows of a listing that are looked at. */
const HEAD_ROWS = 100;
const KEYS: readonly (readonly [InputFormat, RegExp])[] = [
  ["route53", /"ResourceRecordSets?"\s*:/],
  ["cloudflare", /"(?:proxiable|zone_name)"\s*:/],
  ["pulumi-export", /"deployment"\s*:\s*\{/],
  ["pulumi-preview", /"(?:oldState|newState)"\s*:/],
  ["pulumi-plan", /"resourcePlans"\s*:\s*\{/],
  ["records", /"records"\s*:\s*\[/],
];

/** The kind that a broken JSON text was meant to be, by keys that no other document has. */
export function kindOfBrokenJson(text: string): Kind | undefined {
  const head = text.slice(0, HEAD);
  const found = KEYS.find(([id, key]) => key.test(head) && (id !== "records" || /"origin"\s*:/.test(head)));
  return found && kindOf(found[0]);
}

/** Whether the text can only be JSON. */
export function isJsonText(text: string): boolean {
  const start = /[^\s\ufeff]/.exec(text)?.index ?? 0;
  return text[start] === "[" || text[start] === "{";
}

function isRecords(document: unknown): boolean {
  if (!isObject(document)) return false;
  const { zones, $schema: schema } = document;
  if (typeof schema === "string" && /maildns.*records/.test(schema.slice(0, 500))) return true;
  if (!Array.isArray(zones)) return false;
  if (zones.length === 0) return typeof document["version"] === "number";
  // A strange first one does not make it another document.
  return zones.slice(0, HEAD_ROWS).some((zone) => isObject(zone) && "origin" in zone);
}

function isCloudflare(document: unknown): boolean {
  if (isBatch(document)) return true;
  if (Array.isArray(document) && document.slice(0, HEAD_ROWS).some(isCloudflareRow)) return true;
  const first: unknown = Array.isArray(document) ? document[0] : document;
  if (!isObject(first)) return false;
  const { success, result } = first;
  if (success === false) return "errors" in first || "result" in first;
  if (!Array.isArray(result)) return success === true && result === null;
  return result.length === 0 ? success === true : result.slice(0, HEAD_ROWS).some(isCloudflareRow);
}

function isCloudflareRow(row: unknown): boolean {
  if (!isObject(row) || typeof row["type"] !== "string" || typeof row["name"] !== "string") return false;
  if (!("content" in row) && !("data" in row)) return false;
  return "proxiable" in row || "proxied" in row || "zone_name" in row || "settings" in row || "modified_on" in row;
}

function isRoute53(document: unknown): boolean {
  const first: unknown = Array.isArray(document) ? document[0] : document;
  if (!isObject(first)) return false;
  if (Array.isArray(first["ResourceRecordSets"])) return true;
  if (Array.isArray(document)) return isRecordSet(first);
  const batch = isObject(first["ChangeBatch"]) ? first["ChangeBatch"] : first;
  const changes = batch["Changes"];
  return Array.isArray(changes) && isObject(changes[0]) && "Action" in changes[0];
}

function isRecordSet(row: Row): boolean {
  return (
    typeof row["Name"] === "string" &&
    typeof row["Type"] === "string" &&
    ("ResourceRecords" in row || "AliasTarget" in row)
  );
}

/** What `stack export` writes, or a backend's checkpoint file. */
function isPulumiExport(document: unknown): boolean {
  if (!isObject(document) || typeof document["version"] !== "number") return false;
  const { deployment, checkpoint } = document;
  if (isObject(checkpoint)) return true;
  if (!("deployment" in document)) return false;
  return deployment === null || (isObject(deployment) && ("manifest" in deployment || "resources" in deployment));
}

/** What `preview --save-plan` writes. */
function isPulumiPlan(document: unknown): boolean {
  return isObject(document) && isObject(document["resourcePlans"]) && "manifest" in document;
}

function isPulumiPreview(document: unknown): boolean {
  if (!isObject(document)) return false;
  const { steps } = document;
  if (isObject(document["changeSummary"])) return steps === undefined || Array.isArray(steps);
  const first: unknown = Array.isArray(steps) ? steps[0] : undefined;
  // Of a preview that failed before its first step nothing but the errors is written.
  if (steps === undefined && Array.isArray(document["diagnostics"])) return Object.keys(document).every(isPreviewKey);
  return isObject(first) && typeof first["op"] === "string" && String(first["urn"]).startsWith("urn:pulumi:");
}

function isPreviewKey(key: string): boolean {
  return ["config", "diagnostics", "duration", "maybeCorrupt"].includes(key);
}

const EVENT_KEY =
  /"(?:cancel|stdout|diagnostic|prelude|summary|resourcePre|resOutputs|resOpFailed|policy|policyLoad|error|progress)Event"\s*:/;

/** Engine events, one a line or in a list; warnings of the CLI or a preview may stand before them. */
function isPulumiEvents({ file: { text }, json }: Probe): boolean {
  const document = json();
  const list = isObject(document) ? document["events"] : document;
  if (Array.isArray(list)) return isEvent(list[0]);
  if (document !== undefined) return isEvent(document);
  const head = text.slice(0, HEAD);
  if (isJsonText(text)) {
    return (/"sequence"\s*:\s*[0-9]/.test(head) && EVENT_KEY.test(head)) || text.includes('\n{"sequence":');
  }
  return /^\{"sequence":[0-9]+,"timestamp":[0-9]+,"/m.test(head) && text.trimEnd().endsWith("}");
}

function isEvent(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value["sequence"] === "number" &&
    Object.keys(value).some((key) => EVENT_KEY.test(`"${key}":`))
  );
}
