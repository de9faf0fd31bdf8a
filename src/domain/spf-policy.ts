import type { Name } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import type { Zone } from "../model/zone.ts";
import { alternatives } from "./alternatives.ts";
import { oncePerSet } from "./once.ts";
import { measuredPolicy } from "./measured.ts";
import { hasUnknownText, isTxt, spfTexts, type SpfText } from "./texts.ts";
import type { Answer, World } from "./world.ts";

/**
 * What a receiver that asks for the SPF policy of a name finds (RFC 7208 4.4 and 4.5): in the declared world, else in what
 * was measured, which then has its `day`.
 */
export type SpfPolicy =
  /** One policy; `texts` has several where routed alternatives answer each with their own. */
  | { readonly state: "found"; readonly texts: readonly [SpfText, ...SpfText[]]; readonly day?: string }
  /** Two policies are answered together: permerror. */
  | { readonly state: "several"; readonly texts: readonly SpfText[]; readonly day?: string }
  /** There is surely none. `isVoid`: the answer holds no TXT at all (4.6.4). */
  | {
      readonly state: "none";
      readonly isVoid: boolean;
      readonly records: readonly DnsRecord[];
      readonly day?: string;
      /** Measured: whether the name exists at all. */
      readonly exists?: boolean;
    }
  | { readonly state: "undeclared"; readonly zone: Zone }
  /** `name`, or what its CNAME leads to, lies in no declared zone. */
  | { readonly state: "outside"; readonly name: Name }
  /** `reason` ends the sentence "not judged: …". `loop`: CNAME records lead in a circle, and resolvers answer with an error. */
  | {
      readonly state: "unknown";
      readonly reason: string;
      readonly loop: boolean;
      /** The DNS was asked and gave no answer. */
      readonly failed?: true;
    };

/** Asks the declared world, then what was measured, for the SPF policy of a name. */
export function spfPolicyOf(world: World, name: Name): SpfPolicy {
  const answer = world.lookup(name, "TXT");
  switch (answer.state) {
    case "found":
      return choose(textsOf(answer.records), answer.records, name);
    case "absent":
      return { state: "none", isVoid: true, records: [] };
    case "undeclared":
      return measuredPolicy(world, answer.outside) ?? { state: "undeclared", zone: answer.zone };
    case "unknown": {
      const measured = measuredPolicy(world, answer.outside);
      if (measured !== undefined) return measured;
      const end = endOf(answer, name);
      if (end !== undefined && world.zoneOf(end) === undefined) return { state: "outside", name: end };
      return { state: "unknown", reason: answer.reason, loop: answer.loop === true };
    }
  }
}

interface Texts {
  readonly groups: readonly (readonly SpfText[])[];
  readonly open: boolean;
}

const textsOf = oncePerSet((records): Texts => {
  return { groups: alternatives(records.filter(isTxt)).map(spfTexts), open: hasUnknownText(records) };
});

function choose({ groups, open }: Texts, records: readonly DnsRecord[], name: Name): SpfPolicy {
  const several = groups.find((texts) => texts.length > 1);
  if (several !== undefined) return { state: "several", texts: several };
  const [first, ...others] = groups.flat();
  if (first !== undefined) return { state: "found", texts: [first, ...others] };
  if (open) return { state: "unknown", reason: `the text at ${name} is not known yet`, loop: false };
  return { state: "none", isVoid: false, records };
}

/** The name that was asked for last; `undefined` where a DNAME led there or a target is not known. */
function endOf(answer: Answer, name: Name): Name | undefined {
  const last = answer.via.at(-1);
  if (last === undefined) return name;
  return last.type === "CNAME" && isKnown(last.data.target) ? last.data.target : undefined;
}
