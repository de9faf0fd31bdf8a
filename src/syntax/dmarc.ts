import { labelsOf, type Name } from "../model/name.ts";
import { editDistance, nearest } from "./edit-distance.ts";
import { DmarcRecord, type DmarcError, type DmarcErrorCode, type DmarcTag, type DmarcVersion } from "./dmarc/tree.ts";
import { parseUris } from "./dmarc/uri.ts";
import { DEFAULTS, EXPECTED, defaults, mendValue, setValue } from "./dmarc/values.ts";

export * from "./dmarc/tree.ts";
export { looksMeantAsDmarc, type DmarcNearMissReason } from "./dmarc/near-miss.ts";

const ACTIVE = ["v", "p", "sp", "np", "t", "psd", "adkim", "aspf", "fo", "rua", "ruf"];
const REMOVED = ["pct", "rf", "ri"];
const KINDS = new Map<string, DmarcTag["kind"]>([
  ...ACTIVE.map((name) => [name, "active"] as const),
  ...REMOVED.map((name) => [name, "removed"] as const),
]);
const LONG_NAMES = [...ACTIVE, ...REMOVED].filter((name) => name.length > 2);
/** Tags of one or two letters that take one of a few words. */
const SHORT_NAMES = ["p", "sp", "np", "t"];
const VERSION = /^v[ \t]*=[ \t]*/i;

/**
 * Whether policy discovery keeps a TXT record's joined text (RFC 9989 4.10, step 2): "v", "=" and exactly `DMARC1`, then ";" or the
 * end, blanks and tabs allowed between, none before.
 */
export function isDmarc(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first !== 0x76 && first !== 0x56) return false;
  let i = skipBlanks(text, 1, text.length);
  if (text.charCodeAt(i) !== 0x3d) return false;
  i = skipBlanks(text, i + 1, text.length);
  if (!text.startsWith("DMARC1", i)) return false;
  i = skipBlanks(text, i + 6, text.length);
  return i === text.length || text.charCodeAt(i) === 0x3b;
}

/** Reads a DMARC record, or what was meant as one (`version` tells). Never throws; work is linear in the length. */
export function parseDmarc(text: string): DmarcRecord {
  const tags: DmarcTag[] = [];
  const errors: DmarcError[] = [];
  const values = defaults();
  const seen = new Map<string, DmarcTag>();
  for (let from = 0; from <= text.length;) {
    let semicolon = text.indexOf(";", from);
    if (semicolon < 0) semicolon = text.length;
    const tag = readTag(text, from, semicolon, tags.at(-1), errors);
    from = semicolon + 1;
    if (tag === undefined) continue;
    tags.push(tag);
    if (tag.kind === "broken") continue;
    const before = seen.get(tag.name);
    if (before !== undefined) duplicate(text, tag, before, errors);
    seen.set(tag.name, tag);
    if (tag.name === "v") continue;
    judgeTag(text, tag, values, errors, seen);
  }
  const version = versionOf(text, tags);
  if (version !== "ok") errors.unshift(versionError(text, tags));
  else if (!seen.has("p") && !errors.some((each) => each.name === "p"))
    errors.push(problem("missing-policy", text, tagEnd(tags), tagEnd(tags), "p", undefined));
  let usable: DmarcRecord["usable"] = "yes";
  const badPolicy = values.p === undefined || isBad(seen, values, "sp") || isBad(seen, values, "np");
  if (version !== "ok") usable = "no";
  else if (badPolicy) usable = values.rua.some((uri) => uri.valid) ? "as-none" : "no";
  return new DmarcRecord(text, version, tags, errors, usable, values);
}

function isBad(seen: ReadonlyMap<string, DmarcTag>, values: ReturnType<typeof defaults>, name: "sp" | "np"): boolean {
  return seen.has(name) && values[name] === undefined;
}

function tagEnd(tags: readonly DmarcTag[]): number {
  return tags[0]?.end ?? 0;
}

