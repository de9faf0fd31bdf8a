import type { Name } from "../../model/name.ts";
import { providersOfDkimTarget, type Provider, type ProviderDkim } from "../../providers/recognise.ts";

/** A CNAME target that has a provider's form and belongs to another selector or domain. */
export interface WrongTarget {
  readonly provider: Provider;
  readonly part: "selector" | "domain" | "form";
  /** The target that fits; `undefined` where it holds what only the provider knows. */
  readonly expected: Name | undefined;
  /** The selector is one that the provider signs with, so that the mail it signs is lost. */
  readonly sure: boolean;
  /** The target names another selector of the provider's. */
  readonly swapped: boolean;
}

/** The selector and the domain that a target is to fit. */
interface Owner {
  readonly selector: string;
  readonly domain: Name;
}

/**
 * What is wrong with the target of a selector's CNAME by the forms that the catalogue knows; `undefined` for a right one, and for
 * one of an unknown form.
 */
export function wrongTarget(owner: Owner, target: Name): WrongTarget | undefined {
  const providers = providersOfDkimTarget(target);
  const [first] = providers;
  if (first === undefined) return undefined;
  if (/(?:\.onmicrosoft\.com|\.dkim\.mail\.microsoft)$/.test(target)) return wrongMicrosoft(owner, target, first);
  let wrong: WrongTarget | undefined;
  for (const provider of providers) {
    if (provider.dkim === undefined || provider.confidence !== "high") continue;
    for (const form of knownForms(provider.dkim)) {
      const fit = fits(form, owner, target);
      if (fit === "right") return undefined;
      if (fit === undefined) continue;
      const sure = fit.part === "selector" && isOwn(provider.dkim, owner.selector);
      const { named, ...wrongFit } = fit;
      wrong ??= { provider, ...wrongFit, sure, swapped: named === undefined || isOwn(provider.dkim, named) };
    }
  }
  return wrong;
}

/** One of the catalogue's forms: a template, and the selector it goes with where it does not name it itself. */
interface Template {
  readonly template: string;
  readonly selector: string | undefined;
}

interface Form extends Template {
  readonly expression: RegExp;
  /** Of the expression's groups. */
  readonly variables: readonly string[];
}

const forms = new WeakMap<ProviderDkim, readonly Form[]>();

function knownForms(dkim: ProviderDkim): readonly Form[] {
  let known = forms.get(dkim);
  if (known === undefined) forms.set(dkim, (known = templatesOf(dkim).map(compiled)));
  return known;
}

