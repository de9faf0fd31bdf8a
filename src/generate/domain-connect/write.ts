import { isHostName, parseName } from "../../model/name.ts";
import { isUnknown, type Value } from "../../model/value.ts";
import type { PlannedRecord } from "../planned.ts";
import { argumentName, type HostedRequest } from "../request.ts";
import type { Written } from "../write/writer.ts";
import { planTemplate, type NameOf, type TemplatePart } from "./parts.ts";
import {
  ownSpfm,
  recordOfNobody,
  recordOfPart,
  spfmOfPart,
  TemplateVariables,
  type JsonRecord,
} from "./write-records.ts";

/** What a template says of itself. */
export interface TemplateMeta {
  /** The domain of who offers the template; the provider's id in the catalogue unless given. */
  readonly providerId?: string;
  /** The provider's name unless given. */
  readonly providerName?: string;
  /** `mail` unless given, and the senders' names behind it. */
  readonly serviceId?: string;
  /** `Mail` unless given, and the senders' names behind it. */
  readonly serviceName?: string;
  /** 1 unless given. */
  readonly version?: number;
  /** What it does, for developers; made of the names unless given. */
  readonly description?: string;
  /** The domain below which the key that signs requests is published. Public templates need it; left out unless given. */
  readonly syncPubKeyDomain?: string;
}

/**
 * A Domain Connect template of a request: what was given is in its place, everything else that only the customer knows is a
 * `%variable%`, and so is the domain (`%fqdn%`), whatever it is in the request. The records of each part are a group, where there are several; how SPF
 * ends is for the DNS provider to say. Pure.
 */
export function templateOf(request: HostedRequest, meta: TemplateMeta = {}, nameOf: NameOf = argumentName): Written {
  const unsaid = [...unsayable(request, nameOf), ...wrongIn(meta)];
  if (unsaid.length > 0) return { ok: false, reasons: unsaid };
  const planned = planTemplate(request, nameOf);
  if (!planned.ok) return planned;
  const { parts } = planned;
  const variables = new TemplateVariables();
  const ofParts = parts.map((part) => ({ part, records: [] as PlannedRecord[] }));
  const ofNobody: PlannedRecord[] = [];
  for (const record of planned.plan.records) {
    const home = ofParts.find(({ part }) => part === askerOf(record, parts));
    if (home !== undefined) home.records.push(record);
    else if (record.purpose !== "spf") ofNobody.push(record);
  }
  const own = (request.spf ?? []).map((term) => String(term));
  const records = [
    ...ownSpfm(own, variables),
    ...ofParts.flatMap(({ part, records }) => [
      ...records.filter(({ type }) => type === "MX").map((record) => recordOfPart(record, part, variables)),
      ...spfmOfPart(part, variables),
      ...records.filter(({ type }) => type !== "MX").map((record) => recordOfPart(record, part, variables)),
    ]),
    ...ofNobody.map((record) => recordOfNobody(record, variables)),
  ];
  if (variables.reasons.length > 0) return { ok: false, reasons: [...new Set(variables.reasons)] };
  return { ok: true, text: `${JSON.stringify(documentOf(parts, meta, records, variables.description()), null, 2)}\n` };
}

/** Who asks for a record: by the entry, and by what the roles begin with where one entry stands twice. */
function askerOf(
  { provider, role, type, owner }: PlannedRecord,
  parts: readonly TemplatePart[],
): TemplatePart | undefined {
  if (provider === undefined) return undefined;
  const of = parts.filter(({ recipe }) => recipe.id === provider);
  if (type === "MX" && owner === "@") return of.find(({ use }) => use === "gateway") ?? of[0];
  const named = of.filter(({ prefix }) => role.startsWith(prefix));
  return named.sort((a, b) => b.prefix.length - a.prefix.length)[0] ?? of[0];
}

