import type { Qualifier } from "../../syntax/spf.ts";

/** Several SPF policies of one name as one. */
export interface MergedSpf {
  /** Without v=spf1 and all, each once; a single `redirect=` where nothing else was said. */
  readonly terms: readonly string[];
  /** `undefined` where none of them says it. */
  readonly all: Qualifier | undefined;
  /** What has no place in a merged policy. */
  readonly left: readonly string[];
}

/** From the one that lets pass most. */
const QUALIFIERS: readonly Qualifier[] = ["+", "?", "~", "-"];

/**
 * Merges the rules of SPFM records, and of TXT records without their `v=spf1`. Where two give one mechanism different
 * qualifiers, the least restrictive wins, and so with `all` (draft-ietf-dconn-domainconnect 9.4). `redirect=` has no effect
 * beside `all` and becomes an include where anything stands beside it.
 */
export function mergedSpfm(rules: readonly string[]): MergedSpf {
  const terms: Terms = new Map();
  const redirects = new Set<string>();
  const left: string[] = [];
  for (const term of rules.flatMap((rule) => rule.split(/[ \t\r\n]+/))) {
    const key = term.toLowerCase();
    if (term === "" || key === "v=spf1") continue;
    if (key.startsWith("redirect=")) redirects.add(term.slice("redirect=".length));
    else if (/^[a-z][a-z0-9_.-]*=/.test(key)) left.push(term);
    else add(terms, term);
  }
  const all = terms.get("all")?.qualifier;
  terms.delete("all");
  const [redirect] = redirects;
  if (terms.size === 0 && all === undefined && redirects.size === 1 && redirect !== undefined) {
    return { terms: [`redirect=${redirect}`], all, left };
  }
  for (const target of redirects) add(terms, `include:${target}`);
  return { terms: [...terms.values()].map(({ term }) => term), all, left };
}

/** As they were written, by the mechanism with what stands behind it. */
type Terms = Map<string, { readonly qualifier: Qualifier; readonly term: string }>;

function add(terms: Terms, term: string): void {
  const sign = QUALIFIERS.find((each) => term.startsWith(each));
  const rest = sign === undefined ? term : term.slice(1);
  // Case tells variables apart, and no mechanisms.
  const key = rest.includes("%") ? rest : rest.toLowerCase();
  const before = terms.get(key);
  const qualifier = sign ?? "+";
  const isLooser = before === undefined || QUALIFIERS.indexOf(qualifier) < QUALIFIERS.indexOf(before.qualifier);
  if (isLooser) terms.set(key, { qualifier, term });
}
