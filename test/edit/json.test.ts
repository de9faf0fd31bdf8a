import { describe, expect, it } from "vitest";
import { edited, type EditText } from "./editing.ts";

interface Row {
  readonly name: string;
  readonly before: string;
  readonly edits: readonly EditText[];
  readonly after?: string;
  readonly refused?: string;
}

/** Of records JSON: the rows between the brackets of `records`. */
function records(rows: string): string {
  return `{"version": 1, "zones": [{"origin": "example.com", "records": [${rows}]}]}`;
}

const mx = (preference: number): string =>
  `{"name": "@", "type": "MX", "preference": ${preference}, "exchange": "m${preference}.example.net"}`;

const recordsRows: readonly Row[] = [
  {
    name: "takes a row out of the middle",
    before: records(`\n  ${mx(1)},\n  ${mx(2)},\n  ${mx(3)}\n`),
    edits: ["remove MX 2"],
    after: records(`\n  ${mx(1)},\n  ${mx(3)}\n`),
  },
  {
    name: "takes the last row out",
    before: records(`\n  ${mx(1)},\n  ${mx(2)}\n`),
    edits: ["remove MX 2"],
    after: records(`\n  ${mx(1)}\n`),
  },
  {
    name: "takes several out up to the end",
    before: records(`\n  ${mx(1)},\n  ${mx(2)} ,\n  ${mx(3)}\n`),
    edits: ["remove MX 3", "remove MX 2"],
    after: records(`\n  ${mx(1)}\n`),
  },
  {
    name: "takes all out",
    before: records(`\n  ${mx(1)},\n  ${mx(2)}\n`),
    edits: ["remove MX 1", "remove MX 2"],
    after: records("\n"),
  },
  {
    name: "takes one out of a line",
    before: records(`${mx(1)}, ${mx(2)}, ${mx(3)}`),
    edits: ["remove MX 1"],
    after: records(`${mx(2)}, ${mx(3)}`),
  },
  {
    name: "keeps byte order mark, CR LF, indentation, the order of keys and the missing line end",
    before: `\ufeff${records(`\r\n\t${mx(1)},\r\n\t{"text": "v=spf1 a a -all",\r\n\t "type":"TXT", "name" :""}\r\n`)}`,
    edits: ["remove MX 1", "text TXT v=spf1 => v=spf1 a -all"],
    after: `\ufeff${records(`\r\n\t{"text": "v=spf1 a -all",\r\n\t "type":"TXT", "name" :""}\r\n`)}`,
  },
  {
    name: "keeps escapes elsewhere in the value",
    before: records(String.raw`{"name": "@", "type": "TXT", "text": "v=spf1 \u0061:a\u002eexample.net \/ mx mx"}`),
    edits: ["text TXT v=spf1 => v=spf1 a:a.example.net / mx"],
    after: records(String.raw`{"name": "@", "type": "TXT", "text": "v=spf1 \u0061:a\u002eexample.net \/ mx"}`),
  },
  {
    name: "writes a new name as the old one is written",
    before: records(`{"name": "_dmarc.example.com.example.com.", "type": "TXT", "text": "x"}`),
    edits: ["name TXT x => _dmarc.example.com"],
    after: records(`{"name": "_dmarc.example.com.", "type": "TXT", "text": "x"}`),
  },
  {
    name: "cuts a long string",
    before: records(`{"name": "@", "type": "TXT", "strings": ["${"x".repeat(300)}"]}`),
    edits: ["text TXT x => ="],
    after: records(`{"name": "@", "type": "TXT", "strings": ["${"x".repeat(255)}", "${"x".repeat(45)}"]}`),
  },
  {
    name: "cuts a long string of a list with a line each",
    before: records(`{"name": "@", "type": "TXT", "strings": [\n    "a",\n    "${"x".repeat(300)}"\n  ]}`),
    edits: ["text TXT ax => ="],
    after: records(
      `{"name": "@", "type": "TXT", "strings": [\n    "a",\n    "${"x".repeat(255)}",\n    "${"x".repeat(45)}"\n  ]}`,
    ),
  },
  {
    name: "drops a string that is left empty",
    before: records(`{"name": "@", "type": "TXT", "strings": ["a ", "b ", "c"]}`),
    edits: ["text TXT a b => a c"],
    after: records(`{"name": "@", "type": "TXT", "strings": ["a ", "c"]}`),
  },
  {
    name: "writes characters outside ASCII",
    before: records(`{"name": "@", "type": "TXT", "text": "é x"}`),
    edits: ["text TXT Ã© => è x"],
    after: records(`{"name": "@", "type": "TXT", "text": "è x"}`),
  },
  {
    name: "takes a record from behind the proxy",
    before: records(
      `{"name": "mx", "type": "A", "address": "192.0.2.1", "proxied" : true, "comment": "\\"proxied\\": true"}`,
    ),
    edits: ["unproxy A 192.0.2.1"],
    after: records(
      `{"name": "mx", "type": "A", "address": "192.0.2.1", "proxied" : false, "comment": "\\"proxied\\": true"}`,
    ),
  },
  {
    name: "no proxy to switch off",
    before: records(`{"name": "mx", "type": "A", "address": "192.0.2.1"}`),
    edits: ["unproxy A 192.0.2.1"],
    refused: "it does not say that it is proxied",
  },
];

function cloudflare(rows: readonly string[], info: string): string {
  return `{"success": true, "result": [\n${rows.join(",\n")}\n], "result_info": ${info}}`;
}

const row = (type: string, content: string, more = ""): string =>
  `  {"id": "1", "zone_name": "example.com", "name": "example.com", "type": "${type}", "content": ${JSON.stringify(content)}${more}}`;

