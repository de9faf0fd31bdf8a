import type { Name } from "./name.ts";
import type { DnsRecord } from "./record.ts";
import type { Publisher, SourceDocument } from "./source.ts";

/** What silence means: `whole` nothing else exists, `part` other records may exist, `none` nothing follows from it. */
export type Scope = "whole" | "part" | "none";

export interface Zone {
  readonly origin: Name;
  /** The DNS host's own id of the zone. */
  readonly id?: string;
  readonly publisher: Publisher;
  /** Answered inside a network only: a world of its own. */
  readonly private: boolean;
  readonly scope: Scope;
  /** Declared by a program that may leave the rest of the zone to others (Pulumi): an MX there obliges it to SPF and DMARC. */
  readonly program?: boolean;
  /** Another view of the zone is answered inside a network. */
  readonly splitHorizon?: boolean;
  readonly records: readonly DnsRecord[];
  readonly documents: readonly SourceDocument[];
  /** One page of a longer listing: which of how many; absent where the document is no page. */
  readonly page?: { readonly number: number; readonly of: number };
}

/** Something of a document that could not be read or should be known. `error`: the document is not taken. */
export interface Problem {
  readonly level: "error" | "note";
  readonly path: string;
  /** 1-based; absent where the reason has no place. */
  readonly line?: number;
  readonly column?: number;
  readonly reason: string;
}
