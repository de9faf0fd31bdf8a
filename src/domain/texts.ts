import type { DnsRecord, TxtRecord } from "../model/record.ts";
import { textOf } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { parseDkim, type DkimRecord } from "../syntax/dkim.ts";
import { isDmarc, parseDmarc, type DmarcRecord } from "../syntax/dmarc.ts";
import { isSpf, parseSpf, type SpfRecord } from "../syntax/spf.ts";

export interface SpfText {
  readonly record: TxtRecord;
  readonly text: string;
  readonly spf: SpfRecord;
}

export interface DmarcText {
  readonly record: TxtRecord;
  readonly text: string;
  readonly dmarc: DmarcRecord;
}

export interface DkimText {
  readonly record: TxtRecord;
  readonly text: string;
  readonly dkim: DkimRecord;
}

/** Trees of equal texts are shared: a policy is often repeated at many names. Emptied when full, so that memory is bounded. */
const REMEMBERED = 256;

function remember<T>(parse: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let tree = known.get(text);
    if (tree === undefined) {
      tree = parse(text);
      if (known.size >= REMEMBERED) known.clear();
      known.set(text, tree);
    }
    return tree;
  };
}

export const spfTree = remember(parseSpf);
export const dmarcTree = remember(parseDmarc);
export const dkimTree = remember(parseDkim);

export function isTxt(record: DnsRecord): record is TxtRecord {
  return record.type === "TXT";
}

/** The known texts among TXT records that SPF takes for policies (RFC 7208 4.5). */
export function spfTexts(records: readonly DnsRecord[]): SpfText[] {
  const texts: SpfText[] = [];
  for (const record of records) {
    if (!isTxt(record)) continue;
    const text = textOf(record);
    if (isKnown(text) && isSpf(text)) texts.push({ record, text, spf: spfTree(text) });
  }
  return texts;
}

/** The known texts among TXT records that DMARC discovery keeps (RFC 9989 4.10.1). */
export function dmarcTexts(records: readonly DnsRecord[]): DmarcText[] {
  const texts: DmarcText[] = [];
  for (const record of records) {
    if (!isTxt(record)) continue;
    const text = textOf(record);
    if (isKnown(text) && isDmarc(text)) texts.push({ record, text, dmarc: dmarcTree(text) });
  }
  return texts;
}

/** Whether one of the records is a TXT whose text is not known: it may be the policy that is looked for. */
export function hasUnknownText(records: readonly DnsRecord[]): boolean {
  return records.some((record) => isTxt(record) && !isKnown(textOf(record)));
}
