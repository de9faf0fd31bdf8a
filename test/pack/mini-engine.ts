import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { runInline } from "./inline.ts";
import type { Judge, Stack } from "./driver.ts";
import { STACK } from "./driver.ts";
import { judgeResource, judgeStack } from "./judge.ts";
import type { Json, Properties } from "./json.ts";
import { isSecret, secret, UNKNOWN } from "./json.ts";
import { startMonitor, type Registration, type Served } from "./monitor.ts";
import { idOf, outputsOf, type ProviderHabits } from "./provider.ts";
import { isProvider, providerUrn, type Applied, type ResourceState, type Run, type Violation } from "./state.ts";

export interface RunOptions {
  /** `preview`, or an update that is not previewed. */
  readonly preview: boolean;
  /** The run that left the state on which this one builds. */
  readonly before?: Run | undefined;
  readonly packs?: readonly Judge[];
  readonly config?: Readonly<Record<string, string>>;
  readonly secretKeys?: readonly string[];
  readonly habits?: ProviderHabits;
  /** What the service answers: properties by id for `.get()`, results by token for functions. */
  readonly reads?: Readonly<Record<string, Properties>>;
  readonly invokes?: Readonly<Record<string, Properties>>;
  /** Run the program in this process, as the Automation API does, which is quicker where there are many. */
  readonly inline?: boolean;
  /** Set in the environment of a program with a process of its own. */
  readonly env?: Readonly<Record<string, string>>;
}

const PROGRAM_LIMIT = 60_000;
const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run");
const alive = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of alive) child.kill("SIGKILL");
});

/**
 * Runs a program as the engine does, without the CLI: the program's own process speaks to a monitor that registers,
 * "creates" and analyses its resources. What the engine does in which order is resource/deploy/step_generator.go and
 * deployment_executor.go of Pulumi 3.255.
 */
export async function runProgram(program: string, options: RunOptions): Promise<Run> {
  const stack: Stack = {
    ...STACK,
    dryRun: options.preview,
    config: options.config ?? {},
    secretKeys: options.secretKeys ?? [],
  };
  const deployment = new Deployment(stack, options);
  const monitor = await startMonitor(deployment);
  try {
    const code = options.inline
      ? await runInline(program, stack, monitor.address, (message) => deployment.log("error", message))
      : await run(program, stack, monitor.address, deployment, options.env ?? {});
    return await deployment.finish(code === 0);
  } finally {
    monitor.stop();
  }
}

async function run(
  program: string,
  stack: Stack,
  address: string,
  deployment: Deployment,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const words = [runner, "--monitor", address, "--engine", address, "--organization", stack.organization];
  words.push("--project", stack.project, "--stack", stack.stack, "--pwd", dirname(program), "--parallel", "16");
  if (stack.dryRun) words.push("--dry-run");
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(stack.config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(stack.secretKeys),
    PULUMI_NODEJS_TYPESCRIPT: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    ...env,
  };
  for (const key of ["NODE_OPTIONS", "VITEST", "NODE_ENV"]) delete environment[key];
  const child = spawn(process.execPath, [...words, program], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  alive.add(child);
  deployment.stop = () => child.kill("SIGKILL");
  const clock = setTimeout(() => child.kill("SIGKILL"), PROGRAM_LIMIT);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (message: string) => deployment.log("info", message));
  }
  const code = await new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? 1)));
  clearTimeout(clock);
  alive.delete(child);
  return code;
}

/** A mandatory resource policy in an update: nothing further is registered. */
class Bail extends Error {}

class Deployment implements Served {
  readonly states: ResourceState[] = [];
  readonly violations: Violation[] = [];
  readonly remediations: Applied[] = [];
  readonly logs: { severity: string; message: string }[] = [];
  readonly changed: string[] = [];
  readonly stack: Stack;
  readonly options: RunOptions;
  stop: () => void = () => undefined;
  private readonly before: ReadonlyMap<string, ResourceState>;
  private bailed = false;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(stack: Stack, options: RunOptions) {
    this.stack = stack;
    this.options = options;
    const before = options.before?.states ?? [];
    this.before = new Map(before.map((state) => [state.urn, state]));
  }

  log(severity: string, message: string): void {
    this.logs.push({ severity, message });
  }

