import { isKnown, isUnknown, type Unknown } from "../../model/value.ts";
import { presentText } from "../../syntax/presentation.ts";
import { lookUp } from "../part.ts";
import type { PlannedRecord } from "../planned.ts";
import type { Variable } from "../recipe.ts";
import { termsBesideOthers } from "../spf.ts";
import { fill, textOf } from "../template.ts";
import { ANY_DOMAIN, type TemplatePart } from "./parts.ts";
import { mergedSpfm } from "./spf.ts";
import { capitalised, DASHED, variablesOf } from "./variables.ts";

/** A record as it stands in the JSON. */
export type JsonRecord = Readonly<Record<string, string | number>>;

/** Seconds, what nearly every published template has. */
const TTL = 3600;

/** Parameters of the call that applies a template: no variable may be called so (draft-ietf-dconn-domainconnect 9.1.2). */
const RESERVED =
  "providerId serviceId domain host fqdn redirect_uri state providerName serviceName groupId sig key crit client_id response_type scope";

/** The variables of a template while it is written. */
export class TemplateVariables {
  readonly #names = new Map<string, string>();
  readonly #taken = new Set(RESERVED.split(" "));
  readonly #descriptions: string[] = [];
  /** What cannot be said. */
  readonly reasons: string[] = [];

  /** `%name%`: the variable's own name, or with that of its part where another part has one of that name. */
  of(part: TemplatePart, name: string): string {
    return this.#named(`${part.path.join(".")} ${name}`, [name, camel(part.name, name)], () =>
      describe(part.recipe.name, part.recipe.publish?.variables?.[name]),
    );
  }

  /** Of the domain, with hyphens for dots. */
  dashed(): string {
    return this.#named(DASHED, [DASHED], () => "the domain with hyphens for dots, example-com");
  }

  /** Of a record that no part asks for. */
  ofRole(role: string): string {
    return this.#named(`role ${role}`, [camel(role, "value"), camel("own", role)], () => `the value of ${role}`);
  }

  /** A text of 2048 characters at most (dc-description-text): where each is found is left out first. */
  description(): string {
    const [whole, short] = [
      this.#descriptions,
      this.#descriptions.map((text) => text.replace(/ \(found at: .*\)$/, "")),
    ].map((texts) => texts.join("; "));
    return [whole, short].find((text = "") => [...text].length <= 2048) ?? [...(short ?? "")].slice(0, 2048).join("");
  }

  #named(key: string, wanted: readonly string[], description: () => string): string {
    const known = this.#names.get(key);
    if (known !== undefined) return `%${known}%`;
    let name = wanted.find((each) => !this.#taken.has(each));
    for (let number = 2; name === undefined; number++) {
      const numbered = `${wanted.at(-1) ?? ""}${number}`;
      if (!this.#taken.has(numbered)) name = numbered;
    }
    this.#taken.add(name);
    this.#names.set(key, name);
    this.#descriptions.push(`%${name}%: ${description().replaceAll("; ", ", ")}`);
    return `%${name}%`;
  }
}

function describe(provider: string, variable: Variable | undefined): string {
  return variable === undefined ? provider : `${provider}, ${variable.label.en} (found at: ${variable.where.en})`;
}

/** `sendgrid`, `region`: `sendgridRegion`. */
function camel(...texts: readonly string[]): string {
  const words = texts.flatMap((text) => text.split(/[^A-Za-z0-9]+/)).filter((word) => word !== "");
  const joined = words.map((word, index) => (index === 0 ? word : capitalised(word))).join("");
  return /^[A-Za-z]/.test(joined) ? joined : `value${joined}`;
}

/** A recipe's text with what was given in its place, and `%name%` for the rest. */
function filled(part: TemplatePart, text: string, variables: TemplateVariables): string {
  const expected: string[] = [];
  const through = (expression: string): string => {
    expected.push(expression.slice(1, -1));
    return expression;
  };
  const { value } = fill(text, (name) => {
    if (name === "domain") return textOf(below(part, ".", through("%fqdn%")));
    if (name === DASHED) return textOf(below(part, "-", through(variables.dashed())));
    const given = lookUp(part, name)?.value;
    return textOf(given === undefined || isUnknown(given) ? through(variables.of(part, name)) : given);
  });
  const written = isKnown(value) ? value : "";
  return checked(written, expected, part.recipe.name, variables);
}

/** The domain that a part's records hang from. */
function below(part: TemplatePart, between: string, domain: string): string {
  return part.below === "" ? domain : [part.below.replaceAll(".", between), domain].join(between);
}

