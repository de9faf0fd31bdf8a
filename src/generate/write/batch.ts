import type { Name } from "../../model/name.ts";
import { nameText } from "./known.ts";

/** Why there is no batch where nothing changes: DNS hosts refuse one that is empty. */
export function nothingToDo(origin: Name): string {
  return `nothing is to be changed in ${nameText(origin)}, and a batch without a change is none`;
}
