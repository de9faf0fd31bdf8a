import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mend, type State } from "../../src/cli/fix.ts";
import { lint } from "../../src/engine/lint.ts";
import { kindOf } from "../../src/input/detect.ts";
import { parseJson } from "../../src/input/parse-json.ts";
import type { InputFile, InputFormat } from "../../src/input/reader.ts";
import type { Finding } from "../../src/model/finding.ts";

const numRuns = Math.ceil(Number(process.env["FUZZ_RUNS"] ?? 1000) / 5);

interface Logical {
  readonly name: string;
  readonly type: "MX" | "TXT" | "A" | "CNAME";
  readonly value: string;
  readonly preference?: number;
  readonly proxied?: boolean;
}

/** Terms, tags and names with the defects that are mended, and some that are not. */
const term = fc.constantFrom(
  "a",
  "mx",
  "ip4:192.0.2.1",
  "ip4:192.0.2.0/24",
  "include:_spf.example.net",
  "include:_spf.example.org",
  "ip6:2001:db8::1",
);
const spf = fc
  .tuple(
    fc.array(term, { maxLength: 6 }),
    fc.constantFrom("~all", "-all", "?all", "+all", "", "redirect=_spf.example.net", "-ip4:192.0.2.9 -all"),
  )
  .map(([terms, end]) => ["v=spf1", ...terms, ...(end === "" ? [] : [end])].join(" "));
const tag = fc.constantFrom(
  "pct=100",
  "pct=50",
  "rf=afrf",
  "ri=3600",
  "sp=reject",
  "adkim=s",
  "t=y",
  "rua=mailto:dmarc@example.com",
);
const dmarc = fc
  .tuple(
    fc.constantFrom("none", "quarantine", "reject"),
    fc.uniqueArray(tag, { maxLength: 5 }),
    fc.constantFrom("; ", ";"),
    fc.boolean(),
  )
  .map(([policy, tags, gap, closed]) => ["v=DMARC1", `p=${policy}`, ...tags].join(gap) + (closed ? ";" : ""));
const quotes = fc.constantFrom("", "", "", '"');
const mx = fc.tuple(
  fc.constantFrom("mx1.example.net", "mx2.example.net", "mx3.example.net", "mx.example.com"),
  fc.constantFrom(10, 20, 30),
);

const records: fc.Arbitrary<Logical[]> = fc
  .record({
    mx: fc.array(mx, { maxLength: 4 }),
    spf: fc.array(fc.tuple(spf, quotes), { maxLength: 3 }),
    dmarc: fc.array(dmarc, { maxLength: 2 }),
    doubledDmarc: fc.array(dmarc, { maxLength: 2 }),
    doubledMx: fc.array(mx, { maxLength: 1 }),
    twin: fc.boolean(),
    proxied: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  })
  .map((given) => {
    const policies = given.twin && given.dmarc[0] !== undefined ? [given.dmarc[0], given.dmarc[0]] : given.dmarc;
    return [
      ...given.mx.map(([value, preference]): Logical => ({ name: "", type: "MX", value, preference })),
      ...given.spf.map(([text, quote]): Logical => ({ name: "", type: "TXT", value: quote + text + quote })),
      { name: "", type: "TXT", value: "keep-apex" },
      ...policies.map((value): Logical => ({ name: "_dmarc", type: "TXT", value })),
      ...given.doubledDmarc.map((value): Logical => ({ name: "_dmarc.example.com", type: "TXT", value })),
      ...given.doubledMx.map(([value, preference]): Logical => ({
        name: "sub.example.com",
        type: "MX",
        value,
        preference,
      })),
      { name: "www", type: "A", value: "192.0.2.80", proxied: given.proxied[0] === true },
      { name: "mx", type: "A", value: "192.0.2.81", proxied: given.proxied[1] === true },
      // At octoDNS one switch holds for the set.
      { name: "mx", type: "A", value: "192.0.2.82", proxied: given.proxied[1] === true },
      {
        name: "s1._domainkey",
        type: "CNAME",
        value: "s1.domainkey.u1.wl1.sendgrid.net",
        proxied: given.proxied[2] === true,
      },
      { name: "zz", type: "TXT", value: "keep-last" },
    ];
  });

interface Style {
  readonly newline: string;
  readonly mark: boolean;
  readonly compact: boolean;
  readonly inherit: boolean;
  readonly comments: boolean;
  readonly seed: number;
  readonly ended: boolean;
}

