import { fromByteString, type DnsRecord } from "../../model/record.ts";
import { withoutPrivateKeys } from "../../syntax/dkim.ts";
import { presentation } from "../../syntax/presentation.ts";
import { visible } from "../../syntax/visible.ts";

/** A declared record for people, as a zone file has it; a private key that somebody has published is not shown once more. */
export function shown(record: DnsRecord, max?: number): string {
  return visible(withoutPrivateKeys(presentation(record)), max);
}

/** A part of a declared text for people. */
export function shownText(bytes: string, max: number): string {
  return visible(fromByteString(bytes), max);
}
