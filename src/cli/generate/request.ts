import { acceptedVariables, classify } from "../../generate/classify.ts";
import type { Recipe, Use } from "../../generate/recipe.ts";
import { recipeOf } from "../../generate/recipes.ts";
import type {
  Fault,
  GatewayRequest,
  HostedRequest,
  MailRequest,
  OwnKey,
  SenderRequest,
} from "../../generate/request.ts";
import { nearest } from "../../syntax/edit-distance.ts";
import type { Given } from "./given.ts";
import { keyOf, type Party } from "./parties.ts";

/** The word in a provider's place for a domain without mail. */
export const PARKED = "parked";

/** A provider that is no entry of the catalogue. */
export interface Template {
  readonly recipe: Recipe;
  readonly use: Use;
}

export interface Asked {
  readonly request: MailRequest;
  readonly parties: readonly Party[];
  readonly faults: readonly Fault[];
}

/** The request that a command line or row makes; what is wrong before anything is planned goes to `faults`. */
export function requestOf(given: Given, template: Template | undefined): Asked {
  const faults: Fault[] = [];
  const domain = given.domain ?? "";
  if (given.domain === undefined) {
    faults.push({ at: ["domain"], text: "is missing; it is the domain that mail is sent to, as example.com" });
  }
  if (given.provider === undefined && (template === undefined || template.use === "sender")) {
    const text = "is missing; it says who holds the mailboxes, as fastmail (maildns providers lists them)";
    faults.push({ at: ["provider"], text });
  }
  const { rua } = given;
  const policies = { domain, rua };
  if (given.provider === PARKED && template === undefined) {
    refuseBesideParked(given, faults);
    return { request: { ...policies, parked: true }, parties: [], faults };
  }
  const parties = partiesOf(given, template);
  const values = valuesOf(given.values, parties, faults);
  const part = (index: number): Pick<SenderRequest, "id" | "recipe" | "values"> => {
    const { id = "", recipe } = parties[index] ?? {};
    const own = template !== undefined && recipe === template.recipe ? { recipe } : {};
    return { id, ...own, values: values[index] ?? {} };
  };
  const gatewayAt = parties.findIndex(({ at }) => at[0] === "gateway");
  const gateway: GatewayRequest | undefined =
    gatewayAt < 0
      ? undefined
      : {
          ...part(gatewayAt),
          outbound: !given.inboundOnly,
          ...(given.mxSet === undefined ? {} : { mxSet: given.mxSet }),
        };
  if (given.inboundOnly && gateway === undefined) {
    faults.push({ at: ["inboundOnly"], text: "has no meaning without a gateway, whose mail it speaks of" });
  }
  const senders = parties.flatMap(({ at }, index): SenderRequest[] => {
    if (at[0] !== "senders") return [];
    const label = labelOf(given, Number(at[1]));
    return [{ ...part(index), ...(label === undefined ? {} : { at: label, name: `${part(index).id}-${label}` }) }];
  });
  const { dmarc, spfAll, mtaSts, mtaStsHost } = given;
  if (mtaStsHost !== undefined && mtaSts === undefined) {
    faults.push({ at: ["mtaSts"], text: "is missing; a host of policies needs one: testing or enforce" });
  }
  const request: HostedRequest = {
    ...policies,
    provider: { ...part(0), ...(gateway === undefined && given.mxSet !== undefined ? { mxSet: given.mxSet } : {}) },
    ...(gateway === undefined ? {} : { gateway }),
    senders,
    spf: given.spf,
    ...(spfAll === undefined ? {} : { spfAll: spfAll as "~all" | "-all" }),
    dkim: given.dkim.flatMap((text, index) => ownKey(text, index, faults)),
    ...(dmarc === undefined ? {} : { dmarc: dmarc as "none" | "quarantine" | "reject" }),
    tlsReports: given.tlsReports,
    extras: given.optional ? "all" : "needed",
    ...(mtaSts === undefined
      ? {}
      : {
          mtaSts: {
            mode: mtaSts as "testing" | "enforce",
            ...(mtaStsHost === undefined ? {} : { host: mtaStsHost }),
          },
        }),
  };
  return { request, parties, faults };
}

/** A request with one more value. */
export function withValue(request: MailRequest, at: Fault["at"], value: string): MailRequest {
  const step = at[0];
  if (step === undefined) return request;
  return withIn(request, at, value) as MailRequest;
}

function withIn(node: unknown, at: Fault["at"], value: string): unknown {
  const [step, ...rest] = at;
  if (step === undefined) return value;
  if (Array.isArray(node))
    return node.map((each: unknown, index) => (index === step ? withIn(each, rest, value) : each));
  const object = (node ?? {}) as Readonly<Record<string, unknown>>;
  return { ...object, [step]: withIn(object[step], rest, value) };
}

