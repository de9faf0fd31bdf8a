import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  holdsPrivateKey,
  isDkim,
  looksMeantAsDkim,
  mendDkim,
  parseDkim,
  printDkim,
  withoutPrivateKeys,
} from "../../src/syntax/dkim.ts";
import { bare, keys, wrapped } from "../dkim-keys.ts";

const KEY = keys.rsa2048;

/** Rows with the text, keys cut, for their title. */
function titled<R extends readonly [text: string, ...rest: unknown[]]>(rows: readonly R[]): [title: string, row: R][] {
  return rows.map((row, index) => [`${index + 1}: ${row[0].replace(/[A-Za-z0-9+/_=-]{20,}/g, "…")}`, row]);
}

/** Faults as `code effect: text`. */
function faults(text: string): string[] {
  return parseDkim(text).faults.map(({ code, effect, start, end, value }) => {
    expect(value).toBe(text.slice(start, end));
    return `${code} ${effect}: ${value}`;
  });
}

describe("DKIM key records (RFC 6376 3.6.1)", () => {
  const good: [text: string, seen: Partial<ReturnType<typeof parseDkim>>][] = [
    [`v=DKIM1; k=rsa; p=${KEY}`, { version: "ok", keyType: "rsa" }],
    [`p=${KEY}`, { version: "absent", keyType: "rsa", services: ["*"], hashes: undefined, flags: [] }],
    [`v=DKIM1; k=RSA; p=${KEY};`, { keyType: "rsa" }],
    [
      `v=DKIM1; h=sha1 : SHA256; s=email:x; t=y:s; n=a note; p=${KEY}`,
      { hashes: ["sha1", "sha256"], services: ["email", "x"], flags: ["y", "s"], notes: "a note" },
    ],
    [`v=DKIM1; k=ed25519; p=${keys.ed25519}`, { keyType: "ed25519" }],
    ["v=DKIM1; p=", {}],
    [`v=DKIM1; g=*; p=${KEY}`, {}],
    [`v=DKIM1; p=${KEY.slice(0, 40)} \t${KEY.slice(40)}`, {}],
  ];
  it.each(titled(good))("%s is used", (_, [text, seen]) => {
    const record = parseDkim(text);
    expect(record).toMatchObject(seen);
    expect([record.usable, record.faults]).toEqual([true, []]);
    expect(parseDkim(printDkim(record))).toMatchObject({ usable: true, keyType: record.keyType });
  });

  const wrapped32 = wrapped(keys.ed25519);
  const broken: [text: string, ...faults: string[]][] = [
    ["v=DKIM1; k=rsa", "key-missing record: "],
    [`k=rsa; v=DKIM1; p=${KEY}`, "version-first record: v=DKIM1"],
    [`v=dkim1; p=${KEY}`, "version record: dkim1"],
    [`v=DKIM2; p=${KEY}`, "version record: DKIM2"],
    [`v=DKIM1 p=${KEY}`, `missing-semicolon record: DKIM1 p=${KEY}`, "key-missing record: "],
    [`v=DKIM1; k=rsa p=${KEY}`, `missing-semicolon record: rsa p=${KEY}`, "key-missing record: "],
    [`v=DKIM1; p=${KEY} k=rsa`, `missing-semicolon record: ${KEY} k=rsa`],
    [`v=DKIM1; P=${KEY}`, "unknown-tag nothing: P", "key-missing record: "],
    [`v=DKIM1; k=dsa; p=${KEY}`, "key-type record: dsa"],
    [`v=DKIM1; k=; p=${KEY}`, "key-type record: "],
    [`v=DKIM1; p=${KEY}; p=${KEY}`, `duplicate record: p=${KEY}`],
    [`v=DKIM1;; p=${KEY}`, "empty-tag record: ;"],
    [`v=DKIM1; rsa; p=${KEY}`, "no-equals record: rsa"],
    [`v=DKIM1;""p=${KEY}`, 'tag-name record: ""p', "key-missing record: "],
    [`v=DKIM1; p=${KEY.slice(0, 60)}""${KEY.slice(60)}`, 'key-base64 record: ""'],
    [`v=DKIM1; p=${KEY.replaceAll("+", "-").replaceAll("/", "_")}`, "key-base64 record: --"],
    ["v=DKIM1; p=MII\xef\xbc\x8bBIj", "character record: \xef", "key-base64 record: \xef\xbc\x8b"],
    ["v=DKIM1; p=MI=G", "key-base64 record: ="],
    ["v=DKIM1; p==", "key-base64 record: ="],
    ["v=DKIM1; p=MIGfM", "key-padding record: MIGfM"],
    ["v=DKIM1; p=aGVsbG8gd29ybGQ=", "key-decode record: aGVsbG8gd29ybGQ="],
    ["v=DKIM1; p=A", "key-padding record: A"],
    [`v=DKIM1; p=${KEY.slice(0, 200)}`, `key-truncated record: ${KEY.slice(0, 200)}`],
    [`v=DKIM1; p=${keys.ec}`, `key-of-other-type record: ${keys.ec}`],
    [`v=DKIM1; p=${keys.ed25519}`, `key-of-other-type record: ${keys.ed25519}`],
    [`v=DKIM1; k=ed25519; p=${KEY}`, `key-of-other-type record: ${KEY}`],
    [`v=DKIM1; k=ed25519; p=${wrapped32}`, `key-length record: ${wrapped32}`],
    ["v=DKIM1; k=ed25519; p=AAAA", "key-length record: AAAA"],
    [`v=DKIM1; h=; p=${KEY}`, "hashes-empty record: h="],
    [`v=DKIM1; n=\u00e9; p=${KEY}`, "character record: \u00e9"],
  ];
  it.each(titled(broken))("%s is ignored", (_, [text, ...expected]) => {
    expect(faults(text)).toEqual(expected);
    expect(parseDkim(text).usable).toBe(false);
  });

  const doubtful: [text: string, fault: string][] = [
    [`v=DKIM1; s=tlsrpt; p=${KEY}`, "services some: tlsrpt"],
    [`v=DKIM1; p=${bare(KEY)}`, `key-bare some: ${bare(KEY)}`],
    [`v=DKIM1; p=${KEY}AAAA`, `key-trailing some: ${KEY}AAAA`],
    [`v=DKIM1; k=ed25519; p=${keys.ed25519.slice(0, -1)}`, `key-unpadded some: ${keys.ed25519.slice(0, -1)}`],
    [`v=DKIM1; p=${keys.rsa8192}`, `key-large some: ${keys.rsa8192}`],
    [`nk=rsa; p=${KEY}`, "unknown-tag nothing: nk"],
  ];
  it.each(titled(doubtful))("%s is used by most", (_, [text, fault]) => {
    expect(faults(text)).toEqual([fault]);
    expect(parseDkim(text).usable).toBe(true);
  });

  it("measures keys", () => {
    const sizes = [512, 768, 1024, 1536, 2048, 3072, 4096, 8192] as const;
    for (const bits of sizes) {
      const key = keys[`rsa${bits}`];
      expect(parseDkim(`p=${key}`).publicKey).toMatchObject({ state: "good", form: "spki", type: "rsa", bits });
      expect(parseDkim(`p=${bare(key)}`).publicKey).toMatchObject({ state: "good", form: "pkcs1", type: "rsa", bits });
    }
    const text = `v=DKIM1; k=ed25519; p=${keys.ed25519}`;
    const { publicKey } = parseDkim(text);
    expect(publicKey).toMatchObject({ state: "good", form: "raw", type: "ed25519", bits: undefined, have: 32 });
    expect(text.slice(publicKey?.start, publicKey?.end)).toBe(keys.ed25519);
  });
});

