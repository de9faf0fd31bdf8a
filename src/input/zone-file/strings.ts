import { toByteString } from "../../model/record.ts";
import { Refusal, type Scanner } from "./scanner.ts";
import { excerpt } from "./fields.ts";

/** RFC 1035 3.3: a character string's length is one byte. */
const MAX_STRING = 255;

/** The scanner's word or quoted string as a character string: its bytes, escapes decoded (RFC 1035 5.1). */
export function readString(scanner: Scanner, bytes: boolean, limit = MAX_STRING): string {
  const raw = scanner.raw();
  const string = scanner.odd ? decode(scanner, bytes ? raw : toByteString(raw)) : raw;
  if (string.length > limit) {
    throw new Refusal(
      `a character string of ${string.length} bytes, and one holds up to ${limit}: ` +
        `split it into several quoted strings, which receivers join with nothing between`,
      scanner.start,
    );
  }
  return string;
}

function decode(scanner: Scanner, raw: string): string {
  let backslash = raw.indexOf("\\");
  if (backslash < 0) return raw;
  const pieces: string[] = [];
  let plain = 0;
  while (backslash >= 0) {
    pieces.push(raw.slice(plain, backslash));
    const digit = raw.charCodeAt(backslash + 1) - 0x30;
    let length = 2;
    if (backslash + 1 >= raw.length) {
      throw new Refusal("a backslash at the end escapes nothing", scanner.end - 1);
    }
    if (digit >= 0 && digit <= 9) {
      const digits = raw.slice(backslash + 1, backslash + 4);
      if (!/^[0-9]{3}$/.test(digits) || Number(digits) > 255) {
        throw new Refusal(`the escape "\\${excerpt(digits)}" is no byte: \\000 to \\255 are`, scanner.start);
      }
      pieces.push(String.fromCharCode(Number(digits)));
      length = 4;
    } else {
      pieces.push(raw.charAt(backslash + 1));
    }
    plain = backslash + length;
    backslash = raw.indexOf("\\", plain);
  }
  pieces.push(raw.slice(plain));
  return pieces.join("");
}
