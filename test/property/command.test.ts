import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { runCli } from "../../src/cli/run.ts";
import { inputFormats } from "../../src/input/detect.ts";
import { formats } from "../../src/report/index.ts";

/** Each run goes through the whole tool, so there are fewer. */
const numRuns = Math.ceil(Number(process.env.FUZZ_RUNS ?? 1000) / 4);

interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

async function run(words: readonly string[], stdin: Uint8Array): Promise<Ran> {
  let out = "";
  let err = "";
  const io: Io = {
    cwd: "/nowhere",
    env: {},
    columns: 100,
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdout: (text) => void (out += text),
    stderr: (text) => void (err += text),
    readStdin: async () => stdin,
    today: () => "2026-01-01",
  };
  return { exit: await runCli(words, io), out, err };
}

const zoneFile = [
  "$ORIGIN example.com.",
  "$TTL 300",
  "@ IN SOA ns1.example.net. hostmaster.example.com. 1 7200 900 1209600 300",
  "@ IN MX 10 smtp.google.com.",
  "@ IN MX 20 mx01.lolipop.jp.",
  "@ IN MX 30 192.0.2.1",
  '@ IN TXT "v=spf1 include:_spf.google.com a mx ptr -all"',
  '@ IN TXT "v=spf1 include:%{i}._spf.example.com redirect=example.com ~all"',
  '_dmarc IN TXT "v=DMARC1; p=none; rua=mailto:d@example.org; pct=50; sp=reject"',
  "www IN CNAME @",
  'www IN TXT "v=spf1 +all"',
].join("\n");
const records = [
  { name: "@", type: "MX", preference: 10, exchange: "mx.example.com" },
  { name: "mx", type: "CNAME", target: "mx.example.com" },
  { name: "@", type: "TXT", text: "v=spf1 include:example.com -all" },
  { name: "_dmarc", type: "TXT", text: "v=DMARC1; p=reject" },
  { name: "@", type: "TXT", strings: ["v=spf1 ", "a:x.example -all"] },
];
const json = JSON.stringify({ version: 1, zones: [{ origin: "example.com", scope: "whole", records }] }, undefined, 1);
const octodns =
  "---\n'':\n  - type: MX\n    values:\n      - exchange: mx\n        preference: 10\n  - type: TXT\n    value: v=spf1 -all\n";

const splice = fc.constantFrom(
  ...[
    "\u001b[31m",
    "::error::x",
    "##[error]",
    "\n",
    "\r",
    "\t",
    '"',
    "'",
    "\\",
    "\u202e",
    "\u0000",
    "é",
    "]]>",
    "</a>",
    "```",
  ],
  ...[
    "|",
    "<",
    "&",
    "MX",
    "TXT",
    "v=spf1 ",
    "v=DMARC1;",
    " include:",
    " redirect=",
    "%{",
    "}",
    "@",
    ".",
    ";",
    "-all",
    "999999999999",
  ],
  ...[
    "$INCLUDE /etc/passwd\n",
    "$GENERATE 1-99999999 a$ A 1.2.3.4\n",
    "*",
    "_dmarc.",
    "example.com.",
    ":",
    "- ",
    "&a ",
    "*a",
    "{",
    "[",
  ],
);
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(12), put: splice });
const document = fc
  .tuple(fc.constantFrom(zoneFile, json, octodns), fc.array(edit, { maxLength: 6 }))
  .map(([text, edits]) =>
    edits.reduce((now, { at, drop, put }) => {
      const from = Math.floor(at * now.length);
      return now.slice(0, from) + put + now.slice(from + drop);
    }, text),
  );
const bytes = fc.oneof(
  { weight: 6, arbitrary: document.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);

/** What a terminal or a CI runner would obey. */

const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|^\s*::|##\[/m;

describe("whatever a document holds", () => {
  it("lint ends with 0, 1 or 2 and tells nothing that is obeyed", async () => {
    const inputFormat = fc.option(fc.constantFrom(...inputFormats), { freq: 8, nil: undefined });
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom(...Object.keys(formats)), inputFormat, async (stdin, format, kind) => {
        const of = kind === undefined ? [] : ["--input-format", kind];
        const words = ["lint", "--format", format, "--set", "preview", "--origin", "example.com", ...of, "-"];
        const { exit, out, err } = await run(words, stdin);
        expect(exit, `${err}${out.slice(0, 500)}`).toBeLessThan(3);
        expect(err).not.toMatch(OBEYED);
        if (format !== "github") expect(out).not.toMatch(OBEYED);
        if (format === "json" || format === "sarif") JSON.parse(out);
        if (format === "text" && exit === 2) expect(out + err).not.toBe("");
      }),
      { numRuns },
    );
  });

  it("show draws it", async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (stdin) => {
        const { exit, out, err } = await run(["show", "--origin", "example.com", "-"], stdin);
        expect(exit, err).toBeLessThan(3);
        expect(out + err).not.toMatch(OBEYED);
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  it("the same document gives the same words", async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (stdin) => {
        const words = ["lint", "--format", "json", "--origin", "example.com", "-"];
        expect(await run(words, stdin)).toEqual(await run(words, stdin));
      }),
      { numRuns: Math.ceil(numRuns / 10) },
    );
  });
});

describe("whatever the command line says", () => {
  const word = fc.oneof(
    fc.constantFrom(
      "lint",
      "show",
      "rules",
      "providers",
      "explain",
      "-",
      "--",
      "-q",
      "-o",
      "--format",
      "--format=json",
      "--only",
    ),
    fc.constantFrom(
      "--only=mx-missing",
      "mx-missing",
      "--skip",
      "--set",
      "strict",
      "--color",
      "--color=always",
      "--fail-on=never",
    ),
    fc.constantFrom(
      "--config",
      "--origin",
      "example.com",
      "--quiet",
      "--quiet=1",
      "--no-quiet",
      "--__proto__",
      "--constructor=1",
    ),
    fc.constantFrom(
      "--a.b",
      "-abc",
      "--=",
      "=",
      "",
      " ",
      "---",
      "--help",
      "nowhere.zone",
      "text",
      "__proto__",
      "1e3",
      "-1",
    ),
    fc.string({ unit: "binary", maxLength: 8 }).filter((each) => !/[\0/]/.test(each)),
  );

  it("it ends with 0, 1 or 2", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), async (words) => {
        // The parser prints these itself.
        fc.pre(!words.some((each) => /^-[^-]*h|^--(?:help|version|get)|^completion/.test(each)));
        const { exit, err, out } = await run(words, Buffer.from(zoneFile));
        expect(exit, err).toBeLessThan(3);
        expect(err).not.toMatch(OBEYED);
        // A report for people begins with what could not be read.
        if (exit === 2 && err === "") expect(out).toMatch(/^error: /m);
      }),
      { numRuns },
    );
  });
});
