import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const modules = new URL("../../node_modules", import.meta.url).pathname;

/** A compiled pack made with `@pulumi/policy`, in a folder of its own. Gives back the folder. */
export function writeToyPack(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), "maildns-toy-pack-"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "toy", version: "1.0.0", main: "index.js" }));
  writeFileSync(join(folder, "index.js"), source);
  symlinkSync(modules, join(folder, "node_modules"));
  return folder;
}

/** A pack that has nothing to say, with so many stack policies: what the SDK alone costs. */
export function emptyPack(policies: number): string {
  return writeToyPack(`"use strict";
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("empty", {
  enforcementLevel: "mandatory",
  policies: Array.from({ length: ${policies} }, (_, index) => ({
    name: "nothing-" + index,
    description: "finds nothing",
    validateStack() {},
  })),
});
`);
}

/** A pack with one policy of each kind, to prove the driver on the SDK's own server. */
export function samplePack(): string {
  return writeToyPack(`"use strict";
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("sample", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "mx-name",
      description: "an MX names a host",
      severity: "high",
      remediationSteps: "name the host",
      url: "https://example.com/mx-name",
      configSchema: { properties: { most: { type: "integer", default: 3, minimum: 1 } } },
      validateResource(args, report) {
        if (args.props.type === "MX" && /^[0-9.]+$/.test(args.props.content)) {
          report(args.props.content + " is an address; at most " + args.getConfig().most);
        }
      },
    },
    {
      name: "mx-address",
      description: "turns an address into a host",
      enforcementLevel: "remediate",
      remediateResource(args) {
        if (args.props.type === "MX" && args.props.content === "192.0.2.25") return { ...args.props, content: "mail.example.com" };
      },
    },
    {
      name: "count",
      description: "tells what it sees",
      enforcementLevel: "advisory",
      validateStack(args, report) {
        report(args.resources.map((each) => each.name).sort().join(" "));
      },
    },
  ],
});
`);
}