const style: fc.Arbitrary<Style> = fc.record({
  newline: fc.constantFrom("\n", "\n", "\r\n"),
  mark: fc.boolean(),
  compact: fc.boolean(),
  inherit: fc.boolean(),
  comments: fc.boolean(),
  seed: fc.nat(1000),
  ended: fc.boolean(),
});

function zoneText(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}

function zoneFile(list: readonly Logical[], how: Style): string {
  const lines = how.compact ? ["$TTL 300"] : [];
  let owner: string | undefined;
  list.forEach(({ name, type, value, preference, proxied }, index) => {
    const gap = (how.seed + index) % 3 === 0 ? "\t" : "   ";
    const shown = how.inherit && owner === name ? "" : name === "" ? "@" : name;
    owner = name;
    if (how.comments) lines.push(`; keep-comment-${index}`);
    const ttl = how.compact ? "" : `${600 + (index % 2)}${gap}`;
    const cut = value.length > 20 && (how.seed + index) % 4 === 0 ? 12 : value.length;
    const text =
      cut < value.length ? `( ${zoneText(value.slice(0, cut))}\n    ${zoneText(value.slice(cut))} )` : zoneText(value);
    const data =
      type === "MX" ? `${preference} ${value}.` : type === "A" ? value : type === "CNAME" ? `${value}.` : text;
    const comment = [
      ...(how.comments ? [`on ${index}`] : []),
      ...(proxied === undefined ? [] : [`cf_tags=cf-proxied:${proxied}`]),
    ].join(" ");
    lines.push(`${shown}${gap}${ttl}IN ${type} ${data}${comment === "" ? "" : ` ; ${comment}`}`);
  });
  return lines.join("\n");
}

function recordsJson(list: readonly Logical[], how: Style): string {
  const rows = list.map(({ name, type, value, preference, proxied }) => ({
    name: name === "" ? "@" : name.endsWith("example.com") ? `${name}.example.com` : name,
    type,
    ...(proxied === undefined ? {} : { proxied }),
    ...(type === "MX"
      ? { preference, exchange: value }
      : type === "A"
        ? { address: value }
        : type === "CNAME"
          ? { target: value }
          : how.inherit
            ? { text: value }
            : { strings: [value] }),
  }));
  return JSON.stringify(
    { version: 1, zones: [{ origin: "example.com", scope: "whole", records: rows }] },
    null,
    how.compact ? 0 : 2,
  );
}

function cloudflare(list: readonly Logical[], how: Style): string {
  const rows = list.map(({ name, type, value, preference, proxied }) => ({
    zone_name: "example.com",
    name: name === "" ? "example.com" : `${name}.example.com`,
    type,
    content: type === "TXT" && (how.inherit || value.startsWith('"')) ? zoneText(value) : value,
    ...(preference === undefined ? {} : { priority: preference }),
    ...(proxied === undefined ? {} : { proxied }),
  }));
  const info = { page: 1, per_page: 100, count: rows.length, total_count: rows.length, total_pages: 1 };
  return JSON.stringify(
    how.comments ? rows : { success: true, result: rows, result_info: info },
    null,
    how.compact ? 0 : 2,
  );
}

function octodns(list: readonly Logical[], how: Style): string {
  const names = [...new Set(list.map(({ name }) => name))].sort();
  const lines = ["---"];
  for (const name of names) {
    lines.push(`${name === "" ? "''" : name}:`);
    const types = [...new Set(list.filter((each) => each.name === name).map(({ type }) => type))].sort();
    for (const type of types) {
      const values = list.filter((each) => each.name === name && each.type === type);
      const dash = types.length > 1 || how.compact;
      lines.push(`${dash ? "- " : "  "}ttl: 300`, `  type: ${type}`);
      const { proxied } = values[0] as Logical;
      if (proxied !== undefined) lines.push(`  octodns: {cloudflare: {proxied: ${proxied}}}`);
      const spelt = values.map(({ value, preference }, index) => {
        if (type === "MX") return `exchange: ${value}.\n    preference: ${preference}`;
        const escaped = value.startsWith('"') ? `"${value}"` : value;
        const text = escaped.replaceAll(";", "\\;");
        if (type === "A") return text;
        if (type === "CNAME") return `${value}.`;
        return (how.seed + index) % 2 === 0 ? `'${text}'` : `"${text.replace(/["\\]/g, "\\$&")}"`;
      });
      if (type === "CNAME" || (spelt.length === 1 && type !== "MX" && how.inherit)) lines.push(`  value: ${spelt[0]}`);
      else lines.push("  values:", ...spelt.map((each, index) => `  - ${each}${how.comments ? `  # c${index}` : ""}`));
    }
  }
  return lines.join("\n");
}

const kinds: readonly [InputFormat, string, (list: readonly Logical[], how: Style) => string][] = [
  ["zone-file", "example.com.zone", zoneFile],
  ["records", "records.json", recordsJson],
  ["cloudflare", "example.com.json", cloudflare],
  ["octodns", "example.com.yaml", octodns],
];

async function stateOf(format: InputFormat, file: InputFile): Promise<State> {
  const reader = await kindOf(format).load();
  const options = { origin: undefined, zoneOfId: () => undefined, open: () => ({ refused: "no other file" }) };
  const { zones, problems } = reader.read(file, options, () => {
    const parsed = parseJson(file.text);
    return parsed.ok ? parsed.value : undefined;
  });
  const files = new Map([[file.path, { file, reader, real: `/${file.path}`, home: "/" }]]);
  const gathered = { loaded: { zones }, problems, files };
  return { gathered, result: lint({ after: zones }) };
}

const RANK = { info: 0, warning: 1, error: 2 } as const;

function countsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, domain } of findings) counts.set(`${rule} ${domain}`, (counts.get(`${rule} ${domain}`) ?? 0) + 1);
  return counts;
}

