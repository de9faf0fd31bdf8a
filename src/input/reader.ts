import type { Field } from "../model/finding.ts";
import type { Mappings } from "../model/mapping.ts";
import type { Name } from "../model/name.ts";
import type { PolicyFile } from "../model/policy-file.ts";
import type { Problem, Zone } from "../model/zone.ts";
import type { PulumiPart } from "./pulumi/part.ts";

/** A document's content, read once. Readers do no I/O of their own. */
export interface InputFile {
  /** As shown to the user. */
  readonly path: string;
  /** UTF-8 text; where the bytes are no UTF-8, one character a byte. */
  readonly text: string;
  /** Whether `text` is UTF-8 (else Latin-1 of the bytes). */
  readonly utf8: boolean;
}

export interface ReadOptions {
  /** The zone's origin as the user or the configuration gives it; beats what the document says. */
  readonly origin: Name | undefined;
  /**
   * The zone's name for a DNS host's own zone id, from the configuration (`zones[].ids`).
   */
  readonly zoneOfId: (id: string) => Name | undefined;
  /**
   * What follows for records whose zone nothing names, and the remedy; `id`: the service's id of the zone is known. Else
   * what the command line does.
   */
  readonly withoutZone?: (id: boolean) => string;
  /** Of a policy file: the domains that it is for, as the configuration, its folder or `--origin` says. */
  readonly policyDomains?: readonly Name[];
  /** How the configuration tells to read Pulumi resources that the table does not know. */
  readonly mappings?: Mappings | undefined;
  /**
   * Opens a file that `file` names (`$INCLUDE`, `!include`), relative to the file's folder. Refuses, with the reason,
   * what lies outside the folder that the user gave.
   */
  readonly open: (path: string, from: InputFile) => InputFile | { readonly refused: string };
}

export interface ReadResult {
  readonly zones: readonly Zone[];
  /** The state before the change, where the document carries both (a preview). */
  readonly before?: readonly Zone[];
  /** MTA-STS policies: a document that holds no record, but what mail hosts a domain lists. */
  readonly policies?: readonly PolicyFile[];
  /** An `error` means that the document is not taken: `zones` must then be empty. */
  readonly problems: readonly Problem[];
  /** Of a Pulumi document: what may be joined with another document of the same stack. It holds secrets as they stand. */
  readonly part?: () => PulumiPart;
}

/** Offsets into the file's text, end exclusive. */
export interface Region {
  readonly start: number;
  readonly end: number;
  /** Where it is another file than the document itself (`$INCLUDE`). */
  readonly path?: string;
  /** It is the part that the request's `span` asks for, not the whole value. */
  readonly narrowed?: boolean;
}

/** What detection may look at. */
export interface Probe {
  readonly file: InputFile;
  /** The file's name without its folders, as it is spelt. */
  readonly baseName: string;
  /** The parsed value if the text is JSON, else `undefined`; parsed once for all readers. */
  readonly json: () => unknown;
}

export type InputFormat =
  | "records"
  | "cloudflare"
  | "route53"
  | "zone-file"
  | "octodns"
  | "pulumi-export"
  | "pulumi-preview"
  | "pulumi-events"
  | "pulumi-plan"
  | "mta-sts-policy";

/** One document kind. A reader is total: any text gives zones or problems, never a throw. */
export interface Reader {
  readonly id: InputFormat;
  /** As in "not a … document". */
  readonly title: string;
  /** Its documents may hold secrets: of a line only the region that was asked for is shown. */
  readonly holdsSecrets?: boolean;
  /** Whether the document is surely of this kind; the loader asks `detect.ts`, which loads no reader for it. */
  readonly detect?: (probe: Probe) => boolean;
  /** What `json` gives is the reader's own: it may take the value apart as it goes, to let go of memory. */
  readonly read: (file: InputFile, options: ReadOptions, json: () => unknown) => ReadResult;
  /**
   * Where a record stands in the file, or the part of it that `field` names (the value's own characters, quotes left
   * out where that is plain). Called only for findings that are printed, with all of them at once so that one pass over
   * the text may serve them all. The answer has an entry for each request.
   */
  readonly locate: (
    file: InputFile,
    requests: readonly LocateRequest[],
    /** Those that it was read with. */
    mappings?: Mappings,
  ) => readonly (Region | undefined)[];
}

export interface LocateRequest {
  /** `DnsRecord.at` */
  readonly at: number;
  readonly field: Field | undefined;
  /** Offsets into the field's value, end exclusive (`Place.span`); a reader that can find them there narrows the region. */
  readonly span?: readonly [start: number, end: number];
}
