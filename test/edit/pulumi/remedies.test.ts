import { describe, expect, it } from "vitest";
import { Remedies } from "../../../src/edit/pulumi/remedies.ts";
import { editProperties } from "../../../src/edit/pulumi/properties.ts";
import type { ResourceState } from "../../../src/input/pulumi/peek.ts";
import type { RecordEdit } from "../../../src/model/finding.ts";
import { ciphered, UNKNOWN, urnOf, type Json } from "../../input/pulumi-fixture.ts";
import { ALL, judge, judging, planned, register } from "./remedying.ts";

const CF = "cloudflare:index/dnsRecord:DnsRecord";
const ROUTE53 = "aws:route53/record:Record";
const DO = "digitalocean:index/dnsRecord:DnsRecord";
const cf = (name: string, properties: Json): ResourceState =>
  planned(CF, name, { zoneId: "zone-id", ttl: 1, ...properties });
const ocean = (name: string, properties: Json): ResourceState =>
  planned(DO, name, { domain: "example.com", ...properties });
const set = (name: string, records: unknown, more: Json = {}): ResourceState =>
  planned(ROUTE53, name, { zoneId: "zone-id", name: "example.com", type: "TXT", ttl: 300, records, ...more });

/** What each resource's rules made of it: `name rule: key=value …`, and what was left. */
function made(states: readonly ResourceState[], by: readonly string[] = ALL): string[] {
  return register(states, by).flatMap(({ remedies, kept, properties }, index) => {
    const state = states[index] as ResourceState;
    const name = state.urn.slice(state.urn.lastIndexOf(":") + 1);
    const before = state.inputs as Json;
    const changed = Object.keys(properties).filter((key) => properties[key] !== before[key]);
    return [
      ...(remedies.length === 0
        ? []
        : [
            `${name} ${remedies.map(({ rule }) => rule).join("+")}: ${changed.map((key) => `${key}=${JSON.stringify(properties[key])}`).join(" ")}`,
          ]),
      ...kept.map(({ finding, reason }) => `${name} keeps ${finding.rule}: ${reason}`),
    ];
  });
}

describe("a mail host behind the proxy", () => {
  const mx = cf("mx", { name: "@", type: "MX", content: "mail.example.com", priority: 10 });
  const host = cf("host", { name: "mail", type: "A", content: "192.0.2.1", proxied: true });

  it("is taken from it once an MX that names it was registered", () => {
    expect(made([mx, host])).toEqual(["host mx-target-proxied: proxied=false"]);
  });

  it("is not known for one before that: the stack's rules say it then", () => {
    expect(made([host, mx])).toEqual([]);
    const states = [host, mx].map((state, index) => ({ ...state, index }));
    expect(judge(states).result.findings.map(({ rule }) => rule)).toContain("mx-target-proxied");
  });

  it("is known behind an alias", () => {
    const alias = cf("alias", { name: "mail", type: "CNAME", content: "host.example.com" });
    const behind = cf("behind", { name: "host", type: "A", content: "192.0.2.1", proxied: true });
    expect(made([mx, alias, behind])).toEqual(["behind mx-target-proxied: proxied=false"]);
  });

  it("is taken from it address by address", () => {
    const six = cf("six", { name: "mail", type: "AAAA", content: "2001:db8::1", proxied: true });
    expect(made([mx, host, six])).toEqual([
      "host mx-target-proxied: proxied=false",
      "six mx-target-proxied: proxied=false",
    ]);
    // The one before the MX stays behind it, so that the other alone would mend nothing.
    expect(made([host, mx, six])).toEqual(["six keeps mx-target-proxied: it concerns another resource too"]);
  });

  it("stays where the MX names a web site", () => {
    const apex = cf("apex", { name: "@", type: "A", content: "192.0.2.1", proxied: true });
    const to = (content: string): ResourceState => cf("mx", { name: "@", type: "MX", content, priority: 10 });
    const www = cf("www", { name: "www", type: "A", content: "192.0.2.1", proxied: true });
    expect(made([to("example.com"), apex])).toEqual([]);
    expect(made([to("www.example.com"), www])).toEqual([]);
  });

  it("stays where its name is not known", () => {
    expect(made([mx, cf("host", { name: UNKNOWN, type: "A", content: "192.0.2.1", proxied: true })])).toEqual([]);
    expect(made([mx, cf("host", { name: "mail", type: "A", content: "192.0.2.1", proxied: ciphered })])).toEqual([]);
  });

  it("is taken from it again in the update of a preview that did, whatever is registered first", () => {
    const [first] = new Remedies(judging).remedy(host, ALL, "mx-target-proxied").remedies;
    expect(first).toMatchObject({ rule: "mx-target-proxied", properties: { proxied: false }, mended: [] });
    expect(new Remedies(judging).remedy(host, ["dkim-proxied"], "mx-target-proxied").remedies).toEqual([]);
    expect(new Remedies(judging).remedy(mx, ALL, "mx-target-proxied").remedies).toEqual([]);
  });

  it("is nobody's where another zone's MX names another host", () => {
    expect(made([mx, cf("host", { name: "mail2", type: "A", content: "192.0.2.1", proxied: true })])).toEqual([]);
  });
});

