import type { TemplateType } from "../recipe.ts";
import { isBuiltIn, variablesOf } from "./variables.ts";

/** What keeps a template from being read: a JSON pointer (RFC 6901) and a sentence. */
export interface TemplateProblem {
  readonly pointer: string;
  readonly reason: string;
}

/** A record of a template as it is written, `%variables%` in it; its fields have one name whatever its type. */
export interface TemplateRecord {
  readonly pointer: string;
  readonly type: TemplateType | "SPFM";
  /** Below the applied host; `_service._proto.name` of SRV. */
  readonly host: string;
  readonly value: string;
  /** What `host` and `value` are called, for messages. */
  readonly hostField: string;
  readonly valueField: string;
  /** Digits, or one whole variable. */
  readonly priority: string | undefined;
  readonly weight: string | undefined;
  readonly port: string | undefined;
  readonly groupId: string | undefined;
}

export interface TemplateDocument {
  readonly providerId: string;
  readonly providerName: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly variableDescription: string;
  readonly multiInstance: boolean;
  readonly records: readonly TemplateRecord[];
  /** Types of records that are not of mail, with how many there are. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** The largest template that is published has some 60 records. */
const MAX_RECORDS = 500;
const MAX_STRING = 1 << 16;
/** Of all that its records say; some 20 KiB is the most that is seen. */
const MAX_TEXT = 1 << 18;
const MAX_VARIABLES = 200;
/** Whoever mends the first ones sees the rest. */
const MAX_PROBLEMS = 50;

type Json = Readonly<Record<string, unknown>>;

const PROPERTIES = new Set(
  "providerId providerName serviceId serviceName version templateSpecVersion logoUrl description variableDescription syncBlock shared sharedProviderName sharedServiceName syncPubKeyDomain syncRedirectDomain multiInstance warnPhishing hostRequired crit records".split(
    " ",
  ),
);
const FIELDS = new Set(
  "type groupId essential crit host name pointsTo ttl data txtConflictMatchingMode txtConflictMatchingPrefix priority weight port protocol service target spfRules".split(
    " ",
  ),
);

/** The field that holds a record's data, by type. */
const VALUE_FIELDS: ReadonlyMap<string, string> = new Map([
  ["MX", "pointsTo"],
  ["SPFM", "spfRules"],
  ["TXT", "data"],
  ["CNAME", "pointsTo"],
  ["A", "pointsTo"],
  ["AAAA", "pointsTo"],
  ["NS", "pointsTo"],
  ["SRV", "target"],
]);

/** They lead browsers to a web site. */
const NOT_MAIL = new Set(["REDIR301", "REDIR302", "APEXCNAME"]);

/** Checks the shape of a template; `undefined` where there is nothing to go on with. */
export function documentOf(json: unknown, problems: TemplateProblem[]): TemplateDocument | undefined {
  const report = (pointer: string, reason: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ pointer, reason });
  };
  if (!isObject(json)) {
    report("", "is no JSON object, and a Domain Connect template is one");
    return undefined;
  }
  if (json["templateSpecVersion"] !== undefined && json["templateSpecVersion"] !== 1) {
    report("/templateSpecVersion", `is ${shown(json["templateSpecVersion"])}; version 1 is read`);
  }
  checkCritical(json, PROPERTIES, "", report);
  const text = (key: string): string => {
    const value = json[key];
    if (typeof value === "string" && value.trim() !== "" && value.length <= MAX_STRING) return value;
    report(`/${key}`, value === undefined ? "is missing" : `must be a text of 1 to ${MAX_STRING} characters`);
    return "";
  };
  const head = {
    providerId: text("providerId"),
    providerName: text("providerName"),
    serviceId: text("serviceId"),
    serviceName: text("serviceName"),
  };
  const { variableDescription, multiInstance, records } = json;
  if (!Array.isArray(records)) {
    report("/records", records === undefined ? "is missing" : "must be a list of records");
    return undefined;
  }
  if (records.length > MAX_RECORDS) {
    report("/records", `has ${records.length} records; up to ${MAX_RECORDS} are read`);
    return undefined;
  }
  const leftOut = new Map<string, number>();
  const read = records.flatMap((record, index) => recordOf(record, `/records/${index}`, leftOut, report));
  const size = read.flatMap(textsOf).reduce((sum, text) => sum + text.length, 0);
  if (size > MAX_TEXT) {
    report("/records", `holds ${size} characters; up to ${MAX_TEXT} are read`);
    return undefined;
  }
  const variables = new Set(read.flatMap((record) => textsOf(record).flatMap(variablesOf)));
  if (variables.size > MAX_VARIABLES) {
    report("/records", `uses ${variables.size} variables; up to ${MAX_VARIABLES} are read`);
  }
  return {
    ...head,
    variableDescription: typeof variableDescription === "string" ? variableDescription.slice(0, MAX_STRING) : "",
    multiInstance: multiInstance === true,
    records: read,
    leftOut,
  };
}

