export interface BindCase {
  readonly title: string;
  readonly zone: string;
  readonly verdict?: "same" | "both refuse" | "only BIND refuses" | "only we refuse";
  readonly files?: Record<string, string>;
}

const HEAD = "$TTL 60\n@ IN SOA ns h 1 2 3 4 5\n@ IN NS ns.example.net.\n";

function good(title: string, body: string, files: Record<string, string> = {}): BindCase {
  return { title, zone: HEAD + body, files };
}

function bad(title: string, body: string): BindCase {
  return { title, zone: HEAD + body, verdict: "both refuse" };
}

function kept(title: string, body: string): BindCase {
  return { title, zone: HEAD + body, verdict: "only BIND refuses" };
}

const repeat = (text: string, count: number): string => text.repeat(count);

/** Small zones of example.com, one construct each: BIND must read the same from them, or refuse where we refuse. */
export const bindCases: readonly BindCase[] = [
  good("fields in either order", "x 60 IN A 192.0.2.1\ny IN 61 A 192.0.2.1\nz 62 A 192.0.2.1\nw IN A 192.0.2.1\n"),
  good("class by number and case", "x class1 a 192.0.2.1\ny In Mx 010 MX\n"),
  bad("two TTLs", "x 60 IN 60 A 192.0.2.1\n"),
  bad("two classes", "x IN 60 IN A 192.0.2.1\n"),
  bad("a host in the place of the type", "MX 10 mail.example.com.\n"),
  good("what stands in column 1 is the owner", "IN A 192.0.2.1\n300 A 192.0.2.2\nMX A 192.0.2.3\n"),
  good("blank owner", "x A 192.0.2.1\n  AAAA 2001:DB8::1\n\t60 IN MX 0 .\n"),
  good("blank lines and comments", '\n   \n ; only\n;c\nx A 192.0.2.1;c\n   TXT a ;c ( " \n'),
  { title: "blank owner first", zone: " IN A 192.0.2.1\n", verdict: "both refuse" },
  good(
    "$ORIGIN",
    "$ORIGIN sub\nx A 192.0.2.1\n$origin b.sub.example.com.\ny A 192.0.2.1\n$ORIGIN .\nz.example.com A 192.0.2.1\n",
  ),
  good("blank owner after $ORIGIN", "x A 192.0.2.1\n$ORIGIN sub\n MX 10 mx\n"),
  good(
    "names",
    'x\\.y\\@\\032\\"\\;\\(.A\\195 TXT a\n\\$x TXT a\n@.x TXT a\n\\@ TXT a\nUP.Per CNAME @\nsp\\ ace TXT b\n',
  ),
  good("a name in UTF-8 is bytes", 'b\u00fccher A 192.0.2.1\nx TXT "b\u00fccher" b\u00fc\n'),
  good("underscores, wildcard, digits", "_dmarc TXT a\n* A 192.0.2.1\n0/25 NS ns\n-a- A 192.0.2.1\n"),
  good("a label of 63", `${repeat("a", 63)} A 192.0.2.1\n`),
  bad("a label of 64", `${repeat("a", 64)} A 192.0.2.1\n`),
  good("a name of 255 bytes", `${repeat("a.", 115)}${repeat("b", 11)} A 192.0.2.1\n`),
  bad("a name of 256 bytes", `${repeat("a.", 115)}${repeat("b", 12)} A 192.0.2.1\n`),
  bad("an empty label", "a..b A 192.0.2.1\n"),
  bad("a leading dot", ".a A 192.0.2.1\n"),
  bad("an escape above 255", "x\\300 A 192.0.2.1\n"),
  bad("an escape of two digits", "x\\25 A 192.0.2.1\n"),
  good("a name in quotes", '"q" A 192.0.2.1\n"a b" A 192.0.2.1\n'),
  good("TTL units", "x 1W2D3H4M5S A 192.0.2.1\ny 1h A 192.0.2.1\n$TTL 1d12h\nz A 192.0.2.1\n"),
  bad("a unit that is none", "x 5x A 192.0.2.1\n"),
  bad("a number behind a unit", "$TTL 1h30\n"),
  bad("a negative TTL", "x -1 A 192.0.2.1\n"),
  good("a TTL above 2^31-1 is 0", "x 3000000000 A 192.0.2.1\n$TTL 4294967295\ny A 192.0.2.1\n"),
  bad("a TTL above 2^32-1", "$TTL 4294967296\n"),
  { title: "no $TTL: the SOA's minimum", zone: "@ SOA ns h 1 2 3 4 77\n@ NS x.\nfoo 5 A 192.0.2.1\nbar A 192.0.2.1\n" },
  {
    title: "no $TTL: the last one written",
    zone: "@ 9 SOA ns h 1 2 3 4 77\n@ NS x.\nfoo 5 A 192.0.2.1\nbar A 192.0.2.1\n",
  },
  { title: "no TTL at all", zone: "@ NS x.\n@ 9 SOA ns h 1 2 3 4 77\n", verdict: "both refuse" },
  { title: "SOA times by units", zone: "@ 60 SOA ns h 4294967295 1H 2d 3w4s 0\n@ NS x.\n" },
  {
    title: "SOA over several lines",
    zone: '$TTL 60\r\n@ SOA ( ns h 1 ; serial\r\n 2 \r\n 3 4 5 ) ; end\r\n@ NS x.\r\nfoo TXT "a"\r\n',
  },
  { title: "no newline at the end", zone: "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS x.\nfoo TXT a" },
  bad("SOA with a field too many", "x SOA ns h 1 2 3 4 5 6\n"),
  bad("SOA below the apex", "sub SOA ns h 1 2 3 4 5\n"),
  kept("a second SOA", "@ SOA ns h 1 2 3 4 6\n"),
  good("a SOA of another zone", "other.example. SOA ns h 1 2 3 4 6\n"),
  good(
    "records outside the zone",
    "other.example. A 192.0.2.1\n TXT b\nexample.comx. A 192.0.2.1\nnotexample.com. A 192.0.2.1\n",
  ),
  bad("broken records outside the zone", "other.example. MX a b\n"),
  good(
    "parentheses",
    '(\n foo A 192.0.2.1 )\n( bar A 192.0.2.2 )\n ( TXT "x" )\n(\n\n) baz A 192.0.2.1\nq TXT(a)b( "c"\n"d" ; e )\n)\n',
  ),
  bad("a parenthesis too many", "x A 192.0.2.1 )\n"),
  bad("a parenthesis never closed", "x A ( 192.0.2.1\n"),
  good("words end at parentheses, quotes and semicolons", 'x TXT a"b"c\nx TXT "d"e;f\nx TXT g(h)i\n'),
  good("TXT, bare and quoted", 'x TXT v=spf1 a -all\ny TXT v=DKIM1; k=rsa\nz TXT v\\;x "b""c" "\\;" ""\n'),
  good("TXT escapes", 'x TXT a\\032b\\065 \\"q \\\\\\\\ \\009 "\\"" "\\\\" "a;b(c)d" "\\195\\188\\000"\n'),
  good("an escaped newline in quotes", 'x TXT "a\\\nb"\n'),
  good("255 bytes", `x TXT "${repeat("a", 255)}" ${repeat("\\097", 255)}\n`),
  bad("256 bytes", `x TXT "${repeat("a", 256)}"\n`),
  bad("256 bytes with escapes", `x TXT ${repeat("\\097", 256)}\n`),
  bad("a newline in quotes", 'x TXT "a\nb"\n'),
  bad("quotes never closed", 'x TXT "a'),
  bad("an escape of no byte in TXT", 'x TXT "\\256"\n'),
  bad("a short escape in TXT", "x TXT \\25\n"),
  bad("a backslash at the end", "x TXT a\\\n"),
  bad("TXT without data", "x TXT\n"),
  bad("an owner alone", "x\n"),
  bad("an owner and a class", "x IN\n"),
  good("MX", "x MX 10 mx\ny MX 0 .\nz MX 65535 @\nw MX 1 192.0.2.1\nv MX 1 a_b\n"),
  bad("MX above 65535", "x MX 65536 mx\n"),
  bad("MX with a sign", "x MX +1 mx\n"),
  bad("MX without preference", "x MX mx\n"),
  bad("MX without host", "x MX 10\n"),
  bad("MX with a host in quotes", 'x MX 10 "mx"\n'),
  bad("MX with a preference in quotes", 'x MX "10" mx\n'),
  bad("MX with more", "x MX 10 mx more\n"),
  bad("MX with an empty label", "x MX 10 a..b\n"),
  good(
    "addresses",
    "x A 0.0.0.0\nx AAAA ::\ny AAAA ::ffff:192.0.2.1\nz AAAA 1:2:3:4:5:6:7::\nw AAAA 2001:DB8:0:0:1::1\n",
  ),
  bad("A of three parts", "x A 192.0.2\n"),
  bad("A with leading zeros", "x A 192.0.02.1\n"),
  bad("A with a final dot", "x A 192.0.2.1.\n"),
  bad("AAAA with two gaps", "x AAAA 1::2::3\n"),
  good(
    "other types of ours",
    'x SRV 1 2 3 t\ny CAA 0 issue "le.example; a=b"\ny CAA 128 iodef le\nz TLSA 3 1 1 AB CD ef\nu DNAME t\nv PTR a\nw SPF a\n',
  ),
  bad("CAA flags above 255", "x CAA 256 issue a\n"),
  bad("TLSA with half a byte", "x TLSA 3 1 1 abc\n"),
  bad("TLSA without data", "x TLSA 3 1 1\n"),
  bad("CNAME with more", "x CNAME a b\n"),
  kept("CNAME beside other data", "x CNAME a\nx TXT b\n"),
  good(
    "names in other types",
    'x RP a b.example.net.\nx AFSDB 1 a\nx KX 1 a\nx NAPTR 1 2 "u" "s" "" a\nx SVCB 1 a alpn="h2,h3" port=53\nx HTTPS 0 a\nx HINFO "a""b"\nx APL\n',
  ),
  good(
    "NSEC and its like",
    "x NSEC y A MX\nx DS 1 8 2 0000000000000000000000000000000000000000000000000000000000000000\nx LOC 1 N 2 E 3m\n",
  ),
  good(
    "generic data",
    "a TYPE16 \\# 4 03666f6f\nb TXT \\# 4 03 66 6f6f\nc CLASS1 A \\# 4 c0000201\nd TYPE65280 \\# 2 abcd\ne TYPE65280 \\# 0\n",
  ),
  good(
    "generic data of every type of ours",
    [
      "a MX \\# 5 000a016100",
      "b AAAA \\# 16 20010db8000000000000000000000001",
      "c SRV \\# 9 000100020003016100",
      "d CAA \\# 8 00056973737565 61",
      "e TLSA \\# 4 030101aB",
      "f CNAME \\# 5 03612e5c00",
      "g NS \\# 1 00",
      "h PTR \\# 7 0541e4284022 00\n",
    ].join("\n"),
  ),
  good("generic type, ordinary data", "x TYPE1 192.0.2.1\nx TYPE00016 a\n"),
  good("TXT that only looks generic", 'a TXT \\# foo\nb TXT \\#\nc TXT "\\#" 1 2\n'),
  bad("generic data shorter than said", "a TXT \\# 3 0161\n"),
  bad("generic data longer than said", "a TXT \\# 1 0161\n"),
  bad("generic data cut", "a MX \\# 4 000a0161\n"),
  bad("generic A of five bytes", "a A \\# 5 0102030405\n"),
  bad("generic TXT of none", "a TXT \\# 0\n"),
  bad("an unknown type by number, without generic data", "a TYPE65280 foo\n"),
  bad("a type above 65535", "a TYPE99999 \\# 0\n"),
  bad("a meta type", "a TYPE255 \\# 0\n"),
  bad("an obsolete type", "a MD b\n"),
  kept("a type that BIND does not know", "x ALIAS foo.\ny ANAME foo\nz WEBFWD a b\n"),
  kept("another class", "x CH TXT a\n"),
  good(
    "$GENERATE",
    'x TXT a\n$GENERATE 1-6/2 m${0,3,d} 60 IN MX "10 mx$.o."\n TXT "blank"\n$GENERATE 0-1 $ IN 61 A 192.0.2.1$\n$GENERATE 00-1 q$ A 192.0.2.$\n',
  ),
  good(
    "$GENERATE modifiers",
    '$GENERATE 0-2 a${16,4,x}b TXT "${15,1,x}${15,2,X}${255,1,N}${8,0,o} $$ \\\\$ x\\$y ${-1}${+1,2}"\n$GENERATE 0-1 b$ CNAME ${16,5,n}.${255,7,n}z\n$GENERATE 0-0 c CNAME x${-5,3,d}\n',
  ),
  good(
    "$GENERATE escapes",
    '$GENERATE 0-1 a$ TXT "a \\"$ b\\" ; c"\n$GENERATE 0-1 d\\$b$ A 192.0.2.1\n$GENERATE 0-1 e$$b A 192.0.2.$\n',
  ),
  good("$GENERATE outside the zone", "$GENERATE 0-1 $. A 192.0.2.$\n"),
  bad("$GENERATE backwards", "$GENERATE 2-1 a$ A 192.0.2.1\n"),
  bad("$GENERATE with step 0", "$GENERATE 1-2/0 a$ A 192.0.2.1\n"),
  bad("$GENERATE with an empty step", "$GENERATE 1-2/ a$ A 192.0.2.1\n"),
  bad("$GENERATE with more", "$GENERATE 0-1 a$ TXT a b\n"),
  bad("$GENERATE without data", "$GENERATE 0-1 a$ TXT\n"),
  bad("$GENERATE with a broken modifier", "$GENERATE 0-0 c CNAME ${1,2,q}\n"),
  bad("$GENERATE with an open modifier", "$GENERATE 0-0 c CNAME ${16\n"),
  bad("$GENERATE of a string too long", "$GENERATE 0-0 a${0,200} TXT x\n"),
  good("$INCLUDE", "x A 192.0.2.1\n$INCLUDE inner sub\n TXT after\nz A 192.0.2.3\n", {
    inner: " A 192.0.2.9\nb A 192.0.2.9\n$TTL 99\n$ORIGIN deeper\nq A 192.0.2.8",
  }),
  good("$INCLUDE in quotes, twice", '$INCLUDE "inner"\n$INCLUDE inner a\n', { inner: "x A 192.0.2.1\n@ MX 1 x\n" }),
  bad("$INCLUDE without a file", "$INCLUDE\n"),
  bad("$INCLUDE of no file", "$INCLUDE nothing\n"),
  good("$DATE", "$DATE 20200101000000\n"),
  bad("another directive", "$FOO bar\n"),
  bad("$TTL with more", "$TTL 1h x\n"),
  bad("$TTL without value", "$TTL\n"),
  bad("$ORIGIN with more", "$ORIGIN a b\n"),
  good("a directive in parentheses", "$TTL ( 1h\n)\nx A 192.0.2.1\n"),
  good("a lone carriage return ends a line", "y A 192.0.2.1\rz A 192.0.2.2\n"),
  bad("a hash is no comment", "# comment\n"),
  bad("a zero byte", "x A 192.0.2.1\n\0\n"),
  { title: "a byte order mark", zone: `\ufeff${HEAD}`, verdict: "only BIND refuses" },
  bad("a record type of a slip, without data", "x MXX\n"),
];
