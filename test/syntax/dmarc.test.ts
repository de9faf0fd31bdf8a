import { describe, expect, it } from "vitest";
import {
  isDmarc,
  looksMeantAsDmarc,
  mendDmarc,
  parseDmarc,
  printDmarc,
  treeWalkNames,
} from "../../src/syntax/dmarc.ts";
import type { DmarcEffect, DmarcErrorCode, DmarcNearMissReason, DmarcVersion } from "../../src/syntax/dmarc.ts";

const V = "v=DMARC1; ";
const RUA = "rua=mailto:r@example.com";

describe("isDmarc", () => {
  it.each([
    ["v=DMARC1", true],
    ["v=DMARC1;", true],
    ["v = DMARC1\t; p=none", true],
    ["V=DMARC1; p=none", true],
    ["v=DMARC1 p=none", false],
    ["v=DMARC1.", false],
    ["v=DMARC10", false],
    ["v=dmarc1; p=none", false],
    [" v=DMARC1; p=none", false],
    ["p=none; v=DMARC1", false],
    ["nv=DMARC1; p=none", false],
    ["v=spf1 -all", false],
    ["v", false],
    ["", false],
  ])("%j: %s", (text, is) => expect(isDmarc(text)).toBe(is));
});

describe("what receivers take it for", () => {
  it.each<[string, "yes" | "as-none" | "no", string]>([
    ["p=reject", "yes", "reject reject reject"],
    ["p=Reject", "yes", "reject reject reject"],
    [`${RUA}; p=reject`, "yes", "reject reject reject"],
    ["p=reject; sp=none", "yes", "reject none none"],
    ["p=reject; sp=none; np=quarantine", "yes", "reject none quarantine"],
    ["p=none; np=reject", "yes", "none none reject"],
    ["P = none ;SP= QUARANTINE ;", "yes", "none quarantine quarantine"],
    [`p=reject; sp=rejct; ${RUA}`, "as-none", "none none none"],
    [`p=rejct; ${RUA}`, "as-none", "none none none"],
    [`${RUA}; sp=reject`, "as-none", "none none none"],
    ["p=rejct", "no", "none none none"],
    ["p=reject; np=x", "no", "none none none"],
    ["p=rejct; rua=r@example.com", "no", "none none none"],
    ["p=rejct; rua=r@example.com,mailto:r@example.com!10m", "as-none", "none none none"],
    ["", "no", "none none none"],
    ["sp=reject", "no", "none none none"],
    ["p=none; p=reject", "yes", "reject reject reject"],
  ])("%s: %s, %s", (tags, usable, policies) => {
    const record = parseDmarc(V + tags);
    expect([record.usable, `${record.p} ${record.sp} ${record.np}`]).toEqual([usable, policies]);
  });

  it("takes values in any case and the defaults for the rest", () => {
    const record = parseDmarc(`${V}p=none; t=Y; psd=N; adkim=S; fo=D:1; ruf=mailto:f@example.com; ${RUA}`);
    expect(record).toMatchObject({ version: "ok", t: "y", psd: "n", adkim: "s", aspf: "r", fo: "d1", errors: [] });
    expect(record.rua.map((uri) => [uri.address, uri.host])).toEqual([["r@example.com", "example.com"]]);
    expect(record.ruf).toHaveLength(1);
    expect(record.tag("psd")).toMatchObject({
      name: "psd",
      value: "N",
      start: 23,
      end: 28,
      nameEnd: 26,
      valueStart: 27,
    });
    expect(record.tag("np")).toBeUndefined();
    expect(parseDmarc("v=DMARC1")).toMatchObject({
      t: "n",
      psd: "u",
      adkim: "r",
      aspf: "r",
      fo: "0",
      rua: [],
      ruf: [],
    });
  });
});

