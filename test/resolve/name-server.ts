import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { Resolver } from "node:dns/promises";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Debian's name servers: `apt-get install nsd knot`. */
const programs = ["nsd", "knotd"] as const;
type Program = (typeof programs)[number];

const LOG = "server.log";

/** Where Debian puts them, which is not everybody's PATH. */
const PATH = `${process.env["PATH"] ?? ""}:/usr/sbin:/usr/local/sbin`;

/** Those that are installed. */
export const installed: readonly Program[] = programs.filter((program) => {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`], { env: { PATH }, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});

export interface NameServer {
  /** `127.0.0.1:port` */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Starts a name server for some zones, by origin, on a free port of the loopback, and waits until it answers. */
export async function startNameServer(program: Program, zones: Readonly<Record<string, string>>): Promise<NameServer> {
  let failure: unknown;
  // another process may take the port meanwhile
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await start(program, zones, await freePort());
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function start(program: Program, zones: Readonly<Record<string, string>>, port: number): Promise<NameServer> {
  const folder = mkdtempSync(join(tmpdir(), "maildns-dns-"));
  const origins = Object.keys(zones);
  const soa = "$TTL 300\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\nns A 127.0.0.1\n";
  for (const [origin, text] of Object.entries(zones)) {
    writeFileSync(join(folder, `${origin}.zone`), `$ORIGIN ${origin}.\n${soa}${text.replaceAll(/^ +/gm, "")}\n`);
  }
  const config = join(folder, "server.conf");
  writeFileSync(config, (program === "nsd" ? nsd : knot)(folder, port, origins));
  const words = program === "nsd" ? ["-d", "-c", config] : ["-c", config];
  const child = spawn(program, words, { cwd: folder, env: { PATH }, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.on("error", (error) => said.push(error.message));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answers(child, `127.0.0.1:${port}`, origins);
  } catch (error) {
    const log = join(folder, LOG);
    if (existsSync(log)) said.push(readFileSync(log, "utf8"));
    await stop();
    throw new Error(`${program} does not answer: ${said.join("")}`, { cause: error });
  }
  return { address: `127.0.0.1:${port}`, stop };
}

async function answers(child: ChildProcess, address: string, origins: readonly string[]): Promise<void> {
  const resolver = new Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([address]);
  for (const origin of origins) {
    for (let left = 50; ; left--) {
      try {
        await resolver.resolveSoa(origin);
        break;
      } catch (error) {
        if (left === 0 || child.exitCode !== null) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}

/** As whoever starts it, also root: no other user, no chroot. */
function nsd(folder: string, port: number, origins: readonly string[]): string {
  const files = { pidfile: "nsd.pid", xfrdfile: "xfrd.state", zonelistfile: "zone.list", logfile: LOG };
  return [
    "server:",
    `  ip-address: 127.0.0.1@${port}`,
    `  port: ${port}`,
    '  username: ""',
    '  chroot: ""',
    '  database: ""',
    `  zonesdir: "${folder}"`,
    `  xfrdir: "${folder}"`,
    ...Object.entries(files).map(([key, name]) => `  ${key}: "${join(folder, name)}"`),
    "  server-count: 1",
    "remote-control:",
    "  control-enable: no",
    ...origins.map((origin) => `zone:\n  name: ${origin}\n  zonefile: ${origin}.zone`),
    "",
  ].join("\n");
}

function knot(folder: string, port: number, origins: readonly string[]): string {
  mkdirSync(join(folder, "run"));
  return [
    "server:",
    `  rundir: ${folder}/run`,
    `  listen: 127.0.0.1@${port}`,
    "  udp-workers: 1\n  tcp-workers: 1\n  background-workers: 1",
    "database:",
    `  storage: ${folder}/run`,
    "log:\n  - target: stderr\n    any: warning",
    "template:\n  - id: default",
    `    storage: ${folder}`,
    "    zonefile-sync: -1\n    zonefile-load: whole\n    journal-content: none",
    "zone:",
    ...origins.map((origin) => `  - domain: ${origin}\n    file: ${origin}.zone`),
    "",
  ].join("\n");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
