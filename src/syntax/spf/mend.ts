import { nearest } from "../edit-distance.ts";
import { parseIp4, parseIp6 } from "../ip.ts";
import { tidy } from "../plain-text.ts";
import { isClean } from "./oddity.ts";

/** No legal term is longer than its name and a domain; what is gets no suggestion. */
const MAX_TERM = 300;

const NAMES = ["all", "include", "ip4", "ip6", "mx", "exists", "ptr", "redirect", "exp"];
const MECHANISM = /^(?:all|include|a|mx|ptr|ip4|ip6|exists)$/i;
const STARTS = [
  "include:",
  "exists:",
  "ip4:",
  "ip6:",
  "ptr:",
  "mx:",
  "a:",
  "redirect=",
  "exp=",
  "-all",
  "~all",
  "?all",
  "+all",
];

/**
 * Works out what a faulty word was meant to be: one term or several, blanks between, each right by the grammar; `""`
 * where nothing of it is worth keeping, `undefined` where it is anybody's guess.
 */
export function mend(word: string): string | undefined {
  if (word.length > MAX_TERM) return undefined;
  const words = tidy(word)
    .split(/[ ,;]+/)
    .filter((each) => each !== "");
  const mended: string[] = [];
  for (const each of words) {
    const right = isClean(each) ? each : (unglue(each) ?? mendTerm(each));
    // a pass for everybody is never advised
    if (right === undefined || /(?:^| )\+?all(?: |$)/i.test(right)) return undefined;
    mended.push(right);
  }
  const text = mended.join(" ");
  return text === word || text.length > MAX_TERM ? undefined : text;
}

/** Parts two terms or more between which the blank is missing. */
export function unglue(text: string): string | undefined {
  if (text.length > MAX_TERM) return undefined;
  const lower = text.toLowerCase();
  const starts: number[] = [];
  for (const each of STARTS) {
    for (let at = lower.indexOf(each, 1); at > 0; at = lower.indexOf(each, at + 1)) {
      starts.push(at);
      if ("+-?~".includes(lower[at - 1] as string)) starts.push(at - 1);
    }
  }
  const tail = /[+?~-]?(?:all|mx|ptr|a)$/.exec(lower);
  if (tail !== null) starts.push(tail.index);
  starts.sort((a, b) => a - b);
  const parts: string[] = [];
  let from = 0;
  for (const at of starts) {
    if (at <= from || !isClean(text.slice(from, at))) continue;
    parts.push(text.slice(from, at));
    from = at;
    if (isClean(text.slice(from))) return `${parts.join(" ")} ${text.slice(from)}`;
  }
  return undefined;
}

/** The right form of one term. */
function mendTerm(word: string): string | undefined {
  const match = /^([+?~-]{0,9})([^:=/]*)([:=]*)(.*)$/.exec(word);
  if (match === null) return undefined;
  const [, qualifiers = "", name = "", delimiter = "", argument = ""] = match;
  const qualifier = /^(.)\1*$/.test(qualifiers) ? (qualifiers[0] as string) : qualifiers.slice(-1);
  const bare = word.slice(qualifiers.length);
  // "a:2001:db8::1" would pass for an address whole
  const candidates = delimiter !== "" && MECHANISM.test(name) ? [] : [mendBare(qualifier, bare)];
  const known = nameMeant(name, argument);
  if (known !== undefined) {
    if (known === "all") {
      if (!/[a-z]/i.test(argument)) candidates.push(`${qualifier}all`);
    } else if (delimiter === "") {
      candidates.push(qualifier + known + mendCidr(argument), qualifier + known);
    } else {
      for (const each of argumentsMeant(argument)) candidates.push(...rebuild(qualifier, known, each));
    }
  }
  return candidates.find((each) => each !== undefined && isClean(each));
}

/** A bare address or host; a name that speaks of SPF is an include, any other an `a`. */
function mendBare(qualifier: string, bare: string): string | undefined {
  const address = mendAddress(bare);
  if (address !== undefined) return qualifier + address;
  if (!/^[a-z0-9_][a-z0-9_.-]*\.[a-z][a-z0-9-]*$/i.test(bare)) return undefined;
  return `${qualifier}${bare.startsWith("_") || /spf/i.test(bare) ? "include" : "a"}:${bare}`;
}

