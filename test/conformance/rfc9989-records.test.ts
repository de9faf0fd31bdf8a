import { parseDmarc } from "../../src/syntax/dmarc.ts";
import { clauses, findingsOf } from "./clauses.ts";

const RUA = "rua=mailto:dmarc@example.com";
const OK = `v=DMARC1; p=quarantine; ${RUA}`;
const ERROR = ["dmarc-syntax error"];
const WARNING = ["dmarc-syntax warning"];
const INFO = ["dmarc-syntax info"];
const URI = ["dmarc-report-uri warning"];
const REMOVED = ["dmarc-removed-tags warning"];

type Row = readonly [clause: string, says: string, text: string, expect: readonly string[], note?: string];

/** The record of example.com, which has an MX and an SPF policy; the findings about DMARC. */
const records: readonly Row[] = [
  ["4.5", "strings are joined with nothing between", `"v=DMARC1; p=quar" "antine; ${RUA}"`, []],
  ["4.7 v", "exactly DMARC1", `v=dmarc1; p=quarantine; ${RUA}`, ERROR],
  ["4.7 v", "exactly DMARC1: another number", `v=DMARC2; p=quarantine; ${RUA}`, ERROR],
  ["4.7 v", "first", `p=quarantine; v=DMARC1; ${RUA}`, ERROR],
  ["4.7 v", "required", `p=quarantine; ${RUA}`, ERROR],
  [
    "4.8",
    "a blank before v",
    ` ${OK}`,
    ERROR,
    "not in the grammar, and 4.10 drops what does not start with v; some receivers trim",
  ],
  ["4.8", "the letter v ignores case", `V=DMARC1; p=quarantine; ${RUA}`, []],
  ["4.8", "blanks around = and ;", `v = DMARC1 ;p = quarantine ;${RUA} ;`, []],
  ["4.8", "a tab is a blank", `v=DMARC1;\tp=quarantine;\t${RUA}`, []],
  ["4.8", "no blanks at all", `v=DMARC1;p=quarantine;${RUA};`, []],
  ["4.8", "a semicolon at the end", `${OK};`, []],
  ["4.8", "a semicolon parts the tags, a blank does not", `v=DMARC1 p=quarantine; ${RUA}`, ERROR],
  ["4.8", "a semicolon parts the tags, a comma does not", `v=DMARC1, p=quarantine, ${RUA}`, ERROR],
  ["4.8", "a missing semicolon after p", `v=DMARC1; p=quarantine ${RUA}`, ERROR],
  ["4.8", "a colon is no =", `v=DMARC1; p:quarantine; ${RUA}`, ERROR],
  ["4.8", "two semicolons", `v=DMARC1;; p=quarantine; ${RUA}`, WARNING],
  [
    "4.8",
    "a tag without a value",
    `v=DMARC1; p=quarantine; sp=; ${RUA}`,
    ERROR,
    "no value is none that is valid, and 4.10.1 wants sp valid",
  ],
  ["4.8", "an optional tag without a value: its default", `v=DMARC1; p=quarantine; adkim=; ${RUA}`, WARNING],
  ["4.8", "a tag's name has letters only", `v=DMARC1; p=quarantine; x-y=1; ${RUA}`, WARNING],
  ["4.8", "unknown tags are ignored", `v=DMARC1; p=quarantine; foo=bar; ${RUA}`, INFO],
  ["4.8", "an unknown tag that was meant as a known one", `v=DMARC1; p=quarantine; tt=y; ${RUA}`, WARNING],
  ["4.8", "an unknown tag without a value", `v=DMARC1; p=quarantine; foo=; ${RUA}`, WARNING],
  ["4.8", "something that is no tag is ignored", `v=DMARC1; p=quarantine; hello; ${RUA}`, WARNING],
  ["4.7", "any order after v", `v=DMARC1; ${RUA}; p=quarantine`, []],
  [
    "4.7",
    "tag names: lower case",
    `v=DMARC1; P=quarantine; RUA=mailto:dmarc@example.com`,
    [],
    "RFC 6376 3.2 has tag names sensitive to case, the ABNF of 9989 for v not; receivers fold",
  ],
  [
    "4.7",
    "a tag twice",
    `v=DMARC1; p=quarantine; p=none; ${RUA}`,
    ["dmarc-monitoring-only info", ...ERROR],
    "9989 is silent, RFC 6376 3.2 makes the whole list invalid, most receivers take the last: an error, because nobody can tell what holds",
  ],
  [
    "4.7",
    "a tag twice with the same value",
    `v=DMARC1; p=quarantine; p=quarantine; ${RUA}`,
    ERROR,
    "as with two values: a receiver by RFC 6376 3.2 sees no record",
  ],
  ["4.7 p", "none, quarantine, reject", `v=DMARC1; p=quarentine; ${RUA}`, ERROR],
  ["4.7 p", "values ignore case", `v=DMARC1; p=Quarantine; ${RUA}`, []],
  ["4.7 p", "recommended: missing with rua it counts as none", `v=DMARC1; ${RUA}`, WARNING],
  ["4.7 p", "missing without rua: no processing", "v=DMARC1; adkim=r", ERROR],
  ["4.7 p", "bare v=DMARC1", "v=DMARC1", ERROR],
  ["4.10.1", "p not valid, no rua", "v=DMARC1; p=foo", ERROR],
  ["4.10.1", "sp not valid cancels p", `v=DMARC1; p=quarantine; sp=rejct; ${RUA}`, ERROR],
  ["4.10.1", "np not valid cancels p", `v=DMARC1; p=quarantine; np=rejct; ${RUA}`, ERROR],
  ["4.7 sp", "weaker than p", `v=DMARC1; p=quarantine; sp=none; ${RUA}`, ["dmarc-subdomain-weaker warning"]],
  ["4.7 np", "weaker than p", `v=DMARC1; p=quarantine; np=none; ${RUA}`, ["dmarc-subdomain-weaker warning"]],
  ["4.7 sp", "stronger than p", `v=DMARC1; p=quarantine; sp=reject; np=reject; ${RUA}`, []],
  ["4.7 t", "y", `v=DMARC1; p=quarantine; t=y; ${RUA}`, ["dmarc-test-mode info"]],
  ["4.7 t", "n", `v=DMARC1; p=quarantine; t=n; ${RUA}`, []],
  ["4.7 t", "not valid: n", `v=DMARC1; p=quarantine; t=yes; ${RUA}`, WARNING],
  ["4.7 psd", "not valid: u", `v=DMARC1; p=quarantine; psd=no; ${RUA}`, WARNING],
  ["4.7 psd", "n at the organisational domain", `v=DMARC1; p=quarantine; psd=n; ${RUA}`, []],
  ["4.7 adkim", "r or s", `v=DMARC1; p=quarantine; adkim=s; aspf=R; ${RUA}`, []],
  ["4.7 adkim", "not valid: r", `v=DMARC1; p=quarantine; adkim=strict; ${RUA}`, WARNING],
  ["4.7 aspf", "not valid: r", `v=DMARC1; p=quarantine; aspf=x; ${RUA}`, WARNING],
  ["4.8 fo", "0", `${OK}; fo=0`, []],
  ["4.8 fo", "1:d:s", `${OK}; fo=1:d:s`, []],
  ["4.8 fo", "d:1:s", `${OK}; fo=d:1:s`, []],
  ["4.8 fo", "d:s:0", `${OK}; fo=d:s:0`, []],
  ["4.8 fo", "d:s", `${OK}; fo=d:s`, []],
  ["4.8 fo", "s alone", `${OK}; fo=s`, []],
  ["4.8 fo", "0 and 1 exclude each other", `${OK}; fo=0:1`, WARNING],
  ["4.8 fo", "d and s once each", `${OK}; fo=d:d`, WARNING],
  ["4.8 fo", "no blanks", `${OK}; fo=1 : d`, WARNING],
  ["4.8 fo", "colons, no commas", `${OK}; fo=1,d`, WARNING],
  ["4.7 rua", "none at all", "v=DMARC1; p=quarantine", ["dmarc-no-reports warning"]],
  [
    "4.6",
    "any number of URIs",
    `v=DMARC1; p=quarantine; rua=mailto:a@example.com, mailto:b@example.com , mailto:c@example.com`,
    [],
  ],
  ["4.6", "an address is no URI", "v=DMARC1; p=quarantine; rua=dmarc@example.com", URI],
  ["4.6", "a blank parts no URIs", "v=DMARC1; p=quarantine; rua=mailto:a@example.com mailto:b@example.com", URI],
  [
    "4.6",
    "a semicolon parts no URIs",
    "v=DMARC1; p=quarantine; rua=mailto:a@example.com; mailto:b@example.com",
    WARNING,
  ],
  ["4.7 rua", "other schemes may be ignored", "v=DMARC1; p=quarantine; rua=https://example.com/r", URI],
  [
    "4.7 rua",
    "other schemes beside mailto",
    "v=DMARC1; p=quarantine; rua=mailto:a@example.com,https://example.com/r",
    URI,
  ],
  ["4.8 dmarc-uri", "a comma is encoded", "v=DMARC1; p=quarantine; rua=mailto:a,b@example.com", URI],
  ["4.8 dmarc-uri", "an encoded comma", "v=DMARC1; p=quarantine; rua=mailto:a%2Cb@example.com", []],
  ["4.8 dmarc-uri", "an exclamation mark is encoded", "v=DMARC1; p=quarantine; rua=mailto:a!b@example.com", URI],
  ["4.8 dmarc-uri", "an encoded exclamation mark", "v=DMARC1; p=quarantine; rua=mailto:a%21b@example.com", []],
  ["4.8 obs-dmarc-uri", "a size is obsolete", "v=DMARC1; p=quarantine; rua=mailto:a@example.com!10m", URI],
  [
    "4.8 obs-dmarc-uri",
    "a size of another unit is no size",
    "v=DMARC1; p=quarantine; rua=mailto:a@example.com!10x",
    URI,
  ],
  ["4.8 dmarc-uri", "characters of RFC 3986", "v=DMARC1; p=quarantine; rua=mailto:<a@example.com>", URI],
  ["4.8 dmarc-urilist", "an empty place in the list", "v=DMARC1; p=quarantine; rua=mailto:a@example.com,", URI],
  ["4.8 dmarc-value", "an empty rua", "v=DMARC1; p=quarantine; rua=", WARNING],
  ["C.5.2", "pct is removed", `${OK}; pct=100`, REMOVED],
  ["C.5.2", "rf is removed", `${OK}; rf=afrf`, REMOVED],
  ["C.5.2", "ri is removed", `${OK}; ri=86400`, REMOVED],
  ["A.6", "pct under 100 now means all mail", `${OK}; pct=10`, REMOVED],
  ["3.2.12", "monitoring mode", `v=DMARC1; p=none; ${RUA}`, ["dmarc-monitoring-only info"]],
];

