import { describe, expect, it } from "vitest";
import { editSpf, isSpf, looksMeantAsSpf, mendSpf, parseSpf, printSpf, printTerm } from "../../src/syntax/spf.ts";
import type { SpfErrorCode, SpfNearMissReason, SpfWarningCode } from "../../src/syntax/spf.ts";

const V = "v=spf1 ";

describe("isSpf", () => {
  it.each([
    ["v=spf1", true],
    ["V=SpF1 ~all", true],
    ["v=spf1 ", true],
    ["v=spf10", false],
    ["v=spf1\t-all", false],
    [" v=spf1", false],
    ["v=spf", false],
    ["spf2.0/pra -all", false],
    ["", false],
  ])("%j: %s", (text, is) => expect(isSpf(text)).toBe(is));
});

describe("terms that are right", () => {
  it.each([
    "-all",
    "ALL",
    "?all",
    "include:spf.example.com",
    "INCLUDE:Spf.Example.Com.",
    "a",
    "a/24",
    "a//64",
    "a/24//64",
    "a:example.com/0//0",
    "a:foo:bar/baz.example.com",
    "a:foo.example.xn--zckzah",
    "a:a.b-c",
    "a:x.1-2",
    "a:x.1a",
    "a:.example",
    "a:_spf.%{d}",
    "mx:%{d2}",
    "mx:x.example.com/24",
    "ptr",
    "ptr:example.com",
    "exists:%{i}._spf.%{d2r./-}",
    "exists:%{L1R+-}.example.com",
    "exists:a%%b%_c%-.example.com",
    "exists:x.%%",
    "ip4:0.0.0.0/0",
    "ip4:192.0.2.77/24",
    "ip4:255.249.199.99/32",
    "ip6:::",
    "ip6:::1.1.1.1/0",
    "ip6:::FFFF:192.0.2.1",
    "ip6:1:2:3:4:5:6:7::",
    "ip6:1:2:3:4:5:6:7:8/128",
    "ip6:Cafe:Babe:8000::/33",
    "redirect=example.com.",
    "REDIRECT=%{d}.example.com",
    "exp=%{d}",
    "ra=postmaster",
  ])("%s", (term) => {
    const record = parseSpf(V + term);
    expect([...record.errors, ...record.warnings.filter((each) => !each.code.startsWith("domain-"))]).toEqual([]);
    expect(record.terms).toHaveLength(1);
    expect(record.terms[0]).toMatchObject({ start: 7, end: 7 + term.length });
  });
});

