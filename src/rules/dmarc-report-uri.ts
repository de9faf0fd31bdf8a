import type { Help } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import { mendDmarc, parseDmarc, type DmarcError, type DmarcRecord } from "../syntax/dmarc.ts";
import { defineRule, rfc } from "./define.ts";
import { policyDomain, retagged } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "dmarc-report-uri",
  kind: "record",
  types: ["TXT"],
  text: "dmarc",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "a DMARC report address is no usable URI",
  consequence: "receivers skip the address: the reports never arrive",
  references: [rfc(9989, "4.6"), rfc(9989, "4.8"), rfc(9990, "3.5")],
  smtp: [],
  messages: {
    scheme: ({ tag, value }: { tag: string; value: string }) =>
      `the ${tag} address ${quoted(value)} lacks "mailto:", so it is no URI and no reports are sent to it`,
    other: ({ tag, value }: { tag: string; value: string }) =>
      `the ${tag} address ${quoted(value)} has a scheme that receivers need not know; only mailto: is sure to get reports`,
    broken: ({ tag, value }: { tag: string; value: string }) =>
      `the ${tag} address ${quoted(value)} is no valid mailto: URI, so no reports are sent to it`,
    comma: ({ tag, value }: { tag: string; value: string }) =>
      `the ${tag} address ${quoted(value)} holds a comma or "!" that parts addresses; inside one it is written %2C or %21`,
    size: ({ tag, value }: { tag: string; value: string }) =>
      `the ${tag} address carries the size limit ${quoted(value)}, which RFC 9989 has dropped; receivers ignore it`,
    empty: ({ tag }: { tag: string; value: string }) =>
      `the ${tag} tag has an empty entry between its commas, which breaks the list for strict receivers`,
  },
  docs: {
    why: "rua and ruf are lists of URIs, nearly always mailto:. An address without the scheme, or with a stray comma, is skipped without a word.",
    fix: "Write each address as mailto:name@host, with commas between them.",
    bad: ["_dmarc TXT v=DMARC1; p=none; rua=dmarc@example.com"],
    good: ["_dmarc TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"],
  },
  check({ record, node, dmarc }, context) {
    if (dmarc === undefined || dmarc.dmarc.errors.length === 0) return;
    const domain = policyDomain(node.name, context.world);
    if (domain === undefined) return;
    const mended = mendDmarc(dmarc.dmarc);
    let advice: Help | undefined;
    for (const error of dmarc.dmarc.errors) {
      const id = messageOf(error);
      if (id === undefined) continue;
      context.report(
        id,
        { tag: error.name, value: error.value },
        {
          domain,
          at: { record, field: "text", span: [error.start, error.end] },
          help: (advice ??= help(node.name, dmarc.dmarc, mended)),
        },
      );
    }
  },
});

/** The record with its addresses mended, else with the good ones alone. */
function help(owner: Name, tree: DmarcRecord, mended: string | undefined): Help {
  const good = mended === undefined ? undefined : parseDmarc(mended);
  if (mended !== undefined && good?.errors.every((error) => messageOf(error) === undefined) === true) {
    return { text: "publish the record so", publish: [txtLine(owner, mended)] };
  }
  const valid = (tag: "rua" | "ruf"): string | undefined => {
    const uris = (good ?? tree)[tag].filter((uri) => uri.valid && uri.scheme === "mailto").map(({ text }) => text);
    return uris.length === 0 ? undefined : uris.join(",");
  };
  const [rua, ruf] = [valid("rua"), valid("ruf")];
  const text = "write each address as mailto:name@host";
  return rua === undefined ? { text } : { text, publish: [txtLine(owner, retagged(good ?? tree, { rua, ruf }))] };
}

function messageOf(error: DmarcError): "scheme" | "other" | "broken" | "comma" | "size" | "empty" | undefined {
  switch (error.code) {
    case "uri-scheme-missing":
      return "scheme";
    case "uri-scheme":
      return "other";
    case "uri-address":
    case "uri-character":
      return "broken";
    case "uri-comma":
    case "uri-exclamation":
      return "comma";
    case "uri-size":
      return "size";
    case "uri-empty":
      return "empty";
    default:
      return undefined;
  }
}
