import { createRequire } from "node:module";
import vm from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import { transformSync } from "esbuild";
import { check } from "prettier";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { deploymentOf, type Deployment } from "../../../src/generate/deployment.ts";
import { planMail } from "../../../src/generate/plan.ts";
import { pulumiTsWriter } from "../../../src/generate/write/pulumi-ts.ts";
import type { DnsHost } from "../../../src/generate/write/writer.ts";
import { resource, type Json } from "../../input/pulumi-fixture.ts";
import { root } from "../../process.ts";
import { part, request } from "../examples.ts";
import { deploymentWith, entriesOf, written } from "./deployments.ts";
import { declaredLines, linesOf } from "./read-back.ts";

const require = createRequire(import.meta.url);

function deployed(id: string, domain: string): Deployment {
  const planned = planMail({ ...request({ provider: part(id), senders: [part("sendgrid")], extras: "all" }), domain });
  if (!planned.ok) throw new Error(planned.faults.map(({ text }) => text).join("\n"));
  return deploymentOf(planned.plan, domain, domain, undefined);
}

const zone = deploymentWith(
  entriesOf(
    {
      caa: '@ 300 IN CAA 0 issue "letsencrypt.org"',
      ds: "sub 300 IN DS 12345 13 2 0123456789abcdef",
      https: "www 300 IN HTTPS 1 . alpn=h3",
      naptr: '@ 300 IN NAPTR 100 10 "U" "E2U+sip" "!^.*$!sip:info@example.com!" .',
      srv: "_sip._tcp 300 IN SRV 10 60 5060 sip.example.com.",
      sshfp: "mail 300 IN SSHFP 4 2 0123456789abcdef",
      tlsa: "_25._tcp.mail 300 IN TLSA 3 1 1 0123456789abcdef",
      web: "www 300 IN A 203.0.113.9",
    },
    "example.com",
    { comment: "by hand" },
  ),
  { scope: "whole" },
);

/** One zone, several, and one with all kinds of records. */
const samples: readonly (readonly Deployment[])[] = [
  [deployed("google-workspace", "example.com")],
  [deployed("godaddy", "example.com"), deployed("fastmail", "a-domain-of-a-remarkable-length.example.net")],
  [zone],
];
const HOSTS: readonly DnsHost[] = ["cloudflare", "route53"];
const programs = HOSTS.flatMap((host) =>
  samples.map((deployments, index) => ({
    name: `${host} ${index + 1}`,
    host,
    deployments,
    text: written(pulumiTsWriter, host, deployments),
  })),
);

/** The declarations of the SDKs, without those of the thousands of resources that are not used. */
const SHIMS = {
  "@pulumi/aws": 'export * as route53 from "@pulumi/aws/route53/record.js";',
  "@pulumi/cloudflare": 'export { DnsRecord } from "@pulumi/cloudflare/dnsRecord.js";',
};

test("the types of the SDKs fit", () => {
  const folder = `${root}test/generate/write/generated`;
  const shims = Object.entries(SHIMS).map(([id, text], index) => [id, `${folder}/sdk-${index}.ts`, text] as const);
  const files = new Map<string, string>([
    ...shims.map(([, path, text]) => [path, text] as const),
    ...programs.map(({ text }, index) => [`${folder}/program-${index}.ts`, text] as const),
  ]);
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    noEmit: true,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    types: ["node"],
    typeRoots: [`${root}node_modules/@types`],
    paths: Object.fromEntries(shims.map(([id, path]) => [id, [path]])),
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, version, ...more) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, version, ...more) : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const found = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
  expect(found).toEqual([]);
});

const ZONES = Object.fromEntries(samples.flat().map(({ origin }): [string, string] => [origin, `zone-of-${origin}`]));

/** Runs a program with the SDKs against Pulumi's mocks; what it registers, as a stack's resources. */
async function registered(text: string, origin: string): Promise<Json[]> {
  const resources: Json[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, type, inputs }) => {
        resources.push(resource(type, name, inputs as Json));
        return { id: `${name}-id`, state: inputs as Json };
      },
      call: () => ({}),
    },
    "mail",
    "dev",
    false,
  );
  pulumi.runtime.setAllConfig({ "mail:zoneId": ZONES[origin] ?? "", "mail:zoneIds": JSON.stringify(ZONES) });
  const { code } = transformSync(text, { loader: "ts", format: "cjs" });
  vm.runInThisContext(`(function (require, module) {${code}\n})`)(require, { exports: {} });
  await pulumi.runtime.disconnect();
  return resources;
}

describe.each(programs)("$name", ({ host, deployments, text }) => {
  test("the SDK registers what is declared", async () => {
    const resources = await registered(text, deployments[0]?.origin ?? "");
    expect(linesOf(resources)).toEqual(declaredLines(deployments, host));
  });

  test("it stands as prettier prints it", async () => {
    expect(await check(text, { parser: "typescript" })).toBe(true);
  });
});
