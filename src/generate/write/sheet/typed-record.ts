import { ROOT, type Name } from "../../../model/name.ts";
import { rrtypeOf, textOf, type DnsRecord } from "../../../model/record.ts";
import { isKnown, type Value } from "../../../model/value.ts";
import type { TypedRecord } from "../../../panels/typed.ts";
import { presentData } from "../../../syntax/presentation.ts";
import { relativeOwner } from "../sets.ts";

/** A record of a zone as somebody types it; `unknown` stands for what is not known yet. */
export function typedRecord(record: DnsRecord, origin: Name, unknown: string): TypedRecord {
  const show = <T>(value: Value<T> | undefined, text: (known: T) => string): string =>
    value !== undefined && isKnown(value) ? text(value) : unknown;
  const head = { type: rrtypeOf(record), owner: show(record.name, (name) => relativeOwner(name, origin)) };
  switch (record.type) {
    case "MX": {
      const { preference, exchange } = record.data;
      return { ...head, value: show(exchange, host), preference: show(preference, String) };
    }
    case "SRV": {
      const { priority, weight, port, target } = record.data;
      return {
        ...head,
        value: show(target, host),
        preference: show(priority, String),
        weight: show(weight, String),
        port: show(port, String),
      };
    }
    case "TXT":
    case "SPF":
      return { ...head, value: show(textOf(record), (text) => text) };
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
    case "ALIAS":
      return { ...head, value: show(record.data.target, host) };
    case "A":
    case "AAAA":
    case "TLSA":
    case "CAA":
    case "SOA":
    case "OTHER":
    case "UNKNOWN":
      return { ...head, value: presentData(record) };
  }
}

function host(name: Name): string {
  return name === ROOT ? "." : name;
}
