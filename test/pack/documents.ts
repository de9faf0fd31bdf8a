import { isSecret, mapProperties, SECRET, SIGNATURE, type Json, type Properties } from "./json.ts";
import { isProvider, type ResourceState, type Run } from "./state.ts";

type Fields = Record<string, Json | undefined>;

/** How a document shows a secret: struck out, as ciphertext, or decrypted. */
const SHOWN: Readonly<Record<"struck" | "encrypted" | "blinded" | "plain", (value: Json) => Json>> = {
  struck: () => "[secret]",
  encrypted: () => ({ [SIGNATURE]: SECRET, ciphertext: "v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAA==" }),
  blinded: () => ({ [SIGNATURE]: SECRET, ciphertext: "[secret]" }),
  plain: (value) => ({ [SIGNATURE]: SECRET, plaintext: JSON.stringify(value) }),
};

const show = (properties: Properties, how: keyof typeof SHOWN): Properties =>
  mapProperties(properties, (each) => (isSecret(each) ? SHOWN[how](each["value"] ?? null) : undefined));

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;
const isDefaultProvider = (state: ResourceState): boolean => isProvider(state) && state.parent === "";

/** A resource as `SerializeResource` writes it; what is empty is left out. */
function stateJson(state: ResourceState, how: keyof typeof SHOWN, part: "whole" | "planned"): Fields {
  const whole = part === "whole";
  return {
    urn: state.urn,
    custom: state.custom,
    id: (whole || state.external) && state.id !== "" ? state.id : undefined,
    type: state.type,
    inputs: isEmpty(state.inputs) ? undefined : show(state.inputs, how),
    outputs: whole && !isEmpty(state.outputs) ? show(state.outputs, how) : undefined,
    parent: state.parent || undefined,
    protect: state.protect || undefined,
    external: state.external || undefined,
    dependencies: state.dependencies.length > 0 ? state.dependencies : undefined,
    provider: state.provider || undefined,
    propertyDependencies: isEmpty(state.propertyDependencies) ? undefined : state.propertyDependencies,
    additionalSecretOutputs: state.additionalSecretOutputs.length > 0 ? state.additionalSecretOutputs : undefined,
    ignoreChanges: state.ignoreChanges.length > 0 ? state.ignoreChanges : undefined,
  };
}

/** How many resources each operation has; providers that nobody declared and reads are not counted. */
function changes(run: Run): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (op: string): number => (counts[op] = (counts[op] ?? 0) + 1);
  for (const state of run.states) if (!isDefaultProvider(state) && !state.external) count(state.op);
  for (const state of run.deleted) if (!isDefaultProvider(state) && !state.external) count("delete");
  return counts;
}

const oldOf = (run: Run, state: ResourceState): ResourceState | undefined =>
  run.before.find(({ urn }) => urn === state.urn);

/**
 * `pulumi preview --json --show-replacement-steps`, and with `sames` also `--show-sames` (backend/display/json.go). A
 * step is written when it is announced, so that a new state has no outputs yet. Secrets are struck out.
 */
export function previewJson(run: Run, options: { readonly sames?: boolean } = {}): string {
  const steps: Fields[] = [];
  for (const state of run.states) {
    if (isDefaultProvider(state)) continue;
    if (state.op === "same" && options.sames === false && state.type !== "pulumi:pulumi:Stack") continue;
    const old = oldOf(run, state);
    steps.push({
      op: state.op,
      urn: state.urn,
      provider: state.provider || undefined,
      oldState: old === undefined ? undefined : (stateJson(old, "struck", "whole") as Json),
      newState: stateJson(state, "struck", "planned") as Json,
      detailedDiff: null,
    });
  }
  for (const old of run.deleted) {
    if (isDefaultProvider(old)) continue;
    const oldState = stateJson(old, "struck", "whole") as Json;
    steps.push({ op: "delete", urn: old.urn, provider: old.provider || undefined, oldState, detailedDiff: null });
  }
  return JSON.stringify({ steps, duration: 1_530_557_285, changeSummary: changes(run) }, undefined, 4);
}

/** `pulumi stack export` after an update, with or without `--show-secrets`. */
export function stackExport(run: Run, options: { readonly showSecrets?: boolean } = {}): string {
  const how = options.showSecrets === true ? "plain" : "encrypted";
  const time = "2026-11-22T05:14:00.098619759Z";
  const resources = run.states.map((state) => stateJson(state, how, "whole"));
  return JSON.stringify(
    {
      version: 3,
      deployment: {
        manifest: { time, magic: "798fce3d", version: "3.255.0" },
        secrets_providers: { type: "passphrase", state: { salt: "v1:AAAA" } },
        resources,
        metadata: {},
      },
    },
    undefined,
    4,
  );
}

/** One side of a step in the event log, which leaves out all dependencies. */
function metadataState(state: ResourceState, part: "whole" | "planned"): Json {
  return {
    type: state.type,
    urn: state.urn,
    ...(state.custom ? { custom: true } : {}),
    id: part === "whole" || state.external ? state.id : "",
    parent: state.parent,
    ...(state.protect ? { protect: true } : {}),
    ...(state.external ? { external: true } : {}),
    inputs: show(state.inputs, "blinded"),
    outputs: part === "whole" ? show(state.outputs, "blinded") : {},
    provider: state.provider,
  };
}

/** `--event-log`, and `up --json`: one engine event a line (backend/display/events.go). */
export function eventLog(run: Run): string {
  const events: Fields[] = [{ preludeEvent: { config: run.stack.config } }];
  const step = (op: string, old: ResourceState | undefined, state: ResourceState | undefined): void => {
    const subject = state ?? old;
    if (subject === undefined) return;
    for (const part of ["planned", "whole"] as const) {
      const metadata: Json = {
        op,
        urn: subject.urn,
        type: subject.type,
        old: old === undefined ? null : metadataState(old, "whole"),
        new: state === undefined ? null : metadataState(state, part),
        detailedDiff: null,
        logical: true,
        provider: subject.provider,
      };
      events.push({ [part === "planned" ? "resourcePreEvent" : "resOutputsEvent"]: planned(metadata, run) });
    }
  };
  for (const state of run.states) step(state.op, oldOf(run, state), state);
  for (const old of run.deleted) step("delete", old, undefined);
  for (const { policy, level, urn, message } of run.violations) {
    events.push({
      policyEvent: {
        resourceUrn: urn,
        message: `${message}\n`,
        color: "never",
        policyName: policy,
        policyPackName: "maildns",
        policyPackVersion: "0.1.0",
        policyPackVersionTag: "0.1.0",
        enforcementLevel: level === "mandatory" ? "mandatory" : "warning",
      },
    });
  }
  events.push({
    summaryEvent: {
      maybeCorrupt: false,
      durationSeconds: 3,
      resourceChanges: changes(run),
      PolicyPacks: {},
      isPreview: run.stack.dryRun,
      result: run.outcome === "succeeded" ? "succeeded" : "failed",
    },
  });
  events.push({ cancelEvent: {} });
  return events
    .map((event, index) => `${JSON.stringify({ sequence: index + 2, timestamp: 1_795_325_092, ...event })}\n`)
    .join("");
}

const planned = (metadata: Json, run: Run): Json => ({ metadata, ...(run.stack.dryRun ? { planning: true } : {}) });
