import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deploymentOf, type Change, type Deployment, type Entry } from "../../../src/generate/deployment.ts";
import { planMail } from "../../../src/generate/plan.ts";
import type { PlannedRecord } from "../../../src/generate/planned.ts";
import type { Recipe } from "../../../src/generate/recipe.ts";
import type { MailRequest } from "../../../src/generate/request.ts";
import { sheetWriter } from "../../../src/generate/write/sheet.ts";
import type { Language, WriteOptions } from "../../../src/generate/write/writer.ts";
import { recordOf } from "../../../src/generate/zone.ts";
import type { DnsRecord } from "../../../src/model/record.ts";
import { panelOf, panels } from "../../../src/panels/panels.ts";
import { keys } from "../../dkim-keys.ts";
import { part, request } from "../examples.ts";

function planned(asked: MailRequest): Deployment {
  const result = planMail(asked);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return deploymentOf(result.plan, "example.com", "example.com", undefined);
}

function sheet(deployment: Deployment, options: Partial<WriteOptions> = {}): string {
  const all = { dnsProvider: "cloudflare", lang: "en", panel: undefined, style: "markdown", ...options } as const;
  const written = sheetWriter.write([deployment], all);
  if (!written.ok) throw new Error(written.reasons.join("\n"));
  return written.text;
}

/** As its operator tells it to a customer. */
const lineWorks: Recipe = {
  id: "line-works",
  name: "LINE WORKS",
  kind: "mailbox",
  publish: {
    mx: {
      recommended: {
        label: "Japan",
        preferencesConfirmed: false,
        records: [
          { preference: 10, host: "jp1-aspmx1.worksmobile.com" },
          { preference: 20, host: "jp1-aspmx2.worksmobile.com" },
        ],
      },
    },
    spf: { recommended: ["include:spf.worksmobile.com"], all: "~all" },
  },
};

function record(
  type: PlannedRecord["type"],
  name: string,
  value: string,
  ttl?: number,
  preference?: number,
): DnsRecord {
  const planned: PlannedRecord = {
    role: "r",
    purpose: "other",
    provider: undefined,
    type,
    owner: name,
    name,
    value,
    preference,
    nameUses: [],
    valueUses: [],
  };
  return recordOf(planned, ttl, 0);
}

function entry(record: DnsRecord, purpose?: Entry["purpose"], provider?: string): Entry {
  return { role: "r", purpose, provider, record };
}

/** A zone of Sakura's that goes over to Google: SPF names both, the old MX stays until the switch, the new one waits for that. */
function moving(): Deployment {
  const spf = entry(
    record("TXT", "example.com", "v=spf1 a:www1234.sakura.ne.jp include:_spf.google.com ~all", 3600),
    "spf",
    "google-workspace",
  );
  const dmarc = entry(record("TXT", "_dmarc.example.com", "v=DMARC1; p=none"), "dmarc");
  const oldMx = record("MX", "example.com", "www1234.sakura.ne.jp", 86400, 10);
  const other = record("TXT", "example.com", "google-site-verification=abc", 3600);
  const soa: DnsRecord = {
    ...other,
    type: "SOA",
    data: { text: "ns1.dns.ne.jp. tech.sakura.ad.jp. 1 3600 900 604800 1800" },
  };
  const changes: Change[] = [
    { kind: "change", before: record("TXT", "example.com", "v=spf1 a:www1234.sakura.ne.jp ~all", 3600), entry: spf },
    { kind: "add", entry: dmarc },
    { kind: "remove", before: record("CNAME", "old._domainkey.example.com", "key.example.net", 600) },
  ];
  return {
    domain: "example.com",
    origin: "example.com",
    scope: "whole",
    entries: [entry(soa), entry(oldMx), spf, entry(other), dmarc],
    changes,
    merged: true,
    leaving: [{ record: oldMx, provider: "Sakura", reason: "two mailbox services take mail beside each other" }],
    held: [entry(record("MX", "example.com", "smtp.google.com", undefined, 1), "mx", "google-workspace")],
    pending: [],
    spf: [],
    notes: [{ en: "the zone is signed", ja: "ゾーンは署名されています" }],
    served: [
      {
        url: "https://mta-sts.example.com/.well-known/mta-sts.txt",
        name: "mta-sts.txt",
        text: "version: STSv1\r\nmode: testing\r\nmx: smtp.google.com\r\nmax_age: 86400\r\n",
      },
    ],
  };
}