describe.each(kinds)("--fix on %s", (format, path, print) => {
  it("mends, brings nothing new, leaves the rest, and has nothing to do a second time", async () => {
    let fixes = 0;
    await fc.assert(
      fc.asyncProperty(records, style, async (list, how) => {
        const plain = print(list, how) + (how.ended ? "\n" : "");
        const text = (how.mark ? "\ufeff" : "") + plain.replaceAll("\n", how.newline);
        const start = await stateOf(format, { path, text, utf8: true });
        expect(start.gathered.problems.filter(({ level }) => level === "error")).toEqual([]);
        const again = (edited: ReadonlyMap<string, InputFile>): Promise<State> =>
          stateOf(format, edited.get(`/${path}`) ?? { path, text, utf8: true });
        const { state, fixed, files, unfixed } = await mend(start, () => true, again);
        fixes += fixed.length;
        const covered = new Set(start.result.findings.flatMap((finding) => finding.covered ?? []));
        const moved = new Set(
          fixed.some(({ rule }) => rule === "name-doubled") ? start.result.findings.map(({ rule }) => rule) : [],
        );
        const before = countsOf(start.result.findings);
        // what a mended defect had hidden may show, where it is less severe than that defect
        const hidden = (key: string): boolean => {
          const of = (list: readonly Finding[]): number[] =>
            list.filter(({ rule, domain }) => key === `${rule} ${domain}`).map(({ severity }) => RANK[severity]);
          const mended = start.result.findings.filter(
            ({ rule, domain }) =>
              key.endsWith(` ${domain}`) && fixed.some((each) => each.rule === rule && each.domain === domain),
          );
          return Math.max(...of(state.result.findings)) < Math.max(...mended.map(({ severity }) => RANK[severity]));
        };
        for (const [key, count] of countsOf(state.result.findings)) {
          const [rule = ""] = key.split(" ");
          if (!covered.has(rule) && !moved.has(rule) && !hidden(key))
            expect(count, `${key} in\n${text}`).toBeLessThanOrEqual(before.get(key) ?? 0);
        }
        const after = files[0]?.after ?? text;
        const left = new Set(after.split(/\n/));
        if (!how.compact || format === "zone-file" || format === "octodns") {
          for (const line of text.split(/\n/))
            if (line.includes("keep-") && !line.includes("strings"))
              expect(left.has(line) || lineMoved(line, after)).toBe(true);
        }
        expect(after.startsWith("\ufeff")).toBe(how.mark);
        expect(after.endsWith("\n")).toBe(how.ended);
        if (how.newline === "\r\n") expect(after.replaceAll("\r\n", "")).not.toContain("\n");
        const second = await mend(
          await again(new Map([[`/${path}`, { path, text: after, utf8: true }]])),
          () => true,
          (edited) => stateOf(format, edited.get(`/${path}`) ?? { path, text: after, utf8: true }),
        );
        expect(second.fixed).toEqual([]);
        expect(second.files).toEqual([]);
        for (const { reason } of unfixed)
          expect(reason).not.toMatch(/another record would change|could not be read|overlap/);
      }),
      { numRuns },
    );
    expect(fixes).toBeGreaterThan(numRuns / 10);
  });
});

/** An owner or a TTL that it took from the line before was put into it, or it took the end of the file. */
function lineMoved(line: string, after: string): boolean {
  const kept = line
    .trim()
    .replace(/^(?:@|zz)\s+/, "")
    .replace(/,$/, "");
  return after.includes(kept);
}
