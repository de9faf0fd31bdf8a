import type { DnsRecord } from "../../../model/record.ts";
import { lineIn } from "../../../panels/typed.ts";
import type { Block, Text } from "./block.ts";
import type { Context } from "./context.ts";
import type { Step } from "./steps.ts";

/** Whether all of a step can be pasted as lines, which takes a panel that is one text box. */
export function isLines({ before, after }: Step, context: Context): boolean {
  return [...before, ...after].every((record) => lineOf(record, context) !== undefined);
}

/** The lines of all steps, which one visit to the panel sees to. */
export function lineBlocks(steps: readonly Step[], context: Context): Block[] {
  if (steps.length === 0) return [];
  const { pasteLines, removeLines, changeLines, changedLines } = context.texts;
  const block = (text: Text, kind: Step["kind"], side: "before" | "after"): Block[] => {
    const records = steps.filter((step) => step.kind === kind).flatMap((step) => step[side]);
    const lines = records.map((record) => lineOf(record, context) ?? "");
    return lines.length === 0
      ? []
      : [
          { kind: "text", text },
          { kind: "lines", lines },
        ];
  };
  return [
    ...block(pasteLines, "add", "after"),
    ...block(changeLines, "change", "before"),
    ...block(changedLines, "change", "after"),
    ...block(removeLines, "remove", "before"),
  ];
}

function lineOf(record: DnsRecord, context: Context): string | undefined {
  return context.panel && lineIn(context.panel, context.typed(record));
}
