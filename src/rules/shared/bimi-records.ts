import type { Name } from "../../model/name.ts";
import type { Reference } from "../define.ts";

const DRAFT = "draft-brand-indicators-for-message-identification-10";

/** A section of the BIMI draft: no RFC yet. */
export function bimiDraft(section: string): Reference {
  return {
    title: `${DRAFT} section ${section}`,
    url: `https://datatracker.ietf.org/doc/html/${DRAFT}#section-${section}`,
  };
}

/** Whether a name is `<selector>._bimi.<domain>`. */
export function isBimiName(name: Name): boolean {
  return name.includes("._bimi.");
}
