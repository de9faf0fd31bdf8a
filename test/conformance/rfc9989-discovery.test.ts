import { discoverDmarc } from "../../src/domain/dmarc.ts";
import { World } from "../../src/domain/world.ts";
import { treeWalkNames } from "../../src/syntax/dmarc.ts";
import { zones } from "../zones.ts";
import { clauses } from "./clauses.ts";

/** Clause; what it says; records; From name; record used / organisational domain / what receivers are asked for; the name is not there. */
type Row = readonly [
  clause: string,
  says: string,
  records: readonly (readonly [name: string, text: string])[],
  from: string,
  expect: string,
  absent?: "NX",
  note?: string,
];

const V = "v=DMARC1; ";

/** `E` is example.com. */
const rows: readonly Row[] = [
  ["4.7 sp", "an existing subdomain takes sp", [["E", `${V}p=none;sp=reject`]], "a.E", "E/E/reject"],
  [
    "4.7 np",
    "a name that is not there takes np",
    [["E", `${V}p=reject;sp=none;np=quarantine`]],
    "x.E",
    "E/E/quarantine",
    "NX",
  ],
  ["4.7 np", "without np it takes sp", [["E", `${V}p=reject;sp=none`]], "x.E", "E/E/none", "NX"],
  ["4.7 np", "an existing subdomain takes no np", [["E", `${V}p=none;np=reject`]], "a.E", "E/E/none"],
  [
    "4.10.1",
    "records between the author's and the organisational domain do not apply",
    [
      ["E", `${V}p=none`],
      ["m.E", `${V}p=reject`],
    ],
    "a.m.E",
    "E/E/none",
  ],
  [
    "4.10.2",
    "psd=n is the organisational domain",
    [
      ["E", `${V}p=none`],
      ["m.E", `${V}p=reject;psd=n`],
    ],
    "a.m.E",
    "m.E/m.E/reject",
  ],
  [
    "4.10.1",
    "the author's own record: p, not sp",
    [
      ["E", `${V}p=quarantine`],
      ["m.E", `${V}p=none;sp=reject`],
    ],
    "m.E",
    "m.E/E/none",
  ],
  [
    "4.7 sp",
    "sp below the organisational domain is not read",
    [
      ["E", `${V}p=quarantine`],
      ["m.E", `${V}p=none;sp=reject`],
    ],
    "a.m.E",
    "E/E/quarantine",
  ],
  [
    "4.10.2",
    "psd=y: the organisational domain is one label below",
    [["com", `${V}p=reject;psd=y`]],
    "a.E",
    "com/E/reject",
  ],
  [
    "4.10.1",
    "a public suffix's record does not apply where the organisation has one",
    [
      ["com", `${V}sp=reject;p=none;psd=y`],
      ["E", `${V}p=none`],
    ],
    "a.E",
    "E/E/none",
  ],
  [
    "4.10.2",
    "fewest labels: a registry's record without psd=y is the organisational domain's",
    [
      ["com", `${V}p=reject`],
      ["E", `${V}p=none`],
    ],
    "a.E",
    "com/com/reject",
  ],
  [
    "4.10.2",
    "psd=n ends the walk below it",
    [
      ["com", `${V}p=reject`],
      ["E", `${V}p=none;psd=n`],
    ],
    "a.E",
    "E/E/none",
  ],
  [
    "4.10.1",
    "the author's own record, whatever the organisational domain",
    [
      ["com", `${V}p=reject`],
      ["E", `${V}p=none`],
    ],
    "E",
    "E/com/none",
  ],
  [
    "4.10.2",
    "psd=y at the start of the walk makes no exception",
    [["b.example", `${V}p=reject;sp=none;psd=y`]],
    "b.example",
    "b.example/b.example/reject",
  ],
  [
    "4.10.2",
    "one label below psd=y, whether a record stands there or not",
    [
      ["b.example", `${V}p=reject;psd=y`],
      ["y.g.b.example", `${V}p=none`],
    ],
    "x.y.g.b.example",
    "b.example/g.b.example/reject",
  ],
  [
    "4.10",
    "several records are discarded, the walk goes on",
    [
      ["a.E", `${V}p=none`],
      ["a.E", `${V}p=reject`],
      ["E", `${V}p=reject;sp=quarantine`],
    ],
    "a.E",
    "E/E/quarantine",
  ],
  [
    "4.10",
    "several records are discarded, nothing is left",
    [
      ["E", `${V}p=none`],
      ["E", `${V}p=reject`],
    ],
    "a.E",
    "-/a.E/multiple",
  ],
  [
    "4.10.1",
    "several records at the organisational domain: the public suffix's applies",
    [
      ["com", `${V}p=quarantine;psd=y`],
      ["E", `${V}p=none`],
      ["E", `${V}p=reject`],
    ],
    "E",
    "com/E/quarantine",
  ],
  [
    "4.10",
    "what is no DMARC record is not counted",
    [
      ["E", `${V}p=reject`],
      ["E", "v=spf1 -all"],
      ["E", "v=dmarc1;p=none"],
    ],
    "E",
    "E/E/reject",
  ],
  ["4.7 v", "v stands first", [["E", "p=reject;v=DMARC1"]], "E", "-/E/missing"],
  [
    "4.10.1",
    "sp not valid, rua valid: as p=none",
    [["E", `${V}p=reject;sp=rejct;rua=mailto:r@example.com`]],
    "E",
    "E/E/none",
  ],
  ["4.10.1", "no p, no rua: no processing", [["E", "v=DMARC1"]], "E", "E/E/unusable"],
  ["4.10.1", "p not valid, no rua: no processing", [["E", `${V}p=rejct`]], "E", "E/E/unusable"],
  ["4.10.1", "np not valid, no rua: no processing", [["E", `${V}p=reject;np=x`]], "E", "E/E/unusable"],
  [
    "4.10.1",
    "a record that cannot be used does not lead to the parent's",
    [
      ["a.E", `${V}p=rejct`],
      ["E", `${V}p=reject`],
    ],
    "a.E",
    "a.E/E/unusable",
  ],
  ["4.7 t", "t=y: one level lower, for sp", [["E", `${V}p=none;sp=quarantine;t=y`]], "a.E", "E/E/none"],
  ["4.7 t", "t=y: one level lower, for p", [["E", `${V}p=reject;t=y`]], "E", "E/E/quarantine"],
  [
    "5.1.8",
    "names of eight and more labels above the author's are not asked",
    [
      ["E", `${V}p=none`],
      ["b.c.d.e.f.g.E", `${V}p=reject;psd=n`],
    ],
    "a.b.c.d.e.f.g.E",
    "E/E/none",
  ],
  [
    "4.10",
    "seven labels are asked",
    [
      ["E", `${V}p=none`],
      ["b.c.d.e.f.E", `${V}p=reject;psd=n`],
    ],
    "a.b.c.d.e.f.E",
    "b.c.d.e.f.E/b.c.d.e.f.E/reject",
  ],
  [
    "4.10.2",
    "a parent without a record is not the organisational domain",
    [["news.E", `${V}p=reject`]],
    "news.E",
    "news.E/news.E/reject",
  ],
  ["4.10.2", "nothing found: the start", [["news.E", `${V}p=reject`]], "E", "-/E/missing"],
  ["4.10.2", "psd=y above the start", [["E", `${V}p=reject;psd=y`]], "a.E", "E/a.E/reject"],
  ["4.10.2", "psd=y at the start", [["E", `${V}p=reject;psd=y`]], "E", "E/E/reject"],
  [
    "4.10.2",
    "psd=n: an organisation of its own, its reports go to another",
    [
      ["s.E", `${V}psd=n;p=none;rua=mailto:r@example.com`],
      ["E", `${V}p=none`],
    ],
    "s.E",
    "s.E/s.E/none",
  ],
  [
    "4.10.2",
    "psd=n: the parent is another organisation",
    [
      ["s.E", `${V}psd=n;p=none;rua=mailto:r@example.com`],
      ["E", `${V}p=none`],
    ],
    "E",
    "E/E/none",
  ],
  // RFC 9989 4.10.2 and appendix B.4
  [
    "4.10.2",
    "the RFC's first example",
    [
      ["m.E", `${V}p=none`],
      ["E", `${V}p=none`],
    ],
    "a.m.E",
    "E/E/none",
  ],
  ["B.4.2", "the RFC's example", [["E", `${V}p=reject`]], "a.b.c.d.e.f.g.h.i.j.k.E", "E/E/reject"],
  [
    "B.4.3",
    "the RFC's example: giant",
    [
      ["bank.example", `${V}p=reject;psd=y`],
      ["giant.bank.example", `${V}p=none`],
    ],
    "mail.giant.bank.example",
    "giant.bank.example/giant.bank.example/none",
  ],
  [
    "B.4.3",
    "the RFC's example: mega",
    [["bank.example", `${V}p=reject;psd=y`]],
    "mail.mega.bank.example",
    "bank.example/mega.bank.example/reject",
  ],
  [
    "5.1.8",
    "the RFC's example",
    [
      ["E", `${V}p=none`],
      ["b.c.d.e.f.g.E", `${V}p=reject;psd=n`],
    ],
    "mail.a.b.c.d.e.f.g.E",
    "E/E/none",
  ],
  // the name below the public suffix is cut from the start, asked for or not
  [
    "4.10",
    "psd=y at eight labels is never asked",
    [["c.d.e.f.g.h.E", `${V}p=reject;psd=y`]],
    "a.b.c.d.e.f.g.h.E",
    "-/a.b.c.d.e.f.g.h.E/missing",
  ],
  [
    "4.10.2",
    "one label below psd=y is cut from the start, asked or not",
    [["d.e.f.g.h.E", `${V}p=reject;psd=y`]],
    "a.b.c.d.e.f.g.h.E",
    "d.e.f.g.h.E/c.d.e.f.g.h.E/reject",
  ],
  [
    "4.10",
    "the same record twice is one in the DNS (RFC 2181 5)",
    [
      ["E", `${V}p=reject`],
      ["E", `${V}p=reject`],
    ],
    "E",
    "E/E/reject",
  ],
  ["4.7 p", "p missing: as p=none", [["E", `${V}rua=mailto:r@example.com`]], "E", "E/E/none"],
  ["4.10.2", "the RFC's second example", [["m.E", `${V}p=none;psd=n`]], "a.m.E", "m.E/m.E/none"],
  ["4.10.2", "the RFC's third example", [["com", `${V}p=none;psd=y`]], "a.m.E", "com/E/none"],
  ["B.4.1", "the RFC's example", [["E", `${V}p=none`]], "a.m.E", "E/E/none"],
  ["4.4", "names ignore case", [["E", `${V}p=reject`]], "A.EXAMPLE.com", "E/E/reject"],
  ["4.5", "strings are joined with nothing between", [["E", '"v=DMA" "RC1; p=rej" "ect"']], "E", "E/E/reject"],
  ["4.7 t", "t=y has no effect on none", [["E", `${V}p=none;t=y`]], "E", "E/E/none"],
  ["4.7 t", "t=y: one level lower, for np", [["E", `${V}p=none;np=reject;t=y`]], "x.E", "E/E/quarantine", "NX"],
  ["4.7 t", "t=y: quarantine to none", [["E", `${V}p=quarantine;t=Y`]], "E", "E/E/none"],
  [
    "4.7 psd",
    "psd=u is the default, written out",
    [
      ["com", `${V}p=reject;psd=u`],
      ["E", `${V}p=none`],
    ],
    "E",
    "E/com/none",
  ],
  [
    "4.8",
    "psd not valid: u",
    [
      ["E", `${V}p=reject`],
      ["m.E", `${V}p=none;psd=x`],
    ],
    "a.m.E",
    "E/E/reject",
  ],
  [
    "4.7 psd",
    "values ignore case",
    [
      ["E", `${V}p=reject`],
      ["m.E", `${V}p=none;psd=N`],
    ],
    "a.m.E",
    "m.E/m.E/none",
  ],
  [
    "4.10.1",
    "p not valid at the organisational domain, rua valid: none",
    [["E", `${V}p=x;sp=reject;rua=mailto:r@example.com`]],
    "a.E",
    "E/E/none",
  ],
  [
    "4.10.1",
    "p missing, sp valid, rua valid: as p=none, so sp does not hold",
    [["E", `${V}sp=reject;rua=mailto:r@example.com`]],
    "a.E",
    "E/E/none",
    undefined,
    '4.7 says "treated as if it included p=none", 4.10.1 that a record containing p=none is acted on in its place: the second, as mailauth; both ask for none of the name itself',
  ],
  [
    "4.7 p",
    "p missing, no rua: no processing",
    [["E", `${V}sp=reject`]],
    "a.E",
    "E/E/unusable",
    undefined,
    "4.7 says none, 4.10.1 no processing: the second, which is the procedure; either way nothing is enforced",
  ],
  ["4.10.1", "no rua that is a URI: no processing", [["E", `${V}p=x;rua=r@example.com`]], "E", "E/E/unusable"],
  [
    "4.10.1",
    "one valid URI among others will do",
    [["E", `${V}p=x;rua=r@example.com,mailto:r@example.com`]],
    "E",
    "E/E/none",
  ],
  ["4.10.1", "ruf is no rua", [["E", `${V}p=x;ruf=mailto:r@example.com`]], "E", "E/E/unusable"],
  [
    "4.10.1",
    "a URI of a scheme that nobody supports is a URI",
    [["E", `${V}p=x;rua=https://example.com/r`]],
    "E",
    "E/E/none",
  ],
  [
    "4.10.1",
    "a public suffix's np for a name that is not there",
    [["com", `${V}p=none;np=reject;psd=y`]],
    "E",
    "com/E/reject",
    "NX",
  ],
  [
    "4.10.1",
    "a public suffix's sp for a name that is there",
    [["com", `${V}p=none;sp=quarantine;np=reject;psd=y`]],
    "E",
    "com/E/quarantine",
  ],
  [
    "4.10.1",
    "p of the author's own record although the name is not there",
    [["E", `${V}p=none;np=reject`]],
    "E",
    "E/E/none",
    "NX",
  ],
  [
    "4.10",
    "three records are several",
    [
      ["E", `${V}p=none`],
      ["E", `${V}p=reject`],
      ["E", `${V}p=quarantine`],
    ],
    "E",
    "-/E/multiple",
  ],
  [
    "4.10",
    "two records with psd=n do not end the walk",
    [
      ["E", `${V}p=quarantine`],
      ["m.E", `${V}p=none;psd=n`],
      ["m.E", `${V}p=reject;psd=n`],
    ],
    "a.m.E",
    "E/E/quarantine",
  ],
  ["A.4", "a public suffix's psd=y applies to its own mail", [["com", `${V}p=reject;psd=y`]], "com", "com/com/reject"],
];