describe("sheets", () => {
  const lineWorksRequest = request({
    provider: { id: "line-works", recipe: lineWorks },
    dkim: [{ selector: "works2026", key: `v=DKIM1; k=rsa; p=${keys.rsa2048}` }],
  });
  test.each<[string, Deployment, Partial<WriteOptions>]>([
    [
      "google-muumuu-ja.md",
      planned(request({ provider: { id: "google-workspace" } })),
      { panel: "muumuu-dns", lang: "ja" },
    ],
    [
      "fastmail-cloudflare-en.txt",
      planned(request({ provider: { id: "fastmail" } })),
      { panel: "cloudflare", style: "plain" },
    ],
    ["line-works-value-domain-ja.md", planned(lineWorksRequest), { panel: "value-domain", lang: "ja" }],
    ["line-works-sakura-ja.md", planned(lineWorksRequest), { panel: "sakura", lang: "ja" }],
    [
      "microsoft-365-route53-en.md",
      planned(request({ provider: part("microsoft-365"), dmarc: "quarantine" })),
      { panel: "route53" },
    ],
    ["moving-sakura-ja.md", moving(), { panel: "sakura", lang: "ja" }],
    ["moving-sakura-ja.txt", moving(), { panel: "sakura", lang: "ja", style: "plain" }],
    ["moving-route53-en.md", moving(), { panel: "route53" }],
    ["moving-value-domain-en.md", moving(), { panel: "value-domain" }],
    ["moving-any-en.md", moving(), {}],
    ["parked-xserver-ja.md", planned({ domain: "example.com", parked: true }), { panel: "xserver", lang: "ja" }],
  ])("%s", async (name, deployment, options) => {
    await expect(sheet(deployment, options)).toMatchFileSnapshot(`sheets/${name}`);
  });

  test("of several domains stand one behind the other", () => {
    const one = planned({ domain: "example.com", parked: true });
    const options: WriteOptions = { dnsProvider: "cloudflare", lang: "en", panel: undefined, style: "markdown" };
    const written = sheetWriter.write([one, { ...one, domain: "example.net" }], options);
    expect(written.ok && written.text.match(/^# .*$/gm)).toEqual([
      "# DNS records for the mail of `example.com`",
      "# DNS records for the mail of `example.net`",
    ]);
  });

  test("of a panel that nobody knows are not written", () => {
    const options: WriteOptions = { dnsProvider: "cloudflare", lang: "en", panel: "mumu", style: "markdown" };
    expect(sheetWriter.write([moving()], options)).toEqual({
      ok: false,
      reasons: [expect.stringContaining('"mumu" is no panel that is known; accepted: muumuu-dns, onamae-navi')],
    });
  });

  test("say so where nothing is to be done", () => {
    expect(sheet({ ...moving(), changes: [], leaving: [], held: [] })).toContain("Nothing is to be done");
  });
});

