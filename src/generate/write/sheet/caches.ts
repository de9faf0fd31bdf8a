import { greatest } from "../../../model/numbers.ts";
import { isKnown } from "../../../model/value.ts";
import type { Block, Text } from "./block.ts";
import type { Context } from "./context.ts";
import { setOf, setsOf } from "./steps.ts";

/** How long others still see what was there before: each record set is cached as a whole (RFC 2181 5.2). */
export function cacheBlocks(context: Context): Block[] {
  const { texts, deployment } = context;
  const text = deployment.merged ? knownTimes(context) : [texts.cachesUnknown(deployment.domain)];
  if (text.length === 0) return [];
  if (!deployment.merged && !context.hasNoMail) text.push(texts.cachesKeep);
  return [
    { kind: "heading", level: 2, text: [texts.cachesTitle] },
    { kind: "items", items: text },
  ];
}

function knownTimes({ deployment, texts }: Context): Text[] {
  const found: Text[] = [];
  const before = [...setsOf(deployment.changes).keys()].map((key) => setOf(deployment, key).before);
  const old = [...before.flat(), ...deployment.leaving.map(({ record }) => record)];
  const ttls = old.map(({ ttl }) => ttl);
  const known = ttls.filter((ttl) => ttl !== undefined).filter(isKnown);
  if (known.length > 0) found.push(texts.cachesOld(duration(greatest(known), texts), greatest(known)));
  if (known.length < ttls.length) found.push(texts.cachesUnknown(deployment.domain));
  if (before.some((records) => records.length === 0)) {
    const negative = negativeTtl(deployment);
    found.push(negative === undefined ? texts.cachesNew : texts.cachesNegative(duration(negative, texts), negative));
  }
  return found;
}

/** How long an answer that there is nothing is kept: the lower of the SOA's own TTL and its last field (RFC 2308 5). */
function negativeTtl({ entries, origin }: Context["deployment"]): number | undefined {
  const soa = entries.find(({ record }) => record.type === "SOA" && record.name === origin)?.record;
  if (soa?.type !== "SOA" || !isKnown(soa.data.text)) return undefined;
  const minimum = /^(?:\S+ ){6}(\d{1,10})$/.exec(soa.data.text)?.[1];
  if (minimum === undefined) return undefined;
  return soa.ttl !== undefined && isKnown(soa.ttl) ? Math.min(Number(minimum), soa.ttl) : Number(minimum);
}

function duration(ttl: number, { duration: text }: Context["texts"]): string {
  return text({
    days: Math.floor(ttl / 86400),
    hours: Math.floor((ttl % 86400) / 3600),
    minutes: Math.floor((ttl % 3600) / 60),
    seconds: ttl % 60,
  });
}