function readTag(
  text: string,
  from: number,
  to: number,
  before: DmarcTag | undefined,
  errors: DmarcError[],
): DmarcTag | undefined {
  const start = skipBlanks(text, from, to);
  let end = to;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (start === end) {
    // one semicolon may end the record
    if (to < text.length) errors.push(problem("empty-tag", text, from, to + 1, "", ""));
    return undefined;
  }
  let equals = text.indexOf("=", start);
  if (equals < 0 || equals > end) equals = end;
  let nameEnd = equals;
  while (nameEnd > start && isBlank(text.charCodeAt(nameEnd - 1))) nameEnd--;
  const name = text.slice(start, nameEnd).toLowerCase();
  const valueStart = skipBlanks(text, Math.min(equals + 1, end), end);
  const value = text.slice(valueStart, end);
  const legal = isAlpha(name);
  if (equals < end && legal) {
    return { name, value, start, end, nameEnd, valueStart, kind: KINDS.get(name) ?? "unknown" };
  }
  const word = text.slice(start, end);
  if (before !== undefined && (before.name === "rua" || before.name === "ruf") && /^mailto:/i.test(word)) {
    errors.push(problem("stray-uri", text, before.end, end, before.name, `,${word}`));
  } else if (equals === end) {
    const [meant, suggestion] = mendEquals(word);
    errors.push(problem("missing-equals", text, start, end, meant, suggestion));
  } else {
    errors.push(problem("tag-name", text, start, nameEnd, "", mendName(name)));
  }
  return { name: "", value: word, start, end, nameEnd: start, valueStart: start, kind: "broken" };
}

/** The tag meant by `p none` or `p:none`, and its right text. */
function mendEquals(word: string): [string, string | undefined] {
  const match = word.length < 80 ? /^([a-z]{1,5})[ \t:]+([^ \t]+)$/i.exec(word) : null;
  const name = match?.[1]?.toLowerCase() ?? "";
  return KINDS.has(name) ? [name, `${name}=${match?.[2]}`] : ["", undefined];
}

function mendName(name: string): string | undefined {
  const letters = name.slice(0, 32).replace(/[^a-z]/g, "");
  return KINDS.has(letters) ? letters : undefined;
}

function judgeTag(
  text: string,
  tag: DmarcTag,
  values: ReturnType<typeof defaults>,
  errors: DmarcError[],
  seen: ReadonlyMap<string, DmarcTag>,
): void {
  const { name, value } = tag;
  if (tag.kind === "removed") {
    errors.push(problem("removed-tag", text, tag.start, tag.end, name, ""));
  } else if (tag.kind === "unknown") {
    if (value === "") errors.push(problem("empty-value", text, tag.start, tag.end, name, ""));
    else errors.push(problem("unknown-tag", text, tag.start, tag.nameEnd, name, meantTag(name, value, seen)));
  } else if (name === "rua" || name === "ruf") {
    values[name] = [];
    if (value === "") errors.push(problem("empty-value", text, tag.start, tag.end, name, ""));
    else values[name] = parseUris(text, tag.valueStart, tag.end, name, errors);
  } else if (!setValue(values, name, value)) {
    const glued = /^([^\s=,]{1,16})[\s,.]+([a-z]{1,5}\s{0,4}=.*)$/i.exec(value.slice(0, 512));
    if (value === "") {
      errors.push(problem("empty-value", text, tag.start, tag.end, name, DEFAULTS.has(name) ? "" : undefined));
    } else if (glued !== null && value.length <= 512) {
      const suggestion = `${glued[1]}; ${glued[2]}`;
      errors.push(problem("missing-semicolon", text, tag.valueStart, tag.end, name, suggestion));
    } else {
      errors.push(problem("invalid-value", text, tag.valueStart, tag.end, name, mendValue(name, value)));
    }
  }
}

/** The known tag that an unknown one was meant as: one key away, and the value is one of its own. */
function meantTag(name: string, value: string, seen: ReadonlyMap<string, DmarcTag>): string | undefined {
  const right = name.length > 1 ? nearest(name, LONG_NAMES, 1) : undefined;
  const scratch = defaults();
  if (right !== undefined && (!EXPECTED.has(right) || setValue(scratch, right, value))) return right;
  return SHORT_NAMES.find(
    (each) => !seen.has(each) && editDistance(name, each, 1) === 1 && setValue(scratch, each, value),
  );
}