/** The word, the code, the marked text, the suggestion. */
const errors: [string, SpfErrorCode, string, string | undefined][] = [
  ["moo", "unknown-mechanism", "moo", undefined],
  ["ipv4:192.0.2.1", "unknown-mechanism", "ipv4", "ip4:192.0.2.1"],
  ["ipv6:2001:db8::1", "unknown-mechanism", "ipv6", "ip6:2001:db8::1"],
  ["ip:192.0.2.0/24", "unknown-mechanism", "ip", "ip4:192.0.2.0/24"],
  ["ip:2001:db8::1", "unknown-mechanism", "ip", "ip6:2001:db8::1"],
  ["nclude:example.com", "unknown-mechanism", "nclude", "include:example.com"],
  ["-inlcude:example.com", "unknown-mechanism", "inlcude", "-include:example.com"],
  ["~al", "unknown-mechanism", "al", "~all"],
  ["-alll", "unknown-mechanism", "alll", "-all"],
  ["al", "unknown-mechanism", "al", undefined],
  ["192.0.2.1", "unknown-mechanism", "192.0.2.1", "ip4:192.0.2.1"],
  ["~192.0.2.0/24", "unknown-mechanism", "192.0.2.0/24", "~ip4:192.0.2.0/24"],
  ["2001:db8::1", "unknown-mechanism", "2001", "ip6:2001:db8::1"],
  ["mail.example.com", "unknown-mechanism", "mail.example.com", "a:mail.example.com"],
  ["_spf.example.com", "unknown-mechanism", "_spf.example.com", "include:_spf.example.com"],
  ["a.example.com", "unknown-mechanism", "a.example.com", "a:a.example.com"],
  ["include", "missing-argument", "include", undefined],
  ["-ip4", "missing-argument", "-ip4", undefined],
  ["exists", "missing-argument", "exists", undefined],
  ["a:", "empty-argument", "a:", undefined],
  ["include:", "empty-argument", "include:", undefined],
  ["mx:/24", "empty-argument", "mx:/24", "mx/24"],
  ["redirect=", "empty-argument", "redirect=", undefined],
  ["exp=", "empty-argument", "exp=", undefined],
  ["all.", "unexpected-argument", ".", undefined],
  ["-all.", "unexpected-argument", ".", "-all"],
  ["-all:foobar", "unexpected-argument", ":foobar", undefined],
  ["-all/8", "cidr-not-allowed", "/8", "-all"],
  ["ptr/0", "cidr-not-allowed", "/0", "ptr"],
  ["include:example.com/24", "cidr-not-allowed", "/24", "include:example.com"],
  ["include:192.0.2.0/24", "cidr-not-allowed", "/24", "ip4:192.0.2.0/24"],
  ["exists:example.com/24", "cidr-not-allowed", "/24", "exists:example.com"],
  ["a/24/64", "cidr-syntax", "/24/64", "a/24//64"],
  ["a:example.com/024", "cidr-syntax", "/024", "a:example.com/24"],
  ["a:example.com/", "cidr-syntax", "/", "a:example.com"],
  ["a/x", "cidr-syntax", "/x", "a"],
  ["ip4:192.0.2.1//32", "cidr-syntax", "//32", "ip4:192.0.2.1/32"],
  ["ip6:2001:db8:://33", "cidr-syntax", "//33", "ip6:2001:db8::/33"],
  ["ip4:192.0.2.0/255.255.255.0", "cidr-syntax", "/255.255.255.0", "ip4:192.0.2.0/24"],
  ["ip4:192.0.2.0/032", "cidr-syntax", "/032", "ip4:192.0.2.0/32"],
  ["ip4:192.0.2.1/33", "cidr-range", "/33", undefined],
  ["ip6:2001:db8::/129", "cidr-range", "/129", undefined],
  ["a/33", "cidr-range", "/33", "a//33"],
  ["mx//129", "cidr-range", "//129", "mx"],
  ["ip4:192.0.2", "ip4-address", "192.0.2", "ip4:192.0.2.0/24"],
  ["ip4:192.0.2.*", "ip4-address", "192.0.2.*", "ip4:192.0.2.0/24"],
  ["ip4:192.0.2.256", "ip4-address", "192.0.2.256", undefined],
  ["ip4:192.0.02.1", "ip4-address", "192.0.02.1", "ip4:192.0.2.1"],
  ["ip4:192.0.2.1:8080", "ip4-address", "192.0.2.1:8080", "ip4:192.0.2.1"],
  ["ip4:mail.example.com/28", "ip4-address", "mail.example.com", "a:mail.example.com/28"],
  ["ip6::2001:db8::1", "ip6-address", ":2001:db8::1", "ip6:2001:db8::1"],
  ["ip6:[2001:db8::1]", "ip6-address", "[2001:db8::1]", "ip6:2001:db8::1"],
  ["ip6:1:2:3:4:5:6:7:8:9", "ip6-address", "1:2:3:4:5:6:7:8:9", undefined],
  ["ip6:1::2:3:4:5:6:7:8", "ip6-address", "1::2:3:4:5:6:7:8", undefined],
  ["ip4:2001:db8::1", "address-family", "2001:db8::1", "ip6:2001:db8::1"],
  ["ip6:192.0.2.1/24", "address-family", "192.0.2.1", "ip4:192.0.2.1/24"],
  ["a:museum", "domain-single-label", "museum", undefined],
  ["a:museum.", "domain-single-label", "museum.", undefined],
  ["a:x.%{d}foo", "domain-single-label", "foo", undefined],
  ["a:192.0.2.1", "domain-address", "192.0.2.1", "ip4:192.0.2.1"],
  ["?mx:192.0.2.0/24", "domain-address", "192.0.2.0", "?ip4:192.0.2.0/24"],
  ["a:2001:db8::1", "domain-address", "2001:db8::1", "ip6:2001:db8::1"],
  ["a:abc.123", "domain-toplabel", "123", undefined],
  ["a:example.-com", "domain-toplabel", "-com", undefined],
  ["a:example.com:8080", "domain-toplabel", "com:8080", "a:example.com"],
  ["include:https://example.com/", "cidr-not-allowed", "/", "include:example.com"],
  ["redirect=-all", "domain-single-label", "-all", undefined],
  ["exists:%(ir).example.com", "macro-syntax", "%(", "exists:%{ir}.example.com"],
  ["exists:foo%.example.com", "macro-syntax", "%.", undefined],
  ["foo=%abc", "macro-syntax", "%a", undefined],
  ["a:%{d", "macro-unterminated", "%{d", "a:%{d}"],
  ["a:%{a}.example.com", "macro-letter", "%{a}", undefined],
  ["a:%{}.example.com", "macro-letter", "%{}", undefined],
  ["exp=%{r}.example.com", "macro-exp-only", "%{r}", undefined],
  ["a:%{d0}.example.com", "macro-zero", "%{d0}", undefined],
  ["a:%{dr2}.example.com", "macro-transformer", "%{dr2}", undefined],
  ["a:%{d2*}.example.com", "macro-transformer", "%{d2*}", undefined],
  ["a:example.com\x00", "control-character", "\x00", "a:example.com"],
  ["a\tmx", "control-character", "\t", "a mx"],
  ["ip4:192.0.2.5\n", "control-character", "\n", "ip4:192.0.2.5"],
  ["\xe2\x80\x93all", "non-ascii", "\xe2\x80\x93", "-all"],
  ["\x96all", "non-ascii", "\x96", "-all"],
  ["a:\xef\xbb\xbfexample.net", "non-ascii", "\xef\xbb\xbf", "a:example.net"],
  ["a:b\xc3\xbccher.example", "non-ascii", "\xc3\xbc", undefined],
  ["mx\xc2\xa0-all", "non-ascii", "\xc2\xa0", "mx -all"],
  ['"include:example.com"', "stray-quote", '"', "include:example.com"],
  ['-all"', "stray-quote", '"', "-all"],
  ["-all;", "separator", ";", "-all"],
  [";", "separator", ";", ""],
  ["a,mx,-all", "separator", ",", "a mx -all"],
  ["ip4:192.0.2.1,192.0.2.2", "separator", ",", "ip4:192.0.2.1 ip4:192.0.2.2"],
  ["-", "qualifier", "-", undefined],
  ["--all", "qualifier", "--", "-all"],
  ["-redirect=example.com", "modifier-qualifier", "-redirect=", "redirect=example.com"],
  ["1up=foo", "modifier-name", "1up=", undefined],
  ["=all", "modifier-name", "=", undefined],
  ["redirect:example.com", "modifier-colon", "redirect:", "redirect=example.com"],
  ["include:a.example~all", "glued-terms", "~all", "include:a.example ~all"],
  ["ip4:192.0.2.1include:a.example", "glued-terms", "include:a.example", "ip4:192.0.2.1 include:a.example"],
  ["ip4:192.0.2.1-all", "glued-terms", "-all", "ip4:192.0.2.1 -all"],
  ["mx-all", "glued-terms", "-all", "mx -all"],
  ["include:a.example~allip4:192.0.2.1", "glued-terms", "~allip4:192.0.2.1", "include:a.example ~all ip4:192.0.2.1"],
  ["include: a.example", "split-term", "include: a.example", "include:a.example"],
  ["include :  a.example", "split-term", "include :  a.example", "include:a.example"],
  ["ip4 192.0.2.1", "split-term", "ip4 192.0.2.1", "ip4:192.0.2.1"],
  ["~ all", "split-term", "~ all", "~all"],
  ["redirect= example.com", "split-term", "redirect= example.com", "redirect=example.com"],
  ["ip4:192.0.2.0 /24", "split-term", "ip4:192.0.2.0 /24", "ip4:192.0.2.0/24"],
];

