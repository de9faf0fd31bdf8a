import { isAscii, isUtf8 } from "node:buffer";
import type { InputFile } from "./reader.ts";

/** Larger documents do not fit a string of the runtime. */
export const LARGEST = 500_000_000;

/** Bytes as text: UTF-8, UTF-16 with a byte order mark (what PowerShell's `>` writes), else one character a byte. */
export function decode(path: string, bytes: Buffer): InputFile {
  if (isAscii(bytes)) return { path, text: bytes.toString("latin1"), utf8: true };
  if (isUtf8(bytes)) return { path, text: bytes.toString("utf8"), utf8: true };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { path, text: bytes.toString("utf16le"), utf8: true };
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) {
    return { path, text: Buffer.from(bytes).swap16().toString("utf16le"), utf8: true };
  }
  return { path, text: bytes.toString("latin1"), utf8: false };
}

/**
 * Text in the encoding that the bytes of its document have; `undefined` where those bytes cannot be made of any text again
 * (half a character at their end).
 */
export function encodeLike(bytes: Buffer, text: string): Buffer | undefined {
  const encode = encoderOf(bytes);
  return encode(decode("", bytes).text).equals(bytes) ? encode(text) : undefined;
}

function encoderOf(bytes: Buffer): (text: string) => Buffer {
  if (isUtf8(bytes)) return (text) => Buffer.from(text, "utf8");
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return (text) => Buffer.from(text, "utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) {
    return (text) => Buffer.from(text, "utf16le").swap16();
  }
  return (text) => Buffer.from(text, "latin1");
}

/** Whether the beginning of a file shows that it is no text. */
export function isBinary(head: Buffer): boolean {
  const wide = head.length >= 2 && ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff));
  return !wide && head.includes(0);
}
