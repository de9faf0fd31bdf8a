import type { Language } from "../writer.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";

/** All that a sheet says, by id; what a language lacks does not compile. */
export type Texts = typeof en;

export const texts: Readonly<Record<Language, Texts>> = { en, ja };
