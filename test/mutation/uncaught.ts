/** Mutants that an independent judge calls broken and no rule catches, by reason. `MUTANTS=1 npx vitest run test/mutation.test.ts` lists them. */
export const UNCAUGHT: readonly { readonly why: string; readonly mutants: readonly string[] }[] = [];
