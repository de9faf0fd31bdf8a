import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { maildns, plainEnv, type Ran } from "../process.ts";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A repository whose commits have fixed dates, so that their ids are the same everywhere. */
class Repository {
  readonly path: string;

  constructor() {
    this.path = mkdtempSync(join(tmpdir(), "maildns-git-"));
    folders.push(this.path);
    this.git("init", "-q", "-b", "main");
  }

  git(...words: string[]): string {
    return this.gitOn("2026-01-01", ...words);
  }

  gitOn(day: string, ...words: string[]): string {
    const date = `${day}T12:00:00Z`;
    const identity = { NAME: "A", EMAIL: "a@example.com", DATE: date };
    const env = Object.fromEntries(
      Object.entries(identity).flatMap(([key, value]) => [
        [`GIT_AUTHOR_${key}`, value],
        [`GIT_COMMITTER_${key}`, value],
      ]),
    );
    const options = ["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always", "-c", "core.autocrlf=false"];
    const { stdout, stderr, status } = spawnSync("git", [...options, ...words], {
      cwd: this.path,
      env: plainEnv({ ...env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" }),
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`git ${words.join(" ")}: ${stderr}`);
    return stdout.trim();
  }

  write(files: Readonly<Record<string, string>>): this {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.path, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return this;
  }

  /** Gives the short id. */
  commit(day: string, files: Readonly<Record<string, string>> = {}): string {
    this.write(files);
    this.git("add", "-A");
    this.gitOn(day, "commit", "-q", "--allow-empty", "-m", `on ${day}`);
    return this.git("rev-parse", "HEAD").slice(0, 7);
  }

  lint(words: readonly string[], cwd = this.path): Promise<Ran> {
    return maildns(["lint", ...words], { cwd });
  }

  /** What the rules about changes say, `!` before what is not judged, then the notes. */
  async changes(words: readonly string[], cwd = this.path): Promise<string[]> {
    const only = "change-dmarc-stage-skipped,change-dmarc-stage-early,change-dmarc-stage-back";
    const { stdout, stderr } = await this.lint(["--format", "json", "--only", only, ...words], cwd);
    if (stdout === "") return [stderr.trim()];
    const report = JSON.parse(stdout) as {
      findings: { message: string }[];
      notJudged: { reason: string }[];
      problems: { path: string; level: string; reason: string }[];
    };
    return [
      ...report.findings.map(({ message }) => message),
      ...report.notJudged.map(({ reason }) => `! ${reason}`),
      ...report.problems.map(({ path, level, reason }) => `${level} ${path}: ${reason}`),
    ];
  }
}

function zone(policy: string | undefined, more = ""): string {
  const dmarc = policy === undefined ? "" : `_dmarc 3600 IN TXT "v=DMARC1; ${policy}; rua=mailto:d@example.com"\n`;
  return `$ORIGIN example.com.
@ 3600 IN SOA ns1.example.net. h.example.net. 1 2 3 4 5
@ 3600 IN NS ns1.example.net.
@ 3600 IN MX 10 mx.example.net.
@ 3600 IN TXT "v=spf1 ip4:192.0.2.1 -all"
${dmarc}${more}`;
}

const FILE = "zones/example.com.zone";
const early = (since: string, days: number, by: string, first: string): string =>
  `the DMARC policy of example.com goes from "none" to "quarantine" early: "none" has been held since ${since} (${days} day${days === 1 ? "" : "s"}) by git history (${by}), and 30 days are asked for before the next stage; ${first} is the first day for it`;

describe("the age of a stage by git history", () => {
  it("counts from the commit that made the stage, and other tags are no new beginning", async () => {
    const repository = new Repository();
    repository.commit("2026-06-01", { [FILE]: zone("p=quarantine") });
    const made = repository.commit("2026-10-20", { [FILE]: zone("p=none") });
    repository.commit("2026-11-10", { [FILE]: zone("p=none; fo=1") });
    repository.commit("2026-11-11", { "README.md": "nothing of a zone" });
    repository.write({ [FILE]: zone("p=quarantine") });
    const told = [early("2026-10-20", 23, `commit ${made}`, "2026-11-19")];
    expect(await repository.changes(["--before-ref", "main", "--today", "2026-11-12", "zones"])).toEqual(told);
    expect(await repository.changes(["--before-ref", "HEAD~1", "--today", "2026-11-12", FILE])).toEqual(told);
    expect(await repository.changes(["--before-ref", "main", "--today", "2026-11-19", "zones"])).toEqual([]);
    const inside = join(repository.path, "zones");
    expect(await repository.changes(["--before-ref", "main", "--today", "2026-11-12", "."], inside)).toEqual(told);
    expect(
      await repository.changes(
        ["--before-ref", "main", "--today", "2026-11-12", join(repository.path, FILE)],
        tmpdir(),
      ),
    ).toEqual([expect.stringContaining("lies in no git repository")]);
  });

  it("says where the record came with the file", async () => {
    const repository = new Repository();
    const added = repository.commit("2026-11-01", { [FILE]: zone("p=none") });
    repository.write({ [FILE]: zone("p=quarantine") });
    expect(await repository.changes(["--before-ref", "main", "--today", "2026-11-12", "zones"])).toEqual([
      early("2026-11-01", 11, `commit ${added}, which added ${FILE}`, "2026-12-01"),
    ]);
  });

  it("goes on where the file had another name, and reads it under that at the revision", async () => {
    const repository = new Repository();
    const made = repository.commit("2026-10-01", { "old/example.com.zone": zone("p=none") });
    mkdirSync(join(repository.path, "zones"));
    renameSync(join(repository.path, "old/example.com.zone"), join(repository.path, FILE));
    repository.commit("2026-11-01");
    repository.write({ [FILE]: zone("p=quarantine") });
    expect(await repository.changes(["--before-ref", "main", "--today", "2026-10-12", "zones"])).toEqual([
      early("2026-10-01", 11, `commit ${made}, which added old/example.com.zone`, "2026-10-31"),
    ]);
    repository.git("add", "-A");
    expect(await repository.changes(["--before-ref", "main~1", "--today", "2026-10-12", "zones"])).toEqual([
      early("2026-10-01", 11, `commit ${made}, which added old/example.com.zone`, "2026-10-31"),
    ]);
  });

  it("passes over a commit whose file cannot be read", async () => {
    const repository = new Repository();
    repository.commit("2026-08-01", { [FILE]: zone("p=quarantine") });
    const made = repository.commit("2026-09-01", { [FILE]: zone("p=none") });
    repository.commit("2026-09-10", { [FILE]: `${zone("p=none")}_dmarc IN TXT "open\n( ` });
    repository.commit("2026-09-11", { [FILE]: zone("p=none; fo=1") });
    repository.write({ [FILE]: zone("p=quarantine") });
    expect(await repository.changes(["--before-ref", "main", "--today", "2026-09-12", "zones"])).toEqual([
      early("2026-09-01", 11, `commit ${made}`, "2026-10-01"),
    ]);
  });

  it("does not know what an unreadable commit hides", async () => {
    const repository = new Repository();
    repository.commit("2026-08-01", { [FILE]: `${zone("p=none")}( ` });
    const made = repository.commit("2026-09-01", { [FILE]: zone("p=none") });
    repository.write({ [FILE]: zone("p=quarantine") });
    expect(await repository.changes(["--before-ref", "main", "--today", "2026-09-12", "zones"])).toEqual([
      `! "none" has been held since at least 2026-09-01 (11 days) by git history (commit ${made}; the document of the commit before cannot be read), whether for 30 days is not known`,
    ]);
  });

  it("does not take the begin of a shallow clone for the stage's, and asks the configuration then", async () => {
    const origin = new Repository();
    origin.commit("2026-01-01", { [FILE]: zone("p=none") });
    const last = origin.commit("2026-11-01", { "README.md": "x" });
    const clone = new Repository();
    clone.git("fetch", "-q", "--depth=1", `file://${origin.path}`, "main");
    clone.git("reset", "-q", "--hard", "FETCH_HEAD");
    clone.write({ [FILE]: zone("p=quarantine") });
    const words = ["--before-ref", "HEAD", "--today", "2026-11-12", "zones"];
    expect(await clone.changes(words)).toEqual([
      `! "none" has been held since at least 2026-11-01 (11 days) by git history (commit ${last}, where this clone begins), whether for 30 days is not known`,
    ]);
    const plan = { stage: "none", since: "2026-01-01" };
    clone.write({ "maildns.config.json": JSON.stringify({ domains: { "example.com": { dmarc: plan } } }) });
    expect(await clone.changes(words)).toEqual([]);
  });

  it("reads the configuration of the revision too", async () => {
    const config = (stage: string, since: string): string =>
      JSON.stringify({ domains: { "example.com": { dmarc: { stage, since } } } });
    const repository = new Repository();
    const exports = (policy: string): string =>
      JSON.stringify({
        version: 1,
        zones: [
          {
            origin: "example.com",
            scope: "whole",
            records: [
              { name: "@", type: "TXT", text: "v=spf1 ip4:192.0.2.1 -all" },
              { name: "_dmarc", type: "TXT", text: `v=DMARC1; p=${policy}; rua=mailto:d@example.com` },
            ],
          },
        ],
      });
    repository.commit("2026-11-01", { "maildns.config.json": config("none", "2026-11-01") });
    repository.commit("2026-11-10", { "zone.json": exports("none") });
    repository.write({ "zone.json": exports("quarantine"), "maildns.config.json": config("quarantine", "2026-11-12") });
    const answer = await repository.changes(["--before-ref", "main", "--today", "2026-11-12", "zone.json"]);
    expect(answer[0]).toContain('"none" has been held since 2026-11-10 (2 days) by git history');
    const clone = new Repository();
    clone.git("fetch", "-q", "--depth=1", `file://${repository.path}`, "main");
    clone.git("reset", "-q", "--hard", "FETCH_HEAD");
    clone.write({ "zone.json": exports("quarantine"), "maildns.config.json": config("quarantine", "2026-11-12") });
    expect(await clone.changes(["--before-ref", "HEAD", "--today", "2026-11-12", "zone.json"])).toEqual([
      early("2026-11-01", 11, "X", "2026-12-01").replace("git history (X)", "the configuration at HEAD"),
    ]);
  });

  it("takes a merge for the day the stage arrived", async () => {
    const repository = new Repository();
    repository.commit("2026-06-01", { [FILE]: zone("p=quarantine") });
    repository.git("checkout", "-q", "-b", "work");
    repository.commit("2026-07-01", { [FILE]: zone("p=none") });
    repository.git("checkout", "-q", "main");
    repository.gitOn("2026-11-01", "merge", "-q", "--no-ff", "-m", "merge", "work");
    const merge = repository.git("rev-parse", "HEAD").slice(0, 7);
    repository.write({ [FILE]: zone("p=quarantine") });
    expect(await repository.changes(["--before-ref", "main", "--today", "2026-11-12", "zones"])).toEqual([
      early("2026-11-01", 11, `commit ${merge}`, "2026-12-01"),
    ]);
  });

  it("goes back through a bounded number of commits", async () => {
    const repository = new Repository();
    const commits = Array.from({ length: 520 }, (_, index) => {
      const text = `${zone("p=none")}; ${index}\n`;
      const time = 1_780_000_000 + index;
      return `commit refs/heads/main\ncommitter A <a@example.com> ${time} +0000\ndata 1\nx\nM 644 inline ${FILE}\ndata ${text.length}\n${text}\n`;
    });
    const made = spawnSync("git", ["fast-import", "--quiet"], {
      cwd: repository.path,
      input: commits.join(""),
      encoding: "utf8",
    });
    expect(made.stderr).toBe("");
    repository.git("reset", "-q", "--hard", "main");
    repository.write({ [FILE]: zone("p=quarantine") });
    const [answer] = await repository.changes(["--before-ref", "main", "--today", "2026-06-01", "zones"]);
    expect(answer).toMatch(
      /^! "none" has been held since at least 2026-05-28 \(4 days\) by git history \(commit \w{7}, the last of 500 that are read\)/,
    );
  });
});

describe("the state at the revision", () => {
  it("takes folders, split zones, included files and odd names as they were", async () => {
    const repository = new Repository();
    const odd = 'zönes/a "b"$(c)\n;d/example.com.zone';
    const include = zone(undefined, "$INCLUDE inc/dmarc.inc\n");
    repository.commit("2026-11-01", {
      [odd]: include,
      [`${dirname(odd)}/inc/dmarc.inc`]: '_dmarc 3600 IN TXT "v=DMARC1; p=none; rua=mailto:d@example.com"\n',
      "split/example.net./_dmarc.yaml":
        "_dmarc:\n  type: TXT\n  value: v=DMARC1\\; p=none\\; rua=mailto:d@example.net\n",
      "split/example.net./$example.net.yaml": "? ''\n: type: TXT\n  value: v=spf1 ip4:192.0.2.1 -all\n",
    });
    repository.write({
      [`${dirname(odd)}/inc/dmarc.inc`]: '_dmarc 3600 IN TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"\n',
      "split/example.net./_dmarc.yaml":
        "_dmarc:\n  type: TXT\n  value: v=DMARC1\\; p=reject\\; rua=mailto:d@example.net\n",
    });
    const answer = await repository.changes(["--before-ref", "main", "--today", "2026-11-12", "."]);
    const told = answer
      .map((text) => text.replace(/ in one step.*(?=; "none")/, "").replace(/ \(11 days.*/s, ""))
      .sort();
    expect(told).toEqual([
      'the DMARC policy of example.com goes from "none" to "reject"; "none" has been held since 2026-11-01',
      'the DMARC policy of example.net goes from "none" to "reject"; "none" has been held since 2026-11-01',
    ]);
  });

  it("says of a new zone that it is new", async () => {
    const repository = new Repository();
    repository.commit("2026-11-01", { "README.md": "x" });
    repository.write({ [FILE]: zone("p=reject") });
    expect(await repository.changes(["--before-ref", "main", FILE])).toEqual([
      `note ${FILE}: the zone example.com is not in the state before the change: it counts as new`,
    ]);
  });

  it("is not judged where it cannot be read, and the change that mends it passes", async () => {
    const repository = new Repository();
    repository.commit("2026-11-01", { [FILE]: `${zone("p=none")}( ` });
    repository.write({ [FILE]: zone("p=reject") });
    const { exit } = await repository.lint(["--before-ref", "main", "--skip", "spf-lookup-limit", FILE]);
    expect(exit).toBe(0);
    expect(await repository.changes(["--before-ref", "main", FILE])).toEqual([
      expect.stringMatching(
        /^note main:\.\/zones\/example\.com\.zone: could not be read at main, so what changes in it is not judged: /,
      ),
      `note ${FILE}: the zone example.com is not in the state before the change: it counts as new`,
    ]);
  });

  it("follows links inside the repository and not out of it", async () => {
    const repository = new Repository();
    repository.write({ "data/example.com.zone": zone("p=none") });
    mkdirSync(join(repository.path, "zones"));
    symlinkSync("../data/example.com.zone", join(repository.path, FILE));
    symlinkSync("/etc/passwd", join(repository.path, "zones/out.zone"));
    repository.commit("2026-11-01");
    repository.write({ "data/example.com.zone": zone("p=quarantine") });
    const answer = await repository.changes(["--before-ref", "main", "--today", "2026-11-12", FILE]);
    expect(answer).toEqual([expect.stringContaining('goes from "none" to "quarantine" early')]);
  });

  it("refuses what lies in a submodule", async () => {
    const inner = new Repository();
    inner.commit("2026-11-01", { "example.com.zone": zone("p=none") });
    const repository = new Repository();
    repository.git("submodule", "--quiet", "add", `file://${inner.path}`, "zones");
    repository.commit("2026-11-02");
    expect(await repository.changes(["--before-ref", "main", FILE])).toEqual([
      expect.stringContaining("lies in the submodule zones, which has a history of its own; run maildns there"),
      expect.stringContaining("counts as new"),
    ]);
  });
});

describe("misuse", () => {
  const refused = async (words: readonly string[]): Promise<string> => {
    const repository = new Repository();
    repository.commit("2026-11-01", { [FILE]: zone("p=none") });
    const { stdout, stderr, exit } = await repository.lint(words);
    expect([stdout, exit]).toEqual(["", 2]);
    return stderr.replaceAll(repository.path, "<repository>").split("\n")[0] as string;
  };

  it.each([
    [
      "--upload-pack=touch pwned",
      'maildns: --before-ref: "--upload-pack=touch pwned" is no revision; name a branch, a tag or a commit',
    ],
    ["-", 'maildns: --before-ref: "-" is no revision; name a branch, a tag or a commit'],
    ["main --output=x", 'maildns: --before-ref: "main --output=x" is no revision; name a branch, a tag or a commit'],
    [
      "nothing",
      'maildns: --before-ref: the repository <repository> has no revision "nothing"; a clone without its history needs "git fetch origin <branch>:refs/remotes/origin/<branch>" first, and names it origin/<branch>',
    ],
    [
      "origin/work",
      'maildns: --before-ref: the repository <repository> has no revision "origin/work"; a clone without its history needs "git fetch origin work:refs/remotes/origin/work" first, and names it origin/work',
    ],
    [
      "^main",
      'maildns: --before-ref: the repository <repository> has no revision "^main"; a clone without its history needs "git fetch origin <branch>:refs/remotes/origin/<branch>" first, and names it origin/<branch>',
    ],
    [
      "main..main",
      'maildns: --before-ref: the repository <repository> has no revision "main..main"; a clone without its history needs "git fetch origin <branch>:refs/remotes/origin/<branch>" first, and names it origin/<branch>',
    ],
    [
      "main:zones",
      'maildns: --before-ref: the repository <repository> has no revision "main:zones"; a clone without its history needs "git fetch origin <branch>:refs/remotes/origin/<branch>" first, and names it origin/<branch>',
    ],
  ])("the revision %s", async (ref, message) => expect(await refused([`--before-ref=${ref}`, FILE])).toBe(message));

  it("a path outside", async () => {
    const outside = new Repository();
    outside.write({ [FILE]: zone("p=none") });
    expect(await refused(["--before-ref", "main", join(outside.path, FILE)])).toBe(
      `maildns: --before-ref: ${join(outside.path, FILE)} lies outside the repository <repository>`,
    );
  });

  it("both ways, and standard input", async () => {
    expect(await refused(["--before-ref", "main", "--before", FILE, FILE])).toBe(
      "maildns: --before and --before-ref both name the state before the change; one of them does",
    );
    expect(await refused(["--before-ref", "main", "-"])).toBe(
      "maildns: --before-ref reads the files as they were at a revision, and standard input is no file",
    );
  });

  it("no repository", async () => {
    const folder = mkdtempSync(join(tmpdir(), "maildns-none-"));
    folders.push(folder);
    writeFileSync(join(folder, "example.com.zone"), zone("p=none"));
    const { stderr, exit } = await maildns(["lint", "--before-ref", "main", "example.com.zone"], { cwd: folder });
    expect([stderr.replace(/\/\S*maildns-none-\w+/, "<folder>"), exit]).toEqual([
      "maildns: --before-ref: <folder> lies in no git repository\n",
      2,
    ]);
  });
});

describe("a repository that is not to be trusted", () => {
  it("starts none of the programs that its settings name", async () => {
    const repository = new Repository();
    repository.commit("2026-10-01", {
      "old/example.com.zone": zone("p=none"),
      ".gitattributes": "*.zone diff=evil filter=evil\n",
    });
    repository.commit("2026-10-02", { "unused.txt": "x" });
    const mark = join(repository.path, "started");
    const settings = [
      ["core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "gpg.program"],
      ["diff.evil.textconv", "diff.evil.command", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process"],
    ].flat();
    // only what git itself would run is moved into the index before the programs are named
    mkdirSync(join(repository.path, "zones"));
    renameSync(join(repository.path, "old/example.com.zone"), join(repository.path, FILE));
    repository.git("add", "-A");
    for (const key of settings) repository.git("config", key, `touch '${mark}'; cat`);
    repository.git("config", "log.showSignature", "true");
    repository.write({ [FILE]: zone("p=quarantine") });
    const told = await repository.changes(["--before-ref", "main", "--today", "2026-10-12", "zones"]);
    expect(told.map((text) => text.slice(0, 60))).toEqual([
      'the DMARC policy of example.com goes from "none" to "quarant',
    ]);
    expect(existsSync(mark)).toBe(false);
  });

  it("fetches nothing that the clone lacks, and says what could not be read", async () => {
    const repository = new Repository();
    repository.commit("2026-10-01", { [FILE]: zone("p=none") });
    const object = repository.git("rev-parse", `main:${FILE}`);
    const mark = join(repository.path, "started");
    const settings = {
      "core.repositoryFormatVersion": "1",
      "extensions.partialClone": "origin",
      "remote.origin.promisor": "true",
      "remote.origin.url": `ext::touch ${mark}`,
      "protocol.ext.allow": "always",
    };
    for (const [key, value] of Object.entries(settings)) repository.git("config", key, value);
    rmSync(join(repository.path, ".git/objects", object.slice(0, 2), object.slice(2)), { force: true });
    repository.write({ [FILE]: zone("p=reject") });
    expect(await repository.changes(["--before-ref", "main", "--today", "2026-10-12", "zones"])).toContain(
      `note main:./${FILE}: could not be read at main, so what changes in it is not judged: is not in this clone`,
    );
    expect(existsSync(mark)).toBe(false);
  });
});
