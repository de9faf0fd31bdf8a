import { fromProgram, isUnknown, type Json, type Properties } from "./json.ts";
import {
  empty,
  engine,
  engineService,
  fromStruct,
  grpc,
  monitor,
  monitorService,
  provider,
  toStruct,
  type EngineTypes,
  type MonitorTypes,
} from "./proto.ts";
import type { ResourceState } from "./state.ts";

/** What a program asks for when it makes or reads a resource. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: string;
  readonly provider: string;
  readonly version: string;
  readonly inputs: Properties;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** Older URNs of the resource. */
  readonly aliases: readonly string[];
}

export interface Served {
  register(registration: Registration): Promise<ResourceState>;
  read(registration: Registration, id: string): Promise<ResourceState>;
  invoke(token: string, args: Properties): Properties;
  setOutputs(urn: string, outputs: Properties): Promise<void>;
  log(severity: string, message: string): void;
}

/** What the monitor of the real engine says yes to, as far as this one follows. */
const FEATURES = new Set(["secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith"]);

type Handler<Request, Response> = (
  call: { readonly request: Request },
  answer: (error: { code: number; message: string } | null, response?: Response) => void,
) => void;

/** A handler from a function that may take its time; what it throws becomes the RPC's error. */
function handler<Request, Response>(
  work: (request: Request) => Response | Promise<Response>,
): Handler<Request, Response> {
  return ({ request }, answer) => {
    Promise.resolve()
      .then(() => work(request))
      .then(
        (response) => answer(null, response),
        (error: unknown) => answer({ code: grpc.status.UNKNOWN, message: String(error) }),
      );
  };
}

/** ResourceMonitor and Engine in one server, on which a program's SDK registers its resources. */
export async function startMonitor(served: Served): Promise<{ readonly address: string; stop(): void }> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
  const nothing = handler(() => new empty.Empty());
  const without = handler(() => {
    throw new Error("this engine has none of it");
  });
  server.addService(monitorService.ResourceMonitorService, {
    getDeploymentInfo: without,
    supportsFeature: handler((request: MonitorTypes.SupportsFeatureRequest) => {
      const response = new monitor.SupportsFeatureResponse();
      response.setHassupport(FEATURES.has(request.getId()));
      return response;
    }),
    invoke: handler((request: MonitorTypes.ResourceInvokeRequest) => {
      const response = new provider.InvokeResponse();
      response.setReturn(toStruct(served.invoke(request.getTok(), fromStruct(request.getArgs()))));
      return response;
    }),
    call: without,
    readResource: handler(async (request: MonitorTypes.ReadResourceRequest) => {
      const state = await served.read(readOf(request), request.getId());
      const response = new monitor.ReadResourceResponse();
      response.setUrn(state.urn);
      response.setProperties(toStruct(state.outputs));
      return response;
    }),
    registerResource: handler(async (request: MonitorTypes.RegisterResourceRequest) => {
      const state = await served.register(registrationOf(request));
      const response = new monitor.RegisterResourceResponse();
      response.setUrn(state.urn);
      response.setId(state.id);
      response.setObject(toStruct(state.outputs));
      return response;
    }),
    registerResourceOutputs: handler(async (request: MonitorTypes.RegisterResourceOutputsRequest) => {
      await served.setOutputs(request.getUrn(), inputsOf(request.getOutputs()));
      return new empty.Empty();
    }),
    registerStackTransform: without,
    registerStackInvokeTransform: without,
    registerResourceHook: without,
    registerErrorHook: without,
    registerPackage: without,
    signalAndWaitForShutdown: nothing,
  });
  let root = "";
  server.addService(engineService.EngineService, {
    log: handler((request: EngineTypes.LogRequest) => {
      // 0 is debug (LogSeverity of engine.proto), of which the SDK has much to say.
      if (request.getSeverity() > 0) served.log(SEVERITIES[request.getSeverity()] ?? "error", request.getMessage());
      return new empty.Empty();
    }),
    getRootResource: handler(() => {
      const response = new engine.GetRootResourceResponse();
      response.setUrn(root);
      return response;
    }),
    setRootResource: handler((request: EngineTypes.SetRootResourceRequest) => {
      root = request.getUrn();
      return new engine.SetRootResourceResponse();
    }),
    startDebugging: nothing,
    requirePulumiVersion: without,
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}

const SEVERITIES = ["debug", "info", "warning", "error"];

function inputsOf(
  struct: MonitorTypes.RegisterResourceRequest["getObject"] extends () => infer T ? T : never,
): Properties {
  const inputs: Record<string, Json> = {};
  for (const [key, value] of Object.entries(fromStruct(struct))) inputs[key] = fromProgram(value);
  return inputs;
}

function registrationOf(request: MonitorTypes.RegisterResourceRequest): Registration {
  const propertyDependencies: Record<string, readonly string[]> = {};
  for (const [key, list] of request.getPropertydependenciesMap().entries()) {
    propertyDependencies[key] = list.getUrnsList();
  }
  const provider = request.getProvider();
  const inputs = inputsOf(request.getObject());
  const version = request.getVersion();
  const explicit = request.getType().startsWith("pulumi:providers:");
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent: request.getParent(),
    provider,
    version,
    // The engine keeps the plugin's version among a provider's inputs.
    inputs: explicit ? { ...inputs, ...(version === "" ? {} : { version }), __internal: {} } : inputs,
    dependencies: request.getDependenciesList(),
    propertyDependencies,
    protect: request.getProtect() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: request.getAliasesList().flatMap((alias) => aliasOf(alias.toObject(), request)),
  };
}

/** The URN under which a renamed resource may be in the state: one that differs in its type or name. */
function aliasOf(
  alias: { urn: string; spec?: { name: string; type: string } },
  request: MonitorTypes.RegisterResourceRequest,
): string[] {
  if (alias.urn !== "") return [alias.urn];
  if (alias.spec === undefined) return [];
  const [stack = "", project = "", chain = ""] = request.getParent().replace("urn:pulumi:", "").split("::");
  const within = chain === "" || chain === "pulumi:pulumi:Stack" ? "" : `${chain}$`;
  const type = alias.spec.type || request.getType();
  return [`urn:pulumi:${stack}::${project}::${within}${type}::${alias.spec.name || request.getName()}`];
}

function readOf(request: MonitorTypes.ReadResourceRequest): Registration {
  const id = request.getId();
  return {
    type: request.getType(),
    name: request.getName(),
    custom: true,
    parent: request.getParent(),
    provider: request.getProvider(),
    version: request.getVersion(),
    inputs: isUnknown(id) ? {} : inputsOf(request.getProperties()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: {},
    protect: false,
    ignoreChanges: [],
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: [],
  };
}
