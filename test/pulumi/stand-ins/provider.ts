import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { plain, providers, shapes, type Properties, type ResourceShape } from "./resources.ts";
import { answer, serve, UNKNOWN } from "./serve.ts";

/*
 * Stands in for the plugin of any provider; which one, its file's name says (`pulumi-resource-cloudflare`). Its cloud is
 * a folder: one JSON document per resource, and `log` with a line for each real change. Set by
 *   STAND_IN_CLOUD    the folder
 *   STAND_IN_PREVIEW  `no`: a provider that cannot preview
 */

const name = basename(process.argv[1] ?? "").replace(/^pulumi-resource-/, "");
const cloud = process.env["STAND_IN_CLOUD"] ?? "";
const previews = process.env["STAND_IN_PREVIEW"] !== "no";
const version = providers[name] ?? "0.0.0";

const objects = join(cloud, "objects");
mkdirSync(objects, { recursive: true });
const placeOf = (id: string): string => join(objects, `${createHash("sha256").update(id).digest("hex")}.json`);

function log(operation: "create" | "update" | "delete", urn: string): void {
  appendFileSync(join(cloud, "log"), `${operation} ${urn}\n`);
}

function keep(id: string, properties: Properties): void {
  writeFileSync(placeOf(id), JSON.stringify({ id, properties }));
}

function kept(id: string): Properties | undefined {
  const place = placeOf(id);
  if (!existsSync(place)) return undefined;
  return (JSON.parse(readFileSync(place, "utf8")) as { properties: Properties }).properties;
}

function shapeOf(urn: string): ResourceShape {
  const type = (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
  return shapes[type] ?? plain;
}

const toObject = (properties: struct.Struct | undefined): Properties =>
  (properties?.toJavaScript() as Properties | undefined) ?? {};
const toStruct = (properties: Properties): struct.Struct =>
  struct.Struct.fromJavaScript(properties as { [key: string]: struct.JavaScriptValue });

/** The same at every run, and another one for what replaces a resource. */
function newId(urn: string): string {
  const place = join(cloud, "log");
  const earlier = existsSync(place) ? readFileSync(place, "utf8").split(`create ${urn}\n`).length : 1;
  return createHash("sha256").update(`${urn} ${earlier}`).digest("hex").slice(0, 32);
}

/** The outputs: what went in, and what the cloud adds unless the program said it. */
function outputs(urn: string, id: string | undefined, inputs: Properties, before: Properties = {}): Properties {
  const added = Object.entries(shapeOf(urn).computed)
    .filter(([key]) => inputs[key] === undefined)
    .map(([key, compute]) => [key, before[key] ?? (id === undefined ? UNKNOWN : compute(id, inputs))]);
  return { ...inputs, ...Object.fromEntries(added) };
}

function changedKeys(before: Properties, after: Properties): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

serve(ResourceProviderService, {
  handshake: answer(provider.ProviderHandshakeResponse, (response) => {
    response.setAcceptSecrets(true).setAcceptResources(true).setAcceptOutputs(true);
  }),
  getPluginInfo: answer(plugin.PluginInfo, (response) => response.setVersion(version)),
  getSchema: answer(provider.GetSchemaResponse, (response) => response.setSchema(JSON.stringify({ name, version }))),
  attach: answer(empty.Empty),
  cancel: answer(empty.Empty),
  checkConfig: answer(provider.CheckResponse, (response, request: provider.CheckRequest) => {
    response.setInputs(request.getNews());
  }),
  diffConfig: answer(provider.DiffResponse, (response) => {
    response.setChanges(provider.DiffResponse.DiffChanges.DIFF_NONE);
  }),
  configure: answer(provider.ConfigureResponse, (response) => {
    response.setAcceptsecrets(true).setSupportspreview(previews).setAcceptresources(true).setAcceptoutputs(true);
  }),
  check: answer(provider.CheckResponse, (response, request: provider.CheckRequest) => {
    response.setInputs(request.getNews());
  }),
  diff: answer(provider.DiffResponse, (response, request: provider.DiffRequest) => {
    const changed = changedKeys(toObject(request.getOldInputs()), toObject(request.getNews()));
    const { replacedBy, deletedFirst = false } = shapeOf(request.getUrn());
    const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
    response.setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME).setDiffsList(changed);
    response.setReplacesList(changed.filter((key) => replacedBy.includes(key))).setDeletebeforereplace(deletedFirst);
  }),
  create: answer(provider.CreateResponse, (response, request: provider.CreateRequest) => {
    const urn = request.getUrn();
    const inputs = toObject(request.getProperties());
    if (request.getPreview()) {
      response.setProperties(toStruct(outputs(urn, undefined, inputs)));
      return;
    }
    const id = newId(urn);
    const made = outputs(urn, id, inputs);
    keep(id, made);
    log("create", urn);
    response.setId(id).setProperties(toStruct(made));
  }),
  read: answer(provider.ReadResponse, (response, request: provider.ReadRequest) => {
    const found = kept(request.getId());
    if (found === undefined) return;
    const properties = toStruct(found);
    response.setId(request.getId()).setProperties(properties).setInputs(properties);
  }),
  update: answer(provider.UpdateResponse, (response, request: provider.UpdateRequest) => {
    const urn = request.getUrn();
    const made = outputs(urn, request.getId(), toObject(request.getNews()), toObject(request.getOlds()));
    if (!request.getPreview()) {
      keep(request.getId(), made);
      log("update", urn);
    }
    response.setProperties(toStruct(made));
  }),
  delete: answer(empty.Empty, (_response, request: provider.DeleteRequest) => {
    rmSync(placeOf(request.getId()), { force: true });
    log("delete", request.getUrn());
  }),
  invoke: answer(provider.InvokeResponse, (response, request: provider.InvokeRequest) => {
    const wanted = toObject(request.getArgs());
    const id = String(wanted["zoneId"] ?? wanted["id"] ?? "");
    response.setReturn(toStruct({ ...wanted, id, ...kept(id) }));
  }),
});
