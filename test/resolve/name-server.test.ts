import { createSocket } from "node:dgram";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { maildns, type Ran } from "../process.ts";
import { installed, startNameServer, type NameServer } from "./name-server.ts";

/** The built command against a real name server, whose zones are these. */
const long = Array.from(
  { length: 30 },
  (_, n) => `"ip6:2001:db8:${n}::/48 ip4:198.18.${n}.0/24 ip4:198.19.${n}.0/24 "`,
);
const zones = {
  "example.net": `
    _spf TXT "v=spf1 include:_a.exam" "ple.net include:_b.example.net -all"
    _a TXT "v=spf1 a:h1.example.net a:h2.example.net mx -all"
    _a MX 10 h1
    _a TXT "token=1234"
    _b CNAME _c.example.org.
    h1 A 192.0.2.1
    h2 AAAA 2001:db8::2
    _long TXT "v=spf1 " ${long.join(" ")} "include:_d.example.net -all"
    _d TXT "v=spf1 -all"
    _e TXT "v=spf1 include:_f.example.net -all"
    _f TXT "v=spf1 include:_e.example.net -all"
    empty A 192.0.2.3`,
  "example.org": `
    _c TXT "v=spf1 a:h3.example.org a:h4.example.org a:h5.example.org exists:%{i}.example.org -all"
    h3 A 192.0.2.3\nh4 A 192.0.2.4\nh5 A 192.0.2.5`,
  "google.com": `
    _spf TXT "v=spf1 include:_n1.google.com include:_n2.google.com include:_n3.google.com include:_n4.google.com ~all"
    _n1 TXT "v=spf1 -all"\n_n2 TXT "v=spf1 -all"\n_n3 TXT "v=spf1 -all"\n_n4 TXT "v=spf1 -all"`,
};

function zone(policy: string): string {
  return [
    "$ORIGIN example.com.\n$TTL 300",
    "@ SOA ns.example.net. hostmaster 1 3600 600 86400 60",
    "@ NS ns.example.net.",
    `@ TXT "${policy}"`,
    '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"',
    "",
  ].join("\n");
}

if (installed.length === 0)
  console.warn("neither nsd nor knot is installed: --resolve is not tried on a real name server");

