import type { Name } from "../model/name.ts";
import type { PolicyFile } from "../model/policy-file.ts";
import { textOf, type DnsRecord, type TxtRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { isBimi, parseBimi, type BimiRecord } from "../syntax/bimi.ts";
import { parseStsPolicy, type StsPolicy } from "../syntax/mta-sts-policy.ts";
import { isSts, parseSts, type StsRecord } from "../syntax/mta-sts.ts";
import { isTlsRpt, parseTlsRpt, type TlsRptRecord } from "../syntax/tls-rpt.ts";
import { alternatives } from "./alternatives.ts";
import { oncePerSet } from "./once.ts";
import { hasUnknownText, isTxt } from "./texts.ts";
import type { Answer, World } from "./world.ts";

/** A TXT record that discovery keeps, with its tree. */
export interface ServiceText<Tree> {
  readonly record: TxtRecord;
  readonly text: string;
  readonly tree: Tree;
}

/** What stands at `_mta-sts`, `_smtp._tls` or `default._bimi` of a domain. */
export interface ServiceView<Tree> {
  readonly name: Name;
  readonly answer: Answer;
  /** Every text that discovery keeps, equal ones once (RFC 2181 5); of routed alternatives the set that has most. */
  readonly texts: readonly ServiceText<Tree>[];
  /** The one that counts; `undefined` where there is none, or several. */
  readonly only: ServiceText<Tree> | undefined;
  /** A text there is not known and may be one more. */
  readonly open: boolean;
}

export interface PolicyText {
  readonly file: PolicyFile;
  readonly policy: StsPolicy;
}

export type MtaStsView = ServiceView<StsRecord>;
export type TlsRptView = ServiceView<TlsRptRecord>;
export type BimiView = ServiceView<BimiRecord>;

const stsTexts = kept(isSts, parseSts);
const tlsRptTexts = kept(isTlsRpt, parseTlsRpt);
const bimiTexts = kept(isBimi, parseBimi);

/** `_mta-sts.<domain>` (RFC 8461 3.1). */
export function mtaStsView(world: World, domain: Name): MtaStsView {
  return view(world, `_mta-sts.${domain}`, stsTexts);
}

/** `_smtp._tls.<domain>` (RFC 8460 3). */
export function tlsRptView(world: World, domain: Name): TlsRptView {
  return view(world, `_smtp._tls.${domain}`, tlsRptTexts);
}

/** `default._bimi.<domain>`: the record that mail without a selector of its own is judged by (BIMI draft 7.2). */
export function bimiView(world: World, domain: Name): BimiView {
  return view(world, `default._bimi.${domain}`, bimiTexts);
}

interface Kept<Tree> {
  readonly texts: readonly ServiceText<Tree>[];
  readonly open: boolean;
}

const NOTHING: Kept<never> = { texts: [], open: false };

function view<Tree>(
  world: World,
  name: Name,
  keptOf: (records: readonly DnsRecord[]) => Kept<Tree>,
): ServiceView<Tree> {
  const answer = world.lookup(name, "TXT");
  const { texts, open } = answer.state === "found" ? keptOf(answer.records) : NOTHING;
  return { name, answer, texts, open, only: texts.length === 1 && !open ? texts[0] : undefined };
}

function kept<Tree>(
  isOne: (text: string) => boolean,
  parse: (text: string) => Tree,
): (records: readonly DnsRecord[]) => Kept<Tree> {
  return oncePerSet((records) => {
    let most: ServiceText<Tree>[] = [];
    for (const group of alternatives(records.filter(isTxt))) {
      const texts = new Map<string, ServiceText<Tree>>();
      for (const record of group) {
        const text = textOf(record);
        if (isKnown(text) && isOne(text) && !texts.has(text)) texts.set(text, { record, text, tree: parse(text) });
      }
      if (texts.size > most.length) most = [...texts.values()];
    }
    return { texts: most, open: hasUnknownText(records) };
  });
}

const trees = new WeakMap<PolicyFile, StsPolicy>();

/** A policy file's tree, parsed once. */
export function stsPolicyTree(file: PolicyFile): StsPolicy {
  let tree = trees.get(file);
  if (tree === undefined) trees.set(file, (tree = parseStsPolicy(file.text, file.utf8)));
  return tree;
}
