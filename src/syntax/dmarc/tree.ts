import type { Name } from "../../model/name.ts";

export type DmarcPolicy = "none" | "quarantine" | "reject";
export type DmarcTagName = "v" | "p" | "sp" | "np" | "t" | "psd" | "adkim" | "aspf" | "fo" | "rua" | "ruf";

/** What stands between two semicolons. */
export interface DmarcTag {
  /** Lower case; `""` where there is no "=" or no name. */
  readonly name: string;
  readonly value: string;
  /** Blanks around it left out. */
  readonly start: number;
  readonly end: number;
  readonly nameEnd: number;
  readonly valueStart: number;
  /** `removed`: pct, rf, ri (RFC 9989 C.5.2). */
  readonly kind: "active" | "removed" | "unknown" | "broken";
}

/** One entry of `rua` or `ruf`. */
export interface ReportUri {
  /** Without an obsolete size. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Lower case; `undefined` where it is no URI. */
  readonly scheme: string | undefined;
  /** Of `mailto:`, percent-decoded. */
  readonly address: string | undefined;
  /** The host the reports go to (RFC 9990 4); `undefined` where there is none or it is no name. */
  readonly host: Name | undefined;
  /** Syntactically valid; its scheme may still be one that nobody supports. */
  readonly valid: boolean;
}

export type DmarcErrorCode =
  | "version" // v missing, not first or not exactly DMARC1: the whole record is ignored (4.7)
  | "missing-policy" // no p: counts as none (4.7), or as nothing where rua is not valid either (4.10.1)
  | "invalid-value"
  | "empty-value"
  | "duplicate-tag" // receivers differ: the last wins, or the whole list is invalid (RFC 6376 3.2)
  | "missing-semicolon" // the next tag is inside this one's value
  | "missing-equals"
  | "empty-tag" // `;;`
  | "tag-name" // other than letters
  | "stray-uri" // ";" between two report URIs where "," belongs; the span begins at the ";"
  | "removed-tag"
  | "unknown-tag" // ignored (4.8)
  | "uri-empty"
  | "uri-scheme-missing" // `rua=a@example.com`
  | "uri-scheme" // a scheme that receivers need not know: only mailto is (4.7)
  | "uri-address" // no mail address after mailto:
  | "uri-comma" // a comma inside the address, not written %2C
  | "uri-exclamation" // "!" that is no size, not written %21
  | "uri-size" // `!10m`: obsolete, ignored (4.8)
  | "uri-character"; // what no URI holds (RFC 3986)

/**
 * What receivers do about it: ignore the `record`; act as p=none, or not at all without a valid rua (`policy`,
 * 4.10.1); take the `default`; leave out the `part`; nothing.
 */
export type DmarcEffect = "record" | "policy" | "default" | "part" | "nothing";

export interface DmarcError {
  readonly code: DmarcErrorCode;
  readonly effect: DmarcEffect;
  readonly start: number;
  readonly end: number;
  /** What stands there. */
  readonly value: string;
  /** The tag's name, lower case. */
  readonly name: string;
  /** The accepted set, ends the sentence "must be …"; `""` where it is not one of a few. */
  readonly expected: string;
  /** Of `default`. */
  readonly applied: string | undefined;
  /** The nearest right text to put in place of start to end; `""`: drop it. */
  readonly suggestion: string | undefined;
}

/** `not-first`: after another tag; `wrong-case`: `v=dmarc1`; `wrong-value`: anything else than DMARC1 up to ";". */
export type DmarcVersion = "ok" | "missing" | "not-first" | "leading-space" | "wrong-case" | "wrong-value";

/** A record, and what receivers take it for: every value is the one in force, its default where the tag is missing or bad. */
export class DmarcRecord {
  readonly text: string;
  readonly version: DmarcVersion;
  readonly tags: readonly DmarcTag[];
  readonly errors: readonly DmarcError[];
  /** `as-none`: p missing or bad, or sp or np bad, with a valid rua: acts as p=none; `no`: no DMARC at all (4.10.1). */
  readonly usable: "yes" | "as-none" | "no";
  readonly p: DmarcPolicy;
  /** For existing subdomains: sp, else p. */
  readonly sp: DmarcPolicy;
  /** For names that do not exist: np, else sp, else p. */
  readonly np: DmarcPolicy;
  readonly t: "y" | "n";
  readonly psd: "y" | "n" | "u";
  readonly adkim: "r" | "s";
  readonly aspf: "r" | "s";
  /** Without its colons: `1ds`. */
  readonly fo: string;
  readonly rua: readonly ReportUri[];
  readonly ruf: readonly ReportUri[];

  constructor(
    text: string,
    version: DmarcVersion,
    tags: readonly DmarcTag[],
    errors: readonly DmarcError[],
    usable: "yes" | "as-none" | "no",
    values: DmarcValues,
  ) {
    this.text = text;
    this.version = version;
    this.tags = tags;
    this.errors = errors;
    this.usable = usable;
    const enforced = usable === "yes";
    this.p = enforced ? (values.p ?? "none") : "none";
    this.sp = enforced ? (values.sp ?? this.p) : "none";
    this.np = enforced ? (values.np ?? this.sp) : "none";
    this.t = values.t;
    this.psd = values.psd;
    this.adkim = values.adkim;
    this.aspf = values.aspf;
    this.fo = values.fo;
    this.rua = values.rua;
    this.ruf = values.ruf;
  }

  /** The tag of this name; the last where it stands twice, as the values do. */
  tag(name: DmarcTagName | "pct" | "rf" | "ri"): DmarcTag | undefined {
    return this.tags.findLast((each) => each.name === name);
  }
}

/** Values as parsed; a policy is missing where its tag is missing or bad. */
export interface DmarcValues {
  p: DmarcPolicy | undefined;
  sp: DmarcPolicy | undefined;
  np: DmarcPolicy | undefined;
  t: "y" | "n";
  psd: "y" | "n" | "u";
  adkim: "r" | "s";
  aspf: "r" | "s";
  fo: string;
  rua: readonly ReportUri[];
  ruf: readonly ReportUri[];
}