function partiesOf(given: Given, template: Template | undefined): Party[] {
  const isProvider = template !== undefined && template.use !== "sender";
  const provider = isProvider ? template.recipe : recipeOf(given.provider ?? "");
  const parties: Party[] = [
    { at: ["provider"], id: isProvider ? template.recipe.id : (given.provider ?? ""), recipe: provider },
  ];
  if (given.gateway !== undefined) {
    parties.push({ at: ["gateway"], id: given.gateway, recipe: recipeOf(given.gateway) });
  }
  for (const [index, sender] of given.senders.entries()) {
    const id = sender.split("@")[0] ?? "";
    parties.push({ at: ["senders", index], id, recipe: recipeOf(id) });
  }
  if (template?.use === "sender") {
    const { recipe } = template;
    parties.push({ at: ["senders", given.senders.length], id: recipe.id, recipe });
  }
  return parties;
}

function labelOf({ senders }: Given, index: number): string | undefined {
  const sender = senders[index];
  const at = sender?.indexOf("@") ?? -1;
  return sender === undefined || at < 0 ? undefined : sender.slice(at + 1);
}

function refuseBesideParked(given: Given, faults: Fault[]): void {
  const others: readonly [string, boolean][] = [
    ["gateway", given.gateway !== undefined],
    ["senders", given.senders.length > 0],
    ["value", given.values.size > 0],
    ["spf", given.spf.length > 0],
    ["spfAll", given.spfAll !== undefined],
    ["dkim", given.dkim.length > 0],
    ["mtaSts", given.mtaSts !== undefined],
    ["tlsReports", given.tlsReports.length > 0],
    ["mxSet", given.mxSet !== undefined],
  ];
  for (const [name, isGiven] of others) {
    if (isGiven)
      faults.push({ at: [name], text: "has no meaning beside parked, which says that the domain has no mail" });
  }
  if (given.dmarc !== undefined && given.dmarc !== "reject") {
    faults.push({ at: ["dmarc"], text: `is "${given.dmarc}"; a domain without mail is parked with "reject"` });
  }
}

/** Each value goes to the one party whose records need it; `ID.NAME` names the party. */
function valuesOf(
  values: ReadonlyMap<string, string>,
  parties: readonly Party[],
  faults: Fault[],
): readonly Readonly<Record<string, string>>[] {
  const found: Record<string, string>[] = parties.map(() => ({}));
  if (parties.some(({ recipe }) => recipe === undefined)) return found;
  for (const [key, value] of values) {
    const dot = key.lastIndexOf(".");
    const [owner, name] = dot < 0 ? [undefined, key] : [key.slice(0, dot), key.slice(dot + 1)];
    const fits = parties.flatMap(({ id, recipe }, index) =>
      (owner === undefined || owner === id) && recipe !== undefined && acceptedVariables(recipe).includes(name)
        ? [index]
        : [],
    );
    const ids = new Set(fits.map((index) => parties[index]?.id));
    if (ids.size === 1) {
      for (const index of fits) (found[index] as Record<string, string>)[name] = value;
    } else {
      faults.push({ at: ["value", key], text: ids.size === 0 ? unknownValue(key, parties) : severalTake(name, ids) });
    }
  }
  return found;
}

function severalTake(name: string, ids: ReadonlySet<string | undefined>): string {
  return `is needed by more than one; say whose it is: ${[...ids].map((id) => `${id}.${name}`).join(", ")}`;
}

function unknownValue(key: string, parties: readonly Party[]): string {
  const accepted = acceptedKeys(parties);
  const near = nearest(key, accepted);
  const meant = near === undefined ? "" : `; nearest: ${near}`;
  const names = parties.map(({ id, recipe }) => recipe?.name ?? id).join(", ");
  const list = accepted.length === 0 ? "they need none" : `accepted: ${accepted.join(", ")}`;
  return `is no value that the records of ${names} need${meant}; ${list}`;
}

/** What values are called by: the name alone where one party has it. */
function acceptedKeys(parties: readonly Party[]): string[] {
  return parties.flatMap((party) =>
    party.recipe === undefined ? [] : acceptedVariables(party.recipe).map((name) => keyOf(party, name, parties)),
  );
}

function ownKey(text: string, index: number, faults: Fault[]): OwnKey[] {
  const equals = text.indexOf("=");
  if (equals <= 0) {
    const fault = `is ${JSON.stringify(text)}; it must be SELECTOR=KEY, the text of the key record, or SELECTOR=HOST, the host that holds it`;
    faults.push({ at: ["dkim", index], text: fault });
    return [];
  }
  const [selector, value] = [text.slice(0, equals), text.slice(equals + 1)];
  return [/(?:^|;)\s*(?:v|p)\s*=/i.test(value) ? { selector, key: value } : { selector, target: value }];
}

/** Whether an id is one whose records can be written in that place. */
export function canBe(use: Use, id: string): boolean {
  const recipe = recipeOf(id);
  return recipe !== undefined && classify(recipe).uses.includes(use);
}
