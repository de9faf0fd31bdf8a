import { describe, expect, it } from "vitest";
import { Unknown } from "../../src/model/value.ts";
import type { DnsRecord } from "../../src/model/record.ts";
import type { Problem } from "../../src/model/zone.ts";
import { octodnsReader, readOctodnsGroup } from "../../src/input/octodns.ts";
import type { InputFile, LocateRequest, ReadOptions, ReadResult } from "../../src/input/reader.ts";

function file(text: string, path = "zones/example.com.yaml"): InputFile {
  return { path, text, utf8: true };
}

function options(more: Partial<ReadOptions> & { files?: Record<string, string> } = {}): ReadOptions {
  const { files = {}, ...rest } = more;
  return {
    origin: undefined,
    zoneOfId: () => undefined,
    open: (path) => (Object.hasOwn(files, path) ? file(files[path] as string, path) : { refused: "it is outside" }),
    ...rest,
  };
}

function read(text: string, more: Parameters<typeof options>[0] = {}): ReadResult {
  return octodnsReader.read(file(text), options(more), () => undefined);
}

/** A record in one line. */
function line(record: DnsRecord): string {
  const show = (value: unknown): string => {
    if (value instanceof Unknown) return `<${value.reason}>`;
    if (Array.isArray(value)) return value.map((each) => `"${each}"`).join(" ");
    if (typeof value === "object" && value !== null) return JSON.stringify(value);
    return value === "" ? "." : String(value);
  };
  const data = Object.values(record.data).map(show).join(" ");
  const vendor = record.vendor === undefined ? "" : ` ${JSON.stringify(record.vendor)}`;
  return `${show(record.name)} ${show(record.ttl)} ${record.type} ${data}${vendor}`;
}

function lines(text: string, more: Parameters<typeof options>[0] = {}): string[] {
  const result = read(text, more);
  expect(result.problems.filter(({ level }) => level === "error")).toEqual([]);
  return (result.zones[0]?.records ?? []).map(line);
}

const told = ({ level, line: at, reason }: Problem): string => `${level} ${at}: ${reason}`;

describe("keys", () => {
  it.each([
    ["''", "example.com"],
    ['""', "example.com"],
    ["www", "www.example.com"],
    ["'*'", "*.example.com"],
    ["WWW", "www.example.com"],
    ["example.com", "example.com.example.com"],
    ["129688", "129688.example.com"],
    ["010", "8.example.com"],
    ["'010'", "010.example.com"],
    ["!!str 010", "010.example.com"],
    ["08", "08.example.com"],
    ["1.10", "1.1.example.com"],
    ["1.0", "1.0.example.com"],
    ["1_0", "10.example.com"],
    ["0x1f", "31.example.com"],
    ["0b11", "3.example.com"],
    ["12:30:00", "45000.example.com"],
    ["1e3", "1e3.example.com"],
    ["1.0e+20", "1e+20.example.com"],
    ["y", "y.example.com"],
    ["on", "true.example.com"],
    ["No", "false.example.com"],
    ["null", "none.example.com"],
    ["~", "none.example.com"],
    ["2024-01-01", "2024-01-01.example.com"],
    ["bücher", "xn--bcher-kva.example.com"],
    ["_25._tcp.mx", "_25._tcp.mx.example.com"],
  ])("%s is %s", (key, name) => {
    expect(lines(`${key}: {type: A, value: 192.0.2.1}`)).toEqual([`${name} 3600 A 192.0.2.1`]);
  });

  it.each([
    ["010", 'note 1: the key 010 is no text to YAML: octoDNS publishes the name "8" (put it in quotes)'],
    ["~", `note 1: the key ~ is no text to YAML: octoDNS publishes the name "none" (the apex is '')`],
    ["on", 'note 1: the key on is no text to YAML: octoDNS publishes the name "true" (put it in quotes)'],
  ])("tells that %s is mangled", (key, note) => {
    expect(read(`${key}: {type: A, value: 192.0.2.1}`).problems.map(told)).toEqual([note]);
  });

  it("does not tell what stays the same", () => {
    expect(read("129688: {type: A, value: 192.0.2.1}\ntrue: {type: A, value: 192.0.2.1}").problems).toEqual([]);
  });

  it.each([
    ["'@'", `error 1: octoDNS refuses the name "@"; the apex is ''`],
    ["www.", 'error 1: octoDNS refuses the name "www.": names are relative to the zone, without a final dot'],
    ["a b", 'error 1: octoDNS refuses the name "a b": it holds a blank'],
    ["a..b", 'error 1: the name "a..b" has an empty label'],
    ["? [a]\n", "error 1: a name must be text, this is a collection"],
  ])("refuses %s", (key, error) => {
    const { zones, problems } = read(`${key}: {type: A, value: 192.0.2.1}`);
    expect(zones).toEqual([]);
    expect(problems.map(told)).toEqual([error]);
  });

  it("tells a lost record", () => {
    const text = "a: {type: A, value: 192.0.2.1}\nb: {type: A, value: 192.0.2.2}\na: {type: A, value: 192.0.2.3}\n";
    expect(lines(text)).toEqual(["a.example.com 3600 A 192.0.2.3", "b.example.com 3600 A 192.0.2.2"]);
    expect(read(text).problems.map(told)).toEqual([
      'note 3: the key "a" is in line 1 and again in line 3: YAML keeps only the last one, what stands under the first is not published',
    ]);
  });

  it("tells a lost value", () => {
    const text = "a:\n  type: A\n  value: 192.0.2.1\n  value: 192.0.2.2\n";
    expect(lines(text)).toEqual(["a.example.com 3600 A 192.0.2.2"]);
    expect(read(text).problems.map(told)[0]).toMatch(/^note 4: the key "value" is in line 3 and again in line 4/);
  });
});

