import { selectorOf } from "../domain/dkim.ts";
import { dkimTree, dmarcTree, spfTree } from "../domain/texts.ts";
import { stsPolicyTree } from "../domain/transport.ts";
import type { Node } from "../domain/world.ts";
import type { Name } from "../model/name.ts";
import type { PolicyFile } from "../model/policy-file.ts";
import { textOf, type DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import type { Zone } from "../model/zone.ts";
import type { RecordView } from "../rules/define.ts";
import { isDkim, looksMeantAsDkim } from "../syntax/dkim.ts";
import { isDmarc } from "../syntax/dmarc.ts";
import { isSpf } from "../syntax/spf.ts";

/** One record as the record rules see it. */
export function viewOf(record: DnsRecord, node: Node): RecordView {
  if (record.type !== "TXT" && record.type !== "SPF") {
    return { record, node, text: undefined, spf: undefined, dmarc: undefined, dkim: undefined };
  }
  const value = textOf(record);
  const text = isKnown(value) ? value : undefined;
  const isPolicy = text !== undefined && record.type === "TXT";
  return {
    record,
    node,
    text,
    spf: isPolicy && isSpf(text) ? { record, text, spf: spfTree(text) } : undefined,
    dmarc: isPolicy && isDmarc(text) ? { record, text, dmarc: dmarcTree(text) } : undefined,
    dkim: isPolicy && isKey(text, node.name) ? { record, text, dkim: dkimTree(text) } : undefined,
  };
}

function isKey(text: string, name: Name): boolean {
  return isDkim(text) || (selectorOf(name) !== undefined && looksMeantAsDkim(text));
}

/** A policy file as the record rules see it: in a zone of its own, of which nothing else is known. */
export function policyView(file: PolicyFile): RecordView {
  const { record, domain } = file;
  const { document, publisher } = record.source;
  const zone: Zone = { origin: domain, publisher, private: false, scope: "none", records: [], documents: [document] };
  const node: Node = {
    name: `mta-sts.${domain}`,
    zone: { zone, hasCuts: false, hasWildcards: false, hasUnnamed: false },
    records: [record],
  };
  const policy = { file, policy: stsPolicyTree(file) };
  return { record, node, text: undefined, spf: undefined, dmarc: undefined, dkim: undefined, policy };
}
