import { publishers } from "../src/input/publishers.ts";
import { parseName, type Name } from "../src/model/name.ts";
import { POLICY_TYPE, type PolicyFile } from "../src/model/policy-file.ts";
import { toByteString, type DnsRecord, type Vendor } from "../src/model/record.ts";
import type { Source } from "../src/model/source.ts";
import { Unknown, type Value } from "../src/model/value.ts";
import type { Scope, Zone } from "../src/model/zone.ts";

/**
 * Zones for tables of tests, in a text much like a zone file:
 *
 *     $ORIGIN example.com.        starts a zone (whole, public, a zone file, unless the next lines say otherwise)
 *     $SCOPE part|none|program    $PRIVATE    $HOST cloudflare|route53|octodns|records|zoneFile
 *     @ 300 MX 10 mx.example.net. ; routing=a      names without a final dot are below the origin; the TTL may be left out
 *     k._domainkey CNAME k.example.net. ; proxied  facts of the DNS host come after " ; "
 *     @ TXT v=spf1 -all            the rest of the line as it is, or "quoted" "strings"
 *     @ MX ? mx.example.net.       no preference in the document;  ?preview ?secret ?template stand for unknown values
 */
export function zones(text: string): Zone[] {
  const all: Builder[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const trimmed = line.trim();
    if (trimmed === "") continue;
    if (trimmed.startsWith("$ORIGIN ")) {
      all.push(new Builder(name(trimmed.slice(8).trim(), undefined)));
      continue;
    }
    const current = all.at(-1) ?? all[all.push(new Builder("example.com")) - 1];
    current?.line(trimmed, index + 1);
  }
  return all.map((builder) => builder.build());
}

/** An MTA-STS policy file as its reader gives it. */
export function policyFile(domain: Name, text: string, utf8 = true): PolicyFile {
  const document = { path: `mta-sts.${domain}/mta-sts.txt`, format: "mta-sts-policy" };
  const source = { document, publisher: publishers.webServer };
  const data = { rrtype: POLICY_TYPE, text };
  return {
    domain,
    text,
    utf8,
    record: { name: `mta-sts.${domain}`, type: "OTHER", data, ttl: undefined, source, at: 0, vendor: undefined },
  };
}

function name(text: string, origin: Name | undefined): Name {
  const result = parseName(text, origin);
  if (!result.ok) throw new Error(`test zone: ${result.reason}`);
  return result.name;
}

class Builder {
  readonly #origin: Name;
  #scope: Scope = "whole";
  #program = false;
  #private = false;
  #host: keyof typeof publishers = "zoneFile";
  readonly #lines: { text: string; at: number }[] = [];

  constructor(origin: Name) {
    this.#origin = origin;
  }

  line(text: string, at: number): void {
    const [word, argument] = text.split(/\s+/);
    if (word === "$SCOPE") {
      this.#program = argument === "program";
      this.#scope = argument === "program" ? "part" : (argument as Scope);
    } else if (word === "$PRIVATE") this.#private = true;
    else if (word === "$HOST") this.#host = argument as keyof typeof publishers;
    else this.#lines.push({ text, at });
  }

  build(): Zone {
    const publisher = publishers[this.#host];
    const document = { path: `${this.#origin}.zone`, format: publisher.id };
    const source = { document, publisher };
    return {
      origin: this.#origin,
      publisher,
      private: this.#private,
      scope: this.#scope,
      program: this.#program,
      records: this.#lines.map(({ text, at }) => record(text, at, this.#origin, source)),
      documents: [document],
    };
  }
}

function record(line: string, at: number, origin: Name, source: Source): DnsRecord {
  const [text, comment] = line.split(" ; ");
  const match = /^(\S+)\s+(?:(\d+)\s+)?([A-Za-z0-9/]+)\s+(.*)$/.exec(text as string);
  if (match === null) throw new Error(`test zone: cannot read "${line}"`);
  const [, owner, ttl, type, rest] = match as unknown as [string, string, string | undefined, string, string];
  const common = {
    name: unknown(owner) ?? name(owner, origin),
    ttl: ttl === undefined ? undefined : Number(ttl),
    source,
    at,
    vendor: comment === undefined ? undefined : vendor(comment),
  };
  const words = rest.trim().split(/\s+/);
  const target = (word: string | undefined): Value<Name> => unknown(word ?? "") ?? name(word ?? "", origin);
  switch (type) {
    case "MX": {
      const [preference, exchange] = words as [string, string];
      const wrong = /^-?[0-9]/.test(preference) && !(Number(preference) >= 0 && Number(preference) <= 0xffff);
      const number =
        preference === "?" ? undefined : (unknown(wrong ? "?malformed" : preference) ?? Number(preference));
      const parsed = exchange === "?" ? undefined : (unknown(exchange) ?? parseName(exchange, origin));
      const good = parsed instanceof Unknown ? parsed : parsed?.ok === true ? parsed.name : new Unknown("malformed");
      const bad = parsed !== undefined && "ok" in parsed && !parsed.ok;
      const written = { ...(wrong ? { preference } : {}), ...(bad ? { exchange } : {}) };
      return {
        ...common,
        type,
        data: { preference: number, exchange: good, ...(wrong || bad ? { written } : {}) },
      };
    }
    case "TXT":
    case "SPF":
      return { ...common, type, data: { strings: unknown(rest) ?? strings(rest) } };
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
    case "ALIAS":
      return { ...common, type, data: { target: target(words[0]) } };
    case "A":
    case "AAAA":
      return { ...common, type, data: { address: unknown(rest) ?? rest } };
    case "UNKNOWN":
      return { ...common, type, data: { reason: new Unknown("preview") } };
    case "TLSA":
    case "CAA":
    case "SOA":
      return { ...common, type, data: { text: unknown(rest) ?? rest } };
    default:
      return { ...common, type: "OTHER", data: { rrtype: type, text: rest } };
  }
}

function unknown(word: string): Unknown | undefined {
  const match = /^\?(preview|secret|template|dynamic|malformed)$/.exec(word);
  return match === null ? undefined : new Unknown(match[1] as Unknown["reason"]);
}

function strings(rest: string): string[] {
  if (!rest.startsWith('"')) return [toByteString(rest)];
  return [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) =>
    toByteString((match[1] as string).replace(/\\(.)/g, "$1")),
  );
}

function vendor(comment: string): Vendor {
  const facts: Record<string, string | boolean> = {};
  for (const word of comment.trim().split(/\s+/)) {
    const [key, value] = word.split("=") as [string, string | undefined];
    facts[key] = value ?? true;
  }
  return facts;
}
