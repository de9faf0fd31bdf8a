import { describe, expect, it } from "vitest";
import { zoneFileReader } from "../../src/input/zone-file.ts";
import { errorsOf, linesOf, notesOf, readText, recordsOf } from "./zone-reading.ts";

const SOA = "@ 3600 IN SOA ns1.example.net. hostmaster 1 7200 3600 1209600 3600\n";
const read = (body: string) => linesOf(readText(`$TTL 60\n${body}`, { origin: "example.com" }));

describe("records", () => {
  it.each([
    ["mx", "@ 300 IN MX 10 mx.example.net.", "example.com. 300 IN MX 10 mx.example.net."],
    ["mx, relative host", "MX MX 010 Mail", "mx.example.com. 60 IN MX 10 mail.example.com."],
    ["null mx", "@ MX 0 .", "example.com. 60 IN MX 0 ."],
    ["mx whose host is no host name", "@ MX 10 mail_1", "example.com. 60 IN MX 10 mail_1.example.com."],
    ["mx whose host is an address", "@ MX 10 192.0.2.1", "example.com. 60 IN MX 10 192.0.2.1.example.com."],
    ["txt, bare words", "@ TXT v=spf1 a -all", 'example.com. 60 IN TXT "v=spf1" "a" "-all"'],
    ["txt cut at a semicolon", "k TXT v=DKIM1; k=rsa", 'k.example.com. 60 IN TXT "v=DKIM1"'],
    ["txt, escaped semicolon", "k TXT v=DKIM1\\; k=rsa", 'k.example.com. 60 IN TXT "v=DKIM1;" "k=rsa"'],
    ["txt, two strings", 'k TXT "a""b"', 'k.example.com. 60 IN TXT "a" "b"'],
    ["txt, bytes", 'k TXT "\\195\\188" ü', 'k.example.com. 60 IN TXT "\\195\\188" "\\195\\188"'],
    ["spf", '@ SPF "v=spf1 -all"', 'example.com. 60 IN SPF "v=spf1 -all"'],
    ["alias", "@ ALIAS lb.example.net.", "example.com. 60 IN ALIAS lb.example.net."],
    ["aname", "@ ANAME lb.example.net.", "example.com. 60 IN ALIAS lb.example.net."],
    ["srv", "_s._tcp SRV 1 2 3 @", "_s._tcp.example.com. 60 IN SRV 1 2 3 example.com."],
    ["soa", "@ SOA ns H.O 1 1h 2d 3 4", "example.com. 60 IN SOA ns.example.com. h.o.example.com. 1 3600 172800 3 4"],
    ["caa", "@ CAA 0 issue ca.example; rest", 'example.com. 60 IN CAA 0 issue "ca.example"'],
    ["tlsa", "_25._tcp.mx TLSA 3 1 1 AB CD", "_25._tcp.mx.example.com. 60 IN TLSA 3 1 1 ABCD"],
    ["another type", "x RP a b.example.net.", "x.example.com. 60 IN RP a.example.com. b.example.net."],
    ["another type by number", "x TYPE65280 \\# 2 abcd", "x.example.com. 60 IN TYPE65280 \\# 2 abcd"],
    ["generic data of a known type", "x CLASS1 TYPE15 \\# 5 000a016100", "x.example.com. 60 IN MX 10 a."],
    ["name of bytes", "bücher A 192.0.2.1", "b\\195\\188cher.example.com. 60 IN A 192.0.2.1"],
  ])("%s", (_, line, expected) => {
    expect(read(line)).toEqual([expected]);
  });

  it("have the same keys in the same order, whatever their type", () => {
    const zone = `${SOA}@ MX 10 a\n@ TXT a\n@ A 192.0.2.1\n@ AAAA ::1\n@ NS a\n@ CAA 0 issue a\nx RP a b\nx SRV 1 2 3 a\nx WEBFWD a\n`;
    const keys = recordsOf(readText(zone, { origin: "example.com" })).map((record) => Object.keys(record).join());
    expect(new Set(keys)).toEqual(new Set(["name,type,data,ttl,source,at,vendor"]));
  });

  it("of an unknown type leave open what stands at their name", () => {
    const result = readText(`${SOA}x NI MX 10 a\n`, { origin: "example.com" });
    expect(recordsOf(result).map((record) => record.type)).toEqual(["SOA", "UNKNOWN"]);
    expect(notesOf(result)).toEqual([
      '2:3 "NI" is no record type that is known, so what stands at this name is not judged; BIND refuses such a zone',
    ]);
  });

  it("outside the zone, of another class and second SOAs are told", () => {
    const zone = `${SOA}a.example.net. A 192.0.2.1\n TXT b\nx CH TXT a\n@ SOA a b 1 2 3 4 5\n@ ALIAS x\n`;
    const result = readText(zone, { origin: "example.com" });
    expect(recordsOf(result).map((record) => record.type)).toEqual(["SOA", "SOA", "ALIAS"]);
    expect(notesOf(result)).toEqual([
      "5:1 a second SOA: BIND refuses such a zone",
      '2:1 2 records outside the zone example.com are left out, as BIND does: "a.example.net." is the first',
      "4:1 1 record of another class than IN is left out: CH is the first; BIND refuses such a zone",
      "6:1 1 ALIAS or ANAME record: BIND refuses such a zone, some DNS hosts take it",
    ]);
  });
});

