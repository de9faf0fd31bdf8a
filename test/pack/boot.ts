import { dirname } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import type { Pack } from "./driver.ts";
import { openPack, type Door, type Level, type PackInfo, type PolicySetting, type StartOptions } from "./driver.ts";
import { analyzer, empty, grpc } from "./proto.ts";
import type { Json, Properties } from "./json.ts";

/** What a user writes in the file of `--policy-pack-config`. */
export type PolicyConfig = Readonly<Record<string, Level | Properties>>;

export interface Booted {
  readonly pack: Pack;
  readonly info: PackInfo;
  /** What `Configure` was called with; a test may call it again with another. */
  readonly config: Readonly<Record<string, PolicySetting>>;
}

/**
 * Starts a pack and makes the engine's calls up to the first resource, in the engine's order: Handshake and
 * ConfigureStack (NewPolicyAnalyzer), GetPluginInfo, GetAnalyzerInfo, Configure (engine/update.go loadPolicyPlugins).
 */
export async function bootPack(door: Door, options: StartOptions & { config?: PolicyConfig } = {}): Promise<Booted> {
  const pack = await openPack(door, options);
  try {
    await tolerant(handshake(pack, door));
    await tolerant(pack.configureStack(pack.stack));
    await pack.call(pack.client.getPluginInfo, new empty.Empty());
    const info = await pack.info();
    const config = reconcile(info, options.config ?? {});
    await pack.configure(config);
    return { pack, info, config };
  } catch (error) {
    await pack.close();
    throw error;
  }
}

async function handshake(pack: Pack, door: Door): Promise<void> {
  const request = new analyzer.AnalyzerHandshakeRequest();
  request.setEngineAddress("127.0.0.1:1");
  // Of a pack that is a file, the engine names the folder.
  const folder = door.kind === "file" ? dirname(door.path) : door.path;
  request.setRootDirectory(folder);
  request.setProgramDirectory(folder);
  await pack.call(pack.client.handshake, request);
}

/** A pack need not implement a method that is newer than it. */
async function tolerant(call: Promise<void>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if ((error as { code?: unknown }).code !== grpc.status.UNIMPLEMENTED) throw error;
  }
}

const LEVEL_NAMES: ReadonlySet<Json> = new Set(["advisory", "mandatory", "disabled", "remediate"]);

interface Given {
  readonly level: Level | undefined;
  readonly properties: Properties;
}

/** `parsePolicyPackConfig` (resource/analyzer/config.go). */
function parse(config: PolicyConfig): Record<string, Given> {
  const given: Record<string, Given> = {};
  for (const [name, value] of Object.entries(config)) {
    const { enforcementLevel, ...properties } = typeof value === "string" ? { enforcementLevel: value } : value;
    if (enforcementLevel !== undefined && !LEVEL_NAMES.has(enforcementLevel)) {
      throw new Error(
        `parsing enforcement level for "${name}": "${String(enforcementLevel)}" is not a valid enforcement level`,
      );
    }
    if (enforcementLevel === undefined && Object.keys(properties).length === 0) continue;
    given[name] = { level: enforcementLevel as Level | undefined, properties };
  }
  return given;
}

/** `ReconcilePolicyPackConfig`: the defaults, over them the pack's own initial configuration, over that the user's. */
export function reconcile(info: PackInfo, config: PolicyConfig): Record<string, PolicySetting> {
  const defaults = Object.fromEntries(
    info.policies.map(({ name, level, schema }): [string, PolicySetting] => [
      name,
      {
        level,
        properties: Object.fromEntries(
          Object.entries(schema?.properties ?? {}).flatMap(([key, property]) =>
            property["default"] === undefined ? [] : [[key, property["default"]]],
          ),
        ),
      },
    ]),
  );
  const result = apply(apply(defaults, info.initialConfig), parse(config));
  const errors = info.policies.flatMap(({ name, schema }) =>
    schema === undefined ? [] : violated(schema, result[name]?.properties ?? {}).map((what) => `${name}: ${what}`),
  );
  if (errors.length > 0) throw new Error(`validating policy config for "${info.name}": ${errors.join("; ")}`);
  return result;
}

const validators = new Map<string, ValidateFunction>();

/** `validatePolicyConfig`; what the engine adds to each schema, it takes out of the properties before. */
function violated(schema: NonNullable<PackInfo["policies"][number]["schema"]>, properties: Properties): string[] {
  const key = JSON.stringify(schema);
  let validate = validators.get(key);
  if (validate === undefined) {
    const required = schema.required.length > 0 ? { required: schema.required } : {};
    validate = new Ajv({ strict: false }).compile({ type: "object", properties: schema.properties, ...required });
    validators.set(key, validate);
  }
  if (validate(properties)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}

function apply(
  base: Readonly<Record<string, PolicySetting>>,
  given: Readonly<Record<string, Given | PolicySetting>>,
): Record<string, PolicySetting> {
  const result: Record<string, PolicySetting> = { ...base };
  const all = given["all"]?.level;
  if (all !== undefined) {
    for (const [name, setting] of Object.entries(result)) result[name] = { ...setting, level: all };
  }
  for (const [name, { level, properties }] of Object.entries(given)) {
    const before = result[name];
    const now = level ?? before?.level;
    // analyzer_plugin.go Configure refuses a policy that nothing gives a level: a name that the pack does not know.
    if (now === undefined) throw new Error(`invalid enforcement level "" of "${name}"`);
    result[name] = { level: now, properties: { ...before?.properties, ...properties } };
  }
  return result;
}
