import { describe, expect, it } from "vitest";
import { edited, type EditText } from "./editing.ts";

interface Row {
  readonly name: string;
  readonly before: string;
  readonly edits: readonly EditText[];
  readonly after?: string;
  readonly refused?: string;
  readonly utf8?: boolean;
}

const HEAD = "$ORIGIN example.com.\n$TTL 300\n";

const rows: readonly Row[] = [
  {
    name: "takes a record from behind Cloudflare's proxy",
    before: `${HEAD}a CNAME x.example.net. ; said cf_tags=cf-proxied:true here cf_tags=t:"cf-proxied:true,", cf-proxied:true ,cf-flatten-cname\nb A 192.0.2.1 ; cf_tags=cf-proxied:true\n`,
    edits: ["unproxy CNAME x"],
    after: `${HEAD}a CNAME x.example.net. ; said cf_tags=cf-proxied:true here cf_tags=t:"cf-proxied:true,", cf-proxied:false ,cf-flatten-cname\nb A 192.0.2.1 ; cf_tags=cf-proxied:true\n`,
  },
  {
    name: "no proxy to switch off",
    before: `${HEAD}b A 192.0.2.1 ; cf_tags=cf-proxied:false\nc A 192.0.2.2 ; cf_tags=cf-proxied:true`,
    edits: ["unproxy A 192.0.2.1"],
    refused: "it does not say that it is proxied",
  },
  {
    name: "takes a line out with its comment",
    before: `${HEAD}@ MX 10 a\n@ MX 20 b ; second\n@ MX 30 c\n`,
    edits: ["remove MX 20"],
    after: `${HEAD}@ MX 10 a\n@ MX 30 c\n`,
  },
  {
    name: "leaves comments on lines of their own",
    before: `${HEAD}; one\n@ MX 10 a\n; two\n@ MX 20 b\n; three\n`,
    edits: ["remove MX 20"],
    after: `${HEAD}; one\n@ MX 10 a\n; two\n; three\n`,
  },
  {
    name: "hands the owner on with its column",
    before: `${HEAD}mail\tIN\tMX\t10 a\n\tIN\tMX\t20 b\n\tIN\tTXT\t"x"\n`,
    edits: ["remove MX 10"],
    after: `${HEAD}mail\tIN\tMX\t20 b\n\tIN\tTXT\t"x"\n`,
  },
  {
    name: "hands the owner over several that go, comments and blank lines",
    before: `${HEAD}mail  MX 10 a\n  MX 20 b\n\n; c\n      TXT "x"\n`,
    edits: ["remove MX 10", "remove MX 20"],
    after: `${HEAD}\n; c\nmail  TXT "x"\n`,
  },
  {
    name: "hands no owner on where the one before is the same",
    before: `${HEAD}@ MX 10 a\n@ MX 20 b\n  TXT "x"\n`,
    edits: ["remove MX 20"],
    after: `${HEAD}@ MX 10 a\n  TXT "x"\n`,
  },
  {
    name: "hands an absolute owner on behind a $ORIGIN",
    before: `${HEAD}mail.example.com. MX 10 a.example.net.\n$ORIGIN other.example.com.\n  TXT "x"\n`,
    edits: ["remove MX 10"],
    after: `${HEAD}$ORIGIN other.example.com.\nmail.example.com. TXT "x"\n`,
  },
  {
    name: "refuses where the owner is relative and the origin moved",
    before: `${HEAD}mail MX 10 a.example.net.\n$ORIGIN other.example.com.\n  TXT "x"\n`,
    edits: ["remove MX 10"],
    refused: "a record after it takes its owner from it",
  },
  {
    name: "hands a TTL on where no $TTL gives it",
    before: `$ORIGIN example.com.\n@ 60 A 192.0.2.1\n@ 900 MX 10 a\nx MX 10 b\n`,
    edits: ["remove MX 10 a"],
    after: `$ORIGIN example.com.\n@ 60 A 192.0.2.1\nx 900 MX 10 b\n`,
  },
  {
    name: "takes an entry in parentheses out whole",
    before: `${HEAD}@ TXT ( "a" ; one\n   "b" ) ; two\n@ A 192.0.2.1\n`,
    edits: ["remove TXT ab"],
    after: `${HEAD}@ A 192.0.2.1\n`,
  },
  {
    name: "keeps CR LF",
    before: `${HEAD}@ MX 10 a\r\n@ MX 20 b\r\n   TXT "v=spf1 a -all"\r\n`.replaceAll(/(?<!\r)\n/g, "\r\n"),
    edits: ["remove MX 10", "remove MX 20", "text TXT v=spf1 => v=spf1 -all"],
    after: `${HEAD}@ TXT "v=spf1 -all"\n`.replaceAll("\n", "\r\n"),
  },
  {
    name: "keeps a byte order mark",
    before: `\ufeff@ 60 TXT "x"\n`,
    edits: ["text TXT x => xy"],
    after: `\ufeff@ 60 TXT "xy"\n`,
  },
  {
    name: "leaves the line end before a last entry without one: a directive needs it",
    before: `${HEAD}@ A 192.0.2.1\n@ MX 10 a`,
    edits: ["remove MX 10"],
    after: `${HEAD}@ A 192.0.2.1\n`,
  },
  {
    name: "changes of a text what differs",
    before: `${HEAD}@ IN TXT "v=spf1  include:a.example.net a ~all" ; spf\n`,
    edits: ["text TXT v=spf1 => v=spf1  include:a.example.net ~all"],
    after: `${HEAD}@ IN TXT "v=spf1  include:a.example.net ~all" ; spf\n`,
  },
  {
    name: "changes one string of several",
    before: `${HEAD}@ TXT ( "v=spf1 " ; begin\n "ip4:192.0.2.1 ip4:192.0.2.1 " ; here\n "-all" )\n`,
    edits: ["text TXT v=spf1 => v=spf1 ip4:192.0.2.1 -all"],
    after: `${HEAD}@ TXT ( "v=spf1 " ; begin\n "ip4:192.0.2.1 " ; here\n "-all" )\n`,
  },
  {
    name: "refuses a change over a comment",
    before: `${HEAD}@ TXT ( "abc" ; begin\n "def" )\n`,
    edits: ["text TXT abc => aef"],
    refused: "a comment stands between the strings of its text",
  },
  {
    name: "cuts a string that grows over 255 bytes",
    before: `${HEAD}@ TXT "${"x".repeat(250)} -all"\n`,
    edits: [`text TXT x => ${"x".repeat(250)}${"y".repeat(10)} -all`],
    after: `${HEAD}@ TXT "${"x".repeat(250)}yyyyy" "yyyyy -all"\n`,
  },
  {
    name: "puts a bare word into quotes where it must",
    before: `${HEAD}@ TXT one\n`,
    edits: ["text TXT one => one two"],
    after: `${HEAD}@ TXT "one two"\n`,
  },
  {
    name: "leaves a bare word bare",
    before: `${HEAD}@ TXT one two\n`,
    edits: ["text TXT onetwo => onetw"],
    after: `${HEAD}@ TXT one tw\n`,
  },
  {
    name: "escapes what it must and leaves escapes elsewhere",
    before: `${HEAD}@ TXT "\\118=\\"one\\"; x"\n`,
    edits: ['text TXT v="one"; x => v="one"; "\\'],
    after: `${HEAD}@ TXT "\\118=\\"one\\"; \\"\\\\"\n`,
  },
  {
    name: "cuts no character through",
    before: `${HEAD}@ TXT "é and à"\n`,
    edits: ["text TXT Ã© => ê and à"],
    after: `${HEAD}@ TXT "\\195\\170 and à"\n`,
  },
  {
    name: "writes bytes of a file that is no UTF-8",
    before: `${HEAD}@ TXT "caf\u00e9 x"\n`,
    edits: ["text TXT caf => caf x"],
    after: `${HEAD}@ TXT "caf x"\n`,
    utf8: false,
  },
  {
    name: "ends a doubled owner with a dot",
    before: `${HEAD}_DMARC.example.com\tIN TXT "v=DMARC1; p=none"\n`,
    edits: ["name TXT v=DMARC1 => _dmarc.example.com"],
    after: `${HEAD}_DMARC.example.com.\tIN TXT "v=DMARC1; p=none"\n`,
  },
  {
    name: "writes another owner, and the old one where it is inherited",
    before: `${HEAD}mail.example.com.example.com. MX 10 a\n   A 192.0.2.1\n`,
    edits: ["name MX 10 => mail.example.com"],
    after: `${HEAD}mail.example.com. MX 10 a\nmail.example.com.example.com. A 192.0.2.1\n`,
  },
  {
    name: "moves all records of an owner that is written once",
    before: `${HEAD}mail.example.com MX 10 a\n   MX 20 b\n   A 192.0.2.1\n`,
    edits: ["name MX 10 => mail.example.com", "name MX 20 => mail.example.com"],
    after: `${HEAD}mail.example.com. MX 10 a\n   MX 20 b\nmail.example.com A 192.0.2.1\n`,
  },
  {
    name: "writes an owner where there was none",
    before: `${HEAD}mail.example.com A 192.0.2.1\n   MX 20 b\n   TXT "x"\n`,
    edits: ["name MX 20 => mail.example.com"],
    after: `${HEAD}mail.example.com A 192.0.2.1\nmail.example.com. MX 20 b\nmail.example.com TXT "x"\n`,
  },
  {
    name: "refuses $GENERATE",
    before: `${HEAD}@ A 192.0.2.1\n$GENERATE 1-2 m$ MX "10 a"\n`,
    edits: ["remove MX 10"],
    refused: "a directive makes it, and others with it",
  },
  {
    name: "refuses generic data",
    before: `${HEAD}@ TXT \\# 2 0161\n`,
    edits: ["text TXT a => b"],
    refused: "its data is written as bytes (RFC 3597)",
  },
];

describe("zone file writer", () => {
  it.each(rows)("$name", async ({ before, edits, after, refused, utf8 }) => {
    const written = await edited("zone-file", "example.com.zone", before, edits, utf8);
    expect(written).toEqual({ after, refused: refused === undefined ? [] : [refused] });
  });
});
