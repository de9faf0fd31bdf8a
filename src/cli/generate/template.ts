import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { recipeOfTemplate } from "../../generate/domain-connect/read.ts";
import { templateOf } from "../../generate/domain-connect/write.ts";
import type { Fault, MailRequest } from "../../generate/request.ts";
import { decode } from "../../input/decode.ts";
import { parseJson } from "../../input/parse-json.ts";
import { visible } from "../../syntax/visible.ts";
import { UsageError, type Io } from "../io.ts";
import { writeResult } from "../write.ts";
import type { Template } from "./request.ts";

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
export async function readTemplate(path: string, io: Io): Promise<Template> {
  const { text } = decode(path, await fileOf("--template", path, io));
  const parsed = parseJson(text);
  if (!parsed.ok) throw new UsageError(`${path}:${parsed.line}:${parsed.column}: ${parsed.reason}`);
  const result = recipeOfTemplate(parsed.value);
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
  output: unknown,
  io: Io,
): Promise<void> {
  if ("parked" in request) throw new UsageError("a parked domain has no provider, of whom a template would be");
  const written = templateOf(request, {}, nameOf);
  if (!written.ok) throw new UsageError(`a Domain Connect template cannot hold this: ${written.reasons.join("; ")}`);
  await writeResult(written.text, output, io);
}
