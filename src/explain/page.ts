import type { AnyRule, Reference } from "../rules/define.ts";
import { IGNORE_MARK } from "../syntax/ignore-comment.ts";
import { typedRecords, zoneLine } from "./example.ts";
import { familyOf } from "./families.ts";
import { panelEntries, panelsDate, type PanelEntry } from "./panels.ts";
import { answersOf } from "./replies.ts";

/** In all texts, what stands between backticks is typed or published as it is. */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  /** Lines that are typed as they are. */
  | { readonly kind: "code"; readonly language: "dns" | "json" | "text"; readonly lines: readonly string[] }
  | { readonly kind: "items"; readonly items: readonly Item[] }
  | { readonly kind: "panels"; readonly panels: readonly PanelEntry[] }
  | { readonly kind: "links"; readonly links: readonly Reference[] };

export interface Item {
  readonly text: string;
  /** Said after it, less loudly. */
  readonly source?: string;
}

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** All that is said of a rule, without a form. */
export interface Page {
  readonly id: string;
  readonly severity: AnyRule["severity"];
  readonly family: string;
  readonly summary: string;
  /** What it does to mail, a sentence. */
  readonly consequence: string;
  readonly sections: readonly Section[];
}

/** The page of a rule, made from its metadata alone. */
export function pageOf(rule: AnyRule): Page {
  const { id, severity, summary, docs, references } = rule;
  const sections: Section[] = [{ title: "Why", blocks: [{ kind: "text", text: docs.why }] }];
  const answers = answerBlocks(rule);
  if (answers.length > 0) sections.push({ title: "What receivers answer", blocks: answers });
  if (docs.before !== undefined) sections.push({ title: "Before the change", blocks: [records(docs.before)] });
  if (docs.bad.length > 0) sections.push({ title: "Not so", blocks: [records(docs.bad)] });
  if (docs.good.length > 0) sections.push({ title: "But so", blocks: [records(docs.good)] });
  const byItself = mendedBy(rule);
  sections.push({
    title: "Mending it",
    blocks: [docs.fix, ...(byItself === undefined ? [] : [byItself])].map((text) => ({ kind: "text", text })),
  });
  const typed = typedRecords(rule);
  if (typed.length > 0) sections.push(panelSection(typed));
  sections.push({ title: "Configuring it", blocks: configuration(rule) });
  if (references.length > 0) sections.push({ title: "References", blocks: [{ kind: "links", links: references }] });
  return { id, severity, family: familyOf(id), summary, consequence: sentence(rule.consequence), sections };
}

function mendedBy({ fixable }: AnyRule): string | undefined {
  if (fixable === undefined) return undefined;
  const policy =
    fixable === "resource" ? ", and the Pulumi policy at the level `remediate` in the program's resources" : "";
  return `Where that is safe, \`maildns lint --fix\` does it in documents${policy}.`;
}

function records(lines: readonly string[]): Block {
  return { kind: "code", language: "dns", lines: lines.map(zoneLine) };
}

function answerBlocks(rule: AnyRule): Block[] {
  const { replies, behaviours, codes } = answersOf(rule);
  const items: Item[] = [
    ...replies.map(({ receiver, text, source }) => ({ text: `${receiver}: \`${text}\``, source })),
    ...codes.map(({ reply, text }) => ({ text: `\`${reply}\`${text === undefined ? "" : ` (${text})`}` })),
    ...behaviours.map(({ receiver, does, source }) => ({ text: `${receiver}: ${does}`, source })),
  ];
  return items.length === 0 ? [] : [{ kind: "items", items }];
}

function panelSection(typed: ReturnType<typeof typedRecords>): Section {
  const what = `What is typed for the ${typed.length === 1 ? "record" : "records"} above, in the panels' own words (as of ${panelsDate}).`;
  return {
    title: "At the usual panels",
    blocks: [
      { kind: "text", text: what },
      { kind: "panels", panels: panelEntries(typed) },
    ],
  };
}

function configuration(rule: AnyRule): Block[] {
  const { id, severity, set } = rule;
  const options = Object.entries(rule.options ?? {});
  const level = severity === "error" ? "warning" : "off";
  const runs = set === "default" ? "" : ` It runs with \`--set ${set}\`, or when the configuration names it.`;
  const blocks: Block[] = [
    { kind: "text", text: `The highest level of its findings is ${severity}.${runs} In \`maildns.config.json\`:` },
    json({ rules: { [id]: level } }),
  ];
  if (options.length > 0) {
    blocks.push(
      { kind: "text", text: "Its options:" },
      {
        kind: "items",
        items: options.map(([key, { description, default: value }]) => ({
          text: `\`${key}\` (default ${String(value)}): ${description}`,
        })),
      },
      json({ rules: { [id]: [severity, Object.fromEntries(options.map(([key, option]) => [key, option.default]))] } }),
    );
  }
  const ignore = { rule: id, domain: "example.com", reason: "moves on Friday", until: "2026-12-31" };
  blocks.push(
    { kind: "text", text: "To accept what it finds at one domain, with a reason:" },
    json({ ignores: [ignore] }),
    { kind: "text", text: "Or in a comment beside the record, where `inlineIgnores` of the configuration allows it:" },
    { kind: "code", language: "text", lines: [`${IGNORE_MARK} ${id} until=2026-12-31: moves on Friday`] },
  );
  return blocks;
}

function json(value: object): Block {
  return {
    kind: "code",
    language: "json",
    lines: [
      JSON.stringify(value)
        .replace(/([{,:])(?=["{[])/g, "$1 ")
        .replace(/}/g, " }"),
    ],
  };
}

function sentence(text: string): string {
  return `${capital(text)}${/[.!?]$/.test(text) ? "" : "."}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
