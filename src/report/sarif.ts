import type { Severity } from "../model/finding.ts";
import { groupNotJudged, type NotJudgedGroup } from "./group.ts";
import { jsonText as text, toJson } from "./json-text.ts";
import type { Report, ReportFinding, ReportIgnored, ReportProblem, RuleInfo, Spot } from "./report.ts";
import { pathToUri } from "./uri.ts";
import { listed } from "../syntax/visible.ts";

const levels: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };
const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** SARIF 2.1.0, one run. What was not judged and what could not be read are notifications of the invocation. */
export function write(report: Report): string {
  const rules = new Rules(report);
  // Code scanning refuses a whole upload for one result without a place.
  const fallback = report.documents[0]?.path;
  const results = [
    ...report.findings.map((one) => result(one, rules, fallback, helpText(one))),
    ...report.ignored.map((one) => ({ ...result(one, rules, fallback, ""), suppressions: [suppression(one)] })),
  ];
  const notifications = [
    ...report.problems.map(problem),
    ...groupNotJudged(report.notJudged).map((group) => notJudged(group, rules)),
  ];
  return toJson({
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "maildns", version: text(report.version), rules: rules.descriptors } },
        invocations: [
          {
            executionSuccessful: report.problems.every(({ level }) => level !== "error"),
            toolExecutionNotifications: notifications,
          },
        ],
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  });
}

/** The rules' descriptors, with one added for an id that the metadata does not know. */
class Rules {
  readonly descriptors: object[] = [];
  readonly #index = new Map<string, number>();

  constructor(report: Report) {
    for (const rule of report.rules) this.#add(rule.id, descriptor(rule));
    for (const { rule } of [...report.findings, ...report.ignored, ...report.notJudged])
      this.#add(rule, { id: text(rule) });
  }

  reference(id: string): { ruleId: string; ruleIndex: number } {
    const ruleId = text(id);
    return { ruleId, ruleIndex: this.#index.get(ruleId) ?? -1 };
  }

  /** By the id as it is written: descriptors must differ. */
  #add(id: string, value: object): void {
    const key = text(id);
    if (this.#index.has(key)) return;
    this.#index.set(key, this.descriptors.length);
    this.descriptors.push(value);
  }
}

function descriptor(rule: RuleInfo): object {
  const references = rule.references.map(({ title, url }) => `${title}: ${url}`).join("\n");
  return {
    id: text(rule.id),
    shortDescription: { text: text(rule.summary) },
    fullDescription: { text: text(`${rule.summary}; ${rule.consequence}`) },
    helpUri: [rule.url, ...rule.references.map(({ url }) => url)].find((url) => url !== undefined && isWebUri(url)),
    help: { text: text([rule.consequence, references].filter((part) => part !== "").join("\n\n")) },
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

function isWebUri(url: string): boolean {
  return /^https?:\/\/[\w.-]+(?:[/?#][\w.~:/?#@!$&()*+,;=%-]*)?$/.test(url);
}

function helpText({ help }: ReportFinding): string {
  if (help === undefined) return "";
  return ["", help.text, ...(help.publish ?? []), ...(help.drawing ?? [])].join("\n");
}

function result(one: ReportFinding | ReportIgnored, rules: Rules, fallback: string | undefined, help: string): object {
  const related = "related" in one ? one.related : [];
  return {
    ...rules.reference(one.rule),
    level: levels[one.severity],
    message: message(`${one.message}${help}`),
    locations: [{ ...physical(one.at, fallback), logicalLocations: logical([one.domain]) }],
    relatedLocations: related.length === 0 ? undefined : related.map(relatedLocation),
    partialFingerprints: { "maildns/v1": text(one.fingerprint), primaryLocationLineHash: text(one.fingerprint) },
  };
}

function relatedLocation(spot: Spot, id: number): object {
  return { id, ...physical(spot, undefined), message: spot.note === undefined ? undefined : message(spot.note) };
}

function physical(spot: Spot | undefined, fallback: string | undefined): object {
  if (spot === undefined) {
    if (fallback === undefined) return {};
    return { physicalLocation: { artifactLocation: artifact(fallback), region: { startLine: 1 } } };
  }
  const region = {
    startLine: spot.line,
    startColumn: spot.column,
    endLine: spot.endLine,
    endColumn: spot.endColumn,
  };
  return { physicalLocation: { artifactLocation: artifact(spot.path), region } };
}

function artifact(path: string): object {
  if (path === "<stdin>") return { uri: pathToUri(path), description: { text: "standard input" } };
  return { uri: pathToUri(path) };
}

function logical(domains: readonly string[]): object[] | undefined {
  const named = domains.filter((domain) => domain !== "");
  return named.length === 0 ? undefined : named.map((domain) => ({ fullyQualifiedName: text(domain), kind: "domain" }));
}

/** `[text](target)` is a link in a plain message too (SARIF 2.1.0, 3.11.6). */
function message(plain: string): { text: string } {
  return { text: text(plain.replaceAll("](", "\\](")) };
}

function suppression({ reason, until, by, at }: ReportIgnored): object {
  return {
    kind: by === "comment" ? "inSource" : "external",
    status: "accepted",
    justification: text(reason),
    location: by === "comment" && at !== undefined ? physical(at, undefined) : undefined,
    properties: until === undefined ? undefined : { until: text(until) },
  };
}

function problem({ level, path, line, column, reason }: ReportProblem): object {
  const region = line === undefined ? undefined : { startLine: line, startColumn: column };
  return {
    level,
    message: message(reason),
    locations: [{ physicalLocation: { artifactLocation: artifact(path), region } }],
  };
}

/** One notification a cause; a domain each is named in `locations`. */
function notJudged({ rules: ids, domains, reason }: NotJudgedGroup, rules: Rules): object {
  const names = listed(domains, 10, (name) => name);
  const [first] = ids;
  const { ruleId, ruleIndex } = rules.reference(first ?? "");
  return {
    level: "note",
    message: message(`not judged${names === "" ? "" : ` for ${names}`}: ${reason} (${listed(ids, 10, (id) => id)})`),
    associatedRule: ids.length === 1 ? { id: ruleId, index: ruleIndex } : undefined,
    locations: logical(domains)?.map((location) => ({ logicalLocations: [location] })),
  };
}
