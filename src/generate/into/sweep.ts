import { isAtOrBelow } from "../../model/name.ts";
import { isKnown } from "../../model/value.ts";
import type { Leaving } from "../deployment.ts";
import { notes } from "./notes.ts";
import type { Step } from "./step.ts";

/**
 * The further records of providers whose mail service ends: keys, names for mail clients. Whose record it is must be plain; what
 * proves ownership, keys that are nobody's in particular, addresses and all else stay.
 */
export function sweep(step: Step): void {
  const { declared, ledger, leavers } = step;
  const { name: domain, zone } = declared;
  const signers = new Set<string>();
  for (const record of zone.records) {
    if (ledger.has(record) || record.vendor?.disabled === true) continue;
    if (!isKnown(record.name) || !isAtOrBelow(record.name, domain)) continue;
    const key = leavers.ofKey(record, domain);
    const owner = key ?? leavers.ofHost(record, domain);
    if (owner === undefined) continue;
    if (key !== undefined) signers.add(key.name);
    const use = key === undefined ? "serves" : "signs";
    const leaving: Leaving = { record, provider: owner.name, reason: `it ${use} the mail of ${owner.name} alone` };
    ledger.giveWay([leaving], []);
  }
  if (signers.size > 0 && ledger.options.replace) ledger.note(notes.keysGo([...signers]));
}
