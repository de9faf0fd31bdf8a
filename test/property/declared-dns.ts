import { World } from "../../src/domain/world.ts";
import { parseName, ROOT, type Name } from "../../src/model/name.ts";
import type { Zone } from "../../src/model/zone.ts";
import { zones } from "../zones.ts";

export type Kind = "TXT" | "A" | "AAAA" | "MX" | "PTR" | "CNAME";

/** One record of a small closed DNS: name, type, text of its data. Kept apart from the model, so that an oracle sees none of it. */
export type Row = readonly [name: string, type: Kind, data: string];

/** The whole name space as one zone. */
export function worldOf(rows: readonly Row[]): World {
  const [zone] = zones("$ORIGIN .\n@ NS a.root-servers.test.") as [Zone];
  const [ns] = zone.records;
  if (ns === undefined) throw new Error("the zone has a record");
  const common = { ttl: undefined, source: ns.source, at: 0, vendor: undefined };
  const records = rows.map(([owner, type, data], index): Zone["records"][number] => {
    const record = { ...common, name: nameOf(owner) };
    if (type === "TXT") return { ...record, type, data: { strings: [data] } };
    if (type === "A" || type === "AAAA") return { ...record, type, data: { address: data } };
    if (type === "MX")
      return { ...record, type, data: { preference: index, exchange: data === "" ? ROOT : nameOf(data) } };
    return { ...record, type, data: { target: nameOf(data) } };
  });
  return new World([{ ...zone, records: [ns, ...records] }]);
}

function nameOf(text: string): Name {
  const parsed = parseName(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.reason}`);
  return parsed.name;
}

export interface Refused extends Error {
  code: string;
}

/**
 * The same as a resolver answers it, by RFC 1034 4.3.2 and RFC 4592 in their own words: NODATA where something stands at the
 * name or below it, else the wildcard at the closest encloser, else NXDOMAIN; CNAMEs followed, a circle is a failure.
 */
export function resolverOf(rows: readonly Row[]): (name: string, type: string) => Promise<never> {
  const nodes = new Map<string, Row[]>();
  const there = new Set<string>();
  for (const row of rows) {
    const labels = row[0].split(".");
    labels.forEach((_, index) => there.add(labels.slice(index).join(".")));
    const node = nodes.get(row[0]) ?? [];
    node.push(row);
    nodes.set(row[0], node);
  }
  const sourceOf = (name: string): string | undefined => {
    if (there.has(name)) return name;
    const labels = name.split(".");
    const encloser = labels.findIndex((_, index) => index > 0 && there.has(labels.slice(index).join(".")));
    if (encloser < 0) return undefined;
    const wildcard = ["*", ...labels.slice(encloser)].join(".");
    return there.has(wildcard) ? wildcard : undefined;
  };
  const ask = (asked: string, type: string): unknown[] | string => {
    let name = asked.toLowerCase().replace(/\.$/, "");
    for (let steps = 0; steps < 9; steps++) {
      const source = sourceOf(name);
      if (source === undefined) return "ENOTFOUND";
      const node = nodes.get(source) ?? [];
      const alias = node.find((row) => row[1] === "CNAME");
      if (alias !== undefined && type !== "CNAME") {
        name = alias[2];
        continue;
      }
      const found = node.filter((row) => row[1] === type).map((row) => row[2]);
      if (found.length === 0) return "ENODATA";
      if (type === "TXT") return found.map((text) => [text]);
      return type === "MX" ? found.map((exchange, priority) => ({ exchange, priority })) : found;
    }
    return "ESERVFAIL";
  };
  return (name, type) => {
    const found = ask(name, type);
    if (typeof found !== "string") return Promise.resolve(found as never);
    return Promise.reject(Object.assign(new Error(`${found} ${name} ${type}`), { code: found }));
  };
}
