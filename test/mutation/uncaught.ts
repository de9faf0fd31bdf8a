import type { Judge } from "./judges.ts";

/** Mutants that an independent judge calls broken and no rule catches. */
export interface Uncaught {
  readonly why: string;
  readonly judge: Judge;
  readonly line: RegExp;
  readonly mutant: RegExp;
  /** No more of them than these. */
  readonly most: number;
}

const OTHER_LETTERS = /[^\x00-\x7f]/;

export const UNCAUGHT: readonly Uncaught[] = [
  {
    why: "a delegation's name servers are no mail records: whether they are there, the parent's document alone does not tell",
    judge: "BIND",
    line: / IN NS /,
    mutant: / IN NS /,
    most: 24,
  },
  {
    why: "an owner with letters outside ASCII is read as the internationalised name that it looks like; BIND takes its bytes",
    judge: "BIND",
    line: / IN A /,
    mutant: OTHER_LETTERS,
    most: 2,
  },
  {
    why: "the same for an owner with a Cyrillic letter, which is another name and a legal one",
    judge: "DMARC",
    line: /^_dmarc /,
    mutant: /^_dm\u0430rc /,
    most: 1,
  },
  {
    why: "the policy of a subdomain without an MX moves to another name, of which nothing else in the zone speaks either",
    judge: "SPF",
    line: /^news IN TXT/,
    mutant: /^\S+ IN TXT "v=spf1 ip4:192\.0\.2\.1 -all"$/,
    most: 15,
  },
  {
    why: "a tag that nobody knows and whose value is none of a known tag's: receivers ignore it, and nobody can tell what was meant",
    judge: "DMARC",
    line: /psd=n/,
    mutant: /ps=dn/,
    most: 1,
  },
  {
    why: "a wildcard beside it answers for the right name too, with what lies outside: that the record is missing there is not known",
    judge: "MTA-STS",
    line: /^_mta-sts .*id=1"$/,
    mutant: /id=1"$/,
    most: 33,
  },
  {
    why: "an owner with a letter or a dash outside ASCII is read as the internationalised name, which is no slip of one key",
    judge: "MTA-STS",
    line: /^_mta-sts /,
    mutant: OTHER_LETTERS,
    most: 6,
  },
];
