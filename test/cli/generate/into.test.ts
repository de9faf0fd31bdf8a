import { describe, expect, it } from "vitest";
import { ran } from "../ran.ts";

const root = new URL("../../../", import.meta.url).pathname;

/** A document of every kind that is read, the domain in it, and the form that comes nearest to it. */
const documents: readonly [kind: string, path: string, domain: string, format: string][] = [
  ["records JSON", "examples/healthy/records.json", "example.com", "json"],
  ["a Cloudflare listing", "examples/mixed-providers/cloudflare.json", "example.com", "cloudflare-batch"],
  ["a Route 53 listing", "test/golden/input-route53/files/sets.json", "example.com", "route53-batch"],
  ["a zone file", "examples/generate/xserver.zone", "example.com", "zone"],
  ["octoDNS", "examples/octodns/config", "example.com", "octodns"],
  ["a Pulumi stack", "examples/pulumi-export/stack.json", "example.com", "pulumi-ts"],
];

describe.each(documents)("into %s", (_, path, domain, format) => {
  const words = ["generate", "fastmail", domain, "--into", path];

  it("merges, and what comes out needs nothing more", async () => {
    const { exit, out, err } = await ran([...words, "--replace", "--format", format], { cwd: root });
    expect(err).not.toContain("internal error");
    expect({ exit, err: exit === 0 ? "" : err }).toEqual({ exit: 0, err: "" });
    expect(out).toContain("in1-smtp.messagingengine.com");
    expect(out).not.toContain("smtp.google.com");
    const whole = await ran([...words, "--replace", "--format", "json"], { cwd: root });
    const again = ["generate", "fastmail", domain, "--into", "-", "--check"];
    const checked = await ran(again, { cwd: root, readStdin: async () => Buffer.from(whole.out) });
    expect([checked.exit, checked.out]).toEqual([0, ""]);
  });

  it("tells how it differs", async () => {
    const { exit, out } = await ran([...words, "--check"], { cwd: root });
    expect(exit).toBe(1);
    expect(out).toMatch(/include:spf\.messagingengine\.com/);
  });
});
