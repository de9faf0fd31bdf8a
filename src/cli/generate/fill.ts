import type { Fault, MailRequest } from "../../generate/request.ts";
import { askForValue, type Person } from "./ask.ts";
import type { Made } from "./make.ts";
import { keyOf, partyAt, variableOf, type Party } from "./parties.ts";
import { withValue } from "./request.ts";

/** A value that is not given yet. */
interface Open {
  readonly at: Fault["at"];
  readonly required: boolean;
}

/** How often one value is asked for. */
const TRIES = 3;

/** Asks for every value that is missing, what mail needs first; what is left out stays pending. */
export async function filled(
  request: MailRequest,
  parties: readonly Party[],
  make: (request: MailRequest) => Made,
  person: Person,
): Promise<{ readonly request: MailRequest; readonly made: Made }> {
  const times = new Map<string, number>();
  let now = request;
  for (;;) {
    const made = make(now);
    const next = openValues(made).find(({ at }) => (times.get(at.join(".")) ?? 0) < TRIES);
    if (next === undefined) return { request: now, made };
    const key = next.at.join(".");
    times.set(key, (times.get(key) ?? 0) + 1);
    const party = partyAt(next.at, parties);
    const name = String(next.at.at(-1));
    const variable = variableOf(party, name);
    if (party?.recipe === undefined || variable === undefined) {
      times.set(key, TRIES);
      continue;
    }
    const asked = { name: keyOf(party, name, parties), variable, recipe: party.recipe, required: next.required };
    const value = await askForValue(asked, person, (times.get(key) ?? 0) > 1);
    if (value === undefined) {
      if (!next.required) times.set(key, TRIES);
      continue;
    }
    const changed = withValue(now, next.at, value);
    const wrong = faultsOf(make(changed)).find(({ at }) => at.join(".") === key);
    if (wrong === undefined) now = changed;
    else person.tell(`  ${asked.name} ${wrong.text.replace(/; found at: .*$/s, "")}`);
  }
}

function faultsOf(made: Made): readonly Fault[] {
  return made.ok ? [] : made.faults;
}

function openValues(made: Made): Open[] {
  if (!made.ok) return made.faults.flatMap(({ at, missing }) => (missing === true ? [{ at, required: true }] : []));
  return made.deployment.pending.flatMap(({ at, missing }) =>
    missing.map((name) => ({ at: [...at, "values", name], required: false })),
  );
}
