import { LOOKUP_LIMIT } from "../../domain/spf-evaluate.ts";
import type { Deployment } from "../../generate/deployment.ts";
import type { Inferred } from "../../generate/into/merge.ts";
import { shown } from "../../generate/into/shown.ts";
import { pendingTexts } from "../../generate/plan.ts";
import type { Note } from "../../generate/planned.ts";
import type { Fault } from "../../generate/request.ts";
import { presentation } from "../../syntax/presentation.ts";
import { visible } from "../../syntax/visible.ts";
import type { Io } from "../io.ts";

/** Characters of a record: nobody reads a whole key. */
const LONGEST = 200;

interface Telling {
  /** Report addresses that were given. */
  readonly rua: readonly string[];
  readonly showServed: boolean;
  /** Other domains are told of as well: each line names its own, and what goes without saying is left out. */
  readonly several: boolean;
  /** What the rules say of the records. */
  readonly verdicts: readonly Note[];
  /** Values that the declared records told. */
  readonly inferred: readonly Inferred[];
}

/** What whoever publishes the records should know beside them, on standard error. */
export function tell(
  deployment: Deployment,
  nameOf: (at: Fault["at"]) => string,
  { rua, showServed, several, verdicts, inferred }: Telling,
  io: Io,
): void {
  const { domain, changes, spf, notes, leaving, held, served } = deployment;
  const say = sayerOf(domain, several, io);
  tellPending(deployment, nameOf, several, io);
  if (inferred.length > 0) {
    const names = inferred.map(({ at }) => nameOf(at)).join(", ");
    say(`note: taken from what is declared: ${names}; a value that is given counts more`);
  }
  const isNew = changes.some((change) => change.kind !== "remove" && change.entry.purpose === "dmarc");
  if (rua.length === 0 && isNew && reportsToPostmaster(deployment)) {
    say(`note: DMARC reports go to postmaster@${domain}; --rua names another address`);
  }
  for (const { name, lookups, isLowerBound, measured } of spf) {
    if (several && lookups < LOOKUP_LIMIT - 1) continue;
    const count = `${isLowerBound ? "at least " : ""}${lookups} of ${LOOKUP_LIMIT}`;
    const since = measured === undefined ? "" : ` (includes measured ${measured})`;
    say(`note: the SPF record of ${name} needs ${count} DNS look-ups${since}`);
  }
  for (const { en } of [...verdicts, ...notes]) say(`note: ${en}`);
  for (const { record, provider, reason } of leaving) {
    say(`to be removed${provider === undefined ? "" : ` (${provider})`}: ${shown(record, LONGEST)}`);
    io.stderr(`  ${visible(reason)}; --replace removes it\n`);
  }
  for (const { record } of held) say(`held back until then: ${shown(record, LONGEST)}`);
  for (const { url, text } of showServed ? served : []) {
    say(`to be served at ${url}:`);
    for (const line of text.trimEnd().split(/\r?\n/)) io.stderr(`  ${visible(line)}\n`);
  }
}

/** Records that wait for values, with where those are found. */
export function tellPending(
  { domain, pending }: Deployment,
  nameOf: (at: Fault["at"]) => string,
  several: boolean,
  io: Io,
): void {
  const say = sayerOf(domain, several, io);
  for (const { text } of pendingTexts(pending, nameOf)) {
    const [first = "", ...rest] = text.split("\n");
    say(`still to publish: ${first}`);
    for (const line of rest) io.stderr(`  ${visible(line.trim())}\n`);
  }
}

function sayerOf(domain: string, several: boolean, io: Io): (text: string) => void {
  const place = several ? `${domain}: ` : "";
  return (text) => void io.stderr(`maildns: ${visible(place + text)}\n`);
}

function reportsToPostmaster({ domain, entries }: Deployment): boolean {
  return entries.some(({ purpose, record }) => {
    return purpose === "dmarc" && presentation(record).includes(`rua=mailto:postmaster@${domain}`);
  });
}
