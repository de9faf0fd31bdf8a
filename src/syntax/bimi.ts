import { parseTagList, type Tag, type TagFaultCode } from "./tag-list.ts";

/**
 * The TXT record at `<selector>._bimi.<domain>` (draft-brand-indicators-for-message-identification-10 4.3): a tag list as DKIM
 * has it (RFC 6376 3.2), which receivers must not mend.
 */

export type BimiErrorCode =
  | "form"
  | "duplicate" // RFC 6376 3.2: the whole list is invalid
  | "empty-tag"
  | "location-missing"
  | "location-empty" // while "a" names evidence
  | "uri-several"
  | "uri-scheme" // not https
  | "uri-host"
  | "uri-character"
  | "format" // no SVG
  | "keyword"; // lps and avp have fixed words

export interface BimiError {
  readonly code: BimiErrorCode;
  /** `record`: no logo is shown; `part`: the tag is left out, and some receivers refuse the record. */
  readonly effect: "record" | "part";
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly value: string;
}

export interface BimiRecord {
  readonly text: string;
  readonly tags: readonly Tag[];
  /** `l=`; empty where it is declined. */
  readonly location: string | undefined;
  /** `a=` */
  readonly evidence: string | undefined;
  /** `l=; a=;`: the domain declines to take part (4.3.1). */
  readonly declined: boolean;
  readonly errors: readonly BimiError[];
  readonly usable: boolean;
}

const VERSION = /^[ \t\r\n]*v[ \t\r\n]*=[ \t\r\n]*BIMI1[ \t\r\n]*(?=;|$)/;
/** RFC 3986 without the comma, which 4.3 wants encoded. */
const URI = /^[A-Za-z0-9._~:/?#[\]@!$&'()*+=%-]*$/;
const KEYWORDS: Readonly<Record<string, readonly string[]>> = { lps: ["true", "false"], avp: ["brand", "personal"] };
/** Image formats that are none of SVG's (4.3.2). */
const OTHER_FORMAT = /\.(?:png|jpe?g|gif|webp|bmp|ico|tiff?|pdf|eps|ai)$/i;

const FAULTS: Readonly<Record<TagFaultCode, BimiErrorCode>> = {
  "no-equals": "form",
  "tag-name": "form",
  character: "form",
  "empty-tag": "empty-tag",
  duplicate: "duplicate",
};

/** Whether discovery keeps a text: its first tag is exactly `v=BIMI1` (7.2). */
export function isBimi(text: string): boolean {
  return VERSION.test(text);
}

/** Reads a text that `isBimi` takes. Total; the work is linear in the text. */
export function parseBimi(text: string): BimiRecord {
  const errors: BimiError[] = [];
  const byName = new Map<string, Tag>();
  const add = (code: BimiErrorCode, effect: BimiError["effect"], start: number, end: number, name = "", value = "") =>
    errors.push({ code, effect, start, end, name, value });
  const list = parseTagList(text);
  for (const { code, start, end, name } of list.faults) {
    add(FAULTS[code], "record", start, end, name, text.slice(start, end));
  }
  const [, ...tags] = list.tags;
  for (const tag of tags) if (!byName.has(tag.name)) byName.set(tag.name, tag);
  const location = byName.get("l");
  const evidence = byName.get("a");
  if (location === undefined) {
    if (!errors.some(({ code }) => code === "form")) add("location-missing", "record", 0, text.length, "l");
  } else if (location.value === "" && (evidence?.value ?? "") !== "") {
    add("location-empty", "record", location.start, location.end, "l");
  }
  for (const tag of [location, evidence]) if (tag !== undefined && tag.value !== "") judgeUri(tag, add);
  for (const [name, words] of Object.entries(KEYWORDS)) {
    const tag = byName.get(name);
    if (tag === undefined || words.includes(tag.value)) continue;
    add("keyword", "part", tag.start, tag.end, name, tag.value);
  }
  errors.sort((a, b) => a.start - b.start);
  return {
    text,
    tags,
    location: location?.value,
    evidence: evidence?.value,
    declined: location?.value === "" && (evidence?.value ?? "") === "",
    errors,
    usable: errors.every(({ effect }) => effect === "part"),
  };
}

type Add = (
  code: BimiErrorCode,
  effect: BimiError["effect"],
  start: number,
  end: number,
  name: string,
  value: string,
) => void;

function judgeUri({ name, value, valueStart, end }: Tag, add: Add): void {
  const say = (code: BimiErrorCode): void => add(code, "record", valueStart, end, name, value);
  if (/[,\s]/.test(value) && /[,\s]+https?:/i.test(value)) say("uri-several");
  else if (!/^https:/i.test(value)) say("uri-scheme");
  else if (value.length > 2048 || !URI.test(value) || /%(?![0-9a-f]{2})/i.test(value)) say("uri-character");
  else if (!/^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?(?:[/?#]|$)/i.test(value)) say("uri-host");
  else if (name === "l" && OTHER_FORMAT.test(value.replace(/[?#].*$/, ""))) say("format");
}

/** The record as text: version and tags, `; ` between them. */
export function printBimi({ tags }: Pick<BimiRecord, "tags">): string {
  return ["v=BIMI1", ...tags.map(({ name, value }) => `${name}=${value}`)].join("; ");
}

const MEANT = /^[\s"'\\\x80-\xff]{0,8}(?:v[\s"'\\]{0,4}[=:][\s"'\\]{0,4})?bimi-?_?1?\s{0,8}(?=[;,:\s"'\\]|$)/i;

/** A text that was meant as a BIMI record and that receivers discard: what stands in the version's place. */
export function looksMeantAsBimi(text: string): { readonly start: number; readonly end: number } | undefined {
  const head = text.slice(0, 512);
  if (isBimi(text)) return undefined;
  if (
    !MEANT.test(head) &&
    !/^[\s"'\\]{0,8}(?:v\s{0,4}=\s{0,4}[A-Za-z0-9.]{1,12}\s{0,4}[;, ]\s{0,4})?[la]\s{0,4}=\s{0,4}https?:/i.test(head)
  )
    return undefined;
  return { start: 0, end: Math.max(1, /^[^;]*/.exec(head)?.[0].length ?? 1) };
}

/** The record with what is clear mended; `undefined` where no location of an SVG is left. */
export function mendBimi(text: string): string | undefined {
  const body = text.slice(0, 4096).replace(/["'\\]/g, "");
  const uriOf = (name: string): string | undefined => {
    const found = new RegExp(`(?:^|[;\\s])${name}\\s{0,8}=\\s{0,8}([^;]{0,2048})`, "i").exec(body)?.[1]?.trim();
    const words = found?.split(/[\s,]+/) ?? [];
    // Of several URIs one is kept; a blank inside one URI leaves nothing to tell what was meant.
    return words.every((word) => /^https?:/i.test(word)) ? words[0]?.replace(/^http:/i, "https:") : undefined;
  };
  const location = uriOf("l");
  const evidence = uriOf("a");
  if (location === undefined || location === "") return undefined;
  const mended = `v=BIMI1; l=${location}${evidence === undefined || evidence === "" ? "" : `; a=${evidence}`}`;
  return parseBimi(mended).usable ? mended : undefined;
}
