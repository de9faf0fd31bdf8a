import type { Writer } from "./report.ts";

export type Format = "text" | "json" | "sarif" | "github" | "junit" | "markdown";

export interface FormatInfo {
  readonly title: string;
  /** A start pays for the writer it uses only. */
  readonly load: () => Promise<Writer>;
}

/** The output formats by the name that `--format` takes. */
export const formats: Readonly<Record<Format, FormatInfo>> = {
  text: { title: "for people", load: async () => (await import("./text.ts")).write },
  json: { title: "schemas/report-v1.schema.json", load: async () => (await import("./json.ts")).write },
  sarif: { title: "SARIF 2.1.0", load: async () => (await import("./sarif.ts")).write },
  github: { title: "annotations of GitHub Actions", load: async () => (await import("./github.ts")).write },
  junit: { title: "JUnit XML", load: async () => (await import("./junit.ts")).write },
  markdown: { title: "a comment on a pull request", load: async () => (await import("./markdown.ts")).write },
};
