import { serve } from "./server.ts";
import { Session } from "./session.ts";

/*
 * Started by the Pulumi engine: directly, with its address as the only word, or by a language host, whose runner requires
 * this file from the pack's own folder. What it wants is the port on the first line of standard output.
 */
const { env } = process;
const packFolder = __dirname;
// A runner starts packs in their own folder; what PWD says is then where the user is.
const cwd = process.cwd() === packFolder && env["PWD"] !== undefined && env["PWD"] !== "" ? env["PWD"] : process.cwd();

const tell = (text: string): void => void process.stderr.write(`maildns: ${text}\n`);
const session = new Session(
  { cwd, env, today: () => new Date().toISOString().slice(0, 10), tell },
  {
    stack: env["PULUMI_NODEJS_STACK"] ?? "",
    project: env["PULUMI_NODEJS_PROJECT"] ?? "",
    organization: env["PULUMI_NODEJS_ORGANIZATION"] ?? "",
    dryRun: env["PULUMI_NODEJS_DRY_RUN"] === "true",
  },
);

serve(session).then(
  (port) => process.stdout.write(`${port}\n`),
  (error: unknown) => {
    process.stderr.write(`maildns: the policy pack cannot listen: ${String(error)}\n`);
    process.exitCode = 1;
  },
);