clauses(
  "RFC 9989, records",
  records.map(([clause, says, text, expect, note]) => ({
    clause,
    says,
    text,
    expect: [...expect].sort(),
    ...(note === undefined ? {} : { note }),
  })),
  ({ text }: { readonly text: string }) => {
    const written = text.startsWith(" ") ? JSON.stringify(text) : text;
    return findingsOf("dmarc-")({ zone: `@ MX 10 mx.example.net.\n@ TXT v=spf1 mx -all\n_dmarc TXT ${written}` });
  },
);

/** A record, a field of it, the value in force. */
const values: readonly (readonly [
  clause: string,
  says: string,
  text: string,
  field: "p" | "sp" | "np" | "t" | "psd" | "adkim" | "aspf" | "fo" | "usable" | "rua",
  expect: string,
  note?: string,
])[] = [
  ["4.7 p", "missing: none", `v=DMARC1; ${RUA}`, "p", "none"],
  ["4.7 sp", "missing: p", "v=DMARC1; p=reject", "sp", "reject"],
  ["4.7 np", "missing: sp", "v=DMARC1; p=none; sp=reject", "np", "reject"],
  ["4.7 np", "missing, sp missing: p", "v=DMARC1; p=reject", "np", "reject"],
  ["4.7 t", "missing: n", "v=DMARC1; p=reject", "t", "n"],
  ["4.7 psd", "missing: u", "v=DMARC1; p=reject", "psd", "u"],
  ["4.7 adkim", "missing: r", "v=DMARC1; p=reject", "adkim", "r"],
  ["4.7 aspf", "missing: r", "v=DMARC1; p=reject", "aspf", "r"],
  ["4.7 fo", "missing: 0", "v=DMARC1; p=reject", "fo", "0"],
  ["4.8", "values ignore case", "v=DMARC1; p=REJECT; t=Y; psd=N; adkim=S", "p", "reject"],
  ["4.8", "not valid: the default", "v=DMARC1; p=reject; adkim=strict", "adkim", "r"],
  ["4.8", "fo not valid: the default", "v=DMARC1; p=reject; fo=1:0", "fo", "0"],
  [
    "4.7",
    "a tag twice: the last",
    "v=DMARC1; p=none; p=reject",
    "p",
    "reject",
    "most receivers; RFC 6376 3.2 would drop the list",
  ],
  ["4.10.1", "sp not valid, rua valid: as none", `v=DMARC1; p=reject; sp=x; ${RUA}`, "usable", "as-none"],
  [
    "4.10.1",
    "sp not valid, rua valid: as none, also for the name itself",
    `v=DMARC1; p=reject; sp=x; ${RUA}`,
    "p",
    "none",
  ],
  ["4.10.1", "np not valid, no rua", "v=DMARC1; p=reject; np=x", "usable", "no"],
  ["4.10.1", "psd not valid does not matter", "v=DMARC1; p=reject; psd=x", "usable", "yes"],
  ["4.7 v", "not exact", "v=DMARC1.0; p=reject", "usable", "no"],
  [
    "4.8",
    "a size is left out of the URI",
    "v=DMARC1; p=none; rua=mailto:r@example.com!10m",
    "rua",
    "mailto:r@example.com",
  ],
  [
    "4.6",
    "each URI",
    "v=DMARC1; p=none; rua=mailto:a@example.com,r@example.com ,\tmailto:b@example.com",
    "rua",
    "mailto:a@example.com mailto:b@example.com",
  ],
];