/** Refuses a text in which Domain Connect would see other variables than are meant. */
function checked(text: string, expected: readonly string[], asker: string, variables: TemplateVariables): string {
  const found = variablesOf(text);
  const other = found.find((name, index) => name !== expected[index]) ?? expected[found.length];
  if (other !== undefined) {
    const reason = `a value of ${asker} makes ${JSON.stringify(text.slice(0, 200))}, in which Domain Connect takes ${`%${other}%`} for a variable; it has no escape for %`;
    variables.reasons.push(reason);
  }
  return text;
}

/** A planned record of a part. */
export function recordOfPart(record: PlannedRecord, part: TemplatePart, variables: TemplateVariables): JsonRecord {
  const { type, template = "" } = record;
  const host = filled(part, record.owner, variables);
  const text = filled(part, type === "SRV" ? (template.split(" ")[3] ?? "") : template, variables);
  const group = groupOf(part);
  switch (type) {
    case "TXT":
      return { ...txtOf(host, text, record.purpose), ...group };
    case "SRV":
      return { ...srvOf(host, text, record), ...group };
    case "MX":
      return { type, host, pointsTo: text, priority: priorityOf(record, part, variables), ttl: TTL, ...group };
    case "CNAME":
    case "NS":
    case "A":
    case "AAAA":
      return { type, host, pointsTo: text, ttl: TTL, ...group };
  }
}

/** Where it differs from zone to zone, the value that it hangs on is a variable. */
function priorityOf({ preference }: PlannedRecord, part: TemplatePart, variables: TemplateVariables): string | number {
  if (!isUnknown(preference)) return preference ?? 0;
  const name = Object.keys(part.given).find((each) => part.given[each] === (preference as Unknown));
  return name === undefined ? 0 : variables.of(part, name);
}

function srvOf(owner: string, target: string, { preference, weight = 0, port = 0 }: PlannedRecord): JsonRecord {
  const [service = "", protocol = "", ...rest] = owner.split(".");
  const priority = isKnown(preference) ? (preference ?? 0) : 0;
  const name = rest.length === 0 ? "@" : rest.join(".");
  return { type: "SRV", name, service, protocol, target, priority, weight, port, ttl: TTL };
}

/** Never SPF as TXT: the DNS provider merges SPFM with what is there (draft-ietf-dconn-domainconnect 9.4). */
function txtOf(host: string, text: string, purpose: PlannedRecord["purpose"]): JsonRecord {
  if (/^v=spf1(?: |$)/i.test(text)) return spfmOf(host, mergedSpfm([text]).terms);
  // A selector holds one key, so that a new one takes the place of the old.
  const conflict: JsonRecord = purpose === "dkim" ? { txtConflictMatchingMode: "All" } : {};
  return { type: "TXT", host, data: dataOf(text), ttl: TTL, ...conflict };
}

function spfmOf(host: string, terms: readonly string[]): JsonRecord {
  return { type: "SPFM", host, spfRules: terms.join(" ") };
}

/** Bare, unless something in it would mean something then. */
function dataOf(text: string): string {
  return /["\\]/.test(text) ? presentText([text]) : text;
}

/** What a part adds to the SPF record of the name that it sends from. */
export function spfmOfPart(part: TemplatePart, variables: TemplateVariables): JsonRecord[] {
  const terms = part.sends ? termsBesideOthers(part.recipe).map((term) => filled(part, term, variables)) : [];
  if (terms.length === 0) return [];
  return [{ ...spfmOf(part.below === "" ? "@" : part.below, terms), ...groupOf(part) }];
}

function groupOf({ group }: TemplatePart): JsonRecord {
  return group === undefined ? {} : { groupId: group };
}

/** Further SPF terms of the request. */
export function ownSpfm(terms: readonly string[], variables: TemplateVariables): JsonRecord[] {
  return terms.length === 0
    ? []
    : [
        spfmOf(
          "@",
          terms.map((term) => checked(term, [], "spf", variables)),
        ),
      ];
}

/** A planned record that no part asks for: DMARC, TLS reports, keys of one's own. */
export function recordOfNobody(record: PlannedRecord, variables: TemplateVariables): JsonRecord {
  const { owner: host, value, role, type, purpose } = record;
  const parts = isKnown(value) ? value.split(ANY_DOMAIN) : [];
  const text = isKnown(value) ? parts.join("%fqdn%") : variables.ofRole(role);
  if (isKnown(value))
    checked(
      text,
      parts.slice(1).map(() => "fqdn"),
      role,
      variables,
    );
  if (type !== "TXT") return { type, host, pointsTo: text, ttl: TTL };
  const data = txtOf(host, text, purpose);
  if (purpose !== "dmarc") return data;
  const prefix = { txtConflictMatchingMode: "Prefix", txtConflictMatchingPrefix: "v=DMARC1" };
  return { ...data, essential: "OnApply", ...prefix };
}