describe("records", () => {
  const rows: [text: string, expected: string[]][] = [
    ["{type: MX, value: {preference: 10, exchange: mx.example.net.}}", ["MX 10 mx.example.net"]],
    ["{type: MX, values: {preference: 10, exchange: mx.example.net.}}", ["MX 10 mx.example.net"]],
    ["{type: MX, value: [{preference: 10, exchange: mx.example.net.}]}", ["MX 10 mx.example.net"]],
    ["{type: MX, values: [{priority: '10', value: MX.example.net.}]}", ["MX 10 mx.example.net"]],
    ["{type: MX, values: [{preference: 0, exchange: .}]}", ["MX 0 ."]],
    ["{type: MX, value: {preference: 1, exchange: mx.example.net}}", ['MX 1 mx.example.net {"undotted":true}']],
    [
      "{type: MX, value: 10 mx.example.net.}",
      ['MX <malformed> <malformed> {"preference":"","exchange":"10 mx.example.net."}'],
    ],
    [
      "{type: MX, value: {preference: x, exchange: mx.example.net.}}",
      ['MX <malformed> mx.example.net {"preference":"x"}'],
    ],
    [
      "{type: MX, value: {preference: 70000, exchange: mx.example.net.}}",
      ['MX <malformed> mx.example.net {"preference":"70000"}'],
    ],
    ["{type: MX, value: {preference: 5, exchange: '{mx}.example.net.'}}", ["MX 5 <template>"]],
    ["{type: MX, value: {preference: 5, exchange: ''}}", ['MX 5 <malformed> {"exchange":""}']],
    ["{type: TXT, value: v=spf1 -all}", ['TXT "v=spf1 -all"']],
    ["{type: TXT, value: 'v=DMARC1\\; p=none'}", ['TXT "v=DMARC1; p=none"']],
    ['{type: TXT, value: "v=DMARC1\\\\; p=none"}', ['TXT "v=DMARC1; p=none"']],
    ["{type: TXT, value: v=DMARC1; p=none}", ['TXT "v=DMARC1; p=none"']],
    [`{type: TXT, value: '"a" "b"'}`, ['TXT "ab"']],
    ["{type: TXT, values: [one, two]}", ['TXT "one"', 'TXT "two"']],
    ["{type: TXT, value: lost, values: [kept]}", ['TXT "kept"']],
    [`{type: TXT, value: ${"x".repeat(300)}}`, [`TXT "${"x".repeat(300)}"`]],
    ["{type: TXT, value: bücher}", ['TXT "bÃ¼cher"']],
    ["{type: SPF, value: v=spf1 -all}", ['SPF "v=spf1 -all"']],
    ["{type: CNAME, value: Host.example.net.}", ["CNAME host.example.net"]],
    ["{type: CNAME, value: host.example.net}", ['CNAME host.example.net {"undotted":true}']],
    ["{type: ALIAS, value: host.example.net.}", ["ALIAS host.example.net"]],
    ["{type: DNAME, value: host.example.net.}", ["DNAME host.example.net"]],
    ["{type: NS, values: [ns1.example.net., ns2.example.net.]}", ["NS ns1.example.net", "NS ns2.example.net"]],
    ["{type: PTR, value: host.example.net.}", ["PTR host.example.net"]],
    ["{type: AAAA, value: '2001:db8::1'}", ["AAAA 2001:db8::1"]],
    ["{type: A, value: 192.0.2.256}", ["A <malformed> 192.0.2.256"]],
    ["{type: SRV, value: {priority: 1, weight: '2', port: 3, target: a.example.net.}}", ["SRV 1 2 3 a.example.net"]],
    ["{type: SRV, value: {priority: 0, weight: 0, port: 0, target: .}}", ["SRV 0 0 0 ."]],
    ["{type: CAA, value: {tag: issue, value: ca.example.net}}", ['CAA 0 issue "ca.example.net"']],
    [
      "{type: TLSA, value: {certificate_usage: 3, selector: 1, matching_type: 1, certificate_association_data: ab12}}",
      ["TLSA 3 1 1 ab12"],
    ],
    ["{type: DS, value: {key_tag: 1, algorithm: 2, digest_type: 3, digest: ab}}", ["OTHER DS 1 2 3 ab"]],
    ["{type: SSHFP, value: {algorithm: 1, fingerprint_type: 2, fingerprint: ab}}", ["OTHER SSHFP 1 2 ab"]],
    [
      "{type: NAPTR, value: {order: 1, preference: 2, flags: S, service: x, regexp: '', replacement: .}}",
      ['OTHER NAPTR 1 2 "S" "x" "" .'],
    ],
    [
      "{type: URLFWD, value: {path: /, target: 'https://example.net', code: 301, masking: 2, query: 0}}",
      ['OTHER URLFWD "/" "https://example.net" 301 2 0'],
    ],
    ["{type: OPENPGPKEY, value: abc}", ["OTHER OPENPGPKEY abc"]],
    [
      "{type: HTTPS, value: {svcpriority: 1, targetname: ., svcparams: {alpn: [h2, h3]}}}",
      ["OTHER HTTPS 1 . alpn=h2,h3"],
    ],
    [
      "{type: Route53Provider/ALIAS, value: {type: A, name: lb-1.eu-west-2.elb.amazonaws.com., hosted-zone-id: Z1}}",
      ['ALIAS lb-1.eu-west-2.elb.amazonaws.com {"alias":"lb-1.eu-west-2.elb.amazonaws.com"}'],
    ],
    [
      "{type: Route53Provider/ALIAS, value: {type: A, name: www}}",
      ['ALIAS www.example.com {"alias":"www.example.com"}'],
    ],
    ["{type: Route53Provider/ALIAS, value: {type: A}}", ['ALIAS example.com {"alias":"example.com"}']],
    [
      "{type: Route53Provider/ALIAS, value: {type: MX, name: www}}",
      ['MX <dynamic> <dynamic> {"alias":"www.example.com"}'],
    ],
    ["{type: PowerDnsProvider/LUA, value: {type: A, script: x}}", ["UNKNOWN <dynamic>"]],
    ["{type: A, value: 192.0.2.1, octodns: {ignored: true}}", ["UNKNOWN <dynamic>"]],
    ["{type: A, value: 192.0.2.1, octodns: {lenient: true, healthcheck: {path: /}}}", ["A 192.0.2.1"]],
    [
      "{type: A, value: 192.0.2.1, octodns: {cloudflare: {proxied: true, comment: web}}}",
      ['A 192.0.2.1 {"proxied":true,"comment":"web"}'],
    ],
    ["{type: A, values: [192.0.2.1], geo: {NA: [192.0.2.9]}}", ["A 192.0.2.1"]],
    ["{type: CNAME, value: a.example.net., dynamic: {pools: {}, rules: []}}", ["CNAME a.example.net"]],
    ["[{type: A, value: 192.0.2.1}, {type: AAAA, value: '2001:db8::1'}]", ["A 192.0.2.1", "AAAA 2001:db8::1"]],
  ];
  it.each(rows)("%s", (text, expected) => {
    expect(lines(`w: ${text}`)).toEqual(expected.map((each) => `w.example.com 3600 ${each}`));
  });

  it.each([
    ["300", 300],
    ["'300'", 300],
    ["12.5", 12],
    ["1:30", 90],
    ["0x10", 16],
    ["942942942", 942942942],
  ])("ttl %s is %d", (ttl, seconds) => {
    expect(lines(`w: {type: A, ttl: ${ttl}, value: 192.0.2.1}`)).toEqual([`w.example.com ${seconds} A 192.0.2.1`]);
  });

  it.each([
    ["w: {value: 192.0.2.1}", 'error 1: the record under "w" has no type'],
    ["w: 192.0.2.1", 'error 1: what stands under "w" is no record: a mapping with "type" is needed'],
    ["w:", 'error 1: what stands under "w" is no record: a mapping with "type" is needed'],
    ["w:\n  type: mx", 'error 2: octoDNS knows no record type "mx"; write MX'],
    ["w: {type: MXX}", 'error 1: octoDNS knows no record type "MXX"'],
    ["w: {type: A}", 'error 1: the A record has no "values"; octoDNS stops here'],
    ["w: {type: CNAME, values: [a.example.net.]}", 'error 1: the CNAME record has no "value"; octoDNS stops here'],
    [
      "w: {type: A, ttl: 1h, value: 192.0.2.1}",
      'error 1: the ttl "1h" is no whole number of seconds; octoDNS stops here',
    ],
    [
      "w: {type: A, ttl: -1, value: 192.0.2.1}",
      'error 1: the ttl "-1" is no whole number of seconds; octoDNS stops here',
    ],
    ["w: {type: MX, value: {exchange: a.}}", 'error 1: an MX value has no "preference"; octoDNS stops here'],
    ["w: {type: MX, value: [[]]}", "error 1: a MX value must be a mapping of its fields; octoDNS stops here"],
    [
      "w: {type: MX, value: {preference: 1, exchange: 12}}",
      "error 1: a host name must be text, this is a int to YAML; octoDNS stops here",
    ],
    ["w: {type: TXT, value: 123}", "error 1: a TXT value must be text, this is a int (123) to YAML; put it in quotes"],
    [
      "w: {type: CNAME, value: [a.]}",
      "error 1: a host name must be text, this is a sequence to YAML; octoDNS stops here",
    ],
    ["w: {type: CNAME, value: ''}", "error 1: the CNAME value is empty; octoDNS stops here"],
    ["w: {type: CAA, value: x}", "error 1: a CAA value must be a mapping of its fields; octoDNS stops here"],
    [
      "w: [{type: A, value: 192.0.2.1}, {type: A, value: 192.0.2.2}]",
      'error 1: the name "w" has type A twice; octoDNS refuses that, values belong in one record',
    ],
    ["- type: A", "error 1: an octoDNS zone is a mapping of names to records"],
    [
      "providers: {a: {class: x}}\nzones: {}",
      "error 1: this is octoDNS's configuration (providers and zones), not a zone",
    ],
  ])("refuses %s", (text, error) => {
    const { zones, problems } = read(text);
    expect(zones).toEqual([]);
    expect(problems.filter(({ level }) => level === "error").map(told)).toEqual([error]);
  });
});

