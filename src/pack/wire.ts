import { Struct, Value, type ListValue } from "google-protobuf/google/protobuf/struct_pb.js";

/** Deeper than any resource; what lies below counts as not there. */
const MAX_DEPTH = 200;

/** Properties as plain objects, markers of secrets and unknown values included. Total. */
export function plain(struct: Struct | undefined, depth = 0): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  if (struct !== undefined && depth < MAX_DEPTH) {
    struct.getFieldsMap().forEach((value, key) => entries.push([key, plainValue(value, depth + 1)]));
  }
  // Unlike an assignment, this makes `__proto__` a property like any other.
  return Object.fromEntries(entries);
}

function plainValue(value: Value, depth: number): unknown {
  switch (value.getKindCase()) {
    case Value.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case Value.KindCase.STRING_VALUE:
      return value.getStringValue();
    case Value.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case Value.KindCase.STRUCT_VALUE:
      return plain(value.getStructValue(), depth);
    case Value.KindCase.LIST_VALUE:
      return plainList(value.getListValue(), depth);
    default:
      return null;
  }
}

function plainList(list: ListValue | undefined, depth: number): unknown[] {
  return depth < MAX_DEPTH ? (list?.getValuesList() ?? []).map((each) => plainValue(each, depth + 1)) : [];
}

type Json = Parameters<typeof Struct.fromJavaScript>[0];

/** The way back. */
export function toStruct(properties: Readonly<Record<string, unknown>>): Struct {
  return Struct.fromJavaScript(properties as Json);
}
