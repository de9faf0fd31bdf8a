import { providersOf, type Domain } from "../../domain/domain.ts";
import { ROOT } from "../../model/name.ts";
import { isKnown } from "../../model/value.ts";
import { mxHostRole, provider as providerById, type Provider } from "../../providers/recognise.ts";
import { termsOf } from "./spf-advice.ts";

/** The configured providers that send with this domain as MAIL FROM and ask for an SPF term; others use a return path of their own. */
export function senders({ facts }: Domain): Provider[][] {
  return [facts.mailbox, ...(facts.senders ?? [])].flatMap((id) => {
    const found = id === undefined ? undefined : providerById(id);
    if (found === undefined || (found.spf?.recommended ?? found.spf?.mechanisms ?? []).length === 0) return [];
    return [[found]];
  });
}

/** The one mailbox provider that all MX hosts may belong to. Behind a filter nobody sees who sends. */
export function recognised(domain: Domain): Provider[][] {
  let common: readonly Provider[] | undefined;
  for (const { records } of domain.mx) {
    for (const record of records) {
      const { exchange } = record.data;
      if (!isKnown(exchange) || exchange === ROOT || mxHostRole(exchange) !== undefined) return [];
      const here = providersOf(record);
      common = common === undefined ? here : common.filter((each) => here.includes(each));
    }
  }
  const known = (common ?? []).filter(({ kind, confidence }) => kind === "mailbox" && confidence !== "low");
  if (known.length === 0 || known.length !== common?.length) return [];
  return known.every((each) => termsOf(each, domain.name).length > 0) ? [known] : [];
}
