import type { InputFormat } from "../input/reader.ts";
import type { DocumentWriter } from "./writer.ts";

const WRITERS: Partial<Record<InputFormat, () => Promise<DocumentWriter>>> = {
  records: async () => (await import("./records.ts")).writeRecords,
  cloudflare: async () => (await import("./cloudflare.ts")).writeCloudflare,
  "zone-file": async () => (await import("./zone-file.ts")).writeZoneFile,
  octodns: async () => (await import("./octodns.ts")).writeOctodns,
};

/** Whether documents of the kind are edited. */
export function isEdited(format: string): boolean {
  return Object.hasOwn(WRITERS, format);
}

/** Loaded when first needed: most runs mend nothing. */
export async function writerOf(format: string): Promise<DocumentWriter | undefined> {
  return isEdited(format) ? WRITERS[format as InputFormat]?.() : undefined;
}