const cloudflareRows: readonly Row[] = [
  {
    name: "takes one of two rows from behind the proxy",
    before: cloudflare(
      [
        row("A", "192.0.2.1", ', "proxiable": true, "proxied": true, "ttl": 1, "data": {"proxied": true}'),
        row("CNAME", "a.example.net", ', "proxied": true'),
      ],
      '{"count": 2}',
    ),
    edits: ["unproxy A 192.0.2.1"],
    after: cloudflare(
      [
        row("A", "192.0.2.1", ', "proxiable": true, "proxied": false, "ttl": 1, "data": {"proxied": true}'),
        row("CNAME", "a.example.net", ', "proxied": true'),
      ],
      '{"count": 2}',
    ),
  },
  {
    name: "counts what is left",
    before: cloudflare(
      [row("MX", "a.example.net", ', "priority": 1'), row("MX", "a.example.net", ', "priority": 2')],
      '{"count": 2, "total_count": 2}',
    ),
    edits: ["remove MX 2"],
    after: cloudflare([row("MX", "a.example.net", ', "priority": 1')], '{"count": 1, "total_count": 1}'),
  },
  {
    name: "leaves a total that counts other pages",
    before: cloudflare(
      [row("TXT", "a"), row("TXT", "b")],
      '{"page": 2, "per_page": 100, "count": 2, "total_count": 102, "total_pages": 2}',
    ),
    edits: ["remove TXT a"],
    after: cloudflare(
      [row("TXT", "b")],
      '{"page": 2, "per_page": 100, "count": 1, "total_count": 102, "total_pages": 2}',
    ),
  },
  {
    name: "edits each list of a batch",
    before: `{"patches": [${row("A", "192.0.2.1", ', "proxied": true')}], "posts": [${row("TXT", "a")}, ${row("TXT", "b")}]}`,
    edits: ["remove TXT a", "unproxy A 192.0.2.1"],
    after: `{"patches": [${row("A", "192.0.2.1", ', "proxied": false')}], "posts": [${row("TXT", "b")}]}`,
  },
  {
    name: "does not take out of a batch what is changed by it",
    before: `{"puts": [${row("TXT", "a")}, ${row("TXT", "b")}]}`,
    edits: ["remove TXT a"],
    refused: "the record is there, and stays so without this row",
  },
  {
    name: "takes a row out of bare rows",
    before: `[${row("TXT", "a")}, ${row("TXT", "b")}]`,
    edits: ["remove TXT b"],
    after: `[${row("TXT", "a")}]`,
  },
  {
    name: "counts the rows of all pages where they are all",
    before: `[${cloudflare([row("TXT", "a")], '{"page": 1, "per_page": 2, "total_pages": 2, "count": 1, "total_count": 3}')}, ${cloudflare([row("TXT", "b"), row("TXT", "c")], '{"page": 2, "per_page": 2, "total_pages": 2, "count": 2, "total_count": 3}')}]`,
    edits: ["remove TXT c"],
    after: `[${cloudflare([row("TXT", "a")], '{"page": 1, "per_page": 2, "total_pages": 2, "count": 1, "total_count": 2}')}, ${cloudflare([row("TXT", "b")], '{"page": 2, "per_page": 2, "total_pages": 2, "count": 1, "total_count": 2}')}]`,
  },
  {
    name: "counts in the answer that the row stands in",
    before: `[${cloudflare([row("TXT", "a")], '{"count": 1}')}, ${cloudflare([row("TXT", "b"), row("TXT", "c")], '{"count": 2}')}]`,
    edits: ["remove TXT c"],
    after: `[${cloudflare([row("TXT", "a")], '{"count": 1}')}, ${cloudflare([row("TXT", "b")], '{"count": 1}')}]`,
  },
  {
    name: "changes text in quotes",
    before: cloudflare([row("TXT", '"v=spf1 a a -all"')], "{}"),
    edits: ["text TXT v=spf1 => v=spf1 a -all"],
    after: cloudflare([row("TXT", '"v=spf1 a -all"')], "{}"),
  },
  {
    name: "changes one of several strings",
    before: cloudflare([row("TXT", '"v=spf1 a " "mx mx -all"')], "{}"),
    edits: ["text TXT v=spf1 => v=spf1 a mx -all"],
    after: cloudflare([row("TXT", '"v=spf1 a " "mx -all"')], "{}"),
  },
  {
    name: "changes text without quotes",
    before: cloudflare([row("TXT", "v=spf1 a a -all")], "{}"),
    edits: ["text TXT v=spf1 => v=spf1 a -all"],
    after: cloudflare([row("TXT", "v=spf1 a -all")], "{}"),
  },
  {
    name: "takes quotes off that are data",
    before: cloudflare([row("TXT", '"\\"v=spf1 -all\\""')], "{}"),
    edits: ['text TXT "v=spf1 => v=spf1 -all'],
    after: cloudflare([row("TXT", '"v=spf1 -all"')], "{}"),
  },
  {
    name: "cuts anew what grows over 255 bytes",
    before: cloudflare([row("TXT", `"${"x".repeat(250)} -all"`)], "{}"),
    edits: [`text TXT x => ${"x".repeat(250)}yyyyyy -all`],
    after: cloudflare([row("TXT", `"${"x".repeat(250)}yyyyy" "y -all"`)], "{}"),
  },
];

describe.each([
  ["records", recordsRows],
  ["cloudflare", cloudflareRows],
] as const)("%s writer", (format, rows) => {
  it.each(rows)("$name", async ({ before, edits, after, refused }) => {
    const written = await edited(format, "example.json", before, edits);
    expect(written).toEqual({ after, refused: refused === undefined ? [] : [refused] });
  });
});