describe("errors", () => {
  it.each(errors)("%j: %s at %j, for %j", (word, code, value, suggestion) => {
    const record = parseSpf(`${V}${word} ?all`);
    expect(record.errors.map((each) => [each.code, each.value, each.suggestion])).toEqual([[code, value, suggestion]]);
    const [error] = record.errors;
    expect(record.text.slice(error?.start, error?.end)).toBe(value);
    expect(error?.term).toMatchObject({ kind: "invalid", start: 7, end: 7 + word.length });
  });

  it("mends what it marks: every suggestion is free of errors and warnings", () => {
    for (const [word, , , suggestion] of errors) {
      if (!suggestion) continue;
      const mended = parseSpf(V + suggestion);
      expect([word, mended.errors, mended.warnings]).toEqual([word, [], []]);
    }
  });

  it.each([
    ["redirect=a.example redirect=A.example", ""],
    ["exp=a.example exp=b.example", undefined],
  ])("refuses a modifier twice: %s", (terms, suggestion) => {
    const [error, ...others] = parseSpf(V + terms).errors;
    expect(others).toEqual([]);
    expect([error?.code, error?.suggestion]).toEqual(["duplicate-modifier", suggestion]);
  });

  it("tells the limit of a prefix length", () => {
    expect(parseSpf(`${V}ip4:192.0.2.0/40 a//200`).errors.map((each) => each.limit)).toEqual([32, 128]);
  });
});

