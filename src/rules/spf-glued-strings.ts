import type { Domain } from "../domain/domain.ts";
import { spfTree } from "../domain/texts.ts";
import type { TxtRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { isSpf, mendSpf } from "../syntax/spf.ts";
import { isClean } from "../syntax/spf/oddity.ts";
import { defineRule, rfc } from "./define.ts";
import { isPolicyName } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";
import { retext } from "./shared/safe-fix.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "spf-glued-strings",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "error",
  covers: ["spf-syntax", "spf-near-miss", "spf-no-all", "spf-include-broken", "spf-include-wrong-host"],
  summary: "two strings of an SPF record join into one broken term",
  consequence: "both terms are lost: receivers answer permerror or look for a name that does not exist",
  references: [rfc(7208, "3.3")],
  smtp: ["550 5.7.26"],
  messages: {
    glued: ({ first, second }: { first: string; second: string }) =>
      `the strings of the SPF record are joined with nothing between them, so that ${quoted(first)} and ${quoted(second)} become ${quoted(first + second)}; receivers find neither term in it`,
    version: ({ first, second }: { first: string; second: string }) =>
      `the strings of the record are joined with nothing between them, so that it begins with ${quoted(first + second)}; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank`,
  },
  fixable: "resource",
  docs: {
    why: 'A long TXT record consists of several quoted strings, and receivers put nothing between them. `"… ip4:192.0.2.1" "include:_spf.example.net …"` reads ip4:192.0.2.1include:_spf.example.net.',
    fix: "Put the blank inside the quotes, at the end of one string or the start of the next.",
    bad: ['@ TXT "v=spf1 ip4:192.0.2.1" "include:_spf.example.net -all"'],
    good: ['@ TXT "v=spf1 ip4:192.0.2.1 " "include:_spf.example.net -all"'],
  },
  check({ record, node, text }, context) {
    if (record.type !== "TXT" || text === undefined || isPolicyName(node.name)) return;
    const { strings } = record.data;
    if (!isKnown(strings) || strings.length < 2 || !/^v=spf1/i.test(text)) return;
    const { glued, doubtful } = gluedAt(strings, text);
    const [first] = glued;
    if (first === undefined) return;
    let mended = "";
    let from = 0;
    for (const { at } of glued) {
      mended += `${text.slice(from, at)} `;
      from = at;
    }
    mended += text.slice(from);
    const tree = isSpf(mended) ? spfTree(mended) : undefined;
    const right = tree === undefined || doubtful ? undefined : mendSpf(tree);
    const sure =
      !doubtful &&
      tree?.errors.length === 0 &&
      tree.warnings.length === 0 &&
      isAlone(record, context.domain(node.name));
    // Without a version that is read nothing else of the text is.
    for (const { start, at, end } of first.start === 0 ? [first] : glued) {
      context.report(
        start === 0 ? "version" : "glued",
        { first: text.slice(start, at), second: text.slice(at, end) },
        {
          at: { record, field: "text", span: [start, end] },
          help: {
            text: "put a blank between them",
            ...(right === undefined ? {} : { publish: [txtLine(node.name, right)] }),
          },
          ...(sure ? { fix: retext(record, mended) } : {}),
        },
      );
    }
  },
});

/** A second policy that is read would be worse than one that is not (RFC 7208 4.5). */
function isAlone(record: TxtRecord, { spf }: Domain): boolean {
  return !spf.open && spf.alternatives.flat().every((other) => other.record === record);
}

interface Glue {
  readonly start: number;
  readonly at: number;
  readonly end: number;
}

/** What is longer is no term; texts without a blank are not searched whole at each boundary. */
const MAX_TERM = 600;

/**
 * Where a string ends after one whole term and the next begins with another, and the two together are no right term.
 * `doubtful`: elsewhere they are one by chance.
 */
function gluedAt(strings: readonly string[], text: string): { readonly glued: Glue[]; readonly doubtful: boolean } {
  const found: Glue[] = [];
  let doubtful = false;
  let at = 0;
  let before = 0;
  for (const [index, string] of strings.entries()) {
    before = at;
    at += string.length;
    const next = strings[index + 1];
    if (next === undefined || string === "" || next === "" || text[at - 1] === " " || text[at] === " ") continue;
    const near = Math.max(0, at - MAX_TERM);
    const lead = near + text.slice(near, at).lastIndexOf(" ") + 1;
    const far = text.slice(at, at + MAX_TERM);
    const stop = far.indexOf(" ");
    const end = at + (stop < 0 ? far.length : stop);
    // a term may go on over the next boundary, or be glued there again
    const starts = [lead, Math.max(lead, before)];
    const ends = [end, Math.min(end, at + next.length)];
    const start = starts.find((from) => isWhole(text.slice(from, at)));
    const stopAt = ends.find((to) => isClean(text.slice(at, to)));
    if (start === undefined || stopAt === undefined) continue;
    if (isClean(text.slice(start, stopAt))) doubtful = true;
    else found.push({ start, at, end: stopAt });
  }
  return { glued: found, doubtful };
}

function isWhole(word: string): boolean {
  return isClean(word) || /^v=spf1$/i.test(word);
}