function documentOf(
  parts: readonly TemplatePart[],
  meta: TemplateMeta,
  records: readonly JsonRecord[],
  variableDescription: string,
): unknown {
  const [provider] = parts;
  const senders = parts.filter(({ use }) => use === "sender");
  const names = parts.map(({ recipe }) => recipe.name).join(", ");
  const needsHost = records.some(({ type, host }) => (type === "CNAME" || type === "NS") && host === "@");
  return {
    providerId: meta.providerId ?? provider?.recipe.id.slice(0, 63),
    providerName: meta.providerName ?? provider?.recipe.name,
    serviceId: meta.serviceId ?? ["mail", ...senders.map(({ name }) => name)].join("-").slice(0, 63),
    serviceName:
      meta.serviceName ??
      (senders.length === 0
        ? "Mail"
        : `Mail with ${senders.map(({ recipe }) => recipe.name).join(", ")}`.slice(0, 255)),
    version: meta.version ?? 1,
    description: meta.description ?? `Mail records: ${names}`.slice(0, 2048),
    ...(variableDescription === "" ? {} : { variableDescription }),
    ...(meta.syncPubKeyDomain === undefined ? {} : { syncPubKeyDomain: meta.syncPubKeyDomain }),
    // An apex holds neither CNAME nor NS of its own.
    ...(needsHost ? { hostRequired: true } : {}),
    records,
  };
}

/** What a request asks for and no template says. */
function unsayable({ spfAll, mtaSts, spf = [], rua = [], tlsReports = [] }: HostedRequest, nameOf: NameOf): string[] {
  const reasons: string[] = [];
  if (spfAll !== undefined) {
    reasons.push(
      `${nameOf(["spfAll"])} is "${String(spfAll)}", and in a template the DNS provider decides how SPF ends; leave it out`,
    );
  }
  if (mtaSts !== undefined) {
    reasons.push(
      `${nameOf(["mtaSts"])} asks for MTA-STS, whose policy is a file of one domain; a template is for any domain; leave it out`,
    );
  }
  const unknown = (name: string, values: readonly Value<string>[]): void => {
    if (values.some(isUnknown))
      reasons.push(`${nameOf([name])} holds a value that is not known, and a template takes it as text only`);
  };
  unknown("spf", spf);
  unknown("rua", rua);
  unknown("tlsReports", tlsReports);
  return reasons;
}

const ID = /^[A-Za-z0-9._-]{1,63}$/;

function wrongIn(meta: TemplateMeta): string[] {
  const reasons: string[] = [];
  for (const field of ["providerId", "serviceId"] as const) {
    const value = meta[field];
    if (value === undefined || ID.test(value)) continue;
    reasons.push(`${field} is ${JSON.stringify(value)}; up to 63 letters, digits, ".", "-" and "_" are accepted`);
  }
  for (const [field, longest] of [
    ["providerName", 255],
    ["serviceName", 255],
    ["description", 2048],
  ] as const) {
    const value = meta[field];
    const least = longest === 255 ? 1 : 0;
    if (value === undefined || (value.length >= least && [...value].length <= longest && !/\p{C}/u.test(value)))
      continue;
    reasons.push(`${field} must be a text of ${least} to ${longest} characters without control characters`);
  }
  const { version, syncPubKeyDomain } = meta;
  if (version !== undefined && !(Number.isSafeInteger(version) && version > 0)) {
    reasons.push(`version is ${String(version)}; a whole number from 1 is accepted`);
  }
  if (syncPubKeyDomain !== undefined) {
    const name = parseName(syncPubKeyDomain);
    // Labels with an underscore may stand before the domain (dc-pubkey-domain).
    if (!name.ok || !isHostName(name.name.replace(/^(?:_[a-z0-9-]+\.)+/, ""))) {
      reasons.push(`syncPubKeyDomain is ${JSON.stringify(syncPubKeyDomain)}, which is no domain name`);
    }
  }
  return reasons;
}
