import type { RecordEdit } from "../model/finding.ts";
import { valueOf, type YamlNode } from "../input/yaml-tree.ts";
import { changeValue } from "./octodns/text.ts";
import { entryLines, lineStart, NOT_UNDERSTOOD, outer, withoutItems } from "./octodns/lines.ts";
import { SHARED, zoneTree, type NameEntry, type Place, type ZoneTree } from "./octodns/places.ts";
import { rename } from "./octodns/rename.ts";
import type { DocumentWriter, TextEdit } from "./writer.ts";

interface Found {
  readonly edit: RecordEdit;
  readonly place: Place;
}

/** octoDNS's YAML zones. A set goes with its last value, a name with its last set. */
export const writeOctodns: DocumentWriter = (file, edits) => {
  const refused = new Map<RecordEdit, string>();
  const changes: TextEdit[] = [];
  const tree = zoneTree(file.text);
  const byEntry = new Map<NameEntry, Found[]>();
  for (const edit of edits) {
    const place = tree === undefined ? NOT_UNDERSTOOD : tree.find(edit.record.at);
    if (typeof place === "string") {
      refused.set(edit, place);
      continue;
    }
    addTo(byEntry, place.entry, { edit, place });
  }
  if (tree === undefined) return { changes, refused };
  for (const [entry, found] of byEntry) {
    const made = changeEntry(tree, entry, found, refused);
    if (typeof made !== "string") changes.push(...made);
    else for (const { edit } of found) refused.set(edit, made);
  }
  if (byEntry.size === tree.entries.length && changes.length > 0 && isEmptied(tree, changes)) {
    for (const edit of edits) refused.set(edit, "no record would be left, and octoDNS would delete what is published");
  }
  return { changes, refused };
};

function isEmptied(tree: ZoneTree, changes: readonly TextEdit[]): boolean {
  return tree.entries.every((entry) => {
    const lines = entryLines(tree, entry);
    return changes.some(({ start, end, text }) => text === "" && start === lines?.start && end === lines.end);
  });
}

/** All edits below one name. */
function changeEntry(
  tree: ZoneTree,
  entry: NameEntry,
  found: readonly Found[],
  refused: Map<RecordEdit, string>,
): TextEdit[] | string {
  const changes: TextEdit[] = [];
  const gone = new Map<YamlNode, Place[]>();
  const renamed: Found[] = [];
  const bared = new Map<YamlNode, Found[]>();
  for (const each of found) {
    const { edit, place } = each;
    if (edit.kind === "text") {
      const made = changeValue(tree.text, place.value, edit.text);
      if (typeof made === "string") refused.set(edit, made);
      else changes.push(made);
    } else if (edit.kind === "name") {
      renamed.push(each);
    } else if (edit.kind === "unproxy") {
      addTo(bared, place.record, each);
    } else {
      addTo(gone, place.record, place);
    }
  }
  for (const [record, each] of bared) {
    const made = unproxy(tree, record, each);
    if (typeof made === "string") for (const { edit } of each) refused.set(edit, made);
    else changes.push(made);
  }
  if (renamed.length > 0) {
    const made =
      renamed.length < found.length
        ? "other values under the same name change too"
        : rename(
            tree,
            entry,
            renamed.map(({ edit }) => edit),
          );
    if (typeof made === "string") for (const { edit } of renamed) refused.set(edit, made);
    else changes.push(...made);
  }
  const removed = removeValues(tree, entry, gone);
  return typeof removed === "string" ? removed : [...changes, ...removed];
}

/** `octodns.cloudflare.proxied`, which holds for all values of the set. */
function unproxy(tree: ZoneTree, record: YamlNode, found: readonly Found[]): TextEdit | string {
  const [place] = found.map((each) => each.place);
  if (found.length < (place?.list?.items.length ?? 1)) return "other values of the same record set are proxied with it";
  let node: YamlNode | undefined = record;
  for (const key of ["octodns", "cloudflare", "proxied"]) {
    node = valueOf(node, key);
    if (node === undefined) return NOT_UNDERSTOOD;
    if (tree.isShared(node)) return SHARED;
  }
  if (node.kind !== "scalar" || node.start < 0) return NOT_UNDERSTOOD;
  return { ...outer(tree.text, node), text: "false" };
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function removeValues(
  tree: ZoneTree,
  entry: NameEntry,
  gone: ReadonlyMap<YamlNode, readonly Place[]>,
): TextEdit[] | string {
  if (gone.size === 0) return [];
  const { text, entries } = tree;
  const next = entries[entries.indexOf(entry) + 1];
  const limit = next === undefined ? text.length : lineStart(text, outer(text, next.key).start);
  const changes: TextEdit[] = [];
  const sets: YamlNode[] = [];
  for (const [record, places] of gone) {
    const list = places[0]?.list;
    if (list === undefined || places.length >= list.items.length) {
      sets.push(record);
      continue;
    }
    const made = withoutItems(
      text,
      list,
      places.map(({ value }) => value),
      limit,
    );
    if (made === undefined) return NOT_UNDERSTOOD;
    changes.push(...made);
  }
  if (sets.length === 0) return changes;
  const { value } = entry;
  if (value.kind === "sequence" && sets.length < value.items.length) {
    const made = withoutItems(text, value, sets, limit);
    return made === undefined ? NOT_UNDERSTOOD : [...changes, ...made];
  }
  const lines = entryLines(tree, entry);
  return lines === undefined ? NOT_UNDERSTOOD : [{ ...lines, text: "" }];
}
