import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { keys } from "../../dkim-keys.ts";
import { ran } from "../ran.ts";

const folder = mkdtempSync(join(tmpdir(), "maildns-person-"));
afterAll(() => rmSync(folder, { recursive: true }));

const MX = "example-com.mail.protection.outlook.com";

interface Talk {
  readonly exit: number;
  /** What stood on the terminal: what was told, questions with their answers behind `> `. */
  readonly terminal: string;
  /** What a page of the documents shows. */
  readonly transcript: string;
  readonly out: string;
}

/** Parts a question from its answer. */
const MARK = "\u0001";

/** A person who answers one question after the other, and then leaves with Ctrl-D. */
async function talk(words: readonly string[], answers: readonly string[]): Promise<Talk> {
  const left = [...answers];
  let terminal = "";
  const { exit, out } = await ran(["generate", ...words], {
    cwd: folder,
    stdoutIsTerminal: true,
    stderrIsTerminal: true,
    stderr: (text) => void (terminal += text),
    ask: async (question) => {
      const answer = left.shift();
      terminal += `${question}${MARK}${answer ?? "^D"}\n`;
      return answer;
    },
  });
  expect(left).toEqual([]);
  return { exit, terminal: terminal.replaceAll(MARK, "> "), transcript: terminal.replaceAll(MARK, "") + out, out };
}

const shown = new URL("../../../examples/generate/", import.meta.url).pathname;