function nameMeant(name: string, argument: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === "a" || NAMES.includes(lower)) return lower;
  if (/^ip(?:v?[0-9]?|[0-9]?v)$/.test(lower)) return argument.includes(":") && !argument.includes(".") ? "ip6" : "ip4";
  return /^[a-z0-9]{2,16}$/.test(lower) ? nearest(lower, NAMES) : undefined;
}

function* argumentsMeant(argument: string): Generator<string> {
  const inner = argument.replace(/^[:=]+/, "");
  yield inner;
  const plain = inner.replace(/[[\]<>{}()]/g, "");
  yield plain;
  const nested = /^(?:include|exists|redirect|exp|ip4|ip6|mx|ptr|a)[:=](.*)$/i.exec(plain);
  if (nested !== null) yield nested[1] as string;
  const host = plain
    .replace(/^[a-z][a-z0-9+.-]{0,9}:\/\//i, "")
    .replace(/\/+$/, "")
    .replace(/^[^@]*@/, "");
  yield host;
  if (/^[0-9a-f:]+$/i.test(host)) return;
  yield host.replace(/:[0-9]+$/, "");
  yield host.replace(/^[a-z][a-z0-9.-]*?:\/*/i, "");
  yield host.replace(/^\.+/, "").replace(/\.{2,}/g, ".");
  yield inner.replace(/%\(([^(){}]*)[)}]/g, "%{$1}").replace(/%\{([^(){}]*)\)/g, "%{$1}");
  yield `${inner}}`;
}

function* rebuild(qualifier: string, name: string, argument: string): Generator<string> {
  if (name === "redirect" || name === "exp") {
    yield `${name}=${argument}`;
    yield `${name}=${withoutCidr(argument)}`;
    return;
  }
  const address = name === "exists" ? undefined : mendAddress(argument);
  if (address !== undefined) yield qualifier + address;
  if (argument.startsWith("/")) yield qualifier + name + mendCidr(argument);
  if (name === "ip4" || name === "ip6") {
    yield `${qualifier}a:${argument}`;
    return;
  }
  yield `${qualifier}${name}:${argument}`;
  const domain = withoutCidr(argument);
  yield `${qualifier}${name}:${domain}${mendCidr(argument.slice(domain.length))}`;
  yield `${qualifier}${name}:${domain}`;
}

function withoutCidr(argument: string): string {
  const slash = argument.lastIndexOf(".") < 0 ? -1 : argument.indexOf("/", argument.lastIndexOf("."));
  return slash < 0 ? argument : argument.slice(0, slash);
}

/** `/24/64` and `/024` as `/24//64` and `/24`; a length that only IPv6 has gets its second slash. */
function mendCidr(text: string): string {
  const match = /^\/{1,2}0*([0-9]{1,3})(?:\/{1,3}0*([0-9]{1,3}))?$/.exec(text);
  if (match === null) return "";
  const [, first = "", second] = match;
  if (second !== undefined) return `/${first}//${second}`;
  return text.startsWith("//") || Number(first) > 32 ? `//${first}` : `/${first}`;
}

/** `ip4:` or `ip6:` with the address and prefix length that `text` was meant as. */
function mendAddress(text: string): string | undefined {
  const slash = text.indexOf("/");
  const host = (slash < 0 ? text : text.slice(0, slash)).replace(/^\[(.*)\]$/, "$1").replace(/^:(?!:)/, "");
  let length = slash < 0 ? "" : text.slice(slash).replace(/^\/+0*(?=[0-9])/, "/");
  if (parseIp6(host) !== undefined) return `ip6:${host}${length === "/" ? "" : length}`;
  if (!/^[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}(?:\.[*x]|\.){0,2}(?::[0-9]{1,5})?$/i.test(host)) return undefined;
  const octets = host
    .replace(/:.*$/, "")
    .split(".")
    .filter((each) => /^[0-9]+$/.test(each))
    .map(Number);
  if (length === "/") length = "";
  const mask = parseIp4(length, 1);
  if (mask >= 0) length = prefixOf(mask);
  // leaving octets out is no substitute for a prefix length (RFC 7208 5.6)
  if (octets.length < 4 && length === "") length = `/${octets.length * 8}`;
  while (octets.length < 4) octets.push(0);
  return `ip4:${octets.join(".")}${length}`;
}

function prefixOf(mask: number): string {
  const ones = mask.toString(2).padStart(32, "0").indexOf("0");
  const length = ones < 0 ? 32 : ones;
  return mask === 2 ** 32 - 2 ** (32 - length) ? `/${length}` : "/netmask";
}
