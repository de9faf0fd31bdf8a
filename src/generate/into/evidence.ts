import { grouped } from "../../model/grouped.ts";
import { Domain } from "../../domain/domain.ts";
import { isAtOrBelow, type Name } from "../../model/name.ts";
import { isKnown } from "../../model/value.ts";
import {
  provider,
  providersOfDkimTarget,
  providersOfMxHost,
  providersOfSpfDomain,
  type Provider,
} from "../../providers/recognise.ts";
import type { MxTemplateSet, Recipe } from "../recipe.ts";
import { recipeOf } from "../recipes.ts";
import { variablesIn } from "../template.ts";
import type { Declared } from "./declared.ts";
import { receivers } from "./leavers.ts";
import { candidateOf, formOf, match, type Bindings, type Candidate, type Sought } from "./match.ts";

/** From so many records of one form on, nobody can tell which is meant. */
const CROWD = 256;

/** What the declared records of a domain show of one provider. */
export class Evidence {
  readonly #recipe: Recipe;
  readonly #domain: Name;
  readonly #candidates: readonly Candidate[];
  /** Who takes the mail today, where that is somebody else. */
  readonly #others: readonly Provider[];
  /** An MX, an SPF term or a DKIM record leads to the provider. */
  readonly #isHere: boolean;

  constructor(declared: Declared, recipe: Recipe, below: string) {
    this.#recipe = recipe;
    this.#domain = below === "" ? declared.name : `${below}.${declared.name}`;
    const domain = this.#domain;
    const all = declared.zone.records.flatMap((record) => {
      const isHere = record.vendor?.disabled !== true && isKnown(record.name) && isAtOrBelow(record.name, domain);
      return isHere ? [candidateOf(record, domain)] : [];
    });
    const view = below === "" ? declared.domain : new Domain(declared.world, domain, {});
    const { policy } = view;
    const spf = (policy?.spf.terms ?? []).flatMap((term): Candidate[] =>
      term.kind === "invalid"
        ? []
        : [{ type: "SPF term", name: "@", value: bareTerm(policy?.text.slice(term.start, term.end) ?? "") }],
    );
    this.#candidates = [...all.filter((each) => each !== undefined), ...spf];
    const taking = receivers(declared.mx(declared.name), declared.domain);
    this.#others = taking.some((each) => this.#isOwn([each])) ? [] : taking;
    this.#isHere = this.#candidates.some((each) => this.#isOwn(ownersOf(each)));
  }

