import fc from "fast-check";
import { World } from "../../src/domain/world.ts";
import { publishers } from "../../src/input/publishers.ts";
import { ROOT } from "../../src/model/name.ts";
import type { DnsRecord } from "../../src/model/record.ts";

/** A small closed DNS: what stands at each name. Kept apart from the model, so that the other evaluator sees none of it. */
export interface Dns {
  readonly txt: Map<string, string[]>;
  readonly a: Map<string, string[]>;
  readonly aaaa: Map<string, string[]>;
  readonly mx: Map<string, string[]>;
  readonly ptr: Map<string, string[]>;
  readonly cname: Map<string, string>;
}

export const POLICIES = Array.from({ length: 7 }, (_, index) => `p${index}.test`);
const HOSTS = Array.from({ length: 6 }, (_, index) => `h${index}.test`);
export const CLIENT4 = "192.0.2.77";
export const CLIENT6 = "2001:db8::77";
const REVERSE4 = "77.2.0.192.in-addr.arpa";
const REVERSE6 = `7.7.${"0.".repeat(22)}8.b.d.0.1.0.0.2.ip6.arpa`;

const policy = fc.constantFrom(...POLICIES);
const host = fc.constantFrom(...HOSTS);
const weak = fc.constantFrom("", "+", "-", "~", "?");

/** Terms that match no client of ours; `a` and `mx` because no host has its address. */
const quietTerm = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(weak, policy).map(([q, name]) => `${q}include:${name}`) },
  { weight: 2, arbitrary: fc.tuple(weak, host).map(([q, name]) => `${q}a:${name}`) },
  fc.tuple(weak, host).map(([q, name]) => `${q}mx:${name}`),
  fc.constantFrom("ptr", "?ptr:elsewhere.test", "ip4:198.51.100.0/24", "ip6:2001:db8:1::/48", "x-note=1"),
);
/** Anything at all. */
const anyTerm = fc.oneof(
  { weight: 8, arbitrary: quietTerm },
  fc.tuple(weak, host).map(([q, name]) => `${q}exists:${name}`),
  fc.tuple(weak, host, fc.integer({ min: 0, max: 32 })).map(([q, name, length]) => `${q}a:${name}/${length}//64`),
  fc.constantFrom("a", "mx", "ip4:192.0.2.0/24", "-ip6:2001:db8::/64", "all", "-all", "?all", "exp=h0.test", "a:%{h}"),
  fc.constantFrom("exists:%{ir}.%{v}.test", "exists:%{l}.p0.test", "include:%{d}", "a:%{d1r}.x.test", "ptr:h1.test"),
  {
    weight: 1,
    arbitrary: fc.constantFrom("include:", "ip4:192.0.2", "foo", "a:localhost", "redirect=p1.test", "a//129"),
  },
);
const end = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("-all", "~all", "?all") },
  { weight: 2, arbitrary: policy.map((name) => `redirect=${name}`) },
  fc.constant(""),
);
const record = (term: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.array(term, { maxLength: 5 }), end).map(([terms, last]) => ["v=spf1", ...terms, last].join(" "));

