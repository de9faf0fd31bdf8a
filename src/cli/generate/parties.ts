import { acceptedVariables } from "../../generate/classify.ts";
import type { Recipe, Variable } from "../../generate/recipe.ts";
import type { Fault } from "../../generate/request.ts";

/** A provider in its place, with what its values are called by. */
export interface Party {
  readonly at: readonly (string | number)[];
  readonly id: string;
  /** The labels of a sender that stands below the domain. */
  readonly below?: string;
  readonly recipe: Recipe | undefined;
}

/** What a value of a party is called: its name, with the party's id before it where another party has one of that name. */
export function keyOf(party: Party, name: string, parties: readonly Party[]): string {
  const others = parties.filter(
    ({ id, recipe }) => id !== party.id && recipe !== undefined && acceptedVariables(recipe).includes(name),
  );
  return others.length === 0 ? name : `${party.id}.${name}`;
}

/** The party that a place of the request lies in. */
export function partyAt(at: Fault["at"], parties: readonly Party[]): Party | undefined {
  return parties.find((party) => party.at.every((step, index) => at[index] === step));
}

/** The variable that a name of values stands for with a party. */
export function variableOf(party: Party | undefined, name: string): Variable | undefined {
  return party?.recipe?.publish?.variables?.[name];
}

/** What a place of the request is called where it was given: an option, or the column of a file. */
export type Speech = "option" | "column";

const NAMES: Readonly<Record<string, readonly [option: string, column: string]>> = {
  domain: ["<domain>", "domain"],
  provider: ["<provider>", "provider"],
  gateway: ["--gateway", "gateway"],
  senders: ["--sender", "sender"],
  mxSet: ["--mx-set", "mx-set"],
  spf: ["--spf", "spf"],
  spfAll: ["--spf-all", "spf-all"],
  dkim: ["--dkim", "dkim"],
  dmarc: ["--dmarc", "dmarc"],
  rua: ["--rua", "rua"],
  tlsReports: ["--tls-rpt", "tls-rpt"],
  mtaSts: ["--mta-sts", "mta-sts"],
  mtaStsHost: ["--mta-sts-host", "mta-sts-host"],
  inboundOnly: ["--inbound-only", "inbound-only"],
  extras: ["--optional", "optional"],
  into: ["--into", "--into"],
  replace: ["--replace", "--replace"],
};

/** Names the argument that a fault speaks of. */
export function nameOf(at: Fault["at"], parties: readonly Party[], speech: Speech): string {
  const [first, second, third, fourth] = at;
  const value = (key: string): string => (speech === "option" ? `--value ${key}` : `the column ${key}`);
  if (first === "value") return second === undefined ? "--value" : value(String(second));
  const isSender = first === "senders";
  const [field, name] = isSender ? [third, fourth] : [second, third];
  if (field === "values") {
    const party = partyAt(at, parties);
    if (name === undefined) return `the values of ${party?.id ?? String(first)}`;
    return value(party === undefined ? String(name) : keyOf(party, String(name), parties));
  }
  const own =
    NAMES[field === "mxSet" ? "mxSet" : first === "mtaSts" && second === "host" ? "mtaStsHost" : String(first)];
  const text = own?.[speech === "option" ? 0 : 1] ?? String(first);
  return speech === "option" || text.startsWith("--") ? text : `the column ${text}`;
}