function templatesOf({ selectors, cnameTargets }: ProviderDkim): Template[] {
  const tokens = selectors.some((selector) => /^\{token/.test(selector));
  const paired = selectors.length === cnameTargets.length;
  return cnameTargets.flatMap((target, index): Template[] => {
    if (!target.includes(".") || target.includes(" ") || target.includes("..")) return [];
    const named = tokens ? target.replace("{token}", "{selector}") : target.replace("{sel}", "{selector}");
    if (named.includes("{selector}")) return [{ template: named, selector: undefined }];
    const selector = paired ? selectors[index] : undefined;
    if (selector === undefined || selector.includes("{")) return [];
    // a customer may name the selector otherwise, and then the target begins so
    if (target.startsWith(`${selector}.`)) {
      return [{ template: `{selector}${target.slice(selector.length)}`, selector: undefined }];
    }
    return [{ template: target, selector }];
  });
}

/** The provider's own names for its selectors; tokens are told by their length. */
function isOwn({ selectors }: ProviderDkim, selector: string): boolean {
  if (selectors.some((each) => each.startsWith("{token"))) return /^[a-z0-9]{32}$/.test(selector);
  return selectors.includes(selector);
}

interface WrongFit extends Pick<WrongTarget, "part" | "expected"> {
  /** The selector that the target names, where its form names one. */
  readonly named: string | undefined;
}

function fits(form: Form, owner: Owner, target: Name): "right" | WrongFit | undefined {
  const bound = bind(form, target);
  if (bound === undefined) return undefined;
  const selector = bound.get("selector");
  const wrongSelector = form.selector === undefined ? selector !== owner.selector : form.selector !== owner.selector;
  const wrongDomain =
    (bound.has("domain") && bound.get("domain") !== owner.domain) ||
    // how hyphens are written there is the provider's affair
    (bound.has("domainDashed") && !owner.domain.includes("-") && bound.get("domainDashed") !== dashed(owner.domain));
  if (!wrongSelector && !wrongDomain) return "right";
  // a target without the selector in it fits some selector of the provider's, or one that the catalogue does not list
  if (form.selector !== undefined && wrongSelector) return { part: "selector", expected: undefined, named: undefined };
  const values = new Map(bound)
    .set("selector", owner.selector)
    .set("domain", owner.domain)
    .set("domainDashed", dashed(owner.domain));
  const expected = form.template.replace(/\{([^{}]*)\}/g, (_, name: string) => values.get(name) ?? "");
  return { part: wrongSelector ? "selector" : "domain", expected, named: selector };
}

function dashed(domain: Name): string {
  return domain.replaceAll(".", "-");
}

const ANY = "[a-z0-9-]{1,63}";

function compiled(form: Template): Form {
  const variables: string[] = [];
  const source = form.template
    .split(/(\{[^{}]*\})/)
    .map((piece, index) => {
      if (index % 2 === 0) return piece.toLowerCase().replace(/[.*+?^$()|[\]\\]/g, "\\$&");
      const name = piece.slice(1, -1);
      variables.push(name);
      if (name === "domain") return "([a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63}){1,8})";
      return name === "selector" ? "([a-z0-9_-]{1,63})" : `(${ANY})`;
    })
    .join("");
  return { ...form, expression: new RegExp(`^${source}$`), variables };
}

/** What the variables of a template stand for in a target; `undefined` where it does not have the form. */
function bind({ expression, variables }: Form, target: Name): ReadonlyMap<string, string> | undefined {
  const match = target.length > 255 ? null : expression.exec(target);
  return match === null ? undefined : new Map(variables.map((name, index) => [name, match[index + 1] as string]));
}

const MICROSOFT =
  /^(selector[12])-([a-z0-9-]{1,63})\._domainkey\.([a-z0-9-]{1,63})\.(?:onmicrosoft\.com|[a-z0-9]{1,2}-v[0-9]\.dkim\.mail\.microsoft)$/;

/**
 * Microsoft 365: `<selector>-<domain with dashes>._domainkey.` and the tenant's name, in two forms. Of a domain with hyphens they
 * are dropped and a digit or two with a letter follow, as in the MX host.
 */
function wrongMicrosoft({ selector, domain }: Owner, target: Name, provider: Provider): WrongTarget | undefined {
  const match = MICROSOFT.exec(target);
  const own = selector === "selector1" || selector === "selector2";
  if (match === null) {
    return target.endsWith(".onmicrosoft.com") && own
      ? { provider, part: "form", expected: undefined, sure: true, swapped: false }
      : undefined;
  }
  const [, number, name] = match;
  const expected = `${selector}-${domain.includes("-") ? name : dashed(domain)}${target.slice(target.indexOf("._domainkey."))}`;
  if (number !== selector) {
    return { provider, part: "selector", expected: own ? expected : undefined, sure: own, swapped: true };
  }
  if (name === dashed(domain) || isFolded(name as string, domain)) return undefined;
  return {
    provider,
    part: "domain",
    expected: domain.includes("-") ? undefined : expected,
    sure: true,
    swapped: false,
  };
}

function isFolded(name: string, domain: Name): boolean {
  if (!domain.includes("-")) return false;
  const folded = dashed(domain.replaceAll("-", ""));
  return name === folded || (name.startsWith(folded) && /^[0-9]{1,2}[a-z]$/.test(name.slice(folded.length)));
}
