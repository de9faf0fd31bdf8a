import type { AnyRule } from "./define.ts";

/** Every rule, in the order of the catalogue. */
export const rules: readonly AnyRule[] = [];
