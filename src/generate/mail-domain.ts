import { publicSuffix } from "../domain/organizational.ts";
import { isHostName, parseName, type Name } from "../model/name.ts";
import { isUnknown, type Value } from "../model/value.ts";
import type { Note } from "./planned.ts";
import type { Fault } from "./request.ts";
import { textOf, type Text } from "./template.ts";

/** The mail domain of a request in canonical form; a fault where it is none. */
export function mailDomain(value: Value<string>, faults: Fault[]): Text {
  if (isUnknown(value)) return textOf(value);
  const result = typeof value === "string" ? parseName(value) : undefined;
  const problem = result?.ok === true ? problemOf(result.name) : "is no domain; give it whole, as";
  if (result?.ok === true && problem === undefined) return textOf(result.name);
  const text = `is ${JSON.stringify(value) ?? String(value)}, which ${problem} "example.com"`;
  faults.push({ at: ["domain"], text });
  // What else is wrong is told as well.
  return textOf("example.com");
}

function problemOf(name: Name): string | undefined {
  if (!isHostName(name) || !name.includes(".")) return "is no domain; give it whole, as";
  if (/(?:^|\.)[0-9]+$/.test(name)) return "is an address and no domain; give a name, as";
  // Every domain with mail has a DMARC record; names have 255 bytes (RFC 1035 2.3.4).
  if (!parseName(`_dmarc.${name}`).ok) return "is so long that no record fits below it; give a name as";
  return undefined;
}

/** Below `co.uk` and `github.io` others have their domains: few mean them. */
export function notesOnDomain({ value }: Text): Note[] {
  if (typeof value !== "string" || publicSuffix(value) !== value) return [];
  return [
    {
      en: `${value} is a public suffix, below which others have their domains: was a name below it meant?`,
      ja: `${value}はパブリックサフィックスで、その下の名前は別の所有者のドメインです。その下のドメインではありませんか`,
    },
  ];
}
