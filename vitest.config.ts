import { defineConfig } from "vitest/config";

/** Tests that start processes: of the built command, of npm. */
const processes = [
  "test/golden.test.ts",
  "test/docs.test.ts",
  "test/process/*.test.ts",
  "test/pack/*.test.ts",
  "test/resolve/name-server.test.ts",
];
/** Tests that put another module in a module's place, which none after them must see. */
const mocking = ["test/cli/run.test.ts"];
const shared = { setupFiles: "test/seed.ts", testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    ...shared,
    maxWorkers: "100%",
    projects: [
      {
        test: {
          ...shared,
          name: "source",
          include: ["test/**/*.test.ts"],
          exclude: [...processes, ...mocking, "test/pulumi/**"],
          // Modules are loaded once a worker: nearly all of them are pure, and loading them takes longer than most tests.
          isolate: false,
        },
      },
      { test: { ...shared, name: "mocking", include: mocking } },
      { test: { ...shared, name: "built", include: processes, globalSetup: "scripts/build-once.ts" } },
    ],
  },
});