function map<T>(names: readonly string[], values: readonly (T | undefined)[]): Map<string, T> {
  return new Map(
    names.flatMap((name, index) => {
      const value = values[index];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** Nothing matches before the end, every name is there, no limit but that of the look-ups can be broken. */
export const quietDns: fc.Arbitrary<Dns> = fc.array(record(quietTerm), { minLength: 7, maxLength: 7 }).map((texts) => ({
  txt: map(
    POLICIES,
    texts.map((text) => [text]),
  ),
  a: map(
    HOSTS,
    HOSTS.map(() => ["198.51.100.1"]),
  ),
  aaaa: map(
    HOSTS,
    HOSTS.map(() => ["2001:db8:2::1"]),
  ),
  mx: map(
    HOSTS,
    HOSTS.map((name) => [name]),
  ),
  ptr: map([REVERSE4, REVERSE6], [["h0.test"], ["h0.test"]]),
  cname: new Map(),
}));

const texts = fc.oneof(
  { weight: 14, arbitrary: record(anyTerm).map((text) => [text]) },
  { weight: 1, arbitrary: fc.tuple(record(anyTerm), record(anyTerm)).map(([a, b]) => [a, b]) },
  { weight: 1, arbitrary: fc.constant<string[]>(["v=spf10 all", "some other text"]) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
const list = <T>(item: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: length, maxLength: length });
const maybe = (one: fc.Arbitrary<string>, maxLength = 3): fc.Arbitrary<string[] | undefined> =>
  fc.option(fc.array(one, { minLength: 1, maxLength }), { nil: undefined });

/** Matches, void answers, missing and doubled policies, grammar errors, too many MX: anything may happen. */
export const anyDns: fc.Arbitrary<Dns> = fc
  .record({
    texts: list(texts, POLICIES.length),
    a: list(maybe(fc.constantFrom(CLIENT4, "192.0.2.99", "198.51.100.1")), HOSTS.length),
    aaaa: list(maybe(fc.constantFrom(CLIENT6, "2001:db8::99", "2001:db8:2::1")), HOSTS.length),
    mx: list(maybe(fc.oneof(host, fc.constant("")), 12), HOSTS.length),
    ptr: list(maybe(fc.constantFrom(...HOSTS, "x.h1.test"), 12), 2),
    cname: fc.boolean(),
  })
  .map((made) => ({
    txt: map(POLICIES, made.texts),
    a: map(HOSTS, made.a),
    aaaa: map(HOSTS, made.aaaa),
    mx: map(HOSTS, made.mx),
    ptr: map([REVERSE4, REVERSE6], made.ptr),
    cname: made.cname ? new Map([["p3.test", "p4.test"]]) : new Map<string, string>(),
  }));

/** The same DNS as one declared zone that is whole. */
export function worldOf(dns: Dns): World {
  const publisher = publishers.records;
  const document = { path: "generated", format: publisher.id };
  const records: DnsRecord[] = [];
  const common = (name: string): Pick<DnsRecord, "name" | "ttl" | "source" | "at" | "vendor"> => ({
    name,
    ttl: undefined,
    source: { document, publisher },
    at: 0,
    vendor: undefined,
  });
  const aliased = (name: string): boolean => dns.cname.has(name);
  for (const [name, target] of dns.cname) records.push({ ...common(name), type: "CNAME", data: { target } });
  for (const [name, all] of dns.txt) {
    if (aliased(name)) continue;
    for (const text of all) records.push({ ...common(name), type: "TXT", data: { strings: [text] } });
  }
  for (const [name, all] of dns.a) {
    for (const address of all) records.push({ ...common(name), type: "A", data: { address } });
  }
  for (const [name, all] of dns.aaaa) {
    for (const address of all) records.push({ ...common(name), type: "AAAA", data: { address } });
  }
  for (const [name, all] of dns.mx) {
    for (const [index, exchange] of all.entries()) {
      const data = { preference: index, exchange: exchange === "" ? ROOT : exchange };
      records.push({ ...common(name), type: "MX", data });
    }
  }
  for (const [name, all] of dns.ptr) {
    for (const target of all) records.push({ ...common(name), type: "PTR", data: { target } });
  }
  return new World([{ origin: ROOT, publisher, private: false, scope: "whole", records, documents: [document] }]);
}

/** The same DNS as node's resolver would answer it. */
export function resolverOf(dns: Dns): (name: string, type: string) => Promise<unknown> {
  const answer = (asked: string, type: string): unknown[] | undefined => {
    const lower = asked.toLowerCase();
    const name = dns.cname.get(lower) ?? lower;
    if (type === "TXT") return dns.txt.get(name)?.map((text) => [text]);
    if (type === "A") return dns.a.get(name);
    if (type === "AAAA") return dns.aaaa.get(name);
    if (type === "PTR") return dns.ptr.get(name);
    return dns.mx.get(name)?.map((exchange, priority) => ({ exchange, priority }));
  };
  return (name, type) => {
    const found = answer(name, type);
    if (found !== undefined) return Promise.resolve(found);
    return Promise.reject(Object.assign(new Error(`no ${type} at ${name}`), { code: "ENOTFOUND" }));
  };
}