function full(text: string): string {
  return text.replace(/\bE\b/g, "example.com");
}

interface Input {
  readonly records: readonly (readonly [string, string])[];
  readonly from: string;
  readonly absent: boolean;
}

/** The root is declared whole, so that every step of a walk is answered. */
function discovered({ records, from, absent }: Input): string {
  const lines = records.map(([name, text]) => `_dmarc.${full(name)}. TXT ${text}`);
  const world = new World(zones(`$ORIGIN .\n@ NS a.root-servers.net.\n${lines.join("\n")}`));
  const { outcome, organizationalDomain = "?" } = discoverDmarc(world, full(from).toLowerCase(), !absent);
  const short = (name: string): string => name.replace("example.com", "E");
  if (outcome.state === "policy") return `${short(outcome.from)}/${short(organizationalDomain)}/${outcome.effective}`;
  if (outcome.state !== "none") return outcome.state;
  const used = outcome.text === undefined ? "-" : short(String(outcome.text.record.name).replace("_dmarc.", ""));
  return `${used}/${short(organizationalDomain)}/${outcome.why}`;
}

clauses(
  "RFC 9989, discovery",
  rows.map(([clause, says, records, from, expect, absent, note]) => ({
    clause,
    says,
    records,
    from,
    absent: absent === "NX",
    expect,
    ...(note === undefined ? {} : { note }),
  })),
  discovered,
);

