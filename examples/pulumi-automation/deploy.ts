import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";

const policyPacks = [process.env["MAILDNS_PACK"] ?? "node_modules/maildns/policies/maildns-pack"];

async function deploy(workDir: string): Promise<void> {
  const stack = await LocalWorkspace.selectStack({ stackName: "dev", workDir });
  // `up()` is `pulumi up --skip-preview`: with it alone, what a whole domain lacks is found after the records have changed.
  // So preview first, with the same packs. It throws with what the CLI said when a mandatory policy is violated, and
  // nothing has changed.
  await stack.preview({ policyPacks });
  await stack.up({ policyPacks, onOutput: (text) => process.stdout.write(text) });
}

deploy(process.argv[2] ?? ".").catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
