import type { Domain } from "../domain/domain.ts";
import { spfTreeLines } from "../domain/spf-print.ts";
import { spfTreeOf } from "../domain/spf-tree.ts";
import { providersOfSpfDomain } from "../providers/recognise.ts";
import type { Row } from "./show.ts";
import { visible } from "../syntax/visible.ts";

/** The most DNS look-ups that an evaluation may take (RFC 7208 4.6.4). */
const LIMIT = 10;

/** The policy, its look-ups of the ten, and the tree of what it includes. */
export function drawSpf(domain: Domain): Row[] {
  const { alternatives, answer, open } = domain.spf;
  if (open) return [["not known: the text of a TXT record is not known yet"]];
  if (alternatives.length === 0) {
    if (answer.state === "unknown") return [[`not known: ${visible(answer.reason)}`]];
    return [[answer.state === "undeclared" ? "not declared here" : "none"]];
  }
  const rows: Row[] = [];
  for (const texts of alternatives) {
    for (const { text } of texts) rows.push([visible(text, 400)]);
    if (texts.length > 1) rows.push([`${texts.length} records: receivers stop with permerror`]);
  }
  const tree = domain.policy === undefined ? undefined : spfTreeOf(domain.world, domain.name);
  if (tree === undefined) return rows;
  for (const { text, lookups, note } of spfTreeLines(tree)) {
    const number = lookups === "" ? "" : `${lookups} look-up${/\b1$/.test(lookups) ? "" : "s"}`;
    rows.push([`  ${visible(text)}`, [number, ownerOf(text), note].filter((part) => part !== "").join(", ")]);
  }
  const least = tree.isLowerBound ? "at least " : "";
  rows.push([`${least}${tree.known} of ${LIMIT} look-ups spent`]);
  return rows;
}

function ownerOf(line: string): string {
  const target = /(?:include:|redirect=)(\S+)$/i.exec(line)?.[1];
  return target === undefined ? "" : (providersOfSpfDomain(target)[0]?.name ?? "");
}
