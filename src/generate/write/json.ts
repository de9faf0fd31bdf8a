import { absolute, isAtOrBelow, relativeTo, ROOT, type Name } from "../../model/name.ts";
import { rrtypeOf, type DnsRecord, type TxtData } from "../../model/record.ts";
import { isKnown, isUnknown, unknownText, type Unknown, type Value } from "../../model/value.ts";
import { utf8Text } from "./bytes.ts";
import { quoted, titleOf } from "./known.ts";
import { recordSets } from "./sets.ts";
import type { Writer } from "./writer.ts";
import { deployedZones } from "./zones.ts";

const SCHEMA = "https://unpkg.com/maildns/schemas/records.schema.json";

/** A value of the document; `undefined` leaves its key out. */
type Field = string | number | boolean | readonly string[] | { readonly unknown: string } | undefined;

/** What a record cannot say in this form, as the end of a sentence. */
class Unsayable {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

/** maildns's own records JSON (`schemas/records.schema.json`). Values that are not known stay so. */
export const jsonWriter: Writer = {
  id: "json",
  write(deployments) {
    const reasons: string[] = [];
    const zones = deployedZones(deployments).map(({ origin, scope, entries }) => ({
      origin: origin === ROOT ? "." : origin,
      scope: scope === "whole" ? "whole" : "part",
      records: recordSets(entries).flatMap((set) =>
        set.entries.flatMap(({ record }) => {
          const row = rowOf(record, origin);
          const wrong = Object.values(row).find((value) => value instanceof Unsayable);
          if (wrong !== undefined) reasons.push(`${titleOf(record)} ${wrong.why}`);
          return wrong === undefined ? [row] : [];
        }),
      ),
    }));
    if (reasons.length > 0) return { ok: false, reasons };
    return { ok: true, text: `${JSON.stringify({ $schema: SCHEMA, version: 1, zones }, null, 2)}\n` };
  },
};

function rowOf(record: DnsRecord, origin: Name): Readonly<Record<string, Field | Unsayable>> {
  const { name, ttl, vendor } = record;
  const type = record.type === "UNKNOWN" ? record.data.reason : rrtypeOf(record);
  return {
    name: say("name", name, (known) => ownerText(known, origin)),
    type: say("type", type, (known) => (/^[A-Z][A-Z0-9-]{0,31}$/.test(known) ? known : unsayable("its type", known))),
    ttl: ttl === undefined ? undefined : say("TTL", ttl, (known) => known),
    ...dataOf(record),
    proxied: vendor?.proxied,
    flattened: vendor?.flattened,
    disabled: vendor?.disabled,
    routing: vendor?.routing,
    modified: vendor?.modified,
    comment: vendor?.comment,
  };
}

function dataOf(record: DnsRecord): Readonly<Record<string, Field | Unsayable>> {
  switch (record.type) {
    case "MX": {
      const { preference, exchange, written } = record.data;
      return {
        preference:
          preference === undefined ? undefined : say("preference", preference, (known) => known, written?.preference),
        exchange: say("exchange", exchange, hostText, written?.exchange),
      };
    }
    case "TXT":
    case "SPF":
      return textOf(record.data);
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
    case "ALIAS":
      return { target: say("target", record.data.target, hostText, record.data.written) };
    case "A":
    case "AAAA":
      return { address: say("address", record.data.address, (known) => known, record.data.written) };
    case "SRV": {
      const { priority, weight, port, target } = record.data;
      return {
        priority: say("priority", priority, (known) => known),
        weight: say("weight", weight, (known) => known),
        port: say("port", port, (known) => known),
        target: say("target", target, hostText),
      };
    }
    case "TLSA":
    case "CAA":
    case "SOA":
    case "OTHER":
      return { data: say("data", record.data.text, (known) => known) };
    case "UNKNOWN":
      return {};
  }
}

/** A value, or that it is not known, or what was typed in its place and is no value: the reader finds that again. */
function say<T>(
  what: string,
  value: Value<T>,
  print: (known: T) => Field | Unsayable,
  written?: string,
): Field | Unsayable {
  if (isKnown(value)) return print(value);
  if (value.reason === "malformed" && written !== undefined) return written;
  return opaque(what, value);
}

function opaque(what: string, value: Unknown): Field | Unsayable {
  if (value.reason !== "malformed" && value.reason !== "zone") return { unknown: value.reason };
  return new Unsayable(`cannot be written: its ${what} ${unknownText[value.reason]}`);
}

function unsayable(what: string, value: string): Unsayable {
  return new Unsayable(`cannot be written: ${what} is ${quoted(value)}`);
}

/** One string, or several that are characters each, stand as they are. The JSON's texts are UTF-8: other bytes have no form there. */
function textOf({ strings }: TxtData): Readonly<Record<string, Field | Unsayable>> {
  if (isUnknown(strings)) return { text: opaque("text", strings) };
  const texts = strings.map(utf8Text).filter((text) => text !== undefined);
  if (strings.length > 1 && texts.length === strings.length) return { strings: texts };
  const text = utf8Text(strings.join(""));
  return { text: text ?? new Unsayable("cannot be written: its bytes are no UTF-8, which all texts in JSON are") };
}

/** Relative; absolute where the reader would take the relative form for another name. */
function ownerText(name: Name, origin: Name): string {
  const relative = relativeTo(name, origin);
  if (relative === undefined) return absolute(name);
  if (name === origin) return "@";
  return relative === "@" || relative.endsWith(".") || isAtOrBelow(relative, origin) ? absolute(name) : relative;
}

/** Absolute without its final dot, as hosts are read here. */
function hostText(name: Name): string {
  return name === ROOT || name === "@" ? absolute(name) : name;
}
