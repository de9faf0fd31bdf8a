import { isObject } from "./parse-json.ts";
import type { Probe, ReadResult } from "./reader.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * What a document that no reader takes looks like, as the end of "it looks like …": a kind that is not read yet, an
 * API's error, a listing of something else. `undefined`: nothing known.
 */
export function describeUnread(probe: Probe): string | undefined {
  if (/^(?:[a-z_]{2,16}:[^\n]{0,300}\n){0,5}version:[ \t]{0,8}STSv1/i.test(probe.file.text.slice(0, 2000))) {
    return "an MTA-STS policy, which is recognised by its name mta-sts.txt: --input-format mta-sts-policy reads it all the same";
  }
  const document = probe.json();
  if (Array.isArray(document)) return ofRows(document[0], document);
  if (!isObject(document)) return undefined;
  return ofObject(document);
}

const MOST_REASONS = 3;

/** Why a document that gave no record is refused, with what its reader has noted. */
export function emptyReason({ problems }: Pick<ReadResult, "problems">): string {
  const why = problems.slice(0, MOST_REASONS).map(({ reason }) => reason);
  return `holds no DNS record${why.length === 0 ? "" : `: ${why.join("; ")}`}`;
}

function ofObject(document: Row): string | undefined {
  const yet = (kind: string): string => `${kind}, which is not read yet`;
  if ("resource_changes" in document && "format_version" in document) return yet("a Terraform plan");
  if ("lineage" in document && "terraform_version" in document) return yet("a Terraform state");
  if (isObject(document["values"]) && "root_module" in document["values"]) return yet("terraform show -json");
  if (Array.isArray(document["domain_records"])) return yet("DigitalOcean's list of records");
  if ("dns_providers" in document && "domains" in document) return yet("DNSControl's print-ir");
  if ("providerId" in document && "serviceId" in document) return yet("a Domain Connect template");
  const { rrsets, records, data, result, value } = document;
  if (Array.isArray(rrsets)) return ofRows(rrsets[0], rrsets) ?? yet("a list of record sets");
  if (Array.isArray(records)) return ofRows(records[0], records);
  if (Array.isArray(data)) return ofRows(data[0], data);
  if (Array.isArray(value)) return ofRows(value[0], value);
  if (result !== undefined && "success" in document) {
    return Array.isArray(result)
      ? ofCloudflare(result[0])
      : "Cloudflare's answer about one object, not a list of records";
  }
  if (Array.isArray(document["HostedZones"])) return "Route 53's list of zones, not of records";
  const said = apiError(document);
  return said === undefined ? undefined : `an API's error answer: ${said}`;
}

function ofCloudflare(row: unknown): string {
  const things = !isObject(row)
    ? "something"
    : "name_servers" in row
      ? "zones"
      : "actions" in row
        ? "page rules"
        : "region_key" in row
          ? "regional hostnames"
          : "something";
  return `Cloudflare's list of ${things}, not of DNS records: take /zones/<id>/dns_records`;
}

function ofRows(row: unknown, rows: readonly unknown[]): string | undefined {
  const yet = (kind: string): string => `${kind}, which is not read yet`;
  if (typeof row === "number" && rows.every((each) => typeof each === "number")) return "a list of ids, not of records";
  if (!isObject(row)) return undefined;
  if ("rrset_values" in row || "rrset_name" in row) return yet("Gandi's list of records");
  if ("rrdatas" in row || "routingPolicy" in row) return yet("gcloud's list of record sets");
  if ("fieldType" in row && "subDomain" in row) return yet("OVH's list of records");
  if ("system_record" in row) return yet("DNSimple's list of records");
  if ("ttl_sec" in row) return yet("Linode's list of records");
  const { type, records } = row;
  if (typeof type === "string" && /^microsoft\.network\/(?:private)?dnszones\//i.test(type)) {
    return yet("az's list of record sets");
  }
  const first: unknown = Array.isArray(records) ? records[0] : undefined;
  if (isObject(first) && "content" in first) return yet("PowerDNS's zone");
  if (isObject(first) && "value" in first) return yet("Hetzner's list of record sets");
  if ("zone_id" in row && "value" in row) return yet("Hetzner's list of records");
  if ("rrsets" in row) return yet("PowerDNS's zone");
  return undefined;
}

/** `error`, `errors` or `message`, shortened. */
function apiError(document: Row): string | undefined {
  const { error, errors, message } = document;
  const candidates: unknown[] = [message, error, Array.isArray(errors) ? errors[0] : errors];
  for (const each of candidates) {
    const text = isObject(each) ? (each["message"] ?? each["detail"]) : each;
    if (typeof text === "string" && text !== "") return text.slice(0, 200);
  }
  return undefined;
}
