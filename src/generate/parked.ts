import type { Drafting } from "./part.ts";
import type { Plan } from "./planned.ts";
import { dmarcRecord } from "./policies.ts";
import { faultsAt, policyRecord } from "./record.ts";
import type { ParkedRequest } from "./request.ts";
import { textOf } from "./template.ts";

/** No mail: nobody takes it (RFC 7505), nobody sends it, and who claims to is refused. Reports go where they are asked for. */
export function planParked(request: ParkedRequest, drafting: Drafting): Plan {
  const { rua = [] } = request;
  if ("mtaSts" in request && request.mtaSts !== undefined) {
    drafting.faults.push({ at: ["mtaSts"], text: "has no place at a domain without mail: no sender connects to it" });
  }
  const mx = { role: "mx-1", purpose: "mx", type: "MX", owner: "@" } as const;
  const spf = { role: "spf", purpose: "spf", type: "TXT", owner: "@" } as const;
  const fault = faultsAt(["domain"], drafting);
  return {
    records: [
      policyRecord(mx, drafting.domain, textOf("."), fault, 0),
      policyRecord(spf, drafting.domain, textOf("v=spf1 -all"), fault),
      dmarcRecord("reject", rua, false, drafting),
    ],
    pending: [],
    drafted: [],
    spf: [],
    notes: [],
    served: [],
  };
}
