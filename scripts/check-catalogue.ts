import { classify } from "../src/generate/classify.ts";
import { recipeFrom } from "./build-recipes.ts";
import type { FileMxSet, ProviderFile } from "./catalogue-schema.ts";

/** Hosts that stand for the customer's own name or server, which no pattern of the provider can match. */
const OWN_NAME = /^(?:[a-z]+\.)?\{domain\}$/;

/** What the schema cannot say of a set of provider files; one line each, empty where all is well. */
export function checkCatalogue(files: readonly ProviderFile[]): string[] {
  const ids = new Set(files.map(({ id }) => id));
  return files.flatMap((file) => [
    ...checkReferences(file, ids, files),
    ...checkHosts(file, files),
    ...checkVariables(file),
    ...checkRest(file),
  ]);
}

function checkReferences(file: ProviderFile, ids: ReadonlySet<string>, files: readonly ProviderFile[]): string[] {
  const faults: string[] = [];
  const named = [
    ...(file.worksWith ?? []),
    ...(file.inFrontOf ?? []),
    ...(file.outboundBeside ?? []),
    ...(file.sharesHostsWith ?? []).map(({ id }) => id),
    ...(file.family === undefined ? [] : [file.family]),
  ];
  for (const id of named) if (!ids.has(id)) faults.push(`${file.id}: names the provider "${id}", which has no file`);
  for (const id of file.worksWith ?? []) {
    const other = files.find((each) => each.id === id);
    if (other?.worksWith?.includes(file.id) !== true) faults.push(`${file.id}: worksWith "${id}" is not mutual`);
  }
  if (file.inFrontOf !== undefined && file.kind !== "gateway") faults.push(`${file.id}: inFrontOf, but no gateway`);
  return faults;
}

function checkHosts(file: ProviderFile, files: readonly ProviderFile[]): string[] {
  const shared = new Set((file.sharesHostsWith ?? []).map(({ id }) => id));
  const patterns = files
    .filter(({ id }) => id === file.id || shared.has(id))
    .flatMap(({ mx }) => [...mx.match, ...(mx.roles ?? []).map(({ pattern }) => pattern)])
    .map((source) => new RegExp(source));
  const faults: string[] = [];
  for (const set of mxSetsOf(file)) {
    for (const { host } of set.records) {
      if (OWN_NAME.test(host)) continue;
      const sample = fillTemplate(host, file);
      if (!patterns.some((pattern) => pattern.test(sample))) {
        faults.push(`${file.id}: its MX host ${host} (${sample}) fits none of its patterns`);
      }
    }
  }
  for (const { host, match } of file.publish?.inbound ?? []) {
    const sample = fillTemplate(host, file);
    if (!new RegExp(match).test(sample)) faults.push(`${file.id}: its inbound host ${sample} does not fit ${match}`);
    if (!patterns.some((pattern) => pattern.test(sample))) faults.push(`${file.id}: ${sample} fits no pattern`);
  }
  const spf = file.spf.match.map((source) => new RegExp(source));
  for (const source of file.spf.absentAt ?? []) {
    const clash = file.spf.match.some((match) => match === source) || spf.some((match) => match.test(source));
    if (clash) faults.push(`${file.id}: ${source} is both an SPF domain and a host without SPF`);
  }
  return faults;
}

function checkVariables(file: ProviderFile): string[] {
  const faults: string[] = [];
  const variables = file.publish?.variables ?? {};
  for (const [name, { pattern, example, options, default: own, usual, sets }] of Object.entries(variables)) {
    const expression = new RegExp(pattern);
    for (const value of [example, own ?? example, usual ?? example, ...(options ?? []), ...Object.keys(sets ?? {})]) {
      if (!expression.test(value)) faults.push(`${file.id}: "${value}" does not fit the pattern of {${name}}`);
    }
    for (const [other, value] of Object.values(sets ?? {}).flatMap((each) => Object.entries(each))) {
      const fits = new RegExp(variables[other]?.pattern ?? "(?!)").test(value);
      if (!fits) faults.push(`${file.id}: {${name}} sets {${other}} to "${value}", which does not fit`);
    }
  }
  for (const { variable } of mxSetsOf(file).flatMap(({ records }) => records)) {
    if (variable !== undefined && !Object.hasOwn(variables, variable)) {
      faults.push(`${file.id}: an MX takes its preference from {${variable}}, which is not described`);
    }
  }
  const text = JSON.stringify({ ...file.publish, variables: undefined, missing: undefined, notes: undefined });
  for (const [, percent, name] of text.matchAll(/(%?)\{([A-Za-z][A-Za-z0-9]*)\}/g)) {
    if (percent === "%" || name === undefined || name === "domain" || name === "domainDashed") continue;
    if (!Object.hasOwn(variables, name)) faults.push(`${file.id}: publish uses {${name}}, which is not described`);
  }
  return faults;
}

function checkRest(file: ProviderFile): string[] {
  const targets = (file.dkim?.cnameMatch ?? []).map((source) => new RegExp(source));
  const faults: string[] = [];
  const computed = classify(recipeFrom(file)).class;
  if (file.generate !== computed)
    faults.push(`${file.id}: "generate" is ${file.generate}, by its facts it is ${computed}`);
  for (const { type, value } of file.publish?.dkim?.records ?? []) {
    if (type !== "CNAME" || targets.length === 0) continue;
    const sample = fillTemplate(value, file);
    if (!targets.some((pattern) => pattern.test(sample))) {
      faults.push(`${file.id}: its DKIM target ${sample} fits none of its patterns`);
    }
  }
  return faults;
}

/** Every set of a provider: first what a new customer gets, then what is seen. */
export function mxSetsOf(file: ProviderFile): FileMxSet[] {
  const { mx } = file.publish ?? {};
  return [...(mx === undefined ? [] : [mx.recommended, ...(mx.alternatives ?? [])]), ...(file.mx.sets ?? [])];
}

/** A template with every variable replaced by its example, for testing. */
export function fillTemplate(template: string, file: ProviderFile): string {
  return template.replace(/(%?)\{([^{}]+)\}/g, (_, percent: string, name: string) => {
    if (percent === "%") return "x";
    if (name === "domain") return "example.com";
    if (name === "domainDashed") return "example-com";
    return file.publish?.variables?.[name]?.example ?? SAMPLES[`${file.id}.${name}`] ?? SAMPLES[name] ?? `{${name}}`;
  });
}

/** Values of the variables that only `mx.sets` uses. */
const SAMPLES: Readonly<Record<string, string>> = {
  account: "example",
  awsRegion: "eu-central-1",
  cc: "de",
  customer: "example",
  dc: "eu1",
  hex: "01a2b3",
  id: "1234-56",
  id8: "00ab12cd",
  letter: "k",
  n: "123",
  region: "eu-west-1",
  "barracuda.id": "12345",
  "barracuda.region": "uk",
  "mimecast.region": "eu",
  nnnn: "1234",
  token: "a1b2c3",
  "us|eu": "eu",
  username: "example",
};
