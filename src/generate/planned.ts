import type { Name } from "../model/name.ts";
import type { Recipe } from "./recipe.ts";
import type { Unknown, Value } from "../model/value.ts";

export type PlannedType = "MX" | "TXT" | "CNAME" | "A" | "AAAA" | "SRV" | "NS";

export type Purpose =
  "mx" | "spf" | "dkim" | "dmarc" | "mta-sts" | "tls-rpt" | "return-path" | "verification" | "other";

/** One record to publish, one value. */
export interface PlannedRecord {
  /**
   * What it is in the domain, unique in a plan and never made of its value: `mx-1`, `spf`, `dkim-google`,
   * `sendgrid-return-path`. The same request with other values gives the same roles.
   */
  readonly role: string;
  readonly purpose: Purpose;
  /** The catalogue's id of who asks for it; `undefined` for what nobody in particular does. */
  readonly provider: string | undefined;
  readonly type: PlannedType;
  /**
   * The name as it is known before its values are: `@`, `google._domainkey`, `{emHost}`. Records with one owner and type make
   * up one set, also where `name` is not known yet.
   */
  readonly owner: string;
  readonly name: Value<Name>;
  /** The text of TXT; the host of MX, CNAME, SRV and NS in canonical form, `.` for the root; an address. */
  readonly value: Value<string>;
  /** Of MX; the priority of SRV. */
  readonly preference?: Value<number>;
  /** Of SRV. */
  readonly weight?: number;
  readonly port?: number;
  /** What its value is made of, as the entry has it; `undefined` for what no entry asks for. */
  readonly template?: string;
  /** The values of the request that are not known yet and that the name, or the value, depends on. */
  readonly nameUses: readonly Unknown[];
  readonly valueUses: readonly Unknown[];
}

/** A record that a provider needs and that could not be written, for want of values. */
export interface Pending {
  /** The part of the request: `["provider"]`, `["senders", 0]`. */
  readonly at: readonly (string | number)[];
  readonly recipe: Recipe;
  readonly purpose: Purpose;
  readonly type: PlannedType;
  /** As far as it is known: `{dkimSelector}._domainkey`. */
  readonly owner: string;
  /** The values that it waits for. */
  readonly missing: readonly string[];
}

/** The DNS look-ups that the SPF policy of a name costs (RFC 7208 4.6.4). */
export interface SpfCost {
  readonly name: Name;
  readonly lookups: number;
  /** The cost of an include is not known: it is this or more. */
  readonly isLowerBound: boolean;
  /** The oldest day on which a cost that is counted was measured. */
  readonly measured: string | undefined;
}

/** A file that a web server hands out, of which a record only tells. */
export interface ServedFile {
  readonly url: string;
  readonly name: string;
  readonly text: string;
}

/** What whoever publishes the records should know, a sentence without its full stop. */
export interface Note {
  readonly en: string;
  /** Absent: it is told in English. */
  readonly ja?: string;
}

export interface Plan {
  readonly records: readonly PlannedRecord[];
  readonly pending: readonly Pending[];
  /** Records of `records` in which placeholders stand for missing values, where a draft was asked for. */
  readonly drafted: readonly Pending[];
  readonly spf: readonly SpfCost[];
  readonly notes: readonly Note[];
  /** The policy of MTA-STS, where it was asked for. */
  readonly served: readonly ServedFile[];
}