clauses(
  "RFC 9989, tree walk",
  [
    { clause: "4.10", says: "up to the top-level domain", from: "a.m.example.com", expect: "a.m.E m.E E com" },
    {
      clause: "4.10",
      says: "eight queries: the RFC's example",
      from: "a.b.c.d.e.f.g.h.i.j.mail.example.com",
      expect: "a.b.c.d.e.f.g.h.i.j.mail.E g.h.i.j.mail.E h.i.j.mail.E i.j.mail.E j.mail.E mail.E E com",
    },
    {
      clause: "4.10",
      says: "seven labels: one at a time",
      from: "a.b.c.d.e.example.com",
      expect: "a.b.c.d.e.E b.c.d.e.E c.d.e.E d.e.E e.E E com",
    },
    {
      clause: "4.10",
      says: "eight labels: to seven",
      from: "a.b.c.d.e.f.example.com",
      expect: "a.b.c.d.e.f.E b.c.d.e.f.E c.d.e.f.E d.e.f.E e.f.E f.E E com",
    },
    {
      clause: "4.10",
      says: "nine labels: to seven",
      from: "a.b.c.d.e.f.g.example.com",
      expect: "a.b.c.d.e.f.g.E c.d.e.f.g.E d.e.f.g.E e.f.g.E f.g.E g.E E com",
    },
    {
      clause: "5.1.8",
      says: "the RFC's example",
      from: "mail.a.b.c.d.e.f.g.example.com",
      expect: "mail.a.b.c.d.e.f.g.E c.d.e.f.g.E d.e.f.g.E e.f.g.E f.g.E g.E E com",
    },
    {
      clause: "B.4.2",
      says: "the RFC's example",
      from: "a.b.c.d.e.f.g.h.i.j.k.example.com",
      expect: "a.b.c.d.e.f.g.h.i.j.k.E g.h.i.j.k.E h.i.j.k.E i.j.k.E j.k.E k.E E com",
    },
    { clause: "4.10", says: "a name of one label", from: "com", expect: "com" },
  ],
  ({ from }: { readonly from: string }) =>
    treeWalkNames(from)
      .map((name) => name.replace("example.com", "E"))
      .join(" "),
);
