import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discoverDmarc } from "../../src/domain/dmarc.ts";
import type { World } from "../../src/domain/world.ts";
import type { Name } from "../../src/model/name.ts";
import { isDmarc, parseDmarc, type DmarcPolicy } from "../../src/syntax/dmarc.ts";
import { resolverOf, worldOf, type Row } from "./declared-dns.ts";

const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 2000) };

type Resolver = ReturnType<typeof resolverOf>;
type Tags = Readonly<Record<string, string | number | undefined>>;
interface Found {
  readonly record: Tags | false;
  readonly recordDomain: string | null;
  readonly orgDomain: string | null;
}
interface Mailauth {
  readonly createRecordLookup: (resolver: Resolver, options: object) => unknown;
  readonly discoverPolicy: (domain: string, lookup: unknown) => Promise<Found>;
  readonly getOrgDomain: (domain: string, lookup: unknown) => Promise<string>;
  readonly getPolicyTags: (record: Tags) => { p: DmarcPolicy; sp?: DmarcPolicy; np?: DmarcPolicy } | null;
  readonly domainExists: (domain: string, resolver: Resolver) => Promise<boolean>;
}
const mailauth = createRequire(import.meta.url)("mailauth/lib/dmarc/get-dmarc-record.js") as Mailauth;

const LOWER: Readonly<Record<DmarcPolicy, DmarcPolicy>> = { none: "none", quarantine: "none", reject: "quarantine" };

/** A difference with mailauth's reading of RFC 9989, and a text that shows it: ours, theirs. */
interface Difference {
  readonly id: string;
  readonly why: string;
  readonly when: (text: string) => boolean;
  readonly example: { readonly text: string; readonly own: string; readonly theirs: string };
}

const DIFFERENCES: readonly Difference[] = [
  {
    id: "blanks before v",
    why: "4.8 has nothing before v, and 4.10 drops what does not start with it; mailauth trims the text first",
    when: (text) => /^\s/.test(text),
    example: { text: " v=DMARC1; p=reject", own: "no record", theirs: "reject/reject/reject t=n psd=u r r" },
  },
  {
    id: "mailto without an address",
    why: "4.8 takes dmarc-uri from RFC 3986, by which `mailto:` and `mailto:x` are URIs; 4.10.1 asks for a valid reporting URI, and no report can be sent to those (RFC 6068 2)",
    when: (text) => {
      const { usable, rua, ruf } = parseDmarc(text);
      return usable !== "yes" && [...rua, ...ruf].some(({ scheme, valid }) => scheme === "mailto" && !valid);
    },
    example: { text: "v=DMARC1; p=x; rua=mailto:dmarc", own: "no processing", theirs: "none/none/none t=n psd=u r r" },
  },
  {
    id: "a tag's name alone",
    why: "4.8: what is no tag is ignored; mailauth takes the name for the tag with no value, in place of the one before",
    when: (text) => /;\s*(?:p|sp|np|rua)\s*(?:;|$)/i.test(text),
    example: { text: "v=DMARC1; p=reject; p", own: "reject/reject/reject t=n psd=u r r", theirs: "no processing" },
  },
];

/** What a text asks receivers for, `no record` where it is none, `no processing` by 4.10.1. */
function ownReading(text: string): string {
  if (!isDmarc(text)) return "no record";
  const { usable, p, sp, np, t, psd, adkim, aspf } = parseDmarc(text);
  return usable === "no" ? "no processing" : `${p}/${sp}/${np} t=${t} psd=${psd} ${adkim} ${aspf}`;
}

async function theirReading(text: string): Promise<string> {
  const lookup = mailauth.createRecordLookup(resolverOf([["_dmarc.a.test", "TXT", text]]), {}) as (
    name: string,
  ) => Promise<Tags | false>;
  const record = await lookup("a.test");
  if (record === false) return "no record";
  const tags = mailauth.getPolicyTags(record);
  if (tags === null) return "no processing";
  const { p, sp = p, np = sp } = tags;
  const one = (name: string, set: string): string =>
    set.split("").find((each) => each === record[name]) ?? set.charAt(0);
  return `${p}/${sp}/${np} t=${one("t", "ny")} psd=${one("psd", "uyn")} ${one("adkim", "rs")} ${one("aspf", "rs")}`;
}