describe("documents", () => {
  it("is a whole zone named by its file", () => {
    const [zone] = read("'': {type: A, value: 192.0.2.1}").zones;
    expect(zone).toMatchObject({ origin: "example.com", scope: "whole", private: false });
    expect(zone?.documents).toEqual([{ path: "zones/example.com.yaml", format: "octodns" }]);
  });

  it("takes the given origin first", () => {
    const result = octodnsReader.read(
      file("'': {type: A, value: 192.0.2.1}", "x.yaml"),
      options({ origin: "example.org" }),
      () => undefined,
    );
    expect(result.zones[0]?.records.map(line)).toEqual(["example.org 3600 A 192.0.2.1"]);
  });

  it("needs an origin", () => {
    const { zones, problems } = octodnsReader.read(file("", "shared.yaml"), options(), () => undefined);
    expect(zones).toEqual([]);
    expect(problems[0]?.reason).toMatch(/--origin/);
  });

  it.each(["", "---\n", "# nothing\n", "{}", "---\n{}\n...\n", "null"])("an empty file %j is an empty zone", (text) => {
    const { zones, problems } = read(text);
    expect(zones[0]?.records).toEqual([]);
    expect(problems.map(({ level }) => level)).toEqual(["note"]);
  });

  it.each([
    ["a: {type: A, value: 192.0.2.1}\n---\nb: {}\n", "error 2: a second YAML document follows; a zone is one"],
    ["a: [1\nb: 2", "error 2: no YAML: deficient indentation"],
    ["a: *b", "error 1: the alias *b names nothing before it"],
    ["a: &a [*a]", "error 1: the alias *a names nothing before it"],
    ["a: &a 1\nb: &a 2", "error 2: the anchor &a is there twice"],
    ["a: !foo 1", 'error 1: the YAML tag "!foo" is not known'],
    ["a: !!python/object:x 1", 'error 1: the YAML tag "!!python/object:x" is not known'],
    ["a: !include ../x.yaml", "error 1: !include ../x.yaml: it is outside"],
    ["a: !include ~/x.yaml", "error 1: !include ~/x.yaml: a home folder is not read"],
    ["<<: 1", "error 1: the merge key << needs a mapping"],
    ["%TAG ! tag:example.com,2000:\n---\na: 1", "error 1: %TAG directives are not read"],
    [`a: ${"[".repeat(200)}`, "error 1: no YAML: nesting exceeded maxDepth (50)"],
  ])("refuses %j", (text, error) => {
    const { zones, problems } = read(text);
    expect(zones).toEqual([]);
    expect(problems.map(told)).toEqual([error]);
  });

  it("refuses what is no UTF-8", () => {
    const { problems } = octodnsReader.read({ ...file("a: ä"), utf8: false }, options(), () => undefined);
    expect(problems.map(told)).toEqual(["error 1: the file is not UTF-8"]);
  });

  it("follows aliases and merges", () => {
    const text =
      "a: &a {type: A, ttl: 60, value: 192.0.2.1}\nb: *a\nc: {<<: *a, ttl: 90}\nd: {ttl: 90, <<: *a}\n" +
      "e: {<<: [{type: TXT, value: x}, *a]}\n";
    expect(lines(text)).toEqual([
      "a.example.com 60 A 192.0.2.1",
      "b.example.com 60 A 192.0.2.1",
      "c.example.com 90 A 192.0.2.1",
      "d.example.com 60 A 192.0.2.1",
      'e.example.com 60 TXT "x"',
    ]);
    expect(read(text).problems).toEqual([]);
  });

  it("bounds aliases", () => {
    let text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (let level = 1; level < 30; level++) {
      text += `a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ")}]\n`;
    }
    expect(read(text).problems.map(told)).toEqual([expect.stringMatching(/^error 1: its aliases repeat too much/)]);
    let merges = "m0: &m0 {a: 1, b: 2}\n";
    for (let level = 1; level < 2000; level++) merges += `m${level}: &m${level} {<<: *m${level - 1}, k${level}: 1}\n`;
    expect(read(merges).problems.map(told)).toEqual([expect.stringMatching(/^error \d+: merge keys repeat too many/)]);
  });

  it("includes files", () => {
    const files = {
      "www.yaml": "type: A\nvalue: 192.0.2.7\n",
      "common.yaml": "mail: {type: A, value: 192.0.2.8}\n",
      "text.yaml": "hello\n",
      "broken.yaml": "a: [\n",
      "empty.yaml": "",
    };
    const text = "<<: !include common.yaml\nwww: !include www.yaml\nt: {type: TXT, value: !include text.yaml}\n";
    expect(lines(text, { files })).toEqual([
      "mail.example.com 3600 A 192.0.2.8",
      "www.example.com 3600 A 192.0.2.7",
      't.example.com 3600 TXT "hello"',
    ]);
    const located = locate(text, read(text, { files }).zones[0]?.records ?? [], "address");
    expect(located).toEqual(["common.yaml", "www.yaml", "text.yaml"]);
    expect(read("a: !include broken.yaml", { files }).problems.map(told)).toEqual([
      expect.stringMatching(/^error 1: !include broken.yaml: broken.yaml:2: no YAML/),
    ]);
    expect(read("a: !include empty.yaml", { files }).problems.map(told)).toEqual([
      'error 1: what stands under "a" is no record: a mapping with "type" is needed',
    ]);
    expect(read("a: !include loop.yaml", { files: { "loop.yaml": "!include loop.yaml" } }).problems[0]?.reason).toMatch(
      /more than 8 deep/,
    );
  });

  it("tells what it leaves out", () => {
    expect(
      read(
        "w: {type: A, value: 192.0.2.1, octodns: {ignored: true}}\nv: {type: A, value: 192.0.2.1, geo: {NA: []}}",
      ).problems.map(told),
    ).toEqual([
      'note 1: octoDNS ignores the A record under "w"; what is published there is not known',
      'note 2: the answers of A under "v" vary (dynamic, geo); only its default is judged',
    ]);
  });

  it("bounds what it tells", () => {
    const text = Array.from({ length: 500 }, (_, index) => `0x${index.toString(16)}: {type: A, value: 192.0.2.1}\n`);
    const { zones, problems } = read(text.join(""));
    expect(zones[0]?.records).toHaveLength(500);
    expect(problems).toHaveLength(101);
  });
});