describe("warnings", () => {
  it.each<[string, SpfWarningCode, string, string | undefined]>([
    ["foo=bar", "unknown-modifier", "foo=", undefined],
    ["moo.cow-far_out=man:dog/cat", "unknown-modifier", "moo.cow-far_out=", undefined],
    ["ip4=192.0.2.1", "unknown-modifier", "ip4=", "ip4:192.0.2.1"],
    ["include=example.com", "unknown-modifier", "include=", "include:example.com"],
    ["redirec=example.com", "unknown-modifier", "redirec=", "redirect=example.com"],
    ["v=spf1", "repeated-version", "v=spf1", ""],
    ["include:example.com-all", "glued-terms", "-all", "include:example.com -all"],
    ["include:a.exampleinclude:b.example", "glued-terms", "include:b.example", "include:a.example include:b.example"],
    [
      "include:a.example,include:b.example",
      "domain-characters",
      "a.example,include:b.example",
      "include:a.example include:b.example",
    ],
    ["include:http://example.com", "domain-characters", "http://example.com", "include:example.com"],
    ["a:postmaster@example.com", "domain-characters", "postmaster@example.com", "a:example.com"],
    ["include:include:example.com", "domain-characters", "include:example.com", "include:example.com"],
    ["a:mail.example...com", "domain-name", "mail.example...com", "a:mail.example.com"],
    [`a:${"a".repeat(64)}.example.com`, "domain-name", `${"a".repeat(64)}.example.com`, undefined],
  ])("%s: %s", (word, code, value, suggestion) => {
    const record = parseSpf(V + word);
    expect(record.errors).toEqual([]);
    expect(record.warnings.map((each) => [each.code, each.value, each.suggestion])).toEqual([
      [code, value, suggestion],
    ]);
  });
});