function duplicate(text: string, tag: DmarcTag, before: DmarcTag, errors: DmarcError[]): void {
  const suggestion = tag.value.toLowerCase() === before.value.toLowerCase() ? "" : undefined;
  errors.push(problem("duplicate-tag", text, tag.start, tag.end, tag.name, suggestion));
}

function versionOf(text: string, tags: readonly DmarcTag[]): DmarcVersion {
  if (isDmarc(text)) return "ok";
  const index = tags.findIndex((tag) => tag.name === "v");
  if (index < 0) return "missing";
  const value = tags[index]?.value ?? "";
  if (value !== "DMARC1") return value.toUpperCase() === "DMARC1" ? "wrong-case" : "wrong-value";
  return index > 0 || !isBlank(text.charCodeAt(0)) ? "not-first" : "leading-space";
}

function versionError(text: string, tags: readonly DmarcTag[]): DmarcError {
  const tag = tags.find((each) => each.name === "v");
  const glued = /^DMARC1[\s,.:]+([a-z]{1,5}\s{0,4}=.*)$/i.exec(tag?.value.slice(0, 512) ?? "");
  const suggestion = glued === null ? "v=DMARC1" : `v=DMARC1; ${glued[1]}`;
  const first = tag === undefined || tag !== tags[0];
  return problem("version", text, tag?.start ?? 0, tag?.end ?? 0, "v", first ? undefined : suggestion);
}

function problem(
  code: DmarcErrorCode,
  text: string,
  start: number,
  end: number,
  name: string,
  suggestion: string | undefined,
): DmarcError {
  const applied =
    code === "invalid-value" || code === "missing-semicolon" || code === "empty-value" ? DEFAULTS.get(name) : undefined;
  const policy = name === "p" || name === "sp" || name === "np";
  let effect: DmarcError["effect"] = "part";
  if (code === "version") effect = "record";
  else if (policy && code !== "duplicate-tag") effect = "policy";
  else if (applied !== undefined) effect = "default";
  const expected = EXPECTED.get(name) ?? (name === "v" ? "DMARC1" : "");
  return { code, effect, start, end, value: text.slice(start, end), name, expected, applied, suggestion };
}

/** The record in canonical form: lower-case names, `; ` between the tags, none at the end. */
export function printDmarc(record: DmarcRecord): string {
  return record.tags.map((tag) => (tag.kind === "broken" ? tag.value : `${tag.name}=${tag.value}`)).join("; ");
}

/** The record with every suggestion taken, canonical; `undefined` where receivers would still ignore it or its policy. */
export function mendDmarc(record: DmarcRecord): string | undefined {
  const pieces: string[] = [];
  let limit = record.text.length;
  for (const each of record.errors.toSorted((a, b) => b.start - a.start)) {
    if (each.suggestion === undefined || each.end > limit) continue;
    const gap = each.code === "empty-tag" ? ";" : "";
    pieces.push(record.text.slice(each.end, limit), gap + each.suggestion);
    limit = each.start;
  }
  pieces.push(record.text.slice(0, limit));
  const mended = parseDmarc(pieces.reverse().join("").trimStart().replace(VERSION, "v="));
  const left = mended.errors.some((each) => each.effect === "record" || each.effect === "policy");
  return left ? undefined : printDmarc(mended);
}

/**
 * The names whose `_dmarc` a tree walk from `name` asks for, in order, eight at most (RFC 9989 4.10): the name, then from
 * its parent, or its last seven labels where it has eight or more, up to the top-level domain.
 */
export function treeWalkNames(name: Name): Name[] {
  const labels = labelsOf(name);
  if (labels.length === 0) return [];
  const names = [name];
  for (let kept = Math.min(labels.length - 1, 7); kept > 0; kept--) names.push(labels.slice(-kept).join("."));
  return names;
}

function skipBlanks(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && isBlank(text.charCodeAt(i))) i++;
  return i;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function isAlpha(word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (code < 0x61 || code > 0x7a) return false;
  }
  return word !== "";
}
