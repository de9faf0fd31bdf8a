import { expect, it } from "vitest";
import { root, run } from "../process.ts";

it("reports thousands of findings in one line of a Pulumi export, whose neighbours are not to be seen", async () => {
  const zone = "urn:pulumi:dev::p::cloudflare:index/zone:Zone::z";
  const record = "cloudflare:index/dnsRecord:DnsRecord";
  const resources = [
    { urn: zone, custom: true, id: "abc", type: "cloudflare:index/zone:Zone", outputs: { name: "example.com" } },
    ...Array.from({ length: 10_000 }, (_, index) => ({
      urn: `urn:pulumi:dev::p::${record}::r${index}`,
      custom: true,
      type: record,
      outputs: { zoneId: "abc", name: `d${index}`, type: "MX", content: "192.0.2.1", priority: 1 },
    })),
  ];
  const input = JSON.stringify({ version: 3, deployment: { manifest: {}, resources } });
  const { exit, stdout } = await run(process.execPath, [`${root}dist/cli.js`, "lint", "-"], {
    cwd: root,
    stdin: input,
  });
  expect(exit).toBe(1);
  expect(stdout).toContain("\n10,000 errors, 20,000 warnings in 10,000 records of 10,000 domains");
}, 60_000);
