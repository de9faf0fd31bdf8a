import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { lint } from "../../src/engine/lint.ts";
import { MailDomain, type MailDomainArgs, type MailRecord, type RecordWriter } from "../../src/pulumi/index.ts";
import { line } from "../input/pulumi-fixture.ts";
import { keys } from "../dkim-keys.ts";
import { promiseOf, recordsOf, run, ZONE, zonesOf, type Registered } from "./program.ts";

const key = `v=DKIM1; k=rsa; p=${keys.rsa2048}`;
const zone = { domain: "example.com", zoneId: ZONE };

const declare = async (args: MailDomainArgs, preview = false): Promise<Registered[]> =>
  recordsOf(await run(() => new MailDomain("mail", args), preview));

const inputsOf = (records: readonly Registered[]) =>
  Object.fromEntries(records.map(({ name, inputs: { zoneId, ...rest } }) => [name, rest]));

describe("declared at Cloudflare", () => {
  test("Google Workspace: each record as Cloudflare takes it and gives it back", async () => {
    const records = await declare({ ...zone, provider: "google-workspace", values: { dkimKey: key }, ttl: 300 });
    expect(inputsOf(records)).toEqual({
      "mail-mx-1": { type: "MX", name: "example.com", content: "smtp.google.com", priority: 1, ttl: 300 },
      "mail-spf": { type: "TXT", name: "example.com", content: '"v=spf1 include:_spf.google.com ~all"', ttl: 300 },
      "mail-dkim-google": {
        type: "TXT",
        name: "google._domainkey.example.com",
        content: `"${key.slice(0, 255)}" "${key.slice(255)}"`,
        ttl: 300,
      },
      "mail-dmarc": {
        type: "TXT",
        name: "_dmarc.example.com",
        content: '"v=DMARC1; p=none; rua=mailto:postmaster@example.com"',
        ttl: 300,
      },
    });
    expect(new Set(records.map(({ inputs }) => inputs["zoneId"]))).toEqual(new Set([ZONE]));
  });

  test.each<[string, MailDomainArgs, string, object]>([
    [
      "a null MX",
      { ...zone, parked: true },
      "mail-mx-1",
      { type: "MX", name: "example.com", content: ".", priority: 0, ttl: 1 },
    ],
    [
      "a CNAME out of the proxy",
      { ...zone, provider: "fastmail" },
      "mail-dkim-fm1",
      {
        type: "CNAME",
        name: "fm1._domainkey.example.com",
        content: "fm1.example.com.dkim.fmhosted.com",
        proxied: false,
        ttl: 1,
      },
    ],
    [
      "a mail host out of the proxy",
      { ...zone, provider: "aruba" },
      "mail-mx-a-7",
      { type: "A", name: "mx.example.com", content: "62.149.128.74", proxied: false, ttl: 1 },
    ],
    [
      "an SRV in its parts",
      { ...zone, provider: "godaddy" },
      "mail-autodiscover-tcp-srv",
      {
        type: "SRV",
        name: "_autodiscover._tcp.example.com",
        data: { priority: 0, weight: 0, port: 443, target: "autodiscover.secureserver.net" },
        ttl: 1,
      },
    ],
    [
      "a delegation",
      { ...zone, provider: "fastmail", senders: [{ id: "klaviyo", values: { sendHost: "send" } }] },
      "mail-klaviyo-return-path",
      { type: "NS", name: "send.example.com", content: "ns1.klaviyo.com", ttl: 1 },
    ],
    [
      "names beyond ASCII",
      { ...zone, domain: "Bücher.example.", provider: "gandi" },
      "mail-mx-1",
      { type: "MX", name: "xn--bcher-kva.example", content: "spool.mail.gandi.net", priority: 10, ttl: 1 },
    ],
  ])("%s", async (_, args, name, inputs) => {
    expect(inputsOf(await declare(args))[name]).toEqual(inputs);
  });

  test("everything below the component, which says what it declared", async () => {
    let mail: MailDomain | undefined;
    const registered = await run(() => (mail = new MailDomain("mail", { ...zone, provider: "improvmx" })));
    for (const { urn, name } of recordsOf(registered)) {
      expect(urn).toBe(`urn:pulumi:dev::mail::maildns:index:MailDomain$cloudflare:index/dnsRecord:DnsRecord::${name}`);
    }
    expect(mail?.pending).toEqual([]);
    expect(await promiseOf((mail as MailDomain).records)).toEqual([
      { role: "mx-1", type: "MX", name: "example.com", value: "mx1.improvmx.com", preference: 10 },
      { role: "mx-2", type: "MX", name: "example.com", value: "mx2.improvmx.com", preference: 20 },
      { role: "spf", type: "TXT", name: "example.com", value: "v=spf1 include:spf.improvmx.com ~all" },
      {
        role: "dkim-dkimprovmx1",
        type: "CNAME",
        name: "dkimprovmx1._domainkey.example.com",
        value: "dkimprovmx1.improvmx.com",
      },
      {
        role: "dkim-dkimprovmx2",
        type: "CNAME",
        name: "dkimprovmx2._domainkey.example.com",
        value: "dkimprovmx2.improvmx.com",
      },
      {
        role: "dmarc",
        type: "TXT",
        name: "_dmarc.example.com",
        value: "v=DMARC1; p=none; rua=mailto:postmaster@example.com",
      },
    ]);
  });
});

