import type { Vendor } from "../../model/record.ts";
import type { Flavour } from "./reading.ts";

const PROXIED: Vendor = { proxied: true };
const UNPROXIED: Vendor = { proxied: false };

/** What the comment behind a record says: Cloudflare's tags, cli53's routing. */
export function vendorOf(comment: string, flavour: Flavour): Vendor | undefined {
  const tags = comment.lastIndexOf("cf_tags=");
  if (tags >= 0 && (tags === 0 || comment.charCodeAt(tags - 1) <= 0x20)) {
    return cloudflareVendor(comment.slice(0, tags).trim(), comment.slice(tags + 8));
  }
  const routing = /^\s*AWS\s/.test(comment) ? cli53Routing(comment) : undefined;
  if (routing !== undefined) return { routing };
  const free = flavour === "cloudflare" ? comment.trim() : "";
  return free === "" ? undefined : { comment: free };
}

/** `team:x,q:"a,b",cf-proxied:true`: the last `cf_tags=` of the comment counts. */
function cloudflareVendor(comment: string, tags: string): Vendor | undefined {
  let proxied: boolean | undefined;
  let flattened: boolean | undefined;
  for (const tag of splitTags(tags)) {
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

function splitTags(tags: string): string[] {
  const found: string[] = [];
  let start = 0;
  let quoted = false;
  for (let position = 0; position <= tags.length; position++) {
    const character = tags.charAt(position);
    if (character === '"') quoted = !quoted;
    if (position === tags.length || (character === "," && !quoted)) {
      found.push(tags.slice(start, position).trim());
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
