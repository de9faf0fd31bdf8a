import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lint } from "../../src/engine/lint.ts";
import { readExport } from "../input/pulumi-fixture.ts";
import { stackExport } from "../pack/documents.ts";
import { runProgram, type RunOptions } from "../pack/mini-engine.ts";
import type { Run } from "../pack/state.ts";
import { root, run } from "../process.ts";

const work = mkdtempSync(join(tmpdir(), "maildns-component-"));
afterAll(() => rmSync(work, { recursive: true }));

/** A program's folder with what `npm install` puts into it. */
function app(name: string, manifest: object, packages: readonly string[]): string {
  const folder = join(work, name);
  const installed = join(folder, "node_modules/maildns");
  mkdirSync(join(installed, "dist"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, private: true, ...manifest }));
  cpSync(`${root}package.json`, join(installed, "package.json"));
  cpSync(`${root}dist/pulumi`, join(installed, "dist/pulumi"), { recursive: true });
  for (const each of packages) {
    const place = join(folder, "node_modules", each);
    mkdirSync(join(place, ".."), { recursive: true });
    symlinkSync(`${root}node_modules/${each}`, place);
  }
  return folder;
}

const ALL = ["@pulumi/pulumi", "@pulumi/cloudflare", "@types/node"];

function write(folder: string, name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const runs = (program: string, options: Partial<RunOptions> = {}): Promise<Run> =>
  runProgram(program, { preview: true, ...options });

const rolesOf = ({ states }: Run): string[] =>
  states
    .filter(({ type }) => type === "cloudflare:index/dnsRecord:DnsRecord")
    .map(({ name, op }) => `${op} ${name}`)
    .sort();

function said({ logs }: Run): string {
  return logs.map(({ message }) => message).join("\n");
}

const program = (dmarc: string): string => `new MailDomain("mail", {
  domain: "example.com", zoneId: "z", provider: "improvmx", dmarc: ${JSON.stringify(dmarc)},
});`;
const ROLES = ["mx-1", "mx-2", "spf", "dkim-dkimprovmx1", "dkim-dkimprovmx2", "dmarc"].map((role) => `mail-${role}`);

describe("a program", () => {
  const commonjs = app("commonjs", {}, ALL);
  const esm = app("esm", { type: "module" }, ALL);

  it.each([
    ["TypeScript, as Pulumi runs it", commonjs, "index.ts", 'import { MailDomain } from "maildns/pulumi";'],
    ["CommonJS", commonjs, "index.cjs", 'const { MailDomain } = require("maildns/pulumi");'],
    ["an ES module", esm, "index.mjs", 'import { MailDomain } from "maildns/pulumi";'],
  ])("%s", async (_, folder, name, load) => {
    const ran = await runs(write(folder, name, `${load}\n${program("none")}`));
    expect(said(ran)).toBe("");
    expect(ran.outcome).toBe("succeeded");
    expect(rolesOf(ran)).toEqual(ROLES.map((role) => `create ${role}`).sort());
  });

  it("that goes to the next stage updates one record", async () => {
    const load = 'const { MailDomain } = require("maildns/pulumi");\n';
    const before = await runs(write(commonjs, "stage.cjs", load + program("none")), { preview: false });
    const after = await runs(write(commonjs, "stage.cjs", load + program("quarantine")), { before });
    expect(rolesOf(after)).toEqual(ROLES.map((role) => `${role === "mail-dmarc" ? "update" : "same"} ${role}`).sort());
    expect(after.deleted).toEqual([]);
  });

  it("with wrong arguments ends with their names, and without a stack trace", async () => {
    const code =
      'const { MailDomain } = require("maildns/pulumi");\nnew MailDomain("mail", { domain: "example.com", provider: "gandhi" });';
    const ran = await runs(write(commonjs, "wrong.cjs", code));
    expect(ran.outcome).toBe("failed");
    expect(said(ran)).toContain('MailDomain "mail": zoneId is missing');
    expect(said(ran)).not.toMatch(/\n\s+at /);
    expect(rolesOf(ran)).toEqual([]);
  });

  const late = (values: string): string => `const pulumi = require("@pulumi/pulumi");
    const { MailDomain } = require("maildns/pulumi");
    new MailDomain("mail", { domain: "example.com", zoneId: "z", provider: "fastmail", ${values} });`;

  it("is told of a value that turns out wrong, and a secret one is not shown", async () => {
    const code = late('dkim: [{ selector: "own", key: pulumi.secret("s3cret") }]');
    const ran = await runs(write(commonjs, "late.cjs", code));
    expect(ran.outcome).toBe("failed");
    expect(said(ran)).toContain('MailDomain "mail": dkim[0].key is no DKIM public key that verifiers can use');
    expect(JSON.stringify(ran.logs)).not.toContain("s3cret");
  });

  it("is told of records that turn out to clash", async () => {
    const code = late(`senders: [
      { id: "resend", values: { sendHost: pulumi.output("send"), region: "eu-west-1" } },
      { id: "amazon-ses", values: { mailFrom: "send", region: "eu-west-1" } },
    ]`);
    const ran = await runs(write(commonjs, "clash.cjs", code));
    expect(ran.outcome).toBe("failed");
    expect(said(ran)).toContain("senders[1] clashes at send.example.com");
  });

  it("that has no Cloudflare SDK is told so, and needs none for another DNS host", async () => {
    const bare = app("bare", {}, ["@pulumi/pulumi"]);
    const load = 'const { MailDomain } = require("maildns/pulumi");\n';
    const ran = await runs(write(bare, "index.cjs", load + program("none")));
    expect(said(ran)).toContain("which is not installed: npm install @pulumi/cloudflare, or give another writer");
    const own = program("none").replace("dmarc", "writer: { write(records) { console.log(records.length); } }, dmarc");
    const other = await runs(write(bare, "other.cjs", load + own));
    expect(other.outcome).toBe("succeeded");
    expect(said(other)).toBe("6\n");
  });
});

const page = readFileSync(`${root}docs/pulumi-component.md`, "utf8");
const shown = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);

