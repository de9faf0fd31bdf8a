import { grouped } from "../../model/grouped.ts";
import { isSpf, parseSpf, type Qualifier } from "../../syntax/spf.ts";
import type { ExtraTemplate, Publish } from "../recipe.ts";
import { faultAt, type OwnedRecord, type Reading } from "./reading.ts";
import { mergedSpfm } from "./spf.ts";
import { recipeText, unquoted } from "./translate.ts";
import { piecesOf, variablesOf } from "./variables.ts";

/** What a template says of SPF. */
export interface TemplateSpf {
  /** At the domain itself. */
  readonly apex: Publish["spf"];
  /** Policies of names below it, as TXT records. */
  readonly elsewhere: readonly ExtraTemplate[];
  /** The records that all this was read from. */
  readonly taken: ReadonlySet<OwnedRecord>;
}

/** A whole text of the customer's, called so: `%spf_data%`. */
function isSpfVariable({ value }: OwnedRecord): boolean {
  const [piece, ...more] = piecesOf(unquoted(value));
  return piece?.kind === "variable" && more.length === 0 && /spf/i.test(piece.name);
}

/** Takes SPFM records and TXT records with `v=spf1` alike, those of one name together. */
export function spfOf(records: readonly OwnedRecord[], reading: Reading): TemplateSpf {
  const spf: OwnedRecord[] = [];
  for (const record of records) {
    const { type, value, owner } = record;
    if (type === "TXT" && isSpfVariable(record)) {
      reading.notes.push(
        `${value} at ${owner} is taken for SPF by its name: give its terms, without the v=spf1 and the all of the record`,
      );
    } else if (type !== "SPFM" && !(type === "TXT" && isSpf(unquoted(value)))) {
      continue;
    }
    spf.push(record);
  }
  let apex: Publish["spf"];
  const elsewhere: ExtraTemplate[] = [];
  for (const [owner, here] of grouped(spf, (record) => record.owner)) {
    const { terms, all } = policyOf(owner, here, reading);
    if (owner === "@") {
      apex = { recommended: terms, all: `${all}all` };
      continue;
    }
    const end = terms.some((term) => term.startsWith("redirect=")) ? [] : [`${all}all`];
    const value = ["v=spf1", ...terms, ...end].join(" ");
    elsewhere.push({ name: owner, type: "TXT", value, required: true, purpose: `SPF of ${owner}` });
  }
  return { apex, elsewhere, taken: new Set(spf) };
}

function policyOf(
  owner: string,
  records: readonly OwnedRecord[],
  reading: Reading,
): { readonly terms: readonly string[]; readonly all: Qualifier } {
  const rules = records.map((record) => (record.type === "TXT" ? unquoted(record.value) : record.value));
  for (const [index, record] of records.entries()) checkTerms(record, rules[index] ?? "", reading);
  const merged = mergedSpfm(rules);
  for (const term of merged.left)
    reading.notes.push(`${term} of its SPF at ${owner} is left out: it has no place in a merged policy`);
  const { all = "~" } = merged;
  if (all === "+" || all === "?") {
    reading.notes.push(
      `its SPF at ${owner} ends in ${all}all, by which anybody passes or nobody is judged; ~all is taken`,
    );
  }
  return {
    terms: merged.terms.map((term) => {
      const whole = piecesOf(term.replace(/^[+?~-]/, "")).length === 1 && variablesOf(term).length === 1;
      return recipeText(term, whole ? "terms" : "term", reading.translation);
    }),
    all: all === "-" ? "-" : "~",
  };
}

/** A term that holds a variable is judged once it is filled. */
function checkTerms(record: OwnedRecord, rules: string, reading: Reading): void {
  if (!/^[\x20-\x7e\t\r\n]*$/.test(rules)) {
    faultAt(record, record.valueField, rules, "must be printable ASCII", reading);
    return;
  }
  for (const term of rules.split(/[ \t\r\n]+/)) {
    if (term === "" || term.toLowerCase() === "v=spf1" || variablesOf(term).length > 0) continue;
    const { errors, warnings } = parseSpf(`v=spf1 ${term}`);
    // A comma in a name parses, and was meant to part two terms.
    if (errors.length === 0 && warnings.every(({ code }) => code !== "domain-characters")) continue;
    faultAt(
      record,
      record.valueField,
      rules,
      `holds ${JSON.stringify(term.slice(0, 120))}, no term of SPF (RFC 7208 4.6)`,
      reading,
    );
    return;
  }
}
