import { decodeKey, unwrapEd25519, wrapRsa } from "./dkim/key.ts";
import { holdsPrivateKey } from "./dkim/private-key.ts";
import type { DkimEffect, DkimFault, DkimFaultCode, DkimKeyType, DkimPublicKey, DkimRecord } from "./dkim/tree.ts";
import { isBlank, parseTagList, tagOf, type Tag, type TagList } from "./tag-list.ts";

export { holdsPrivateKey, withoutPrivateKeys } from "./dkim/private-key.ts";
export type * from "./dkim/tree.ts";

/** The tags of RFC 6376 3.6.1, and `g` of RFC 4871, which verifiers pass over. */
const KNOWN = new Set(["v", "k", "p", "h", "s", "t", "n", "g"]);

/** What the accepted values are, ending the sentence "must be …". */
const EXPECTED = new Map<DkimFaultCode, string>([
  ["version", "DKIM1"],
  ["key-type", "rsa or ed25519"],
  ["hashes-empty", "sha256, or left out"],
  ["services", "* or email, or left out"],
]);

/** Receivers need not verify with a larger one (RFC 8301 3.2). */
const MAX_BITS = 4096;

/**
 * Whether a TXT record's joined text begins as a key record: `v=DKIM1`, case and blanks aside. Looks at the first bytes only.
 */
export function isDkim(text: string): boolean {
  let i = 0;
  while (i < 4 && isBlank(text.charCodeAt(i))) i++;
  if ((text.charCodeAt(i) | 0x20) !== 0x76) return false;
  return /^[vV][ \t]{0,4}=[ \t]{0,4}dkim1(?![A-Za-z0-9])/i.test(text.slice(i, i + 24));
}

/**
 * Whether a text was meant as a key record where it stands at a selector: it begins as one, has a `p=` or `k=` tag, or is the
 * key alone, in PEM or Base64.
 */
