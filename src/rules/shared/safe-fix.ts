import { repeatedTerms } from "../../domain/spf-repeats.ts";
import { spfTreeOfText } from "../../domain/spf-tree.ts";
import { spfTree, type SpfText } from "../../domain/texts.ts";
import type { World } from "../../domain/world.ts";
import type { Fix } from "../../model/finding.ts";
import { isAtOrBelow, parentOf, type Name } from "../../model/name.ts";
import type { DnsRecord, TxtRecord } from "../../model/record.ts";
import type { DmarcRecord, DmarcTag } from "../../syntax/dmarc.ts";
import { printTerm, type SpfMechanism, type SpfTerm } from "../../syntax/spf.ts";
import { liveTerms } from "./spf-records.ts";

/** RFC 7208 4.6.4. */
const MAX_LOOKUPS = 10;

/** The fix that gives a TXT record another text. */
export function retext(record: TxtRecord, text: string): Fix {
  return { edits: [{ kind: "text", record, text }] };
}

export function removeRecord(record: DnsRecord): Fix {
  return { edits: [{ kind: "remove", record }] };
}

/** Has them answered as they stand, without the DNS host's web proxy before them. */
export function unproxy(records: readonly DnsRecord[]): Fix {
  return { edits: records.map((record) => ({ kind: "unproxy", record })) };
}

/** Moves the records of one name to another, where nothing stands or is answered that they would meet or hide. */
export function moveRecords(records: readonly DnsRecord[], name: Name, world: World): Fix | undefined {
  const [first] = records;
  const there = world.declared(name);
  const alias = records.some(({ type }) => type === "CNAME");
  const meets = alias ? there.length > 0 : there.some(({ type }) => type === "CNAME" || type === "UNKNOWN");
  if (first === undefined || typeof first.name !== "string" || meets) return undefined;
  const zone = world.zoneOf(name);
  if (zone === undefined || zone !== world.zoneOf(first.name)) return undefined;
  const { origin } = zone.zone;
  for (let at: Name | undefined = name; at !== undefined && at !== origin; at = parentOf(at)) {
    if (!isAtOrBelow(at, origin)) return undefined;
    if (world.declared(at).some(({ type }) => type === "NS" || type === "DNAME")) return undefined;
    // A name of its own takes away what a wildcard answers there (RFC 4592 2.2).
    if (there.length === 0 && world.nodes.has(`*.${parentOf(at) ?? ""}`)) return undefined;
  }
  return { edits: records.map((record) => ({ kind: "name", record, name })) };
}

/** An SPF text without some of its terms, all else as it stands. */
export function withoutTerms(text: string, terms: readonly SpfTerm[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const { start, end } of terms.toSorted((a, b) => a.start - b.start)) {
    pieces.push(text.slice(position, start).trimEnd());
    position = end;
  }
  return pieces.join("") + text.slice(position);
}

/** A tag list without some of its tags, all else as it stands. */
export function withoutTags({ text, tags }: DmarcRecord, gone: readonly DmarcTag[]): string {
  const out = new Set(gone);
  const last = tags.findLastIndex((tag) => !out.has(tag));
  const pieces: string[] = [];
  let position = 0;
  for (const [index, tag] of tags.entries()) {
    // After the last tag that stays, all goes, from that tag's end on.
    if (index > last) {
      pieces.push(text.slice(position, tags[last]?.end ?? 0));
      position = tags.at(-1)?.end ?? tag.end;
      break;
    }
    if (!out.has(tag)) continue;
    pieces.push(text.slice(position, tag.start));
    position = (tags[index + 1] as DmarcTag).start;
  }
  return pieces.join("") + text.slice(position);
}

export interface SpfMerge {
  /** The first text with the terms of the others before its all. */
  readonly text: string;
  readonly lookups: number;
  readonly fix: Fix | undefined;
}

/**
 * One SPF record in place of several that keeps every authorisation: the first takes the terms of the others. `undefined` where
 * the order of terms matters or their meaning depends on more than the record: another qualifier than "+" (what stands
 * behind it would match earlier), modifiers, macros, terms behind `all`, no `all` or `+all`. Where the `all`s differ it is
 * `~all`: what one of them lets pass as suspicious is not refused. No fix where receivers would stop after ten look-ups.
 */
export function mergeSafely(
  several: readonly SpfText[],
  all: readonly SpfText[],
  name: Name,
  world: World,
): SpfMerge | undefined {
  const [first, ...others] = several;
  if (first === undefined || !several.every(isPlain)) return undefined;
  const ends = new Set(several.map(({ spf }) => spf.all?.qualifier));
  const end = ends.size === 1 ? ends.values().next().value : "~";
  const own = first.spf.all as SpfMechanism;
  const seen = new Set(first.spf.terms.map((term) => plainWord(first, term)));
  const added: string[] = [];
  for (const text of others) {
    for (const term of text.spf.terms) {
      const word = plainWord(text, term);
      if (term === text.spf.all || seen.has(word)) continue;
      seen.add(word);
      added.push(printTerm(text.spf, term));
    }
  }
  const terms = added.map((word) => `${word} `).join("");
  const last = end === own.qualifier ? first.text.slice(own.start) : `${end}all${first.text.slice(own.end)}`;
  // A record of its own: trees are kept by record.
  const record = { ...first.record };
  let merged: SpfText = asText(record, first.text.slice(0, own.start) + terms + last);
  const again = repeatedTerms(merged, name).map(([term]) => term);
  if (again.length > 0) merged = asText({ ...record }, withoutTerms(merged.text, again));
  const tree = spfTreeOfText(world, name, merged);
  const edits = [
    { kind: "text", record: first.record, text: merged.text },
    ...all
      .filter(({ record: each }) => each !== first.record)
      .map(({ record: each }) => ({ kind: "remove", record: each }) as const),
  ] as const;
  return { text: merged.text, lookups: tree.known, fix: tree.known > MAX_LOOKUPS ? undefined : { edits } };
}

function asText(record: TxtRecord, text: string): SpfText {
  return { record, text, spf: spfTree(text) };
}

function plainWord({ spf }: SpfText, term: SpfTerm): string {
  return printTerm(spf, term).replace(/^\+/, "").toLowerCase();
}

function isPlain({ spf, text }: SpfText): boolean {
  if (spf.errors.length > 0 || spf.warnings.length > 0 || text.includes("%")) return false;
  if (spf.all === undefined || spf.all.qualifier === "+" || liveTerms(spf).length < spf.terms.length) return false;
  return spf.terms.every((term) => term.kind === "mechanism" && (term.qualifier === "+" || term === spf.all));
}
