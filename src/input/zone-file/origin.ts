import { parseName, type Name } from "../../model/name.ts";
import type { Header } from "./header.ts";
import { Names } from "./names.ts";
import { EOF, Refusal, Scanner, WORD } from "./scanner.ts";
import { parseTtl } from "./ttl.ts";
import * as types from "./types.ts";

/** Entries that cannot be read before the survey gives up; reading will tell them. */
const MAX_BROKEN = 20;

export interface ZoneOrigin {
  readonly origin: Name;
  /** What a person should know about where it comes from. */
  readonly note?: string;
  /** The file says its origin nowhere but in the SOA's owner, as old GoDaddy exports do. */
  readonly fromSoa: boolean;
}

/**
 * The zone's origin: the user's, an export's header, the owner of the SOA where that is absolute, the first absolute
 * `$ORIGIN`, the file's name. `undefined` where nothing says it.
 */
export function originOf(
  text: string,
  start: number,
  header: Header,
  given: Name | undefined,
  path: string,
  bytes: boolean,
): ZoneOrigin | undefined {
  if (given === undefined && header.flavour === "cloudflare" && header.domain !== undefined) {
    return { origin: header.domain, fromSoa: false };
  }
  if (given !== undefined && header.flavour !== "godaddy") return { origin: given, fromSoa: false };
  const { soa, declared } = survey(text, start, bytes);
  const fromSoa = soa !== undefined && declared === undefined;
  if (given !== undefined) return { origin: given, fromSoa };
  const said = soa ?? declared ?? header.domain;
  if (said !== undefined) return { origin: said, fromSoa };
  const named = originOfFileName(path);
  if (named === undefined) return undefined;
  return { origin: named, fromSoa: false, note: `the zone's origin is taken from the file's name: "${named}."` };
}

interface Survey {
  /** The first SOA's owner, where it is known absolutely. */
  readonly soa: Name | undefined;
  /** The first absolute `$ORIGIN` but the root, up to the SOA. */
  readonly declared: Name | undefined;
}

/** Looks for the first SOA and the `$ORIGIN`s before it; a file without SOA is passed once. */
function survey(text: string, start: number, bytes: boolean): Survey {
  const scanner = new Scanner(text, start);
  const names = new Names("", bytes, false);
  let rooted = false;
  let declared: Name | undefined;
  let owner: Name | undefined;
  for (let broken = 0; scanner.position < text.length && broken < MAX_BROKEN;) {
    try {
      const first = text.charCodeAt(scanner.position);
      if (scanner.next() <= EOF) continue;
      const inherited = first === 0x20 || first === 0x09;
      if (!inherited && text.charCodeAt(scanner.start) === 0x24) {
        if (scanner.raw().toUpperCase() === "$ORIGIN" && scanner.next() === WORD) {
          if (rooted || isAbsolute(scanner)) {
            names.origin = names.read(scanner);
            rooted = true;
            if (names.origin !== "") declared ??= names.origin;
          }
        }
      } else {
        if (!inherited) {
          owner = undefined;
          // parsed only where it is the SOA's: most owners are not
          const [from, to, odd] = [scanner.start, scanner.end, scanner.odd];
          const known = rooted || isAbsolute(scanner);
          scanner.next();
          if (skipToType(scanner) !== types.SOA) {
            scanner.skipEntry();
            continue;
          }
          [scanner.start, scanner.end, scanner.odd] = [from, to, odd];
          if (known) owner = names.read(scanner);
          return { soa: owner === "" ? undefined : owner, declared };
        }
      }
      scanner.skipEntry();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      broken++;
      scanner.skipEntry();
    }
  }
  return { soa: undefined, declared };
}

function isAbsolute(scanner: Scanner): boolean {
  return scanner.text.charCodeAt(scanner.end - 1) === 0x2e && scanner.text.charCodeAt(scanner.end - 2) !== 0x5c;
}

/** The type of the entry whose second field is the current token. */
function skipToType(scanner: Scanner): number {
  for (let fields = 0; fields < 3 && scanner.kind === WORD; fields++) {
    const type = types.typeOf(scanner);
    if (type !== types.NO_TYPE) return type;
    if (types.classOf(scanner) === undefined && parseTtl(scanner.text, scanner.start, scanner.end) < 0) break;
    scanner.next();
  }
  return types.NO_TYPE;
}

const ENDINGS = /\.(?:zone|db|txt|dns|hosts|bind)$/i;
/** What a last label tells about a file and not about a zone. */
const NO_ZONE = /\.(?:bak|backup|conf|cfg|csv|ini|inc|include|json|log|md|new|old|orig|out|save|swp|tmp|xml|ya?ml)$/i;

/** `example.com.zone`, `db.example.com`, `example.com.db`, `example.com.txt`, `example.com`. */
function originOfFileName(path: string): Name | undefined {
  const base = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  const bare = base.replace(ENDINGS, "").replace(/^db\./i, "");
  if (!bare.includes(".") || NO_ZONE.test(bare) || !/^[\p{L}\p{N}_.-]+$/u.test(bare)) return undefined;
  const name = parseName(bare.endsWith(".") ? bare : `${bare}.`);
  return name.ok ? name.name : undefined;
}
