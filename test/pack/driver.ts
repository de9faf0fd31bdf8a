import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Properties } from "./json.ts";
import { withoutInternal } from "./json.ts";
import { analyzer, analyzerService, empty, fromStruct, grpc, toStruct, type AnalyzerTypes } from "./proto.ts";

/** The two ways into a pack: a folder that a language host serves, or a file that the engine starts itself. */
export interface Door {
  readonly kind: "folder" | "file";
  readonly path: string;
}

export type Level = "advisory" | "mandatory" | "disabled" | "remediate";
/** In the protocol's order of numbers. */
const LEVELS: readonly Level[] = ["advisory", "mandatory", "disabled", "remediate"];
const TYPES = ["unknown", "resource", "stack"] as const;
const SEVERITIES = ["unspecified", "low", "medium", "high", "critical"] as const;

/** What the engine tells a pack about the deployment (`ConfigureStack`). */
export interface Stack {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
  readonly dryRun: boolean;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

export const STACK: Stack = {
  organization: "organization",
  project: "mail",
  stack: "dev",
  dryRun: true,
  config: {},
  secretKeys: [],
};

export interface PolicySetting {
  readonly level: Level;
  readonly properties: Properties;
}

export interface Policy {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly level: Level;
  readonly type: (typeof TYPES)[number];
  readonly severity: (typeof SEVERITIES)[number];
  readonly remediationSteps: string;
  readonly url: string;
  readonly tags: readonly string[];
  readonly schema?: { readonly properties: Readonly<Record<string, Properties>>; readonly required: readonly string[] };
}

export interface PackInfo {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly version: string;
  readonly supportsConfig: boolean;
  readonly policies: readonly Policy[];
  readonly initialConfig: Readonly<Record<string, PolicySetting>>;
}

export interface ProviderResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly properties: Properties;
}

/** One resource as it is sent to `Analyze` and `Remediate`. */
export interface Analyzed {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly properties: Properties;
  readonly provider?: ProviderResource | undefined;
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly parent?: string;
}

/** One resource as it is sent to `AnalyzeStack`. */
export interface AnalyzedInStack extends Analyzed {
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

export interface Diagnostic {
  readonly policy: string;
  readonly level: Level;
  readonly message: string;
  readonly description: string;
  readonly urn: string;
  readonly severity: (typeof SEVERITIES)[number];
}

export interface Remediation {
  readonly policy: string;
  readonly description: string;
  readonly diagnostic: string;
  readonly properties: Properties | undefined;
}

/** What the engine asks of a pack for each resource, and at the end. */
export interface Judge {
  remediate(resource: Analyzed): Promise<readonly Remediation[]>;
  analyze(resource: Analyzed): Promise<readonly Diagnostic[]>;
  analyzeStack(resources: readonly AnalyzedInStack[]): Promise<readonly Diagnostic[]>;
}

type Client = InstanceType<typeof analyzerService.AnalyzerClient>;
/** One unary call of the client, its answer not looked at. */
type Call<Request, Response> = (
  request: Request,
  metadata: InstanceType<typeof grpc.Metadata>,
  options: { deadline: number },
  callback: (error: Error | null, response: Response) => void,
) => unknown;

const alive = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of alive) child.kill("SIGKILL");
});

export interface StartOptions {
  readonly stack?: Stack;
  readonly env?: Readonly<Record<string, string>>;
  /** The program's folder, in which the engine starts a pack that is a file. */
  readonly pwd?: string;
  /** Milliseconds until a start or a call is given up. */
  readonly patience?: number;
}

/** A running pack, spoken to as the engine does (resource/plugin/analyzer_plugin.go). */
export class Pack implements Judge {
  readonly client: Client;
  readonly port: number;
  readonly child: ChildProcess;
  readonly stack: Stack;
  /** All that the process has written so far; the protocol allows the port and nothing else on stdout. */
  readonly written: { stdout: string; stderr: string };
  readonly patience: number;

