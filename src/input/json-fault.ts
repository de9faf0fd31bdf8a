/** Where a text stops being JSON (RFC 8259) and why. */
export interface JsonFault {
  readonly offset: number;
  /** Ends the sentence "not JSON: …". */
  readonly reason: string;
}

const LITERALS = ["true", "false", "null"];
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /[A-Za-z_$][\w$]*/y;

/**
 * Finds the first fault of a text that `JSON.parse` refused; its own messages name no line and often no place. One pass,
 * the nesting kept on a stack of its own. `undefined` when it finds none.
 */
export function jsonFault(text: string): JsonFault | undefined {
  const open: ("{" | "[")[] = [];
  const openedAt: number[] = [];
  let position = 0;
  let expect: "value" | "value-or-end" | "key" | "key-or-end" | "next" = "value";
  const fault = (reason: string, offset = position): JsonFault => ({ offset, reason });

  for (;;) {
    position = skipBlanks(text, position);
    if (position >= text.length) {
      if (open.length === 0) return expect === "next" ? undefined : fault("the text is empty");
      const bracket = open[open.length - 1] as string;
      const kind = bracket === "{" ? "object" : "array";
      return fault(`the text ends inside the ${kind} that this ${bracket} opens`, openedAt[openedAt.length - 1]);
    }
    const character = text[position] as string;
    if (text.startsWith("//", position) || text.startsWith("/*", position)) {
      return fault("JSON has no comments");
    }

    if (expect === "next") {
      const bracket = open[open.length - 1];
      if (bracket === undefined) return fault(afterDocument(text, position));
      if (character === ",") {
        const comma = position;
        position = skipBlanks(text, position + 1);
        if (text[position] === "}" || text[position] === "]") {
          return fault(`a comma before the closing ${text[position]}: JSON allows no trailing comma`, comma);
        }
        expect = bracket === "{" ? "key" : "value";
        continue;
      }
      const closing = bracket === "{" ? "}" : "]";
      if (character !== closing) return fault(`${quote(character)} where a comma or ${closing} must stand`);
      open.pop();
      openedAt.pop();
      position++;
      continue;
    }

    if (expect === "key" || expect === "key-or-end") {
      if (character === "}" && expect === "key-or-end") {
        open.pop();
        openedAt.pop();
        position++;
        expect = "next";
        continue;
      }
      if (character !== '"') return fault(notKey(text, position, character));
      const end = stringEnd(text, position);
      if (typeof end !== "number") return end;
      position = skipBlanks(text, end);
      if (text[position] !== ":") return fault("a key without the colon after it");
      position++;
      expect = "value";
      continue;
    }

    if (character === "]" && expect === "value-or-end") {
      open.pop();
      openedAt.pop();
      position++;
      expect = "next";
      continue;
    }
    if (character === "{" || character === "[") {
      open.push(character);
      openedAt.push(position);
      position++;
      expect = character === "{" ? "key-or-end" : "value-or-end";
      continue;
    }
    if (character === '"') {
      const end = stringEnd(text, position);
      if (typeof end !== "number") return end;
      position = end;
      expect = "next";
      continue;
    }
    const literal = LITERALS.find((each) => text.startsWith(each, position));
    if (literal !== undefined) {
      position += literal.length;
      expect = "next";
      continue;
    }
    NUMBER.lastIndex = position;
    const number = NUMBER.exec(text)?.[0];
    if (number !== undefined) {
      if (/[0-9]/.test(text[position + number.length] ?? "")) return fault("a number with a leading zero");
      position += number.length;
      expect = "next";
      continue;
    }
    return fault(notValue(text, position, character));
  }
}

function skipBlanks(text: string, from: number): number {
  let position = from;
  for (;;) {
    const code = text.charCodeAt(position);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return position;
    position++;
  }
}

/** The offset after the closing quote. */
function stringEnd(text: string, start: number): number | JsonFault {
  for (let position = start + 1; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === 0x22) return position + 1;
    if (code < 0x20) {
      const what = code === 0x0a || code === 0x0d ? "a line break" : "a control character";
      return { offset: position, reason: `${what} inside a string, which must be written as an escape` };
    }
    if (code !== 0x5c) continue;
    const escape = text[++position] ?? "";
    if (escape === "u") {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(position + 1, position + 5))) {
        return { offset: position - 1, reason: "\\u without four hexadecimal digits" };
      }
      position += 4;
    } else if (!'"\\/bfnrt'.includes(escape) || escape === "") {
      return { offset: position - 1, reason: `the escape \\${escape}, which JSON does not have` };
    }
  }
  return { offset: start, reason: "the text ends inside the string that begins here" };
}

function notKey(text: string, position: number, character: string): string {
  if (character === "'") return "a key in single quotes: JSON has only double ones";
  WORD.lastIndex = position;
  const word = WORD.exec(text)?.[0];
  if (word !== undefined) return `the key ${shorten(word)} without quotes`;
  return `${quote(character)} where a key in double quotes must stand`;
}

function notValue(text: string, position: number, character: string): string {
  if (character === "'") return "a string in single quotes: JSON has only double ones";
  WORD.lastIndex = position;
  const word = WORD.exec(text)?.[0];
  if (word !== undefined) return `the word ${shorten(word)} where a value must stand`;
  return `${quote(character)} where a value must stand`;
}

function afterDocument(text: string, position: number): string {
  const character = text[position] as string;
  if (character === "{" || character === "[") {
    return "a second JSON document begins here: give each a file of its own, or make one array of them (jq -s .)";
  }
  return `${quote(character)} after the end of the document`;
}

function quote(character: string): string {
  const code = character.charCodeAt(0);
  if (code > 0x20 && code < 0x7f) return character === '"' ? "a quote" : `"${character}"`;
  return `the character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

function shorten(word: string): string {
  return word.length > 24 ? `"${word.slice(0, 24)}…"` : `"${word}"`;
}