describe("what was meant", () => {
  const rows: [text: string, mended: string | undefined][] = [
    [`k=rsa; v=DKIM1; p=${KEY}`, `v=DKIM1; k=rsa; p=${KEY}`],
    [`v=dkim1; p=${KEY}`, `v=DKIM1; p=${KEY}`],
    [`v=DKIM1 k=rsa p=${KEY}`, `v=DKIM1; k=rsa; p=${KEY}`],
    [`v=DKIM1; p=${KEY} k=rsa`, `v=DKIM1; k=rsa; p=${KEY}`],
    [`v=DKIM1; P=${KEY}`, `v=DKIM1; p=${KEY}`],
    [`v=DKIM1;""p=${KEY.slice(0, 60)}""${KEY.slice(60)}`, `v=DKIM1; p=${KEY}`],
    [`v=DKIM1\\; p=${KEY}\\;`, `v=DKIM1; p=${KEY}`],
    [`v=DKIM1; p=${KEY}; p=${KEY}`, `v=DKIM1; p=${KEY}`],
    [`v=DKIM1; p=${KEY}; p=${keys.rsa1024}`, undefined],
    [`v=DKIM1;; rsa; p=${KEY}`, `v=DKIM1; p=${KEY}`],
    [`nk=rsa; p=${KEY}`, `k=rsa; p=${KEY}`],
    [`v=DKIM1; p=${bare(KEY)}`, `v=DKIM1; p=${KEY}`],
    [`v=DKIM1; p=${KEY}AAAA`, `v=DKIM1; p=${KEY}`],
    [`v=DKIM1; p=${keys.ed25519}`, `v=DKIM1; k=ed25519; p=${keys.ed25519}`],
    [`v=DKIM1; k=ed25519; p=${wrapped(keys.ed25519)}`, `v=DKIM1; k=ed25519; p=${keys.ed25519}`],
    [`v=DKIM1; k=ed25519; p=${keys.ed25519.slice(0, -1)}`, `v=DKIM1; k=ed25519; p=${keys.ed25519}`],
    [`v=DKIM1; k=ed25519; p=${KEY}`, `v=DKIM1; k=rsa; p=${KEY}`],
    [`v=DKIM1; k=ed25519; p=${bare(KEY)}`, `v=DKIM1; k=rsa; p=${KEY}`],
    [`v=DKIM1; p=-----BEGIN PUBLIC KEY-----${KEY}-----END PUBLIC KEY-----`, `v=DKIM1; p=${KEY}`],
    [`v=DKIM1; p=${encodeURIComponent(KEY)}`, `v=DKIM1; p=${KEY}`],
    [`v=DKIM1; k=dsa; p=${KEY}`, undefined],
    [`v=DKIM1; p=${KEY.slice(0, 200)}`, undefined],
    ["v=DKIM1; k=rsa", undefined],
  ];
  it.each(titled(rows))("%s", (_, [text, mended]) => {
    expect(mendDkim(parseDkim(text))).toBe(mended);
  });
});

