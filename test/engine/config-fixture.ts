import { Ajv2020 } from "ajv/dist/2020.js";
import { configSchema } from "../../scripts/build-config-schema.ts";
import { validatorOptions } from "../../scripts/build-validators.ts";
import { readConfigText } from "../../src/config/text.ts";
import type { ConfigDocument, ValidateConfig } from "../../src/engine/config-document.ts";

/** A schema of three rules and five providers, so that the texts of tests do not change with the catalogue. */
export const schema = configSchema(
  [
    { id: "mx-one", summary: "one" },
    {
      id: "mx-two",
      summary: "two",
      options: {
        limit: { description: "how many", type: "integer", default: 2, minimum: 1, maximum: 10 },
        name: { description: "which", type: "string", default: "" },
      },
    },
    { id: "spf-three", summary: "three" },
  ],
  ["fastmail", "google-domains", "google-workspace", "mimecast", "sendgrid"],
);

export const validate: ValidateConfig = new Ajv2020(validatorOptions).compile<ConfigDocument>(schema);

/** The problems of a text as `line:column: reason`. */
export function read(text: string): string[] {
  const result = readConfigText(text, "maildns.config.json", validate, undefined, "2026-12-01");
  return result.problems.map(
    ({ line, column, reason }) => `${line === undefined ? "" : `${line}:${column}`}: ${reason}`,
  );
}