  /** One registration after the other, like the step generator. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  register(registration: Registration): Promise<ResourceState> {
    return this.inTurn(async () => {
      const provider = await this.providerOf(registration);
      return this.add(registration, provider);
    });
  }

  read(registration: Registration, id: string): Promise<ResourceState> {
    return this.inTurn(async () => {
      const provider = await this.providerOf(registration);
      const known = id === "" || id === UNKNOWN ? {} : (this.options.reads?.[id] ?? registration.inputs);
      const state = this.stateOf(registration, provider, { op: "read", external: true, id: id === UNKNOWN ? "" : id });
      state.outputs = known;
      this.states.push(state);
      return state;
    });
  }

  invoke(token: string, args: Properties): Properties {
    return this.options.invokes?.[token] ?? args;
  }

  setOutputs(urn: string, outputs: Properties): Promise<void> {
    return this.inTurn(async () => {
      const state = this.states.find((each) => each.urn === urn);
      if (state !== undefined) state.outputs = outputs;
    });
  }

  private urnOf(type: string, name: string, parent: string): string {
    const chain = parent.split("::")[2] ?? "";
    const within = chain === "" || chain === "pulumi:pulumi:Stack" ? "" : `${chain}$`;
    return `urn:pulumi:${this.stack.stack}::${this.stack.project}::${within}${type}::${name}`;
  }

  /** The provider that a registration names, else the default one of its package and version. */
  private async providerOf(registration: Registration): Promise<string> {
    if (!registration.custom || isProvider(registration)) return "";
    if (registration.provider !== "") return registration.provider;
    const [name = ""] = registration.type.split(":");
    const version = registration.version;
    const label = version === "" ? "default" : `default_${version.replace(/[.-]/g, "_")}`;
    const type = `pulumi:providers:${name}`;
    const urn = this.urnOf(type, label, "");
    const known = this.states.find((state) => state.urn === urn);
    if (known !== undefined) return `${urn}::${known.id === "" ? UNKNOWN : known.id}`;
    const inputs: Record<string, Json> = version === "" ? {} : { version };
    for (const [key, value] of Object.entries(this.stack.config)) {
      const property = key.startsWith(`${name}:`) ? key.slice(name.length + 1) : undefined;
      if (property !== undefined) inputs[property] = this.stack.secretKeys.includes(key) ? secret(value) : value;
    }
    const state = await this.add(
      { ...NOTHING, type, name: label, custom: true, inputs: { ...inputs, __internal: {} } },
      "",
    );
    return `${urn}::${state.id === "" ? UNKNOWN : state.id}`;
  }

  private stateOf(
    registration: Registration,
    provider: string,
    rest: Pick<ResourceState, "op" | "external" | "id">,
  ): ResourceState {
    const { type, name, custom, parent, inputs, dependencies, propertyDependencies } = registration;
    const { protect, ignoreChanges, additionalSecretOutputs } = registration;
    const urn = this.urnOf(type, name, parent);
    const options = { protect, ignoreChanges, additionalSecretOutputs };
    return {
      ...{ urn, type, name, custom, parent, provider, inputs, outputs: {}, dependencies, propertyDependencies },
      ...options,
      ...rest,
    };
  }

  private async add(registration: Registration, provider: string): Promise<ResourceState> {
    if (this.bailed) throw new Bail("the deployment has ended");
    const preview = this.options.preview;
    const urn = this.urnOf(registration.type, registration.name, registration.parent);
    const old = [urn, ...registration.aliases].map((each) => this.before.get(each)).find((each) => each !== undefined);
    const draft = this.stateOf(registration, provider, { op: "create", external: false, id: old?.id ?? "" });
    const verdict = await judgeResource(this.options.packs ?? [], this.states, draft);
    this.violations.push(...verdict.violations);
    this.remediations.push(...verdict.remediations);
    if (!preview && verdict.violations.some(({ level }) => level === "mandatory")) {
      this.bailed = true;
      setImmediate(() => this.stop());
      throw new Bail(`resource ${urn} is invalid`);
    }
    const same = old !== undefined && JSON.stringify(sorted(old.inputs)) === JSON.stringify(sorted(draft.inputs));
    const op = old === undefined ? "create" : same ? "same" : "update";
    const id = old?.id || (preview || !draft.custom ? "" : idOf(urn));
    const state: ResourceState = { ...draft, op, id };
    if (isProvider(state)) state.outputs = state.inputs;
    else if (same) state.outputs = old.outputs;
    else if (state.custom) {
      const inputs = this.states.find((each) => each.urn === providerUrn(provider))?.inputs ?? {};
      state.outputs = outputsOf(state, inputs, this.zoneName(state), preview, this.options.habits ?? {});
    }
    state.outputs = markSecrets(state);
    this.states.push(state);
    if (!preview && op !== "same") this.changed.push(urn);
    return state;
  }

  private zoneName(state: ResourceState): string | undefined {
    const id = state.inputs["zoneId"];
    const name = this.states.find((each) => typeof id === "string" && each.id === id)?.outputs["name"];
    return typeof name === "string" ? name : undefined;
  }

  async finish(ran: boolean): Promise<Run> {
    await this.queue;
    const { stack, states, violations, remediations, logs, changed } = this;
    const now = new Set(states.map(({ urn }) => urn));
    const deleted = this.bailed || !ran ? [] : [...this.before.values()].filter(({ urn }) => !now.has(urn));
    if (!this.options.preview) changed.push(...deleted.map(({ urn }) => urn));
    if (ran && !this.bailed) violations.push(...(await judgeStack(this.options.packs ?? [], states, stack)));
    const broken = !ran || violations.some(({ level }) => level === "mandatory");
    const outcome = this.bailed ? "bailed" : broken ? "failed" : "succeeded";
    const before = [...this.before.values()];
    return { stack, states, before, deleted, logs, violations, remediations, outcome, changed };
  }
}

const NOTHING: Registration = {
  type: "",
  name: "",
  custom: false,
  parent: "",
  provider: "",
  version: "",
  inputs: {},
  dependencies: [],
  propertyDependencies: {},
  protect: false,
  ignoreChanges: [],
  additionalSecretOutputs: [],
  aliases: [],
};

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** An output is secret that is listed so, or whose input of the same name was (step_executor.go). */
function markSecrets({ inputs, outputs, additionalSecretOutputs }: ResourceState): Properties {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [
      key,
      additionalSecretOutputs.includes(key) || isSecret(inputs[key]) ? secret(value) : value,
    ]),
  );
}
