import type { Json, Properties } from "./json.ts";

/** What a pack says: violations as "level policy resource", and the lines of what is named as not judged. */
export interface Said {
  readonly violations: readonly string[];
  readonly notJudged: readonly string[];
}

/** A program, what the engine tells a pack about it, and what the pack must say. */
export interface Case {
  /** As in the table for readers. */
  readonly title: string;
  /** File below `programs/`, without its ending. */
  readonly program: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly invokes?: Readonly<Record<string, Properties>>;
  /** `maildns.config.json` of the project. */
  readonly maildns?: Json;
  readonly preview: Said;
  /** In an update, where that is something else. */
  readonly update?: Said;
  /** What only the pack finds (`policy`), and why the linter cannot. */
  readonly packOnly?: Readonly<Record<string, string>>;
  /** The same, for a preview's event log: it leaves out all dependencies, so which of two new zones a record is in. */
  readonly eventLogLacks?: readonly string[];
  /** Text that must be printed nowhere. */
  readonly hidden?: readonly string[];
  /** For the table: what the pack gets, what it judges, what it names as not judged. */
  readonly row?: readonly [gets: string, judged: string, named: string];
}

const nothing: Said = { violations: [], notJudged: [] };
const judged = (...violations: string[]): Said => ({ violations, notJudged: [] });
const alone =
  "without the zone's name nothing is judged but each record by itself; zones[].ids of maildns.config.json names it";
const zoneNeverNamed = "a preview document has the same relative names, and the linter asks for --origin";

