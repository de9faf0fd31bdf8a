import type { ExtraTemplate, MxTemplateSet, Recipe, RecordTemplate, Use } from "./recipe.ts";
import { variablesIn } from "./template.ts";

/**
 * Whether a provider's records can be written: `complete` with nothing but the domain, `needs-values` with values that the
 * customer gives, `identify-only` not at all.
 */
export type RecipeClass = "complete" | "needs-values" | "identify-only";

export interface Classified {
  readonly class: RecipeClass;
  /** In which parts it can stand; empty for `identify-only`. */
  readonly uses: readonly Use[];
  /** `identify-only`: ends the sentence "no records can be written: …". */
  readonly reason?: string;
}

const USES: readonly Use[] = ["provider", "gateway", "sender"];

/** Computed from what the entry says, so that it is right by itself when a fact is added. */
export function classify(recipe: Recipe): Classified {
  const uses = USES.filter((use) => obstacle(recipe, use) === undefined);
  const [first] = uses;
  if (first === undefined) {
    return { class: "identify-only", uses, reason: whyNone(recipe) };
  }
  const { required, later } = needsOf(recipe, first);
  return { class: required.length + later.length === 0 ? "complete" : "needs-values", uses };
}

/** Why an entry can stand in no part: what it says of itself counts more than the first thing that is found missing. */
function whyNone(recipe: Recipe): string | undefined {
  const { unavailable, missing } = recipe.publish ?? {};
  if (unavailable !== undefined) return unavailable;
  if (missing !== undefined) return `not known: ${missing.join("; ")}`;
  return obstacle(recipe, recipe.kind === "sender" ? "sender" : "provider");
}

/** Why an entry cannot stand in a part, as the end of a sentence; `undefined` where it can. */
export function obstacle(recipe: Recipe, use: Use): string | undefined {
  const { kind, publish } = recipe;
  if (publish === undefined) return "no source says what a new customer publishes";
  const { mx, spf, dkim, extra } = publish;
  if (publish.unavailable !== undefined) return publish.unavailable;
  if (use === "sender") {
    if (kind === "gateway" && mx === undefined && spf !== undefined) return undefined;
    if (kind !== "sender") return "it takes mail, and is no sender";
    const sends = spf !== undefined || (dkim?.records.length ?? 0) > 0 || extra?.some(({ required }) => required);
    return sends === true ? undefined : "no source gives its SPF terms or DKIM records";
  }
  if (kind === "sender") return "it takes no mail, it only sends";
  if (use === "gateway" && kind !== "gateway") return "it holds the mailboxes, and hands no mail on";
  if (mx === undefined) return "no source gives its MX records with their preferences";
  if (mx.recommended.records.some(({ preference }) => preference === undefined)) {
    return "no source gives the preferences of its MX records";
  }
  return use === "provider" && spf === undefined ? "no source gives its SPF terms" : undefined;
}

/** Values an entry needs in a part. */
export interface Needs {
  /** Without them mail is lost: those of MX, of the addresses of MX hosts in the customer's zone, of SPF. */
  readonly required: readonly string[];
  /** Those of DKIM, return path, verification: their records are published when the values are there. */
  readonly later: readonly string[];
}

export interface NeedsOptions {
  /** The MX set chosen; the recommended one unless given. */
  readonly set?: MxTemplateSet;
  /** Somebody else takes the mail for it. */
  readonly behindGateway?: boolean;
  /** A gateway that mail leaves by as well; true unless given. */
  readonly outbound?: boolean;
}

/** The values that an entry needs and that no default and no other value gives. */
export function needsOf(recipe: Recipe, use: Use, options: NeedsOptions = {}): Needs {
  const publish = recipe.publish ?? {};
  const set = use === "sender" || options.behindGateway === true ? undefined : (options.set ?? publish.mx?.recommended);
  const hosts = set?.records.map(({ host }) => host) ?? [];
  const extras = neededExtras(recipe);
  const isPartOfMx = (extra: ExtraTemplate): boolean => hosts.includes(`${extra.name}.{domain}`);
  const terms = options.outbound === false ? [] : (publish.spf?.recommended ?? []);
  const required = variablesIn(
    ...hosts,
    ...(set?.records.flatMap(({ variable }) => (variable === undefined ? [] : [`{${variable}}`])) ?? []),
    ...extras.filter(isPartOfMx).flatMap(texts),
    ...terms,
  );
  const dkim = publish.dkim?.optional === true ? [] : (publish.dkim?.records ?? []);
  const later = variablesIn(...[...dkim, ...extras.filter((extra) => !isPartOfMx(extra))].flatMap(texts));
  const open = withoutGiven(recipe, [...required, ...later]);
  return {
    required: required.filter((name) => open.has(name)),
    later: later.filter((name) => open.has(name) && !required.includes(name)),
  };
}

function texts({ name, value }: RecordTemplate): readonly string[] {
  return [name, value];
}

/** Variables that have no default and that no other variable of the list gives. */
function withoutGiven({ publish }: Recipe, names: readonly string[]): ReadonlySet<string> {
  const variables = publish?.variables ?? {};
  const open = new Set(names.filter((name) => variables[name]?.default === undefined));
  for (const name of names) {
    const { options, sets } = variables[name] ?? {};
    if (options === undefined || sets === undefined) continue;
    for (const other of open) {
      if (options.every((option) => sets[option]?.[other] !== undefined)) open.delete(other);
    }
  }
  return open;
}

/**
 * The further records that mail needs: those the provider requires, and a return path that it recommends. The DMARC record,
 * and an MX of the domain itself, are not a sender's to say.
 */
export function neededExtras(recipe: Recipe): readonly ExtraTemplate[] {
  const returnPath = recipe.publish?.returnPath;
  return publishableExtras(recipe).filter(
    ({ name, required, recommended }) =>
      required || (recommended === true && (name === returnPath?.name || name === returnPath?.also)),
  );
}

export function publishableExtras({ publish }: Recipe): readonly ExtraTemplate[] {
  return (publish?.extra ?? []).filter(
    ({ name, type, region, onlyIfAbsent }) =>
      name !== "_dmarc" && region === undefined && onlyIfAbsent !== true && !(name === "@" && type === "MX"),
  );
}

/** Every variable that some record of the entry uses: what may be given. */
export function acceptedVariables(recipe: Recipe): readonly string[] {
  const { mx, spf, dkim } = recipe.publish ?? {};
  const sets =
    mx === undefined ? [] : [mx.recommended, ...(mx.alternatives ?? []).filter(({ id }) => id !== undefined)];
  const records = sets.flatMap((set) => set.records);
  const used = variablesIn(
    ...records.map(({ host }) => host),
    ...records.flatMap(({ variable }) => (variable === undefined ? [] : [`{${variable}}`])),
    ...(spf?.recommended ?? []),
    ...(spf?.combined ?? []),
    ...[...(dkim?.records ?? []), ...(dkim?.alternatives ?? []).flatMap((each) => each.records)].flatMap(texts),
    ...publishableExtras(recipe).flatMap(texts),
  );
  return used.filter((name) => Object.hasOwn(recipe.publish?.variables ?? {}, name));
}