/** The variables that the customer gives, in the order in which they appear. */
export function customerVariables(records: readonly TemplateRecord[]): string[] {
  const all = records.flatMap((record) => textsOf(record).flatMap(variablesOf));
  return [...new Set(all)].filter((name) => !isBuiltIn(name));
}

function textsOf({ host, value, priority = "", weight = "", port = "" }: TemplateRecord): string[] {
  return [host, value, priority, weight, port];
}

type Report = (pointer: string, reason: string) => void;

function recordOf(json: unknown, pointer: string, leftOut: Map<string, number>, report: Report): TemplateRecord[] {
  if (!isObject(json)) {
    report(pointer, "is no JSON object, and a record is one");
    return [];
  }
  const type = typeof json["type"] === "string" ? json["type"].toUpperCase() : "";
  if (NOT_MAIL.has(type)) {
    leftOut.set(type, (leftOut.get(type) ?? 0) + 1);
    return [];
  }
  const valueField = VALUE_FIELDS.get(type);
  if (valueField === undefined) {
    const accepted = [...VALUE_FIELDS.keys(), ...NOT_MAIL].join(", ");
    report(
      `${pointer}/type`,
      json["type"] === undefined ? "is missing" : `is ${shown(json["type"])}; accepted: ${accepted}`,
    );
    return [];
  }
  checkCritical(json, FIELDS, pointer, report);
  let good = true;
  const fault = (field: string, reason: string): undefined => {
    good = false;
    report(`${pointer}/${field}`, reason);
  };
  const text = (field: string, empty: boolean): string => {
    const value = json[field];
    if (typeof value === "string" && value.length <= MAX_STRING && (empty || value.trim() !== "")) return value;
    fault(field, value === undefined ? "is missing" : `must be a text of up to ${MAX_STRING} characters`);
    return "";
  };
  const number = (field: string): string | undefined => {
    const value = typeof json[field] === "number" ? String(json[field]) : json[field];
    const isNumber = typeof value === "string" && /^(?:0*[0-9]{1,5}|%[A-Za-z0-9_-]+%)$/.test(value);
    if (isNumber && (value.startsWith("%") || Number(value) <= 65535)) return value;
    return fault(field, value === undefined ? "is missing" : `is ${shown(json[field])}; a number from 0 to 65535`);
  };
  const isSrv = type === "SRV";
  const hostField = isSrv ? "name" : "host";
  const host = hostOf(text(hostField, true), isSrv ? [text("service", false), text("protocol", false)] : []);
  const value = text(valueField, type === "SPFM");
  const priority = type === "MX" || isSrv ? number("priority") : undefined;
  const weight = isSrv ? number("weight") : undefined;
  const port = isSrv ? number("port") : undefined;
  const { groupId } = json;
  if (groupId !== undefined && typeof groupId !== "string")
    fault("groupId", `is ${shown(groupId)}, and must be a text`);
  if (!good) return [];
  return [
    {
      ...{ pointer, type: type as TemplateRecord["type"], host, value, hostField, valueField, priority, weight, port },
      groupId: typeof groupId === "string" && groupId !== "" ? groupId : undefined,
    },
  ];
}

/** `_sip`, `_tcp` before the name of SRV (RFC 2782); some templates leave the underscores out. */
function hostOf(host: string, labels: readonly string[]): string {
  if (labels.length === 0) return host;
  const front = labels.map((label) => (/^[_%]/.test(label) ? label : `_${label}`)).join(".");
  return host === "" || host === "@" ? front : `${front}.${host}`;
}

/** Who does not understand what `crit` names must not go on (draft-ietf-dconn-domainconnect 6.1.1, 6.2.1). */
function checkCritical(json: Json, known: ReadonlySet<string>, pointer: string, report: Report): void {
  const { crit } = json;
  if (!Array.isArray(crit)) return;
  const name = crit.find((each) => typeof each === "string" && Object.hasOwn(json, each) && !known.has(each));
  if (name !== undefined)
    report(`${pointer}/crit`, `asks for ${shown(name)} to be understood, which is not known here`);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as JSON has it, short and on one line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "missing";
  return text.length > 120 ? `${text.slice(0, 80)}…` : text;
}
