import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { sendUnaryData, ServerUnaryCall, ServerWritableStream, UntypedHandleCall } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { answer, serve } from "./serve.ts";

/*
 * Stands in for Pulumi's language host for Node, which is not to be had as a module: the protocol in front of the real
 * `@pulumi/pulumi/cmd/run` and `cmd/run-policy-pack`, that are taken from the program's (the pack's) own node_modules.
 */

const engine = process.argv.slice(2).find((word) => !word.startsWith("-")) ?? "";
/** The status with which `cmd/run` says that the reason is printed already. */
const SAID = 32;

function resolve(folder: string, module: string): string {
  return createRequire(join(folder, "package.json")).resolve(module);
}

function run(
  { request }: ServerUnaryCall<language.RunRequest, language.RunResponse>,
  reply: sendUnaryData<language.RunResponse>,
): void {
  const response = new language.RunResponse();
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() ?? request.getPwd();
  const words = ["--monitor", request.getMonitorAddress(), "--engine", engine];
  words.push("--organization", request.getOrganization(), "--project", request.getProject());
  words.push("--stack", request.getStack(), "--pwd", request.getPwd(), "--parallel", String(request.getParallel()));
  if (request.getDryrun()) words.push("--dry-run");
  words.push(join(folder, info?.getEntryPoint() ?? "."));
  const child = spawn(process.execPath, [resolve(folder, "@pulumi/pulumi/cmd/run"), ...words], {
    cwd: request.getPwd(),
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: "true",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  child.on("exit", (code) => {
    if (code === SAID) response.setBail(true);
    else if (code !== 0) response.setError(`the program ended with ${code}`);
    reply(null, response);
  });
}

function runPlugin(call: ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>): void {
  const { request } = call;
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const script = request.getKind() === "analyzer" ? "run-policy-pack" : "run-plugin";
  const send = (fill: (response: language.RunPluginResponse) => void): void => {
    const response = new language.RunPluginResponse();
    fill(response);
    call.write(response);
  };
  const child: ChildProcess = spawn(
    process.execPath,
    [resolve(folder, `@pulumi/pulumi/cmd/${script}`), ...request.getArgsList(), folder],
    {
      cwd: folder,
      env: Object.fromEntries(request.getEnvList().map((entry) => entry.split(/=([\s\S]*)/, 2))),
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  child.stdout?.on("data", (bytes: Buffer) => send((response) => response.setStdout(bytes)));
  child.stderr?.on("data", (bytes: Buffer) => send((response) => response.setStderr(bytes)));
  child.on("close", (code) => {
    send((response) => response.setExitcode(code ?? 1));
    call.end();
  });
  call.on("cancelled", () => child.kill());
}

serve(LanguageRuntimeService, {
  handshake: answer(language.LanguageHandshakeResponse),
  getRequiredPlugins: answer(language.GetRequiredPluginsResponse),
  getRequiredPackages: answer(language.GetRequiredPackagesResponse),
  getPluginInfo: answer(plugin.PluginInfo, (response) => response.setVersion("3.255.0")),
  about: answer(language.AboutResponse),
  cancel: answer(empty.Empty),
  installDependencies: ((call: ServerWritableStream<unknown, unknown>) => call.end()) as UntypedHandleCall,
  run: run as UntypedHandleCall,
  runPlugin: runPlugin as UntypedHandleCall,
});
