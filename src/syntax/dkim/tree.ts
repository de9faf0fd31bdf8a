import type { Tag } from "../tag-list.ts";
import type { KeyBytes } from "./key.ts";

export type DkimKeyType = "rsa" | "ed25519" | "unknown";

export type DkimFaultCode =
  | "no-equals"
  | "tag-name"
  | "empty-tag"
  | "character"
  | "duplicate"
  | "missing-semicolon" // the next tag is inside this one's value
  | "version-first" // v= behind another tag
  | "version" // other than exactly DKIM1
  | "key-missing" // no p=
  | "key-type" // k= that no RFC knows
  | "key-private"
  | "key-base64"
  | "key-padding"
  | "key-decode"
  | "key-truncated"
  | "key-of-other-type"
  | "key-length" // Ed25519: other than the 32 bytes
  | "key-unpadded" // some verifiers refuse Base64 without its "="
  | "key-bare" // RSAPublicKey that no SubjectPublicKeyInfo is around
  | "key-trailing" // bytes behind the key
  | "key-large" // over 4096 bits
  | "hashes-empty" // h= without a name
  | "services" // s= without "*" and "email"
  | "unknown-tag";

/** `record`: verifiers ignore the record (RFC 6376 6.1.2); `some`: some of them do; `nothing`: they pass over it. */
export type DkimEffect = "record" | "some" | "nothing";

export interface DkimFault {
  readonly code: DkimFaultCode;
  readonly effect: DkimEffect;
  readonly start: number;
  readonly end: number;
  /** What stands there; `""` where it must not be shown. */
  readonly value: string;
  /** The tag's name; `""` where there is none. */
  readonly name: string;
  /** The accepted set, ends the sentence "must be …"; `""` where it is not one of a few. */
  readonly expected: string;
}

/** `p=` as it stands, and what it holds. */
export interface DkimPublicKey extends KeyBytes {
  readonly start: number;
  readonly end: number;
}

/** A key record, and what verifiers take it for. */
export interface DkimRecord {
  readonly text: string;
  readonly tags: readonly Tag[];
  readonly faults: readonly DkimFault[];
  /** `absent` counts as DKIM1 (RFC 6376 3.6.1). */
  readonly version: "ok" | "absent" | "not-first" | "wrong";
  readonly keyType: DkimKeyType;
  /** Lower case; `undefined`: all hashes are allowed. */
  readonly hashes: readonly string[] | undefined;
  /** Lower case; `*` where the tag is missing. */
  readonly services: readonly string[];
  /** Lower case: `y` testing, `s` no subdomains in i=. */
  readonly flags: readonly string[];
  readonly notes: string | undefined;
  /** `undefined` where there is no p=. */
  readonly publicKey: DkimPublicKey | undefined;
  /** Verifiers take the key, or its revocation: no fault makes them ignore the record. */
  readonly usable: boolean;
}
