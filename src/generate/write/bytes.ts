import { fromByteString, toByteString } from "../../model/record.ts";

/** The text whose UTF-8 form the bytes are; `undefined` where they are none. */
export function utf8Text(bytes: string): string | undefined {
  const text = fromByteString(bytes);
  return toByteString(text) === bytes ? text : undefined;
}
