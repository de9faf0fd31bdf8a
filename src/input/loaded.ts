import type { Mappings } from "../model/mapping.ts";
import type { Name } from "../model/name.ts";
import type { PolicyFile } from "../model/policy-file.ts";
import type { SourceDocument } from "../model/source.ts";
import type { Problem, Zone } from "../model/zone.ts";
import type { FileAccess } from "./files.ts";
import type { InputFile, InputFormat, Reader } from "./reader.ts";

export interface LoadOptions {
  /** Takes the place of detection. */
  readonly inputFormat?: InputFormat;
  /** `--origin` */
  readonly origin?: Name;
  /** The origin that the configuration gives a document (`zones[].path`). */
  readonly originOf?: (path: string) => Name | undefined;
  /** The configuration's `zones[].ids`. */
  readonly zoneOfId?: (id: string) => Name | undefined;
  /** The configuration's `mappings`. */
  readonly mappings?: Mappings | undefined;
  /** The domains that the configuration gives an MTA-STS policy file (`domains.<name>.mtaSts`). */
  readonly policyDomainsOf?: (path: string) => readonly Name[];
  /** What `-` is; by default the process's standard input. */
  readonly stdin?: InputFile;
  readonly cwd?: string;
  /** Content that takes the place of a file's, by the file's real path. */
  readonly edited?: ReadonlyMap<string, InputFile>;
  /** Where the paths lead; by default on the disk. */
  readonly access?: FileAccess;
  /** Called before each file is read. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number; readonly path: string }) => void;
}

/** A file that was read, for locating what it holds. */
export interface LoadedFile {
  readonly reader: Reader;
  readonly file: InputFile;
  /** Where it really lies, and the folder that the user gave; both `""` for standard input. */
  readonly real: string;
  readonly home: string;
  /** It was read with these. */
  readonly mappings?: Mappings | undefined;
}

export interface Loaded {
  readonly zones: readonly Zone[];
  /** The declared world before the change, where a document carries it: other documents count as unchanged. */
  readonly before: readonly Zone[] | undefined;
  /** One for each domain at most. */
  readonly policies: readonly PolicyFile[];
  readonly problems: readonly Problem[];
  readonly documents: readonly SourceDocument[];
  /** Files in folders that are no DNS documents. */
  readonly skipped: readonly string[];
  /** By path as shown, included files as well. */
  readonly files: ReadonlyMap<string, LoadedFile>;
  /** The files that a document (given by its path as shown) was read from: itself, and those read together with it. */
  readonly partsOf: (path: string) => readonly Part[];
}

export interface Part {
  readonly path: string;
  readonly real: string;
}
