import type { Scanner } from "./scanner.ts";

/** Types by their number (RFC 1035 3.2.2 and the IANA registry); below zero what has none. */
export const A = 1;
export const NS = 2;
export const CNAME = 5;
export const SOA = 6;
export const PTR = 12;
export const MX = 15;
export const TXT = 16;
export const AAAA = 28;
export const SRV = 33;
export const DNAME = 39;
export const TLSA = 52;
export const SPF = 99;
export const CAA = 257;
export const ALIAS = -1;
/** A word that is no type. */
export const NO_TYPE = -2;

/** `mnemonic number` and, behind it, which fields are names: positions, `+` from there on. */
const REGISTRY = `A 1,NS 2 0,MD 3,MF 4,CNAME 5 0,SOA 6,MB 7 0,MG 8 0,MR 9 0,NULL 10,WKS 11,PTR 12 0,HINFO 13,MINFO 14 0 1,
MX 15,TXT 16,RP 17 0 1,AFSDB 18 1,X25 19,ISDN 20,RT 21 1,NSAP 22,NSAP-PTR 23 0,SIG 24 7,KEY 25,PX 26 1 2,GPOS 27,AAAA 28,
LOC 29,NXT 30 0,EID 31,NIMLOC 32,SRV 33,ATMA 34,NAPTR 35 5,KX 36 1,CERT 37,A6 38,DNAME 39 0,SINK 40,OPT 41,APL 42,DS 43,
SSHFP 44,IPSECKEY 45,RRSIG 46 7,NSEC 47 0,DNSKEY 48,DHCID 49,NSEC3 50,NSEC3PARAM 51,TLSA 52,SMIMEA 53,HIP 55 3+,
NINFO 56,RKEY 57,TALINK 58 0 1,CDS 59,CDNSKEY 60,OPENPGPKEY 61,CSYNC 62,ZONEMD 63,SVCB 64 1,HTTPS 65 1,SPF 99,UINFO 100,
UID 101,GID 102,UNSPEC 103,NID 104,L32 105,L64 106,LP 107 1,EUI48 108,EUI64 109,TKEY 249,TSIG 250,IXFR 251,AXFR 252,
MAILB 253,MAILA 254,URI 256,CAA 257,AVC 258,DOA 259,AMTRELAY 260,TA 32768,DLV 32769,KEYDATA 65533`;

interface Registry {
  readonly numbers: ReadonlyMap<string, number>;
  readonly mnemonics: ReadonlyMap<number, string>;
  readonly names: ReadonlyMap<string, readonly string[]>;
}

let registry: Registry | undefined;

function registryOf(): Registry {
  if (registry !== undefined) return registry;
  const numbers = new Map<string, number>([
    ["ALIAS", ALIAS],
    ["ANAME", ALIAS],
  ]);
  const mnemonics = new Map<number, string>();
  const names = new Map<string, readonly string[]>();
  for (const row of REGISTRY.split(/,\s*/)) {
    const [mnemonic = "", number = "", ...fields] = row.split(" ");
    numbers.set(mnemonic, Number(number));
    mnemonics.set(Number(number), mnemonic);
    if (fields.length > 0) names.set(mnemonic, fields);
  }
  registry = { numbers, mnemonics, names };
  return registry;
}

/** The mnemonic of a type's number, `TYPEnnn` where it has none (RFC 3597 5). */
export function mnemonicOf(number: number): string {
  return registryOf().mnemonics.get(number) ?? `TYPE${number}`;
}

/** Whether the field at `index` of a type's data is a name. */
export function isNameField(rrtype: string, index: number): boolean {
  const fields = registryOf().names.get(rrtype);
  if (fields === undefined) return false;
  for (const field of fields) {
    if (field.endsWith("+") ? index >= Number.parseInt(field, 10) : index === Number(field)) return true;
  }
  return false;
}

/** Types of questions and of transactions (RFC 6895 3.1), and those that RFC 1123 took out: no zone holds them. */
export function isMeta(number: number): boolean {
  return number === 3 || number === 4 || number === 41 || (number >= 128 && number <= 255);
}

/** Up to six letters in one number, case folded; 0 for any other word. */
function packed(text: string, start: number, end: number): number {
  if (end - start > 6) return 0;
  let pack = 0;
  for (let position = start; position < end; position++) {
    const code = text.charCodeAt(position);
    const letter = code & 0x1f;
    if (code < 0x41 || code > 0x7a || letter === 0 || letter > 26) return 0;
    pack = (pack << 5) | letter;
  }
  return pack;
}

const pack = (word: string): number => packed(word, 0, word.length);
const PACKED_IN = pack("IN");
const PACKED_MX = pack("MX");
const PACKED_TXT = pack("TXT");
const PACKED_A = pack("A");
const PACKED_AAAA = pack("AAAA");
const PACKED_NS = pack("NS");
const PACKED_CNAME = pack("CNAME");

/** The type that the scanner's word names where it is one of the frequent ones, else {@link NO_TYPE}. */
export function frequentType(scanner: Scanner): number {
  switch (packed(scanner.text, scanner.start, scanner.end)) {
    case PACKED_MX:
      return MX;
    case PACKED_TXT:
      return TXT;
    case PACKED_A:
      return A;
    case PACKED_NS:
      return NS;
    case PACKED_AAAA:
      return AAAA;
    case PACKED_CNAME:
      return CNAME;
  }
  return NO_TYPE;
}

/** The type that the scanner's word names, or {@link NO_TYPE}. */
export function typeOf(scanner: Scanner): number {
  const frequent = frequentType(scanner);
  if (frequent !== NO_TYPE) return frequent;
  if (scanner.end - scanner.start > 16) return NO_TYPE;
  const word = scanner.raw().toUpperCase();
  const number = registryOf().numbers.get(word);
  if (number !== undefined) return number;
  const generic = /^TYPE([0-9]{1,5})$/.exec(word);
  return generic !== null && Number(generic[1]) <= 65535 ? Number(generic[1]) : NO_TYPE;
}

/** The class that the scanner's word names: `IN` for CLASS1 too; `undefined` for a word that is none. */
export function classOf(scanner: Scanner): string | undefined {
  const code = packed(scanner.text, scanner.start, scanner.end);
  if (code === PACKED_IN) return "IN";
  if (code === PACKED_MX || code === PACKED_TXT || code === PACKED_A || code === PACKED_NS) return undefined;
  const first = scanner.text.charCodeAt(scanner.start) | 0x20;
  // a, c, h, n, r: the first letters of the classes
  if (first !== 0x61 && first !== 0x63 && first !== 0x68 && first !== 0x6e && first !== 0x72) return undefined;
  if (scanner.end - scanner.start > 10) return undefined;
  const word = scanner.raw().toUpperCase();
  switch (word) {
    case "CH":
    case "CHAOS":
    case "HS":
    case "HESIOD":
    case "ANY":
    case "NONE":
    case "RESERVED0":
    case "AWS":
      return word;
  }
  const generic = /^CLASS([0-9]{1,5})$/.exec(word);
  if (generic === null || Number(generic[1]) > 65535) return undefined;
  return Number(generic[1]) === 1 ? "IN" : word;
}

export function targetType(type: number): "NS" | "CNAME" | "DNAME" | "PTR" | "ALIAS" {
  switch (type) {
    case NS:
      return "NS";
    case CNAME:
      return "CNAME";
    case DNAME:
      return "DNAME";
    case PTR:
      return "PTR";
    default:
      return "ALIAS";
  }
}
