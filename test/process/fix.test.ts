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
