import { isHostName, parseName } from "../model/name.ts";
import { isKnown, type Value } from "../model/value.ts";
import type { Drafting } from "./part.ts";
import type { PlannedRecord } from "./planned.ts";
import { slug } from "./provider-records.ts";
import { faultsAt, finished } from "./record.ts";
import type { HostedRequest, OwnKey } from "./request.ts";
import { joined, textOf } from "./template.ts";

/** The keys of signers that the catalogue does not know. */
export function ownKeys({ dkim = [] }: HostedRequest, drafting: Drafting): PlannedRecord[] {
  const taken = new Set<string>();
  return dkim.flatMap((own, index) => {
    const at = ["dkim", index];
    const selector = selectorOf(own, at, drafting);
    if (selector === undefined) return [];
    if (taken.has(selector)) {
      drafting.faults.push({ at, text: `gives the selector "${selector}" twice; it holds one key` });
      return [];
    }
    taken.add(selector);
    return recordOf(own, selector, at, drafting);
  });
}

function selectorOf({ selector }: OwnKey, at: readonly (string | number)[], { faults }: Drafting): string | undefined {
  const name = typeof selector === "string" ? parseName(selector) : undefined;
  if (name?.ok === true && isHostName(name.name)) return name.name;
  const text = `is ${JSON.stringify(selector) ?? "missing"}, which is no DKIM selector; it is what stands before "._domainkey"`;
  faults.push({ at: [...at, "selector"], text });
  return undefined;
}

function recordOf(
  { key, target }: OwnKey,
  selector: string,
  at: readonly (string | number)[],
  drafting: Drafting,
): PlannedRecord[] {
  if ((key === undefined) === (target === undefined)) {
    const text = 'needs either "key", the text of the key record, or "target", the host that holds it';
    drafting.faults.push({ at, text });
    return [];
  }
  if (target !== undefined && isKnown(target) && !isKeyHost(target)) {
    // It may be a key, and a private one: it is not shown.
    const text = `of the selector "${selector}" is neither the host that holds the key, as "s1.dkim.example.net", nor the whole text of a key record, as "v=DKIM1; k=rsa; p=MIIB…"`;
    drafting.faults.push({ at: [...at, "target"], text });
    return [];
  }
  const owner = `${selector}._domainkey`;
  const type = key === undefined ? "CNAME" : "TXT";
  const head = { role: `dkim-${slug(selector)}`, purpose: "dkim", provider: undefined, type, owner } as const;
  const checking = {
    hideValues: drafting.hideValues,
    fault: faultsAt([...at, key === undefined ? "target" : "key"], drafting),
  };
  const value = textOf((key ?? target) as Value<string>);
  return [finished(head, joined([textOf(owner), drafting.domain], "."), value, undefined, checking)];
}

/** Aliases of keys lead to names such as `selector1-example-com._domainkey.contoso.onmicrosoft.com`. */
function isKeyHost(target: unknown): boolean {
  const result = typeof target === "string" ? parseName(target) : undefined;
  if (result?.ok !== true) return false;
  return /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z-][a-z0-9-]*$/.test(result.name);
}