describe("a doubled owner", () => {
  const dmarc = "v=DMARC1; p=reject; rua=mailto:d@example.com";
  const doubled = ocean("doubled", { name: "_dmarc.example.com", type: "TXT", value: dmarc });

  it("is stripped", () => {
    expect(made([doubled])).toEqual(['doubled name-doubled: name="_dmarc"']);
  });

  it("stays where an earlier resource holds the right name: two policies would be none", () => {
    const right = ocean("right", { name: "_dmarc", type: "TXT", value: dmarc.replace("reject", "none") });
    expect(made([right, doubled])).toEqual(["doubled keeps name-doubled: another resource stands where it belongs"]);
    const alias = ocean("alias", { name: "_dmarc", type: "CNAME", value: "example.net." });
    expect(made([alias, doubled])).toEqual(["doubled keeps name-doubled: another resource stands where it belongs"]);
  });

  it("stays where an earlier wildcard answers at the right name", () => {
    const wildcard = ocean("wildcard", { name: "*", type: "TXT", value: "x" });
    expect(made([wildcard, doubled])).toEqual(["doubled keeps name-doubled: another resource stands where it belongs"]);
  });

  it("stays in an update after the one that took its place", () => {
    const again = ocean("again", { name: "_dmarc.example.com", type: "TXT", value: dmarc });
    expect(made([doubled, again])).toEqual([
      'doubled name-doubled: name="_dmarc"',
      "again keeps name-doubled: another resource stands where it belongs",
    ]);
  });

  it("of a set moves all its values or none", () => {
    const name = "_dmarc.example.com.example.com";
    expect(made([set("both", [dmarc, "other"], { name })])).toEqual(['both name-doubled: name="_dmarc.example.com"']);
    const apex = "example.com.example.com";
    expect(made([set("both", ["v=spf1 -all", "other"], { name: apex })])).toEqual([
      "both keeps name-doubled: other values of the same resource would move with it",
    ]);
  });

  it("moves what is secret or not known with it, unseen", () => {
    for (const value of [ciphered, UNKNOWN]) {
      const [one] = register([ocean("doubled", { name: "_dmarc.example.com", type: "TXT", value })]);
      expect(one?.properties).toEqual({ domain: "example.com", name: "_dmarc", type: "TXT", value });
      expect(one?.properties["value"]).toBe(value);
    }
  });
});

describe("a set of several values", () => {
  const quoted = '"v=spf1 mx -all"';

  it("keeps the others as they are", () => {
    const records = ["google-site-verification=x", quoted, ciphered, UNKNOWN, 'a""b'];
    const [one] = register([set("set", records)]);
    expect(one?.remedies.map(({ rule }) => rule)).toEqual(["txt-quoting"]);
    const after = one?.properties["records"] as unknown[];
    expect(after).toEqual([records[0], "v=spf1 mx -all", ciphered, UNKNOWN, 'a""b']);
    expect(after[2]).toBe(records[2]);
    expect(records[1]).toBe(quoted);
  });

  it("has each of its defects mended", () => {
    const texts = ["one", "two"].map((text) => `"${text}=${"x".repeat(3)}"`);
    expect(made([set("set", texts)])).toEqual(['set txt-quoting: records=["one=xxx","two=xxx"]']);
  });

  it("is not mended where a policy beside it would become a second one", () => {
    expect(made([set("set", [quoted, "v=spf1 a -all"])])).toEqual([
      expect.stringMatching(/^set keeps txt-quoting: it would bring spf-multiple: /),
    ]);
  });

  it("mends nothing that no rule is asked for", () => {
    expect(made([set("set", [quoted])], ["dkim-proxied", "txt-string-length"])).toEqual([]);
    expect(made([set("set", [quoted])], [])).toEqual([]);
  });
});

