import type { DnsRecord } from "../../model/record.ts";
import type { Name } from "../../model/name.ts";
import type { Provider } from "../../providers/recognise.ts";
import { isSts } from "../../syntax/mta-sts.ts";
import { isTlsRpt, parseTlsRpt } from "../../syntax/tls-rpt.ts";
import type { Leaving } from "../deployment.ts";
import { recipeOf } from "../recipes.ts";
import { recordOf } from "../zone.ts";
import { dataKey, knownText } from "./declared.ts";
import type { Step, Wanted } from "./step.ts";

/**
 * The records of one name that are neither MX, SPF nor DMARC. What is there and says the same stays; what the DNS cannot hold
 * beside the plan's makes way.
 */
export function mergeRecordSet(name: Name, planned: readonly Wanted[], step: Step): void {
  const { declared, ledger } = step;
  const here = declared.at(name).filter((record) => !ledger.has(record));
  const missing: Wanted[] = [];
  for (const wanted of planned) {
    const key = dataKey(recordOf(wanted, undefined, 0));
    const same = here.find((record) => record.type === wanted.type && dataKey(record) === key && !ledger.has(record));
    if (same === undefined) missing.push(wanted);
    else ledger.keep(same, wanted);
  }
  const clashing = here.filter(
    (record) => !ledger.has(record) && planned.some((wanted) => excludes(record, wanted, step)),
  );
  // A text that is one of its kind gets another value: the key of a selector is exchanged, an id counted on.
  for (const wanted of [...missing]) {
    const before = clashing.find((record) => isRevised(record, wanted, step));
    if (before === undefined) continue;
    clashing.splice(clashing.indexOf(before), 1);
    missing.splice(missing.indexOf(wanted), 1);
    const value = revised(before, wanted, step);
    if (value === knownText(before)) ledger.keep(before, wanted);
    else ledger.change({ record: before, ...wayOf(before, wanted, step) }, { ...wanted, value });
  }
  const [first] = planned;
  if (clashing.length > 0 && first !== undefined) {
    ledger.giveWay(
      clashing.map((record): Leaving => ({ record, ...wayOf(record, first, step) })),
      missing,
    );
    return;
  }
  for (const wanted of missing) {
    if (waits(wanted, step)) ledger.giveWay([], [wanted]);
    else ledger.add(wanted);
  }
}

/** A policy of MTA-STS that lists the new hosts alone would keep mail from the old ones; and who takes no mail signs none. */
function waits({ purpose, type, name }: Wanted, { mxWaits, isMute, declared }: Step): boolean {
  if (purpose === "dkim") return isMute && name.endsWith(`._domainkey.${declared.name}`);
  return mxWaits && purpose === "mta-sts" && type === "TXT";
}

/** What the DNS, or a standard, lets stand there once only. */
function excludes(record: DnsRecord, wanted: Wanted, { declared }: Step): boolean {
  const { type } = wanted;
  if (type === "CNAME" || type === "NS") return true;
  if (record.type === "CNAME") return declared.alias(wanted.name) === record;
  // An exchange is reached by all its addresses.
  if (wanted.purpose === "mx") return record.type === "A" || record.type === "AAAA";
  if (record.type !== type) return false;
  if (type !== "TXT") return true;
  const text = knownText(record);
  if (wanted.purpose === "dkim") return true;
  if (text === undefined) return false;
  return (isSts(text) && isSts(wanted.value)) || (isTlsRpt(text) && isTlsRpt(wanted.value));
}

/** Whether a record is an older value of the planned one, and nobody's who leaves: it then changes in its place. */
function isRevised(record: DnsRecord, wanted: Wanted, step: Step): boolean {
  const isPolicy = wanted.purpose === "mta-sts" || wanted.purpose === "tls-rpt";
  if (record.type !== wanted.type || !(wanted.purpose === "dkim" || isPolicy)) return false;
  if (waits(wanted, step)) return false;
  // While somebody else takes the mail, a provider that comes has no key here yet: this one is another signer's.
  if (wanted.provider !== undefined && step.mxWaits) return false;
  return isPolicy || signerOf(record, step) === undefined;
}

/** Reports on TLS go to the new places beside the old ones. */
function revised(record: DnsRecord, wanted: Wanted, { request }: Step): string {
  const text = knownText(record);
  if (text === undefined || wanted.purpose !== "tls-rpt") return wanted.value;
  const old = parseTlsRpt(text);
  if (!old.usable) return wanted.value;
  if ("parked" in request || (request.tlsReports ?? []).length === 0) return text;
  const places = [...old.rua, ...parseTlsRpt(wanted.value).rua].map((uri) => uri.text);
  return `v=TLSRPTv1; rua=${[...new Set(places)].join(",")}`;
}

/** Who leaves and signs with a key that is not the planned one. */
function signerOf(record: DnsRecord, { leavers, declared }: Step): Provider | undefined {
  return leavers.ofKey(record, declared.name) ?? leavers.ofOtherKey(record, declared.name);
}

function wayOf(record: DnsRecord, wanted: Wanted, step: Step): Omit<Leaving, "record"> {
  const owner = signerOf(record, step) ?? step.leavers.ofHost(record, step.declared.name);
  const who = wanted.provider === undefined ? "the plan" : (recipeOf(wanted.provider)?.name ?? wanted.provider);
  return {
    provider: owner?.name,
    reason: `${who} needs ${wanted.type} ${wanted.name} for a value of its own, and both cannot stand there`,
  };
}