describe("errors", () => {
  it.each<[string, DmarcErrorCode, DmarcEffect, string, string | undefined]>([
    ["p=quarentine", "invalid-value", "policy", "quarentine", "quarantine"],
    ["p=quar", "invalid-value", "policy", "quar", "quarantine"],
    ["p=block", "invalid-value", "policy", "block", "reject"],
    ["p=maybe", "invalid-value", "policy", "maybe", undefined],
    ['p="none"', "invalid-value", "policy", '"none"', "none"],
    ["p=none.", "invalid-value", "policy", "none.", "none"],
    ["p=none\xc2\xa0", "invalid-value", "policy", "none\xc2\xa0", "none"],
    ["p=", "empty-value", "policy", "p=", undefined],
    ["p none", "missing-equals", "policy", "p none", "p=none"],
    [`p=none ${RUA}`, "missing-semicolon", "policy", `none ${RUA}`, `none; ${RUA}`],
    [`p=none, ${RUA}`, "missing-semicolon", "policy", `none, ${RUA}`, `none; ${RUA}`],
    ["p=none; sp=rejected", "invalid-value", "policy", "rejected", "reject"],
    ["p=none; np=", "empty-value", "policy", "np=", undefined],
    ["p=none; t=yes", "invalid-value", "default", "yes", "y"],
    ["p=none; psd=true", "invalid-value", "default", "true", "y"],
    ["p=none; adkim=relaxed", "invalid-value", "default", "relaxed", "r"],
    ["p=none; aspf=x", "invalid-value", "default", "x", undefined],
    ["p=none; aspf=", "empty-value", "default", "aspf=", ""],
    ["p=none; fo=0:1", "invalid-value", "default", "0:1", "1"],
    ["p=none; fo=1 : d", "invalid-value", "default", "1 : d", "1:d"],
    ["p=none; fo=d:d", "invalid-value", "default", "d:d", "d"],
    ["p=none; fo=1,d,s", "invalid-value", "default", "1,d,s", "1:d:s"],
    ["p=none; fo=all", "invalid-value", "default", "all", undefined],
    ["p=none; P=NONE", "duplicate-tag", "part", "P=NONE", ""],
    ["p=none; p=reject", "duplicate-tag", "part", "p=reject", undefined],
    ["p=none; ;", "empty-tag", "part", " ;", ""],
    ["p=none; reject", "missing-equals", "part", "reject", undefined],
    ["p=none; r1=x", "tag-name", "part", "r1", undefined],
    ["p=none; pct=10", "removed-tag", "part", "pct=10", ""],
    ["p=none; RF=afrf", "removed-tag", "part", "RF=afrf", ""],
    ["p=none; foo=bar", "unknown-tag", "part", "foo", undefined],
    ["p=none; ruaa=mailto:r@example.com", "unknown-tag", "part", "ruaa", "rua"],
    ["p=none; adkm=s", "unknown-tag", "part", "adkm", "adkim"],
    ["p=none; tt=y", "unknown-tag", "part", "tt", "t"],
    ["p=none; y=y", "unknown-tag", "part", "y", "t"],
    ["p=none; x=1", "unknown-tag", "part", "x", undefined],
    ["p=none; sp=none; ps=none", "unknown-tag", "part", "ps", undefined],
    ["p=none; foo=", "empty-value", "part", "foo=", ""],
    ["p=none; rua=", "empty-value", "part", "rua=", ""],
    ["p=none; rua=r@example.com", "uri-scheme-missing", "part", "r@example.com", "mailto:r@example.com"],
    ["p=none; rua=none", "uri-scheme-missing", "part", "none", undefined],
    ["p=none; rua=malito:r@example.com", "uri-scheme", "part", "malito:r@example.com", "mailto:r@example.com"],
    ["p=none; ruf=https://example.com/r", "uri-scheme", "part", "https://example.com/r", undefined],
    ["p=none; rua=mailto:example.com", "uri-address", "part", "mailto:example.com", undefined],
    ["p=none; rua=mailto://r@example.com", "uri-address", "part", "mailto://r@example.com", "mailto:r@example.com"],
    ["p=none; rua=mailto:r@", "uri-address", "part", "mailto:r@", undefined],
    ["p=none; rua=mailto:r@example..com", "uri-address", "part", "mailto:r@example..com", undefined],
    ["p=none; rua=mailto:a,b@example.com", "uri-comma", "part", "mailto:a,b@example.com", "mailto:a%2Cb@example.com"],
    [
      "p=none; rua=mailto:a!b@example.com",
      "uri-exclamation",
      "part",
      "mailto:a!b@example.com",
      "mailto:a%21b@example.com",
    ],
    ["p=none; rua=mailto:r@example.com!10m", "uri-size", "nothing", "!10m", ""],
    ["p=none; rua=mailto: r@example.com", "uri-character", "part", "mailto: r@example.com", "mailto:r@example.com"],
    [
      "p=none; rua=mailto:r@example.com mailto:s@example.net",
      "uri-character",
      "part",
      "mailto:r@example.com mailto:s@example.net",
      "mailto:r@example.com,mailto:s@example.net",
    ],
    [
      "p=none; rua=mailto:r%4@example.com",
      "uri-character",
      "part",
      "mailto:r%4@example.com",
      "mailto:r%254@example.com",
    ],
    [
      "p=none; rua=mailto:r@b\xc3\xbccher.example",
      "uri-character",
      "part",
      "mailto:r@b\xc3\xbccher.example",
      undefined,
    ],
    [`p=none; ${RUA},`, "uri-empty", "part", "", undefined],
    [`p=none; ${RUA}; mailto:s@example.net`, "stray-uri", "part", "; mailto:s@example.net", ",mailto:s@example.net"],
    ["", "missing-policy", "policy", "", undefined],
  ])("%s: %s", (tags, code, effect, value, suggestion) => {
    const record = parseDmarc(V + tags);
    expect(record.errors.map((each) => [each.code, each.effect, each.value, each.suggestion])).toEqual([
      [code, effect, value, suggestion],
    ]);
    const [error] = record.errors;
    expect(record.text.slice(error?.start, error?.end)).toBe(value);
    if (suggestion !== undefined) {
      const mended = V + tags.slice(0, (error?.start ?? 0) - 10) + suggestion + tags.slice((error?.end ?? 0) - 10);
      expect(parseDmarc(mended).errors.filter((each) => each.code === code && code !== "empty-tag")).toEqual([]);
    }
  });

  it.each<[string, DmarcVersion, string | undefined]>([
    ["v=DMARC1; p=none", "ok", undefined],
    ["p=none", "missing", undefined],
    ["p=none; v=DMARC1", "not-first", undefined],
    [" v=DMARC1; p=none", "leading-space", "v=DMARC1"],
    ["v=dmarc1; p=none", "wrong-case", "v=DMARC1"],
    ["v=DMARC1 p=none", "wrong-value", "v=DMARC1; p=none"],
    ["v=spf1 -all", "wrong-value", "v=DMARC1"],
    ["", "missing", undefined],
  ])("%j: version %s", (text, version, suggestion) => {
    const record = parseDmarc(text);
    expect(record.version).toBe(version);
    expect(record.errors.find((each) => each.effect === "record")?.suggestion).toBe(suggestion);
    if (version !== "ok") expect(record.usable).toBe("no");
  });

  it("names the accepted set and the default that applies", () => {
    expect(parseDmarc(`${V}p=none; adkim=x`).errors[0]).toMatchObject({ expected: "r or s", applied: "r" });
    expect(parseDmarc(`${V}p=x`).errors[0]).toMatchObject({
      expected: "none, quarantine or reject",
      applied: undefined,
    });
  });
});

