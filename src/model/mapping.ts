/*
 * How a kind of Pulumi resource that the table does not know declares its records, as the configuration says it. Values
 * are names of properties unless they are said to be something else.
 */

export interface RecordMapping {
  readonly kind?: "record";
  /** What the DNS host is called in messages. */
  readonly host?: string;
  /** The list of records that one resource holds; the properties below are then those of an element. */
  readonly records?: string;
  /** Properties in the order they are asked; the first that is there counts. */
  readonly name: string | readonly string[];
  readonly names?: "relative" | "absolute" | "either";
  readonly absoluteName?: string;
  readonly type?: string;
  /** The record type itself, of a resource for one type. */
  readonly fixedType?: string;
  /** The value; with `values` that of an element. */
  readonly value?: string;
  readonly values?: string;
  readonly preference?: string;
  readonly ttl?: string;
  /** The host's id of the zone or its DNS name. */
  readonly zone?: string;
  readonly zoneName?: string;
  readonly text?: "raw" | "quoted" | "mixed" | "inner" | "chunks";
  /** A target without its final dot is taken below the zone. */
  readonly relativeTargets?: boolean;
  /** One resource owns its record set. */
  readonly ownsSet?: boolean;
  /** One resource holds all records of its zone. */
  readonly exclusive?: boolean;
  readonly comment?: string;
}

export interface ZoneMapping {
  readonly kind: "zone";
  readonly host?: string;
  readonly name: string | readonly string[];
  /** Properties beside the resource's id by which records name the zone. */
  readonly ids?: readonly string[];
}

export type Mapping = RecordMapping | ZoneMapping;

/** By type token. */
export type Mappings = ReadonlyMap<string, Mapping>;