  constructor(child: ChildProcess, port: number, written: Pack["written"], stack: Stack, patience: number) {
    this.child = child;
    this.port = port;
    this.written = written;
    this.stack = stack;
    this.patience = patience;
    this.client = new analyzerService.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": 400 * 1024 * 1024,
      "grpc.max_send_message_length": 400 * 1024 * 1024,
    });
  }

  call<Request, Response>(method: Call<Request, Response>, request: Request): Promise<Response> {
    return new Promise((resolve, reject) => {
      method.call(
        this.client,
        request,
        new grpc.Metadata(),
        { deadline: Date.now() + this.patience },
        (error, response) => {
          if (error === null) resolve(response);
          else reject(error);
        },
      );
    });
  }

  async info(): Promise<PackInfo> {
    const answer = await this.call(this.client.getAnalyzerInfo, new empty.Empty());
    return {
      name: answer.getName(),
      displayName: answer.getDisplayname(),
      description: answer.getDescription(),
      version: answer.getVersion(),
      supportsConfig: answer.getSupportsconfig(),
      policies: answer.getPoliciesList().map(policyOf),
      initialConfig: settingsOf(answer.getInitialconfigMap()),
    };
  }

  async configure(config: Readonly<Record<string, PolicySetting>>): Promise<void> {
    const request = new analyzer.ConfigureAnalyzerRequest();
    for (const [name, { level, properties }] of Object.entries(config)) {
      const setting = new analyzer.PolicyConfig();
      setting.setEnforcementlevel(LEVELS.indexOf(level) as 0 | 1 | 2 | 3);
      setting.setProperties(toStruct(properties));
      request.getPolicyconfigMap().set(name, setting);
    }
    await this.call(this.client.configure, request);
  }

  async configureStack(stack: Stack): Promise<void> {
    const request = new analyzer.AnalyzerStackConfigureRequest();
    request.setStack(stack.stack);
    request.setProject(stack.project);
    request.setOrganization(stack.organization);
    request.setDryRun(stack.dryRun);
    request.setConfigSecretKeysList([...stack.secretKeys]);
    for (const [key, value] of Object.entries(stack.config)) request.getConfigMap().set(key, value);
    await this.call(this.client.configureStack, request);
  }

  async analyze(resource: Analyzed): Promise<readonly Diagnostic[]> {
    const answer = await this.call(this.client.analyze, requestOf(resource, withoutInternal(resource.properties)));
    return answer.getDiagnosticsList().map(diagnosticOf);
  }

  async remediate(resource: Analyzed): Promise<readonly Remediation[]> {
    const answer = await this.call(this.client.remediate, requestOf(resource, resource.properties));
    return answer.getRemediationsList().map((each) => ({
      policy: each.getPolicyname(),
      description: each.getDescription(),
      diagnostic: each.getDiagnostic(),
      properties: each.hasProperties() ? fromStruct(each.getProperties()) : undefined,
    }));
  }

  async analyzeStack(resources: readonly AnalyzedInStack[]): Promise<readonly Diagnostic[]> {
    const answer = await this.call(this.client.analyzeStack, stackRequestOf(resources));
    return answer.getDiagnosticsList().map(diagnosticOf);
  }

  /** Ends the process, politely first. Resolves when it is gone. */
  async close(): Promise<void> {
    const gone = new Promise<void>((resolve) => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) resolve();
      else this.child.once("exit", () => resolve());
    });
    await Promise.race([
      this.call(this.client.cancel, new empty.Empty()).catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, 500).unref()),
    ]);
    this.client.close();
    this.child.kill("SIGKILL");
    await gone;
    alive.delete(this.child);
  }
}

/** Starts a pack by one of its doors and waits for its port. Nothing is asked of it yet. */
export async function openPack(door: Door, options: StartOptions = {}): Promise<Pack> {
  const stack = options.stack ?? STACK;
  const patience = options.patience ?? 60_000;
  const environment: NodeJS.ProcessEnv = { ...process.env, ...options.env };
  // What vitest sets for itself is no part of an engine's environment.
  for (const key of ["NODE_OPTIONS", "VITEST", "NODE_ENV"]) delete environment[key];
  const pwd = options.pwd ?? dirname(door.path);
  environment["PWD"] = pwd;
  const child =
    door.kind === "file"
      ? spawn(door.path, ["127.0.0.1:1"], { cwd: pwd, env: environment, stdio: ["ignore", "pipe", "pipe"] })
      : spawn(process.execPath, [runPolicyPack(door.path), "127.0.0.1:1", door.path], {
          cwd: door.path,
          env: { ...environment, ...hostEnvironment(stack) },
          stdio: ["ignore", "pipe", "pipe"],
        });
  alive.add(child);
  const written = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8");
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text: string) => (written.stderr += text));
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (reason: string): void => {
      child.kill("SIGKILL");
      alive.delete(child);
      reject(new Error(`the pack ${door.path} ${reason}\n${written.stdout}${written.stderr}`));
    };
    const clock = setTimeout(() => fail(`printed no port within ${patience / 1000} s`), patience);
    child.once("error", (error) => {
      clearTimeout(clock);
      fail(`did not start: ${error.message}`);
    });
    child.once("exit", (code, signal) => {
      clearTimeout(clock);
      fail(`ended before it printed a port (${code ?? signal})`);
    });
    child.stdout.on("data", (text: string) => {
      written.stdout += text;
      const line = /^(.*)\n/.exec(written.stdout)?.[1];
      if (line === undefined) return;
      clearTimeout(clock);
      if (/^\d+$/.test(line.trim())) resolve(Number(line));
      else fail(`printed ${JSON.stringify(line)} where a port was expected`);
    });
  });
  child.removeAllListeners("exit");
  child.once("exit", () => alive.delete(child));
  return new Pack(child, port, written, stack, patience);
}

