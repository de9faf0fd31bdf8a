import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.ts";
import { CASES, caseTable, type Case } from "./cases.ts";
import { eventLog, previewJson, stackExport } from "./documents.ts";
import type { Verdict } from "./judge.ts";
import { FILE, FOLDER, judgeWith, listed, notJudged, Project, runOf } from "./runs.ts";
import type { Run } from "./state.ts";

/**
 * Programs with the real SDKs, run on the mini engine and judged by the shipped pack, beside the linter on the documents
 * that the CLI would have written of the same run.
 */
const root = new URL("../../", import.meta.url).pathname;
const projects: Project[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

const runCase = ({ program, config = {}, invokes = {} }: Case, preview: boolean): Promise<Run> =>
  runOf(program, { preview, config, invokes });

interface Finding {
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  readonly domain: string;
  readonly message: string;
}

interface Report {
  readonly findings: readonly Finding[];
  readonly notJudged: readonly { readonly domain: string; readonly rule: string; readonly reason: string }[];
}

const run = promisify(execFile);

async function lint(project: Project, document: string, text: string): Promise<Report> {
  const path = project.write(document, text);
  const words = [join(root, "dist/cli.js"), "lint", path, "--format", "json", "--fail-on", "never"];
  const { stdout } = await run(process.execPath, words, { cwd: project.folder, maxBuffer: 1 << 28 }).catch(
    // A document in which no zone has a name is refused (exit 2), with the report all the same.
    (error: unknown) => error as { stdout: string },
  );
  const report = JSON.parse(stdout) as Report;
  return report;
}

const changeRules = new Set(rules.filter(({ kind }) => kind === "change").map(({ id }) => id));

/** A finding of the linter, and whether a violation says the same of the same domain at the same level. */
function sameFinding({ rule, severity, domain, message }: Finding, violation: Verdict["violations"][number]): boolean {
  const [text = ""] = violation.message.split("\n");
  if (violation.policy !== rule || violation.level !== (severity === "error" ? "mandatory" : "advisory")) return false;
  if (text === message) return message.includes(domain);
  // An update does not tell a record's zone: its name is then written as the program writes it.
  const [who] = text.split(": ", 1);
  return text.endsWith(`: ${message}`) && (who === domain || who === "the zone" || domain.startsWith(`${who}.`));
}

/** What one of the two says and the other does not. */
function difference(report: Report, verdict: Verdict): { linter: string[]; pack: string[] } {
  const findings = report.findings.filter(({ rule, severity }) => severity !== "info" && !changeRules.has(rule));
  const own = new Set(["not-judged", "configuration"]);
  const violations = verdict.violations.filter(({ policy }) => !own.has(policy));
  const linter = findings.filter((finding) => !violations.some((violation) => sameFinding(finding, violation)));
  const pack = violations.filter((violation) => !findings.some((finding) => sameFinding(finding, violation)));
  return {
    linter: linter.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`),
    pack: pack.map(({ policy, level, message }) => `${level} ${policy}: ${message}`),
  };
}

/** Domain and reason of what rules could not judge. */
function reasons(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}

const HIDDEN = /: the value of [A-Z]+ \S+ is (?:not known until|a secret)/;

const ways = [
  ["preview", true, { json: previewJson, ndjson: eventLog }],
  ["update", false, { json: stackExport, ndjson: eventLog }],
] as const;

describe.concurrent.each(ways)("%s", (way, preview, documents) => {
  it.each(CASES.map((each) => [each.title, each] as const))("%s", async (_, each) => {
    const project = new Project(each.maildns);
    projects.push(project);
    const made = await runCase(each, preview);
    expect(made.outcome).toBe("succeeded");
    const verdict = await judgeWith(FILE, made, { pwd: project.folder });
    const said = preview ? each.preview : (each.update ?? each.preview);
    expect(listed(verdict)).toEqual([...said.violations].sort());
    expect(notJudged(verdict)).toEqual(said.notJudged);
    const all = JSON.stringify(verdict.violations) + verdict.stderr;
    for (const text of each.hidden ?? []) expect(all).not.toContain(text);

    const report = await lint(project, `${way}.json`, documents.json(made));
    const { linter, pack } = difference(report, verdict);
    const ownOf = (lines: readonly string[], ids: readonly string[]): readonly string[] =>
      lines.filter((line) => !ids.some((id) => line.includes(` ${id}: `)));
    expect(linter).toEqual([]);
    const own = Object.keys(each.packOnly ?? {});
    expect(ownOf(pack, own)).toEqual([]);
    const events = difference(await lint(project, `${way}.ndjson`, documents.ndjson(made)), verdict);
    expect(events.linter).toEqual([]);
    expect(ownOf(events.pack, [...own, ...(preview ? (each.eventLogLacks ?? []) : [])])).toEqual([]);
    const named = notJudged(verdict).flatMap((line) => /^(.+) \([a-z0-9-, ]+\)$/.exec(line)?.[1] ?? []);
    const told = reasons(report.notJudged.map(({ domain, reason }) => `${domain}: ${reason}`));
    expect(reasons(named)).toEqual(told.filter((line) => !HIDDEN.test(line)));
    // The linter names what is hidden by its record, the pack by its resource.
    const resources = notJudged(verdict).filter((line) => /: the [A-Z]+ record's value is /.test(line));
    expect(resources.length).toBe(told.filter((line) => HIDDEN.test(line)).length);
  });
});

describe("both doors", () => {
  it("say the same", async () => {
    const project = new Project();
    projects.push(project);
    const made = await runOf("unknown-content", { preview: true, config: {}, invokes: {} });
    const [file, folder] = await Promise.all(
      [FILE, FOLDER].map((door) => judgeWith(door, made, { pwd: project.folder })),
    );
    expect(folder).toEqual(file);
  });
});

describe("a preview after an update", () => {
  it("knows what the update has left, and says the same", async () => {
    const project = new Project();
    projects.push(project);
    const before = await runOf("unknown-zone", { preview: false, config: {}, invokes: {} });
    const made = await runOf("unknown-zone", { preview: true, before, config: {}, invokes: {} });
    expect(new Set(made.states.map(({ op }) => op))).toEqual(new Set(["same"]));
    const verdict = await judgeWith(FILE, made, { pwd: project.folder });
    const first = CASES.find(({ program }) => program === "unknown-zone");
    expect(listed(verdict)).toEqual([...(first?.preview.violations ?? ["?"])].sort());
    const shown = await lint(project, "sames.json", previewJson(made));
    expect(difference(shown, verdict)).toEqual({ linter: [], pack: [] });
  });
});

/** The same run with every record so many times, under other names. */
function multiplied(run: Run, times: number): Run {
  const copies = Array.from({ length: times - 1 }, (_, copy) =>
    run.states
      .filter(({ type }) => type === "cloudflare:index/dnsRecord:DnsRecord")
      .map((state) => {
        const renamed = { name: `${String(state.inputs["name"])}-${copy}` };
        const names = { urn: `${state.urn}-${copy}`, name: `${state.name}-${copy}` };
        return {
          ...state,
          ...names,
          inputs: { ...state.inputs, ...renamed },
          outputs: { ...state.outputs, ...renamed },
        };
      }),
  );
  return { ...run, states: [...run.states, ...copies.flat()] };
}

describe("a thousand records", () => {
  it("are judged, those that are wrong named", async () => {
    const project = new Project();
    projects.push(project);
    // The SDK takes ten seconds for a thousand.
    const made = multiplied(await runOf("many", { preview: true, config: { "mail:count": "100" } }), 10);
    expect(made.states.length).toBe(1003);
    const verdict = await judgeWith(FILE, made, { pwd: project.folder });
    const mandatory = listed(verdict).filter((line) => line.startsWith("mandatory"));
    const wrong = ["", ...Array.from({ length: 9 }, (_, copy) => `-${copy}`)];
    expect(mandatory).toEqual(wrong.map((end) => `mandatory spf-syntax txt-50${end}`));
    expect(notJudged(verdict)).toEqual([]);
  });
});

describe("the table of cases", () => {
  it("is as it is printed", () => {
    const path = new URL("cases.md", import.meta.url).pathname;
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, caseTable());
    expect(readFileSync(path, "utf8")).toBe(caseTable());
  });
});
