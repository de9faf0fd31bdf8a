import { Unknown, type Value } from "../../model/value.ts";
import { needsOf } from "../classify.ts";
import type { Part } from "../part.ts";
import { planMail } from "../plan.ts";
import type { Plan } from "../planned.ts";
import { slug } from "../provider-records.ts";
import type { Recipe, Use } from "../recipe.ts";
import { recipeOf } from "../recipes.ts";
import type { Fault, HostedRequest, PartRequest } from "../request.ts";
import { textOf } from "../template.ts";

/** A part of a request, as its records are written into a template. */
export interface TemplatePart extends Part {
  /** The `groupId` of its records; `undefined` where it is the only part, of which nobody leaves one out. */
  readonly group: string | undefined;
  /** By which its variables are told from those of the same name in other parts. */
  readonly name: string;
  /** Its terms are in the SPF of the domain that it sends from. */
  readonly sends: boolean;
}

/** Stands for the domain while planning: a template is for any. */
export const ANY_DOMAIN = "fqdn.invalid";

/** How an argument is called where the request comes from. */
export type NameOf = (at: Fault["at"]) => string;

export type PlannedTemplate =
  | { readonly ok: true; readonly plan: Plan; readonly parts: readonly TemplatePart[] }
  | { readonly ok: false; readonly reasons: readonly string[] };

/**
 * Plans a request for no domain in particular. What mail needs and was not given is not known, and comes out as a variable: first
 * what MX and SPF need, then what the records that are left wait for.
 */
export function planTemplate(asked: HostedRequest, nameOf: NameOf): PlannedTemplate {
  const missing = partsOf(asked).flatMap(({ path, recipe, use, given }) => {
    const { required } = needsOf(recipe, use, needsOptions(asked, recipe, use));
    return required.filter((name) => !Object.hasOwn(given, name)).map((name) => ({ at: path, name }));
  });
  const first = { ...withUnknown(asked, missing), domain: ANY_DOMAIN };
  const planned = planMail(first, { nameOf });
  if (!planned.ok) return { ok: false, reasons: planned.faults.map(({ at, text }) => `${nameOf(at)} ${text}`) };
  const waiting = planned.plan.pending.flatMap(({ at, missing }) => missing.map((name) => ({ at, name })));
  const second = withUnknown(first, waiting);
  const whole = planMail(second, { nameOf });
  if (!whole.ok) return { ok: false, reasons: whole.faults.map(({ at, text }) => `${nameOf(at)} ${text}`) };
  return { ok: true, plan: whole.plan, parts: partsOf(second) };
}

function needsOptions(asked: HostedRequest, recipe: Recipe, use: Use): Parameters<typeof needsOf>[2] {
  const { mxSet } = use === "gateway" ? (asked.gateway ?? {}) : asked.provider;
  return {
    set: recipe.publish?.mx?.alternatives?.find(({ id }) => id !== undefined && id === mxSet),
    behindGateway: use === "provider" && asked.gateway !== undefined,
    outbound: use === "gateway" ? asked.gateway?.outbound : undefined,
  };
}

interface Missing {
  readonly at: readonly (string | number)[];
  readonly name: string;
}

function withUnknown(request: HostedRequest, missing: readonly Missing[]): HostedRequest {
  const filled = <T extends PartRequest>(part: T, path: string): T => {
    const names = missing.filter(({ at }) => at.join(".") === path).map(({ name }) => name);
    const unknown = Object.fromEntries(names.map((name) => [name, new Unknown("template")]));
    return { ...part, values: { ...part.values, ...unknown } };
  };
  const { provider, gateway, senders = [] } = request;
  return {
    ...request,
    provider: filled(provider, "provider"),
    ...(gateway === undefined ? {} : { gateway: filled(gateway, "gateway") }),
    senders: senders.map((sender, index) => filled(sender, `senders.${index}`)),
  };
}

function partsOf({ provider, gateway, senders = [] }: HostedRequest): TemplatePart[] {
  const outbound = gateway?.outbound !== false;
  const parts = [
    ...partOf(provider, { use: "provider", path: ["provider"], prefix: "", group: "provider" }),
    ...(gateway === undefined
      ? []
      : partOf(gateway, { use: "gateway", path: ["gateway"], prefix: "gateway-", group: "gateway", sends: outbound })),
    ...senders.flatMap((sender, index) => {
      const name = slug(String(sender.name ?? sender.id));
      const below = sender.at === undefined || sender.at === "@" ? "" : String(sender.at).toLowerCase();
      const group = name === "provider" ? "sender-provider" : name.slice(0, 63);
      return partOf(sender, { use: "sender", path: ["senders", index], prefix: `${name}-`, below, group, name });
    }),
  ];
  return parts.length > 1 ? parts : parts.map((part) => ({ ...part, group: undefined }));
}

/** None for an id that is not known, which planning says. */
function partOf(
  request: PartRequest,
  place: Pick<TemplatePart, "use" | "path" | "prefix" | "group"> & Partial<TemplatePart>,
): TemplatePart[] {
  const recipe = request.recipe ?? recipeOf(request.id);
  if (recipe === undefined) return [];
  const given: Record<string, Value<string>> = {};
  for (const [name, value] of Object.entries(request.values ?? {})) if (value !== undefined) given[name] = value;
  return [{ name: slug(recipe.id), below: "", sends: true, domain: textOf("%fqdn%"), ...place, recipe, given }];
}