describe("report URIs", () => {
  it("carries place, scheme, address and host", () => {
    const text = `${V}p=none; rua= mailto:A%2Bb@Example.COM?subject=x!5m , https://x.example.com:8443/r`;
    expect(parseDmarc(text).rua).toEqual([
      {
        text: "mailto:A%2Bb@Example.COM?subject=x",
        start: 23,
        end: 57,
        scheme: "mailto",
        address: "A+b@Example.COM",
        host: "example.com",
        valid: true,
      },
      {
        text: "https://x.example.com:8443/r",
        start: 63,
        end: 91,
        scheme: "https",
        address: undefined,
        host: "x.example.com",
        valid: true,
      },
    ]);
  });
});

describe("printing and mending", () => {
  it.each([
    ["V = DMARC1;P = none;;rua=mailto:r@example.com; ", "v=DMARC1; p=none; rua=mailto:r@example.com"],
    ["v=DMARC1;reject;p=Reject", "v=DMARC1; reject; p=Reject"],
  ])("prints %s", (text, printed) => expect(printDmarc(parseDmarc(text))).toBe(printed));

  it.each([
    ["v=dmarc1 ; p=quarentine; pct=100;; ruaa=r@example.com", "v=DMARC1; p=quarantine; rua=r@example.com"],
    ["v=DMARC1 p=none, rua=mailto:r@example.com", "v=DMARC1; p=none, rua=mailto:r@example.com"],
    [`v=DMARC1; p=none; ${RUA}!10m; mailto:s@example.net!1k`, `v=DMARC1; p=none; ${RUA},mailto:s@example.net!1k`],
    ["v=DMARC1; p=maybe", undefined],
    ["p=none; v=DMARC1", undefined],
  ])("mends %s", (text, mended) => {
    const once = mendDmarc(parseDmarc(text));
    if (text.includes(", rua")) expect(once).toBeUndefined();
    else expect(once).toBe(mended);
  });
});