clauses(
  "RFC 9989, values",
  values.map(([clause, says, text, field, expect, note]) => ({
    clause,
    says,
    text,
    field,
    expect,
    ...(note === undefined ? {} : { note }),
  })),
  ({ text, field }: { readonly text: string; readonly field: (typeof values)[number][3] }) => {
    const record = parseDmarc(text);
    if (field !== "rua") return record[field];
    return record.rua
      .filter(({ valid }) => valid)
      .map((uri) => uri.text)
      .join(" ");
  },
);

const zones: readonly Row[] = [
  ["4.5", "the record stands at _dmarc", `@ MX 10 mx.example.net.\n@ TXT ${OK}`, ["dmarc-wrong-name error"]],
  ["4.5", "not at dmarc", `@ MX 10 mx.example.net.\ndmarc TXT ${OK}`, ["dmarc-wrong-name error"]],
  [
    "4.10",
    "several records are discarded: no policy",
    `_dmarc TXT ${OK}\n_dmarc TXT v=DMARC1; p=reject; ${RUA}`,
    ["dmarc-multiple error"],
  ],
  [
    "4.10",
    "several records are discarded: a parent's equal one holds",
    `_dmarc TXT ${OK}\na MX 10 mx.example.net.\na TXT v=spf1 mx -all\n_dmarc.a TXT ${OK}\n_dmarc.a TXT v=DMARC1; p=none; ${RUA}`,
    ["dmarc-multiple warning a.example.com"],
  ],
  ["4.10", "a text that is no DMARC record is not counted", `_dmarc TXT ${OK}\n_dmarc TXT some-verification=1`, []],
  [
    "4.10.1",
    "a subdomain under the organisational domain's record",
    `_dmarc TXT ${OK}\na MX 10 mx.example.net.\na TXT v=spf1 mx -all`,
    [],
  ],
  [
    "4.10.1",
    "a record between is the organisational domain's where nothing stands above it",
    `@ MX 10 mx.example.net.\n_dmarc.m TXT ${OK}\na.m MX 10 mx.example.net.\na.m TXT v=spf1 mx -all`,
    ["dmarc-missing error", "dmarc-report-unauthorized warning m.example.com"],
    "by 4.10.2 the fewest labels: m.example.com is the organisational domain of a.m.example.com, though the public suffix list says example.com",
  ],
  [
    "5.1.8",
    "a record of eight labels above the name is never asked for",
    `_dmarc TXT v=DMARC1; p=none; ${RUA}\n_dmarc.b.c.d.e.f.g TXT v=DMARC1; p=quarantine; psd=n; ${RUA}\na.b.c.d.e.f.g MX 10 mx.example.net.`,
    ["dmarc-monitoring-only info", "dmarc-report-unauthorized warning b.c.d.e.f.g.example.com"],
    "psd=n makes b.c.d.e.f.g.example.com an organisation of its own, which example.com does not take reports of",
  ],
  ["5.1.4", "no record", "@ MX 10 mx.example.net.", ["dmarc-missing error"]],
  [
    "7.4",
    "enforced, and neither SPF nor DKIM",
    `@ MX 10 mx.example.net.\n_dmarc TXT v=DMARC1; p=quarantine; ${RUA}`,
    ["dmarc-enforced-without-auth error"],
  ],
];

clauses(
  "RFC 9989, zones",
  zones.map(([clause, says, zone, expect, note]) => ({
    clause,
    says,
    zone,
    expect,
    ...(note === undefined ? {} : { note }),
  })),
  findingsOf("dmarc-"),
);