  /** Whether the declared MX are just those of a set. */
  holdsSet(set: MxTemplateSet): boolean {
    const open = this.#candidates.filter(({ type, name }) => type === "MX" && name === "@");
    if (open.length !== set.records.length) return false;
    return soughtOfMx(set).every((sought) => {
      const at = open.findIndex((each) => match(sought, each, this.#recipe, this.#domain, {}) !== undefined);
      return at >= 0 && open.splice(at, 1).length > 0;
    });
  }

  /** The values that the records of the templates show, where just one reading is possible. */
  values(all: readonly Sought[], given: Bindings): Bindings {
    let settled: Bindings = given;
    for (let before = -1; before !== Object.keys(settled).length;) {
      before = Object.keys(settled).length;
      for (const group of this.#groups(all, settled)) settled = { ...settled, ...this.#read(group, all, settled) };
    }
    return Object.fromEntries(Object.entries(settled).filter(([name]) => !Object.hasOwn(given, name)));
  }

  /** Templates with open variables; those of one form together, as three records `{token}._domainkey`. */
  #groups(all: readonly Sought[], settled: Bindings): readonly (readonly Sought[])[] {
    const open = all.filter((sought) => openIn(sought, settled).length > 0);
    return [...grouped(open, (sought) => formOf(sought, this.#recipe, this.#domain, settled)).values()];
  }

  #read(group: readonly Sought[], all: readonly Sought[], settled: Bindings): Bindings {
    const [first] = group;
    if (first === undefined) return {};
    const closed = all.filter((sought) => sought.type === first.type && openIn(sought, settled).length === 0);
    const found = this.#candidates
      .filter((each) => each.type === first.type && isNamedSo(each, first) && this.#speaksOfIt(each, first))
      .filter((each) => !closed.some((sought) => this.#match(sought, each, settled) !== undefined))
      .slice(0, CROWD)
      .filter((each) => this.#match(first, each, settled) !== undefined)
      .sort((a, b) => (a.name + a.value < b.name + b.value ? -1 : 1));
    const distinct = found.filter(
      (each, index) => index === 0 || each.name !== found[index - 1]?.name || each.value !== found[index - 1]?.value,
    );
    if (distinct.length !== group.length) return {};
    return Object.assign({}, ...group.map((sought, index) => this.#match(sought, distinct[index], settled) ?? {}));
  }

  #match(sought: Sought, candidate: Candidate | undefined, settled: Bindings): Bindings | undefined {
    return candidate && match(sought, candidate, this.#recipe, this.#domain, settled);
  }

  /**
   * Whether a record may be the provider's: it leads there; or the provider is in use, and nothing speaks for another one; or the
   * text names its service.
   */
  #speaksOfIt(candidate: Candidate, sought: Sought): boolean {
    const owners = ownersOf(candidate);
    if (owners.length > 0) return this.#isOwn(owners);
    if (candidate.type === "TXT" && NAMED.test(this.#written(sought.value))) return true;
    return this.#isHere && !this.#isOfAnother(candidate);
  }

  #written(template: string): string {
    const [first] = variablesIn(template);
    const pattern = first === undefined ? "" : (this.#recipe.publish?.variables?.[first]?.pattern ?? "");
    return template.replace(/^\{[^{}]*\}/, pattern.replace(/^\^/, ""));
  }

  /** A selector that whoever takes the mail today signs with. */
  #isOfAnother({ name }: Candidate): boolean {
    const selector = name.replace(/\._domainkey$/, "");
    if (selector === name) return false;
    return this.#others.some(
      ({ id, dkim }) =>
        dkim?.selectors.some((each) => each.toLowerCase() === selector) === true ||
        recipeOf(id)?.publish?.dkim?.records.some((each) => each.name.toLowerCase() === name) === true,
    );
  }

  #isOwn(found: readonly Provider[]): boolean {
    const own = provider(this.#recipe.id);
    return found.some(({ id, sharesHostsWith }) => id === own?.id || sharesHostsWith.includes(this.#recipe.id));
  }
}

/** Looked at before any pattern is: zones have thousands of names. */
function isNamedSo(candidate: Candidate, { name }: Sought): boolean {
  const lower = name.toLowerCase();
  const [from, to] = [lower.indexOf("{"), lower.lastIndexOf("}") + 1];
  if (from < 0) return candidate.name === lower;
  return candidate.name.startsWith(lower.slice(0, from)) && candidate.name.endsWith(lower.slice(to));
}

/** `MS=ms…`, `apple-domain=…`: nobody else's text begins so. */
const NAMED = /^(?!v=)[A-Za-z][\w-]+=/;

function openIn({ name, value, preference }: Sought, settled: Bindings): string[] {
  const variables = variablesIn(name, value, preference === undefined ? "" : `{${preference}}`);
  return variables.filter((each) => !Object.hasOwn(settled, each));
}

/** Whom a record leads to, where the catalogue knows. */
function ownersOf({ type, name, value }: Candidate): readonly Provider[] {
  if (type === "MX") return providersOfMxHost(value);
  if (type === "CNAME" && name.includes("_domainkey")) return providersOfDkimTarget(value);
  if (type !== "SPF term") return [];
  const domain = /[:=](.*)$/.exec(value)?.[1];
  return domain === undefined || /^ip[46]:/.test(value) ? [] : providersOfSpfDomain(domain);
}

/** The templates of an MX set. */
export function soughtOfMx({ records }: MxTemplateSet): Sought[] {
  return records.map(({ host, variable }) => ({
    type: "MX",
    name: "@",
    value: host,
    ...(variable === undefined ? {} : { preference: variable }),
  }));
}

/** An SPF term without the qualifier that needs not be written. */
export function bareTerm(term: string): string {
  return term.replace(/^\+/, "");
}
