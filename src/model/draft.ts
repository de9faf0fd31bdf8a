/**
 * Stands in a drafted record for a value that is still to come. Letters, digits and hyphens only, so that it is at home in a
 * name and in a text alike.
 */
const PREFIX = "maildns-draft-";

/** Below it nothing exists (RFC 6761 6.4): no mail goes astray while a placeholder stands where a host belongs. */
const NOWHERE = ".invalid";

const PLACEHOLDER = /maildns-draft-[a-z0-9-]{0,63}/g;

/** What stands in the place of a value that is called so. */
export function placeholder(name: string): string {
  return PREFIX + name.toLowerCase();
}

/** The same where a host belongs. */
export function placeholderHost(name: string): string {
  return placeholder(name) + NOWHERE;
}

/** The placeholders in a text, each once, in their order. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(text.match(PLACEHOLDER))];
}

/** A text with `<name>` in the place of each placeholder. */
export function withoutPlaceholders(text: string): string {
  return text.replaceAll(/maildns-draft-([a-z0-9-]{0,63})(?:\.invalid(?![a-z0-9-]))?/g, "<$1>");
}
