/** The rules whose fix can be made on one resource alone. */
export const remediable: ReadonlySet<string> = new Set();