describe("the split form", () => {
  const apex = file("'': {type: A, value: 192.0.2.1}", "zones/example.com./$example.com.yaml");
  const www = file("www: {type: A, value: 192.0.2.2}", "zones/example.com./www.yaml");
  const beside = file("mail: {type: A, value: 192.0.2.3}", "zones/example.com.yaml");

  it("is one whole zone", () => {
    const { zones, problems } = readOctodnsGroup([apex, www, beside], options());
    expect(problems).toEqual([]);
    expect(zones).toHaveLength(1);
    expect(zones[0]).toMatchObject({ origin: "example.com", scope: "whole" });
    expect(zones[0]?.documents.map(({ path }) => path)).toEqual([apex.path, www.path, beside.path]);
    expect(zones[0]?.records.map((each) => `${line(each)} ${each.source.document.path}`)).toEqual([
      `example.com 3600 A 192.0.2.1 ${apex.path}`,
      `www.example.com 3600 A 192.0.2.2 ${www.path}`,
      `mail.example.com 3600 A 192.0.2.3 ${beside.path}`,
    ]);
  });

  it("is a part where one file is read alone", () => {
    expect(octodnsReader.read(www, options(), () => undefined).zones[0]?.scope).toBe("part");
  });

  it("refuses one set in two files", () => {
    const { zones, problems } = readOctodnsGroup([www, { ...www, path: "zones/example.com./w.yaml" }], options());
    expect(zones).toEqual([]);
    expect(problems.map(told)).toEqual([
      'error 1: the name "www" has type A twice; octoDNS refuses that, values belong in one record',
    ]);
  });

  it("refuses files of two zones", () => {
    const other = file("www: {type: A, value: 192.0.2.2}", "zones/example.net.yaml");
    expect(readOctodnsGroup([www, other], options()).problems[0]?.reason).toBe(
      "files of two zones are read as one: example.com and example.net",
    );
  });
});

