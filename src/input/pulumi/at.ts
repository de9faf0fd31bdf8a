import type { ResourceState } from "./peek.ts";

/** Values of one resource that are told apart in `DnsRecord.at`. */
const VALUES = 4096;

/** `DnsRecord.at` of the value of a resource with this ordinal. */
export function packAt(state: ResourceState, ordinal: number): number {
  return (state.index * 2 + (state.old ? 1 : 0)) * VALUES + Math.min(ordinal, VALUES - 1);
}

export function unpackAt(at: number): { readonly index: number; readonly old: boolean; readonly ordinal: number } {
  const resource = Math.floor(at / VALUES);
  return { index: Math.floor(resource / 2), old: resource % 2 === 1, ordinal: at % VALUES };
}
