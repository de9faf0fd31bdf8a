import type { Variable } from "../recipe.ts";

/** `%name%` (variable-name of draft-ietf-dconn-domainconnect 3); `%{i}` is an SPF macro, and none. */
const EXPRESSION = /%([A-Za-z0-9_-]+)%/g;

/** The domain with hyphens for dots: not of Domain Connect, and so a variable like others in what is written. */
export const DASHED = "domainDashed";

/** What follows from the domain, so that nobody gives it. */
const BUILT_IN: ReadonlySet<string> = new Set(["domain", "host", "fqdn", DASHED]);

export function isBuiltIn(name: string): boolean {
  return BUILT_IN.has(name);
}

/** A stretch of a template's text: as it is, or a variable. */
export type Piece =
  { readonly kind: "literal"; readonly text: string } | { readonly kind: "variable"; readonly name: string };

/** The text in its stretches; literals between two variables may be empty and are left out then. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(EXPRESSION)) {
    if (match.index > from) pieces.push({ kind: "literal", text: text.slice(from, match.index) });
    pieces.push({ kind: "variable", name: match[1] as string });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: "literal", text: text.slice(from) });
  return pieces;
}

/** The names of a text's variables in their order, built-in ones too. */
export function variablesOf(text: string): string[] {
  return piecesOf(text).flatMap((piece) => (piece.kind === "variable" ? [piece.name] : []));
}

/** Characters that would mean something in a recipe: they go through variables that nobody has to give. */
export const BRACE = "brace";
export const PERCENT = "percent";

/**
 * The names of variables as recipes take them, by what the template calls them: letters and digits, a letter first. A name
 * that is legal stays; of the others the rest is made words (`dkim-key` is `dkimKey`), and numbered where that is taken.
 */
export function legalNames(originals: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(["domain", DASHED, BRACE, PERCENT]);
  const legal = new Map<string, string>();
  const give = (original: string, name: string): void => {
    taken.add(name);
    legal.set(original, name);
  };
  const isLegal = (name: string): boolean => /^[A-Za-z][A-Za-z0-9]*$/.test(name);
  for (const original of originals) if (isLegal(original) && !taken.has(original)) give(original, original);
  for (const original of originals) {
    if (legal.has(original)) continue;
    const words = original.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
    const joined = words.map((word, index) => (index === 0 ? word : capitalised(word))).join("");
    const base = /^[A-Za-z]/.test(joined) ? joined : `value${joined}`;
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}${number}`;
    give(original, name);
  }
  return legal;
}

export function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** Where a variable stands, the strictest first: one that stands in two places must fit both. */
export const PLACES = ["number", "ipv4", "ipv6", "name", "term", "terms", "key", "text"] as const;
export type Place = (typeof PLACES)[number];

const OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";

interface Fitting {
  readonly pattern: string;
  /** Made of a word that is the variable's alone: two of them must not come out equal. */
  readonly example: (word: string) => string;
}

/** What may be given: nothing that breaks out of its place in the record. */
const FITTING: Readonly<Record<Place, Fitting>> = {
  number: {
    pattern: "^(?:0|[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$",
    example: () => "10",
  },
  ipv4: { pattern: `^${OCTET}(?:\\.${OCTET}){3}$`, example: () => "192.0.2.1" },
  ipv6: { pattern: "^(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]{2,45}$", example: () => "2001:db8::1" },
  name: {
    pattern: "^[A-Za-z0-9_-](?:[A-Za-z0-9_.-]{0,250}[A-Za-z0-9_-])?$",
    example: (word) => `${word}.example.net`,
  },
  term: { pattern: "^[\\x21-\\x7e]{1,250}$", example: (word) => `${word}.example.net` },
  terms: {
    // `all` and redirect= would decide over the terms of others.
    pattern:
      "^(?![^]*(?:^| )(?:[-+~?]?[Aa][Ll][Ll](?: |$)|[Vv]=|[Rr][Ee][Dd][Ii][Rr][Ee][Cc][Tt]=|[Ee][Xx][Pp]=))[\\x21-\\x7e]+(?: [\\x21-\\x7e]+)*$",
    example: (word) => `include:${word}.example.net`,
  },
  key: {
    pattern: "^[\\x21-\\x7e](?:[\\x20-\\x7e]*[\\x21-\\x7e])?$",
    // The public key of RFC 8463 appendix A.2.
    example: () => "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPJHURo=",
  },
  text: { pattern: "^[\\x21-\\x7e](?:[\\x20-\\x7e]*[\\x21-\\x7e])?$", example: (word) => `${word}-0123456789` },
};

/** A variable of a template as a recipe has it. */
export function variableAt(
  places: ReadonlySet<Place>,
  {
    original,
    legal,
    description,
    provider,
  }: Readonly<Record<"original" | "legal" | "description" | "provider", string>>,
): Variable {
  const { pattern, example } = FITTING[PLACES.find((place) => places.has(place)) ?? "text"];
  const own = description.split(/; (?=%)/).find((text) => text.startsWith(`%${original}%: `));
  const said = own ?? (description === "" ? `%${original}%` : `%${original}% (${description})`);
  const label = said.length > 200 ? `${said.slice(0, 200)}…` : said;
  return {
    label: { en: label, ja: label },
    where: { en: provider, ja: provider },
    pattern,
    example: example(legal.toLowerCase()),
  };
}

/** A character that stands for itself. */
export function standIn(character: string): Variable {
  return {
    label: { en: `the character ${character}`, ja: `文字 ${character}` },
    where: { en: "given already", ja: "入力済み" },
    pattern: `^\\${character}$`,
    example: character,
    default: character,
  };
}
