import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root, withoutEngine, workspace } from "./workspace.ts";

const BLOCK = /<!-- \$ (pulumi [^\n]*?) # in (\S+), exit (\d+) -->\n\n```text\n([\s\S]*?)```/g;
const updating = process.env["UPDATE_GOLDEN"] === "1";

interface Shown {
  readonly readme: string;
  readonly command: string;
  readonly folder: string;
  readonly exit: number;
  readonly output: string;
}

const shown = readdirSync(join(root, "examples")).flatMap((name): Shown[] => {
  const readme = `examples/${name}/README.md`;
  const text = readFileSync(join(root, readme), "utf8");
  return [...text.matchAll(BLOCK)].map(([, command = "", folder = "", exit, output = ""]) => {
    return { readme, command, folder: join(dirname(readme), folder), exit: Number(exit), output };
  });
});

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(join(root, folder)).filter((name) => /\.(?:ts|yaml|json)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, folder, name), "utf8")]));
}

describe.skipIf(withoutEngine())("an example's README", () => {
  it.each(shown)(
    "shows what the engine prints: $command in $folder",
    async ({ readme, command, folder, exit, output }) => {
      const [, ...words] = command.split(" ");
      const typed = words.at(-1) ?? "";
      const pack = join(root, folder, typed);
      const made = await workspace({ program: "", files: filesOf(folder) });
      const ran = await made.pulumi([...words.slice(0, -1), pack]);
      const printed = policies(ran.stdout).replaceAll(pack, typed);
      if (updating && printed !== output) {
        const place = join(root, readme);
        const head = `<!-- $ ${command} # in `;
        const text = readFileSync(place, "utf8").replace(BLOCK, (block: string) =>
          block.startsWith(head) &&
          block.includes(output) &&
          join(dirname(readme), / # in (\S+),/.exec(block)?.[1] ?? "") === folder
            ? block.replace(/```text\n[\s\S]*```/, () => `\`\`\`text\n${printed}\`\`\``)
            : block,
        );
        writeFileSync(place, text);
      } else expect(printed).toBe(output);
      expect({ exit: ran.exit, cloud: ran.cloud }).toEqual({ exit, cloud: [] });
    },
  );
});

describe.skipIf(withoutEngine())("the Automation API's example", () => {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  const words = [tsx, join(root, "examples/pulumi-automation/deploy.ts")];
  const env = { MAILDNS_PACK: join(root, "policies/maildns-pack") };

  it("changes nothing where the preview finds something", async () => {
    const made = await workspace({ program: "", files: filesOf("examples/pulumi-cloudflare/blocked"), env });
    const { exit, stderr, cloud } = await made.start(process.execPath, words);
    expect({ exit, cloud }).toEqual({ exit: 1, cloud: [] });
    expect(stderr).toContain("[mandatory] [severity: high]  spf-missing");
  });

  it("deploys what passes", async () => {
    const made = await workspace({ program: "", files: filesOf("examples/pulumi-cloudflare/mended"), env });
    const { exit, cloud } = await made.start(process.execPath, words);
    expect(exit).toBe(0);
    expect(cloud).toEqual(["create dmarc", "create example.com", "create mx-google", "create spf"]);
  });
});

/** From the policies on, without what differs from run to run. */
function policies(stdout: string): string {
  const from = stdout.indexOf("Policies:");
  if (from < 0) return stdout;
  return `${stdout
    .slice(from)
    .replace(/\n+Duration: .*/, "")
    .trimEnd()}\n`;
}