describe("detection", () => {
  const mx = "'':\n- type: MX\n  value: {preference: 10, exchange: mx.example.net.}\n";
  it.each([
    ["example.com.yaml", mx, true],
    ["zones/example.com.yaml", "---\nwww:\n  ttl: 60\n  type: A\n  value: 192.0.2.1\n", true],
    ["zones/example.com.yaml", "www: {type: A, value: 192.0.2.1}\n", true],
    ["zones/example.com./www.yaml", "www:\n  type: A\n  value: 192.0.2.1\n", true],
    ["zones/example.com.yaml", "", true],
    ["zones/example.com.yaml", "--- # none\n", true],
    ["<stdin>", mx, true],
    ["records.yaml", mx, true],
    ["<stdin>", "a:\n  type: A\n", false],
    ["octodns.yaml", "providers:\n  a:\n    class: x\nzones:\n  example.com.:\n    sources: [a]\n", false],
    ["production.example.com.yaml", "manager: {}\nproviders:\n  a:\n    class: x\n    type: A\nzones: {}\n", false],
    ["docker-compose.yaml", "", false],
    ["openapi.v1.yaml", "components:\n  type: object\n", false],
    ["example.com.yaml", "- kind: x\n  type: A\n", false],
    ["records.json", '{"": {"type": "MX"}}', false],
    ["example.com.zone", "$TTL 300\nexample.com. IN MX 10 mx\n", false],
    ["../example.com.yaml", mx, true],
  ])("%s %j: %s", (path, text, expected) => {
    const probe = { file: file(text, path), baseName: path.split("/").at(-1) ?? "", json: () => undefined };
    expect(octodnsReader.detect?.(probe)).toBe(expected);
  });
});