describe("errors", () => {
  it.each([
    ["@ MX ten a", '1:6 the preference "ten" is not a whole number from 0 to 65535'],
    ["@ MX 65536 a", '1:6 the preference "65536" is not a whole number from 0 to 65535'],
    ["@ MX 10", "1:8 the entry ends before its exchange"],
    ['@ MX 10 "a"', "1:9 the exchange stands in quotes"],
    ["@ MX 10 a b", '1:11 "b" is one field too many'],
    ["@ MX 10 a..b", '1:9 the name "a..b" has an empty label'],
    ["x\\25 A 192.0.2.1", '1:1 the escape in "x\\25" needs three digits'],
    ["@ A 192.0.2.256", '1:5 "192.0.2.256" is no IPv4 address'],
    ["@ AAAA 1::2::3", '1:8 "1::2::3" is no IPv6 address'],
    ["@ TXT", "1:6 the entry ends before its text"],
    ['@ TXT "a\nb"', "1:7 this quote is not closed on its line"],
    ["@ TXT \\256", '1:7 the escape "\\256" is no byte: \\000 to \\255 are'],
    ["@ TXT ( a", "1:7 this parenthesis is never closed"],
    ["@ TXT a )", "1:9 this parenthesis closes none"],
    ["@ 60 61 A 192.0.2.1", '1:6 "61" is no record type'],
    ["@ TYPE15 \\# 3 000a", "1:19 the data has 2 bytes, and its length says 3"],
    ["@ 60 TYPE15 \\# 3 000a01", "1:1 these bytes are no MX data"],
    ["@ TYPE700 a", "1:11 the data of TYPE700 is written as \\# length hexadecimal (RFC 3597 5)"],
    ["@ ANY", "1:6 the entry ends before its type"],
    ["@ OPT a", "1:3 the type OPT cannot stand in a zone"],
    [" MX 10 a", "1:1 the line starts with a blank, for the owner of the record before it, and there is none"],
    ["$TTL 1h30", '1:6 "1h30" is no TTL'],
    ["$ORIGIN", "1:8 the entry ends before its name"],
    ["$INCLUDE nothing", '1:1 "nothing" is not included: there is no such file'],
    ["$GENERATE 2-1 a A 192.0.2.1", '1:11 "2-1" is no range: first-last or first-last/step'],
    ["$GENERATE 0-65536 a A 192.0.2.1", "1:11 $GENERATE would make 65537 records, and 65536 is the limit"],
    ["$GENERATE 1-2 a A 192.0.2.256", '1:1 for the number 1: "192.0.2.256" is no IPv4 address'],
    ["sub SOA a b 1 2 3 4 5", '1:1 the SOA stands at "sub.example.com.", and the zone is "example.com."'],
    [
      "example.com SOA a b 1 2 3 4 5",
      '1:1 the SOA stands at "example.com.example.com.", and the zone is "example.com.": its owner needs a final dot, "example.com."',
    ],
    [`@ TXT "${"a".repeat(256)}"`, /^1:8 a character string of 256 bytes, and one holds up to 255: /],
    ["x A 192.0.2.1", "1:1 the record has no TTL, and no $TTL, SOA or record with one stands before it"],
    ["# comment", '1:3 "comment" is no record type, and no data follows it'],
    [
      "$FOO",
      '1:1 "$FOO" is no directive: $ORIGIN, $TTL, $INCLUDE and $GENERATE are (a name that starts so is written "\\$…")',
    ],
  ])("%s", (zone, expected) => {
    const ttl = zone.startsWith("x A") ? "" : "\n$TTL 60\n@ MX 10 good\n";
    const result = readText(zone + ttl, { origin: "example.com" });
    expect(result.zones).toEqual([]);
    expect(errorsOf(result)[0]).toMatch(expected instanceof RegExp ? expected : new RegExp(`^${quote(expected)}$`));
  });

  it("refuse the document, and the reading goes on at the next entry", () => {
    const zone = `${SOA}@ MX a b\nx A 1 ( 2\n 3 )\n@ MX 10 good\ny TXT "\nz A\n`;
    const result = readText(zone, { origin: "example.com" });
    expect(result.zones).toEqual([]);
    expect(errorsOf(result).map((error) => error.split(" ", 1)[0])).toEqual(["2:6", "3:5", "6:7", "7:4"]);
  });

  it("stop after 20", () => {
    const result = readText(SOA + "@ MX a b\n".repeat(10_000), { origin: "example.com" });
    expect(result.problems.length).toBe(20);
    expect(result.problems[19]?.reason).toMatch(/; the reading stops here, after 20 errors$/);
  });

  it.each([
    ["", "the zone file holds no record"],
    ["; nothing\n", "the zone file holds no record"],
    ["$TTL 60\nx CH TXT a\n", "the zone file holds no record"],
  ])("an empty document %j", (zone, reason) => {
    expect(errorsOf(readText(zone, { origin: "example.com" }))).toEqual([reason]);
  });

  it("a byte order mark is told and passed over", () => {
    const result = readText(`\ufeff${SOA}`, { origin: "example.com" });
    expect(linesOf(result)).toHaveLength(1);
    expect(notesOf(result)).toEqual([
      "1:1 the file starts with a byte order mark, which BIND refuses: save it without one",
    ]);
  });
});

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

