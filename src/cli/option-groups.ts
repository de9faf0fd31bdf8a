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

export const reading: Readonly<Record<string, Option>> = {
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

export const resolving: Readonly<Record<string, Option>> = {
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

export const comparing: Readonly<Record<string, Option>> = {
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

export const today: Readonly<Record<string, Option>> = {
  today: {
    type: "string",
    describe: "the day that ages and ends are counted to, in place of today",
    example: "2026-12-31",
    group: "Judging:",
  },
};

export const color: Readonly<Record<string, Option>> = {
  color: { type: "string", choices: ["auto", "always", "never"], default: "auto", describe: "colours in text output" },
};

export const output: Readonly<Record<string, Option>> = {
  output: { type: "string", alias: "o", describe: "write the result to a file", example: "result.txt" },
};

export const judging: Readonly<Record<string, Option>> = {
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

export const fixing: Readonly<Record<string, Option>> = {
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
