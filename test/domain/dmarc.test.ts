import { describe, expect, it } from "vitest";
import { discoverDmarc, type DmarcView } from "../../src/domain/dmarc.ts";
import { World } from "../../src/domain/world.ts";
import type { Zone } from "../../src/model/zone.ts";
import { zones } from "../zones.ts";

/** `E` is example.com. The root is declared whole, so that every step of a walk is answered. */
function world(records: readonly (readonly [name: string, text: string])[]): World {
  const lines = records.map(([name, text]) => `_dmarc.${full(name)}. TXT ${text.startsWith("v=") ? text : full(text)}`);
  return new World(zones(`$ORIGIN .\n@ NS a.root-servers.net.\n${lines.join("\n")}`));
}

function full(text: string): string {
  return text.replace(/\bE\b/g, "example.com");
}

const V = "v=DMARC1; ";

/** Number, records, From name, whether it exists; record used / organisational domain / effective policy. */
const vectors: readonly (readonly [string, readonly (readonly [string, string])[], string, string, "NX"?])[] = [
  ["1", [["E", `${V}p=none;sp=reject`]], "a.E", "E/E/reject"],
  ["2", [["E", `${V}p=reject;sp=none;np=quarantine`]], "x.E", "E/E/quarantine", "NX"],
  ["3", [["E", `${V}p=reject;sp=none`]], "x.E", "E/E/none", "NX"],
  ["4", [["E", `${V}p=none;np=reject`]], "a.E", "E/E/none"],
  [
    "5",
    [
      ["E", `${V}p=none`],
      ["m.E", `${V}p=reject`],
    ],
    "a.m.E",
    "E/E/none",
  ],
  [
    "6",
    [
      ["E", `${V}p=none`],
      ["m.E", `${V}p=reject;psd=n`],
    ],
    "a.m.E",
    "m.E/m.E/reject",
  ],
  [
    "7",
    [
      ["E", `${V}p=quarantine`],
      ["m.E", `${V}p=none;sp=reject`],
    ],
    "m.E",
    "m.E/E/none",
  ],
  [
    "8",
    [
      ["E", `${V}p=quarantine`],
      ["m.E", `${V}p=none;sp=reject`],
    ],
    "a.m.E",
    "E/E/quarantine",
  ],
  ["9", [["com", `${V}p=reject;psd=y`]], "a.E", "com/E/reject"],
  [
    "10",
    [
      ["com", `${V}sp=reject;p=none;psd=y`],
      ["E", `${V}p=none`],
    ],
    "a.E",
    "E/E/none",
  ],
  [
    "11",
    [
      ["com", `${V}p=reject`],
      ["E", `${V}p=none`],
    ],
    "a.E",
    "com/com/reject",
  ],
  [
    "12",
    [
      ["com", `${V}p=reject`],
      ["E", `${V}p=none;psd=n`],
    ],
    "a.E",
    "E/E/none",
  ],
  [
    "13",
    [
      ["com", `${V}p=reject`],
      ["E", `${V}p=none`],
    ],
    "E",
    "E/com/none",
  ],
  ["14", [["b.example", `${V}p=reject;sp=none;psd=y`]], "b.example", "b.example/b.example/reject"],
  [
    "15",
    [
      ["b.example", `${V}p=reject;psd=y`],
      ["y.g.b.example", `${V}p=none`],
    ],
    "x.y.g.b.example",
    "b.example/g.b.example/reject",
  ],
  [
    "16",
    [
      ["a.E", `${V}p=none`],
      ["a.E", `${V}p=reject`],
      ["E", `${V}p=reject;sp=quarantine`],
    ],
    "a.E",
    "E/E/quarantine",
  ],
  [
    "17",
    [
      ["E", `${V}p=none`],
      ["E", `${V}p=reject`],
    ],
    "a.E",
    "-/a.E/multiple",
  ],
  [
    "18",
    [
      ["com", `${V}p=quarantine;psd=y`],
      ["E", `${V}p=none`],
      ["E", `${V}p=reject`],
    ],
    "E",
    "com/E/quarantine",
  ],
  [
    "19",
    [
      ["E", `${V}p=reject`],
      ["E", "v=spf1 -all"],
      ["E", "v=dmarc1;p=none"],
    ],
    "E",
    "E/E/reject",
  ],
  ["20", [["E", "p=reject;v=DMARC1"]], "E", "-/E/missing"],
  ["21", [["E", `${V}p=reject;sp=rejct;rua=mailto:r@example.com`]], "E", "E/E/none"],
  ["22, bare", [["E", "v=DMARC1"]], "E", "E/E/unusable"],
  ["22, bad p", [["E", `${V}p=rejct`]], "E", "E/E/unusable"],
  ["22, bad np", [["E", `${V}p=reject;np=x`]], "E", "E/E/unusable"],
  [
    "23",
    [
      ["a.E", `${V}p=rejct`],
      ["E", `${V}p=reject`],
    ],
    "a.E",
    "a.E/E/unusable",
  ],
  ["24", [["E", `${V}p=none;sp=quarantine;t=y`]], "a.E", "E/E/none"],
  ["24, at E", [["E", `${V}p=reject;t=y`]], "E", "E/E/quarantine"],
  [
    "25",
    [
      ["E", `${V}p=none`],
      ["b.c.d.e.f.g.E", `${V}p=reject;psd=n`],
    ],
    "a.b.c.d.e.f.g.E",
    "E/E/none",
  ],
  [
    "26",
    [
      ["E", `${V}p=none`],
      ["b.c.d.e.f.E", `${V}p=reject;psd=n`],
    ],
    "a.b.c.d.e.f.E",
    "b.c.d.e.f.E/b.c.d.e.f.E/reject",
  ],
  ["27, From", [["news.E", `${V}p=reject`]], "news.E", "news.E/news.E/reject"],
  ["27, signer", [["news.E", `${V}p=reject`]], "E", "-/E/missing"],
  ["27, psd=y at E, From", [["E", `${V}p=reject;psd=y`]], "a.E", "E/a.E/reject"],
  ["27, psd=y at E, signer", [["E", `${V}p=reject;psd=y`]], "E", "E/E/reject"],
  [
    "28, policy's",
    [
      ["s.E", `${V}psd=n;p=none;rua=mailto:r@example.com`],
      ["E", `${V}p=none`],
    ],
    "s.E",
    "s.E/s.E/none",
  ],
  [
    "28, address's",
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
    [
      ["m.E", `${V}p=none`],
      ["E", `${V}p=none`],
    ],
    "a.m.E",
    "E/E/none",
  ],
  ["B.4.2", [["E", `${V}p=reject`]], "a.b.c.d.e.f.g.h.i.j.k.E", "E/E/reject"],
  [
    "B.4.3, giant",
    [
      ["bank.example", `${V}p=reject;psd=y`],
      ["giant.bank.example", `${V}p=none`],
    ],
    "mail.giant.bank.example",
    "giant.bank.example/giant.bank.example/none",
  ],
  [
    "B.4.3, mega",
    [["bank.example", `${V}p=reject;psd=y`]],
    "mail.mega.bank.example",
    "bank.example/mega.bank.example/reject",
  ],
  [
    "5.1.8",
    [
      ["E", `${V}p=none`],
      ["b.c.d.e.f.g.E", `${V}p=reject;psd=n`],
    ],
    "mail.a.b.c.d.e.f.g.E",
    "E/E/none",
  ],
  // the name below the public suffix is cut from the start, asked for or not
  [
    "psd=y under nine labels",
    [["c.d.e.f.g.h.E", `${V}p=reject;psd=y`]],
    "a.b.c.d.e.f.g.h.E",
    "-/a.b.c.d.e.f.g.h.E/missing",
  ],
  [
    "psd=y at seven labels",
    [["d.e.f.g.h.E", `${V}p=reject;psd=y`]],
    "a.b.c.d.e.f.g.h.E",
    "d.e.f.g.h.E/c.d.e.f.g.h.E/reject",
  ],
  [
    "the same record twice is one",
    [
      ["E", `${V}p=reject`],
      ["E", `${V}p=reject`],
    ],
    "E",
    "E/E/reject",
  ],
  ["p missing with rua", [["E", `${V}rua=mailto:r@example.com`]], "E", "E/E/none"],
];