describe.skipIf(installed.length === 0).each(installed)(
  "--resolve, against %s (skipped where it is not installed)",
  (program) => {
    let server: NameServer;
    let folder: string;
    beforeAll(async () => {
      server = await startNameServer(program, zones);
      folder = mkdtempSync(join(tmpdir(), "maildns-resolve-"));
    });
    afterAll(async () => {
      await server.stop();
      rmSync(folder, { recursive: true });
    });

    const only = ["--only", "spf-lookup-limit,spf-include-broken,spf-void-lookups,spf-include-loop"];
    const run = (policy: string, ...words: string[]): Promise<Ran> => {
      writeFileSync(join(folder, "example.com.zone"), zone(policy));
      return maildns(["lint", "example.com.zone", ...only, ...words], { cwd: folder });
    };
    const asking = (): string[] => ["--resolve", "--resolver", server.address];
    const text = (name: string): string => readFileSync(join(folder, name), "utf8");
    /** The day is that of the clock. */
    const undated = (output: string): string => output.replaceAll(/[0-9]{4}-[0-9]{2}-[0-9]{2}/g, "<day>");

    it("counts over the limit, shows the tree, writes a snapshot, and finds the same from it", async () => {
      const policy = "v=spf1 mx include:_spf.example.net -all";
      const before = await run(policy);
      expect(before.stdout).not.toContain("spf-lookup-limit");
      expect(before.exit).toBe(0);
      const asked = await run(policy, ...asking(), "--snapshot", "snapshot.json");
      expect(asked.stderr).toBe("maildns: snapshot.json written: 8 names\n");
      expect(undated(asked.stdout)).toContain(
        "error[spf-lookup-limit]: example.com: the policy needs 11 DNS look-ups, 2 of them by the records here and the rest inside its includes as measured on <day>; the limit is 10",
      );
      expect(undated(asked.stdout).replaceAll(/ {2,}(?=[0-9(])/g, " = ")).toContain(`
          ├ mx = 1
          └ include:_spf.example.net = 10 = (measured <day>)
            ├ include:_a.example.net = 4 = (measured <day>)
            │ ├ a:h1.example.net = 1
            │ ├ a:h2.example.net = 1
            │ └ mx = 1
            └ include:_b.example.net = 5 = (measured <day>)
              ├ a:h3.example.org = 1
              ├ a:h4.example.org = 1
              ├ a:h5.example.org = 1
              └ exists:%{i}.example.org = 1
`);
      expect(asked.exit).toBe(1);
      expect(JSON.parse(undated(text("snapshot.json")))).toEqual({
        $schema: "https://unpkg.com/maildns/schemas/snapshot.schema.json",
        version: 1,
        names: [
          { name: "_a.example.net", date: "<day>", spf: ["v=spf1 a:h1.example.net a:h2.example.net mx -all"], mx: 1 },
          {
            name: "_b.example.net",
            date: "<day>",
            spf: ["v=spf1 a:h3.example.org a:h4.example.org a:h5.example.org exists:%{i}.example.org -all"],
          },
          {
            name: "_spf.example.net",
            date: "<day>",
            spf: ["v=spf1 include:_a.example.net include:_b.example.net -all"],
          },
          { name: "h1.example.net", date: "<day>", a: true, aaaa: false },
          { name: "h2.example.net", date: "<day>", a: false, aaaa: true },
          ...["h3", "h4", "h5"].map((name) => ({ name: `${name}.example.org`, date: "<day>", a: true, aaaa: false })),
        ],
      });

      const written = text("snapshot.json");
      const offline = await run(policy, "--snapshot", "snapshot.json");
      expect(offline).toEqual({ ...asked, stderr: "" });
      const again = await run(policy, ...asking(), "--snapshot", "snapshot.json");
      expect(again).toEqual(offline);
      expect(text("snapshot.json")).toBe(written);

      const shorter = await run("v=spf1 include:_c.example.org -all", ...asking(), "--snapshot", "snapshot.json");
      expect(shorter.stderr).toBe("maildns: snapshot.json written: 4 names\n");
      expect(shorter.exit).toBe(0);
    });

    it("takes the snapshot that the configuration names", async () => {
      writeFileSync(join(folder, "maildns.config.json"), '{ "snapshot": "configured.json" }');
      try {
        const absent = await run("v=spf1 mx include:_spf.example.net -all");
        expect(absent.stdout).toContain("error: configured.json: there is no such snapshot; --resolve writes it");
        expect(absent.exit).toBe(2);
        expect((await run("v=spf1 mx include:_spf.example.net -all", ...asking())).exit).toBe(1);
        const offline = await run("v=spf1 mx include:_spf.example.net -all");
        expect(offline.stdout).toContain("the policy needs 11 DNS look-ups");
        expect(offline.exit).toBe(1);
      } finally {
        rmSync(join(folder, "maildns.config.json"));
      }
    });

    it("reads answers that do not fit into a datagram", async () => {
      const { stdout, exit } = await run(
        "v=spf1 include:_long.example.net -all",
        ...asking(),
        "--snapshot",
        "long.json",
      );
      expect(stdout).toContain("no findings");
      expect(text("long.json")).toContain("ip4:198.19.29.0/24 include:_d.example.net -all");
      expect(exit).toBe(0);
    });

    it("reports what is broken behind an include", async () => {
      const { stdout, exit } = await run(
        "v=spf1 include:gone.example.net include:empty.example.net include:_e.example.net -all",
        ...asking(),
      );
      const measured = /"include:gone.example.net" leads to gone.example.net, which does not exist \(measured on/;
      expect(stdout).toMatch(measured);
      expect(stdout).toMatch(/leads to empty.example.net, which has no SPF record \(measured on/);
      expect(stdout).toMatch(
        /leads to _e.example.net, and from there to _f.example.net, and from there round in a circle to/,
      );
      expect(exit).toBe(1);
    });

    it("judges void look-ups", async () => {
      const { stdout } = await run("v=spf1 a:n1.example.net a:n2.example.net mx:h1.example.net -all", ...asking());
      expect(stdout).toMatch(/find nothing \(measured on .*\); 3 look-ups are void/);
    });

    it("notes where the catalogue's cost is out of date, as text and as JSON", async () => {
      const policy = "v=spf1 include:_spf.google.com -all";
      const drift =
        /the catalogue of [0-9-]+ counts [0-9]+ look-ups? for include:_spf\.google\.com; 5 look-ups were measured on/;
      const plain = await run(policy, ...asking());
      expect(plain.stdout).toMatch(drift);
      expect(plain.stdout).toContain("note: <dns>: the catalogue");
      expect(plain.exit).toBe(0);
      const json = JSON.parse(
        (await run(policy, ...asking(), "--snapshot", "drift.json", "--format", "json")).stdout,
      ) as {
        problems: { level: string; path: string; reason: string }[];
      };
      expect(json.problems.map(({ level, path }) => `${level} ${path}`)).toEqual(["note drift.json"]);
      expect(json.problems[0]?.reason).toMatch(drift);
    });

    it("does not judge what a server refuses to answer", async () => {
      const { stdout, exit } = await run(
        "v=spf1 include:_spf.example.com.invalid.example include:_spf.other.example -all",
        ...asking(),
      );
      expect(stdout).toContain(
        "the DNS gives no answer for _spf.other.example: the name server refuses to answer (REFUSED)",
      );
      expect(exit).toBe(0);
    });

    it("draws what it has measured", async () => {
      await run("v=spf1 include:_b.example.net -all");
      const { stdout, exit } = await maildns(["show", "example.com.zone", ...asking()], { cwd: folder });
      expect(undated(stdout)).toMatch(/include:_b\.example\.net +5 look-ups, measured <day>/);
      expect(stdout).toContain("5 of 10 look-ups spent");
      expect(exit).toBe(0);
    });

    it("counts from the snapshot where the server is gone", async () => {
      const policy = "v=spf1 mx include:_spf.example.net -all";
      await run(policy, ...asking(), "--snapshot", "kept.json");
      const written = text("kept.json");
      const { stdout, exit } = await run(
        policy,
        "--resolve",
        "--resolver",
        await deadPort(),
        "--snapshot",
        "kept.json",
      );
      expect(stdout).toContain(
        "note: kept.json: the DNS gives no answer for _spf.example.net: the name server cannot be reached; _spf.example.net counts as measured on",
      );
      expect(stdout).toContain("the policy needs 11 DNS look-ups");
      expect(text("kept.json")).toBe(written);
      expect(exit).toBe(1);
    });
  },
);

describe("--resolve without a name server", () => {
  const folder = mkdtempSync(join(tmpdir(), "maildns-resolve-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (address: string): Promise<Ran> => {
    writeFileSync(join(folder, "example.com.zone"), zone("v=spf1 include:_spf.example.net -all"));
    const words = ["lint", "example.com.zone", "--only", "spf-lookup-limit", "--resolve", "--resolver", address];
    return maildns(words, { cwd: folder });
  };
  const notJudged = "not judged:\n  example.com: the DNS gives no answer for _spf.example.net: the name server";

  it("names what it could not ask, at a port where nobody listens", async () => {
    const { stdout, exit } = await run(await deadPort());
    expect(stdout).toContain(`${notJudged} cannot be reached (spf-lookup-limit)`);
    expect(exit).toBe(0);
  });

  it("gives up on a server that never answers", async () => {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    const { stdout, exit } = await run(`127.0.0.1:${(socket.address() as AddressInfo).port}`);
    socket.close();
    expect(stdout).toContain(`${notJudged} took too long (spf-lookup-limit)`);
    expect(exit).toBe(0);
  });
});

async function deadPort(): Promise<string> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return `127.0.0.1:${port}`;
}
