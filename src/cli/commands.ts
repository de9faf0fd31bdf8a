import type { Argv } from "yargs";
import type { ExitCode, Io } from "./io.ts";

export interface CommandModule {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Declares words and options; `ruleIds` are offered where a rule is named (for completion alone: they are checked later). */
  readonly build: (parser: Argv, ruleIds?: readonly string[]) => void;
  readonly options: Readonly<Record<string, Option>>;
  /** Loaded when the command is called, so that each start pays for one command. */
  readonly load: () => Promise<{
    readonly handle: (values: Record<string, unknown>, io: Io, words: readonly string[]) => Promise<ExitCode>;
  }>;
}

export interface Option {
  readonly describe: string;
  readonly type: "string" | "boolean";
  readonly choices?: readonly string[];
  /** A value it takes, for the command line that a misuse message proposes. */
  readonly example?: string;
  readonly default?: string | boolean;
  readonly alias?: string;
  readonly array?: boolean;
  readonly group?: string;
}

const reading: Record<string, Option> = {
  config: {
    type: "string",
    describe: "configuration file (else maildns.config.json from here upward)",
    example: "maildns.config.json",
    group: "Reading:",
  },
  origin: {
    type: "string",
    describe: "the zone's name, where a document does not tell it",
    example: "example.com",
    group: "Reading:",
  },
  "input-format": {
    type: "string",
    choices: [
      "records",
      "cloudflare",
      "route53",
      "zone-file",
      "octodns",
      "pulumi-export",
      "pulumi-preview",
      "pulumi-events",
      "pulumi-plan",
      "mta-sts-policy",
    ],
    describe: "kind of the documents, where detection is wrong",
    group: "Reading:",
  },
};

const resolving: Record<string, Option> = {
  resolve: {
    type: "boolean",
    default: false,
    describe: "ask the DNS for what SPF policies include beyond the documents",
    group: "Asking the DNS:",
  },
  resolver: {
    type: "string",
    array: true,
    describe: "name server to ask, address or address:port (else the system's)",
    example: "192.0.2.53",
    group: "Asking the DNS:",
  },
  snapshot: {
    type: "string",
    describe: "answers to count from without a network; --resolve writes them",
    example: "maildns.snapshot.json",
    group: "Asking the DNS:",
  },
};

const comparing: Record<string, Option> = {
  before: {
    type: "string",
    array: true,
    describe: "a document or folder of the state before the change (repeated for several)",
    example: "old.zone",
    group: "Comparing:",
  },
  "before-ref": {
    type: "string",
    describe: "the state before the change: the same paths at this revision of the git repository",
    example: "main",
    group: "Comparing:",
  },
};

const today: Record<string, Option> = {
  today: {
    type: "string",
    describe: "the day that ages and ends are counted to, in place of today",
    example: "2026-12-31",
    group: "Judging:",
  },
};

const color: Record<string, Option> = {
  color: { type: "string", choices: ["auto", "always", "never"], default: "auto", describe: "colours in text output" },
};

const output: Record<string, Option> = {
  output: { type: "string", alias: "o", describe: "write the result to a file", example: "result.txt" },
};

const judging: Record<string, Option> = {
  "fail-on": {
    type: "string",
    choices: ["error", "warning", "info", "never"],
    default: "error",
    describe: "lowest level of a finding that gives exit code 1",
    group: "Judging:",
  },
  set: { type: "string", choices: ["default", "strict", "preview"], describe: "which rules run", group: "Judging:" },
  only: {
    type: "string",
    array: true,
    describe: "run only these rules (ids with commas between, or repeated)",
    example: "mx-missing",
    group: "Judging:",
  },
  skip: {
    type: "string",
    array: true,
    describe: "leave these rules out",
    example: "dmarc-missing",
    group: "Judging:",
  },
};

const fixing: Record<string, Option> = {
  fix: {
    type: "boolean",
    default: false,
    describe: "mend in the files what can be mended without changing anything else, and judge the result",
    group: "Fixing:",
  },
  "fix-dry-run": {
    type: "boolean",
    default: false,
    describe: "print what --fix would change, as a diff, and leave the files as they are",
    group: "Fixing:",
  },
};

function format(choices: readonly string[]): Record<string, Option> {
  return { format: { type: "string", choices, default: "text", describe: "form of the result" } };
}

const formats: Record<string, Record<string, Option>> = {
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
};

function define(
  name: string,
  positional: string,
  summary: string,
  describe: string | undefined,
  load: CommandModule["load"],
): CommandModule {
  const options = formats[name] ?? {};
  return {
    name,
    usage: positional === "" ? name : `${name} ${positional}`,
    summary,
    options,
    load,
    build: (parser, ruleIds) => {
      const word = /[[<](\w+)/.exec(positional)?.[1];
      if (word !== undefined) {
        parser.positional(word, { type: "string", describe, ...(word === "rule" ? { choices: ruleIds } : {}) });
      }
      for (const [key, { example: _example, ...option }] of Object.entries(options)) {
        const choices = key === "only" || key === "skip" ? ruleIds : option.choices;
        parser.option(key, { ...option, choices, requiresArg: option.type === "string" });
      }
    },
  };
}

export const commands: readonly CommandModule[] = [
  define(
    "lint",
    "[paths..]",
    "judge DNS documents: what breaks mail, and the record that mends it",
    "files, folders, or - for standard input",
    () => import("./lint.ts"),
  ),
  define(
    "show",
    "[paths..]",
    "draw each domain: where mail goes, the SPF tree, DKIM selectors, the DMARC stage",
    "files, folders, or - for standard input",
    () => import("./show.ts"),
  ),
  define("rules", "", "list the rules", undefined, () => import("./rules.ts")),
  define(
    "providers",
    "[words..]",
    "list or search the mail providers that are recognised",
    "words to search for",
    () => import("./providers.ts"),
  ),
  define(
    "explain",
    "[rule]",
    "explain a rule",
    "the rule's id (maildns rules lists them)",
    () => import("./explain.ts"),
  ),
];
