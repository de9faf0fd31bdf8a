import { holdsPrivateKey } from "./private-key.ts";

/** What the Base64 of a `p=` holds. */
export type KeyState =
  | "revoked" // nothing: the key is withdrawn (RFC 6376 3.6.1)
  | "good"
  | "private" // whoever reads it can sign as the domain
  | "base64" // a character that is none of Base64
  | "padding" // the Base64 lacks its last characters
  | "not-a-key" // no DER, or no structure that holds a key
  | "truncated" // the DER header promises more bytes than there are
  | "type" // a key, of another type than `k=` says
  | "length" // Ed25519: other than 32 bytes
  | "unknown"; // of a type that is not known here

/** How the bytes hold the key. `spki` is what OpenSSL writes; `pkcs1` the bare RSAPublicKey of the RFC's own text. */
export type KeyForm = "spki" | "pkcs1" | "raw";

export interface KeyBytes {
  readonly state: KeyState;
  readonly form: KeyForm | undefined;
  /** Of a key that could be decoded: as node:crypto calls it. */
  readonly type: string | undefined;
  /** Of an RSA key, its modulus. */
  readonly bits: number | undefined;
  /** Bytes there are, and bytes that the DER header promises (of a key that is cut off or has something behind it). */
  readonly have: number;
  readonly promised: number;
  /** `length % 4` is not filled up by "=": some decoders refuse it. */
  readonly unpadded: boolean;
  /** Offset in the value of the character that is none of Base64. */
  readonly wrongAt: number | undefined;
  /** The bytes, of a public key. */
  readonly bytes: Uint8Array | undefined;
}

/** No key has more: an RSA modulus of 16384 bits, the largest that OpenSSL verifies with, takes 2.8 kB of Base64. */
const MAX_BASE64 = 8192;

const SPKI_ED25519 = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const NOT_BASE64 = /[^A-Za-z0-9+/]/;

const NOTHING = {
  form: undefined,
  type: undefined,
  bits: undefined,
  have: 0,
  promised: 0,
  unpadded: false,
  wrongAt: undefined,
  bytes: undefined,
};

/** Decodes the value of `p=`. Blanks inside are legal (RFC 6376 3.6.1, base64string). Work is bounded. */
export function decodeKey(value: string, keyType: "rsa" | "ed25519" | "unknown"): KeyBytes {
  if (value === "") return { ...NOTHING, state: "revoked" };
  if (holdsPrivateKey(value)) return { ...NOTHING, state: "private" };
  const base64 = value.replace(/[ \t\r\n]+/g, "");
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  const digits = base64.length - padding;
  const wrong = NOT_BASE64.exec(padding === 0 ? base64 : base64.slice(0, digits));
  if (wrong !== null || digits === 0) return { ...NOTHING, state: "base64", wrongAt: wrongOffset(value) };
  if (keyType === "unknown") return { ...NOTHING, state: "unknown" };
  if (base64.length > MAX_BASE64) return { ...NOTHING, state: "not-a-key", have: Math.floor((digits * 3) / 4) };
  const bytes = Buffer.from(base64, "base64");
  const seen = { ...NOTHING, have: bytes.length, unpadded: base64.length % 4 !== 0, bytes: new Uint8Array(bytes) };
  if (isPrivate(bytes)) return { ...NOTHING, state: "private" };
  if (digits % 4 === 1) return { ...seen, state: "padding" };
  return keyType === "ed25519" ? ed25519(bytes, seen) : rsa(bytes, seen);
}

type Seen = Omit<KeyBytes, "state">;

function ed25519(bytes: Buffer, seen: Seen): KeyBytes {
  if (bytes.length === 32) return { ...seen, state: "good", form: "raw", type: "ed25519" };
  if (isWrapped(bytes)) return { ...seen, state: "length", form: "spki", type: "ed25519" };
  const structure = structureOf(bytes);
  const type = structure === undefined ? undefined : decoded(bytes, structure)?.type;
  return { ...seen, state: type === undefined ? "length" : "type", type };
}

function rsa(bytes: Buffer, seen: Seen): KeyBytes {
  if (bytes.length === 32) return { ...seen, state: "type", form: "raw", type: "ed25519" };
  const promised = promisedBy(bytes);
  if (promised === undefined) return { ...seen, state: "not-a-key" };
  const known = { ...seen, promised };
  if (promised > bytes.length) return { ...known, state: "truncated" };
  const form = structureOf(bytes);
  const quick = form === "spki" ? plainRsa(bytes, promised) : undefined;
  if (quick !== undefined) return { ...known, ...quick, form };
  const key = form === undefined ? undefined : decoded(bytes.subarray(0, promised), form);
  if (key === undefined) return { ...known, state: "not-a-key", form };
  return { ...known, ...key, state: key.type === "rsa" ? "good" : "type", form };
}

/** AlgorithmIdentifier of rsaEncryption with NULL (RFC 3279 2.3.1). */
const RSA_ENCRYPTION = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

/**
 * The usual key, read without node:crypto, which takes a hundred times as long: a SubjectPublicKeyInfo of rsaEncryption whose lengths
 * all fit. `undefined` where it is anything else.
 */
