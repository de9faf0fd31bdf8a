import type { Name } from "../model/name.ts";
import { isAtOrBelow, ROOT } from "../model/name.ts";
import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import type { Zone } from "../model/zone.ts";
import { mxHostRole, providersOfMxHost, type Provider } from "../providers/recognise.ts";
import { alternatives } from "./alternatives.ts";
import { dkimSelectors, type DkimSelector } from "./dkim.ts";
import { discoverDmarc, type DmarcView } from "./dmarc.ts";
import type { DomainFacts, Role } from "./facts.ts";
import { registrableDomain } from "./organizational.ts";
import { hasUnknownText, isTxt, spfTexts, type SpfText } from "./texts.ts";
import {
  bimiView,
  mtaStsView,
  stsPolicyTree,
  tlsRptView,
  type BimiView,
  type MtaStsView,
  type PolicyText,
  type TlsRptView,
} from "./transport.ts";
import type { Answer, World } from "./world.ts";

/** One alternative of the MX record set: what a sender sees at once. */
export interface MxSet {
  readonly records: readonly MxRecord[];
  /** `0 .` alone (RFC 7505): the domain takes no mail. */
  readonly isNull: boolean;
  /** Every preference is known, so that an order can be judged. */
  readonly ordered: boolean;
  /** The exchanges with the lowest preference; all of them where the order is not known. */
  readonly primary: readonly MxRecord[];
}

export interface SpfView {
  readonly answer: Answer;
  /** One entry for each alternative; usually one. */
  readonly alternatives: readonly (readonly SpfText[])[];
  /** A TXT at the name whose text is not known may be the policy. */
  readonly open: boolean;
}

/** One name as rules see it. Everything is worked out when first asked for. */
export class Domain {
  readonly name: Name;
  readonly world: World;
  readonly facts: DomainFacts;
  #mx: Answer | undefined;
  #mxSets: readonly MxSet[] | undefined;
  #spf: SpfView | undefined;
  #dmarc: DmarcView | undefined;
  #dkim: readonly DkimSelector[] | undefined;
  #mtaSts: MtaStsView | undefined;
  #tlsRpt: TlsRptView | undefined;
  #bimi: BimiView | undefined;
  #role: Role | "unknown" | undefined;

  constructor(world: World, name: Name, facts: DomainFacts) {
    this.world = world;
    this.name = name;
    this.facts = facts;
  }

  /** The zone that answers for the name, if it is declared. */
  get zone(): Zone | undefined {
    return (this.world.nodes.get(this.name)?.zone ?? this.world.zoneOf(this.name))?.zone;
  }

  /** Whether the name is a registrable domain by the public suffix list, or the configuration names it. */
  get isOrganizational(): boolean {
    return registrableDomain(this.name) === this.name;
  }

