/** Pulumi's protocol classes. They are CommonJS that fills `exports` at run time, so Node sees only a default export. */
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import analyzerService from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { Json } from "./json.ts";

export { analyzer, analyzerService };
export { default as engine } from "@pulumi/pulumi/proto/engine_pb.js";
export { default as engineService } from "@pulumi/pulumi/proto/engine_grpc_pb.js";
export { default as monitor } from "@pulumi/pulumi/proto/resource_pb.js";
export { default as monitorService } from "@pulumi/pulumi/proto/resource_grpc_pb.js";
export { default as language } from "@pulumi/pulumi/proto/language_pb.js";
export { default as provider } from "@pulumi/pulumi/proto/provider_pb.js";
export { default as empty } from "google-protobuf/google/protobuf/empty_pb.js";
export { default as grpc } from "@grpc/grpc-js";
export type * as AnalyzerTypes from "@pulumi/pulumi/proto/analyzer_pb.js";
export type * as MonitorTypes from "@pulumi/pulumi/proto/resource_pb.js";
export type * as EngineTypes from "@pulumi/pulumi/proto/engine_pb.js";
export type * as ProviderTypes from "@pulumi/pulumi/proto/provider_pb.js";
export type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";

export function toStruct(value: Readonly<Record<string, Json>>): Struct {
  return struct.Struct.fromJavaScript({ ...value });
}

export function fromStruct(value: Struct | undefined): Record<string, Json> {
  return (value?.toJavaScript() ?? {}) as Record<string, Json>;
}
