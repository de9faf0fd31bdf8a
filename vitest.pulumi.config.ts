import { defineConfig } from "vitest/config";

/** The pack on the real Pulumi engine: `npm run test:pulumi`. Two files at a time: their processes wait for one another. */
export default defineConfig({
  test: {
    include: ["test/pulumi/*.test.ts"],
    globalSetup: "test/pulumi/setup.ts",
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