describe("a person who types maildns generate", () => {
  it("gets from nothing to a sheet for a panel", async () => {
    const answers = ["microsoft", "microsoft-365", "example.com", "", "6", "contoso", MX, "", "", "MS=ms12345678"];
    const { exit, transcript } = await talk([], answers);
    expect(exit).toBe(0);
    await expect(`$ maildns generate\n${transcript}`).toMatchFileSnapshot(`${shown}from-nothing.txt`);
  });

  it("is asked in Japanese", async () => {
    const answers = ["ムームー", "muumuu-mail", "http://example.jp/", "", "1"];
    const { exit, terminal, out } = await talk(["--lang", "ja"], answers);
    expect(exit).toBe(0);
    expect(terminal).toMatchInlineSnapshot(`
      "メールボックスはどのサービスにありますか？（名前の一部で検索できます。メールを使わないドメインは parked） > ムームー
        ムームーメール（muumuu-mail）
      ドメイン名を入力してください（メールアドレスの @ の後ろ）: > muumuu-mail
      ドメイン名ではありません。example.com のように入力してください。
      ドメイン名を入力してください（メールアドレスの @ の後ろ）: > http://example.jp/
      ほかにこのドメインで送信するサービスはありますか？（メルマガ配信など。ID をカンマ区切りで。なければ Enter） > 
      DNSレコードをどこで入力しますか？
        1  ムームードメイン（ムームーDNS カスタム設定）
        2  お名前.com Navi（DNSレコード設定）
        3  エックスサーバー（サーバーパネル DNSレコード設定）
        4  さくらインターネット（ドメインコントロールパネル ゾーン編集）
        5  バリュードメイン（DNS設定・URL転送の変更）
        6  Cloudflare（DNSレコード）
        7  Amazon Route 53（ホストゾーン）
        8  その他
      番号: > 1

      "
    `);
    expect(out).toMatch(/^example\.jp のメール用DNSレコード\n/);
  });

  it("is asked for what is missing alone", async () => {
    const { exit, terminal, out } = await talk(
      ["google-workspace", "example.com", "--format", "zone"],
      [`"v=DKIM1; k=rsa; p=${keys.rsa2048}"`],
    );
    expect(exit).toBe(0);
    expect(terminal).toMatchInlineSnapshot(`
      "
      Google Workspace (Gmail) gives you: DKIM record value (public key)
        found at: Google Admin console > Apps > Google Workspace > Gmail > Authenticate email > Generate new record (prefix "google" is the default; then press Start authentication)
        looks like: v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ…
        Enter leaves its records out for now.
      dkimKey: > "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4bZGPXdiewmQSrIzXDwaDJ6Nl5tni++iZlSbBFKjIaOQGOQ1tkzq4LKsSwWYnwOCrywyz+K6UesPXBAkD7/iM7FgaBBEhMk5+QqNtrS54acx4Uo39bpj/wKK3sieIflWG8iaUci36LACDsQAVo/qv8CJOoCvUJPy+pP96bD6N952/3bCpIb8kJgNNmQr0oFbUgF9aKVAWcJ2DNhFf5i+BCAiEWnXFGVnCp94d7wZR9enVTL77rq8kanFu8/wI14krHJhmEuIcdxD0ezGTIHZ13MmgPAcvzDv9NQL2jz/x7zKSUMc8Rp8cAZg6gaDJ0ejXo6zR4qiRRytNL4UGe60PwIDAQAB"
      maildns: note: DMARC reports go to postmaster@example.com; --rua names another address
      maildns: note: the SPF record of example.com needs 1 of 10 DNS look-ups
      "
    `);
    expect(out).toContain(`google._domainkey IN TXT "v=DKIM1; k=rsa; p=`);
  });

  it("is told of a value that does not fit, and may give another", async () => {
    const key = `v=DKIM1; k=rsa; p=${keys.rsa2048.slice(0, 100)}`;
    const { exit, terminal, out } = await talk(["google-workspace", "example.com"], ["none", key, ""]);
    expect(exit).toBe(0);
    expect(terminal).toMatchInlineSnapshot(`
      "
      Google Workspace (Gmail) gives you: DKIM record value (public key)
        found at: Google Admin console > Apps > Google Workspace > Gmail > Authenticate email > Generate new record (prefix "google" is the default; then press Start authentication)
        looks like: v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ…
        Enter leaves its records out for now.
      dkimKey: > none
        dkimKey is "none", which is not what Google Workspace (Gmail) gives: DKIM record value (public key), such as "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ…"
      dkimKey: > v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4bZGPXdiewmQSrIzXDwaDJ6Nl5tni++iZlSbBFKjIaOQGOQ1tkzq4LKs
        dkimKey is no DKIM public key that verifiers can use: it is cut off; copy the whole value, without a line break
      dkimKey: > 
      maildns: still to publish: Google Workspace (Gmail) still needs google._domainkey TXT, and for that:
        --value dkimKey: DKIM record value (public key), such as "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ…"; found at: Google Admin console > Apps > Google Workspace > Gmail > Authenticate email > Generate new record (prefix "google" is the default; then press Start authentication)
      maildns: note: DMARC reports go to postmaster@example.com; --rua names another address
      maildns: note: the SPF record of example.com needs 1 of 10 DNS look-ups
      "
    `);
    expect(out).not.toContain("_domainkey");
  });

  it("ends where a value that MX needs is not given", async () => {
    const { exit, terminal, out } = await talk(["microsoft-365", "example.com"], ["", "", ""]);
    expect([exit, out]).toEqual([2, ""]);
    expect(terminal).toMatch(/(?:m365MxHost: > \n){3}/);
    expect(terminal).toMatch(/maildns: --value m365MxHost is missing/);
  });

  it.each<[string, readonly string[]]>([
    ["at once", []],
    ["at the domain", ["fastmail"]],
    ["at a value", ["microsoft-365", "example.com", "", "8"]],
    ["after answers that cannot be taken", ["nobody at all", "mail", "", "  ", "biglobe"]],
  ])("may leave %s, and nothing is written", async (_, answers) => {
    const { exit, out } = await talk([], answers);
    expect([exit, out]).toEqual([2, ""]);
  });

  it("merges into a zone that still holds the old host's MX", async () => {
    const zone = readFileSync(new URL("../../../examples/generate/xserver.zone", import.meta.url));
    writeFileSync(join(folder, "example.com.zone"), zone);
    const line =
      "google-workspace example.com --into example.com.zone --replace --panel xserver --lang ja --style plain";
    const words = line.split(" ");
    const { exit, transcript } = await talk(words, [""]);
    expect(exit).toBe(0);
    await expect(`$ maildns generate ${line}\n${transcript}`).toMatchFileSnapshot(`${shown}into-a-zone.txt`);
  });

  it("is asked for the variables of a template", async () => {
    const template = readFileSync(new URL("../../../examples/generate/template.json", import.meta.url));
    writeFileSync(join(folder, "template.json"), template);
    const { exit, terminal, out } = await talk(
      ["--template", "template.json", "example.com", "--format", "zone"],
      ["abc123"],
    );
    expect(exit).toBe(0);
    expect(terminal).toContain("Example Mail Mailboxes gives you: ");
    expect(terminal).toContain("verify: > abc123\n");
    expect(out).toContain('"example-verify=abc123"');
  });

  it("is not asked where a check is made", async () => {
    const { exit, terminal } = await talk(
      ["google-workspace", "example.com", "--into", "example.com.zone", "--check"],
      [],
    );
    expect(exit).toBe(1);
    expect(terminal).toContain("still to publish");
  });
});

it("many domains are counted while they are made", async () => {
  writeFileSync(join(folder, "domains.csv"), "domain\na.example\nb.example\nc.example\n");
  let time = 0;
  const clock = vi.spyOn(Date, "now").mockImplementation(() => (time += 1000));
  try {
    const words = ["generate", "fastmail", "--domains", "domains.csv"];
    const { exit, err } = await ran(words, { cwd: folder, stderrIsTerminal: true });
    expect(exit).toBe(0);
    expect(err).toContain("\r\u001b[2Kdomain 2 of 3: b.example\r\u001b[2Kdomain 3 of 3: c.example\r\u001b[2Kmaildns: ");
  } finally {
    clock.mockRestore();
  }
});
