import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { recipeOfTemplate } from "../../generate/domain-connect/read.ts";
import { templateOf, type TemplateMeta } from "../../generate/domain-connect/write.ts";
import type { Fault, MailRequest } from "../../generate/request.ts";
import { decode } from "../../input/decode.ts";
import { parseJson } from "../../input/parse-json.ts";
import { visible } from "../../syntax/visible.ts";
import { UsageError, type Io } from "../io.ts";
import { writeResult } from "../write.ts";
import { notAccepted } from "../misuse.ts";
import type { Template } from "./request.ts";
import type { GenerateSettings } from "./settings.ts";

/** The bytes of a file that an option names. */
export async function fileOf(option: string, path: string, io: Io): Promise<Buffer> {
  try {
    return await readFile(resolve(io.cwd, path));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const reason = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : String(error);
    throw new UsageError(`${option} ${path}: ${reason}`);
  }
}

/** A Domain Connect template as a provider; what it holds beside mail is told. */
export async function readTemplate(path: string, groups: readonly string[], io: Io): Promise<Template> {
  const { text } = decode(path, await fileOf("--template", path, io));
  const parsed = parseJson(text);
  if (!parsed.ok) throw new UsageError(`${path}:${parsed.line}:${parsed.column}: ${parsed.reason}`);
  const result = recipeOfTemplate(parsed.value, groups.length === 0 ? {} : { groups });
  if (!result.ok) {
    const reasons = result.problems.map(
      ({ pointer, reason }) => `${pointer === "" ? "the template" : pointer} ${reason}`,
    );
    throw new UsageError(`${path} cannot be taken as a provider: ${reasons.join("; ")}`);
  }
  for (const note of result.notes) io.stderr(`maildns: note: ${visible(`${path}: ${note}`)}\n`);
  return { recipe: result.recipe, use: result.kind };
}

/** A Domain Connect template for what was asked for. */
export async function writeTemplate(
  request: MailRequest,
  nameOf: (at: Fault["at"]) => string,
  { fields, output }: Pick<GenerateSettings, "fields" | "output">,
  io: Io,
): Promise<void> {
  if ("parked" in request) throw new UsageError("a parked domain has no provider, of whom a template would be");
  const written = templateOf(request, metaOf(fields), nameOf);
  if (!written.ok) throw new UsageError(`a Domain Connect template cannot hold this: ${written.reasons.join("; ")}`);
  await writeResult(written.text, output, io);
}

const FIELDS: readonly (keyof TemplateMeta)[] = [
  "providerId",
  "providerName",
  "serviceId",
  "serviceName",
  "version",
  "description",
  "syncPubKeyDomain",
];

/** What the fields of `--template-field` say of the template; their values are checked where it is written. */
function metaOf(fields: readonly string[]): TemplateMeta {
  const pairs = fields.map((field) => {
    const equals = field.indexOf("=");
    if (equals <= 0)
      throw new UsageError(`--template-field is "${field}"; it must be KEY=VALUE, as providerId=example.com`);
    const [key, value] = [field.slice(0, equals), field.slice(equals + 1)];
    if (!FIELDS.some((known) => known === key)) throw notAccepted("--template-field", key, FIELDS, undefined);
    return [key, key === "version" ? Number(value) : value] as const;
  });
  const twice = pairs.find(([key], index) => pairs.findIndex(([other]) => other === key) < index);
  if (twice !== undefined) throw new UsageError(`--template-field gives ${twice[0]} twice; one value is taken`);
  return Object.fromEntries(pairs);
}
