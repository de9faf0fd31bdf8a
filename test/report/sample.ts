import type { Report, ReportFinding, Spot, WriteOptions } from "../../src/report/report.ts";

export const plainOptions: WriteOptions = { color: false, width: 80, quiet: false };

/** A spot on one line of a text: the first occurrence of `mark`, with all lines for the frame. */
export function spot(path: string, source: string, mark: string, note?: string): Spot {
  const lines = source.split("\n").map((text, index) => ({ number: index + 1, text }));
  const found = lines.find(({ text }) => text.includes(mark));
  if (found === undefined) throw new Error(`no ${mark}`);
  const column = found.text.indexOf(mark) + 1;
  const at = { path, line: found.number, column, endLine: found.number, endColumn: column + mark.length, lines };
  return note === undefined ? at : { ...at, note };
}

export function finding(over: Partial<ReportFinding> = {}): ReportFinding {
  return {
    rule: "mx-single-provider",
    severity: "error",
    domain: "example.com",
    message:
      'example.com sends mail to two providers, "aspmx.l.google.com" and "in1-smtp.messagingengine.com": some is lost',
    consequence: "senders choose either host, and mail that reaches the wrong one is refused",
    related: [],
    fingerprint: "0123456789abcdef",
    ...over,
  };
}

export function report(over: Partial<Report> = {}): Report {
  const findings = over.findings ?? [];
  const counted = (severity: string) => findings.filter((one) => one.severity === severity).length;
  return {
    version: "1.2.3",
    summary: {
      documents: 1,
      records: 6,
      zones: 1,
      domains: over.domains?.length ?? 1,
      findings: { error: counted("error"), warning: counted("warning"), info: counted("info") },
      notJudged: over.notJudged?.length ?? 0,
      ignored: over.ignored?.length ?? 0,
      ignoredByComment: over.ignored?.filter(({ by }) => by === "comment").length ?? 0,
      skipped: 0,
    },
    documents: [{ path: "zone.json", format: "cloudflare" }],
    findings,
    notJudged: [],
    ignored: [],
    problems: [],
    domains: [],
    rules: [
      {
        id: "mx-single-provider",
        summary: "the MX records name two mailbox providers",
        consequence: "senders choose either host, and mail that reaches the wrong one is refused",
        severity: "error",
        references: [{ title: "RFC 5321 section 5.1", url: "https://www.rfc-editor.org/rfc/rfc5321#section-5.1" }],
      },
      {
        id: "spf-ptr",
        summary: "SPF uses ptr",
        consequence: "receivers may skip it",
        severity: "warning",
        references: [{ title: "a page", url: "javascript:alert(1)" }],
      },
    ],
    ...over,
  };
}

const zone = `{
  "result": [
    { "type": "MX", "name": "example.com",
      "content": "aspmx.l.google.com" },
    { "type": "MX", "name": "example.com",
      "content": "in1-smtp.messagingengine.com" },
    { "type": "TXT", "name": "example.net",
      "content": "v=spf1 ptr ~all" }
  ]
}`;

/** One of everything. */
export const sample = report({
  findings: [
    finding({
      at: spot("zone.json", zone, "aspmx.l.google.com", "Google Workspace"),
      related: [spot("zone.json", zone, "in1-smtp.messagingengine.com", "Fastmail")],
      help: {
        text: "keep the hosts of one provider:",
        publish: [
          "example.com. 3600 IN MX 10 in1-smtp.messagingengine.com.",
          "example.com. 3600 IN MX 20 in2-smtp.messagingengine.com.",
        ],
      },
      covered: ["mx-provider-set"],
    }),
    finding({
      rule: "spf-ptr",
      severity: "warning",
      domain: "example.net",
      message: 'SPF uses "ptr": receivers may skip it',
      consequence: "receivers may skip it",
      at: spot("zone.json", zone, "ptr"),
      help: { text: "name the hosts by ip4 or include" },
      fingerprint: "2222222222222222",
    }),
    finding({
      rule: "mx-missing",
      severity: "info",
      domain: "example.org",
      message: "example.org has no MX",
      consequence: "",
      fingerprint: "3333333333333333",
    }),
  ],
  notJudged: [
    { domain: "example.com", rule: "spf-lookup-limit", reason: "include:spf.example.org is outside the documents" },
    { domain: "example.net", rule: "spf-lookup-limit", reason: "include:spf.example.org is outside the documents" },
    { domain: "example.com", rule: "spf-void-lookups", reason: "include:spf.example.org is outside the documents" },
    { domain: "example.net", rule: "spf-void-lookups", reason: "include:spf.example.org is outside the documents" },
    { domain: "example.org", rule: "spf-missing", reason: "SPF is not known until the deployment" },
  ],
  ignored: [
    {
      rule: "spf-ptr",
      severity: "warning",
      domain: "example.org",
      message: 'SPF uses "ptr"',
      fingerprint: "4444444444444444",
      reason: "moved in May",
      until: "2026-05-31",
    },
    {
      rule: "spf-no-all",
      severity: "warning",
      domain: "example.net",
      message: "the SPF record ends without all",
      at: { path: "zone.json", line: 8, column: 19, endLine: 8, endColumn: 30 },
      fingerprint: "5555555555555555",
      reason: "the partner adds it",
      by: "comment",
    },
  ],
  problems: [
    { level: "error", path: "zones/broken.yaml", line: 3, column: 7, reason: "a value is not closed" },
    { level: "note", path: "maildns.config.json", reason: "an ignore of mx-missing silences nothing" },
  ],
  domains: [
    { domain: "example.com", role: "mail", summary: "Google Workspace, Fastmail; no SPF", document: "zone.json" },
    { domain: "example.net", role: "send-only", summary: "SPF ~all", document: "zone.json" },
    { domain: "example.info", role: "none", summary: "no mail", document: "zone.json" },
  ],
});
