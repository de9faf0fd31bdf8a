import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { resourceOf } from "../../../src/input/pulumi/resources.ts";
import { UNKNOWN, urnOf, type Json } from "../pulumi-fixture.ts";

/** A resource as its provider writes it; without outputs they are the inputs. */
export interface FixtureResource {
  readonly type: string;
  readonly name?: string;
  readonly id: string;
  readonly inputs: Json;
  readonly outputs?: Json;
}

export interface Fixture {
  readonly what: string;
  /** Spellings of the first record's name that come out equal. */
  readonly names?: readonly string[];
  /** The zone is private. */
  readonly private?: boolean;
  /** The program writes the zone's name out, so that a first deployment knows it. */
  readonly literal?: boolean;
  readonly resources: readonly FixtureResource[];
  readonly records: readonly string[];
}

const folder = join(dirname(fileURLToPath(import.meta.url)), "fixtures");

/** A DKIM record longer than one character string may be, of no real key. */
const KEY = `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo".repeat(10)}IDAQAB`;
const LONG = `v=DKIM1; k=rsa; p=${KEY}`;

/** `{long}` stands for the whole long text, `{long:0-255}` and `{long:255-}` for parts of it. */
function filled(_: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  return value.replace(/\{long(?::(\d+)-(\d*))?\}/g, (_all, from: string | undefined, to: string | undefined) =>
    from === undefined ? LONG : LONG.slice(Number(from), to === "" ? undefined : Number(to)),
  );
}

/** The fixtures of each provider, by the name of its file. */
export const fixtures: ReadonlyMap<string, readonly Fixture[]> = new Map(
  readdirSync(folder)
    .sort()
    .map((file) => [
      file.replace(".json", ""),
      JSON.parse(readFileSync(join(folder, file), "utf8"), filled) as Fixture[],
    ]),
);

export const nameOf = ({ name }: FixtureResource, index: number): string => name ?? `r${index}`;

/** The same fixture with another spelling of its first record's name. */
export function respelt(
  fixture: Fixture,
  property: string,
  name: string,
  isRecord: (type: string) => boolean,
): Fixture {
  const at = fixture.resources.findIndex(({ type }) => isRecord(type));
  const resources = fixture.resources.map((resource, index) =>
    index !== at
      ? resource
      : {
          ...resource,
          inputs: { ...resource.inputs, [property]: name },
          ...(resource.outputs && { outputs: { ...resource.outputs, [property]: name } }),
        },
  );
  return { ...fixture, resources };
}

/** States as a backend keeps them. */
export function settled({ resources }: Fixture): Json[] {
  return resources.map((resource, index) => {
    const { type, id, inputs, outputs = inputs } = resource;
    const urn = urnOf(type, nameOf(resource, index));
    return { urn, custom: true, id, type, inputs: { __defaults: [], ...inputs }, outputs: { ...outputs, id } };
  });
}

/** States of a first deployment: no outputs, and the id of a zone that is made with it is not known. */
export function planned({ resources, literal }: Fixture): Json[] {
  const urns = resources.map((resource, index) => urnOf(resource.type, nameOf(resource, index)));
  return resources.map((resource, index) => {
    const inputs: Json = {};
    const propertyDependencies: Json = {};
    const row = resourceOf(resource.type);
    const reference = row === undefined || row.kind === "zone" || literal === true ? undefined : row.zone;
    for (const [key, value] of Object.entries(resource.inputs)) {
      const isZone = key === reference;
      const to = isZone ? resources.findIndex((each, at) => at !== index && each.id === String(value)) : -1;
      inputs[key] = to < 0 ? value : UNKNOWN;
      if (to >= 0) propertyDependencies[key] = [urns[to]];
    }
    const dependencies = Object.values(propertyDependencies).flat();
    return { urn: urns[index], custom: true, type: resource.type, inputs, dependencies, propertyDependencies };
  });
}

/** What `pulumi preview --json` prints of these states. */
export function previewOf(op: "same" | "create", states: readonly Json[]): Json {
  const steps = states.map((state) =>
    op === "same"
      ? { op, urn: state["urn"], oldState: state, newState: state }
      : { op, urn: state["urn"], newState: state },
  );
  return { config: {}, steps, duration: 1, changeSummary: { [op]: steps.length } };
}
