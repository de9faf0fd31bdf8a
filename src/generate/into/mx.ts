import { ROOT, type Name } from "../../model/name.ts";
import type { MxRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { providersOf } from "../../domain/domain.ts";
import { isSts } from "../../syntax/mta-sts.ts";
import { recipeOf } from "../recipes.ts";
import { knownText } from "./declared.ts";
import { notes } from "./notes.ts";
import type { Step, Wanted } from "./step.ts";

/**
 * The MX set of a name. Hosts of two providers beside each other lose mail, so others than the plan's are exchanged as a whole,
 * when that is asked for, or not at all.
 */
export function mergeMx(name: Name, planned: readonly Wanted[], step: Step): void {
  const { declared, ledger } = step;
  const here = declared.mx(name);
  const isMet = meets(here, planned);
  const missing = planned.filter((each) => !here.some((record) => isSame(record, each, isMet)));
  const others = otherMx(here, planned);
  const taken = new Set<Wanted>();
  for (const record of here) {
    const wanted = planned.find((each) => isSame(record, each, isMet) && !taken.has(each));
    if (wanted !== undefined) ledger.keep(record, wanted);
    if (wanted !== undefined) taken.add(wanted);
  }
  if (others.length > 0) {
    const leaving = others.map((record) => ({
      record,
      provider: providersOf(record)[0]?.name,
      reason: reasonFor(record, name, planned),
    }));
    ledger.giveWay(leaving, missing);
    // A policy that does not list a new host makes senders refuse it (RFC 8461 5).
    const policies = declared.txt(`_mta-sts.${name}`);
    if (policies.some((record) => isSts(knownText(record) ?? ""))) ledger.note(notes.mtaSts(name));
    return;
  }
  for (const each of missing) ledger.add(each);
}

/** The MX records that the plan leaves no room for. */
export function otherMx(here: readonly MxRecord[], planned: readonly Wanted[]): readonly MxRecord[] {
  const isMet = meets(here, planned);
  return here.filter((record) => !planned.some((each) => isSame(record, each, isMet)));
}

/**
 * Whether the hosts are the plan's, and tried in its order: which numbers say so is all the same to those who deliver (RFC 5321 5.1).
 */
function meets(here: readonly MxRecord[], planned: readonly Wanted[]): boolean {
  if (here.length !== planned.length) return false;
  const pairs = here.map((record) => [record, planned.find((each) => isHost(record, each))] as const);
  if (new Set(pairs.map(([, wanted]) => wanted)).size !== here.length) return false;
  return pairs.every(([one, first]) =>
    pairs.every(([other, second]) => {
      const declared = Math.sign(Number(one.data.preference) - Number(other.data.preference));
      return declared === Math.sign(Number(first?.preference) - Number(second?.preference));
    }),
  );
}

function isHost({ data }: MxRecord, { value }: Wanted): boolean {
  return data.exchange === (value === "." ? ROOT : value);
}

function isSame(record: MxRecord, planned: Wanted, isMet: boolean): boolean {
  const { preference } = record.data;
  // Documents without preferences list the hosts in their order.
  return isHost(record, planned) && (isMet || preference === undefined || preference === planned.preference);
}

function reasonFor(record: MxRecord, name: Name, planned: readonly Wanted[]): string {
  const { data } = record;
  const [first] = planned;
  const who = first?.provider === undefined ? undefined : (recipeOf(first.provider)?.name ?? first.provider);
  if (who === undefined) return `${name} takes no mail (RFC 7505)`;
  if (data.exchange === ROOT)
    return `it says that ${name} takes no mail, and no other MX may stand beside it (RFC 7505)`;
  const same = planned.find(({ value }) => value === data.exchange);
  if (same !== undefined && isKnown(data.preference)) return `${who} asks for preference ${String(same.preference)}`;
  if (providersOf(record).some(({ id }) => id === first?.provider)) return `${who} asks for other hosts of its own`;
  return `beside the MX records of ${who} it would take a part of the mail`;
}