describe("hostile input", () => {
  const large = 300_000;
  it.each([
    ["open parentheses", "(".repeat(large)],
    ["closing parentheses", ")".repeat(large)],
    ["quotes", '"'.repeat(large)],
    ["quotes on lines", '"\n'.repeat(large)],
    ["backslashes", "\\".repeat(large)],
    ["dollars", "$".repeat(large)],
    ["one word", `@ TXT ${"a".repeat(large)}`],
    ["one name", `@ MX 10 ${"a.".repeat(large)}`],
    ["one name of escapes", `@ MX 10 ${"\\097".repeat(large)}`],
    ["many strings", `@ 60 TXT ${"a ".repeat(large)}`],
    ["many lines of a string", `@ 60 TXT (${'"a"\n'.repeat(large)})`],
    ["origins", "$ORIGIN a\n".repeat(large)],
    ["comments", ";\n".repeat(large)],
    ["a broken string behind each backslash", '@ 60 TXT "\\\n'.repeat(large / 10)],
  ])("ends: %s", (_, zone) => {
    for (const given of [{}, { origin: "example.com" }]) {
      const { zones, problems } = readText(zone, given);
      expect(zones.length > 0).toBe(problems.every((problem) => problem.level === "note"));
      expect(problems.every((problem) => problem.reason.length < 1000)).toBe(true);
    }
  });
});

describe("the zone's origin", () => {
  const record = "x.example.com. 60 IN A 192.0.2.1\n";
  it.each([
    ["option", "$ORIGIN example.net.\n@ 60 A 192.0.2.1\n", { origin: "example.net" }, "example.net", "part"],
    ["SOA owner", "example.com. 60 IN SOA a. b. 1 2 3 4 5\n", {}, "example.com", "whole"],
    ["SOA owner in upper case", "EXAMPLE.COM. SOA a. b. 1 2 3 4 5\n", {}, "example.com", "whole"],
    ["SOA below the root", "$ORIGIN .\n$TTL 60\nexample.com SOA a. b. 1 2 3 4 5\n", {}, "example.com", "whole"],
    ["SOA below its parent", "$ORIGIN com.\n$TTL 60\nexample SOA a. b. 1 2 3 4 5\n", {}, "example.com", "whole"],
    ["SOA behind other records", `${record}example.com. SOA a. b. 1 2 3 4 5\n`, {}, "example.com", "whole"],
    ["$ORIGIN", "; c\n$TTL 60\n$ORIGIN example.com.\n@ A 192.0.2.1\n", {}, "example.com", "part"],
    [
      "$ORIGIN before the file's name",
      "$ORIGIN example.com.\n@ 1 A 192.0.2.1\n",
      { path: "db.example.net" },
      "example.com",
      "part",
    ],
    ["file name .zone", record, { path: "zones/example.com.zone" }, "example.com", "part"],
    ["file name db.", `@ SOA a. b. 1 2 3 4 5\n${record}`, { path: "db.example.com" }, "example.com", "whole"],
    ["file name .db", record, { path: "example.com.db" }, "example.com", "part"],
    ["file name .txt", record, { path: "example.com.txt" }, "example.com", "part"],
    ["file name alone", record, { path: "a\\Example.com" }, "example.com", "part"],
  ])("by the %s", (_, zone, given, origin, scope) => {
    expect(readText(zone, given).zones[0]).toMatchObject({ origin, scope });
  });

  it.each([["zone"], ["zone.txt"], ["example.com.bak"], ["<stdin>"]])("is not known from %j", (path) => {
    expect(errorsOf(readText(record, { path }))[0]).toMatch(/give it with --origin$/);
  });
});

