import { parseIp4, parseIp6 } from "../ip.ts";
import { parseDomainSpec, parseMacros } from "./domain-spec.ts";
import { Fault, type Cidr, type DomainSpec, type MechanismName, type Qualifier } from "./tree.ts";
import type { SpfMechanism, SpfModifier } from "./tree.ts";

const COLON = 0x3a;
const DOT = 0x2e;
const SLASH = 0x2f;
const EQUALS = 0x3d;

/** Reads the one term at `start` to `end`, in which no blank stands (RFC 7208 4.6.1 and 12). */
export function parseTerm(text: string, start: number, end: number): SpfMechanism | SpfModifier | Fault {
  const stray = findStray(text, start, end);
  if (stray !== undefined) return stray;
  const first = text.charCodeAt(start);
  const explicit = first === 0x2b || first === 0x2d || first === 0x3f || first === 0x7e;
  const qualifier = (explicit ? text[start] : "+") as Qualifier;
  const nameStart = explicit ? start + 1 : start;
  if (nameStart === end) return new Fault("qualifier", start, end);
  let nameEnd = nameStart;
  while (nameEnd < end && isAlphanumeric(text.charCodeAt(nameEnd))) nameEnd++;
  const delimiter = nameEnd === end ? 0 : text.charCodeAt(nameEnd);
  if (delimiter !== 0 && delimiter !== COLON && delimiter !== SLASH) {
    const equals = findEquals(text, nameEnd, end);
    if (equals >= 0) return parseModifier(text, start, nameStart, equals, end);
  }
  const name = text.slice(nameStart, nameEnd).toLowerCase();
  if (delimiter === DOT && nameEnd + 1 < end && isAlphanumeric(text.charCodeAt(nameEnd + 1))) {
    // a bare host name, whatever its first label
    return new Fault("unknown-mechanism", nameStart, end, name);
  }
  const after = delimiter === COLON ? nameEnd + 1 : nameEnd;
  let domain: DomainSpec | undefined;
  let ip4: number | undefined;
  let ip6: bigint | undefined;
  let cidr4: Cidr | undefined;
  let cidr6: Cidr | undefined;
  switch (name) {
    case "all":
      if (delimiter !== 0) {
        return new Fault(delimiter === SLASH ? "cidr-not-allowed" : "unexpected-argument", nameEnd, end, name);
      }
      break;
    case "include":
    case "exists":
    case "ptr": {
      if (delimiter === 0) {
        if (name === "ptr") break;
        return new Fault("missing-argument", start, end, name);
      }
      const slash = findCidr(text, nameEnd, end);
      if (slash < end && (delimiter === COLON || slash === nameEnd))
        return new Fault("cidr-not-allowed", slash, end, name);
      if (delimiter !== COLON) return new Fault("unexpected-argument", nameEnd, end, name);
      if (after === end) return new Fault("empty-argument", start, end, name);
      const parsed = parseDomainSpec(text, after, end, name);
      if (parsed instanceof Fault) return parsed;
      domain = parsed;
      break;
    }
    case "a":
    case "mx": {
      if (delimiter === 0) break;
      if (delimiter !== COLON && delimiter !== SLASH) return new Fault("unexpected-argument", nameEnd, end, name);
      const slash = findCidr(text, after, end);
      if (delimiter === COLON) {
        if (after === slash) return new Fault("empty-argument", start, end, name);
        const parsed = parseDomainSpec(text, after, slash, name);
        if (parsed instanceof Fault) return parsed;
        domain = parsed;
      } else if (slash !== nameEnd) {
        return new Fault("cidr-syntax", nameEnd, end, name);
      }
      if (slash === end) break;
      // dual-cidr-length = [ "/" n ] [ "//" n ]
      const double = text.charCodeAt(slash + 1) === SLASH ? slash : findDouble(text, slash + 1, end);
      if (double > slash) {
        const parsed = parseCidr(text, slash, slash + 1, double, 32, name);
        if (parsed instanceof Fault) return parsed;
        cidr4 = parsed;
      }
      if (double < end) {
        const parsed = parseCidr(text, double, double + 2, end, 128, name);
        if (parsed instanceof Fault) return parsed;
        cidr6 = parsed;
      }
      break;
    }
    case "ip4":
    case "ip6": {
      if (delimiter === 0) return new Fault("missing-argument", start, end, name);
      if (delimiter !== COLON) {
        return new Fault(delimiter === SLASH ? "missing-argument" : "unexpected-argument", nameEnd, end, name);
      }
      if (after === end) return new Fault("empty-argument", start, end, name);
      let slash = after;
      while (slash < end && text.charCodeAt(slash) !== SLASH) slash++;
      if (slash === after) return new Fault("empty-argument", start, end, name);
      const v4 = parseIp4(text, after, slash);
      const v6 = v4 >= 0 ? undefined : parseIp6(text, after, slash);
      if (name === "ip4" ? v6 !== undefined : v4 >= 0) return new Fault("address-family", after, slash, name);
      if (name === "ip4" ? v4 < 0 : v6 === undefined) {
        return new Fault(name === "ip4" ? "ip4-address" : "ip6-address", after, slash, name);
      }
      if (slash < end) {
        const parsed = parseCidr(text, slash, slash + 1, end, name === "ip4" ? 32 : 128, name);
        if (parsed instanceof Fault) return parsed;
        if (name === "ip4") cidr4 = parsed;
        else cidr6 = parsed;
      }
      if (name === "ip4") ip4 = v4;
      else ip6 = v6;
      break;
    }
    default:
      return unknownName(text, start, nameStart, nameEnd, end, name);
  }
  return {
    kind: "mechanism",
    start,
    end,
    name: name as MechanismName,
    qualifier,
    explicit,
    domain,
    ip4,
    ip6,
    cidr4,
    cidr6,
  };
}

