import type { Publisher } from "../../model/source.ts";

/**
 * How a resource's TXT text stands for character strings. `raw`: it is the text. `quoted`: presentation form, bare words
 * are strings too. `mixed`: quoted if it begins and ends with `"`, else raw. `inner`: presentation form without its
 * outermost quotes, which the provider adds. `wrapped`: presentation form, its outermost quotes added where they are
 * missing. `chunks`: a list of raw strings, one record.
 */
export type TextStyle = "raw" | "quoted" | "mixed" | "inner" | "wrapped" | "chunks";

/** `relative`: always below the zone. `absolute`: never. `either`: below the zone unless it ends in the zone's name. */
export type NameStyle = "relative" | "absolute" | "either";

/** A property with which a resource is answered inside a network only: by its value, or if it is there and not empty. */
export interface PrivateRow {
  readonly property: string;
  readonly value?: string;
}

/** Which properties of an object make up a value, in presentation order. */
export interface PartsRow {
  readonly list?: string;
  readonly one?: string;
  readonly parts: readonly string[];
}

/** A kind of resource that publishes records, and which of its properties mean what. */
export interface RecordRow {
  readonly kind: "record";
  readonly tokens: readonly string[];
  readonly publisher: Publisher;
  /** The resource is a list of sets under this property; the properties below are then those of an element. */
  readonly sets?: string;
  /** Properties in the order they are asked; the first that is there counts. */
  readonly name: readonly string[];
  readonly names: NameStyle;
  /** How the zone's own name is written below the zone, where not as `@`. */
  readonly apex?: "";
  /** `@` is a label like any other, and does not stand for the apex. */
  readonly plainAt?: boolean;
  /** By type, the labels that make up the name where none is given, each with `_` before it. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  /** An output with the absolute name. */
  readonly absoluteName?: string;
  readonly type?: readonly string[];
  /** Where the token itself says the type. */
  readonly fixedType?: string;
  /** The host's own words for a type. */
  readonly typeNames?: Readonly<Record<string, string>>;
  /** One value: its property. */
  readonly one?: string;
  /** Several values: the list's property, and of its elements if they are objects (`a|b`: the first that says something). */
  readonly list?: string;
  readonly inner?: string;
  /** An A may hold an IPv6 address. */
  readonly anyAddress?: boolean;
  /** Values spread over an object's properties, by type. */
  readonly parts?: Readonly<Record<string, PartsRow>>;
  /** Properties that stand before the value in presentation form, by type. */
  readonly lead?: Readonly<Record<string, readonly string[]>>;
  /** The property by which the first of these grows from value to value; then a value may carry its own. */
  readonly leadStep?: string;
  /** The preference of an MX that is given none; absent: it has none. */
  readonly preference?: number;
  /** A target of a single label hangs below the zone; all others are absolute. */
  readonly shortTargets?: boolean;
  readonly text: TextStyle;
  /** Text is cut into strings of so many bytes by the provider, not by the host. */
  readonly cutsText?: number;
  /** Escapes in presentation form are octal. */
  readonly octal?: boolean;
  readonly ttl?: string;
  /** A TTL that stands for another one; `undefined`: for the host's default. */
  readonly ttlNames?: Readonly<Record<number, number | undefined>>;
  /** The property that says the zone, by the host's id of it, by its DNS name, or by either. */
  readonly zone: string;
  readonly zoneBy: "id" | "name" | "either";
  /** A second property that says the zone by its DNS name. */
  readonly zoneName?: string;
  readonly ownsSet: boolean;
  /** The resource holds all records of its zone. */
  readonly exclusive?: boolean;
  /** Where its sets are alternatives: the property with the routing id, and a value that means none. */
  readonly routing?: { readonly id: string; readonly none?: string };
  /** Alternatives inside one resource: lists of objects that each hold values. */
  readonly routes?: { readonly holder: string; readonly lists: readonly string[]; readonly values: string };
  /** Answered by what another name holds: the property, and its property with that name (empty: it is the name). */
  readonly alias?: { readonly holder: string; readonly target?: string };
  readonly proxied?: string;
  readonly flattened?: { readonly holder: string; readonly flag: string };
  readonly comment?: string;
  readonly disabled?: { readonly property: string; readonly value: string };
  readonly modified?: string;
  readonly private?: readonly PrivateRow[];
}

/** A kind of resource that is a zone. */
export interface ZoneRow {
  readonly kind: "zone";
  readonly tokens: readonly string[];
  readonly publisher: Publisher;
  readonly name: readonly string[];
  /** A property with labels to stand before the name. */
  readonly prefix?: string;
  /** Properties beside the resource's id by which records name the zone. */
  readonly ids: readonly string[];
  readonly private?: PrivateRow;
  /** Values of a property with which the zone's records come from elsewhere. */
  readonly partial?: { readonly property: string; readonly values: readonly string[] };
  /** A property with an address that the host publishes at the apex. */
  readonly address?: string;
  /** The host fills a new zone with records of its own: always, or where this property is there and not empty. */
  readonly filledBy?: true | string;
}

/** A record that the host publishes because of a resource, as the host documents it. */
export interface MadeRow {
  /** Labels before the resource's name, `{property|otherwise}` where a property says them; empty: the name itself. */
  readonly at: string;
  /** It stands below the zone's apex, whatever the resource's name is. */
  readonly ofZone?: boolean;
  /** Absent: something stands there, and what is not documented. */
  readonly type?: "MX" | "TXT";
  /** Exchanges; their preferences are the host's affair. */
  readonly hosts?: readonly string[];
  /** The text that the host writes where the name has none yet; absent: only the host knows it. */
  readonly text?: string;
  /** The host adds no text beside one that holds this. Absent: beside none at all. */
  readonly merges?: string;
}

/** A kind of resource that makes the host publish records of its own. */
export interface MakerRow {
  readonly kind: "maker";
  readonly tokens: readonly string[];
  readonly publisher: Publisher;
  /** Absent or empty: the zone's apex. A wildcard stands for the name below it. */
  readonly name: readonly string[];
  /** Asked last: where it alone is given, it is not documented whether the host takes it or the apex. */
  readonly vagueName?: string;
  readonly zone: string;
  /** `above`: by a DNS name that lies in it. */
  readonly zoneBy: "id" | "name" | "either" | "above";
  /** Makes nothing if this property is false. */
  readonly enabled?: string;
  /** Makes nothing unless this property is true. */
  readonly wanted?: string;
  /** Only with this value is it sure that the records are there. */
  readonly sureIf?: { readonly property: string; readonly value: unknown };
  /** With one of these values it is not. */
  readonly doubtIf?: { readonly property: string; readonly values: readonly unknown[] };
  readonly makes: readonly MadeRow[];
}

/** A kind of resource that changes how the host answers a zone. */
export interface SettingsRow {
  readonly kind: "settings";
  readonly tokens: readonly string[];
  readonly publisher: Publisher;
  readonly zone: string;
  readonly zoneBy: "id" | "name" | "either";
  /** With this value of the property every alias of the zone is answered with what its target holds. */
  readonly flattens: { readonly property: string; readonly value: string | boolean };
}

export type ResourceRow = RecordRow | ZoneRow | MakerRow | SettingsRow;
