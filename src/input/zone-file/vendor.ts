import type { Vendor } from "../../model/record.ts";
import type { Region } from "../reader.ts";
import type { Flavour } from "./reading.ts";

const PROXIED: Vendor = { proxied: true };
const UNPROXIED: Vendor = { proxied: false };

const MARK = "cf_tags=";

/** What the comment behind a record says: Cloudflare's tags, cli53's routing. */
export function vendorOf(comment: string, flavour: Flavour): Vendor | undefined {
  const tags = tagsIn(comment);
  if (tags >= 0) return cloudflareVendor(comment.slice(0, tags - MARK.length).trim(), comment.slice(tags));
  const routing = /^\s*AWS\s/.test(comment) ? cli53Routing(comment) : undefined;
  if (routing !== undefined) return { routing };
  const free = flavour === "cloudflare" ? comment.trim() : "";
  return free === "" ? undefined : { comment: free };
}

/** Where Cloudflare's tags begin in a comment, behind the last `cf_tags=`; -1 where there are none. */
function tagsIn(comment: string): number {
  const mark = comment.lastIndexOf(MARK);
  return mark < 0 || (mark > 0 && comment.charCodeAt(mark - 1) > 0x20) ? -1 : mark + MARK.length;
}

/** Where the comment's tags say `true` of the proxy. */
export function proxiedIn(comment: string): Region[] {
  const from = tagsIn(comment);
  const found: Region[] = [];
  for (const { start, tag } of from < 0 ? [] : splitTags(comment.slice(from))) {
    if (tag === "cf-proxied:true") found.push({ start: from + start + 11, end: from + start + tag.length });
  }
  return found;
}

/** `team:x,q:"a,b",cf-proxied:true` */
function cloudflareVendor(comment: string, tags: string): Vendor | undefined {
  let proxied: boolean | undefined;
  let flattened: boolean | undefined;
  for (const { tag } of splitTags(tags)) {
    if (tag === "cf-proxied:true") proxied = true;
    else if (tag === "cf-proxied:false") proxied = false;
    else if (tag === "cf-flatten-cname" || tag === "cf-flatten-cname:true") flattened = true;
  }
  if (comment === "" && flattened === undefined) {
    return proxied === undefined ? undefined : proxied ? PROXIED : UNPROXIED;
  }
  return {
    ...(proxied !== undefined && { proxied }),
    ...(flattened !== undefined && { flattened }),
    ...(comment !== "" && { comment }),
  };
}

function splitTags(tags: string): { readonly start: number; readonly tag: string }[] {
  const found: { start: number; tag: string }[] = [];
  let start = 0;
  let quoted = false;
  for (let position = 0; position <= tags.length; position++) {
    const character = tags.charAt(position);
    if (character === '"') quoted = !quoted;
    if (position === tags.length || (character === "," && !quoted)) {
      const tag = tags.slice(start, position);
      found.push({ start: start + tag.length - tag.trimStart().length, tag: tag.trim() });
      start = position + 1;
    }
  }
  return found;
}

/** cli53: `AWS routing="WEIGHTED" weight=3 identifier="One"`. */
function cli53Routing(comment: string): string | undefined {
  const routing = /\srouting="([^"]*)"/.exec(comment)?.[1];
  if (routing === undefined) return undefined;
  return /\sidentifier="([^"]*)"/.exec(comment)?.[1] ?? routing;
}
