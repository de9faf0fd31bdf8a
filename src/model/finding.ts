import type { Name } from "./name.ts";
import type { DnsRecord, TxtRecord } from "./record.ts";
import type { SourceDocument } from "./source.ts";

export type Severity = "error" | "warning" | "info";

/** Which part of a record; `text` is a TXT record's joined text. */
export type Field = "name" | "type" | "ttl" | "preference" | "exchange" | "target" | "address" | "text";

/** A symbolic place; line and column are worked out only when a finding is printed. */
export interface Place {
  readonly record: DnsRecord;
  readonly field?: Field;
  /** Offsets into the field's value, end exclusive. */
  readonly span?: readonly [start: number, end: number];
  /** What is to be seen there, short. */
  readonly note?: string;
}

/** What mends it: a sentence, and where there is one the exact record set to publish, in zone-file text. */
export interface Help {
  readonly text: string;
  readonly publish?: readonly string[];
  /** Lines that show what it speaks of (the tree of a policy), columns aligned by blanks. */
  readonly drawing?: readonly string[];
}

/**
 * One change of a declared record. `text` is the joined text (one UTF-16 unit a byte); how it is cut into character strings
 * and quoted is the affair of whoever writes the document, and the same text again asks for nothing but that. `unproxy`: the
 * DNS host answers with the record itself (`Vendor.proxied`).
 */
export type RecordEdit =
  | { readonly kind: "remove"; readonly record: DnsRecord }
  | { readonly kind: "text"; readonly record: TxtRecord; readonly text: string }
  | { readonly kind: "name"; readonly record: DnsRecord; readonly name: Name }
  | { readonly kind: "unproxy"; readonly record: DnsRecord };

/**
 * Edits that mend the defect and change nothing else about mail, so that they may be applied without a person's judgement.
 * All of them or none.
 */
export interface Fix {
  readonly edits: readonly RecordEdit[];
  /** The rule that offers it, where the finding is another's that covers that rule. */
  readonly by?: string;
}

export interface Message {
  readonly id: string;
  readonly text: string;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The mail domain it is about. */
  readonly domain: string;
  readonly message: Message;
  /** `undefined`: about a domain of the configuration that no record names. */
  readonly at: Place | undefined;
  readonly related: readonly Place[];
  readonly help: Help | undefined;
  readonly fix?: Fix;
  /** The same for the same defect wherever its line moves: rule, domain, type and normalised value. */
  readonly fingerprint: string;
  /** Rules that found the same defect and are silenced by this finding (`covers`). */
  readonly covered?: readonly string[];
}

/** A rule that could not judge a domain, and why. */
export interface NotJudged {
  readonly domain: string;
  readonly rule: string;
  /** Ends the sentence "not judged: …". */
  readonly reason: string;
  readonly document?: SourceDocument;
}