function plainRsa(bytes: Buffer, end: number): Pick<KeyBytes, "state" | "type" | "bits"> | undefined {
  const algorithm = headerLength(bytes) ?? 0;
  if (!RSA_ENCRYPTION.every((byte, index) => bytes[algorithm + index] === byte)) return undefined;
  const string = elementAt(bytes, algorithm + RSA_ENCRYPTION.length, 0x03);
  if (string?.end !== end || bytes[string.start] !== 0) return undefined;
  const numbers = elementAt(bytes, string.start + 1, 0x30);
  const modulus = numbers?.end === end ? elementAt(bytes, numbers.start, 0x02) : undefined;
  const exponent = modulus && elementAt(bytes, modulus.end, 0x02);
  if (exponent?.end !== end || modulus === undefined) return undefined;
  const bits = bitsOf(bytes, modulus.start, modulus.end);
  if (bits === undefined || bits > MAX_MODULUS || bitsOf(bytes, exponent.start, end) === undefined) return undefined;
  // Neither a product of two primes nor its exponent is even, so that no signature could fit.
  const odd = ((bytes[modulus.end - 1] as number) & (bytes[end - 1] as number) & 1) === 1;
  return { state: odd ? "good" : "not-a-key", type: "rsa", bits };
}

/** The largest modulus that OpenSSL verifies with. */
const MAX_MODULUS = 16_384;

/** The content of a DER element, `undefined` where another tag stands there or its length is written otherwise. */
function elementAt(bytes: Buffer, at: number, tag: number): { start: number; end: number } | undefined {
  const first = bytes[at + 1];
  if (bytes[at] !== tag || first === undefined) return undefined;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  if (first === 0x81) return { start: at + 3, end: at + 3 + (bytes[at + 2] ?? 0) };
  if (first === 0x82) return { start: at + 4, end: at + 4 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0) };
  return undefined;
}

/** Bits of a positive DER INTEGER in its shortest form; `undefined` for any other. */
function bitsOf(bytes: Buffer, start: number, end: number): number | undefined {
  const padded = bytes[start] === 0;
  const first = bytes[padded ? start + 1 : start] ?? 0;
  const length = end - start - (padded ? 1 : 0);
  if (length < 1 || first === 0 || first >= 0x80 !== padded) return undefined;
  return length * 8 - (Math.clz32(first) - 24);
}

/** Where in the value the first character stands that Base64 does not have there. */
function wrongOffset(value: string): number {
  let end = value.length;
  for (let pads = 0; end > 0 && (pads < 2 || isBlankAt(value, end - 1)); end--) {
    if (value[end - 1] === "=") pads++;
    else if (!isBlankAt(value, end - 1)) break;
  }
  for (let i = 0; i < end; i++) if (!isBlankAt(value, i) && NOT_BASE64.test(value[i] as string)) return i;
  return 0;
}

function isBlankAt(value: string, at: number): boolean {
  return " \t\r\n".includes(value[at] as string);
}

/** Bytes that the outer SEQUENCE takes, its header counted (X.690 8.1.3); `undefined` where there is none. */
function promisedBy(bytes: Buffer): number | undefined {
  const header = headerLength(bytes);
  if (header === undefined) return undefined;
  const short = bytes[1] as number;
  if (short < 0x80) return header + short;
  let length = 0;
  for (let i = 2; i < header; i++) length = length * 256 + (bytes[i] ?? 0);
  return header + length;
}

function headerLength(bytes: Buffer): number | undefined {
  const short = bytes[1];
  if (bytes[0] !== 0x30 || short === undefined || short === 0x80 || short > 0x84) return undefined;
  return short < 0x80 ? 2 : 2 + (short & 0x7f);
}

/** The first element tells: an AlgorithmIdentifier (RFC 5280 4.1.2.7), or the modulus (RFC 8017 A.1.1). */
function structureOf(bytes: Buffer): "spki" | "pkcs1" | undefined {
  const header = headerLength(bytes);
  const first = header === undefined ? undefined : bytes[header];
  return first === 0x30 ? "spki" : first === 0x02 ? "pkcs1" : undefined;
}

/** A version number (0 or 1) where a public key has its algorithm or modulus: RFC 8017 A.1.2, RFC 5958 2, RFC 5915 3. */
function isPrivate(bytes: Buffer): boolean {
  const at = headerLength(bytes);
  if (at === undefined || bytes[at] !== 0x02 || bytes[at + 1] !== 0x01) return false;
  const version = bytes[at + 2];
  const next = bytes[at + 3];
  return (version === 0 || version === 1) && (next === 0x02 || next === 0x30 || next === 0x04);
}

function isWrapped(bytes: Buffer): boolean {
  return bytes.length === 44 && SPKI_ED25519.every((byte, index) => bytes[index] === byte);
}

function decoded(
  der: Buffer,
  type: "spki" | "pkcs1",
): { readonly type: string; readonly bits: number | undefined } | undefined {
  try {
    // Only documents with DKIM keys pay for loading it.
    const { createPublicKey } = process.getBuiltinModule("node:crypto");
    const key = createPublicKey({ key: der, format: "der", type });
    return { type: key.asymmetricKeyType ?? "", bits: key.asymmetricKeyDetails?.modulusLength };
  } catch {
    return undefined;
  }
}

/** The SubjectPublicKeyInfo around a bare RSAPublicKey, which every verifier reads. */
export function wrapRsa(bytes: Uint8Array): string | undefined {
  try {
    const { createPublicKey } = process.getBuiltinModule("node:crypto");
    const key = createPublicKey({ key: Buffer.from(bytes), format: "der", type: "pkcs1" });
    return key.export({ format: "der", type: "spki" }).toString("base64");
  } catch {
    return undefined;
  }
}

/** The 32 bytes inside the SubjectPublicKeyInfo of an Ed25519 key, in Base64. */
export function unwrapEd25519(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(SPKI_ED25519.length)).toString("base64");
}