/** What a change of the program does to the resources. */
async function change(before: MailDomainArgs, after: MailDomainArgs) {
  const [old, now] = [await declare(before), await declare(after)];
  const byUrn = new Map(old.map((record) => [record.urn, record]));
  const urns = new Set(now.map(({ urn }) => urn));
  const names = (records: readonly Registered[]): string[] => records.map(({ name }) => name.replace("mail-", ""));
  return {
    updated: names(
      now.filter(
        ({ urn, inputs }) => byUrn.has(urn) && JSON.stringify(byUrn.get(urn)?.inputs) !== JSON.stringify(inputs),
      ),
    ),
    created: names(now.filter(({ urn }) => !byUrn.has(urn))),
    deleted: names(old.filter(({ urn }) => !urns.has(urn))),
    // Cloudflare makes a record anew where its zone changes, and changes it in place otherwise.
    replaced: names(
      now.filter(({ urn, inputs }) => byUrn.has(urn) && byUrn.get(urn)?.inputs["zoneId"] !== inputs["zoneId"]),
    ),
  };
}

describe("a later change", () => {
  const google = { ...zone, provider: "google-workspace", values: { dkimKey: key } } as const;
  const none = { created: [], deleted: [], replaced: [] };
  test.each<[string, MailDomainArgs, MailDomainArgs, Partial<Awaited<ReturnType<typeof change>>>]>([
    [
      "of the DMARC stage updates one record",
      { ...google, dmarc: "none" },
      { ...google, dmarc: "quarantine" },
      { updated: ["dmarc"] },
    ],
    ["of the report address", google, { ...google, rua: "dmarc@example.com" }, { updated: ["dmarc"] }],
    ["of the own servers", google, { ...google, spf: ["ip4:192.0.2.1"] }, { updated: ["spf"] }],
    [
      "of a key",
      google,
      { ...google, values: { dkimKey: `v=DKIM1; p=${keys.rsa4096}` } },
      { updated: ["dkim-google"] },
    ],
    [
      "of a selector",
      {
        ...zone,
        provider: "sakura",
        values: { initialDomain: "a.sakura.ne.jp", serverHost: "www1.sakura.ne.jp", dkimSelector: "rs1", dkimKey: key },
      },
      {
        ...zone,
        provider: "sakura",
        values: { initialDomain: "a.sakura.ne.jp", serverHost: "www2.sakura.ne.jp", dkimSelector: "rs2", dkimKey: key },
      },
      { updated: ["spf", "dkim-1"] },
    ],
    [
      "of the MX set touches the records that differ",
      google,
      { ...google, mxSet: "five" },
      { updated: ["mx-1"], created: ["mx-2", "mx-3", "mx-4", "mx-5"] },
    ],
    [
      "of the hosts alone",
      { ...zone, provider: "fastmail" },
      { ...zone, provider: "fastmail", mxSet: "us" },
      { updated: ["mx-1", "mx-2"] },
    ],
    [
      "by a sender leaves the others alone",
      google,
      { ...google, senders: ["zendesk"] },
      { updated: ["spf"], created: ["zendesk-dkim-zendesk1", "zendesk-dkim-zendesk2"] },
    ],
    [
      "in the order of senders",
      { ...google, senders: ["mailchimp", "help-scout"] },
      { ...google, senders: ["help-scout", "mailchimp"] },
      { updated: [] },
    ],
    [
      "of the provider keeps what stays",
      google,
      { ...zone, provider: "gandi" },
      {
        updated: ["mx-1", "spf"],
        created: ["mx-2", "dkim-gm1", "dkim-gm2", "dkim-gm3"],
        deleted: ["dkim-google"],
      },
    ],
    [
      "to a gateway in front",
      google,
      { ...google, gateway: { id: "mimecast", values: { region: "eu" } } },
      { updated: ["mx-1", "spf"], created: ["mx-2"] },
    ],
    [
      "to no mail at all",
      google,
      { ...zone, parked: true },
      { updated: ["mx-1", "spf", "dmarc"], deleted: ["dkim-google"] },
    ],
    ["of nothing", google, { ...google }, { updated: [] }],
  ])("%s", async (_, before, after, wanted) => {
    expect(await change(before, after)).toEqual({ updated: [], ...none, ...wanted });
  });
});