const blank = fc.constantFrom("", "", "", " ", "  ", "\t");
const word = fc.constantFrom(
  "none",
  "quarantine",
  "reject",
  "Reject",
  "NONE",
  "rejct",
  "y",
  "n",
  "u",
  "Y",
  "s",
  "r",
  "S",
  "",
  "0",
  "1:d",
  "100",
  "x",
);
const uri = fc.constantFrom(
  "mailto:a@example.com",
  "MAILTO:a@example.com",
  "mailto:a@example.com!10m",
  "a@example.com",
  "https://example.com/r",
  "mailto:",
  "mailto:a b@example.com",
  "mailto:a!b@example.com",
  "mailto:%41@example.com",
  "mailto:%4@example.com",
  "mailto:<a@example.com>",
  "mailto:ü@example.com",
  "foo:bar",
  ":",
  "",
);
const tag = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom("p", "p", "sp", "np", "t", "psd", "adkim", "aspf", "P", "Sp"), blank, blank, word)
      .map(([name, a, b, value]) => `${name}${a}=${b}${value}`),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom("rua", "rua", "ruf"),
        blank,
        fc.array(
          fc.tuple(uri, blank).map((each) => each.join("")),
          { maxLength: 3 },
        ),
      )
      .map(([name, a, list]) => `${name}=${a}${list.join(",")}`),
  },
  fc.constantFrom(
    "pct=10",
    "fo=1:d",
    "fo=0:1",
    "ri=1",
    "foo=bar",
    "p",
    "p:reject",
    "=reject",
    "v=DMARC1",
    "v=DMARC2",
    "p =reject",
    "x-y=1",
    "p=reject p=none",
    '"',
    "p==reject",
    "hello world",
  ),
);
const version = fc.oneof(
  { weight: 12, arbitrary: fc.constant("v=DMARC1") },
  fc.constantFrom(
    "v=dmarc1",
    "V=DMARC1",
    "v = DMARC1",
    "v=DMARC1 ",
    "v=DMARC10",
    " v=DMARC1",
    "\tv=DMARC1",
    "v=DMARC1 p=none",
    "p=none",
    "v=DMARC1,",
    "v=\tDMARC1",
    "",
    "v=DMARC 1",
  ),
);
const record = fc
  .tuple(
    version,
    fc.array(
      fc.tuple(blank, tag, blank).map((each) => each.join("")),
      { maxLength: 6 },
    ),
    fc.constantFrom("", ";", "; ", ";;"),
  )
  .map(([first, tags, last]) => [first, ...tags].join(";") + last);

describe("DMARC texts against mailauth", () => {
  it("mean the same, or the difference is explained", async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(record, async (text) => {
        const [own, theirs] = [ownReading(text), await theirReading(text)];
        const difference = own === theirs ? undefined : DIFFERENCES.find(({ when }) => when(text));
        const about = difference?.id ?? (own.startsWith("no ") ? own : "used");
        seen.set(about, (seen.get(about) ?? 0) + 1);
        if (difference === undefined) expect(own).toBe(theirs);
      }),
      runs,
    );
    console.log(`DMARC texts ${JSON.stringify(Object.fromEntries(seen))}`);
    for (const each of ["used", "no record", "no processing"])
      expect(seen.get(each)).toBeGreaterThan(runs.numRuns / 50);
  });

  it.each(DIFFERENCES.map((row) => [row.id, row] as const))("differ: %s", async (_, { when, example }) => {
    expect({ own: ownReading(example.text), theirs: await theirReading(example.text) }).toEqual({
      own: example.own,
      theirs: example.theirs,
    });
    expect(when(example.text)).toBe(true);
  });
});

/** Of the deepest name there is: ten labels. */
const LABELS = ["a", "b", "c", "d", "e", "f", "g", "h", "example", "test"];
const NAMES = LABELS.map((_, index) => LABELS.slice(index).join("."));
const SIDE = ["x.example.test", "z.x.example.test", "other.test", "q.other.test"];

const good = fc
  .tuple(
    fc.constantFrom(
      "",
      "p=none",
      "p=quarantine",
      "p=reject",
      "p=rejct",
      "p=reject;rua=mailto:a@test",
      "rua=mailto:a@test",
    ),
    fc.constantFrom("", "", "sp=none", "sp=reject", "sp=x", "sp=quarantine"),
    fc.constantFrom("", "", "np=none", "np=reject", "np=quarantine"),
    fc.constantFrom("", "", "", "psd=y", "psd=n", "psd=u", "psd=N", "psd=x"),
    fc.constantFrom("", "", "t=y", "t=n"),
  )
  .map((tags) => ["v=DMARC1", ...tags.filter((each) => each !== "")].join("; "));