describe("docs/pulumi-component.md", () => {
  const folder = app("docs", {}, ALL);
  it.each(shown.map((code, index) => [index, code] as const))(
    "its program %i runs, and passes every rule",
    async (index, code) => {
      const ran = await runs(write(folder, `program${index}.ts`, code), { config: { "mail:zoneId": "z" } });
      expect(ran.outcome).toBe("succeeded");
      if (!code.includes("RecordWriter")) {
        const { zones } = readExport(stackExport(ran), { zoneOfId: () => "example.com" });
        expect(zones.flatMap(({ records }) => records).length).toBeGreaterThan(6);
        const { findings } = lint({ after: zones });
        expect(findings.filter(({ severity }) => severity !== "info").map(({ message }) => message.text)).toEqual([]);
      } else expect(said(ran)).toContain("mail-spf: TXT example.com v=spf1 include:_mailcust.gandi.net ~all");
    },
  );
});

describe("the types", () => {
  const folder = app("types", {}, ALL);
  const tsc = (...words: string[]) =>
    run(process.execPath, [`${root}node_modules/typescript/bin/tsc`, ...words], { cwd: folder });

  const good = `import * as pulumi from "@pulumi/pulumi";
import { MailDomain, cloudflareWriter, type MailDomainArgs, type ProviderId } from "maildns/pulumi";
const zone = { domain: "example.com", zoneId: pulumi.output("z") };
const id: ProviderId = "fastmail";
const mail: MailDomain = new MailDomain("a", { ...zone, provider: "fastmail", mxSet: "us", writer: cloudflareWriter });
new MailDomain("b", { ...zone, parked: true, rua: ["a@example.com", pulumi.secret("b@example.com")] });
new MailDomain("c", { ...zone, provider: "mimecast", values: { region: "eu" } });
const args: MailDomainArgs = {
  ...zone,
  provider: "google-workspace",
  gateway: { id: "barracuda", values: { primaryMx: "a", backupMx: "b" }, outbound: false },
  senders: ["zendesk", { id: "hubspot", values: { hubId: "12345", hubspotSpfNode: pulumi.output("spf04") } }],
};
new MailDomain("d", args, { protect: true });
const names: pulumi.Output<string[]> = mail.records.apply((records) => records.map(({ name }) => name));
const pending: string[] = mail.pending;
export { id, names, pending };
`;

  const BAD = [
    'provider: "fastmial"',
    'provider: "sendgrid"',
    'provider: "biglobe"',
    'provider: "microsoft-365"',
    'provider: "microsoft-365", values: {}',
    'provider: "google-workspace", values: { dkimkey: "x" }',
    'provider: "google-workspace", values: { dkimKey: 1 }',
    'provider: "fastmail", values: { dkimKey: "x" }',
    'provider: "fastmail", mxSet: "eu"',
    'provider: "gandi", mxSet: "us"',
    'provider: "fastmail", dmarc: "block"',
    'provider: "fastmail", senders: ["sendgrdi"]',
    'provider: "fastmail", senders: ["hubspot"]',
    'provider: "fastmail", senders: [{ id: "hubspot", values: { hubId: "1" } }]',
    'provider: "fastmail", gateway: { id: "mimecast" }',
    'provider: "fastmail", gateway: "fastmail"',
    'provider: "fastmail", spff: []',
    'provider: "fastmail", spfAll: "?all"',
    'provider: "fastmail", parked: true',
    "provider: text",
    "",
  ];
  const bad = [
    'import { MailDomain } from "maildns/pulumi";',
    'const text: string = "fastmail";',
    ...BAD.flatMap((more) => [
      "// @ts-expect-error",
      `new MailDomain("a", { domain: "example.com", zoneId: "z", ${more} });`,
    ]),
    "// @ts-expect-error",
    'new MailDomain("a", { domain: "example.com", provider: "fastmail" });',
    "export { text };",
  ].join("\n");

  beforeAll(() => {
    write(folder, "good.mts", good);
    write(folder, "good.cts", good);
    write(folder, "bad.mts", bad);
    for (const [index, code] of shown.entries()) write(folder, `shown${index}.mts`, code);
  });

  it("take what is right, refuse what is wrong, for both kinds of modules", async () => {
    const words = [
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--target",
      "es2022",
      "--module",
      "nodenext",
      "--types",
      "node",
    ];
    const ran = await tsc(...words, "good.mts", "good.cts", "bad.mts");
    expect(ran).toEqual({ stdout: "", stderr: "", exit: 0 });
  });

  it("take what the documentation shows", async () => {
    const words = [
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--target",
      "es2022",
      "--module",
      "nodenext",
      "--types",
      "node",
    ];
    const ran = await tsc(...words, ...shown.map((_, index) => `shown${index}.mts`));
    expect(ran).toEqual({ stdout: "", stderr: "", exit: 0 });
  });

  it("are understood by the TypeScript that Pulumi brings for programs without one", async () => {
    write(folder, "good.ts", good.replaceAll("type MailDomainArgs, type ProviderId", "MailDomainArgs, ProviderId"));
    const compile = `const ts = require(${JSON.stringify(`${root}node_modules/@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js`)});
      const options = { module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.NodeJs, target: ts.ScriptTarget.ES2019, strict: true, noEmit: true, types: [] };
      const all = ts.getPreEmitDiagnostics(ts.createProgram(["good.ts"], options));
      const own = all.filter(({ file }) => file && /(?:good\\.ts|maildns\\/dist\\/.*)$/.test(file.fileName));
      console.log(ts.version, own.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " ")));`;
    const ran = await run(process.execPath, [write(folder, "compile.cjs", compile)], { cwd: folder });
    expect(ran).toEqual({ stdout: "3.8.3 []\n", stderr: "", exit: 0 });
  });
});
