import type { Problem } from "../model/zone.ts";
import type { JsonPath } from "./json-locate.ts";
import { isObject, parseJson } from "./parse-json.ts";
import { isDefaultProvider } from "./pulumi/left-out.ts";
import { locateStates } from "./pulumi/locate.ts";
import { mayConcernDns } from "./pulumi/lookalike.ts";
import { rowOf } from "./pulumi/mapping.ts";
import { NONE_LEFT_OUT, resultOf, stackOf } from "./pulumi/part.ts";
import { peek, type ResourceState } from "./pulumi/peek.ts";
import { isLeftover, stateOf } from "./pulumi/state.ts";
import type { InputFile, Reader, ReadOptions, ReadResult } from "./reader.ts";

/** Where the resources stand: in what `stack export` writes, or in a backend's checkpoint file. */
function deploymentOf(json: unknown): { readonly path: JsonPath; readonly value: unknown } | undefined {
  if (!isObject(json)) return undefined;
  if (Object.hasOwn(json, "deployment")) return { path: ["deployment"], value: json["deployment"] };
  const checkpoint = peek(json, "checkpoint");
  if (isObject(checkpoint)) return { path: ["checkpoint", "latest"], value: peek(checkpoint, "latest") ?? null };
  return undefined;
}

function read(file: InputFile, options: ReadOptions, json: () => unknown): ReadResult {
  const refuse = (reason: string, at?: { line: number; column: number }): ReadResult => ({
    zones: [],
    problems: [{ level: "error", path: file.path, ...at, reason }],
  });
  const value = json();
  if (value === undefined) {
    const parsed = parseJson(file.text);
    if (!parsed.ok) return refuse(`no JSON: ${parsed.reason}`, { line: parsed.line, column: parsed.column });
  }
  const deployment = deploymentOf(value);
  if (deployment === undefined) return refuse('no Pulumi state: it has neither "deployment" nor "checkpoint"');
  const note = (reason: string): Problem => ({ level: "note", path: file.path, reason });
  if (deployment.value !== null && !isObject(deployment.value)) {
    return refuse(`"${deployment.path.join(".")}" is no object, so this is no Pulumi state`);
  }
  const list = peek(deployment.value, "resources");
  if (list === undefined || (Array.isArray(list) && list.length === 0)) {
    return { zones: [], problems: [note("the stack holds no resource")] };
  }
  if (!Array.isArray(list)) return refuse(`"${deployment.path.join(".")}.resources" is no list`);
  const states: ResourceState[] = [];
  const shown = new Set<string>();
  let stack: string | undefined;
  for (const index of list.keys()) {
    const resource: unknown = list[index];
    const state = stateOf(resource, index, false, false);
    if (state === undefined)
      return refuse(`"${deployment.path.join(".")}.resources" holds something at ${index} that is no resource`);
    stack ??= stackOf(state.urn);
    if (isLeftover(resource)) continue;
    if (!isDefaultProvider(state.urn) && !state.external) shown.add(state.urn);
    if (mayConcernDns(state.type, options.mappings)) states.push(state);
  }
  const count = list.length === 1 ? "1 resource" : `${list.length} resources`;
  return resultOf(
    {
      document: { path: file.path, format: "pulumi-export" },
      stack,
      change: false,
      before: undefined,
      after: states,
      shown,
      leftOut: NONE_LEFT_OUT,
      complete: true,
      problems: pendingNotes(deployment.value, note, options),
      empty: `the stack holds ${count}, none of them a DNS record or zone`,
    },
    options,
  );
}

/** An update that was cut off leaves operations of which nobody knows whether they happened. */
function pendingNotes(
  deployment: unknown,
  note: (reason: string) => Problem,
  { mappings }: Pick<ReadOptions, "mappings">,
): Problem[] {
  const pending = peek(deployment, "pending_operations");
  if (!Array.isArray(pending)) return [];
  const torn = pending.filter((each) => {
    const type = peek(peek(each, "resource"), "type");
    return typeof type === "string" && rowOf(type, mappings) !== undefined;
  });
  if (torn.length === 0) return [];
  const count = torn.length === 1 ? "1 DNS resource was" : `${torn.length} DNS resources were`;
  return [
    note(`an update was cut off while ${count} being changed, so what is published may differ; run "pulumi refresh"`),
  ];
}

export const pulumiExportReader: Reader = {
  id: "pulumi-export",
  title: "Pulumi stack export",
  holdsSecrets: true,
  detect({ json }) {
    const value = json();
    if (!isObject(value) || typeof peek(value, "version") !== "number") return false;
    const deployment = deploymentOf(value);
    if (deployment === undefined) return false;
    if (deployment.path[0] === "checkpoint") return true;
    const inner = deployment.value;
    return (
      inner === null || (isObject(inner) && (Object.hasOwn(inner, "manifest") || Object.hasOwn(inner, "resources")))
    );
  },
  read,
  locate(file, requests, mappings) {
    const parsed = parseJson(file.text);
    const deployment = parsed.ok ? deploymentOf(parsed.value) : undefined;
    if (deployment === undefined) return requests.map(() => undefined);
    const list = peek(deployment.value, "resources");
    return locateStates(
      file.text,
      {
        state: (index) => stateOf(peek(list, index), index, false, false),
        path: (index) => [...deployment.path, "resources", index],
      },
      requests,
      mappings,
    );
  },
};
