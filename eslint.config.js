import { readdirSync } from "node:fs";
import tseslint from "typescript-eslint";

/** What each folder of src/ may import from; everything not named is refused. `model` imports nothing. */
export const layers = {
  model: [],
  syntax: ["model"],
  providers: ["model", "syntax", "generated"],
  panels: ["model", "syntax"],
  domain: ["model", "syntax", "providers"],
  rules: ["model", "syntax", "providers", "domain"],
  engine: ["model", "syntax", "providers", "domain", "rules", "generated"],
  input: ["model", "syntax"],
  resolve: ["model", "syntax"],
  edit: ["model", "syntax", "input", "engine"],
  generate: ["model", "syntax", "providers", "panels", "domain", "rules", "engine", "generated"],
  report: ["model", "syntax", "providers", "domain", "rules", "engine"],
  explain: ["model", "syntax", "providers", "panels", "domain", "rules", "report"],
  config: ["model", "syntax", "providers", "domain", "rules", "engine", "input", "resolve", "generated"],
  pack: ["model", "syntax", "providers", "domain", "rules", "engine", "input", "edit", "report", "config", "generated"],
  pulumi: ["model", "syntax", "generate", "generated"],
  cli: [
    "model",
    "syntax",
    "providers",
    "domain",
    "rules",
    "engine",
    "input",
    "resolve",
    "edit",
    "generate",
    "panels",
    "explain",
    "report",
    "config",
    "generated",
  ],
};

/** What stands at Pulumi's side of the house. */
const pulumi = ["pack", "pulumi"];

/** The folders in a layer, which may take from each other. */
const inside = (folder) =>
  readdirSync(new URL(`src/${folder}`, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const direction = Object.entries(layers).map(([folder, allowed]) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(?!${[folder, ...allowed, ...inside(folder)].join("/|")}/)[a-z]+/`,
            message: `src/${folder} may import from ${[folder, ...allowed].join(", ")}`,
          },
          ...(pulumi.includes(folder) ? [] : [{ regex: "^@pulumi/", message: "nothing else loads @pulumi" }]),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ["dist", ".build-*", "policies", "examples", "src/generated", "coverage", "node_modules", "test/vendor"] },
  ...tseslint.configs.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["*.js"] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.ts", "scripts/**/*.ts", "bench/**/*.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  ...direction,
);
