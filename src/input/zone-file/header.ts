import { parseName, type Name } from "../../model/name.ts";
import type { Flavour } from "./reading.ts";

/** What the comments at the head of an export say. */
export interface Header {
  readonly flavour: Flavour;
  readonly domain: Name | undefined;
  /** Cloudflare's `;; Exported:` line: the export holds the whole zone. */
  readonly exported: boolean;
}

/** Exports have some 25 lines of comments. */
const MAX_LINES = 100;
const MAX_LINE = 400;

/** Reads the comments above the first entry. */
export function readHeader(text: string, start: number): Header {
  let domain: Name | undefined;
  let flavour: Flavour = "plain";
  let exported = false;
  let position = start;
  for (let lines = 0; lines < MAX_LINES && position < text.length; lines++) {
    const newline = text.indexOf("\n", position);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(position, Math.min(end, position + MAX_LINE)).trimEnd();
    if (line !== "" && !line.startsWith(";")) break;
    const named = /^(;;?)\s*Domain:\s+(\S+)$/.exec(line);
    if (named !== null && domain === undefined) {
      const name = parseName(named[2] ?? "");
      if (name.ok && name.name !== "") domain = name.name;
      if (name.ok && named[1] === ";;") flavour = "cloudflare";
    }
    if (/^;;\s*Exported:/.test(line)) exported = true;
    if (/^;\s*Exported \(y-m-d hh:mm:ss\)/.test(line)) flavour = "godaddy";
    position = end + 1;
  }
  return { flavour, domain, exported: exported && flavour === "cloudflare" };
}