export function looksMeantAsDkim(text: string): boolean {
  if (isDkim(text)) return true;
  if (/(?:^|;)["'\s\\]{0,8}[nrt]?[pk][ \t]{0,4}=/i.test(text)) return true;
  return /^["'\s]{0,8}(?:MI[GIH][A-Za-z0-9+/]{16}|MFww[A-Za-z0-9+/]{16}|-{2,5}\s?BEGIN )/.test(text);
}

/** Reads a key record (RFC 6376 3.6.1), or what was meant as one. Never throws; work is linear in the length. */
export function parseDkim(text: string): DkimRecord {
  const list = parseTagList(text);
  const faults: DkimFault[] = [];
  const isPrivate = holdsPrivateKey(text);
  const add = (code: DkimFaultCode, effect: DkimEffect, start: number, end: number, name: string): void => {
    const value = isPrivate ? "" : text.slice(start, end);
    faults.push({ code, effect, start, end, value, name, expected: EXPECTED.get(code) ?? "" });
  };
  for (const fault of list.faults) add(fault.code, "record", fault.start, fault.end, fault.name);
  const version = judgeVersion(list, add);
  const keyType = judgeKeyType(list, add);
  const hashes = judgeList(list, "h", "hashes-empty", "record", (names) => names.length > 0, add);
  const services = judgeList(list, "s", "services", "some", isForMail, add) ?? ["*"];
  const publicKey = judgeKey(list, keyType, isPrivate, add);
  for (const tag of list.tags) {
    if (!KNOWN.has(tag.name)) add("unknown-tag", "nothing", tag.start, tag.nameEnd, tag.name);
  }
  faults.sort((a, b) => a.start - b.start || a.end - b.end);
  return {
    text,
    tags: list.tags,
    faults,
    version,
    keyType,
    hashes,
    services,
    flags: names(tagOf(list, "t")?.value ?? ""),
    notes: tagOf(list, "n")?.value,
    publicKey,
    usable: publicKey !== undefined && !faults.some(({ effect }) => effect === "record"),
  };
}

type Add = (code: DkimFaultCode, effect: DkimEffect, start: number, end: number, name: string) => void;

function judgeVersion(list: TagList, add: Add): DkimRecord["version"] {
  const tag = tagOf(list, "v");
  if (tag === undefined) return "absent";
  if (tag.value !== "DKIM1") {
    const glued = /^DKIM1[\s,.:]+[a-z][ \t]{0,4}=/i.test(tag.value.slice(0, 32));
    add(glued ? "missing-semicolon" : "version", "record", tag.valueStart, tag.end, "v");
    return "wrong";
  }
  if (tag === list.tags[0]) return "ok";
  add("version-first", "record", tag.start, tag.end, "v");
  return "not-first";
}

function judgeKeyType(list: TagList, add: Add): DkimKeyType {
  const tag = tagOf(list, "k");
  if (tag === undefined) return "rsa";
  // A quoted string of ABNF is matched whatever the case (RFC 5234 2.3).
  const type = tag.value.toLowerCase();
  if (type === "rsa" || type === "ed25519") return type;
  const glued = /^(?:rsa|ed25519)[\s,.]+[a-z][ \t]{0,4}=/i.test(tag.value.slice(0, 32));
  add(glued ? "missing-semicolon" : "key-type", "record", tag.valueStart, tag.end, "k");
  return "unknown";
}

function judgeList(
  list: TagList,
  name: string,
  code: DkimFaultCode,
  effect: DkimEffect,
  isGood: (names: readonly string[]) => boolean,
  add: Add,
): readonly string[] | undefined {
  const tag = tagOf(list, name);
  if (tag === undefined) return undefined;
  const all = names(tag.value);
  if (!isGood(all)) add(code, effect, tag.value === "" ? tag.start : tag.valueStart, tag.end, name);
  return all;
}

/** A list with colons between, blanks around them allowed. */
function names(value: string): readonly string[] {
  return value
    .split(":")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
}

function isForMail(services: readonly string[]): boolean {
  return services.includes("*") || services.includes("email");
}

function judgeKey(list: TagList, keyType: DkimKeyType, isPrivate: boolean, add: Add): DkimPublicKey | undefined {
  const { text } = list;
  const tag = tagOf(list, "p");
  if (isPrivate) {
    add("key-private", "record", tag?.start ?? 0, tag?.end ?? text.length, "p");
    return tag && { ...decodeKey(tag.value, keyType), start: tag.valueStart, end: tag.end };
  }
  if (tag === undefined) {
    let end = text.length;
    while (end > 0 && (text[end - 1] === ";" || isBlank(text.charCodeAt(end - 1)))) end--;
    add("key-missing", "record", end, end, "p");
    return undefined;
  }
  const { valueStart: start, end } = tag;
  const key = { ...decodeKey(tag.value, keyType), start, end };
  const report = (code: DkimFaultCode, effect: DkimEffect = "record"): void => add(code, effect, start, end, "p");
  switch (key.state) {
    case "private":
      report("key-private");
      break;
    case "base64": {
      const at = start + (key.wrongAt ?? 0);
      if (/[A-Za-z0-9+/=][\s,]+[a-z][ \t]{0,4}=[^=]/.test(tag.value)) report("missing-semicolon");
      else add("key-base64", "record", at, Math.min(at + run(text, at, end), end), "p");
      break;
    }
    case "padding":
      report("key-padding");
      break;
    case "not-a-key":
      report("key-decode");
      break;
    case "truncated":
      report("key-truncated");
      break;
    case "type":
      report("key-of-other-type");
      break;
    case "length":
      report("key-length");
      break;
    case "good":
      if (key.form === "pkcs1") report("key-bare", "some");
      if (key.form !== "raw" && key.have > key.promised) report("key-trailing", "some");
      if (key.unpadded) report("key-unpadded", "some");
      if ((key.bits ?? 0) > MAX_BITS) report("key-large", "some");
      break;
    case "revoked":
    case "unknown":
      break;
  }
  return key;
}

/** How many characters like the one at an offset stand there together; of one that UTF-8 has in several bytes, those. */
function run(text: string, at: number, end: number): number {
  return /^(?:[\xc0-\xff][\x80-\xbf]*|(.)\1*)/s.exec(text.slice(at, end))?.[0].length ?? 1;
}

/** The record in canonical form: `; ` between the tags, no blanks inside the key, none and no semicolon at the end. */
export function printDkim(record: { readonly tags: readonly Tag[] }): string {
  return record.tags
    .map(({ name, value }) => `${name}=${name === "p" ? value.replace(/[ \t\r\n]+/g, "") : value}`)
    .join("; ");
}

/**
 * The record as it was meant, canonical: quotes and backslashes gone, missing semicolons put in, v= first, a tag that says the
 * same twice once, the key in the form that every verifier reads. `undefined` where verifiers would still ignore it, and
 * for a private key.
 */
export function mendDkim(record: DkimRecord): string | undefined {
  if (record.faults.some(({ code }) => code === "key-private")) return undefined;
  const plain = unescaped(record.text)
    .replace(/-{3,8} ?(?:BEGIN|END)(?: RSA)? PUBLIC KEY ?-{3,8}/g, "")
    .replace(/["'`\\]/g, "")
    .replace(/([;\s]|^)([nrt])(?=[vkp][ \t]{0,4}=)/g, "$1")
    .replace(/([A-Za-z0-9+/=])[\s,]+(?=[vkpstnhg][ \t]{0,4}=(?:[^=]|$))/g, "$1; ");
  const alone = plain.replace(/[ \t\r\n]+/g, "");
  const { tags } = parseTagList(/^MI[A-Za-z0-9+/]{64,16384}={0,2}$/.test(alone) ? `v=DKIM1; k=rsa; p=${alone}` : plain);
  const kept = new Map<string, string>();
  for (const { name, value } of tags) {
    const tag = KNOWN.has(name) || !KNOWN.has(name.toLowerCase()) ? name : name.toLowerCase();
    const before = kept.get(tag);
    if (before !== undefined && before !== value) return undefined;
    kept.set(tag, value);
  }
  if (kept.has("v") || isDkim(plain)) kept.set("v", "DKIM1");
  let { publicKey } = parseDkim(written(kept));
  if (publicKey?.type === "rsa" && publicKey.state === "type") {
    kept.set("k", "rsa");
    publicKey = parseDkim(written(kept)).publicKey;
  }
  const form = formOf(publicKey);
  if (form !== undefined) kept.set("p", form);
  if (publicKey?.type === "ed25519" && publicKey.form !== undefined) kept.set("k", "ed25519");
  const mended = parseDkim(written(kept));
  return mended.usable ? printDkim(mended) : undefined;
}

/** The characters of Base64 that a form on a web page writes otherwise. */
function unescaped(text: string): string {
  if (!/%2[BF]|%3D/i.test(text)) return text;
  return text.replace(/%(2B|2F|3D)/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function written(tags: ReadonlyMap<string, string>): string {
  return [...tags]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([name, value]) => `${name}=${name === "p" ? withPadding(value) : value}`)
    .join("; ");
}

/** v= first, the key last, as people write it. */
function rank(name: string): number {
  return name === "v" ? 0 : name === "p" ? 2 : 1;
}

function formOf(key: DkimPublicKey | undefined): string | undefined {
  if (key?.bytes === undefined) return undefined;
  if (key.form === "pkcs1" && key.state === "good") return wrapRsa(key.bytes);
  if (key.form === "spki" && key.type === "ed25519") return unwrapEd25519(key.bytes);
  if (key.state === "good" && key.have > key.promised && key.promised > 0)
    return Buffer.from(key.bytes.subarray(0, key.promised)).toString("base64");
  return undefined;
}

function withPadding(value: string): string {
  const base64 = value.replace(/[ \t\r\n]+/g, "");
  const missing = base64.endsWith("=") ? 0 : (4 - (base64.length % 4)) % 4;
  return missing < 3 ? base64 + "=".repeat(missing) : base64;
}
