import { labelsOf } from "../../model/name.ts";
import { rrtypeOf, type DnsRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { presentName } from "../../syntax/presentation.ts";
import { visible } from "../../syntax/visible.ts";
import type { Deployment } from "../deployment.ts";
import { shown } from "./shown.ts";

/** Whether what is declared is something else than what the providers need; what waits for old records to go is counted in. */
export function isDrifted({ changes, leaving, held }: Deployment): boolean {
  return changes.length + leaving.length + held.length > 0;
}

/**
 * What is to be changed, for people: a diff of the records, set by set, then what stays until it is replaced and what waits for that.
 * Empty where there is nothing.
 */
export function differenceText(deployment: Deployment): string {
  const { changes, leaving, held } = deployment;
  const parts: string[] = [];
  if (changes.length > 0) parts.push(["--- declared", "+++ needed", ...setLines(deployment)].join("\n"));
  if (leaving.length > 0) {
    const lines = leaving.map(
      ({ record, provider, reason }) =>
        `  ${shown(record)}\n    ${provider === undefined ? "" : `of ${provider}: `}${visible(reason)}`,
    );
    parts.push(["stays until it is replaced:", ...lines].join("\n"));
  }
  if (held.length > 0) {
    parts.push(["waits until then:", ...held.map(({ record }) => `  ${shown(record)}`)].join("\n"));
  }
  return parts.map((part) => `${part}\n`).join("\n");
}

interface SetLines {
  readonly heading: string;
  readonly key: string;
  readonly removed: string[];
  readonly added: string[];
}

function setLines({ changes }: Deployment): string[] {
  const sets = new Map<string, SetLines>();
  const setOf = (record: DnsRecord): SetLines => {
    const owner = isKnown(record.name) ? record.name : undefined;
    // Names beside their parents: the labels from the last one on.
    const key = [...(owner === undefined ? ["?"] : labelsOf(owner).reverse()), "", rrtypeOf(record)].join("\x00");
    const set = sets.get(key) ?? {
      heading: `@@ ${visible(`${owner === undefined ? "?" : presentName(owner)} ${rrtypeOf(record)}`)} @@`,
      key,
      removed: [],
      added: [],
    };
    sets.set(key, set);
    return set;
  };
  for (const change of changes) {
    if (change.kind !== "add") setOf(change.before).removed.push(`-${shown(change.before)}`);
    if (change.kind !== "remove") setOf(change.entry.record).added.push(`+${shown(change.entry.record)}`);
  }
  return [...sets.values()]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .flatMap(({ heading, removed, added }) => [heading, ...removed, ...added]);
}