describe("the tree", () => {
  it("carries qualifier, domain, prefix lengths and their places", () => {
    const [a] = parseSpf("v=spf1  ~A:Mail.Example.com./24//64 -all").terms;
    expect(a).toEqual({
      kind: "mechanism",
      start: 8,
      end: 35,
      name: "a",
      qualifier: "~",
      explicit: true,
      domain: { text: "Mail.Example.com.", start: 11, end: 28, macros: [], literal: true, name: "mail.example.com" },
      ip4: undefined,
      ip6: undefined,
      cidr4: { length: 24, start: 28, end: 31 },
      cidr6: { length: 64, start: 31, end: 35 },
    });
  });

  it("carries macros", () => {
    const [exists] = parseSpf("v=spf1 exists:%{i}.%{D2r-+}.%%.example.com").terms;
    const domain = exists?.kind === "mechanism" ? exists.domain : undefined;
    expect(domain).toMatchObject({ literal: false, name: undefined });
    expect(domain?.macros).toEqual([
      { start: 14, end: 18, letter: "i", parts: undefined, reverse: false, delimiters: "" },
      { start: 19, end: 27, letter: "d", parts: 2, reverse: true, delimiters: "-+" },
      { start: 28, end: 30, letter: "%", parts: undefined, reverse: false, delimiters: "" },
    ]);
  });

  it.each([
    ["ip4:192.0.2.77/24", { ip4: 0xc000024d, cidr4: { length: 24, start: 21, end: 24 } }],
    ["ip6:2001:db8::1", { ip6: 0x20010db8000000000000000000000001n, cidr6: undefined }],
    ["ip6:::ffff:192.0.2.1", { ip6: 0xffffc0000201n }],
    ["ip6:1:2:3:4:5:6:192.0.2.1", { ip6: 0x000100020003000400050006c0000201n }],
    ["ip6:fe80::8:0/10", { ip6: 0xfe800000000000000000000000080000n, cidr6: { length: 10, start: 20, end: 23 } }],
  ])("reads %s", (term, expected) => expect(parseSpf(V + term).terms[0]).toMatchObject(expected));

  it.each([
    ["a mx include:x.example ptr exists:%{i}.x.example ip4:192.0.2.1 ~all a mx redirect=y.example", 5],
    ["mx redirect=y.example a exp=z.example", 3],
    ["mx mx: x.example redirect=y.example", 2],
    ["ip4:192.0.2.1 -all", 0],
  ])("counts the look-ups of %s", (terms, count) => expect(parseSpf(V + terms).lookupTerms).toHaveLength(count));

  it("finds all, redirect and exp", () => {
    const record = parseSpf("v=spf1 mx ?all -all redirect=a.example exp=b.example");
    expect(record.all?.qualifier).toBe("?");
    expect(record.redirect?.domain?.name).toBe("a.example");
    expect(record.exp?.domain?.name).toBe("b.example");
  });
});

describe("printing and editing", () => {
  it.each([
    ["V=SPF1   MX  ~Include:A.example  Redirect=B.example ", "v=spf1 mx ~include:A.example redirect=B.example"],
    ["v=spf1 +a bad~term Foo=Bar", "v=spf1 +a bad~term foo=Bar"],
  ])("prints %s", (text, printed) => expect(printSpf(parseSpf(text))).toBe(printed));

  it("drops and adds", () => {
    const record = parseSpf("v=spf1 MX a -all exp=x.example");
    const [mx] = record.terms;
    expect(mx && printTerm(record, mx)).toBe("mx");
    expect(editSpf(record, { drop: mx && [mx], add: ["include:y.example"] })).toBe(
      "v=spf1 a include:y.example -all exp=x.example",
    );
    expect(editSpf(parseSpf("v=spf1"), { add: ["mx", "-all"] })).toBe("v=spf1 mx -all");
    expect(editSpf(parseSpf("v=spf1 redirect=x.example"), { add: ["mx"] })).toBe("v=spf1 mx redirect=x.example");
  });

  it.each([
    ["v=spf1 include: a.example ipv4:192.0.2.1 ; v=spf1 ~al", "v=spf1 include:a.example ip4:192.0.2.1 ~all"],
    ["v=spf1 moo -all", undefined],
  ])("mends %s", (text, mended) => expect(mendSpf(parseSpf(text))).toBe(mended));
});

