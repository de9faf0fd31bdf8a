import type { Name } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import type { Publisher, Source } from "../model/source.ts";
import type { Zone } from "../model/zone.ts";
import type { Settings, ZoneSetting } from "./settings.ts";

/** A document's path in the form of `ZoneSetting.path`. */
export type PathForm = (path: string) => string;

const asIs: PathForm = (path) => path;

/** The zones with what the configuration says of them: scope, flattening, split horizon. Where entries differ, the last counts. */
export function applyZoneSettings(zones: readonly Zone[], settings: Settings, form: PathForm = asIs): readonly Zone[] {
  if (settings.zones.length === 0) return zones;
  const byOrigin = settingsByOrigin(settings);
  return zones.map((zone) => {
    let changed = zone;
    for (const setting of byOrigin.get(zone.origin) ?? [])
      if (isAbout(setting, zone, form)) changed = apply(changed, setting);
    return changed;
  });
}

function settingsByOrigin({ zones }: Settings): ReadonlyMap<Name, readonly ZoneSetting[]> {
  const byOrigin = new Map<Name, ZoneSetting[]>();
  for (const setting of zones) {
    const list = byOrigin.get(setting.origin);
    if (list === undefined) byOrigin.set(setting.origin, [setting]);
    else list.push(setting);
  }
  return byOrigin;
}

/** The origin that `zones[].path` gives a document: of the entries that match, the longest paths, if they agree. */
export function originOfPath(path: string, settings: Settings, form: PathForm = asIs): Name | undefined {
  const formed = form(path);
  let longest = -1;
  let origin: Name | undefined;
  for (const setting of settings.zones) {
    if (setting.path === undefined || setting.path.length < longest || !matchesPath(setting.path, formed)) continue;
    origin = setting.path.length === longest && origin !== setting.origin ? undefined : setting.origin;
    longest = setting.path.length;
  }
  return origin;
}

/** The zone's name for a DNS host's own id, from `zones[].ids`. */
export function zoneOfId(id: string, settings: Settings): Name | undefined {
  let known = byId.get(settings);
  if (known === undefined) {
    known = new Map<string, Name>();
    for (const { ids, origin } of settings.zones) {
      for (const each of ids ?? []) if (!known.has(each)) known.set(each, origin);
    }
    byId.set(settings, known);
  }
  return known.get(id);
}

const byId = new WeakMap<Settings, Map<string, Name>>();

function isAbout(setting: ZoneSetting, zone: Zone, form: PathForm): boolean {
  const { origin, path, ids } = setting;
  if (origin !== zone.origin) return false;
  if (ids !== undefined && zone.id !== undefined && !ids.includes(zone.id)) return false;
  return path === undefined || zone.documents.some((document) => matchesPath(path, form(document.path)));
}

function apply(zone: Zone, setting: ZoneSetting): Zone {
  const { scope, flattening, splitHorizon } = setting;
  const scoped = {
    ...zone,
    ...(scope === undefined ? {} : { scope }),
    ...(splitHorizon === undefined ? {} : { splitHorizon }),
  };
  if (flattening === undefined) return scoped;
  return flattening ? { ...scoped, records: scoped.records.map(flattened) } : unflattened(scoped);
}

function flattened(record: DnsRecord): DnsRecord {
  return record.type === "CNAME" ? { ...record, vendor: { ...record.vendor, flattened: true } } : record;
}

/** The same zone at a host that leaves the apex CNAME as it is. */
function unflattened(zone: Zone): Zone {
  if (!zone.publisher.flattensApex) return zone;
  const publisher: Publisher = { ...zone.publisher, flattensApex: false };
  const sources = new Map<Source, Source>();
  const records = zone.records.map((record): DnsRecord => {
    let source = sources.get(record.source);
    if (source === undefined) sources.set(record.source, (source = { ...record.source, publisher }));
    return { ...record, source };
  });
  return { ...zone, publisher, records };
}

/** Whether `path` is what the pattern names or lies below it; `*` stands for any characters of one name. */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = segments(pattern);
  const given = segments(path);
  return wanted.length <= given.length && wanted.every((segment, index) => matchesSegment(segment, given[index] ?? ""));
}

function segments(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== ".");
}

/** Goes back to the latest `*` only, so that the work is bounded by the product of the lengths. */
function matchesSegment(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p++;
      resume = t;
    } else if (pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
