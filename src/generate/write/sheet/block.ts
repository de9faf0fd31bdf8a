/** A piece of a text: our own words, something that is typed as it is, or words from elsewhere (names of providers). */
export type Piece = string | { readonly code: string } | { readonly foreign: string };
export type Text = readonly Piece[];

/** What a sheet is made of, without a form. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3 | 4; readonly text: Text }
  | { readonly kind: "text"; readonly text: Text }
  /** Must not be overlooked. */
  | { readonly kind: "warning"; readonly text: Text }
  | { readonly kind: "items"; readonly items: readonly Text[]; readonly ticked?: true }
  /** A field each, and what goes into it; two columns of that where a value is replaced. */
  | { readonly kind: "fields"; readonly head: readonly string[]; readonly rows: readonly Row[] }
  /** Lines that are pasted as they are. */
  | { readonly kind: "lines"; readonly lines: readonly string[] };

export interface Row {
  readonly label: string;
  readonly cells: readonly Text[];
}

export const code = (text: string): Piece => ({ code: text });
export const foreign = (text: string): Piece => ({ foreign: text });

/** A text with pieces in it; a bare string that is put in is taken for our own words. */
export function say(words: TemplateStringsArray, ...pieces: readonly (Piece | number | Text)[]): Text {
  return words.flatMap((word, index): Piece[] => {
    const piece = pieces[index];
    const rest = piece === undefined ? [] : typeof piece === "number" ? [String(piece)] : [piece].flat();
    return word === "" ? rest : [word, ...rest];
  });
}

/** The texts with something between them. */
export function listed(texts: readonly Text[], between: string): Text {
  return texts.flatMap((text, index) => (index === 0 ? text : [between, ...text]));
}
