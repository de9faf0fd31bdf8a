import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Name } from "../../src/model/name.ts";
import { parseIp6 } from "../../src/syntax/ip.ts";

/** Only syntax decides: every check of what the records mean is off as far as BIND has a switch for it. */
const FLAGS =
  "-i none -k ignore -n ignore -m ignore -M ignore -S ignore -T ignore -r ignore -W ignore -s full -o -".split(" ");

export const hasBind = spawnSync("named-compilezone", ["-v"]).status === 0;

export interface BindAnswer {
  readonly accepted: boolean;
  /** One line a record: `owner ttl IN type data`, in BIND's own spelling. */
  readonly lines: readonly string[];
  readonly messages: string;
}

/**
 * What `named-compilezone` makes of a file. Zones without NS or without addresses for them are well-formed, and BIND
 * has no switch for these checks: the file is then included in one that adds what is missing, and the answer leaves it
 * out again.
 */
export function compile(path: string, origin: Name): BindAnswer {
  const folder = mkdtempSync(join(tmpdir(), "maildns-"));
  try {
    const wrapper = join(folder, "wrapper.zone");
    const added: string[] = [];
    for (;;) {
      writeFileSync(wrapper, [`$INCLUDE ${resolve(path)}`, ...added, ""].join("\n"));
      const { status, stdout, stderr } = spawnSync("named-compilezone", [...FLAGS, `${origin}.`, wrapper], {
        cwd: dirname(resolve(path)),
        encoding: "latin1",
        maxBuffer: 1 << 28,
      });
      const needed = addition(stderr, origin);
      if (status !== 0 && needed !== undefined && !added.includes(needed)) {
        added.push(needed);
        continue;
      }
      const extra = new Set(added.map(canonical));
      const lines = stdout
        .split("\n")
        .filter((line) => line !== "")
        .map(canonical);
      return { accepted: status === 0, lines: lines.filter((line) => !extra.has(line)), messages: stderr };
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ADDED_TTL = 77777;

function addition(messages: string, origin: Name): string | undefined {
  if (messages.includes("has no NS records")) return `${origin}. ${ADDED_TTL} IN NS added.invalid.`;
  const host = /NS '([^']+)' has no address records/.exec(messages)?.[1];
  return host === undefined ? undefined : `${host}. ${ADDED_TTL} IN A 192.0.2.77`;
}

/** The types whose data keeps its case. */
const KEEPS_CASE = new Set(["TXT", "SPF", "CAA", "HINFO"]);

/** One blank between the fields, names in lower case, addresses in one form. */
export function canonical(line: string): string {
  const parts = /^(\S+)\s+([0-9]+)\s+IN\s+(\S+)\s*(.*)$/.exec(line);
  if (parts === null) return line;
  const [, owner = "", ttl, type = "", data = ""] = parts;
  const spelt = type === "AAAA" ? String(parseIp6(data)) : KEEPS_CASE.has(type) ? data : data.toLowerCase();
  return `${owner.toLowerCase()} ${ttl} IN ${type} ${spelt}`.trim();
}
