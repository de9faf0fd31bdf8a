import { isUtf8 } from "node:buffer";
import type { Name } from "./name.ts";
import type { Unknown, Value } from "./value.ts";
import type { Source } from "./source.ts";

/** Facts of the DNS host that matter to mail and stand beside the record itself. */
export interface Vendor {
  /** The DNS host answers with its own addresses in place of the record (Cloudflare's proxy). */
  readonly proxied?: boolean;
  /** A CNAME that is answered as addresses. */
  readonly flattened?: boolean;
  /** Not answered by value but by what a name holds (Route 53 alias, ALIAS, ANAME). */
  readonly alias?: Value<Name>;
  /** The target is typed without its final dot where the DNS host takes it as absolute all the same. */
  readonly undotted?: boolean;
  /** Declared but not published. */
  readonly disabled?: boolean;
  /** Records with different routing ids at one name and type are alternatives, never answered together. */
  readonly routing?: string;
  /** When the record got its present value, ISO 8601. */
  readonly modified?: string;
  readonly comment?: string;
  /** The DNS host's own id of the record, by which it is changed and removed. */
  readonly id?: string;
  /** Identity of the declared resource, where one resource owns a whole record set (Pulumi URN and the like). */
  readonly owner?: string;
  /** What makes the DNS host publish it of its own accord: the record is declared nowhere and cannot be edited. */
  readonly madeBy?: string;
}

interface RecordOf<T extends string, D> {
  readonly name: Value<Name>;
  readonly type: T;
  readonly data: D;
  /** Seconds; `undefined` where the document has none. */
  readonly ttl: Value<number> | undefined;
  readonly source: Source;
  /** Where in the document, in the terms of its reader; only the reader's `locate` understands it. */
  readonly at: number;
  readonly vendor: Vendor | undefined;
}

/**
 * What was typed, kept only where it is no legal value: `preference` or `exchange` is then an `Unknown` of reason
 * `malformed` and this holds the text.
 */
export interface MxAsWritten {
  readonly preference?: string;
  readonly exchange?: string;
}

export interface MxData {
  /** `undefined`: the document carries no preferences (a list in preference order, say). */
  readonly preference: Value<number> | undefined;
  /** The null MX has the root here (RFC 7505). */
  readonly exchange: Value<Name>;
  readonly written?: MxAsWritten;
}

/**
 * Character strings as bytes: each UTF-16 unit of a string is one byte (0-255), text outside ASCII is UTF-8. A reader
 * whose document carries one undivided text gives one string, however long.
 */
export interface TxtData {
  readonly strings: Value<readonly string[]>;
}

export interface TargetData {
  readonly target: Value<Name>;
  /** What was typed, where it is no legal name (`target` is then malformed). */
  readonly written?: string;
}

export interface AddressData {
  readonly address: Value<string>;
  /** What was typed, where it is no address (`address` is then malformed). */
  readonly written?: string;
}

export interface SrvData {
  readonly priority: Value<number>;
  readonly weight: Value<number>;
  readonly port: Value<number>;
  readonly target: Value<Name>;
}

/** Presentation text of the fields, single blanks between them. */
export interface TextData {
  readonly text: Value<string>;
}

export interface OtherData extends TextData {
  /** The type's mnemonic in upper case, `TYPEnnn` where it has none (RFC 3597). */
  readonly rrtype: string;
}

export type MxRecord = RecordOf<"MX", MxData>;
export type TxtRecord = RecordOf<"TXT" | "SPF", TxtData>;
export type TargetRecord = RecordOf<"CNAME" | "DNAME" | "NS" | "PTR" | "ALIAS", TargetData>;
export type AddressRecord = RecordOf<"A" | "AAAA", AddressData>;
export type SrvRecord = RecordOf<"SRV", SrvData>;
export type TextRecord = RecordOf<"TLSA" | "CAA" | "SOA", TextData>;
/** `OTHER`: a type that mail does not look at. */
export type OtherRecord = RecordOf<"OTHER", OtherData>;
/** `UNKNOWN`: something is declared here and its type is not known; absence at its name cannot be judged. */
export type UnknownRecord = RecordOf<"UNKNOWN", { readonly reason: Unknown }>;

export type DnsRecord =
  MxRecord | TxtRecord | TargetRecord | AddressRecord | SrvRecord | TextRecord | OtherRecord | UnknownRecord;

/** ALIAS stands for ANAME and every other "answers what that name holds" type. */
export type RecordType = DnsRecord["type"];

/** The type as a person writes it. */
export function rrtypeOf(record: DnsRecord): string {
  return record.type === "OTHER" ? record.data.rrtype : record.type;
}

const NON_ASCII = /[^\x00-\x7f]/;

/** Text as the bytes of its UTF-8 form, one UTF-16 unit a byte. */
export function toByteString(text: string): string {
  return NON_ASCII.test(text) ? Buffer.from(text, "utf8").toString("latin1") : text;
}

/** The text a byte string stands for; bytes that are no UTF-8 stay as they are, one character a byte. */
export function fromByteString(bytes: string): string {
  if (!NON_ASCII.test(bytes)) return bytes;
  const buffer = Buffer.from(bytes, "latin1");
  return isUtf8(buffer) ? buffer.toString("utf8") : bytes;
}

/** A TXT record's character strings joined with nothing between (RFC 7208 3.3, RFC 6376 3.6.2.2). */
export function textOf(record: TxtRecord): Value<string> {
  const strings = record.data.strings;
  if (!Array.isArray(strings)) return strings as Unknown;
  return strings.length === 1 ? (strings[0] as string) : strings.join("");
}
