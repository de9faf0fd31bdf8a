import { generateKeyPairSync } from "node:crypto";
import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDkim, mendDkim, parseDkim, printDkim, withoutPrivateKeys } from "../../src/syntax/dkim.ts";
import { parseTagList } from "../../src/syntax/tag-list.ts";
import { bare, keys, wrapped } from "../dkim-keys.ts";

const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 1000) };

const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
const spiteful = fc.string({ unit: fc.constantFrom(...'vkpstnhg==;; :"\\ \t\r\nDKIM1aA0+/-_\u00ff') });
const key = fc.constantFrom(
  ...Object.values(keys),
  bare(keys.rsa1024),
  bare(keys.rsa2048),
  wrapped(keys.ed25519),
  "",
  "AAAA",
  keys.rsa2048.slice(0, 100),
);
const tag = fc.oneof(
  fc.constantFrom(
    "v=DKIM1",
    "v=dkim1",
    "k=rsa",
    "k=ed25519",
    "k=RSA",
    "t=y",
    "t=s:y",
    "s=email",
    "s=*",
    "s=x",
    "h=sha256",
  ),
  fc.constantFrom("h=sha1", "h=", "n=a note", "g=*", "x=1", "", "rsa", "P=x"),
  key.map((each) => `p=${each}`),
);
const record = fc.oneof(
  { weight: 3, arbitrary: key.map((each) => `v=DKIM1; k=rsa; p=${each}`) },
  key.map((each) => `v=DKIM1; k=ed25519; p=${each}`),
  fc.tuple(fc.array(tag, { maxLength: 6 }), fc.constantFrom(";", "; ", " ;\t")).map(([tags, gap]) => tags.join(gap)),
);

/** A text with one place changed. */
function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(
      texts,
      fc.nat(),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom("", ";", '"', "=", " ", "\\", "A", "-", "\n"),
    )
    .map(([text, at, length, put]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + put + text.slice(from + length);
    });
}

const input = fc.oneof(record, mutated(record), mutated(mutated(record)), spiteful, bytes);

describe("tag lists", () => {
  it("have spans that cut out what they speak of", () => {
    fc.assert(
      fc.property(input, (text) => {
        const { tags, faults } = parseTagList(text);
        let before = 0;
        for (const each of tags) {
          expect(each.start).toBeGreaterThanOrEqual(before);
          expect([text.slice(each.start, each.nameEnd), text.slice(each.valueStart, each.end)]).toEqual([
            each.name,
            each.value,
          ]);
          before = each.end;
        }
        for (const { start, end } of faults) expect(0 <= start && start < end && end <= text.length).toBe(true);
      }),
      runs,
    );
  });
});

describe("DKIM keys", () => {
  it("parse whatever is there, with spans inside the text", () => {
    fc.assert(
      fc.property(input, (text) => {
        const { faults, usable, publicKey } = parseDkim(text);
        for (const { start, end, value } of faults) {
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
          expect(["", text.slice(start, end)]).toContain(value);
        }
        expect(usable).toBe(publicKey !== undefined && faults.every(({ effect }) => effect !== "record"));
        isDkim(text);
      }),
      runs,
    );
  });

  it("print to the same record", () => {
    fc.assert(
      fc.property(input, (text) => {
        const first = parseDkim(text);
        if (!first.usable) return;
        const again = parseDkim(printDkim(first));
        for (const each of [first, again]) expect(each.usable).toBe(true);
        expect([again.keyType, again.hashes, again.services, again.flags, again.publicKey?.bits]).toEqual([
          first.keyType,
          first.hashes,
          first.services,
          first.flags,
          first.publicKey?.bits,
        ]);
        expect(printDkim(again)).toBe(printDkim(first));
      }),
      runs,
    );
  });

  it("mend to a record that is used, or not at all", () => {
    fc.assert(
      fc.property(input, (text) => {
        const mended = mendDkim(parseDkim(text));
        if (mended === undefined) return;
        const again = parseDkim(mended);
        expect([again.usable, mendDkim(again)]).toEqual([true, mended]);
      }),
      runs,
    );
  });

  it("keep their length when private keys are struck out", () => {
    fc.assert(
      fc.property(input, (text) => {
        expect(withoutPrivateKeys(text)).toHaveLength(text.length);
      }),
      runs,
    );
  });

  it("take work that grows with the text alone", () => {
    const long = 200_000;
    for (const unit of [
      ";",
      "; ",
      "p=",
      "A",
      "A ",
      " ",
      "=",
      "v=DKIM1;",
      "p=AAAA ",
      "-",
      "-----BEGIN ",
      "a:",
      "A,",
      "nk=;",
    ]) {
      for (const front of ["", "v=DKIM1; p=", "h=", "MIIEvQIBADAN"]) {
        const text = front + unit.repeat(long / unit.length) + "x";
        const parsed = parseDkim(text);
        mendDkim(parsed);
        withoutPrivateKeys(text);
        expect(parsed.text).toBe(text);
      }
    }
  }, 60_000);
});

interface OtherKey {
  readonly keyType: string;
  readonly modulusLength: number | undefined;
}

