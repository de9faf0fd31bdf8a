import type { Help } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import { isBimi, looksMeantAsBimi, mendBimi, parseBimi, type BimiErrorCode } from "../syntax/bimi.ts";
import { txtSlip } from "../syntax/txt.ts";
import { defineRule } from "./define.ts";
import { bimiDraft, isBimiName } from "./shared/bimi-records.ts";
import { txtLine } from "./shared/lines.ts";
import { misplacedDomain, serviceDomain } from "./shared/transport-records.ts";
import { quoted } from "./shared/wording.ts";

interface Slip {
  readonly value: string;
  readonly name: string;
}

const MAX_PER_RECORD = 4;
const NONE = "mail programs show no logo";

export default defineRule({
  id: "bimi-syntax",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "warning",
  covers: [],
  summary: "a BIMI record breaks the grammar",
  consequence: "mail programs show no logo beside the domain's mail",
  references: [bimiDraft("4.3")],
  smtp: [],
  messages: {
    near: ({ value }: { value: string }) =>
      `the text ${quoted(value)} was meant as a BIMI record, which starts with exactly "v=BIMI1"; ${NONE}`,
    wrongName: ({ name, domain }: { name: string; domain: string }) =>
      `a BIMI record stands at ${name}; receivers look for it at default._bimi.${domain}, so it has no effect`,
    noLocation: (_: Slip) => `the BIMI record has no "l", the place of the logo; ${NONE}`,
    emptyLocation: (_: Slip) => `the BIMI record names evidence ("a") and no logo ("l" is empty); ${NONE}`,
    form: ({ value }: Slip) => `${quoted(value)} in the BIMI record is no tag of the form name=value; ${NONE}`,
    twice: ({ name }: Slip) =>
      `the tag "${name}" stands twice in the BIMI record, which makes all of it invalid; ${NONE}`,
    emptyTag: (_: Slip) => `two semicolons stand together in the BIMI record, which makes all of it invalid; ${NONE}`,
    several: ({ name, value }: Slip) =>
      `the tag "${name}" of the BIMI record is ${quoted(value)}, several URIs where one is allowed; ${NONE}`,
    scheme: ({ name, value }: Slip) =>
      `the tag "${name}" of the BIMI record is ${quoted(value)}, which must begin with "https://"; ${NONE}`,
    uri: ({ name, value }: Slip) => `the tag "${name}" of the BIMI record is ${quoted(value)}, no https URI; ${NONE}`,
    format: ({ value }: Slip) => `the logo of the BIMI record is ${quoted(value)}, and only SVG is taken; ${NONE}`,
    keyword: ({ name, value }: Slip) =>
      `the tag "${name}" of the BIMI record is ${quoted(value)}, which must be ${name === "lps" ? "true or false" : "brand or personal"}; receivers leave it out, some the whole record`,
  },
  docs: {
    why: "Receivers must not mend a BIMI record: with any slip in it the logo is not shown.",
    fix: "Publish `v=BIMI1; l=https://…svg`, and `a=https://…pem` where there is a certificate. A domain that wants no logo publishes `v=BIMI1; l=; a=;`.",
    bad: ["default._bimi TXT v=BIMI1; l=http://www.example.com/logo.png"],
    good: ["default._bimi TXT v=BIMI1; l=https://www.example.com/logo.svg"],
  },
  check({ record, node, text }, context) {
    if (text === undefined) return;
    const isOne = isBimi(text);
    const { name } = node;
    if (!isOne && !isBimiName(name) && !MAY_MEAN.test(text)) return;
    if (!isBimiName(name) && serviceDomain(name, "default._bimi.", context.world) === undefined) {
      const meant = isOne ? misplacedDomain(name, node.zone.zone.origin, LABELS) : undefined;
      if (meant === undefined) return;
      const { texts, open, answer } = context.domain(meant).bimi;
      if (open || texts.length > 0 || (answer.state !== "found" && answer.state !== "absent")) return;
      const wanted = `default._bimi.${meant}`;
      const help = { text: `move the record to ${wanted}`, publish: [txtLine(wanted, text)] };
      context.report("wrongName", { name, domain: meant }, { domain: meant, at: { record, field: "name" }, help });
      return;
    }
    const domain = isBimiName(name)
      ? name.slice(name.indexOf("_bimi.") + "_bimi.".length)
      : serviceDomain(name, "default._bimi.", context.world);
    const where = domain === undefined ? {} : { domain };
    const help = advice(name, mendBimi(text));
    if (!isOne) {
      const near = txtSlip(text) === undefined ? looksMeantAsBimi(text) : undefined;
      if (near === undefined) return;
      context.report(
        "near",
        { value: text },
        { ...where, at: { record, field: "text", span: [near.start, near.end] }, help },
      );
      return;
    }
    for (const { code, start, end, name: tag, value } of parseBimi(text).errors.slice(0, MAX_PER_RECORD)) {
      context.report(
        MESSAGES[code],
        { value, name: tag },
        { ...where, at: { record, field: "text", span: [start, end] }, help },
      );
    }
  },
});

const MAY_MEAN = /^.{0,12}bimi/i;
const LABELS = /^(?:_?bimi|default\.bimi|_default\._bimi|bimi\._?domainkey)\./;

function advice(name: Name, mended: string | undefined): Help {
  if (mended === undefined) return { text: "name one SVG file by its https URI: v=BIMI1; l=https://…" };
  return { text: "publish the record so", publish: [txtLine(name, mended)] };
}

const MESSAGES = {
  form: "form",
  duplicate: "twice",
  "empty-tag": "emptyTag",
  "location-missing": "noLocation",
  "location-empty": "emptyLocation",
  "uri-several": "several",
  "uri-scheme": "scheme",
  "uri-host": "uri",
  "uri-character": "uri",
  format: "format",
  keyword: "keyword",
} as const satisfies Record<BimiErrorCode, string>;