describe("values of other resources", () => {
  test("outputs, promises and secrets go where they belong and nowhere else", async () => {
    const records = await declare({
      domain: pulumi.output("Example.com."),
      zoneId: Promise.resolve(ZONE),
      provider: "microsoft-365",
      values: {
        m365MxHost: Promise.resolve("example-com.mail.protection.outlook.com"),
        m365Verification: pulumi.secret("MS=ms12345678"),
      },
      spf: [pulumi.output("ip4:192.0.2.1"), "ip4:192.0.2.1"],
      rua: pulumi.output("dmarc@example.com"),
      ttl: pulumi.output(600),
    });
    const inputs = inputsOf(records);
    expect(inputs["mail-mx-1"]).toMatchObject({
      name: "example.com",
      content: "example-com.mail.protection.outlook.com",
      ttl: 600,
    });
    expect(inputs["mail-spf"]).toMatchObject({
      content: '"v=spf1 ip4:192.0.2.1 include:spf.protection.outlook.com -all"',
    });
    expect(inputs["mail-dmarc"]).toMatchObject({ content: '"v=DMARC1; p=none; rua=mailto:dmarc@example.com"' });
    expect(inputs["mail-verification"]).toMatchObject({
      name: "example.com",
      content: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: '"MS=ms12345678"' },
    });
    expect(JSON.stringify(Object.entries(inputs).filter(([name]) => name !== "mail-verification"))).not.toContain(
      "4dabf",
    );
  });

  test("what is not known until the deployment leaves everything else known", async () => {
    const later = pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;
    const records = await declare(
      {
        ...zone,
        zoneId: later,
        provider: "fastmail",
        senders: [
          {
            id: "amazon-ses",
            values: { dkimToken1: later, dkimZone: "dkim.amazonses.com", mailFrom: "bounce", region: "eu-west-1" },
          },
        ],
        spf: [pulumi.interpolate`ip4:${later}`],
      },
      true,
    );
    const read = zonesOf(records, true).flatMap((each) => each.records.map(line));
    expect(read).toMatchInlineSnapshot(`
      [
        "example.com 300 MX 10 in1-smtp.messagingengine.com",
        "example.com 300 MX 20 in2-smtp.messagingengine.com",
        "example.com 300 TXT <preview>",
        "fm1._domainkey.example.com 300 CNAME fm1.example.com.dkim.fmhosted.com",
        "fm2._domainkey.example.com 300 CNAME fm2.example.com.dkim.fmhosted.com",
        "fm3._domainkey.example.com 300 CNAME fm3.example.com.dkim.fmhosted.com",
        "<preview> 300 CNAME <preview>",
        "bounce.example.com 300 MX 10 feedback-smtp.eu-west-1.amazonses.com",
        "bounce.example.com 300 TXT "v=spf1 include:amazonses.com ~all"",
        "_dmarc.example.com 300 TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"",
      ]
    `);
    expect(lint({ after: zonesOf(records, true) }).findings.filter(({ severity }) => severity !== "info")).toEqual([]);
  });
});

/** What is thrown when the component is made. */
function refused(args: unknown): string {
  try {
    new MailDomain("mail", args as MailDomainArgs);
    return "";
  } catch (error) {
    return error instanceof pulumi.RunError ? error.message : `no RunError: ${String(error)}`;
  }
}

