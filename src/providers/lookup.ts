import type { Name } from "../model/name.ts";
import { fitting, Memo, tables, type PatternTable } from "./tables.ts";
import type { MxHostRole, Provider } from "./types.ts";

const NOBODY: readonly Provider[] = [];

/** The provider with an id of the catalogue. */
export function provider(id: string): Provider | undefined {
  return tables().byId.get(id);
}

/** Every provider, in the order of their ids. */
export function allProviders(): readonly Provider[] {
  return tables().providers;
}

const mxMemo = new Memo<readonly Provider[]>();

/**
 * The providers an MX host may belong to; empty where none is recognised. Several share hosts, so it is a set. Hosts
 * that make no mailbox domain are in it with their provider: ask `mxHostRole` first.
 */
export function providersOfMxHost(host: Name): readonly Provider[] {
  return mxMemo.get(host) ?? mxMemo.set(host, findMx(host));
}

function findMx(host: string): readonly Provider[] {
  const { mx, roles } = tables();
  const inRole = providersIn(roles, host);
  const receiving = providersIn(mx, host);
  if (inRole.length === 0) return receiving;
  return receiving.length === 0 ? inRole : [...new Set([...inRole, ...receiving])];
}

const roleMemo = new Memo<MxHostRole | "mail">();

/** What an MX host does that makes no mailbox domain; `undefined` for one that takes mail, and for unknown ones. */
export function mxHostRole(host: Name): MxHostRole | undefined {
  const role = roleMemo.get(host) ?? roleMemo.set(host, fitting(tables().roles, host)[0]?.role ?? "mail");
  return role === "mail" ? undefined : role;
}

/** The providers whose submission, IMAP or POP host this is, where it is no MX. */
export function submissionProviders(host: Name): readonly Provider[] {
  return mxHostRole(host) === "submission" ? providersOfMxHost(host) : NOBODY;
}

const spfMemo = new Memo<readonly Provider[]>();

/**
 * The providers that the domain of an include:, redirect=, a: or exists: term speaks for; those that tell customers to
 * publish just this come first. A macro stands for one label; a domain that ends in one is nobody's.
 */
export function providersOfSpfDomain(domain: string): readonly Provider[] {
  return spfMemo.get(domain) ?? spfMemo.set(domain, findSpf(domain));
}

function findSpf(domain: string): readonly Provider[] {
  const text = spfName(domain);
  const found = providersIn(tables().spf, text);
  if (found.length < 2) return found;
  const asked = found.filter(({ spf }) => spf?.mechanisms.some((term) => term.endsWith(`:${text}`)) === true);
  return [...new Set([...asked, ...found])];
}

/** A domain-spec (RFC 7208 7.1) in lower case, no final dot, every macro replaced by the label `x`. */
function spfName(domain: string): string {
  const lower = domain.toLowerCase();
  const text = lower.endsWith(".") ? lower.slice(0, -1) : lower;
  return text.includes("%{") ? text.replace(/%\{[^{}]*\}/g, "x") : text;
}

const dkimMemo = new Memo<readonly Provider[]>();

/** The providers that a DKIM CNAME points at. */
export function providersOfDkimTarget(host: Name): readonly Provider[] {
  return dkimMemo.get(host) ?? dkimMemo.set(host, providersIn(tables().dkim, host));
}

function providersIn(table: PatternTable, host: string): readonly Provider[] {
  let found: Provider[] | undefined;
  for (const row of fitting(table, host)) {
    if (row.provider === undefined || found?.includes(row.provider) === true) continue;
    (found ??= []).push(row.provider);
  }
  return found ?? NOBODY;
}

/**
 * Whether two hosts, as sets of providers, may stand in one MX set: the sets meet, share a family, or `worksWith` joins
 * them. An empty set agrees with nothing, not even with another.
 */
export function agree(a: readonly Provider[], b: readonly Provider[]): boolean {
  for (const one of a) {
    for (const other of b) {
      if (one === other || one.family === other.family || one.worksWith.includes(other.id)) return true;
    }
  }
  return false;
}

/** Whether a gateway is put in front of a mailbox, so that the mailbox's hosts beside it let mail go round the filter. */
export function behind(gateway: Provider, mailbox: Provider): boolean {
  if (gateway.kind !== "gateway" || mailbox.kind !== "mailbox") return false;
  return gateway.inFrontOf.some((id) => id === mailbox.id || mailbox.worksWith.includes(id));
}

/** What an include costs in DNS look-ups, its own counted (RFC 7208 4.6.4), as measured on a day. */
export interface IncludeCost {
  readonly lookups: number;
  /** `YYYY-MM-DD` or `YYYY-MM`. */
  readonly asOf: string;
}

/** The measured cost of an include:, its own look-up counted; `undefined` where nobody has measured it. */
export function includeCost(domain: string): IncludeCost | undefined {
  const { costs, costsDate } = tables();
  const lower = domain.toLowerCase();
  const cost = costs.get(lower.endsWith(".") ? lower.slice(0, -1) : lower);
  if (cost === undefined) return undefined;
  return typeof cost === "number" ? { lookups: cost, asOf: costsDate } : { lookups: cost[0], asOf: cost[1] };
}

/**
 * The provider one of whose hosts is taken for its include and holds no SPF record: an MX, submission, placeholder or
 * retired host. Only hosts the catalogue lists as such; a domain that anybody is told to include is never one.
 */
export function hasNoSpf(domain: string): Provider | undefined {
  const text = spfName(domain);
  if (providersOfSpfDomain(text).length > 0 || includeCost(text) !== undefined) return undefined;
  return fitting(tables().absent, text)[0]?.provider;
}

/** Whether a host fits a listed one, where `{variables}` of the template stand for part of a label or for labels. */
export function fitsTemplate(host: Name, template: string): boolean {
  let at = 0;
  const parts = template.split(/\{[^{}]*\}/);
  for (const [index, part] of parts.entries()) {
    if (index === 0) {
      if (!host.startsWith(part)) return false;
      at = part.length;
    } else if (index === parts.length - 1) {
      return host.length - part.length > at && host.endsWith(part);
    } else {
      const next = host.indexOf(part, at + 1);
      if (next < 0) return false;
      at = next + part.length;
    }
  }
  return at === host.length;
}
