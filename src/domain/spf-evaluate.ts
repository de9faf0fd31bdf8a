import { isAtOrBelow, labelsOf, ROOT, type Name } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { parseIp4, parseIp6 } from "../syntax/ip.ts";
import type { DomainSpec, Qualifier, SpfMechanism, SpfModifier, SpfTerm } from "../syntax/spf.ts";
import { addressesOf } from "./addresses.ts";
import { measuredMx, noAddress } from "./measured.ts";
import { Client } from "./spf-client.ts";
import { expandSpec, targetName } from "./spf-macro.ts";
import { spfPolicyOf } from "./spf-policy.ts";
import type { World } from "./world.ts";

export type SpfResult = "none" | "neutral" | "pass" | "fail" | "softfail" | "temperror" | "permerror";

/** What check_host() answers (RFC 7208 2.6), as far as the declared world decides it. */
export type SpfVerdict =
  | { readonly result: SpfResult; readonly by?: SpfTerm; readonly why?: string }
  /** `reason` ends the sentence "not judged: …". */
  | { readonly result: "unknown"; readonly reason: string };

export interface SpfCheck {
  readonly verdict: SpfVerdict;
  /** Terms that cost a look-up, and those of them that found nothing, until the verdict was reached (4.6.4). */
  readonly lookups: number;
  readonly voids: number;
}

/** One message as SPF sees it. */
export interface SpfQuestion {
  /** Of the connecting client. */
  readonly ip: string;
  /** As the client gave it. */
  readonly helo: string;
  /** MAIL FROM without its angle brackets; empty for a null reverse-path, where HELO is checked (2.4). */
  readonly sender: string;
}

export const LOOKUP_LIMIT = 10;
export const VOID_LIMIT = 2;
/** MX records of an `mx` term, and PTR records looked at (4.6.4). */
export const HOST_LIMIT = 10;

const RESULTS: Record<Qualifier, SpfResult> = { "+": "pass", "-": "fail", "~": "softfail", "?": "neutral" };

/** Runs check_host() over the declared world. Work is bounded by the look-up limit; no network is touched. */
export function checkHost(world: World, question: SpfQuestion): SpfCheck {
  const check = new Check(world, question);
  const at = check.sender.lastIndexOf("@");
  const name = targetName(check.sender.slice(at + 1));
  // an ill-formed domain, or one of a single label (4.3)
  const illFormed = name === undefined || labelsOf(name).length < 2;
  let verdict: SpfVerdict;
  if (check.client.ip4 === undefined && check.client.ip6 === undefined)
    verdict = unknown(`"${question.ip}" is no IP address`);
  else verdict = illFormed ? { result: "none" } : check.host(name);
  return { verdict, lookups: check.lookups, voids: check.voids };
}

function unknown(reason: string): SpfVerdict {
  return { result: "unknown", reason };
}

function permerror(by: SpfTerm | undefined, why: string): SpfVerdict {
  return { result: "permerror", why, ...(by === undefined ? {} : { by }) };
}

/** A term matches, does not, or ends the evaluation. */
type Match = boolean | SpfVerdict;

class Check {
  readonly world: World;
  readonly sender: string;
  readonly helo: string;
  readonly client: Client;
  lookups = 0;
  voids = 0;

  constructor(world: World, { ip, helo, sender }: SpfQuestion) {
    this.world = world;
    this.helo = helo;
    const given = sender === "" ? `postmaster@${helo}` : sender;
    const at = given.lastIndexOf("@");
    this.sender = at > 0 ? given : `postmaster@${given.slice(at + 1)}`;
    this.client = new Client(ip);
  }

