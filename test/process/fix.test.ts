import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { maildns } from "../process.ts";

const ZONE = `$TTL 300\n@ SOA ns hostmaster 1 7200 3600 1209600 300\n@ NS ns\nns A 192.0.2.53\nmx A 192.0.2.25\n@ MX 10 mx\n@ MX 20 mx ; caf\u00e9\n@ TXT "v=spf1 mx -all"\n`;
const MENDED = ZONE.replace("@ MX 20 mx ; caf\u00e9\n", "");

describe("--fix on files", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "maildns-fix-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it("keeps the mode and leaves nothing beside the file", async () => {
    const path = put("example.com.zone", ZONE);
    chmodSync(path, 0o640);
    const { stderr } = await maildns(["lint", "--fix", "example.com.zone"], { cwd: folder });
    expect(stderr).toContain("fixed 1 finding in 1 file");
    expect(readFileSync(path, "utf8")).toBe(MENDED);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["example.com.zone"]);
  });

  it.each([
    ["Latin-1", (text: string) => Buffer.from(text, "latin1")],
    ["UTF-16", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16 big-endian", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["CR LF", (text: string) => Buffer.from(text.replaceAll("\n", "\r\n"))],
  ])("writes %s as it was", async (_, encode) => {
    const path = put("example.com.zone", encode(ZONE.replace("1209600 300", "1209600 300 ; \u00fc")));
    await maildns(["lint", "--fix", "example.com.zone"], { cwd: folder });
    expect(readFileSync(path)).toEqual(encode(MENDED.replace("1209600 300", "1209600 300 ; \u00fc")));
  });

  it("writes through a link inside the folder, not through one that leads out of it", async () => {
    mkdirSync(join(folder, "in"));
    const outside = put("outside.zone", `$ORIGIN example.net.\n${ZONE}`);
    const inside = put("in/real.zone", `$ORIGIN example.com.\n${ZONE}`);
    symlinkSync("../outside.zone", join(folder, "in/out.zone"));
    symlinkSync("real.zone", join(folder, "in/link.zone"));
    const { stderr, exit } = await maildns(["lint", "--fix", "in/out.zone", "in/link.zone"], { cwd: folder });
    expect(stderr).toContain("in/out.zone is not written: it is a link to a file outside the folder that was given");
    expect(stderr).toContain("fixed 1 finding in 1 file");
    expect(exit).toBe(2);
    expect(readFileSync(outside, "utf8")).toBe(`$ORIGIN example.net.\n${ZONE}`);
    expect(readFileSync(inside, "utf8")).toBe(`$ORIGIN example.com.\n${MENDED}`);
    expect(statSync(join(folder, "in/link.zone")).isFile()).toBe(true);
  });

  const KEY = `MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIB${"AQDEOs6".repeat(40)}`;
  it.each([
    ["of its own", `k._domainkey TXT "v=DKIM1; p=${KEY.slice(0, 200)}" ; wrapped\n`],
    ["in quotes", `k._domainkey TXT "\\"v=DKIM1; p=${KEY.slice(0, 200)}\\""\n`],
    ["that is no DKIM text", `secret TXT "\\"${KEY.slice(0, 200)}\\""\n`],
    ["in a DMARC text", `_dmarc TXT "v=DMARC1; p=none; pct=100; rua=mailto:d@example.com; x=${KEY.slice(0, 150)}"\n`],
    ["cut small", `k._domainkey TXT ("v=DKIM1; p=" ${[...KEY].map((each) => `"${each}" ; x`).join("\n")}\n)\n`],
    ["in a comment", `; ${KEY}\n`],
  ])("never prints a private key %s", async (_, line) => {
    put("example.com.zone", ZONE + line);
    const runs = [["--fix-dry-run"], ["--fix-dry-run", "-o", "fix.patch"], ["--format", "json"], ["--format", "sarif"]];
    for (const words of runs) {
      const { stdout, stderr } = await maildns(["lint", ...words, "example.com.zone"], { cwd: folder });
      const patch = existsSync(join(folder, "fix.patch")) ? readFileSync(join(folder, "fix.patch"), "utf8") : "";
      expect(stdout + stderr + patch).not.toMatch(/AQDEOs6|"A" ; x/);
      if (words[0] === "--fix-dry-run") expect(stderr).toContain("it holds a private key, so its diff is not printed");
    }
    await maildns(["lint", "--fix", "example.com.zone"], { cwd: folder });
    expect(readFileSync(join(folder, "example.com.zone"), "utf8")).toBe(MENDED + line);
  });

  it("finds the fixes that cannot be made among many, and makes the others", async () => {
    const texts = new Map<string, string>();
    for (let index = 0; index < 40; index++) {
      const name = `z${index}.example.net.zone`;
      // Unquoted it would be a second SPF record.
      const bad = index % 2 === 0 ? '@ TXT "\\"v=spf1 ip4:192.0.2.7 -all\\""\n' : "";
      texts.set(name, MENDED + bad);
      put(name, ZONE + bad);
    }
    const { stderr } = await maildns(["lint", "--fix", "."], { cwd: folder });
    expect(stderr).toContain("fixed 40 findings in 40 files");
    expect(stderr.match(/not fixed: \S+ txt-quoting: it would bring spf-multiple/g)).toHaveLength(20);
    for (const [name, text] of texts) expect(readFileSync(join(folder, name), "utf8")).toBe(text);
  });

  it.each([
    ["a text in quotes that repeats a term", '@ TXT "\\"v=spf1 mx mx -all\\""', '@ TXT "v=spf1 mx -all"', true],
    [
      "a policy in quotes that asks for no reports",
      '_dmarc TXT "\\"v=DMARC1; p=none\\""',
      '_dmarc TXT "v=DMARC1; p=none"',
      true,
    ],
    ["a text in quotes that is broken", '@ TXT "\\"v=spf1 ipv4:192.0.2.7 -all\\""', undefined, false],
  ])("mends what hid a finding that is less severe: %s", async (_, before, after, mends) => {
    const base = MENDED.replace('@ TXT "v=spf1 mx -all"\n', "").concat(
      before.startsWith("@") ? "" : '@ TXT "v=spf1 mx -all"\n',
    );
    put("example.com.zone", `${base}${before}\n`);
    const { stderr } = await maildns(["lint", "--fix", "example.com.zone"], { cwd: folder });
    expect(stderr.includes("not fixed")).toBe(!mends);
    expect(readFileSync(join(folder, "example.com.zone"), "utf8")).toBe(`${base}${after ?? before}\n`);
  });

  it("edits an included file where it stands, and not one that is included twice", async () => {
    put("example.com.zone", `${ZONE.split("@ MX 10")[0]}$INCLUDE mail.inc\n`);
    const path = put("mail.inc", "@ MX 10 mx\n@ MX 20 mx\n");
    await maildns(["lint", "--fix", "example.com.zone"], { cwd: folder });
    expect(readFileSync(path, "utf8")).toBe("@ MX 10 mx\n");
    const doubled = '_dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"\n';
    put("mail.inc", doubled);
    put("example.com.zone", `${ZONE.split("@ MX 10")[0]}$INCLUDE mail.inc\n$INCLUDE mail.inc sub\n`);
    const { stderr } = await maildns(["lint", "--fix", "example.com.zone"], { cwd: folder });
    expect(readFileSync(path, "utf8")).toBe(doubled);
    expect(stderr).toContain("not fixed: mail.inc:1 name-doubled: another record would change with it");
  });

  it.each([
    ["git", ["apply", "fix.patch"]],
    ["patch", ["-p1", "-i", "fix.patch"]],
  ])("prints a diff that %s applies", async (program, words) => {
    const text = `${ZONE.replaceAll("\n", "\r\n")}; \u0001 end`;
    const names = ["a b.zone", "plain.zone", "caf\u00e9.zone"];
    const bytes = names.map((_, index) =>
      Buffer.from(`$ORIGIN ${index}.example.com.\r\n${text}`, index === 1 ? "latin1" : "utf8"),
    );
    names.forEach((name, index) => put(name, bytes[index] as Buffer));
    await maildns(["lint", "--fix-dry-run", "-o", "fix.patch", ...names], { cwd: folder });
    const piped = await maildns(["lint", "--fix-dry-run", "plain.zone"], { cwd: folder });
    expect(piped.stdout).toContain("--- a/plain.zone\n+++ b/plain.zone\n@@ -");
    names.forEach((name, index) => expect(readFileSync(join(folder, name))).toEqual(bytes[index]));
    try {
      execFileSync(program, words, { cwd: folder, stdio: "pipe" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      throw error;
    }
    for (const [index, name] of names.entries()) {
      const encoding = index === 1 ? "latin1" : "utf8";
      const wanted = (bytes[index] as Buffer).toString(encoding).replace("@ MX 20 mx ; caf\u00e9\r\n", "");
      expect(readFileSync(join(folder, name)).toString(encoding)).toBe(wanted);
    }
    expect(existsSync(join(folder, "plain.zone.rej"))).toBe(false);
  });
});
