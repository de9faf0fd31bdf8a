import type { Question } from "../model/measured.ts";

/** What a name server says to one question. */
export type DnsAnswer =
  /** TXT: the joined text, one UTF-16 unit a byte (RFC 7208 3.3); MX: the exchanges; A and AAAA: the addresses. */
  | { readonly state: "found"; readonly values: readonly string[] }
  /** `exists` tells NODATA (true) from NXDOMAIN (RFC 2308 2). */
  | { readonly state: "none"; readonly exists: boolean }
  /** No answer: nothing follows from it. `reason` reads on after "no answer (". */
  | { readonly state: "failed"; readonly reason: string };

/** Asks the DNS. `ask` never rejects; an answer that takes too long is `failed`. */
export interface Resolver {
  readonly ask: (question: Question) => Promise<DnsAnswer>;
  /** Gives up what is under way. */
  readonly cancel: () => void;
}
