import type { MakerRow, RecordRow, ResourceRow, SettingsRow, ZoneRow } from "../../src/input/pulumi/row.ts";
import type { ResourceShape } from "./shape.ts";

export type Kind = "text" | "number" | "flag" | "list" | "object" | "any";

/** One thing that a row reads from a resource: by which properties, in the order they are asked. */
export interface Read {
  readonly what: string;
  /** Without one of them the row cannot read the resource at all. */
  readonly needed: boolean;
  /** Dotted paths, lists and objects alike. */
  readonly paths: readonly (readonly [path: string, kind: Kind])[];
}

/** `a.0.b|c` as dotted paths. */
function alternatives(property: string): string[] {
  return property.split("|").map((path) =>
    path
      .split(".")
      .filter((step) => !/^[0-9]+$/.test(step))
      .join("."),
  );
}

function recordReads(row: RecordRow): Read[] {
  const prefix = row.sets === undefined ? "" : `${row.sets}.`;
  const reads: Read[] = [];
  const add = (what: string, needed: boolean, kind: Kind, ...properties: readonly (string | undefined)[]): void => {
    const paths = properties
      .filter((each) => each !== undefined)
      .flatMap(alternatives)
      .map((path) => [prefix + path, kind] as const);
    if (paths.length > 0) reads.push({ what, needed, paths });
  };
  add("name", true, "text", ...row.name);
  if (row.fixedType === undefined) add("type", true, "text", ...(row.type ?? []));
  const values: (readonly [string, Kind])[] = [];
  for (const path of row.one === undefined ? [] : alternatives(row.one)) values.push([prefix + path, "text"]);
  for (const path of row.list === undefined ? [] : alternatives(row.list)) values.push([prefix + path, "list"]);
  const parts = Object.entries(row.parts ?? {});
  for (const [, { list, one }] of parts) {
    if (list !== undefined) values.push([prefix + list, "list"]);
    if (one !== undefined) values.push([prefix + one, "object"]);
  }
  reads.push({ what: "value", needed: true, paths: values });
  if (row.list !== undefined && row.inner !== undefined) {
    const [first = ""] = alternatives(row.list);
    const inner = row.inner.split("|").map((each) => [`${prefix}${first}.${each}`, "text"] as const);
    reads.push({ what: "value", needed: false, paths: inner });
  }
  for (const [type, { list, one, parts: names }] of parts) {
    for (const name of names) {
      const kind = row.text === "chunks" && type === "TXT" ? "list" : "number";
      reads.push({ what: `${type} ${name}`, needed: false, paths: [[`${prefix}${list ?? one ?? ""}.${name}`, kind]] });
    }
  }
  for (const [type, names] of Object.entries(row.lead ?? {})) {
    for (const name of names) add(`${type} ${name}`, type === "MX", "number", name);
  }
  add("MX step", false, "number", row.leadStep);
  for (const [type, names] of Object.entries(row.labels ?? {})) {
    for (const name of names) add(`${type} name`, false, "text", name);
  }
  add("TTL", false, "number", row.ttl);
  if (row.sets === undefined) {
    // A resource of a private zone may not say it as the public one does.
    const told = (row.private ?? []).filter(({ value }) => value === undefined);
    add("zone", row.zoneName === undefined, "number", row.zone, ...told.map(({ property }) => property));
    add("zone's name", false, "text", row.zoneName);
    add("absolute name", false, "text", row.absoluteName);
  } else {
    reads.push({ what: "sets", needed: true, paths: [[row.sets, "list"]] });
    reads.push({ what: "zone", needed: true, paths: [[row.zone, "text"]] });
  }
  add("routing", false, "text", row.routing?.id);
  if (row.routes !== undefined) {
    const { holder, lists, values: inside } = row.routes;
    add("routes", false, "object", holder);
    add("routes' values", false, "list", ...lists.map((list) => `${holder}.${list}.${inside}`));
  }
  if (row.alias !== undefined) {
    const { holder, target } = row.alias;
    if (target === undefined || target === "") add("alias", false, "any", holder);
    else add("alias", false, "text", `${holder}.${target}`);
  }
  for (const { property, value } of row.private ?? []) if (value !== undefined) add("private", false, "text", property);
  add("proxied", false, "flag", row.proxied);
  if (row.flattened !== undefined) add("flattened", false, "flag", `${row.flattened.holder}.${row.flattened.flag}`);
  add("comment", false, "text", row.comment);
  add("disabled", false, "text", row.disabled?.property);
  add("changed", false, "text", row.modified);
  return reads;
}

