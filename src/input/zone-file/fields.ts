import { EOF, QUOTED, Refusal, WORD, type Scanner } from "./scanner.ts";

/** Moves to the next field, a word; `what` names it where the entry ends before it. */
export function nextWord(scanner: Scanner, what: string): void {
  if (scanner.next() !== WORD) refuseField(scanner, what);
}

/** The current token is no word though one is needed. */
export function refuseField(scanner: Scanner, what: string): never {
  if (scanner.kind === QUOTED) throw new Refusal(`the ${what} stands in quotes`, scanner.start - 1);
  throw new Refusal(`the entry ends before its ${what}`, scanner.start);
}

/** Nothing but a comment may follow. */
export function expectEnd(scanner: Scanner): void {
  if (scanner.next() > EOF) {
    throw new Refusal(`"${excerpt(scanner.raw())}" is one field too many`, scanner.start);
  }
}

/** Hexadecimal digits from the current token to the end of the entry, blanks between them left out. */
export function readHex(scanner: Scanner): string {
  const chunks: string[] = [];
  let length = 0;
  for (let kind = scanner.kind; kind > EOF; kind = scanner.next()) {
    const chunk = scanner.raw();
    if (kind === QUOTED || /[^0-9A-Fa-f]/.test(chunk)) {
      throw new Refusal(`"${excerpt(chunk)}" is not hexadecimal`, scanner.start);
    }
    chunks.push(chunk);
    length += chunk.length;
  }
  if (length % 2 === 1) throw new Refusal("an odd number of hexadecimal digits makes no bytes", scanner.start);
  return chunks.join("");
}

/** The current word as a whole number up to `max`; `what` names it in the refusal. */
export function readNumber(scanner: Scanner, max: number, what: string): number {
  const text = scanner.text;
  let number = 0;
  for (let position = scanner.start; position < scanner.end; position++) {
    const digit = text.charCodeAt(position) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return refuseNumber(scanner, max, what);
    number = number * 10 + digit;
    if (number > max) return refuseNumber(scanner, max, what);
  }
  if (scanner.end === scanner.start) return refuseNumber(scanner, max, what);
  return number;
}

function refuseNumber(scanner: Scanner, max: number, what: string): never {
  throw new Refusal(`the ${what} "${excerpt(scanner.raw())}" is not a whole number from 0 to ${max}`, scanner.start);
}

/** A value for a message: a hostile one does not fill the screen. */
export function excerpt(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
