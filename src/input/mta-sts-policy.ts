import { isAtOrBelow, isHostName, parseName, type Name } from "../model/name.ts";
import { POLICY_TYPE, type PolicyFile } from "../model/policy-file.ts";
import type { Source } from "../model/source.ts";
import { positionAt } from "./positions.ts";
import { publishers } from "./publishers.ts";
import type { InputFile, LocateRequest, Reader, ReadOptions, ReadResult, Region } from "./reader.ts";

/** MTA-STS policy files (RFC 8461 3.2). What is wrong inside one is a finding of the rules; only its domain is looked for here. */
export const mtaStsPolicyReader: Reader = {
  id: "mta-sts-policy",
  title: "MTA-STS policy",
  read,
  locate,
};

function read(file: InputFile, options: ReadOptions): ReadResult {
  const domains = options.policyDomains ?? [];
  if (domains.length === 0) {
    const reason =
      'is an MTA-STS policy, and neither the configuration (domains["example.com"].mtaSts) nor its folder (mta-sts.example.com) says of which domain; --origin names it';
    return { zones: [], problems: [{ level: "error", path: file.path, reason }] };
  }
  const source: Source = {
    document: { path: file.path, format: mtaStsPolicyReader.id },
    publisher: publishers.webServer,
  };
  const policies = domains.map((domain): PolicyFile => {
    const data = { rrtype: POLICY_TYPE, text: file.text };
    const name = `mta-sts.${domain}`;
    const record = { name, type: "OTHER", data, ttl: undefined, source, at: 0, vendor: undefined } as const;
    return { domain, text: file.text, utf8: file.utf8, record };
  });
  return { zones: [], policies, problems: [] };
}

/** Spans count in the text itself; without one the first line stands for the file. */
function locate(file: InputFile, requests: readonly LocateRequest[]): readonly Region[] {
  const newline = file.text.indexOf("\n");
  const firstLine = newline < 0 ? file.text.length : newline;
  return requests.map(({ span }) => {
    if (span === undefined) return { start: 0, end: firstLine };
    const [start, end] = span;
    return { start, end: Math.min(end, file.text.length), narrowed: true };
  });
}

/**
 * The domain that a policy file's folder names: `mta-sts.example.com/.well-known/mta-sts.txt`, `example.com/mta-sts.txt` and
 * what lies between the two.
 */
export function domainOfFolder(path: string): Name | undefined {
  const folders = path.split(/[\\/]/).slice(0, -1);
  while (folders.length > 0 && (folders.at(-1) === ".well-known" || folders.at(-1) === ".")) folders.pop();
  const parsed = parseName((folders.at(-1) ?? "").replace(/\.$/, ""));
  if (!parsed.ok) return undefined;
  const name = isAtOrBelow(parsed.name, "mta-sts") ? "" : parsed.name.replace(/^mta-sts\./, "");
  // A folder such as `v1.2` is no domain: the last label of one is no number (RFC 3696 2).
  return isHostName(name) && /\.(?:[a-z]{2,63}|xn--[a-z0-9-]+)$/.test(name) ? name : undefined;
}

/** One domain has one policy: of two files with different text none is to be believed. */
export function onePolicyEach(policies: readonly PolicyFile[]): {
  readonly policies: readonly PolicyFile[];
  readonly clashes: readonly { readonly path: string; readonly reason: string }[];
} {
  const byDomain = new Map<Name, PolicyFile>();
  const clashes: { path: string; reason: string }[] = [];
  const disputed = new Set<Name>();
  for (const policy of policies) {
    const first = byDomain.get(policy.domain);
    if (first === undefined) byDomain.set(policy.domain, policy);
    else if (first.text !== policy.text) {
      const { line } = positionAt(policy.text, differenceOf(first.text, policy.text));
      const path = policy.record.source.document.path;
      const other = first.record.source.document.path;
      const reason = `is a second MTA-STS policy of ${policy.domain}, and differs from ${other} in line ${line}; name one of them`;
      clashes.push({ path, reason });
      disputed.add(policy.domain);
    }
  }
  return { policies: [...byDomain.values()].filter(({ domain }) => !disputed.has(domain)), clashes };
}

function differenceOf(a: string, b: string): number {
  let at = 0;
  while (at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}
