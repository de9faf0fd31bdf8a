import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";

const folder = process.env.MAILDNS_CORPORA ?? join(import.meta.dirname, "..", "..", "shared", "corpora");

/** The folder of real data that some tests run against; a clone has none. */
export const corpora: string | undefined = existsSync(folder) ? folder : undefined;

/** Skipped where the data is absent (set MAILDNS_CORPORA to its folder). */
export const withCorpora = describe.skipIf(corpora === undefined);