describe("looksMeantAsSpf", () => {
  it.each<[string, SpfNearMissReason, string, string]>([
    ["v=spf1a mx -all", "no-space", "v=spf1a", "v=spf1 a mx -all"],
    ["v=spf1include:x.example -all", "no-space", "v=spf1i", "v=spf1 include:x.example -all"],
    ["v=spf1-all", "no-space", "v=spf1-", "v=spf1 -all"],
    [" v=spf1 mx", "leading-space", " ", "v=spf1 mx"],
    ["\xef\xbb\xbfv=spf1 mx", "leading-text", "\xef\xbb\xbf", "v=spf1 mx"],
    ['"v=spf1 mx -all"', "leading-quote", '"', "v=spf1 mx -all"],
    ['"v=spf1 mx" " -all"', "leading-quote", '"', "v=spf1 mx -all"],
    ['v=spf1" "mx -all', "stray-quote", '" "', "v=spf1 mx -all"],
    ["v=spf1;mx -all", "separator", ";", "v=spf1 mx -all"],
    ["v=spf1, mx -all", "separator", ", ", "v=spf1 mx -all"],
    ["v=spf1\tmx", "separator", "\t", "v=spf1 mx"],
    ["spf1 mx -all", "no-v", "spf1", "v=spf1 mx -all"],
    ["=spf1 mx -all", "no-v", "=spf1", "v=spf1 mx -all"],
    ["v spf1 mx -all", "no-v", "v spf1", "v=spf1 mx -all"],
    ["v=spf 1 mx", "version", "v=spf 1", "v=spf1 mx"],
    ["v=spf", "version", "v=spf", "v=spf1"],
    ["v=spf mx -all", "version", "v=spf", "v=spf1 mx -all"],
    ["v=spf2 include:x.example", "version", "v=spf2", "v=spf1 include:x.example"],
    ["v=spfl mx -all", "version", "v=spfl", "v=spf1 mx -all"],
    ["v = spf1 mx", "spaced", "v = spf1", "v=spf1 mx"],
    ["v=sfp1 mx -all", "misspelt", "v=sfp1", "v=spf1 mx -all"],
    ["v=pf1 -all", "misspelt", "v=pf1", "v=spf1 -all"],
    ["v=apf1 mx  ~all", "misspelt", "v=apf1", "v=spf1 mx ~all"],
    ["=vspf1 -all", "misspelt", "=vspf1", "v=spf1 -all"],
    ["vs=pf1 include:_spf.example.net -all", "misspelt", "vs=pf1", "v=spf1 include:_spf.example.net -all"],
    ["v=spf1_-all", "separator", "_", "v=spf1 -all"],
    ["v=spf1i nclude:_spf.example.net -all", "no-space", "v=spf1i", "v=spf1 include:_spf.example.net -all"],
    ["v=spf1- all", "no-space", "v=spf1-", "v=spf1 -all"],
    ["nv=spf1 mx -all", "leading-text", "n", "v=spf1 mx -all"],
    ['@ IN TXT "v=spf1 mx -all"', "leading-text", '@ IN TXT "', "v=spf1 mx -all"],
    ["include:x.example mx ~all", "no-version", "", "v=spf1 include:x.example mx ~all"],
  ])("%j: %s at %j, for %j", (text, reason, value, mended) => {
    const found = looksMeantAsSpf(text);
    expect(found?.reason).toBe(reason);
    expect(text.slice(found?.start, found?.end)).toBe(value);
    expect(found?.mended).toBe(mended);
    expect(isSpf(mended)).toBe(true);
  });

  it.each([
    "",
    "v=spf1",
    "v=spf1 -all",
    "V=SPF1 mx",
    "v=spf1 garbage",
    "v=spf10",
    "spf2.0/pra include:x.example -all",
    "spf2.0/mfrom,pra -all",
    "v=spf2.0/pra -all",
    "v=spfl am not an SPF record",
    "spf-verification=0123456789abcdef",
    "spf=0123456789",
    "spf",
    "spf1",
    "example-spf-check: include the token here",
    "google-site-verification=spf1abc",
    "v=DMARC1; p=none; rua=mailto:spf@example.com",
    "v=DKIM1; k=rsa; p=sp1",
    "a mx",
    "sport club",
    "special offer -all",
    "see https://example.com/spf for our v=spf1 policy",
  ])("leaves %j alone", (text) => expect(looksMeantAsSpf(text)).toBeUndefined());
});
