import { absolute, type Name } from "../../model/name.ts";
import type { MxRecord } from "../../model/record.ts";
import { isKnown, type Value } from "../../model/value.ts";
import { presentName } from "../../syntax/presentation.ts";
import { quoteTxt, splitText } from "../../syntax/txt.ts";

// Lines to publish, in zone-file text.

/** A TXT record, its text cut into strings of 255 bytes. */
export function txtLine(owner: Name, text: string): string {
  return `${presentName(owner)} TXT ${quoteTxt(splitText(text))}`;
}

/** A domain's DMARC policy. */
export function dmarcLine(domain: Name, text: string): string {
  return txtLine(`_dmarc.${domain}`, text);
}

export function cnameLine(owner: Name, target: Name): string {
  return `${presentName(owner)} CNAME ${presentName(target)}`;
}

/** Any preference does where there is one MX, so that is what is taken. */
export function mxLine(owner: Name, preference: Value<number> | undefined, exchange: Name): string {
  return `${absolute(owner)} MX ${typeof preference === "number" ? preference : 10} ${absolute(exchange)}`;
}

/** A whole MX set. A preference that the document does not have is left to whoever publishes. */
export function mxLines(owner: Name, records: readonly MxRecord[]): string[] {
  const alone = records.length === 1;
  return records.flatMap(({ data: { preference, exchange } }) => {
    if (!isKnown(exchange)) return [];
    if (alone || typeof preference === "number") return [mxLine(owner, preference, exchange)];
    return [`${absolute(owner)} MX <preference> ${absolute(exchange)}`];
  });
}