function seen(view: DmarcView, start: string): string {
  const { outcome, organizationalDomain = "?" } = view;
  const short = (name: string): string => name.replace("example.com", "E");
  if (outcome.state === "policy") return `${short(outcome.from)}/${short(organizationalDomain)}/${outcome.effective}`;
  if (outcome.state === "none") {
    const from = outcome.text === undefined ? "-" : short(String(outcome.text.record.name).replace("_dmarc.", ""));
    return `${from}/${short(organizationalDomain)}/${outcome.why}`;
  }
  if (outcome.state === "undeclared") return `undeclared ${outcome.name}`;
  return `${start}: ? ${outcome.reason}`;
}

describe("discoverDmarc", () => {
  describe("RFC 9989", () => {
    for (const [id, records, start, result, exists] of vectors) {
      it(`${id}: ${start}`, () => {
        const view = discoverDmarc(world(records), full(start), exists !== "NX");
        expect(seen(view, start)).toBe(result);
      });
    }
  });

  describe("what the world does not tell", () => {
    const rows: readonly (readonly [string, string, string, string])[] = [
      ["a part of a zone", "$SCOPE part\n@ MX 10 mx", "example.com", "undeclared _dmarc.example.com"],
      [
        "a zone of its own below one that is not declared",
        "$ORIGIN dept.example.com.\n@ MX 10 mx",
        "dept.example.com",
        "dept.example.com: ? _dmarc.example.com is in no declared zone",
      ],
      [
        "its parent's policy is not the organisation's",
        "$ORIGIN dept.example.com.\n_dmarc TXT v=DMARC1; p=reject\nnews MX 10 mx",
        "news.dept.example.com",
        "news.dept.example.com: ? _dmarc.example.com is in no declared zone",
      ],
      [
        "psd=n makes it so",
        "$ORIGIN dept.example.com.\n_dmarc TXT v=DMARC1; p=reject; psd=n\nnews MX 10 mx",
        "news.dept.example.com",
        "dept.E/dept.E/reject",
      ],
      [
        "a CNAME that leads outside",
        "@ MX 10 mx\n_dmarc CNAME example.com.dmarc.example.net.",
        "example.com",
        "example.com: ? example.com.dmarc.example.net is in no declared zone",
      ],
      [
        "a delegation",
        "@ MX 10 mx\n_dmarc NS ns1.example.net.",
        "example.com",
        "example.com: ? _dmarc.example.com is delegated to other name servers",
      ],
      [
        "a text that is not known yet",
        "@ MX 10 mx\n_dmarc TXT ?preview",
        "example.com",
        "example.com: ? the text at _dmarc.example.com is not known yet",
      ],
      [
        "a text that is not known yet beside a policy",
        "_dmarc TXT ?preview\n_dmarc TXT v=DMARC1; p=reject",
        "example.com",
        "E/?/reject",
      ],
      ["a CNAME inside", "_dmarc CNAME policy\npolicy TXT v=DMARC1; p=reject", "example.com", "E/E/reject"],
      ["a wildcard", "* TXT v=DMARC1; p=quarantine", "example.com", "E/E/quarantine"],
      ["a public suffix counts as empty", "@ MX 10 mx", "example.com", "-/E/missing"],
      ["its own record needs nothing else", "$SCOPE part\n_dmarc TXT v=DMARC1; p=reject", "example.com", "E/E/reject"],
      [
        "routed alternatives",
        "_dmarc TXT v=DMARC1; p=reject ; routing=a\n_dmarc TXT v=DMARC1; p=none ; routing=b",
        "example.com",
        "E/E/reject",
      ],
      [
        "one alternative holds two",
        "_dmarc TXT v=DMARC1; p=reject ; routing=a\n_dmarc TXT v=DMARC1; p=none ; routing=b\n_dmarc TXT v=DMARC1; p=quarantine ; routing=b",
        "example.com",
        "-/E/multiple",
      ],
    ];
    for (const [name, zone, start, result] of rows) {
      it(name, () => {
        const declared: Zone[] = zones(zone);
        expect(seen(discoverDmarc(new World(declared), start), start)).toBe(result);
      });
    }
  });

  it("names the tag that gave the policy", () => {
    const view = (start: string, exists: boolean): unknown => {
      const records = [["E", `${V}p=none;sp=quarantine;np=reject`]] as const;
      const { outcome } = discoverDmarc(world(records), full(start), exists);
      return outcome.state === "policy" ? [outcome.tag, outcome.policy, outcome.inherited] : outcome;
    };
    expect(view("E", true)).toEqual(["p", "none", false]);
    expect(view("a.E", true)).toEqual(["sp", "quarantine", true]);
    expect(view("a.E", false)).toEqual(["np", "reject", true]);
  });
});