describe("recognition", () => {
  it.each([
    ["v=DKIM1; p=", true],
    [" V = dkim1", true],
    ["v=DKIM1", true],
    ["v=DKIM12", false],
    ["v=spf1 -all", false],
    ["k=rsa; p=", false],
    ["", false],
  ])("%j begins as a key record: %j", (text, expected) => {
    expect(isDkim(text)).toBe(expected);
  });

  it.each([
    ["k=rsa; p=abc", true],
    ["nk=rsa; t=s; p=abc", true],
    ['"v=DKIM1; p=abc"', true],
    ["p=abc", true],
    [KEY, true],
    ["-----BEGIN PUBLIC KEY-----", true],
    ["token.dkim.example.net", false],
    ["o=~; t=y", false],
    ["dkim=all", false],
    ["a note", false],
  ])("%j was meant as one at a selector: %j", (text, expected) => {
    expect(looksMeantAsDkim(text)).toBe(expected);
  });
});

describe("private keys", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
  const small = generateKeyPairSync("rsa", { modulusLength: 512 }).privateKey;
  const ed = generateKeyPairSync("ed25519").privateKey;
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey;
  const der: [string, string][] = [
    ["RSA PKCS#1", rsa.export({ type: "pkcs1", format: "der" }).toString("base64")],
    ["RSA PKCS#8", rsa.export({ type: "pkcs8", format: "der" }).toString("base64")],
    ["short RSA PKCS#1", small.export({ type: "pkcs1", format: "der" }).toString("base64")],
    ["short RSA PKCS#8", small.export({ type: "pkcs8", format: "der" }).toString("base64")],
    ["Ed25519", ed.export({ type: "pkcs8", format: "der" }).toString("base64")],
    ["P-256 SEC 1", ec.export({ type: "sec1", format: "der" }).toString("base64")],
    ["P-256 PKCS#8", ec.export({ type: "pkcs8", format: "der" }).toString("base64")],
    ["P-384 SEC 1", p384.export({ type: "sec1", format: "der" }).toString("base64")],
    ["P-384 PKCS#8", p384.export({ type: "pkcs8", format: "der" }).toString("base64")],
  ];
  const pem = rsa.export({ type: "pkcs8", format: "pem" }).toString();
  const body = pem.replace(/-----[^-]*-----|\n/g, "");
  const locked = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" } as const;
  const wrappings: [string, string][] = [
    ["a form's", `v=DKIM1; p=${encodeURIComponent(body)}`],
    ["base64url", `v=DKIM1; p=${body.replaceAll("+", "-").replaceAll("/", "_")}`],
    [
      "base64url with hyphens in a row",
      `v=DKIM1; p=${body.slice(0, 40)}--${body.slice(40, 80)}---END${body.slice(80)}`,
    ],
    ["JSON's slashes", `v=DKIM1; p=${body.replaceAll("/", "\\/").replaceAll("+", "\\u002b")}`],
    ["a zone file's escapes", `v=DKIM1; p=${body.replaceAll("+", "\\043")}`],
    ["something before it", `v=DKIM1; p=AAAA${body}`],
    ["hexadecimal", `v=DKIM1; p=${Buffer.from(body, "base64").toString("hex")}`],
    ["Base64 of PEM", `v=DKIM1; p=${Buffer.from(pem).toString("base64")}`],
    [
      "under a password",
      `v=DKIM1; p=${rsa
        .export(locked)
        .toString()
        .replace(/-----[^-]*-----|\n/g, "")}`,
    ],
    [
      "short, under a password",
      `p=${ed
        .export(locked)
        .toString()
        .replace(/-----[^-]*-----|\n/g, "")}`,
    ],
    [
      "PEM under a password",
      rsa
        .export({ ...locked, type: "pkcs1" })
        .toString()
        .replaceAll("\n", " "),
    ],
  ];
  it.each(wrappings)("%s", (_, text) => {
    expect(holdsPrivateKey(text)).toBe(true);
    expect(withoutPrivateKeys(text)).toHaveLength(text.length);
    expect(withoutPrivateKeys(text).replace(/PRIVATE KEY/g, "")).not.toMatch(/[A-Za-z0-9+/_-]{12}/);
    expect(mendDkim(parseDkim(text))).toBe(undefined);
  });
  it.each(der)("%s", (_, base64) => {
    const text = `v=DKIM1; k=rsa; p=${base64}`;
    const record = parseDkim(text);
    expect(record.faults.map(({ code, value }) => [code, value])).toEqual([["key-private", ""]]);
    expect([record.usable, record.publicKey?.bytes, mendDkim(record)]).toEqual([false, undefined, undefined]);
    expect(withoutPrivateKeys(text)).toBe(`v=DKIM1; k=rsa; p=${"*".repeat(base64.length)}`);
    const strings = `x TXT "v=DKIM1; p=${base64.slice(0, 30)}" "${base64.slice(30, 90)}" "${base64.slice(90)}" ; note`;
    expect(withoutPrivateKeys(strings)).toHaveLength(strings.length);
    expect(withoutPrivateKeys(strings)).not.toMatch(/[A-Za-z0-9+/]{9}/);
    expect(parseDkim(`v=DKIM1; k=ed25519; p=${base64.slice(0, 40)}`).faults[0]?.code).toBe("key-private");
  });

  it("in PEM", () => {
    const pem = rsa.export({ type: "pkcs8", format: "pem" }) as string;
    for (const text of [
      pem,
      pem.replaceAll("\n", ""),
      pem.replaceAll("\n", "\\n"),
      `v=DKIM1; p=${pem}`,
      `"${pem.slice(0, 60)}`,
    ]) {
      expect(holdsPrivateKey(text)).toBe(true);
      expect(parseDkim(text).faults.map(({ code }) => code)).toContain("key-private");
      expect(withoutPrivateKeys(text)).not.toMatch(/[A-Za-z0-9+/]{9}/);
    }
  });

  it("are no public keys", () => {
    for (const key of [...Object.values(keys), bare(KEY), bare(keys.rsa1024), wrapped(keys.ed25519)]) {
      expect(holdsPrivateKey(`v=DKIM1; p=${key}`)).toBe(false);
      expect(withoutPrivateKeys(`p=${key}`)).toBe(`p=${key}`);
    }
  });
});
