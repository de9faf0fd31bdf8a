/** What a property may hold on the wire: JSON, with unknowns as sentinel strings and secrets as signed objects. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Properties = Readonly<Record<string, Json>>;

/** The string that stands for a value which a preview cannot know (resource/plugin/rpc.go). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** One sentinel for each type of unknown. */
const UNKNOWNS = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isObject(value: Json | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isUnknown(value: Json): boolean {
  return typeof value === "string" && UNKNOWNS.has(value);
}

export function isSecret(value: Json | undefined): value is Properties {
  return isObject(value) && value[SIGNATURE] === SECRET;
}

export function secret(value: Json): Json {
  return isSecret(value) ? value : { [SIGNATURE]: SECRET, value };
}

/** Whether anything in the value is unknown. */
export function holdsUnknown(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isObject(value) ? Object.values(value).some(holdsUnknown) : isUnknown(value);
}

/** Changes every value of a tree, from the outside in; what `change` returns is not entered again. */
export function mapJson(value: Json, change: (value: Json) => Json | undefined): Json {
  const changed = change(value);
  if (changed !== undefined) return changed;
  if (Array.isArray(value)) return value.map((each) => mapJson(each, change));
  return isObject(value) ? mapProperties(value, change) : value;
}

export function mapProperties(properties: Properties, change: (value: Json) => Json | undefined): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, mapJson(value, change)]));
}

/** What the engine makes of a program's inputs: a resource that is passed as a value becomes its id, an output its value. */
export function fromProgram(value: Json): Json {
  return mapJson(value, (each) => {
    if (!isObject(each)) return undefined;
    if (each[SIGNATURE] === RESOURCE) {
      const id = each["id"];
      if (id === "") return UNKNOWN;
      return id ?? each["urn"] ?? null;
    }
    if (each[SIGNATURE] === OUTPUT) {
      const inner = each["value"] === undefined ? UNKNOWN : fromProgram(each["value"]);
      return each["secret"] === true ? secret(inner) : inner;
    }
    return undefined;
  });
}

/** `SkipInternalKeys`: properties that begin with two underscores, at the top only, stay with the engine. */
export function withoutInternal(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !key.startsWith("__")));
}