describe("wrong arguments are refused at once, by their names", () => {
  const later = pulumi.output("x");
  test.each<[string, unknown]>([
    ["none", undefined],
    ["a text", "example.com"],
    ["nothing in them", {}],
    ["an empty zone id", { ...zone, zoneId: "", provider: "fastmail" }],
    ["no zone", { domain: "example.com", provider: "fastmail" }],
    ["a misspelt argument", { ...zone, provider: "fastmail", sender: ["zendesk"] }],
    ["a misspelt provider", { ...zone, provider: "gandhi" }],
    ["a misspelt sender", { ...zone, provider: "fastmail", senders: ["zendes"] }],
    ["a misspelt sender with values", { ...zone, provider: "fastmail", senders: [{ id: "zendes" }] }],
    ["a misspelt gateway", { ...zone, provider: "fastmail", gateway: "mimecats" }],
    ["a missing value", { ...zone, provider: "microsoft-365" }],
    ["a value of no use", { ...zone, provider: "fastmail", values: { key: "x" } }],
    [
      "a value that does not fit",
      { ...zone, provider: "fastmail", senders: [{ id: "hubspot", values: { hubId: "x" } }] },
    ],
    [
      "numbers",
      { domain: 1, zoneId: ZONE, provider: 2, dmarc: 3, rua: 4, senders: 5, dkim: 6, values: 7, gateway: 8, spf: [9] },
    ],
    ["nulls", { ...zone, provider: null, senders: [null], dkim: [null], values: null, gateway: null }],
    ["a stage", { ...zone, provider: "fastmail", dmarc: "monitor" }],
    ["an output where a text must be known", { ...zone, provider: later, dmarc: later }],
    ["enforcement before DKIM", { ...zone, provider: "google-workspace", dmarc: "reject" }],
    ["mail for a parked domain", { ...zone, parked: true, provider: "fastmail", dmarc: "none" }],
    ["a TTL", { ...zone, provider: "fastmail", ttl: 5 }],
    ["an extra", { ...zone, provider: "fastmail", extras: "some" }],
  ])("%s", (_, args) => {
    const text = refused(args);
    expect(text).not.toBe("");
    expect(
      text
        .replaceAll(/accepted: alibaba.*/g, "accepted: …")
        .replaceAll(/accepted: active-gate.*/g, "accepted: …")
        .replaceAll(/accepted: appriver.*/g, "accepted: …"),
    ).toMatchSnapshot();
  });
});

class OneOf extends pulumi.CustomResource {
  constructor(type: string, name: string, args: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
    super(type, name, args, opts);
  }
}

function sets(records: readonly MailRecord[]): Map<string, MailRecord[]> {
  const found = new Map<string, MailRecord[]>();
  for (const record of records) found.set(record.set, [...(found.get(record.set) ?? []), record]);
  return found;
}

describe("another writer", () => {
  test("gets every record with its role and its set", async () => {
    const got: MailRecord[] = [];
    const writer: RecordWriter = { write: (records) => void got.push(...records) };
    const registered = await run(
      () => new MailDomain("mail", { ...zone, provider: "proton", writer, senders: ["zendesk"] }),
    );
    expect(recordsOf(registered)).toEqual([]);
    expect(got.map(({ role, set }) => [role, set])).toEqual([
      ["mx-1", "@ MX"],
      ["mx-2", "@ MX"],
      ["spf", "@ TXT"],
      ["zendesk-dkim-zendesk1", "zendesk1._domainkey CNAME"],
      ["zendesk-dkim-zendesk2", "zendesk2._domainkey CNAME"],
      ["dmarc", "_dmarc TXT"],
    ]);
  });

  test("that owns whole sets, as Route 53 does", async () => {
    const writer: RecordWriter = {
      write(records, { name, parent, zoneId }) {
        for (const [set, members] of sets(records)) {
          const [first] = members;
          if (first === undefined) continue;
          new OneOf(
            "aws:route53/record:Record",
            `${name}-${set.replaceAll(/[^a-z0-9]+/gi, "-")}`,
            {
              zoneId,
              name: first.name,
              type: first.type,
              ttl: 300,
              records: members.map(({ value, preference }) =>
                preference === undefined ? value : pulumi.interpolate`${preference} ${value}.`,
              ),
            },
            { parent },
          );
        }
      },
    };
    const records = recordsOf(
      await run(
        () =>
          new MailDomain("mail", {
            ...zone,
            provider: "tuta",
            values: { tutaVerification: `t-verify=${"0".repeat(32)}` },
            writer,
          }),
      ),
    );
    expect(records.map(({ name }) => name)).toEqual([
      "mail--MX",
      "mail--TXT",
      "mail-s1-domainkey-CNAME",
      "mail-s2-domainkey-CNAME",
      "mail--dmarc-TXT",
    ]);
    const read = zonesOf(records, false);
    expect(read.flatMap((each) => each.records.map(line))).toMatchInlineSnapshot(`
      [
        "example.com 300 MX 0 mail.tutanota.de",
        "example.com 300 TXT "v=spf1 include:spf.tutanota.de -all"",
        "example.com 300 TXT "t-verify=00000000000000000000000000000000"",
        "s1._domainkey.example.com 300 CNAME s1.domainkey.tutanota.de",
        "s2._domainkey.example.com 300 CNAME s2.domainkey.tutanota.de",
        "_dmarc.example.com 300 TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"",
      ]
    `);
    expect(lint({ after: read }).findings.filter(({ severity }) => severity !== "info")).toEqual([]);
  });
});