function locate(text: string, records: readonly DnsRecord[], field: LocateRequest["field"], span?: [number, number]) {
  const requests = records.map(({ at }) => ({ at, field, ...(span === undefined ? {} : { span }) }));
  return octodnsReader.locate(file(text), requests).map((region) => region && text.slice(region.start, region.end));
}

describe("locate", () => {
  const text = `'':
  - type: MX
    ttl: 300
    values:
    - preference: 10
      exchange: mx1.example.net.
    - {priority: 20, value: 'mx2.example.net.'}
  - type: TXT
    values: ["v=spf1 -all", 'it''s']
www: &www
  type: A
  value: 192.0.2.1
alias: *www
block:
  type: TXT
  value: |
    line
"i":
  type: A
  value: 192.0.2.9
  octodns: {ignored: true}
`;
  const { records } = read(text).zones[0] ?? { records: [] };

  it.each<[LocateRequest["field"], (string | undefined)[]]>([
    ["name", ["''", "''", "''", "''", "www", "alias", "block", "i"]],
    ["type", ["MX", "MX", "TXT", "TXT", "A", "A", "TXT", "A"]],
    ["ttl", ["300", "300", "v=spf1 -all", "it''s", "192.0.2.1", "192.0.2.1", "line", undefined]],
    ["preference", ["10", "20", "v=spf1 -all", "it''s", "192.0.2.1", "192.0.2.1", "line", undefined]],
    [
      "exchange",
      ["mx1.example.net.", "mx2.example.net.", "v=spf1 -all", "it''s", "192.0.2.1", "192.0.2.1", "line", undefined],
    ],
    ["text", [undefined, undefined, "v=spf1 -all", "it''s", "192.0.2.1", "192.0.2.1", "line", undefined]],
  ])("%s", (field, expected) => {
    const found = locate(text, records, field);
    expected.forEach((each, index) => {
      if (each !== undefined) expect(found[index]).toBe(each);
      else expect(found[index]).toBeDefined();
    });
  });

  it("gives a mapping's own lines", () => {
    expect(locate(text, records.slice(0, 1), undefined)).toEqual(["preference: 10\n      exchange: mx1.example.net."]);
  });

  it.each([
    ["'v=DMARC1\\; p=none\\; rua=x'", [10, 16], "p=none"],
    ["'v=DMARC1\\; p=none\\; rua=x'", [8, 9], ";"],
    ['"v=DMARC1\\\\; p=none"', [10, 16], "p=none"],
    [`'"v=spf1 " "include:a.example ~all"'`, [7, 24], "include:a.example"],
    ['"\\"v=spf1 \\" \\"include:a.example\\""', [7, 24], "include:a.example"],
    ["v=spf1 include:a.example\n    include:b.example -all", [25, 42], "include:b.example"],
    [">-\n    v=spf1 include:a.example\n    include:b.example -all", [25, 42], "include:b.example"],
    ["'it''s here'", [5, 9], "here"],
    ["bücher p=x", [8, 11], "p=x"],
    ["v=spf1 -all", [7, 11], "-all"],
    ["v=spf1 -all", [11, 11], ""],
    ["v=spf1 -all", [0, 0], ""],
    ['"v=spf1 \\x2dall"', [0, 6], "v=spf1"],
  ] as [string, [number, number], string][])("the span of %s", (value, span, expected) => {
    const source = `w:\n  type: TXT\n  value: ${value}\n`;
    expect(locate(source, read(source).zones[0]?.records ?? [], "text", span)).toEqual([expected]);
  });

  it("gives the whole value where a span cannot be found", () => {
    const source = 'w: {type: TXT, value: "v=spf1 \\x2dall"}\n';
    expect(locate(source, read(source).zones[0]?.records ?? [], "text", [7, 11])).toEqual(["v=spf1 \\x2dall"]);
    expect(locate(source, read(source).zones[0]?.records ?? [], "text", [7, 99])).toEqual(["v=spf1 \\x2dall"]);
  });
});
