import { isHostName, parseName } from "../../model/name.ts";
import { BRACE, DASHED, isBuiltIn, PERCENT, piecesOf, type Piece, type Place } from "./variables.ts";

/** What translating keeps while it goes. */
export interface Translation {
  /** The name of a variable in a recipe, by what the template calls it. */
  readonly names: ReadonlyMap<string, string>;
  /** Where each variable was seen, by what the template calls it. */
  readonly places: Map<string, Set<Place>>;
  /** `BRACE`, `PERCENT`: those that were needed. */
  readonly standIns: Set<string>;
}

export type Translated = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/** Looks like a variable of a recipe; `%{i}` does not. */
const LOOKS_LIKE = /(?<!%)\{(?=[A-Za-z][A-Za-z0-9]*\})/g;

/**
 * A template's text as a recipe has it: `%name%` is `{name}`. A brace or per cent sign that would be taken for part of a
 * variable goes through a variable of its own.
 */
export function recipeText(text: string, place: Place, translation: Translation): string {
  return joinedPieces(piecesOf(text), place, translation);
}

function joinedPieces(pieces: readonly Piece[], place: Place, translation: Translation): string {
  const { names, places, standIns } = translation;
  const through = (name: string): string => {
    standIns.add(name);
    return `{${name}}`;
  };
  return pieces
    .map((piece, index) => {
      if (piece.kind === "literal") {
        const literal = piece.text.replace(LOOKS_LIKE, () => through(BRACE));
        return literal.endsWith("%") && pieces[index + 1] !== undefined
          ? literal.slice(0, -1) + through(PERCENT)
          : literal;
      }
      const { name } = piece;
      if (name === "host") return "";
      if (isBuiltIn(name)) return name === DASHED ? `{${DASHED}}` : "{domain}";
      const seen = places.get(name);
      if (seen === undefined) places.set(name, new Set([place]));
      else seen.add(place);
      return `{${names.get(name) ?? name}}`;
    })
    .join("");
}

/** A host name, with or without its final dot; `@` is the domain. */
export function recipeHost(text: string, type: string, translation: Translation): Translated {
  if (type === "SRV" && text === ".") return { ok: true, text };
  if (text === "@") return { ok: true, text: "{domain}" };
  const bare = text.endsWith(".") && text !== "." ? text.slice(0, -1) : text;
  return recipeName(bare, translation, type === "MX" || type === "SRV");
}

/** An owner below the domain, `@` for the domain itself (draft-ietf-dconn-domainconnect 9.3). */
export function recipeOwner(text: string, translation: Translation): Translated {
  // Nothing stands between a host and the domain where a template is applied to a domain.
  const host = text.replace(/%host%\.|\.%host%(?=\.?$)|^%host%$/g, "");
  if (host === "" || host === "@") return { ok: true, text: "@" };
  const absolute = host.endsWith(".");
  const name = recipeName(absolute ? host.slice(0, -1) : host, translation, false);
  if (!name.ok || !absolute) return name;
  if (name.text === "{domain}") return { ok: true, text: "@" };
  if (name.text.endsWith(".{domain}")) return { ok: true, text: name.text.slice(0, -".{domain}".length) };
  return {
    ok: false,
    reason:
      "ends in a dot, which makes it absolute, and lies outside the domain; as absolute names those below %domain%. are taken",
  };
}

function recipeName(text: string, translation: Translation, isHost: boolean): Translated {
  const pieces = piecesOf(text).map((piece): Piece =>
    piece.kind === "literal" ? { kind: "literal", text: piece.text.toLowerCase() } : piece,
  );
  const sample = pieces.map((piece) => (piece.kind === "literal" ? piece.text : "x")).join("");
  if (sample.includes("%")) return { ok: false, reason: "holds a % that begins no variable; those are written %name%" };
  const name = /[\s"\\@]/.test(sample) ? undefined : parseName(sample);
  if (name?.ok !== true || sample === "" || sample.endsWith(".")) return { ok: false, reason: "is no domain name" };
  if (isHost && !isHostName(name.name)) return { ok: false, reason: "is no host name: letters, digits and hyphens" };
  return { ok: true, text: joinedPieces(pieces, "name", translation) };
}

/**
 * The text of a TXT record, which may be written as a zone file has it, `"one" "two"` (RFC 1035 5.1), or bare.
 */
export function unquoted(data: string): string {
  const text = data.trim();
  if (!/^(?:"(?:[^"\\]|\\[^])*"[ \t]*)+$/.test(text)) return data;
  return [...text.matchAll(/"((?:[^"\\]|\\[^])*)"/g)]
    .map(([, string = ""]) =>
      string.replace(/\\([0-9]{3}|[^])/g, (_, escaped: string) =>
        escaped.length === 3 ? String.fromCharCode(Number(escaped)) : escaped,
      ),
    )
    .join("");
}