  get mxAnswer(): Answer {
    return (this.#mx ??= this.world.lookup(this.name, "MX"));
  }

  /** The MX alternatives that are known; empty where there is none or it is not known. */
  get mx(): readonly MxSet[] {
    if (this.#mxSets === undefined) {
      const answer = this.mxAnswer;
      const records = answer.state === "found" ? answer.records.filter((record) => record.type === "MX") : [];
      this.#mxSets = alternatives(records).map(mxSet);
    }
    return this.#mxSets;
  }

  get spf(): SpfView {
    if (this.#spf === undefined) {
      const answer = this.world.lookup(this.name, "TXT");
      const records = answer.state === "found" ? answer.records.filter(isTxt) : [];
      const groups = alternatives(records)
        .map(spfTexts)
        .filter((texts) => texts.length > 0);
      this.#spf = { answer, alternatives: groups, open: hasUnknownText(records) };
    }
    return this.#spf;
  }

  /** The one SPF policy that receivers use; `undefined` where there is none, several, or it is not known. */
  get policy(): SpfText | undefined {
    const [first, ...others] = this.spf.alternatives;
    return others.length === 0 && first?.length === 1 ? first[0] : undefined;
  }

  get dmarc(): DmarcView {
    return (this.#dmarc ??= discoverDmarc(this.world, this.name));
  }

  get dkim(): readonly DkimSelector[] {
    return (this.#dkim ??= dkimSelectors(this.world, this.name));
  }

  get mtaSts(): MtaStsView {
    return (this.#mtaSts ??= mtaStsView(this.world, this.name));
  }

  /** The MTA-STS policy file, where one is given. */
  get mtaStsPolicy(): PolicyText | undefined {
    const file = this.world.policies.get(this.name);
    return file === undefined ? undefined : { file, policy: stsPolicyTree(file) };
  }

  get tlsRpt(): TlsRptView {
    return (this.#tlsRpt ??= tlsRptView(this.world, this.name));
  }

  /** Of the selector `default`. */
  get bimi(): BimiView {
    return (this.#bimi ??= bimiView(this.world, this.name));
  }

  /** What the name is to mail: configured, else by its MX hosts, else by MX and SPF. Never by DMARC. */
  get role(): Role | "unknown" {
    return (this.#role ??= this.facts.role ?? inferRole(this));
  }

  /** Whether mail leaves from or arrives at the name for people, so that SPF, DKIM and DMARC are its affair. */
  get isFromDomain(): boolean {
    const role = this.role;
    return role === "mail" || role === "send-only";
  }
}

function mxSet(records: readonly MxRecord[]): MxSet {
  const only = records.length === 1 ? records[0] : undefined;
  const isNull = only !== undefined && only.data.exchange === ROOT;
  let lowest = Number.POSITIVE_INFINITY;
  let ordered = true;
  for (const { data } of records) {
    if (typeof data.preference !== "number") ordered = false;
    else if (data.preference < lowest) lowest = data.preference;
  }
  const primary = ordered ? records.filter((record) => record.data.preference === lowest) : records;
  return { records, isNull, ordered, primary };
}

function inferRole(domain: Domain): Role | "unknown" {
  // A mail address has a host name behind its "@" (RFC 5321 2.3.5): `_spf.example.com` is only read by others.
  if (domain.name.startsWith("_") || domain.name.includes("._")) return "none";
  const answer = domain.mxAnswer;
  if (answer.state === "unknown" || answer.state === "undeclared") return sendsBySpf(domain) ? "send-only" : "unknown";
  if (answer.state === "absent") return sendsBySpf(domain) ? "send-only" : "none";
  let hosts = 0;
  let inbound = 0;
  let returnPaths = 0;
  let others = 0;
  for (const { records } of domain.mx) {
    for (const { data } of records) {
      const { exchange } = data;
      const role = isKnown(exchange) && exchange !== ROOT ? mxHostRole(exchange) : undefined;
      if (role === "placeholder") continue;
      if (exchange !== ROOT) hosts++;
      if (role === "inbound") inbound++;
      else if (role === "return-path") returnPaths++;
      else others++;
    }
  }
  if (hosts === 0) return sendsBySpf(domain) ? "send-only" : "none";
  if (others === 0 && returnPaths === 0 && !isWorkMail(domain)) return "inbound";
  if (others === 0 && inbound === 0) return "return-path";
  if (takesBounces(domain)) return "return-path";
  return refusesAll(domain) ? "receive-only" : "mail";
}

/** A name that a sending service keeps for bounces, though its MX are the provider's ordinary hosts. */
function takesBounces(domain: Domain): boolean {
  const label = domain.name.slice(0, domain.name.indexOf("."));
  return domain.mx.every(({ records }) =>
    records.every((record) => providersOf(record).some(({ mx }) => mx?.bounceLabels.includes(label) === true)),
  );
}

/** Amazon WorkMail shares its MX with SES; its autodiscover record tells them apart. */
function isWorkMail(domain: Domain): boolean {
  return domain.world
    .declared(`autodiscover.${domain.name}`, "CNAME")
    .some(({ type, data }) => type === "CNAME" && isKnown(data.target) && isAtOrBelow(data.target, "awsapps.com"));
}

/** SPF lets somebody send: a mechanism other than `-all` stands in it. */
export function sendsBySpf(domain: Domain): boolean {
  return domain.spf.alternatives.some((texts) => texts.some((text) => authorises(text)));
}

/** Whether a policy lets anybody send: a mechanism that can pass, other than a bare `all` of another qualifier than "+". */
export function authorises(text: SpfText): boolean {
  return text.spf.terms.some(
    (term) =>
      (term.kind === "mechanism" && term.qualifier !== "-" && !(term.name === "all" && term.qualifier !== "+")) ||
      (term.kind === "modifier" && term.name === "redirect"),
  );
}

/** Every SPF policy at the name is `-all` and nothing else. */
function refusesAll(domain: Domain): boolean {
  const texts = domain.spf.alternatives.flat();
  return texts.length > 0 && !texts.some(authorises);
}

/** The providers behind one exchange, empty where it is not known or not recognised. */
export function providersOf(record: MxRecord): readonly Provider[] {
  const exchange = record.data.exchange;
  return isKnown(exchange) && exchange !== ROOT ? providersOfMxHost(exchange) : [];
}