const texts = fc.oneof(
  { weight: 5, arbitrary: good.map((one) => [one]) },
  fc.tuple(good, good),
  fc.tuple(good, fc.constantFrom("v=spf1 -all", "v=dmarc1; p=none")),
);

/** No alias at the top-level domain: where a registry's answer is not known it is taken to hold no policy. */
const dns: fc.Arbitrary<Row[]> = fc
  .record({
    policies: fc.array(
      fc.tuple(fc.constantFrom(...NAMES.slice(0, 6), ...NAMES.slice(6), ...NAMES.slice(6), ...SIDE), texts),
      { maxLength: 6 },
    ),
    wildcard: fc.option(
      fc.tuple(
        fc.constantFrom("*.example.test", "*._dmarc.example.test", "*.c.d.e.f.g.h.example.test", "*.test"),
        good,
      ),
      { nil: undefined },
    ),
    alias: fc.option(
      fc.tuple(fc.constantFrom(...NAMES.slice(5, -1), ...SIDE), fc.constantFrom(...NAMES.slice(5), "gone")),
      { nil: undefined },
    ),
    hosts: fc.subarray([...NAMES, ...SIDE]),
  })
  .map(({ policies, wildcard, alias, hosts }) => {
    const rows: Row[] = hosts.map((name) => [name, "A", "192.0.2.1"]);
    const taken = new Set<string>();
    if (alias !== undefined) {
      taken.add(alias[0]);
      rows.push([`_dmarc.${alias[0]}`, "CNAME", `_dmarc.${alias[1]}`]);
    }
    for (const [name, all] of policies) {
      if (taken.has(name)) continue;
      taken.add(name);
      // the same record twice is one (RFC 2181 5)
      for (const text of new Set(all)) rows.push([`_dmarc.${name}`, "TXT", text]);
    }
    if (wildcard !== undefined) rows.push([wildcard[0], "TXT", wildcard[1]]);
    return rows;
  });

function exists(world: World, name: Name): boolean {
  const answer = world.lookup(name, "A");
  return answer.state !== "absent" || answer.exists || answer.via.length > 0;
}

/** Name of the record / organisational domain / what is asked for. */
function ownDiscovery(rows: readonly Row[], name: Name): string {
  const world = worldOf(rows);
  const { outcome, organizationalDomain } = discoverDmarc(world, name, exists(world, name));
  if (outcome.state === "policy") return `${outcome.from} ${organizationalDomain ?? "?"} ${outcome.effective}`;
  if (outcome.state !== "none") return outcome.state;
  const from = outcome.text === undefined ? "-" : "unusable";
  return `${from} ${organizationalDomain ?? "?"} -`;
}

async function theirDiscovery(rows: readonly Row[], name: Name): Promise<string> {
  const resolver = resolverOf(rows);
  const lookup = mailauth.createRecordLookup(resolver, {});
  let found: Found;
  try {
    found = await mailauth.discoverPolicy(name, lookup);
  } catch {
    return "unknown";
  }
  if (found.record === false) return `- ${found.orgDomain ?? "?"} -`;
  const tags = mailauth.getPolicyTags(found.record);
  if (tags === null) return `unusable ${found.orgDomain ?? "?"} -`;
  const { p, sp = p, np = sp } = tags;
  const policy = found.recordDomain === name ? p : (await mailauth.domainExists(name, resolver)) ? sp : np;
  return `${found.recordDomain} ${found.orgDomain ?? "?"} ${found.record["t"] === "y" ? LOWER[policy] : policy}`;
}

describe("DMARC discovery against mailauth", () => {
  it("finds the same record, organisational domain and policy", async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        dns,
        fc.constantFrom(...NAMES, ...SIDE, "gone.example.test", "y.a.b.c.d.e.f.g.h.example.test"),
        async (rows, name) => {
          const [own, theirs] = [ownDiscovery(rows, name), await theirDiscovery(rows, name)];
          const about = theirs.split(" ").at(-1) ?? "";
          seen.set(about, (seen.get(about) ?? 0) + 1);
          expect(own).toBe(theirs);
        },
      ),
      runs,
    );
    console.log(`DMARC discovery ${JSON.stringify(Object.fromEntries(seen))}`);
    for (const policy of ["none", "quarantine", "reject", "-"])
      expect(seen.get(policy)).toBeGreaterThan(runs.numRuns / 50);
  });
});