function zoneReads(row: ZoneRow): Read[] {
  const text = (what: string, needed: boolean, properties: readonly (string | undefined)[]): Read => ({
    what,
    needed,
    paths: properties.filter((each) => each !== undefined).map((path) => [path, "text"] as const),
  });
  const isPrivate = row.private;
  return [
    text("name", true, row.name),
    text("prefix", false, [row.prefix]),
    text("id", false, row.ids),
    {
      what: "private",
      needed: false,
      paths: isPrivate === undefined ? [] : [[isPrivate.property, isPrivate.value === undefined ? "list" : "text"]],
    },
    text("partial", false, [row.partial?.property]),
    {
      what: "filled by the host",
      needed: false,
      paths: typeof row.filledBy === "string" ? alternatives(row.filledBy).map((path) => [path, "any"] as const) : [],
    },
    text("apex address", false, [row.address]),
  ].filter(({ paths }) => paths.length > 0) as Read[];
}

function makerReads(row: MakerRow): Read[] {
  const reads: Read[] = [{ what: "zone", needed: true, paths: [[row.zone, "text"]] }];
  const names = row.vagueName === undefined ? row.name : [...row.name, row.vagueName];
  if (names.length > 0) reads.push({ what: "name", needed: true, paths: names.map((path) => [path, "text"]) });
  const states = [row.enabled, row.wanted, row.sureIf?.property, row.doubtIf?.property];
  for (const path of new Set(states)) {
    if (path !== undefined) reads.push({ what: "state", needed: false, paths: [[path, "any"]] });
  }
  for (const { at } of row.makes) {
    const property = /\{(\w+)\|/.exec(at)?.[1];
    if (property !== undefined) reads.push({ what: "owner", needed: false, paths: [[property, "text"]] });
  }
  return reads;
}

function settingsReads(row: SettingsRow): Read[] {
  const { property, value } = row.flattens;
  return [
    { what: "zone", needed: true, paths: [[row.zone, "text"]] },
    { what: "flattening", needed: true, paths: [[property, typeof value === "boolean" ? "flag" : "text"]] },
  ];
}

/** Everything that a row reads. */
export function readsOf(row: ResourceRow): Read[] {
  switch (row.kind) {
    case "record":
      return recordReads(row);
    case "zone":
      return zoneReads(row);
    case "maker":
      return makerReads(row);
    case "settings":
      return settingsReads(row);
  }
}

function fits(type: string, kind: Kind): boolean {
  // A list of text stands where a property inside the list is asked: each element's own.
  const bare = type.replace(/(?:\[\])+$/, "");
  switch (kind) {
    case "text":
      return bare === "string" || bare === "any";
    case "number":
      return bare === "number" || bare === "string" || bare === "any";
    case "flag":
      return bare === "boolean";
    case "list":
      return type.endsWith("[]");
    case "object":
      return bare === "object" || bare === "any";
    case "any":
      return true;
  }
}

/** Where a row and the published shapes of its resources disagree; one line each, empty where all is well. */
export function faultsOf(row: ResourceRow, shapes: readonly ResourceShape[]): string[] {
  const faults: string[] = [];
  const reads = readsOf(row);
  const seen = new Set<string>();
  for (const shape of shapes) {
    const where = `${shape.token} in ${shape.package} ${shape.version}`;
    const types = new Map(
      Object.entries(shape.properties).map(([path, { type }]) => [path.replaceAll("[]", ""), type] as const),
    );
    for (const { what, needed, paths } of reads) {
      const there = paths.filter(([path]) => types.has(path));
      if (needed && there.length === 0) {
        faults.push(`${where}: none of ${paths.map(([path]) => path).join(", ")} is there to read its ${what} from`);
      }
      for (const [path, kind] of there) {
        seen.add(path);
        const type = types.get(path) ?? "";
        if (!fits(type, kind)) faults.push(`${where}: ${path} is ${type}, read as ${kind}`);
      }
    }
  }
  for (const { what, paths } of reads) {
    for (const [path] of paths) {
      if (!seen.has(path)) faults.push(`${row.tokens[0]}: no package has ${path}, read for its ${what}`);
    }
  }
  return faults;
}

/** The resource's own properties that the row does not read. */
export function unreadOf(row: ResourceRow, shape: ResourceShape): string[] {
  const read = new Set(readsOf(row).flatMap(({ paths }) => paths.map(([path]) => path.split(".")[0])));
  return Object.keys(shape.properties).filter((path) => !/[.[]/.test(path) && !read.has(path));
}
