import { describe, expect, it } from "vitest";
import { edited, type EditText } from "./editing.ts";

interface Row {
  readonly name: string;
  readonly before: string;
  readonly edits: readonly EditText[];
  readonly after?: string;
  readonly refused?: string;
}

const SHARED = "an alias or a merge key shares it with other records";
const FORM = "it stands in a form of YAML that is not edited";

const rows: readonly Row[] = [
  {
    name: "takes a set from behind Cloudflare's proxy",
    before: `mx:\n  type: A\n  octodns:\n    cloudflare: {proxied: 'yes', comment: c} # proxied: yes\n  values: [192.0.2.1, 192.0.2.2]\nb:\n  octodns: {cloudflare: {proxied: true}}\n  type: CNAME\n  value: a.example.net.\n`,
    edits: ["unproxy A 192.0.2.1", "unproxy A 192.0.2.2"],
    after: `mx:\n  type: A\n  octodns:\n    cloudflare: {proxied: false, comment: c} # proxied: yes\n  values: [192.0.2.1, 192.0.2.2]\nb:\n  octodns: {cloudflare: {proxied: true}}\n  type: CNAME\n  value: a.example.net.\n`,
  },
  {
    name: "one value of a set is not proxied alone",
    before: `mx:\n  octodns: {cloudflare: {proxied: true}}\n  type: A\n  values: [192.0.2.1, 192.0.2.2]\n`,
    edits: ["unproxy A 192.0.2.1"],
    refused: "other values of the same record set are proxied with it",
  },
  {
    name: "the proxy of several sets",
    before: `a:\n  octodns: &on {cloudflare: {proxied: true}}\n  type: A\n  value: 192.0.2.1\nb:\n  octodns: *on\n  type: A\n  value: 192.0.2.2\n`,
    edits: ["unproxy A 192.0.2.1"],
    refused: SHARED,
  },
  {
    name: "takes a value out of a list",
    before: `---\n'':\n  type: MX\n  values:\n  - exchange: a.example.net.\n    preference: 10\n  # second\n  - exchange: b.example.net.  # b\n    preference: 20\n  - {exchange: c.example.net., preference: 30}\nwww:\n  type: A\n  value: 192.0.2.1\n`,
    edits: ["remove MX 20"],
    after: `---\n'':\n  type: MX\n  values:\n  - exchange: a.example.net.\n    preference: 10\n  # second\n  - {exchange: c.example.net., preference: 30}\nwww:\n  type: A\n  value: 192.0.2.1\n`,
  },
  {
    name: "leaves a list of one",
    before: `'':\n  type: TXT\n  values:\n    - one\n    - "two"\n`,
    edits: ["remove TXT two"],
    after: `'':\n  type: TXT\n  values:\n    - one\n`,
  },
  {
    name: "takes a set out of a name's list with its last value",
    before: `'':\n- type: A\n  value: 192.0.2.1\n- ttl: 60\n  type: TXT\n  values:\n  - one\n  - two\n- type: NS\n  value: ns.example.net.\n`,
    edits: ["remove TXT one", "remove TXT two"],
    after: `'':\n- type: A\n  value: 192.0.2.1\n- type: NS\n  value: ns.example.net.\n`,
  },
  {
    name: "takes a name out with its last set",
    before: `# top\na:\n  type: A\n  value: 192.0.2.1\n\n# of b\nb:\n  type: TXT\n  value: one\nc:\n  type: A\n  value: 192.0.2.1\n`,
    edits: ["remove TXT one"],
    after: `# top\na:\n  type: A\n  value: 192.0.2.1\n\n# of b\nc:\n  type: A\n  value: 192.0.2.1\n`,
  },
  {
    name: "takes a value out of a flow list",
    before: `'':\n  type: TXT\n  values: ["one", 'two' , three]\n`,
    edits: ["remove TXT two"],
    after: `'':\n  type: TXT\n  values: ["one", three]\n`,
  },
  {
    name: "takes the last values out of a flow list",
    before: `'':\n  {type: TXT, values: [one, 'two', "three"]}\n`,
    edits: ["remove TXT two", "remove TXT three"],
    after: `'':\n  {type: TXT, values: [one]}\n`,
  },
  {
    name: "takes a block scalar out",
    before: `'':\n  type: TXT\n  values:\n    - >-\n      one\n      line\n    - |-\n      two\n    - three\n`,
    edits: ["remove TXT one", "remove TXT two"],
    after: `'':\n  type: TXT\n  values:\n    - three\n`,
  },
  {
    name: "changes a plain scalar",
    before: `'':\n  type: TXT\n  value: v=spf1 a a -all # spf\n`,
    edits: ["text TXT v=spf1 => v=spf1 a -all"],
    after: `'':\n  type: TXT\n  value: v=spf1 a -all # spf\n`,
  },
  {
    name: "changes a plain scalar of several lines",
    before: `_dmarc:\n  type: TXT\n  value: v=DMARC1\\; p=none\\; pct=100\\;\n    rua=mailto:a@example.com\\;\n`,
    edits: ["text TXT v=DMARC1 => v=DMARC1; p=none; rua=mailto:a@example.com;"],
    after: `_dmarc:\n  type: TXT\n  value: v=DMARC1\\; p=none\\; rua=mailto:a@example.com\\;\n`,
  },
  {
    name: "takes the backslash with its semicolon",
    before: `_dmarc:\n  type: TXT\n  value: v=DMARC1\\; p=none\\; pct=100\n`,
    edits: ["text TXT v=DMARC1 => v=DMARC1; p=none"],
    after: `_dmarc:\n  type: TXT\n  value: v=DMARC1\\; p=none\n`,
  },
  {
    name: "takes both backslashes in double quotes",
    before: `_dmarc:\n  type: TXT\n  value: "v=DMARC1\\\\; p=none\\\\; pct=100"\n`,
    edits: ["text TXT v=DMARC1 => v=DMARC1; p=none"],
    after: `_dmarc:\n  type: TXT\n  value: "v=DMARC1\\\\; p=none"\n`,
  },
  {
    name: "puts a semicolon in as the value has them",
    before: `_dmarc:\n  type: TXT\n  values: ["v=DMARC1\\\\; p=none", 'v=x; y']\n`,
    edits: ["text TXT v=DMARC1 => v=DMARC1; t=y; p=none", "text TXT v=x => v=x; z; y"],
    after: `_dmarc:\n  type: TXT\n  values: ["v=DMARC1\\\\; t=y\\\\; p=none", 'v=x; z; y']\n`,
  },
  {
    name: "changes a folded scalar, joining the lines that it parts",
    before: `'':\n  type: TXT\n  value: >-\n    v=spf1 a a\n    mx -all\n`,
    edits: ["text TXT v=spf1 => v=spf1 a mx -all"],
    after: `'':\n  type: TXT\n  value: >-\n    v=spf1 a mx -all\n`,
  },
  {
    name: "takes quotes off that are data",
    before: `'':\n  type: TXT\n  value: '""v=spf1 -all""'\n`,
    edits: ['text TXT "v=spf1 => v=spf1 -all'],
    after: `'':\n  type: TXT\n  value: '"v=spf1 -all"'\n`,
  },
  {
    name: "renames a key",
    before: `'':\n  type: NS\n  value: ns.example.net.\n_dmarc.example.com:\n  type: TXT\n  value: x\n`,
    edits: ["name TXT x => _dmarc.example.com"],
    after: `'':\n  type: NS\n  value: ns.example.net.\n_dmarc:\n  type: TXT\n  value: x\n`,
  },
  {
    name: "moves a renamed key to its place in the order",
    before: `a:\n  type: TXT\n  value: a\nexample.com:\n  type: MX\n  value: {exchange: a.example.net., preference: 10}\nz:\n  type: TXT\n  value: z\n`,
    edits: ["name MX 10 => example.com"],
    after: `'':\n  type: MX\n  value: {exchange: a.example.net., preference: 10}\na:\n  type: TXT\n  value: a\nz:\n  type: TXT\n  value: z\n`,
  },
  {
    name: "leaves a renamed key where no order is kept",
    before: `z:\n  type: TXT\n  value: z\n"example.com":\n  type: TXT\n  value: x\na:\n  type: TXT\n  value: a\n`,
    edits: ["name TXT x => example.com"],
    after: `z:\n  type: TXT\n  value: z\n"":\n  type: TXT\n  value: x\na:\n  type: TXT\n  value: a\n`,
  },
  {
    name: "refuses a name that holds more",
    before: `_dmarc.example.com:\n- type: TXT\n  value: x\n- type: A\n  value: 192.0.2.1\n`,
    edits: ["name TXT x => _dmarc.example.com"],
    refused: "other records stand under the same name",
  },
  {
    name: "refuses a name that is there",
    before: `_dmarc:\n  type: A\n  value: 192.0.2.1\n_dmarc.example.com:\n  type: TXT\n  value: x\n`,
    edits: ["name TXT x => _dmarc.example.com"],
    refused: "the right name stands in the file already, with other records",
  },
  {
    name: "refuses what an alias shares",
    before: `a: &a\n  type: TXT\n  value: x\nb: *a\n`,
    edits: ["remove TXT x"],
    refused: SHARED,
  },
  {
    name: "refuses what a merge key shares",
    before: `a: &a\n  type: TXT\n  value: x\nb:\n  <<: *a\n  ttl: 60\n`,
    edits: ["text TXT x => y"],
    refused: SHARED,
  },
  {
    name: "edits what only shares other parts",
    before: `a:\n  octodns: &o {cloudflare: {proxied: false}}\n  type: TXT\n  value: x\nb:\n  octodns: *o\n  type: TXT\n  value: y\n`,
    edits: ["text TXT y => z"],
    after: `a:\n  octodns: &o {cloudflare: {proxied: false}}\n  type: TXT\n  value: x\nb:\n  octodns: *o\n  type: TXT\n  value: z\n`,
  },
  {
    name: "refuses to empty a zone",
    before: `a:\n  type: TXT\n  value: x\n`,
    edits: ["remove TXT x"],
    refused: "no record would be left, and octoDNS would delete what is published",
  },
  {
    name: "refuses a zone in one flow mapping",
    before: `{a: {type: TXT, value: x}, b: {type: TXT, value: y}}\n`,
    edits: ["remove TXT x"],
    refused: FORM,
  },
  {
    name: "refuses what varies",
    before: `a:\n  type: A\n  value: 192.0.2.1\n  geo: {NA: [192.0.2.2]}\nb:\n  type: TXT\n  value: y\n`,
    edits: ["remove A 192"],
    refused: "its answers vary (dynamic, geo)",
  },
  {
    name: "keeps CR LF",
    before: `a:\r\n  type: TXT\r\n  values:\r\n  - x\r\n  - y\r\n  - v=spf1 a a\r\nb:\r\n  type: A\r\n  value: 192.0.2.1\r\n`,
    edits: ["remove TXT y", "text TXT v=spf1 => v=spf1 a"],
    after: `a:\r\n  type: TXT\r\n  values:\r\n  - x\r\n  - v=spf1 a\r\nb:\r\n  type: A\r\n  value: 192.0.2.1\r\n`,
  },
];

describe("octoDNS writer", () => {
  it.each(rows)("$name", async ({ before, edits, after, refused }) => {
    const written = await edited("octodns", "example.com.yaml", before, edits);
    expect(written).toEqual({ after, refused: refused === undefined ? [] : [refused] });
  });
});