export const CASES: readonly Case[] = [
  {
    title: "all that mail needs",
    program: "whole",
    preview: nothing,
  },
  {
    title: "unknown zone",
    program: "unknown-zone",
    preview: judged(
      "advisory spf-missing mx-of-shop",
      "mandatory dmarc-missing mx",
      "mandatory mx-target-address mx-of-shop",
      "mandatory spf-multiple spf-of-newsletter",
    ),
    row: [
      "first deployment: every `zoneId` is unknown",
      "all, by the dependency of each record on its Zone",
      "nothing",
    ],
  },
  {
    title: "unknown provider configuration",
    program: "unknown-provider",
    preview: judged("advisory dmarc-missing mx", "mandatory spf-syntax bad-spf"),
    row: [
      "the provider's token comes from another resource: outputs are empty in a preview",
      "all, by the inputs that were seen at registration",
      "nothing",
    ],
  },
  {
    title: "unknown content",
    program: "unknown-content",
    preview: {
      violations: ["mandatory dmarc-syntax dmarc", "mandatory spf-syntax bad-spf"],
      notJudged: [
        "unknown: the TXT record's value is not known until the deployment",
        "unknown-dkim: the TXT record's value is not known until the deployment",
        "example.com: the text of a TXT record of example.com is not known (spf-missing)",
      ],
    },
    // The update knows both values: one is no SPF record, the other no key.
    update: judged(
      "mandatory dkim-key-syntax unknown-dkim",
      "mandatory dmarc-syntax dmarc",
      "mandatory spf-missing mx",
      "mandatory spf-syntax bad-spf",
    ),
    row: [
      "a TXT whose value comes from another resource",
      "every other record; in the update this one too, before it is created",
      "the record by its name, and the rules that its text could satisfy (`spf-missing`)",
    ],
  },
  {
    title: "secret content",
    program: "secret-content",
    preview: {
      violations: ["mandatory dmarc-syntax dmarc"],
      notJudged: [
        "secret-spf: the TXT record's value is a secret",
        "example.com: the text of a TXT record of example.com is not known (spf-missing)",
      ],
    },
    hidden: ["192.0.2.77", "ipv4"],
    row: [
      "a TXT whose value is marked secret",
      "every other record",
      "the record by its name, never its value, and the rules that its text could satisfy",
    ],
  },
  {
    title: "`.get()` zone",
    program: "read-zone",
    preview: {
      violations: ["mandatory spf-syntax bad-spf"],
      notJudged: [`4 records lie in the zone with the id "0003": ${alone}`],
    },
    packOnly: { "spf-syntax": zoneNeverNamed },
    row: [
      "records in a zone that is read: the engine sends no read resource",
      "each record by itself (here a broken SPF); with `zones[].ids` all",
      "the zone's id, the number of its records and the setting that names it",
    ],
  },
  {
    title: "`.get()` zone, named in maildns.config.json",
    program: "read-zone",
    maildns: { zones: [{ origin: "example.com", ids: ["0003"] }] },
    preview: judged(
      "mandatory dmarc-missing mx",
      "mandatory spf-multiple spf-of-newsletter",
      "mandatory spf-syntax bad-spf",
    ),
  },
  {
    title: "zone that a function looks up",
    program: "looked-up-zone",
    invokes: { "cloudflare:index/getZone:getZone": { id: "0005", zoneId: "0005", name: "example.com" } },
    preview: {
      violations: ["mandatory dmarc-missing mx", "mandatory spf-multiple spf-of-newsletter"],
      notJudged: [
        'the zone with the id "0005" is taken for "example.com" because its records\' names end so; ' +
          "zones[].ids of the configuration makes it sure",
      ],
    },
    row: [
      "`getZone()` gives id and name; no resource stands for the zone",
      "all, where the names are absolute",
      "the zone's id and the name it is taken for",
    ],
  },
  {
    title: "zone id from the stack's configuration",
    program: "zone-from-config",
    config: { "mail:zone": "0004" },
    preview: { violations: [], notJudged: [`3 records lie in the zone with the id "0004": ${alone}`] },
  },
  {
    title: "zone id from the stack's configuration, named in maildns.config.json",
    program: "zone-from-config",
    config: { "mail:zone": "0004" },
    maildns: { zones: [{ origin: "example.com", ids: ["0004"] }] },
    preview: judged("mandatory dmarc-missing mx", "mandatory spf-multiple spf-of-newsletter"),
  },
  {
    title: "SPF and DMARC missing in the program's own zone",
    program: "missing",
    preview: judged("mandatory dmarc-missing mx", "mandatory spf-missing mx"),
  },
  {
    title: "SPF and DMARC missing beside an MX in a zone from elsewhere",
    program: "missing-in-part",
    preview: {
      violations: ["mandatory dmarc-missing mx", "mandatory spf-missing mx"],
      notJudged: [
        'the zone with the id "0002" is taken for "example.com" because its records\' names end so; ' +
          "zones[].ids of the configuration makes it sure",
      ],
    },
  },
  {
    title: "SPF published elsewhere, as maildns.config.json says",
    program: "missing-in-part",
    maildns: {
      zones: [{ origin: "example.com", ids: ["0002"] }],
      domains: { "example.com": { elsewhere: ["spf"] } },
      ignores: [{ rule: "dmarc-missing", domain: "example.com", reason: "the mail team publishes it next week" }],
    },
    preview: nothing,
  },
  {
    title: "renamed tokens",
    program: "renamed-tokens",
    preview: judged(
      "mandatory spf-syntax azure-in-network",
      "mandatory spf-syntax azure-versioned",
      "mandatory spf-syntax cloudflare-record",
      "mandatory spf-syntax scaleway-old",
    ),
    row: [
      "`cloudflare:index/record:Record`, versioned azure-native, old Scaleway tokens",
      "all, as under their present names",
      "nothing",
    ],
  },
  {
    title: "two resources on one record set",
    program: "one-set",
    preview: judged(
      "advisory dmarc-missing first",
      "advisory dmarc-missing fourth",
      "mandatory record-owned-twice third",
      "mandatory spf-multiple second",
    ),
    row: [
      "two TXT resources at one name",
      "at Cloudflare two records (`spf-multiple`); at Route 53 two owners of one set (`record-owned-twice`)",
      "nothing",
    ],
  },
  {
    title: "one name spelt relative, `@` and absolute",
    program: "spellings",
    preview: judged(
      "advisory dmarc-missing absolute",
      "advisory dmarc-missing absolute-below",
      "mandatory spf-multiple at",
      "mandatory spf-multiple relative",
    ),
    row: ["`@`, `example.com`, `news`, `NEWS.example.com` in one zone", "all, as two names", "nothing"],
  },
  {
    title: "records inside components",
    program: "components",
    preview: judged("advisory dmarc-missing site-mail-mx", "mandatory spf-syntax site-mail-spf"),
  },
  {
    title: "records that Cloudflare's Email Routing makes",
    program: "email-routing",
    preview: judged("mandatory mx-single-provider both-routing"),
    eventLogLacks: ["mx-single-provider"],
  },
  {
    title: "six services in one program",
    program: "mixed-providers",
    preview: judged(
      "mandatory spf-syntax azure",
      "mandatory spf-syntax cloudflare",
      "mandatory spf-syntax digitalocean",
      "mandatory spf-syntax google",
      "mandatory spf-syntax hetzner",
      "mandatory spf-syntax route53",
    ),
  },
];

/** The rows for readers, as Markdown. */
export function caseTable(): string {
  const rows = CASES.flatMap(({ title, row }) => (row === undefined ? [] : [[title, ...row]]));
  return [["case", "what the pack gets", "judged", "named as not judged"], ["---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |\n`)
    .join("");
}
