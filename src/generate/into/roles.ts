import { relativeTo, type Name } from "../../model/name.ts";
import { rrtypeOf, type DnsRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { slug } from "../provider-records.ts";

/**
 * Roles for records that were there before, of their name and type alone: `www-cname`, `apex-txt-2`. They give way to those
 * that a plan has taken.
 */
export class Roles {
  readonly #taken: Set<string>;
  readonly #times = new Map<string, number>();
  readonly #origin: Name;

  constructor(origin: Name, taken: Iterable<string>) {
    this.#origin = origin;
    this.#taken = new Set(taken);
  }

  of(record: DnsRecord): string {
    const base = `${ownerWords(record, this.#origin)}-${slug(rrtypeOf(record))}`;
    for (let time = (this.#times.get(base) ?? 0) + 1; ; time++) {
      const role = time === 1 ? base : `${base}-${time}`;
      if (this.#taken.has(role)) continue;
      this.#times.set(base, time);
      this.#taken.add(role);
      return role;
    }
  }
}

function ownerWords({ name }: DnsRecord, origin: Name): string {
  if (!isKnown(name)) return "unnamed";
  const relative = relativeTo(name, origin) ?? name;
  if (relative === "@") return "apex";
  const words = slug(relative.replace(/^\*(?=\.|$)/, "wildcard"));
  return words === "" ? "record" : words;
}
