import { rules } from "../rules/index.ts";

/** The rules whose fix can be made on one resource alone. */
export const remediable: ReadonlySet<string> = new Set(
  rules.filter(({ fixable }) => fixable === "resource").map(({ id }) => id),
);
