import { defineConfig } from "vitest/config";

/** The pack on the real Pulumi engine: `npm run test:pulumi`. One after the other, as each starts a dozen processes. */
export default defineConfig({
  test: {
    include: ["test/pulumi/*.test.ts"],
    globalSetup: "test/pulumi/setup.ts",
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