type GetPublicKey = (
  type: string,
  name: string,
  minimum: number,
  resolver: () => Promise<string[][]>,
  options: { strict: boolean },
) => Promise<OtherKey>;

// It has no types of its own for this part.
const { getPublicKey } = createRequire(import.meta.url)("mailauth/lib/tools.js") as { getPublicKey: GetPublicKey };

/** What an independent verifier makes of a record: the key, or why it has none. */
async function otherKey(text: string, strict: boolean): Promise<OtherKey | string> {
  try {
    const resolver = (): Promise<string[][]> => Promise.resolve([[text]]);
    const { keyType, modulusLength } = await getPublicKey("DKIM", "s._domainkey.example.com", 1, resolver, { strict });
    return { keyType, modulusLength };
  } catch (error) {
    return String((error as Error & { code?: string }).code ?? error);
  }
}

/** Where the two differ, and why; `undefined` where no reason is known. */
function excuse(text: string, record: ReturnType<typeof parseDkim>, other: OtherKey | string): string | undefined {
  const codes = new Set(record.faults.filter(({ effect }) => effect === "record").map(({ code }) => code));
  const only = (...allowed: string[]): boolean => codes.size > 0 && [...codes].every((code) => allowed.includes(code));
  if (record.publicKey?.state === "revoked" && record.usable)
    return "revoked: it calls the key missing, we a revocation";
  if (typeof other === "string") {
    if (other === "EINVALIDSERVICE")
      return "s= without mail: it ignores the key, we warn (the key may be another service's)";
    if (/[^\x20-\x7e\t\r\n]/.test(text)) return "it takes other blanks of Unicode for blanks";
    if (record.faults.some(({ code }) => code === "key-unpadded") && /=\s*(?:;|$)/.test(text))
      return "one = too many: it refuses the key, RFC 6376 3.2 lets it stand and we warn";
    return undefined;
  }
  if (parseDkim(text.replace(/\s+/g, "")).usable)
    return "blanks inside a name or a value: it drops them anywhere, the grammar between tokens only";
  if (only("key-private")) return "a private key: it does not look for one";
  if (only("character")) return "characters outside printable ASCII: it does not look at them";
  if (only("hashes-empty")) return "h= without a name: it looks at h= only with a signature's hash at hand";
  if (only("key-type") && /k\s*=\s*(?:;|$)/.test(text))
    return "an empty k= counts as absent to it; the grammar wants a type";
  if (only("version") && /v\s*=\s*(?:;|$)/.test(text))
    return "an empty v= counts as absent to it; the grammar wants DKIM1";
  if (only("key-decode", "key-padding", "key-base64", "key-truncated")) {
    return isOdd(record) ? undefined : "numbers of an RSA key that no signature could fit: it does not look at them";
  }
  return undefined;
}

function isOdd({ publicKey }: ReturnType<typeof parseDkim>): boolean {
  return publicKey?.state !== "not-a-key" || publicKey.type !== "rsa";
}

describe("DKIM keys against an independent verifier", () => {
  it("are taken or refused alike, with the same type and size", async () => {
    const differences = new Map<string, number>();
    let both = 0;
    let neither = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(record, mutated(record), mutated(mutated(record))), async (text) => {
        const ours = parseDkim(text);
        const other = await otherKey(text, true);
        const agreed =
          ours.usable && ours.publicKey?.state !== "revoked" ? typeof other !== "string" : typeof other === "string";
        if (agreed) {
          if (typeof other === "string") neither++;
          else {
            both++;
            expect([ours.publicKey?.type, ours.publicKey?.bits]).toEqual([other.keyType, other.modulusLength]);
          }
          return;
        }
        const reason = excuse(text, ours, other);
        expect([text, ours.faults, other, reason]).toEqual([text, ours.faults, other, expect.any(String)]);
        differences.set(reason ?? "", (differences.get(reason ?? "") ?? 0) + 1);
      }),
      runs,
    );
    console.log(`DKIM keys: ${both} taken by both, ${neither} refused by both`, Object.fromEntries(differences));
    expect(both).toBeGreaterThan(10);
    expect(neither).toBeGreaterThan(10);
  });

  it("of every size are measured alike", async () => {
    for (const modulusLength of [512, 1000, 1024, 1032, 2048, 3072, 4096]) {
      const { publicKey } = generateKeyPairSync("rsa", { modulusLength });
      for (const type of ["spki", "pkcs1"] as const) {
        const text = `v=DKIM1; p=${publicKey.export({ type, format: "der" }).toString("base64")}`;
        expect([parseDkim(text).publicKey?.bits, parseDkim(text).usable]).toEqual([modulusLength, true]);
        expect(await otherKey(text, true)).toEqual({ keyType: "rsa", modulusLength });
      }
    }
    const ed = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" }).subarray(12);
    const text = `v=DKIM1; k=ed25519; p=${ed.toString("base64")}`;
    expect(parseDkim(text).usable).toBe(true);
    expect(await otherKey(text, true)).toEqual({ keyType: "ed25519", modulusLength: undefined });
  });
});