  host(name: Name): SpfVerdict {
    const policy = spfPolicyOf(this.world, name);
    if (policy.state === "none") return { result: "none" };
    if (policy.state === "several") return permerror(undefined, `${name} has several SPF policies`);
    if (policy.state === "undeclared") return unknown(`${name} is not declared here`);
    if (policy.state === "outside") return unknown(`${policy.name} is in no declared zone`);
    if (policy.state === "unknown")
      return policy.loop ? { result: "temperror", why: policy.reason } : unknown(policy.reason);
    if (policy.texts.length > 1) return unknown(`${name} is answered by routed alternatives`);
    const { spf } = policy.texts[0];
    const [error] = spf.errors;
    if (error !== undefined) return permerror(error.term, `"${error.value}" at ${name} breaks the grammar`);
    for (const term of spf.terms) {
      if (term.kind !== "mechanism") continue;
      const match = this.#mechanism(term, name);
      if (typeof match === "object") return match;
      if (match) return { result: RESULTS[term.qualifier], by: term };
    }
    return spf.redirect === undefined ? { result: "neutral" } : this.#redirect(spf.redirect, name);
  }

  #redirect(term: SpfModifier, name: Name): SpfVerdict {
    const target = this.#count(term) ?? this.#target(term.domain, name);
    if (typeof target === "object") return target;
    const verdict = target === undefined ? undefined : this.host(target);
    // "none" and a malformed target are permerror (6.1)
    if (verdict === undefined || verdict.result === "none") return permerror(term, "redirect leads to no SPF policy");
    return verdict;
  }

  #mechanism(term: SpfMechanism, name: Name): Match {
    if (term.name === "all") return true;
    if (term.name === "ip4") return term.ip4 !== undefined && this.client.in4(term.ip4, term.cidr4?.length ?? 32);
    if (term.name === "ip6") return term.ip6 !== undefined && this.client.in6(term.ip6, term.cidr6?.length ?? 128);
    const target = this.#count(term) ?? this.#target(term.domain, name);
    if (typeof target === "object") return target;
    if (term.name === "include") {
      const verdict = target === undefined ? undefined : this.host(target);
      if (verdict === undefined || verdict.result === "none") return permerror(term, "include leads to no SPF policy");
      if (verdict.result === "unknown" || verdict.result === "permerror" || verdict.result === "temperror")
        return verdict;
      return verdict.result === "pass";
    }
    // no name can be made of it: undefined (4.8), by most receivers no match
    if (target === undefined) return false;
    if (term.name === "ptr") return this.#ptr(target, term);
    if (term.name === "mx") return this.#mx(target, term);
    return this.#address(target, term, true);
  }

  /** One more look-up; a verdict where it is one too many. */
  #count(term: SpfTerm): SpfVerdict | undefined {
    return ++this.lookups > LOOKUP_LIMIT ? permerror(term, `more than ${LOOKUP_LIMIT} look-ups`) : undefined;
  }

  #void(term: SpfTerm): Match {
    return ++this.voids > VOID_LIMIT ? permerror(term, `more than ${VOID_LIMIT} void look-ups`) : false;
  }

  /** The name that a term asks for, `undefined` where it is none. */
  #target(spec: DomainSpec | undefined, name: Name): Name | undefined | SpfVerdict {
    if (spec === undefined) return name;
    if (spec.literal) return spec.name ?? targetName(spec.text);
    const text = expandSpec(spec, (letter) => this.#value(letter, name));
    return text === undefined ? unknown(`the PTR of ${this.client.reverse()} is not declared here`) : targetName(text);
  }

  #value(letter: string, name: Name): string | undefined {
    const at = this.sender.lastIndexOf("@");
    switch (letter) {
      case "s":
        return this.sender;
      case "l":
        return this.sender.slice(0, at);
      case "o":
        return this.sender.slice(at + 1);
      case "d":
        return name;
      case "h":
        return this.helo;
      case "v":
        return this.client.family;
      case "i":
        return this.client.dotted();
      default: {
        const names = this.#validated();
        if (names === undefined) return undefined;
        return (
          names.find((each) => each === name) ?? names.find((each) => isAtOrBelow(each, name)) ?? names[0] ?? "unknown"
        );
      }
    }
  }

  /** The client's names that lead back to it (5.5); `undefined` where that is not known. */
  #validated(): Name[] | undefined {
    const answer = this.world.lookup(this.client.reverse(), "PTR");
    if (answer.state === "absent") return [];
    if (answer.state !== "found") return undefined;
    const names: Name[] = [];
    for (const record of answer.records.slice(0, HOST_LIMIT)) {
      if (record.type !== "PTR" || !isKnown(record.data.target)) return undefined;
      const match = this.#hasAddress(record.data.target, 32, 128, false);
      if (match === "unknown") return undefined;
      if (match === true) names.push(record.data.target);
    }
    return names;
  }

  #ptr(target: Name, term: SpfMechanism): Match {
    const names = this.#validated();
    if (names === undefined) return unknown(`the PTR of ${this.client.reverse()} is not declared here`);
    if (names.some((each) => isAtOrBelow(each, target))) return true;
    return this.world.lookup(this.client.reverse(), "PTR").state === "absent" ? this.#void(term) : false;
  }

  #mx(target: Name, term: SpfMechanism): Match {
    const answer = this.world.lookup(target, "MX");
    if (answer.state === "absent") return this.#void(term);
    if (answer.state === "unknown" && answer.loop) return { result: "temperror", by: term };
    const measured = measuredMx(this.world, target)?.count;
    if (measured === 0) return this.#void(term);
    if (measured !== undefined && measured > HOST_LIMIT)
      return permerror(term, `more than ${HOST_LIMIT} MX at ${target}`);
    if (answer.state !== "found") return unknown(`the MX of ${target} are not declared here`);
    if (answer.records.length > HOST_LIMIT) return permerror(term, `more than ${HOST_LIMIT} MX at ${target}`);
    let open: SpfVerdict | undefined;
    for (const record of answer.records) {
      // the null MX names no host (RFC 7505)
      if (record.type !== "MX" || record.data.exchange === ROOT) continue;
      const match = isKnown(record.data.exchange)
        ? this.#address(record.data.exchange, term, false)
        : unknown(`an MX of ${target} is not known yet`);
      if (match === true) return true;
      if (match === false) continue;
      // an answer with an error ends the mechanism (5); what is not known may still be made up for by the next host
      if (match.result !== "unknown") return match;
      open = match;
    }
    return open ?? false;
  }

  /** `a` and `exists`, and the hosts of `mx`. `counts`: a void answer is counted. */
  #address(host: Name, term: SpfMechanism, counts: boolean): Match {
    const exists = term.name === "exists";
    const match = this.#hasAddress(host, term.cidr4?.length ?? 32, term.cidr6?.length ?? 128, exists);
    if (match === "error") return { result: "temperror", by: term };
    if (match === "unknown") return unknown(`the addresses of ${host} are not declared here`);
    return match === "none" ? counts && this.#void(term) : match;
  }

  /** Whether a host has an address in the client's network; `exists`: any A record will do, over IPv6 too (5.7). */
  #hasAddress(host: Name, length4: number, length6: number, exists: boolean): boolean | "none" | "unknown" | "error" {
    const type = exists || this.client.ip4 !== undefined ? "A" : "AAAA";
    const addresses = addressesOf(this.world, host);
    const state = type === "A" ? addresses.a : addresses.aaaa;
    if (addresses.loop) return "error";
    if (state === "unknown" && noAddress(this.world, host, type) !== undefined) return "none";
    if (state !== "some") return state;
    if (exists) return true;
    let open = false;
    for (const { type: own, data } of addresses.records) {
      if (own !== type) continue;
      if (!isKnown(data.address)) open = true;
      else if (
        type === "A"
          ? this.client.in4(parseIp4(data.address), length4)
          : this.client.in6(parseIp6(data.address), length6)
      )
        return true;
    }
    return open ? "unknown" : false;
  }
}
