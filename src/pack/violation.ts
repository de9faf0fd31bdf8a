import type { Problem } from "../model/zone.ts";
import type { Judged } from "./judge.ts";
import { line } from "./message.ts";

/** One violation of one policy. */
export interface Violation {
  readonly policy: string;
  readonly message: string;
  readonly level: "advisory" | "mandatory";
  /** The resource that it is about; the engine shows it with the stack where there is none. */
  readonly urn: string | undefined;
}

/** What one of the pack's own policies says of the stack. */
export function violation(policy: string, message: string, level: Violation["level"]): Violation {
  return { policy, message, level, urn: undefined };
}

export function internalErrors({ result }: Judged): Violation[] {
  return result.internalErrors.map(({ rule, domain, error }) => {
    const reason = error instanceof Error ? error.message : String(error);
    const where = domain === "" ? "this stack" : line(domain, 300);
    return violation(
      "internal-error",
      `the rule ${rule} failed on ${where} and has not judged it: ${line(reason)}`,
      "mandatory",
    );
  });
}

export function misnamed(fault: string): Violation {
  return violation("configuration", line(fault), "mandatory");
}

export function refusal({ reason }: Problem): Violation {
  return violation("not-judged", line(reason), "mandatory");
}

export function problemLine({ path, line: at, column, reason }: Problem): string {
  const place = [path, at, at === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
  return `${line(place)}: ${line(reason)}`;
}

/** Ignores of the configuration that no longer hold. */
export function ignoreNotes({ result }: Judged): Violation[] {
  return result.ignoreProblems.flatMap(({ ignore, why }) => {
    if (why !== "expired") return [];
    const { rule, domain, until } = ignore;
    const text = `the ignore of ${rule} for ${line(domain, 300)} ended on ${until ?? ""} and holds no longer`;
    return [violation("configuration", text, "advisory")];
  });
}
