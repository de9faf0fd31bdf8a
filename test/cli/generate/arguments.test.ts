import { describe, expect, it } from "vitest";
import { ran, type Ran } from "../ran.ts";

const FASTMAIL = ["fastmail", "example.com"];
const M365 = ["microsoft-365", "example.com", "--value", "m365MxHost=example-com.mail.protection.outlook.com"];

/** Exit code, standard output and standard error of `maildns generate`, without who sits at a terminal. */
async function generate(words: readonly string[], stdin = ZONE): Promise<Ran> {
  const form = words.includes("--format") ? [] : ["--format", "zone"];
  return ran(["generate", ...form, ...words], {
    cwd: new URL("../../../", import.meta.url).pathname,
    readStdin: async () => Buffer.from(stdin),
  });
}

const ZONE = `$ORIGIN example.com.
$TTL 3600
@ SOA ns1.example.net. h.example.net. 1 7200 3600 1209600 600
@ NS ns1.example.net.
shop MX 10 mx.example.net.`;

describe("words that are refused, with what mends them", () => {
  it.each<[string, string[], string]>([
    ["an empty sender", [...FASTMAIL, "--sender", ""], '--sender is "", and names nobody'],
    ["commas alone", [...FASTMAIL, "--rua", " , "], '--rua is " , ", and names nobody'],
    ["an @ without a label", [...FASTMAIL, "--sender", "sendgrid@"], "give it, as sendgrid@mail"],
    ["a whole name", [...FASTMAIL, "--sender", "sendgrid@Mail.Example.com."], "below example.com alone: sendgrid@Mail"],
    ["the domain itself", [...FASTMAIL, "--sender", "sendgrid@example.com"], "below example.com alone: sendgrid"],
    ["a sender twice", [...FASTMAIL, "--sender", "sendgrid@a,sendgrid@A"], 'names "sendgrid@A" twice'],
    ["a value twice", [...M365, "--value", "microsoft-365.m365MxHost=b"], "m365MxHost gives m365MxHost a second time"],
    ["values of a parked domain", ["parked", "example.com", "--value", "a=b"], "--value has no meaning beside parked"],
    ["options of mail", ["parked", "example.com", "--optional"], "--optional has no meaning beside parked"],
    [
      "an address as a web server",
      [...FASTMAIL, "--mta-sts", "testing", "--mta-sts-host", "192.0.2.1"],
      '--mta-sts-host is "192.0.2.1"',
    ],
    ["a plan as Terraform", [...FASTMAIL, "--dmarc-plan", "--format", "terraform"], "--dmarc-plan prints a plan"],
    ["a plan in a folder", [...FASTMAIL, "--dmarc-plan", "--format", "json", "-o", "plans/"], "it names a folder"],
    ["a prototype's property", ["__proto__", "example.com"], '<provider> is "__proto__", which is no provider'],
  ])("%s", async (_, words, said) => {
    const { exit, out, err } = await generate(words);
    expect([exit, out]).toEqual([2, ""]);
    expect(err).toContain(said);
  });
});

it("tells two senders of one id apart by their labels", async () => {
  const { out } = await generate([
    ...FASTMAIL,
    ...["--sender", "sendgrid@a,sendgrid@b", "--value", "sendgridHost=u1.wl1.sendgrid.net"],
    ...["--value", "sendgrid@b.emHost=em2", "--value", "emHost=em1"],
  ]);
  expect(out).toMatch(/^em1\.a .*u1\.wl1\.sendgrid\.net\.$/m);
  expect(out).toMatch(/^em2\.b .*u1\.wl1\.sendgrid\.net\.$/m);
});

it("shows no private key that somebody has published", async () => {
  const key = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v";
  const zone = `${ZONE}\n@ MX 1 smtp.google.com.\ngoogle._domainkey TXT "v=DKIM1; k=ed25519; p=${key}"`;
  const { err } = await generate([...FASTMAIL, "--into", "-"], zone);
  expect(err).toContain("to be removed (Google Workspace (Gmail)): google._domainkey.example.com.");
  expect(err).not.toContain(key.slice(16));
});

it("plans from the DMARC policy that is declared, whatever the target", async () => {
  const words = [...FASTMAIL, "--format", "json", "--into", "-", "--dmarc-plan", "--dmarc", "quarantine"];
  const { out } = await generate(words, `${ZONE}\n_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:d@example.com"`);
  expect(JSON.parse(out)).toMatchObject({ stages: [{ stage: "quarantine", state: "undated" }] });
});

describe("what the rules say of the outcome is told", () => {
  it.each<[string, string[], string]>([
    [
      "a value of another domain",
      [
        ...M365,
        ...["--value", "m365Dkim1=selector1-other-com._domainkey.contoso.onmicrosoft.com"],
        ...["--value", "m365Dkim2=selector2-other-com._domainkey.contoso.onmicrosoft.com"],
      ],
      "maildns lint refuses what comes out (dkim-cname-target)",
    ],
    [
      "a name below that loses its mail",
      ["parked", "example.com", "--into", "-"],
      "maildns lint refuses what comes out (dmarc-enforced-without-auth): the DMARC policy for shop.example.com is reject",
    ],
  ])("%s", async (_, words, said) => {
    const { exit, err } = await generate(words);
    expect(exit).toBe(0);
    expect(err).toContain(said);
  });

  it("also where it was so before, in a record that was asked for", async () => {
    const { exit, err } = await generate([...M365, "--into", "-"], `${ZONE}\n@ TXT "v=spf1 redirect=example.com"`);
    expect(exit).toBe(0);
    expect(err).toContain(
      'maildns lint still refuses what comes out (spf-include-loop): "include:example.com" leads to',
    );
  });

  it("ten times at most", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `s${index} MX 10 mx.example.net.`);
    const { err } = await generate(["parked", "example.com", "--into", "-"], `${ZONE}\n${names.join("\n")}`);
    expect(err.match(/refuses what comes out/g)).toHaveLength(10);
    expect(err).toContain("maildns lint has 3 more findings on what comes out");
  });

  it("and nothing where they say nothing", async () => {
    const { err } = await generate([...FASTMAIL, "--into", "-"]);
    expect(err).not.toContain("lint");
  });
});
