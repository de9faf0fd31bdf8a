import { deploymentOf, type Deployment } from "../../generate/deployment.ts";
import { planMail, type PlanOptions } from "../../generate/plan.ts";
import type { Fault, MailRequest } from "../../generate/request.ts";
import { mergeInto, type Inferred } from "../../generate/into/merge.ts";
import { isAtOrBelow, parseName, type Name } from "../../model/name.ts";
import type { Zone } from "../../model/zone.ts";

export type Made =
  | {
      readonly ok: true;
      readonly deployment: Deployment;
      /** Values that were not given, and that the declared records told. */
      readonly inferred: readonly Inferred[];
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export interface MakeOptions extends PlanOptions {
  /** The zone that the records lie in; the domain itself, or the declared one it lies in, unless given. */
  readonly origin: Name | undefined;
  /** Seconds. */
  readonly ttl: number;
  /** What is declared, where the records are merged into it. */
  readonly zones: readonly Zone[] | undefined;
  readonly replace: boolean;
  /** No DMARC policy was asked for, so that a declared one stays as it is. */
  readonly keepDmarc: boolean;
}

/** The deployment that a request asks for. */
export function make(request: MailRequest, options: MakeOptions): Made {
  const { zones, ttl, replace, keepDmarc, ...planning } = options;
  const named = parseName(typeof request.domain === "string" ? request.domain : "");
  const domain = named.ok ? named.name : "";
  const origin = options.origin ?? (zones === undefined ? domain : declaredOrigin(domain, zones));
  const fault = (at: Fault["at"], text: string): Made => ({ ok: false, faults: [{ at, text }] });
  if (origin === undefined) {
    const origins = [...new Set((zones ?? []).map((zone) => zone.origin))].join(", ");
    return fault(["into"], `declares no zone that ${domain} lies in; it declares ${origins === "" ? "none" : origins}`);
  }
  if (named.ok && !isAtOrBelow(domain, origin)) return fault(["domain"], `is ${domain}, which lies outside ${origin}`);
  if (zones !== undefined) return mergeInto(request, { ...planning, zones, ttl, replace, keepDmarc, origin });
  const planned = planMail(request, planning);
  if (!planned.ok) return planned;
  return { ok: true, deployment: deploymentOf(planned.plan, domain, origin, ttl), inferred: [] };
}

/** The deepest declared zone that a name lies in. */
function declaredOrigin(domain: Name, zones: readonly Zone[]): Name | undefined {
  const above = zones.map(({ origin }) => origin).filter((origin) => isAtOrBelow(domain, origin));
  return above.sort((a, b) => b.length - a.length)[0];
}
