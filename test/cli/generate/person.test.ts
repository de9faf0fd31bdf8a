import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCli } from "../../../src/cli/run.ts";
import { keys } from "../../dkim-keys.ts";

const folder = mkdtempSync(join(tmpdir(), "maildns-person-"));
afterAll(() => rmSync(folder, { recursive: true }));

const MX = "example-com.mail.protection.outlook.com";

interface Talk {
  readonly exit: number;
  /** What stood on the terminal: what was told, questions with their answers behind `> `. */
  readonly terminal: string;
  readonly out: string;
}

/** A person who answers one question after the other, and then leaves with Ctrl-D. */
async function talk(words: readonly string[], answers: readonly string[]): Promise<Talk> {
  const left = [...answers];
  let terminal = "";
  let out = "";
  const exit = await runCli(["generate", ...words], {
    cwd: folder,
    env: {},
    columns: 100,
    stdoutIsTerminal: true,
    stderrIsTerminal: true,
    stdout: (text) => void (out += text),
    stderr: (text) => void (terminal += text),
    readStdin: async () => new Uint8Array(),
    ask: async (question) => {
      const answer = left.shift();
      terminal += `${question}> ${answer ?? "^D"}\n`;
      return answer;
    },
    today: () => "2026-11-30",
  });
  expect(left).toEqual([]);
  return { exit, terminal, out };
}

