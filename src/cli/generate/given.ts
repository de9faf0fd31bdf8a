import { UsageError } from "../io.ts";
import { wordsOf } from "../words.ts";

/** What the command line, a row of a file, or an answer says; texts as they were typed. */
export interface Given {
  readonly provider: string | undefined;
  readonly domain: string | undefined;
  readonly gateway: string | undefined;
  readonly inboundOnly: boolean;
  /** `ID` or `ID@LABEL`. */
  readonly senders: readonly string[];
  /** `NAME` or `ID.NAME`, with the value. */
  readonly values: ReadonlyMap<string, string>;
  readonly mxSet: string | undefined;
  readonly spf: readonly string[];
  readonly spfAll: string | undefined;
  /** `SELECTOR=KEY` or `SELECTOR=HOST`. */
  readonly dkim: readonly string[];
  readonly optional: boolean;
  readonly dmarc: string | undefined;
  readonly rua: readonly string[];
  readonly mtaSts: string | undefined;
  readonly mtaStsHost: string | undefined;
  readonly tlsReports: readonly string[];
}

/** The options of the command. */
export function givenOf(options: Readonly<Record<string, unknown>>): Given {
  const text = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === "string" ? value : undefined;
  };
  return {
    provider: text("provider"),
    domain: text("domain"),
    gateway: text("gateway"),
    inboundOnly: options["inbound-only"] === true,
    senders: listOf("sender", options),
    values: valuesOf(wordsOf(options["value"])),
    mxSet: text("mx-set"),
    spf: wordsOf(options["spf"]),
    spfAll: text("spf-all"),
    dkim: wordsOf(options["dkim"]),
    optional: options["optional"] === true,
    dmarc: text("dmarc"),
    rua: listOf("rua", options),
    mtaSts: text("mta-sts"),
    mtaStsHost: text("mta-sts-host"),
    tlsReports: listOf("tls-rpt", options),
  };
}

/** A script whose variable is not set gives an empty word: it must not pass for none. */
function listOf(option: string, options: Readonly<Record<string, unknown>>): readonly string[] {
  return wordsOf(options[option]).flatMap((word) => {
    const found = parts(word);
    if (found.length === 0)
      throw new UsageError(`--${option} is "${word}", and names nobody; leave it out, or fill it`);
    return found;
  });
}

/** Commas part ids and addresses. */
export function parts(list: string): string[] {
  return list
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

function valuesOf(words: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf("=");
    if (equals <= 0) throw new UsageError(`--value is "${word}"; it must be NAME=VALUE, as --value region=eu-west-1`);
    const name = word.slice(0, equals);
    if (values.has(name)) throw new UsageError(`--value gives ${name} twice; one value is taken`);
    values.set(name, word.slice(equals + 1));
  }
  return values;
}