describe("the order", () => {
  const order = (changes: Change[]): (string | undefined)[] => {
    const text = sheet({ ...moving(), changes, leaving: [], held: [] }, { panel: "cloudflare" });
    return [...text.matchAll(/^### \(\d+\) (\w+ \S+ ?\S*)/gm)].map(([, title]) => title);
  };
  const add = (own: DnsRecord, purpose: Entry["purpose"]): Change => ({ kind: "add", entry: entry(own, purpose) });

  test("lets senders in first, moves mail then, and refuses at last", () => {
    expect(
      order([
        { kind: "remove", before: record("TXT", "old.example.com", "x") },
        add(record("TXT", "_dmarc.example.com", "v=DMARC1; p=reject"), "dmarc"),
        { kind: "remove", before: record("MX", "example.com", "mx.example.net", 60, 10) },
        add(record("MX", "example.com", "mx.example.com", 60, 10), "mx"),
        add(record("A", "mx.example.com", "192.0.2.1"), "mx"),
        add(record("TXT", "example.com", "v=spf1 mx -all"), "spf"),
      ]),
    ).toEqual(["Add SPF: who", "Add Address of", "Add MX: where", "Remove MX at", "Add DMARC: what", "Remove TXT at"]);
  });

  test("takes away what a CNAME cannot stand beside before it comes", () => {
    expect(
      order([
        add(record("CNAME", "autodiscover.example.com", "autodiscover.outlook.com"), "other"),
        { kind: "remove", before: record("A", "autodiscover.example.com", "192.0.2.1") },
      ]),
    ).toEqual(["Remove A at", "Add `autodiscover.example.com`, for"]);
  });
});

/** What a reader of Markdown makes of the sheet: the cells of its tables and the lines of its blocks. */
function typedIn(text: string): string[] {
  const lines = text.split("\n");
  const found: string[] = [];
  let fence: string | undefined;
  for (const line of lines) {
    const mark = /^(`{3,})(?:text)?$/.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined && line === fence) fence = undefined;
    else if (fence !== undefined) found.push(line);
    else if (line.startsWith("| "))
      found.push(
        ...line
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map(cellText),
      );
  }
  expect(fence).toBeUndefined();
  return found;
}

function cellText(cell: string): string {
  const text = cell.trim();
  const entities = /^<code>(.*)<\/code>$/.exec(text)?.[1];
  if (entities !== undefined)
    return entities.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  const [, mark = "", content = ""] = /^(`+)(.*?)\1$/.exec(text) ?? [];
  if (mark === "") return text;
  return /^ .*[^ ].* $/.test(content) ? content.slice(1, -1) : content;
}

const ids = [...panels.map(({ id }) => id), undefined];
const languages: readonly Language[] = ["en", "ja"];

/** Strings in quotes, one behind the other, as the one text that they are. */
function unquoted(cell: string): string {
  const strings = [...cell.matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, string = ""]) => string);
  return strings.join("").replace(/\\(["\\])/g, "$1");
}

/** How the panel wants a record's value, and the lines and cells that hold it. */
function holds(cells: readonly string[], { type, data }: DnsRecord, panel: string | undefined): boolean {
  const form = panel === undefined ? undefined : panelOf(panel)?.form;
  const ends = form?.finalDot === true ? "." : "";
  const wanted =
    type === "MX"
      ? `${String(data.exchange)}${ends}`
      : type === "CNAME"
        ? `${String(data.target)}${ends}`
        : type === "TXT"
          ? String(data.strings)
          : undefined;
  if (wanted === undefined) return false;
  return cells.some((cell) => {
    const plain = form?.quotes === true && cell.startsWith('"') ? unquoted(cell) : cell;
    if (plain === wanted) return true;
    if (type === "MX") return new RegExp(`^(?:mx )?(?:\\d+ )?${wanted.replaceAll(".", "\\.")}(?: \\d+)?$`).test(cell);
    return form?.lines !== undefined && /^(?:txt|cname) \S+ /.test(cell) && cell.replace(/^\w+ \S+ /, "") === wanted;
  });
}

describe("every record", () => {
  const asked = request({
    provider: part("google-workspace"),
    senders: [part("sendgrid"), { ...part("mailgun"), at: "mg" }],
    dmarc: "quarantine",
  });
  const deployment = planned(asked);

  test.each(ids.flatMap((id) => languages.map((lang) => [String(id), lang, id] as const)))(
    "is in the sheet: %s, %s",
    (_, lang, panel) => {
      const cells = typedIn(sheet(deployment, { lang, panel }));
      for (const { record } of deployment.entries)
        expect(holds(cells, record, panel), JSON.stringify(record.data)).toBe(true);
    },
  );

  const printable = fc.string({ unit: fc.constantFrom(..."ab |`\\\"'<>&#*_[]()$~;=.-"), minLength: 1, maxLength: 40 });

  test("stands there with the value that it has, whatever that holds", () => {
    fc.assert(
      fc.property(printable, fc.constantFrom(...ids), fc.constantFrom(...languages), (text, panel, lang) => {
        const own = record("TXT", "x.example.com", text);
        const one: Deployment = {
          ...deployment,
          pending: [],
          entries: [entry(own, "other")],
          changes: [{ kind: "add", entry: entry(own, "other") }],
        };
        const cells = typedIn(sheet(one, { lang, panel }));
        if (panel === "value-domain") return cells.some((cell) => cell.replaceAll("\\x23", "#") === `txt x ${text}`);
        return holds(cells, own, panel);
      }),
      { numRuns: 300 },
    );
  });

  test("in plain text as well", () => {
    for (const { record } of deployment.entries) {
      if (record.type === "TXT")
        expect(sheet(deployment, { style: "plain", panel: "cloudflare" })).toContain(
          `  ${String(record.data.strings)}\n`,
        );
    }
  });
});

describe("what comes from elsewhere", () => {
  const hostile = "x\n# forged | `a` <b>\u001b[31m\u202e";

  test.each(ids.map((id) => [String(id), id] as const))("forges nothing: %s", (_, panel) => {
    const value = record("TXT", "example.com", hostile);
    const recipe: Recipe = { id: "evil", name: hostile, kind: "sender" };
    const one: Deployment = {
      ...moving(),
      changes: [{ kind: "change", before: value, entry: entry(value, "other", "evil") }],
      leaving: [{ record: value, provider: hostile, reason: hostile }],
      held: [entry(value, "spf", "evil")],
      pending: [{ at: ["provider"], recipe, purpose: "dkim", type: "TXT", owner: hostile, missing: [hostile] }],
      notes: [{ en: hostile, ja: hostile }],
    };
    for (const lang of languages) {
      for (const style of ["markdown", "plain"] as const) {
        const text = sheet(one, { lang, panel, style });
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
        expect(text).not.toMatch(/^# forged/m);
        if (style === "markdown") typedIn(text);
      }
    }
  });

  test("is said not to be typeable", () => {
    const own = entry(record("TXT", "example.com", "a\u0007"), "other");
    const text = sheet({ ...moving(), changes: [{ kind: "add", entry: own }] }, { panel: "muumuu-dns" });
    expect(text).toContain("cannot be typed");
    expect(text).toContain("`a\\x07`");
  });

  test("is struck out where it is a private key that somebody has published", () => {
    const key = `MC4CAQAwBQYDK2VwBCIE${"Ab9".repeat(14)}`;
    const before = record("TXT", "k._domainkey.example.com", `v=DKIM1; p=${key}`);
    for (const style of ["markdown", "plain"] as const) {
      const text = sheet({ ...moving(), changes: [{ kind: "remove", before }] }, { style });
      expect(text).toContain("k._domainkey");
      expect(text).not.toContain("Ab9Ab9");
    }
  });
});