describe("what is asked of several rules", () => {
  it("is made one upon the other", () => {
    const key = `v=DKIM1; k=rsa; p=${"MIIBIjANBgkqhkiG9w0BAQEFAAOC".repeat(14)}`;
    const state = set("key", [`"${key}"`], { name: "s1._domainkey.example.com.example.com." });
    const [one] = register([state]);
    expect(one?.remedies.map(({ rule }) => rule).toSorted()).toEqual(["name-doubled", "txt-quoting"]);
    expect(one?.properties).toEqual({
      ...(state.inputs as Json),
      name: "s1._domainkey.example.com.",
      records: [`${key.slice(0, 255)}""${key.slice(255)}`],
    });
    const [first, second] = one?.remedies ?? [];
    expect(first?.properties).not.toEqual(second?.properties);
  });
});

describe("editProperties", () => {
  const state = set("set", ["a", "b"]);
  const records = judge([state]).zones.flatMap((zone) => zone.records);
  const [a, b] = records;
  if (a?.type !== "TXT" || b === undefined) throw new Error("two records");
  const refused = (edits: readonly RecordEdit[], of = state): string | undefined => {
    const result = editProperties(of, edits);
    return "refused" in result ? result.refused : undefined;
  };

  it("takes a value out of a set, not the last", () => {
    expect(editProperties(state, [{ kind: "remove", record: a }])).toEqual({
      properties: { ...(state.inputs as Json), records: ["b"] },
    });
    expect(
      refused([
        { kind: "remove", record: a },
        { kind: "remove", record: b },
      ]),
    ).toBe("nothing would be left of the resource");
    const one = ocean("one", { name: "@", type: "TXT", value: "x" });
    const [record] = judge([one]).zones.flatMap((zone) => zone.records);
    if (record === undefined) throw new Error("one record");
    expect(refused([{ kind: "remove", record }], one)).toBe("a policy takes no resource away");
  });

  it("changes one value and takes another out", () => {
    expect(
      editProperties(state, [
        { kind: "remove", record: a },
        { kind: "text", record: { ...a, at: b.at }, text: "c" },
      ]),
    ).toEqual({ properties: { ...(state.inputs as Json), records: ["c"] } });
  });

  it("gives the same object where nothing is to be done", () => {
    const result = editProperties(state, [{ kind: "text", record: a, text: "a" }]);
    expect("properties" in result && result.properties).toBe(state.inputs);
    expect(editProperties(state, [])).toEqual({ properties: state.inputs });
  });

  it("refuses what is not its affair", () => {
    expect(refused([{ kind: "remove", record: { ...a, at: a.at + 4096 * 2 } }])).toBe(
      "it concerns another resource too",
    );
    expect(refused([{ kind: "remove", record: { ...a, at: a.at + 7 } }])).toBe("it concerns another resource too");
    expect(refused([{ kind: "unproxy", record: a }])).toBe("other values of the same resource are proxied with it");
    expect(refused([], planned("random:index/randomId:RandomId", "x", {}))).toBe("it is no DNS record");
    expect(refused([], { ...state, inputs: UNKNOWN })).toBe("it is no DNS record");
    const raw = planned("azure:dns/txtRecord:TxtRecord", "raw", {
      zoneName: "example.com",
      name: "@",
      records: [{ value: "x" }],
    });
    const [text] = judge([raw]).zones.flatMap((zone) => zone.records);
    if (text?.type !== "TXT") throw new Error("one record");
    expect(refused([{ kind: "text", record: text, text: "\xff" }], raw)).toBe("its bytes are no text");
  });

  it("keeps an output's marks around a new value", () => {
    const output = (value: unknown): Json => ({
      "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4",
      value,
      dependencies: [urnOf(CF, "zone")],
    });
    const proxied = cf("k", {
      name: "k._domainkey",
      type: "CNAME",
      content: "k.example.net",
      proxied: output(true),
    });
    const [one] = register([proxied]);
    expect(one?.properties["proxied"]).toEqual(output(false));
  });

  it("touches no prototype", () => {
    const inputs = JSON.parse(
      '{"zoneId": "zone-id", "name": "k._domainkey", "type": "CNAME", "content": "k.example.net", "proxied": true, "__proto__": {"polluted": true}}',
    ) as Json;
    const [one] = register([planned(CF, "k", inputs)]);
    expect(one?.remedies).toHaveLength(1);
    expect(Object.hasOwn(one?.properties ?? {}, "__proto__")).toBe(true);
    expect("polluted" in (one?.properties ?? {})).toBe(false);
  });
});
