import { generating } from "./generate/options.ts";
import { color, comparing, fixing, judging, output, reading, resolving, today, type Option } from "./option-groups.ts";

function format(choices: readonly string[]): Record<string, Option> {
  return { format: { type: "string", choices, default: "text", describe: "form of the result" } };
}

/** The options of each command. */
export const optionsOf: Readonly<Record<string, Readonly<Record<string, Option>>>> = {
  lint: {
    ...format(["text", "json", "sarif", "github", "junit", "markdown"]),
    ...output,
    ...judging,
    ...today,
    ...fixing,
    ...reading,
    ...resolving,
    ...comparing,
    ...color,
    quiet: { type: "boolean", alias: "q", default: false, describe: "errors and the summary only" },
  },
  show: { ...output, ...reading, ...today, ...resolving, ...color },
  rules: { ...format(["text", "json"]), ...output },
  providers: { ...format(["text", "json"]), ...output },
  explain: { ...color },
  generate: generating,
};
