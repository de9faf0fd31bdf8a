import type { Finding, Help } from "../model/finding.ts";
import { NAMELESS } from "./nameless.ts";
import { plural, visible, withoutCommands } from "../syntax/visible.ts";

const PUBLISH = 30;
const RECORD = 5000;

/** One finding in plain lines: the fact, what mends it, the records to publish. */
export function messageOf({ domain, message, help, covered }: Finding): string {
  const text = line(message.text);
  const about = domain === "" || text.includes(domain) ? "" : `${line(domain, 300)}: `;
  const also = covered === undefined || covered.length === 0 ? [] : [`also: ${covered.join(", ")}`];
  const lines = [about + text, ...(help === undefined ? [] : helpLines(help)), ...also];
  return withoutCommands(relativeToZone(lines.join("\n")));
}

/** Names below a zone that has none here as a zone file writes them: below the zone, `@` for the zone itself. */
function relativeToZone(text: string): string {
  if (!text.includes(NAMELESS)) return text;
  return text
    .replaceAll(`.${NAMELESS}.`, "")
    .replaceAll(`.${NAMELESS}`, "")
    .replaceAll(`${NAMELESS}.`, "@")
    .replaceAll(NAMELESS, "the zone");
}

function helpLines({ text, publish = [], drawing = [] }: Help): string[] {
  const more = publish.length - PUBLISH;
  return [
    `help: ${line(text)}`,
    ...publish.slice(0, PUBLISH).map((record) => `  ${line(record, RECORD)}`),
    ...(more > 0 ? [`  and ${plural(more, "more record")}`] : []),
    ...drawing.slice(0, PUBLISH).map((each) => `  ${line(each)}`),
  ];
}

/** Text of a record or of the configuration on one line, with nothing in it that a terminal or the CLI would obey. */
export function line(text: string, max?: number): string {
  // The CLI takes `<{%…%}>` for its own colours.
  return visible(text, max).replaceAll("<{%", "<{\\x25");
}