describe("a person who types maildns generate", () => {
  it("gets from nothing to a sheet for a panel", async () => {
    const { exit, terminal, out } = await talk(
      [],
      ["microsoft", "microsoft-365", "example.com", "", "6", "contoso", MX, "", "", ""],
    );
    expect(exit).toBe(0);
    expect(terminal).toMatchInlineSnapshot(`
      "Who holds the mailboxes? (a name; parked: the domain has no mail) > microsoft
      Several are known as "microsoft"; type one of these:
        godaddy-m365  Microsoft 365 sold by GoDaddy
        microsoft-365  Microsoft 365 / Exchange Online
      Who holds the mailboxes? (a name; parked: the domain has no mail) > microsoft-365
      Which domain? (what stands behind the @) > example.com
      Who else sends mail in its name, newsletters say? (ids with commas, Enter for nobody) > 
      Where do you enter the records?
        1  Muumuu Domain (ムームーDNS)
        2  Onamae.com (お名前.com Navi)
        3  Xserver (サーバーパネル)
        4  Sakura Internet (ゾーン編集)
        5  Value-Domain (DNS設定)
        6  Cloudflare
        7  Amazon Route 53
        8  somewhere else
      Number: > 6

      Microsoft 365 / Exchange Online gives you: Exchange Online MX host
        found at: Microsoft 365 admin center, Domains, DNS records of the domain (usually the domain with dots as dashes; may differ for names with dashes)
        looks like: example-com.mail.protection.outlook.com
      m365MxHost: > contoso
        m365MxHost is "contoso", which is not what Microsoft 365 / Exchange Online gives: Exchange Online MX host, such as "example-com.mail.protection.outlook.com"
      m365MxHost: > example-com.mail.protection.outlook.com

      Microsoft 365 / Exchange Online gives you: DKIM CNAME target of selector1
        found at: Microsoft Defender portal > Email authentication settings > DKIM > the domain (or Get-DkimSigningConfig, Selector1CNAME)
        looks like: selector1-example-com._domainkey.contoso.n-v1.dkim.mail.microsoft
        Enter leaves its records out for now.
      m365Dkim1: > 

      Microsoft 365 / Exchange Online gives you: DKIM CNAME target of selector2
        found at: Microsoft Defender portal > Email authentication settings > DKIM > the domain (or Get-DkimSigningConfig, Selector2CNAME)
        looks like: selector2-example-com._domainkey.contoso.n-v1.dkim.mail.microsoft
        Enter leaves its records out for now.
      m365Dkim2: > 

      Microsoft 365 / Exchange Online gives you: Verification TXT value (MS=ms…)
        found at: Microsoft 365 admin center, adding a domain, verification by TXT record
        looks like: MS=ms12345678
        Enter leaves its records out for now.
      m365Verification: > 
      "
    `);
    expect(out).toContain("DNS records for the mail of example.com");
    expect(out).toContain(MX);
    expect(out).toContain("selector1._domainkey");
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
    const { exit, terminal, out } = await talk(
      ["--into", "example.com.zone", "--replace"],
      ["google-workspace", "example.com", "", "3", ""],
    );
    expect(exit).toBe(0);
    expect(terminal).toContain("dkimKey: ");
    expect(out).toMatchInlineSnapshot(`
      "DNS records for the mail of example.com
      =======================================

      - Services: Google Workspace (Gmail)
      - Typed in at: Xserver (サーバーパネル) (the screen as of 2026-11-21)
      - The way there: サーバーパネル > DNSレコード設定

      Before you start
      ----------------

      [ ] Every mailbox exists at Google Workspace (Gmail), and you can sign in to one. Mail to an address that does not exist there is refused (550 5.1.1).
      [ ] Google Workspace (Gmail) shows the domain as verified, or asks for a record that stands below.
      [ ] DMARC reports will be sent to d@example.com: somebody has to receive mail there.
      [ ] Take screenshots of all records as they are now. They are your way back.
      [ ] Copy every value from here and paste it: no blank before or behind it, no line break in it. A field that reads @ takes just that; "(leave blank)" means that nothing is typed. Never add .example.com to a name yourself.
      [ ] If it can wait: lower the TTL of the records that go or change to 300 today and do the rest tomorrow, so that the change is seen within minutes.
      [ ] A default MX (0, the domain itself) is there already: remove it, or mail is shared between the two.
      [ ] SPF has a screen of its own (SPF設定 > カスタム設定) and DKIM too (DKIM設定): change them there, a second record beside theirs breaks SPF.
      [ ] A final dot is not taken.

      The records
      -----------

      To add: 1; to change: 1; to remove: 1. Leave the other records as they are (6).

      Enter them in this order: MX stands late, because from then on mail moves.

      (1) Change SPF: who may send mail as example.com

        ホスト名 (name)  Now        (leave blank)
                         Change to  (leave blank)
        種別 (type)      Now        TXT
                         Change to  TXT
        内容 (value)     Now        v=spf1 +a:sv1234.xserver.jp +a:example.com +mx include:spf.sender.xserver.jp ip4:192.0.2.9 ~all
                         Change to  v=spf1 +a:example.com +mx ip4:192.0.2.9 include:_spf.google.com ~all
        TTL              Now        3600
                         Change to  3600

      (2) Add MX: where mail to example.com is delivered

        ホスト名 (name)    (leave blank)
        種別 (type)        MX
        内容 (value)       smtp.google.com
        優先度 (priority)  1
        TTL                3600

      (3) Remove MX at example.com

        ホスト名 (name)    (leave blank)
        種別 (type)        MX
        内容 (value)       example.com
        優先度 (priority)  0
        TTL                3600

      Still to be published
      ---------------------

      These records could not be written, for their values are known to you alone. Fetch the values and have this sheet made again.

      [ ] TXT at google._domainkey (Google Workspace (Gmail)), which needs "DKIM record value (public key)", found at: Google Admin console > Apps > Google Workspace > Gmail > Authenticate email > Generate new record (prefix "google" is the default; then press Start authentication)

      Afterwards
      ----------

      [ ] Look the records up: dig MX example.com, dig TXT example.com and dig TXT _dmarc.example.com; on Windows nslookup -type=mx example.com, nslookup -type=txt example.com and nslookup -type=txt _dmarc.example.com. The answers must show the values above.
      [ ] From an address elsewhere (a private Gmail, say) send a mail to an address at example.com, and answer it from there.
      [ ] In the answer that arrived, open the headers ("Show original" in Gmail) and look for Authentication-Results: it should say spf=pass, dkim=pass and dmarc=pass.
      [ ] Export the zone and run maildns lint on the file.

      - A bounce with 550 5.1.1: the mailbox does not exist at the service that the MX names. Create it, or put the old MX back.
      - A bounce with 5.7.26: the receiver found neither SPF nor DKIM in order. Compare those two records with this sheet, character by character.
      - DMARC stands at p=quarantine: mail that fails lands in the spam folder. Go to p=reject only after at least a month in which the reports show no mail of your own that fails.

      How long the old records live on
      --------------------------------

      - What is changed or removed stays in caches for up to 1 hour (TTL 3600). Until then some mail still goes the old way: keep the old mailboxes and look into them.
      "
    `);
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