function unknownName(
  text: string,
  start: number,
  nameStart: number,
  nameEnd: number,
  end: number,
  name: string,
): Fault {
  if (nameStart > start && isQualifier(text.charCodeAt(nameStart)))
    return new Fault("qualifier", start, nameStart + 1, name);
  const delimiter = nameEnd === end ? 0 : text.charCodeAt(nameEnd);
  if (delimiter === COLON && (name === "redirect" || name === "exp")) {
    return new Fault("modifier-colon", nameStart, nameEnd + 1, name);
  }
  // a bare word with dots or the like is quoted whole
  const stop = delimiter === COLON || delimiter === SLASH ? nameEnd : end;
  return new Fault("unknown-mechanism", nameStart === stop ? start : nameStart, stop === nameStart ? end : stop, name);
}

/** The "=" that ends a run of name characters, any other than ":" and "/" passed over; -1 where none comes first. */
function findEquals(text: string, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === EQUALS) return i;
    if (code === COLON || code === SLASH || code === 0x25 || code === 0x7e || code === 0x3f || code === 0x2b) return -1;
  }
  return -1;
}

function parseModifier(
  text: string,
  start: number,
  nameStart: number,
  equals: number,
  end: number,
): SpfModifier | Fault {
  const name = text.slice(nameStart, equals).toLowerCase();
  if (!isModifierName(name)) return new Fault("modifier-name", start, equals + 1, name);
  if (nameStart > start) return new Fault("modifier-qualifier", start, equals + 1, name);
  const valueStart = equals + 1;
  let domain: DomainSpec | undefined;
  if (name === "redirect" || name === "exp") {
    if (valueStart === end) return new Fault("empty-argument", start, end, name);
    const slash = findCidr(text, valueStart, end);
    if (slash < end) return new Fault("cidr-not-allowed", slash, end, name);
    const parsed = parseDomainSpec(text, valueStart, end, name);
    if (parsed instanceof Fault) return parsed;
    domain = parsed;
  } else {
    const macros = parseMacros(text, valueStart, end, true);
    if (macros instanceof Fault) return macros;
  }
  return { kind: "modifier", start, end, name, domain, value: text.slice(valueStart, end) };
}

/** `name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )`. */
function isModifierName(name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code >= 0x61 && code <= 0x7a) continue;
    if (i === 0 || !((code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x5f || code === 0x2e)) return false;
  }
  return name !== "";
}

/** Where the run of slashes and digits at the end begins, from its first slash; `end` where there is none. */
function findCidr(text: string, start: number, end: number): number {
  let first = end;
  for (let i = end - 1; i >= start; i--) {
    const code = text.charCodeAt(i);
    if (code === SLASH) first = i;
    else if (code < 0x30 || code > 0x39) break;
  }
  return first;
}

function findDouble(text: string, from: number, end: number): number {
  for (let i = from; i + 1 < end; i++) {
    if (text.charCodeAt(i) === SLASH && text.charCodeAt(i + 1) === SLASH) return i;
  }
  return end;
}

function parseCidr(text: string, start: number, from: number, end: number, limit: number, name: string): Cidr | Fault {
  const digits = end - from;
  if (digits < 1 || (digits > 1 && text.charCodeAt(from) === 0x30)) return new Fault("cidr-syntax", start, end, name);
  let length = 0;
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return new Fault("cidr-syntax", start, end, name);
    length = Math.min(length * 10 + code - 0x30, 1000);
  }
  if (length > limit) return new Fault("cidr-range", start, end, name, limit);
  return { length, start, end };
}

/** The first run of characters that no term may hold. */
function findStray(text: string, start: number, end: number): Fault | undefined {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x20 && code < 0x7f) continue;
    let stop = i + 1;
    const ascii = code < 0x80;
    while (stop < end && (ascii ? text.charCodeAt(stop) < 0x20 : text.charCodeAt(stop) >= 0x80)) stop++;
    return new Fault(ascii ? "control-character" : "non-ascii", i, stop);
  }
  return undefined;
}

function isQualifier(code: number): boolean {
  return code === 0x2b || code === 0x2d || code === 0x3f || code === 0x7e;
}

function isAlphanumeric(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}