describe("looksMeantAsDmarc", () => {
  it.each<[string, DmarcNearMissReason, string, string]>([
    [" v=DMARC1; p=none", "leading-space", " ", "v=DMARC1; p=none"],
    ['"v=DMARC1; p=none"', "leading-quote", '"', "v=DMARC1; p=none"],
    ["nv=DMARC1; p=reject", "leading-text", "n", "v=DMARC1; p=reject"],
    ['_dmarc TXT "v=DMARC1; p=none"', "leading-text", '_dmarc TXT "', "v=DMARC1; p=none"],
    ["p=reject; v=DMARC1; rua=mailto:r@example.com", "not-first", "v=DMARC1", `v=DMARC1; p=reject; ${RUA}`],
    ["v=dmarc1; p=none", "case", "v=dmarc1", "v=DMARC1; p=none"],
    ["v=DMARC; p=none", "version", "v=DMARC", "v=DMARC1; p=none"],
    ["v=DMARC 1; p=none", "version", "v=DMARC 1", "v=DMARC1; p=none"],
    ["v=DMARC2; p=none", "version", "v=DMARC2", "v=DMARC1; p=none"],
    ["v=DMARC1 p=none", "no-semicolon", " ", "v=DMARC1; p=none"],
    ["v=DMARC1p=none", "no-semicolon", "", "v=DMARC1; p=none"],
    ["v=DMARC1.", "separator", ".", "v=DMARC1"],
    ["v=DMARC1, p=none", "separator", ", ", "v=DMARC1; p=none"],
    ['v=DMARC1" "; p=none', "stray-quote", '" "', "v=DMARC1; p=none"],
    ["v=DMARC1\\; p=none\\; pct=5", "escaped-semicolon", "\\", "v=DMARC1; p=none; pct=5"],
    ["DMARC1;", "no-v", "DMARC1", "v=DMARC1"],
    ["DMARC1; p=none", "no-v", "DMARC1", "v=DMARC1; p=none"],
    ["v=DMRC1; p=none", "misspelt", "v=DMRC1", "v=DMARC1; p=none"],
    ["v=MARC1; p=reject", "misspelt", "v=MARC1", "v=DMARC1; p=reject"],
    ["vD=MARC1; p=reject", "misspelt", "vD=MARC1", "v=DMARC1; p=reject"],
    ["=vDMARC1; p=reject", "misspelt", "=vDMARC1", "v=DMARC1; p=reject"],
    ["v=DMSRC1; p=reject", "misspelt", "v=DMSRC1", "v=DMARC1; p=reject"],
    ["v=DMARRC1; sp=none; p=reject", "misspelt", "v=DMARRC1", "v=DMARC1; sp=none; p=reject"],
    ["v=DMARC;1 p=reject", "misspelt", "v=DMARC;1", "v=DMARC1; p=reject"],
    [`p=reject; ${RUA}`, "no-version", "", `v=DMARC1; p=reject; ${RUA}`],
  ])("%j: %s at %j", (text, reason, value, mended) => {
    const found = looksMeantAsDmarc(text);
    expect([found?.reason, text.slice(found?.start, found?.end), found?.mended]).toEqual([reason, value, mended]);
    expect(isDmarc(mended)).toBe(true);
  });

  it.each([
    "",
    "v=DMARC1",
    "v = DMARC1 ; p=none",
    "dmarc-verification=0123456789",
    "dmarc",
    "v=DKIM1; k=rsa; p=MIGf",
    "p=MIGfMA0GCSqGSIb3",
    "v=spf1 include:_dmarc.example.com -all",
    "see v=DMARC for details",
  ])("leaves %j alone", (text) => expect(looksMeantAsDmarc(text)).toBeUndefined());
});

describe("treeWalkNames", () => {
  it.each([
    ["", []],
    ["com", ["com"]],
    ["a.mail.example.com", ["a.mail.example.com", "mail.example.com", "example.com", "com"]],
    [
      "a.b.c.d.e.example.com",
      [
        "a.b.c.d.e.example.com",
        "b.c.d.e.example.com",
        "c.d.e.example.com",
        "d.e.example.com",
        "e.example.com",
        "example.com",
        "com",
      ],
    ],
    [
      "a.b.c.d.e.f.example.com",
      [
        "a.b.c.d.e.f.example.com",
        "b.c.d.e.f.example.com",
        "c.d.e.f.example.com",
        "d.e.f.example.com",
        "e.f.example.com",
        "f.example.com",
        "example.com",
        "com",
      ],
    ],
    [
      "a.b.c.d.e.f.g.h.i.j.mail.example.com",
      [
        "a.b.c.d.e.f.g.h.i.j.mail.example.com",
        "g.h.i.j.mail.example.com",
        "h.i.j.mail.example.com",
        "i.j.mail.example.com",
        "j.mail.example.com",
        "mail.example.com",
        "example.com",
        "com",
      ],
    ],
    ["a\\.b.example", ["a\\.b.example", "example"]],
  ])("%s", (name, names) => expect(treeWalkNames(name)).toEqual(names));
});
