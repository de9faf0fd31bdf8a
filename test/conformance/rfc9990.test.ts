import { clauses, findingsOf } from "./clauses.ts";

type Row = readonly [clause: string, says: string, zone: string, expect: readonly string[], note?: string];

const P = "v=DMARC1; p=quarantine";
const OWN = "$ORIGIN example.com.\n@ MX 10 mx.example.net.\n@ TXT v=spf1 mx -all";
const OTHER = "$ORIGIN example.org.\n_dmarc TXT v=DMARC1; p=reject; rua=mailto:r@example.org";
const TO_OTHER = `${OWN}\n_dmarc TXT ${P}; rua=mailto:r@example.org\n${OTHER}`;
const WARNING = ["dmarc-report-unauthorized warning"];

const rows: readonly Row[] = [
  [
    "4",
    "within the organisational domain no authorisation is needed",
    `${OWN}\n_dmarc TXT ${P}; rua=mailto:r@reports.example.com`,
    [],
  ],
  ["4", "another organisation's host without the record: the URI MUST be ignored", TO_OTHER, WARNING],
  ["4", "with it", `${TO_OTHER}\nexample.com._report._dmarc TXT v=DMARC1`, []],
  ["4", "a semicolon may follow", `${TO_OTHER}\nexample.com._report._dmarc TXT v=DMARC1;`, []],
  ["4", "a wildcard takes everybody's", `${TO_OTHER}\n*._report._dmarc TXT v=DMARC1`, []],
  [
    "4",
    "several records are fine",
    `${TO_OTHER}\nexample.com._report._dmarc TXT v=DMARC1\nexample.com._report._dmarc TXT v=DMARC1; rua=mailto:x@example.org`,
    [],
  ],
  ["4", "a record without v is dropped", `${TO_OTHER}\nexample.com._report._dmarc TXT yes`, WARNING],
  ["4", "a record of another name", `${TO_OTHER}\nexample.net._report._dmarc TXT v=DMARC1`, WARNING],
  [
    "4",
    "the name the policy was read from, psd=n: another organisation than its parent",
    `${OWN}\n_dmarc TXT ${P}; rua=mailto:r@example.com\n_dmarc.s TXT ${P}; psd=n; rua=mailto:r@example.com\ns MX 10 mx.example.net.\ns TXT v=spf1 mx -all`,
    ["dmarc-report-unauthorized warning s.example.com"],
  ],
  [
    "4",
    "the same without psd=n",
    `${OWN}\n_dmarc TXT ${P}; rua=mailto:r@example.com\n_dmarc.s TXT ${P}; rua=mailto:r@example.com\ns MX 10 mx.example.net.\ns TXT v=spf1 mx -all`,
    [],
  ],
  ["4", "a host that is not declared is not judged", `${OWN}\n_dmarc TXT ${P}; rua=mailto:r@example.org`, []],
  ["3.5", "malformed URIs are skipped", `${OWN}\n_dmarc TXT ${P}; rua=r@example.com`, ["dmarc-report-uri warning"]],
  [
    "RFC 9991 5",
    "the same for ruf",
    `${OWN}\n_dmarc TXT ${P}; rua=mailto:r@example.com; ruf=mailto:r@example.org\n${OTHER}`,
    WARNING,
  ],
];

clauses(
  "RFC 9990",
  rows.map(([clause, says, zone, expect, note]) => ({
    clause,
    says,
    zone,
    expect,
    ...(note === undefined ? {} : { note }),
  })),
  findingsOf("dmarc-"),
);
