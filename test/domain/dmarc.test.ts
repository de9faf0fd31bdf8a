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
        "a record between that may carry psd=n",
        "_dmarc TXT v=DMARC1; p=reject\n_dmarc.dept CNAME dept.dmarc.example.net.\na.dept MX 10 mx",
        "a.dept.example.com",
        "a.dept.example.com: ? dept.dmarc.example.net is in no declared zone",
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
