import { classify } from "../../generate/classify.ts";
import type { Recipe, Use } from "../../generate/recipe.ts";
import { recipeOf } from "../../generate/recipes.ts";
import type {
  Fault,
  HostedRequest,
  MailRequest,
  MtaStsRequest,
  OwnKey,
  PartRequest,
  SenderRequest,
} from "../../generate/request.ts";
import type { Given } from "./given.ts";
import type { Party } from "./parties.ts";
import { checkSenders, senderOf } from "./senders.ts";
import { valuesFor } from "./values.ts";

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
  const { domain = "", rua } = given;
  if (given.domain === undefined) {
    faults.push({ at: ["domain"], text: "is missing; it is the domain that mail is sent to, as example.com" });
  }
  if (given.provider === undefined && (template === undefined || template.use === "sender")) {
    const text = "is missing; it says who holds the mailboxes, as fastmail (maildns providers lists them)";
    faults.push({ at: ["provider"], text });
  }
  if (given.provider === PARKED && template === undefined) {
    refuseBesideParked(given, faults);
    return { request: { domain, rua, parked: true }, parties: [], faults };
  }
  checkSenders(given, faults);
  const parties = partiesOf(given, template);
  const { provider, gateway, senders } = partsOf(given, parties, template, faults);
  if (given.inboundOnly && gateway === undefined) {
    faults.push({ at: ["inboundOnly"], text: "has no meaning without a gateway, whose mail it speaks of" });
  }
  const { dmarc, spfAll, spf, tlsReports } = given;
  const request: HostedRequest = {
    ...{ domain, rua, provider, senders, spf, tlsReports },
    ...(gateway && { gateway }),
    // Rows of a file may hold anything: who plans says what is accepted.
    ...(spfAll !== undefined && { spfAll: spfAll as HostedRequest["spfAll"] }),
    ...(dmarc !== undefined && { dmarc: dmarc as HostedRequest["dmarc"] }),
    dkim: given.dkim.flatMap((text, index) => ownKey(text, index, faults)),
    extras: given.optional ? "all" : "needed",
    ...mtaStsOf(given, faults),
  };
  return { request, parties, faults };
}

/** The parties as parts of a request, each with its values. */
function partsOf(
  { values, mxSet, inboundOnly }: Given,
  parties: readonly Party[],
  template: Template | undefined,
  faults: Fault[],
): Pick<HostedRequest, "provider" | "gateway"> & { readonly senders: readonly SenderRequest[] } {
  const own = valuesFor(values, parties, faults);
  const parts = parties.map(({ at: [place], id, below, recipe }, index) => ({
    place,
    part: { id, values: own[index] ?? {}, ...(recipe !== undefined && recipe === template?.recipe && { recipe }) },
    below,
  }));
  const at = (wanted: string): PartRequest | undefined => parts.find(({ place }) => place === wanted)?.part;
  const gateway = at("gateway");
  // Whoever takes the mail has the set.
  const set = mxSet === undefined ? {} : { mxSet };
  return {
    provider: { ...(at("provider") ?? { id: "" }), ...(gateway === undefined ? set : {}) },
    ...(gateway && { gateway: { ...gateway, ...set, outbound: !inboundOnly } }),
    senders: parts
      .filter(({ place }) => place === "senders")
      .map(({ part, below }) => ({ ...part, ...(below !== undefined && { at: below, name: `${part.id}-${below}` }) })),
  };
}

function mtaStsOf({ mtaSts, mtaStsHost: host }: Given, faults: Fault[]): Pick<HostedRequest, "mtaSts"> {
  if (mtaSts !== undefined)
    return { mtaSts: { mode: mtaSts as MtaStsRequest["mode"], ...(host !== undefined && { host }) } };
  if (host !== undefined) {
    faults.push({ at: ["mtaSts"], text: "is missing; a host of policies needs one: testing or enforce" });
  }
  return {};
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
    const { id, below } = senderOf(sender);
    parties.push({ at: ["senders", index], id, ...(below === undefined ? {} : { below }), recipe: recipeOf(id) });
  }
  if (template?.use === "sender") {
    const { recipe } = template;
    parties.push({ at: ["senders", given.senders.length], id: recipe.id, recipe });
  }
  return parties;
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
    ["mtaStsHost", given.mtaStsHost !== undefined],
    ["mxSet", given.mxSet !== undefined],
    ["inboundOnly", given.inboundOnly],
    ["extras", given.optional],
  ];
  for (const [name, isGiven] of others) {
    if (isGiven)
      faults.push({ at: [name], text: "has no meaning beside parked, which says that the domain has no mail" });
  }
  if (given.dmarc !== undefined && given.dmarc !== "reject") {
    faults.push({ at: ["dmarc"], text: `is "${given.dmarc}"; a domain without mail is parked with "reject"` });
  }
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