/** The runner stands beside the pack, as the language host resolves it. */
function runPolicyPack(folder: string): string {
  return createRequire(join(folder, "index.js")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
}

/** What the language host sets from `ConfigureStack` before it starts Node. */
function hostEnvironment(stack: Stack): Record<string, string> {
  return {
    PULUMI_CONFIG: JSON.stringify(stack.config),
    PULUMI_NODEJS_ORGANIZATION: stack.organization,
    PULUMI_NODEJS_PROJECT: stack.project,
    PULUMI_NODEJS_STACK: stack.stack,
    PULUMI_NODEJS_DRY_RUN: String(stack.dryRun),
    PULUMI_ORGANIZATION: stack.organization,
    PULUMI_PROJECT: stack.project,
    PULUMI_STACK: stack.stack,
    PULUMI_DRY_RUN: String(stack.dryRun),
  };
}

/** An `Analyze` or `Remediate` request; the properties go out as they are. */
export function requestOf(resource: Analyzed, properties: Properties): AnalyzerTypes.AnalyzeRequest {
  const request = new analyzer.AnalyzeRequest();
  request.setUrn(resource.urn);
  request.setType(resource.type);
  request.setName(resource.name);
  request.setProperties(toStruct(properties));
  request.setOptions(optionsOf(resource));
  if (resource.provider !== undefined) request.setProvider(providerOf(resource.provider));
  return request;
}

export function stackRequestOf(resources: readonly AnalyzedInStack[]): AnalyzerTypes.AnalyzeStackRequest {
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(
    resources.map((resource) => {
      const message = new analyzer.AnalyzerResource();
      message.setUrn(resource.urn);
      message.setType(resource.type);
      message.setName(resource.name);
      message.setProperties(toStruct(withoutInternal(resource.properties)));
      message.setOptions(optionsOf(resource));
      if (resource.provider !== undefined) message.setProvider(providerOf(resource.provider));
      message.setParent(resource.parent ?? "");
      message.setDependenciesList([...resource.dependencies]);
      for (const [key, urns] of Object.entries(resource.propertyDependencies)) {
        // The engine leaves out properties that depend on nothing.
        if (urns.length === 0) continue;
        const list = new analyzer.AnalyzerPropertyDependencies();
        list.setUrnsList([...urns]);
        message.getPropertydependenciesMap().set(key, list);
      }
      return message;
    }),
  );
  return request;
}

function optionsOf(resource: Analyzed): AnalyzerTypes.AnalyzerResourceOptions {
  const options = new analyzer.AnalyzerResourceOptions();
  options.setProtect(resource.protect ?? false);
  options.setIgnorechangesList([...(resource.ignoreChanges ?? [])]);
  options.setAdditionalsecretoutputsList([...(resource.additionalSecretOutputs ?? [])]);
  options.setCustomtimeouts(new analyzer.AnalyzerResourceOptions.CustomTimeouts());
  options.setParent(resource.parent ?? "");
  return options;
}

function providerOf(resource: ProviderResource): AnalyzerTypes.AnalyzerProviderResource {
  const message = new analyzer.AnalyzerProviderResource();
  message.setUrn(resource.urn);
  message.setType(resource.type);
  message.setName(resource.name);
  message.setProperties(toStruct(withoutInternal(resource.properties)));
  return message;
}

function levelOf(number: number): Level {
  const level = LEVELS[number];
  // convertEnforcementLevel of the engine refuses anything else, and with it the whole answer.
  if (level === undefined) throw new Error(`invalid enforcement level ${number}`);
  return level;
}

function diagnosticOf(message: AnalyzerTypes.AnalyzeDiagnostic): Diagnostic {
  return {
    policy: message.getPolicyname(),
    level: levelOf(message.getEnforcementlevel()),
    message: message.getMessage(),
    description: message.getDescription(),
    urn: message.getUrn(),
    severity: SEVERITIES[message.getSeverity()] ?? "unspecified",
  };
}

function policyOf(message: AnalyzerTypes.PolicyInfo): Policy {
  const schema = message.getConfigschema();
  return {
    name: message.getName(),
    displayName: message.getDisplayname(),
    description: message.getDescription(),
    level: levelOf(message.getEnforcementlevel()),
    type: TYPES[message.getPolicyType()] ?? "unknown",
    severity: SEVERITIES[message.getSeverity()] ?? "unspecified",
    remediationSteps: message.getRemediationSteps(),
    url: message.getUrl(),
    tags: message.getTagsList(),
    ...(schema === undefined
      ? {}
      : {
          schema: {
            properties: fromStruct(schema.getProperties()) as Readonly<Record<string, Properties>>,
            required: schema.getRequiredList(),
          },
        }),
  };
}

function settingsOf(map: ReturnType<AnalyzerTypes.AnalyzerInfo["getInitialconfigMap"]>): Record<string, PolicySetting> {
  const settings: Record<string, PolicySetting> = {};
  for (const [name, config] of map.entries()) {
    settings[name] = { level: levelOf(config.getEnforcementlevel()), properties: fromStruct(config.getProperties()) };
  }
  return settings;
}
