/** What each folder of `src/` may import from. */
export const layers: Readonly<Record<string, readonly string[]>>;
