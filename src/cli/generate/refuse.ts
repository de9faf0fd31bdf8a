import type { Fault } from "../../generate/request.ts";
import { visible } from "../../syntax/visible.ts";
import { commandLine } from "../misuse.ts";
import type { ExitCode, Io } from "../io.ts";
import { keyOf, nameOf, partyAt, variableOf, type Party, type Speech } from "./parties.ts";

/** Tells every fault, and where nothing but values is missing the command line that would do. */
export function refuse(
  faults: readonly Fault[],
  parties: readonly Party[],
  { words, place, speech }: { readonly words: readonly string[]; readonly place: string; readonly speech: Speech },
  io: Io,
): ExitCode {
  const lines = faults.map(({ at, text }) => `${place}${nameOf(at, parties, speech)} ${text}`);
  for (const line of new Set(lines)) io.stderr(`maildns: ${visible(line)}\n`);
  if (speech === "option" && faults.every(({ missing }) => missing === true)) {
    const values = faults.flatMap(({ at }) => valueWords(at, parties));
    io.stderr(`  try: ${visible(commandLine([...words, ...values]))}\n`);
  }
  return 2;
}

/** `--value NAME=EXAMPLE` */
function valueWords(at: Fault["at"], parties: readonly Party[]): string[] {
  const party = partyAt(at, parties);
  const name = String(at.at(-1));
  const variable = variableOf(party, name);
  if (party === undefined || variable === undefined) return [];
  return ["--value", `${keyOf(party, name, parties)}=${variable.example}`];
}
