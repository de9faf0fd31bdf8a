import type { Name } from "./name.ts";
import type { OtherRecord } from "./record.ts";

/** An MTA-STS policy file (RFC 8461 3.2): no record of the DNS, but declared for a domain as records are. */
export interface PolicyFile {
  readonly domain: Name;
  readonly text: string;
  /** Whether the file is UTF-8 (else `text` has one character a byte). */
  readonly utf8: boolean;
  /**
   * Stands in no zone: what places, fingerprints and code frames point into. Type `OTHER`, rrtype `mta-sts.txt`, name
   * `mta-sts.<domain>`; spans of its field `text` count in the file's text.
   */
  readonly record: OtherRecord;
}

/** `OtherData.rrtype` of a policy file's record. */
export const POLICY_TYPE = "mta-sts.txt";
