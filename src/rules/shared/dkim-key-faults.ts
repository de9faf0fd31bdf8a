import type { Severity } from "../../model/finding.ts";
import type { Name } from "../../model/name.ts";
import type { DkimFault, DkimRecord } from "../../syntax/dkim.ts";
import { counted, quoted } from "./wording.ts";

const LOST = "receivers find no key and every signature made with this selector fails";
const IGNORED = "receivers ignore the whole record, so every signature made with this selector fails";

/** What a fault of a key record means to mail, as `dkim-key-syntax` says it. */
export function keyFinding(
  fault: DkimFault,
  record: DkimRecord,
  domain: Name,
): { readonly text: string; readonly severity: Severity } {
  const severity = fault.effect === "record" ? "error" : fault.effect === "some" ? "warning" : "info";
  return { text: textOf(fault, record, domain), severity };
}

function textOf({ code, name, value, expected }: DkimFault, { publicKey }: DkimRecord, domain: Name): string {
  const have = publicKey?.have ?? 0;
  switch (code) {
    case "key-private":
      return `the record publishes a private key: whoever reads it can sign mail as ${domain}`;
    case "key-missing":
      return `the DKIM key record has no tag "p", which holds the key; ${LOST}`;
    case "version":
      return `the DKIM key record has the version ${quoted(value)}, which must be exactly ${expected}; receivers discard the record`;
    case "version-first":
      return `${quoted(value)} stands behind another tag and must be the first one; receivers may ignore the whole record`;
    case "no-equals":
    case "tag-name":
      if (/^MI[A-Za-z0-9+/]{40}/.test(value)) return `the key stands alone, without the tags of a record; ${LOST}`;
      if (/^["']/.test(value))
        return `quotes stand inside the record, before ${quoted(value.replace(/^["']+/, ""))}, and are part of the published text; ${IGNORED}`;
      return `${quoted(value)} in the DKIM key record is no tag of the form name=value; ${IGNORED}`;
    case "empty-tag":
      return `a semicolon too many stands in the DKIM key record; strict receivers ignore the whole record for it`;
    case "duplicate":
      return `the tag "${name}" stands twice in the DKIM key record, which makes all of it invalid; ${IGNORED}`;
    case "character":
      return `the tag "${name}" of the DKIM key record holds a character outside printable ASCII; ${IGNORED}`;
    case "missing-semicolon":
      return `a semicolon is missing in ${quoted(value)}: the tag "${name}" takes all of it for its value; ${LOST}`;
    case "key-type":
      return `the tag "k" of the DKIM key record has the value ${quoted(value)}, which must be ${expected}; receivers ignore keys of a type they do not know`;
    case "key-base64":
      if (/^["'\\]/.test(value))
        return `${/^["']/.test(value) ? "quotes" : "backslashes"} stand inside the key and are part of the published text; receivers cannot decode it, and every signature made with this selector fails`;
      return `the key holds ${quoted(value)}, which is nothing that Base64 has; receivers cannot decode it, and every signature made with this selector fails`;
    case "key-padding":
      return `the key is no whole Base64: a character is missing or too many; receivers cannot decode it, and every signature made with this selector fails`;
    case "key-decode":
      return `what "p" holds is no public key (${counted(have, "byte")} of something else); ${LOST}`;
    case "key-truncated":
      return `the key is cut off: ${have} of its ${publicKey?.promised ?? 0} bytes are there; receivers cannot decode it, and every signature made with this selector fails`;
    case "key-of-other-type":
      return `the key is of the type ${typeName(publicKey?.type)}, and the record says ${publicKey?.form === "raw" || publicKey?.type !== "rsa" ? "k=rsa (which holds where no k= stands)" : "k=ed25519"}; ${LOST}`;
    case "key-length":
      return publicKey?.form === "spki"
        ? `the Ed25519 key is wrapped as in a PEM file (${have} bytes), and DKIM takes the bare 32 bytes; ${LOST}`
        : `the Ed25519 key has ${counted(have, "byte")}, which must be 32; ${LOST}`;
    case "hashes-empty":
      return `the tag "h" names no hash, so that no signature is allowed; it must be ${expected}`;
    case "services":
      return `the tag "s" of the DKIM key record has the value ${quoted(value)}, which must be ${expected}; receivers do not use this key for mail`;
    case "key-unpadded":
      return `the Base64 of the key lacks the "=" at its end; some receivers refuse to decode it`;
    case "key-bare":
      return "the key is a bare RSAPublicKey; RFC 6376 allows it, and many receivers (OpenDKIM, rspamd) read only the SubjectPublicKeyInfo that OpenSSL writes";
    case "key-trailing":
      return `behind the key ${counted(have - (publicKey?.promised ?? 0), "byte")} more stand in "p"; some receivers refuse to decode it`;
    case "key-large":
      return `the RSA key has ${publicKey?.bits ?? 0} bits; receivers need not verify with more than 4096 (RFC 8301 3.2), and its answer may not fit a DNS packet`;
    case "unknown-tag":
      return /^[A-Z]$/.test(name)
        ? `the tag "${name}" of the DKIM key record is not known: names are case-sensitive, and receivers pass over it`
        : `the tag "${name}" of the DKIM key record is not known to RFC 6376; receivers pass over it`;
  }
}

function typeName(type: string | undefined): string {
  if (type === "rsa") return "RSA";
  return type === "ed25519" ? "Ed25519" : (type ?? "unknown").toUpperCase();
}
