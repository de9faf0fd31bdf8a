import { readFileSync } from "node:fs";
import { join } from "node:path";
import { credentials, type sendUnaryData, type ServerUnaryCall, type UntypedHandleCall } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import resource from "@pulumi/pulumi/proto/resource_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { answer, serve, UNKNOWN } from "./serve.ts";

/*
 * A language without Node and without an SDK: a program is `resources.json`, a list of `{ type, name, properties }` in
 * the order of registration. A string `${zone.id}` is the output of an earlier resource.
 */

interface Declared {
  readonly type: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Registered {
  readonly urn: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

type Register = (request: resource.RegisterResourceRequest) => Promise<resource.RegisterResourceResponse>;

async function registerAll(request: language.RunRequest): Promise<void> {
  const monitor = new ResourceMonitorClient(request.getMonitorAddress(), credentials.createInsecure());
  const register: Register = (wanted) =>
    new Promise((resolve, reject) => {
      monitor.registerResource(wanted, (error, response) => (error === null ? resolve(response) : reject(error)));
    });
  const root = new resource.RegisterResourceRequest();
  root.setType("pulumi:pulumi:Stack").setName(`${request.getProject()}-${request.getStack()}`);
  const stack = (await register(root)).getUrn();
  const program = join(request.getInfo()?.getProgramDirectory() ?? request.getPwd(), "resources.json");
  const known = new Map<string, Registered>();
  for (const declared of JSON.parse(readFileSync(program, "utf8")) as Declared[]) {
    known.set(declared.name, await registerOne(declared, stack, known, register));
  }
  monitor.close();
}

async function registerOne(
  { type, name, properties }: Declared,
  parent: string,
  known: ReadonlyMap<string, Registered>,
  register: Register,
): Promise<Registered> {
  const wanted = new resource.RegisterResourceRequest();
  wanted.setType(type).setName(name).setParent(parent).setCustom(true);
  wanted.setAcceptsecrets(true).setSupportspartialvalues(true);
  const inputs: Record<string, unknown> = {};
  const dependencies = new Set<string>();
  for (const [key, value] of Object.entries(properties)) {
    const [, from = "", output = ""] = /^\$\{(\w+)\.(\w+)\}$/.exec(String(value)) ?? [];
    const source = known.get(from);
    inputs[key] = source === undefined ? value : (source.outputs[output] ?? UNKNOWN);
    if (source === undefined) continue;
    dependencies.add(source.urn);
    const urns = new resource.RegisterResourceRequest.PropertyDependencies();
    wanted.getPropertydependenciesMap().set(key, urns.setUrnsList([source.urn]));
  }
  wanted.setDependenciesList([...dependencies]);
  wanted.setObject(struct.Struct.fromJavaScript(inputs as { [key: string]: struct.JavaScriptValue }));
  const response = await register(wanted);
  const outputs = response.getObject()?.toJavaScript() ?? {};
  return { urn: response.getUrn(), outputs: { ...outputs, id: response.getId() || UNKNOWN } };
}

function run(
  { request }: ServerUnaryCall<language.RunRequest, language.RunResponse>,
  reply: sendUnaryData<language.RunResponse>,
): void {
  const response = new language.RunResponse();
  registerAll(request).then(
    () => reply(null, response),
    // A resource that was refused is reported by the engine itself; any other reason by this.
    (error: unknown) => reply(null, response.setError(error instanceof Error ? error.message : String(error))),
  );
}

serve(LanguageRuntimeService, {
  handshake: answer(language.LanguageHandshakeResponse),
  getRequiredPlugins: answer(language.GetRequiredPluginsResponse),
  getRequiredPackages: answer(language.GetRequiredPackagesResponse),
  getPluginInfo: answer(plugin.PluginInfo, (info) => info.setVersion("1.0.0")),
  about: answer(language.AboutResponse),
  cancel: answer(empty.Empty),
  run: run as UntypedHandleCall,
});
