export { lint, type LintInput, type LintResult } from "./engine/lint.ts";
export { defaultSettings, type Settings } from "./engine/settings.ts";
export { loadDocuments, type Loaded, type LoadOptions } from "./input/load.ts";
export { rules } from "./rules/index.ts";
export type { AnyRule } from "./rules/define.ts";
export type { Finding, NotJudged, Severity } from "./model/finding.ts";
export type { Zone } from "./model/zone.ts";
export type { DnsRecord } from "./model/record.ts";