describe("$INCLUDE", () => {
  const zone = `$TTL 60\n${SOA}x A 192.0.2.1\n$INCLUDE inner sub ; comment\n TXT after\nz A 192.0.2.3\n`;

  it("takes an origin, gives origin and owner back, keeps the TTL", () => {
    const files = { inner: " A 192.0.2.9\n$TTL 99\n$ORIGIN deeper\nq A 192.0.2.8" };
    const result = readText(zone, { origin: "example.com", files });
    expect(linesOf(result).slice(1)).toEqual([
      "x.example.com. 60 IN A 192.0.2.1",
      "x.example.com. 60 IN A 192.0.2.9",
      "q.deeper.sub.example.com. 99 IN A 192.0.2.8",
      'x.example.com. 99 IN TXT "after"',
      "z.example.com. 99 IN A 192.0.2.3",
    ]);
    expect(result.zones[0]?.documents.map((document) => document.path)).toEqual(["zone", "inner"]);
    const inner = recordsOf(result)[3];
    expect(inner?.source.document.path).toBe("inner");
    const [region] = zoneFileReader.locate({ path: "inner", text: files.inner, utf8: true }, [
      { at: inner?.at ?? -1, field: "address" },
    ]);
    expect(files.inner.slice(region?.start, region?.end)).toBe("192.0.2.8");
  });

  it("places an error in the included file", () => {
    const { zones, problems } = readText(zone, { origin: "example.com", files: { inner: "a A 192.0.2.1\nb A x\n" } });
    expect(zones).toEqual([]);
    expect(problems).toMatchObject([{ level: "error", path: "inner", line: 2, column: 5 }]);
  });

  it.each([
    ["itself", { zone: "$INCLUDE zone\n" }, "1:1 $INCLUDE leads back: zone -> zone"],
    [
      "one another",
      { zone: "$INCLUDE a\n", a: "$INCLUDE b\n", b: "$INCLUDE a\n" },
      "1:1 $INCLUDE leads back: zone -> a -> b -> a",
    ],
  ])("of %s ends", (_, files, reason) => {
    expect(errorsOf(readText(files.zone, { origin: "example.com", files }))[0]).toBe(reason);
  });

  it("is bounded in depth", () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, `$INCLUDE f${i + 1}\n`]));
    expect(errorsOf(readText("$INCLUDE f0\n", { origin: "example.com", files }))[0]).toBe(
      "1:1 $INCLUDE goes deeper than 20 files",
    );
  });

  it("is bounded in all", () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 19; i++) files[`f${i}`] = `$INCLUDE f${i + 1}\n`.repeat(100);
    const errors = errorsOf(readText("$INCLUDE f0\n", { origin: "example.com", files: { ...files, f19: "\n" } }));
    expect(errors[0]).toMatch(/ more than 10000 files are included$/);
  });
});

describe("$GENERATE", () => {
  it("is bounded in all", () => {
    const zone = `$TTL 1\n${SOA}${"$GENERATE 1-65536 a A 192.0.2.1\n".repeat(16)}`;
    expect(errorsOf(readText(zone, { origin: "example.com" }))).toEqual([
      "18:1 $GENERATE makes more than 1000000 records in all, which is the limit",
    ]);
  });

  it("is bounded in text", () => {
    const zone = `$TTL 1\n${SOA}${`$GENERATE 1-65536 a TXT ${"b".repeat(200)}${" c".repeat(0)}\n`.repeat(6)}`;
    expect(errorsOf(readText(zone, { origin: "example.com" }))[0]).toMatch(
      /makes more than 67108864 characters in all$/,
    );
  });

  it("gives every record the directive's place", () => {
    const zone = `$TTL 1\n${SOA}$GENERATE 1-3 m$ MX "10 mx$" ; three\n`;
    const records = recordsOf(readText(zone, { origin: "example.com" })).slice(1);
    expect(records).toHaveLength(3);
    const requests = records.map(({ at }) => ({ at, field: "exchange" as const }));
    for (const region of zoneFileReader.locate({ path: "z", text: zone, utf8: true }, requests)) {
      expect(zone.slice(region?.start, region?.end)).toBe('$GENERATE 1-3 m$ MX "10 mx$"');
    }
  });
});
