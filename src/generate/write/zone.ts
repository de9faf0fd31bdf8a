import { isAtOrBelow, relativeTo, type Name } from "../../model/name.ts";
import { greatest } from "../../model/numbers.ts";
import { presentData, presentName } from "../../syntax/presentation.ts";
import type { Purpose } from "../planned.ts";
import { knownRecord, titleOf, type KnownRecord } from "./known.ts";
import { purposeTitles } from "./purposes.ts";
import { recordSets } from "./sets.ts";
import type { Writer } from "./writer.ts";
import { oneZone, type DeployedZone } from "./zones.ts";

interface Line {
  readonly purpose: Purpose | undefined;
  readonly owner: string;
  readonly ttl: number | undefined;
  readonly type: string;
  readonly data: string;
  /** Of Cloudflare's exports, for its proxy and its flattening. */
  readonly tags: string;
  readonly disabled: boolean;
}

/**
 * A zone file (RFC 1035 5). A whole zone has its SOA first, as it was, and then what was there before; the rest stands by its
 * purpose. A part has no SOA, so that it is read as one.
 */
export const zoneWriter: Writer = {
  id: "zone",
  write(deployments) {
    const one = oneZone(deployments, "a zone file");
    if (!one.ok) return one;
    const { origin } = one.zone;
    const reasons: string[] = [];
    const lines = linesOf(one.zone, reasons);
    if (reasons.length > 0) return { ok: false, reasons };
    const fallback = fallbackTtl(lines);
    const head = [`$ORIGIN ${presentName(origin)}`, ...(fallback === undefined ? [] : [`$TTL ${fallback}`])];
    const sections = [undefined, ...(Object.keys(purposeTitles) as Purpose[])].flatMap((purpose) => {
      const mine = lines.filter((line) => line.purpose === purpose);
      if (mine.length === 0) return [];
      const title = purpose === undefined ? [] : [`; ${purposeTitles[purpose]}`];
      return [[...title, ...printed(mine, lines, fallback)]];
    });
    return { ok: true, text: [head, ...sections].map((section) => `${section.join("\n")}\n`).join("\n") };
  },
};

function linesOf({ origin, entries }: DeployedZone, reasons: string[]): Line[] {
  return recordSets(entries).flatMap((set) =>
    set.entries.flatMap(({ record, purpose }) => {
      const found = knownRecord(record, origin);
      const reason = found.ok ? unfit(found.known) : found.reason;
      if (!found.ok || reason !== undefined) {
        reasons.push(reason ?? "");
        return [];
      }
      const { data, type, name } = found.known;
      return [
        {
          purpose,
          owner: ownerText(name, origin),
          // A set has one (RFC 2181 5.2), and BIND takes that of its first record.
          ttl: found.known.ttl === undefined ? undefined : (set.ttl as number),
          type,
          data: data.kind === "fields" ? data.fields.join(" ") : presentData(record),
          tags: tagsOf(found.known),
          disabled: record.vendor?.disabled === true,
        },
      ];
    }),
  );
}

function unfit({ type, record }: KnownRecord): string | undefined {
  if (type === "ALIAS") {
    return `${titleOf(record)} has no form in a zone file: ALIAS is no type of the DNS, but one that some DNS hosts answer by themselves`;
  }
  if (record.vendor?.routing !== undefined) {
    return `${titleOf(record)} is one of several alternatives (${JSON.stringify(record.vendor.routing)}), and a zone file has none: it would be answered together with the others`;
  }
  return undefined;
}

/** Relative, with what a zone file reads otherwise escaped. */
function ownerText(name: Name, origin: Name): string {
  const relative = relativeTo(name, origin);
  if (relative === undefined || !isAtOrBelow(name, origin)) return presentName(name);
  return name === origin ? "@" : presentName(relative).slice(0, -1);
}

function tagsOf({ record: { vendor } }: KnownRecord): string {
  const tags = [
    ...(vendor?.proxied === true ? ["cf-proxied:true"] : []),
    ...(vendor?.flattened === true ? ["cf-flatten-cname"] : []),
  ];
  return tags.length === 0 ? "" : ` ; cf_tags=${tags.join(",")}`;
}

/**
 * `$TTL`: what all records agree on; where some have none, what most of the others have, as a line without a TTL else has
 * that of the line before.
 */
function fallbackTtl(lines: readonly Line[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { ttl } of lines) if (ttl !== undefined) counts.set(ttl, (counts.get(ttl) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const isNeeded = lines.some(({ ttl }) => ttl === undefined);
  return counts.size === 1 || isNeeded ? most?.[0] : undefined;
}

/** Owners that are longer do not push the others aside. */
const WIDEST_OWNER = 32;

/** In columns, which are those of all `lines`. */
function printed(mine: readonly Line[], lines: readonly Line[], fallback: number | undefined): string[] {
  const ttlOf = ({ ttl }: Line): string => (ttl === undefined || ttl === fallback ? "" : String(ttl));
  const width = (text: (line: Line) => string): number => greatest(lines.map((line) => text(line).length));
  const owner = Math.min(
    width((line) => line.owner),
    WIDEST_OWNER,
  );
  const ttl = width(ttlOf);
  const type = width((line) => line.type);
  return mine.map((line) => {
    const before = ttl === 0 ? "" : `${ttlOf(line).padStart(ttl)} `;
    const text = `${line.owner.padEnd(owner)} ${before}IN ${line.type.padEnd(type)} ${line.data}`;
    return line.disabled ? `; not published: ${text.replace(/ +/, " ")}` : `${text}${line.tags}`;
  });
}
