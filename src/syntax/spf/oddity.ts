import { parseTerm } from "./term.ts";
import { Fault, type SpfMechanism, type SpfModifier, type SpfWarningCode } from "./tree.ts";

/** Registered beside redirect and exp (RFC 6652 3): known, if not to every receiver. */
const REGISTERED = new Set(["ra", "rp", "rr"]);

/** What is odd about a term that the grammar allows. */
export function oddityOf(term: SpfMechanism | SpfModifier): SpfWarningCode | undefined {
  if (term.kind === "modifier" && term.domain === undefined) {
    if (term.name === "v" && term.value.toLowerCase() === "spf1") return "repeated-version";
    return REGISTERED.has(term.name) ? undefined : "unknown-modifier";
  }
  const domain = term.domain;
  if (domain === undefined || !domain.literal) return undefined;
  const text = domain.text;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const usual = (code >= 0x61 && code <= 0x7a) || (code >= 0x2d && code <= 0x39 && code !== 0x2f);
    if (!usual && code !== 0x5f && !(code >= 0x41 && code <= 0x5a)) return "domain-characters";
  }
  if (domain.name === undefined) return "domain-name";
  // no top-level domain ends so
  return domain.name.endsWith("-all") ? "glued-terms" : undefined;
}

/** Whether every word of `text` is a term without an error or an oddity. */
export function isClean(text: string): boolean {
  if (text === "") return false;
  for (const word of text.split(" ")) {
    if (word === "") return false;
    const term = parseTerm(word, 0, word.length);
    if (term instanceof Fault || oddityOf(term) !== undefined) return false;
  }
  return true;
}
