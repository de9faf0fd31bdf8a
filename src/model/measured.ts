import type { Name } from "./name.ts";

/** What is asked of the DNS beyond the declared zones. */
export interface Question {
  readonly name: Name;
  readonly type: "TXT" | "MX" | "A" | "AAAA";
}

/** What the DNS answered about one name, and when. A part that is absent was not asked. */
export interface MeasuredName {
  /** ISO date of the answers. */
  readonly date: string;
  /** `false`: the name does not exist (NXDOMAIN). */
  readonly exists?: false;
  /** The TXT records that are SPF policies (RFC 7208 4.5), sorted; one UTF-16 unit a byte. Empty: there is none. */
  readonly spf?: readonly string[];
  /** How many MX records there are. */
  readonly mx?: number;
  /** Whether there are A and AAAA records. */
  readonly a?: boolean;
  readonly aaaa?: boolean;
}

/** What was asked of the DNS, now or earlier; counted from where no declared zone answers. */
export interface Measured {
  readonly names: ReadonlyMap<Name, MeasuredName>;
  /** Names that gave no answer; the reason ends the sentence "not judged: …". */
  readonly failures: ReadonlyMap<Name, string>;
}
