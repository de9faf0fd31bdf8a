import type { Name } from "../../model/name.ts";
import type { PlannedRecord } from "../planned.ts";
import type { MailRequest } from "../request.ts";
import type { Declared } from "./declared.ts";
import type { Leavers } from "./leavers.ts";
import type { Ledger } from "./ledger.ts";

/** What every step of a merge reads, and the ledger that it writes to. */
export interface Step {
  readonly declared: Declared;
  readonly ledger: Ledger;
  readonly request: MailRequest;
  readonly leavers: Leavers;
  /** The DMARC record that is declared stays as it is. */
  readonly keepDmarc: boolean;
  /** The MX of the domain stays for now. */
  readonly mxWaits: boolean;
  /** Until then the domain says that it takes none: mail that it sends nobody could answer, and some refuse it (RFC 7505 4.2). */
  readonly isMute: boolean;
}

/** A planned record whose name and value are known. */
export type Wanted = PlannedRecord & { readonly name: Name; readonly value: string };
