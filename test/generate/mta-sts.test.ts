import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lint } from "../../src/engine/lint.ts";
import { planMail } from "../../src/generate/plan.ts";
import type { Plan } from "../../src/generate/planned.ts";
import { faultText, type HostedRequest, type MailRequest, type MtaStsRequest } from "../../src/generate/request.ts";
import { zoneOf } from "../../src/generate/zone.ts";
import { Unknown } from "../../src/model/value.ts";
import { parseStsPolicy } from "../../src/syntax/mta-sts-policy.ts";
import { isSts, parseSts } from "../../src/syntax/mta-sts.ts";
import { presentation } from "../../src/syntax/presentation.ts";
import { policyFile } from "../zones.ts";
import { idsFor, part, request } from "./examples.ts";

function planned(asked: MailRequest): Plan {
  const result = planMail(asked);
  if (!result.ok) throw new Error(result.faults.map(faultText).join("\n"));
  return result.plan;
}

function faults(asked: unknown): string[] {
  const result = planMail(asked as MailRequest);
  return result.ok ? [] : result.faults.map(faultText);
}

function withSts(mtaSts: MtaStsRequest, more: Partial<HostedRequest> = {}): Plan {
  return planned(request({ provider: { id: "fastmail" }, mtaSts, ...more }));
}

function lines({ records }: Plan): string[] {
  return zoneOf(
    records.filter(({ purpose }) => purpose === "mta-sts" || purpose === "tls-rpt"),
    "example.com",
    "part",
  ).records.map(presentation);
}

function idIn({ records }: Plan): string | undefined {
  const text = records.find(({ role }) => role === "mta-sts")?.value;
  if (typeof text !== "string" || !isSts(text)) return undefined;
  const record = parseSts(text);
  return record.usable ? record.id?.value : undefined;
}

/** What the linter says of the records and of the policy file beside them, warnings and errors. */
function found({ records, served }: Plan): string[] {
  const after = [zoneOf(records, "example.com", "whole")];
  const policies = served.map(({ text }) => policyFile("example.com", text));
  return lint({ after, policies })
    .findings.filter(({ severity }) => severity !== "info")
    .map(({ rule, message }) => `${rule}: ${message.text}`);
}

test("the records and the policy", () => {
  const plan = withSts({ mode: "testing", host: "Policies.Example.NET." });
  expect(lines(plan)).toMatchInlineSnapshot(`
    [
      "_smtp._tls.example.com. IN TXT "v=TLSRPTv1; rua=mailto:postmaster@example.com"",
      "_mta-sts.example.com. IN TXT "v=STSv1; id=48c631ee25e355a45051"",
      "mta-sts.example.com. IN CNAME policies.example.net.",
    ]
  `);
  expect(plan.served).toMatchInlineSnapshot(`
    [
      {
        "name": "mta-sts.txt",
        "text": "version: STSv1
    mode: testing
    mx: in1-smtp.messagingengine.com
    mx: in2-smtp.messagingengine.com
    max_age: 86400
    ",
        "url": "https://mta-sts.example.com/.well-known/mta-sts.txt",
      },
    ]
  `);
  expect(plan.notes.map(({ en }) => en)).toMatchInlineSnapshot(`
    [
      "the web server behind mta-sts.example.com must hand out the MTA-STS policy over HTTPS, with a certificate for that name",
    ]
  `);
});

test.each<[string, MtaStsRequest, string]>([
  ["testing lasts a day", { mode: "testing" }, "mode: testing … max_age: 86400"],
  ["enforce a week", { mode: "enforce" }, "mode: enforce … max_age: 604800"],
  ["or as long as asked for", { mode: "enforce", maxAge: 31_557_600 }, "mode: enforce … max_age: 31557600"],
  ["none lists no host", { mode: "none" }, "mode: none max_age: 86400"],
])("%s", (_, mtaSts, shown) => {
  const [file] = withSts(mtaSts).served;
  const text = file?.text ?? "";
  expect(
    text
      .replace(/(?:mx: \S+\r\n)+/, "…\r\n")
      .trim()
      .split("\r\n")
      .slice(1)
      .join(" "),
  ).toBe(shown);
  expect(parseStsPolicy(text)).toMatchObject({ usable: true, errors: [] });
});

test("reports go where they are asked for, else to the postmaster", () => {
  const own = withSts({ mode: "testing" }, { tlsReports: ["tls@example.com"] });
  expect(lines(own)[0]).toBe('_smtp._tls.example.com. IN TXT "v=TLSRPTv1; rua=mailto:tls@example.com"');
});

describe.each(["testing", "enforce"] as const)("in mode %s", (mode) => {
  const mtaSts = { mode, host: "policies.example.net" };
  const web = {
    role: "web",
    purpose: "other",
    provider: undefined,
    type: "A",
    owner: "@",
    name: "example.com",
  } as const;

  test("what is generated passes every rule, for every provider", () => {
    for (const id of idsFor("provider")) {
      const plan = planned(request({ provider: part(id), mtaSts }));
      const address = { ...web, value: "5.6.7.8", nameUses: [], valueUses: [] };
      // The examples of one or two are addresses that no server has.
      const told = found({ ...plan, records: [...plan.records, address] });
      expect(told.filter((text) => !text.startsWith("mx-target-private"))).toEqual([]);
    }
  });

  test("an MX that the policy does not list is found", () => {
    const { records, served } = withSts(mtaSts);
    const other = withSts(mtaSts, { provider: { id: "gandi" } });
    expect(found({ ...other, records, served: other.served }).map((text) => text.split(":")[0])).toEqual([
      "mta-sts-mx-not-listed",
    ]);
    expect(found({ ...other, records, served })).toEqual([]);
  });
});

test("the id changes exactly when the policy does", () => {
  const asked = fc.record({
    mode: fc.constantFrom("testing", "enforce", "none"),
    maxAge: fc.constantFrom(undefined, 0, 86_400, 604_800),
    host: fc.constantFrom(undefined, "a.example.net"),
    id: fc.constantFrom("fastmail", "gandi", "zoho-com"),
  });
  const plan = ({ mode, maxAge, host, id }: typeof asked extends fc.Arbitrary<infer T> ? T : never): Plan =>
    withSts(
      { mode, ...(maxAge === undefined ? {} : { maxAge }), ...(host === undefined ? {} : { host }) },
      { provider: { id } },
    );
  fc.assert(
    fc.property(asked, asked, (a, b) => {
      const [one, other] = [plan(a), plan(b)];
      expect(idIn(one)).toMatch(/^[a-z0-9]{1,32}$/);
      expect(idIn(one) === idIn(other)).toBe(one.served[0]?.text === other.served[0]?.text);
    }),
  );
});

test("hosts that are not known yet leave the policy open, and no record out", () => {
  const host = new Unknown("preview");
  const plan = planned(
    request({ provider: { id: "microsoft-365", values: { m365MxHost: host } }, mtaSts: { mode: "testing" } }),
  );
  const record = plan.records.find(({ role }) => role === "mta-sts");
  expect(record).toMatchObject({ value: host, valueUses: [host] });
  expect(plan.served).toEqual([]);
});

test("an MX of the domain's own is told apart", () => {
  const { notes } = planned(request({ provider: part("bluehost"), mtaSts: { mode: "testing" } }));
  expect(notes.map(({ en }) => en).at(-1)).toMatchInlineSnapshot(
    `"the mail server behind mail.example.com must show a certificate for that name, else it fails the MTA-STS policy"`,
  );
});

test.each<[string, unknown]>([
  ["a mode", { mode: "strict" }],
  ["no mode", {}],
  ["a max_age over a year", { mode: "testing", maxAge: 31_557_601 }],
  ["a max_age below zero", { mode: "testing", maxAge: -1 }],
  ["half a second", { mode: "testing", maxAge: 0.5 }],
  ["days", { mode: "testing", maxAge: "7d" }],
  ["a URL", { mode: "testing", host: "https://www.example.net/" }],
  ["an address", { mode: "testing", host: "192.0.2.1" }],
  ["no host", { mode: "testing", host: 3 }],
  ["itself", { mode: "testing", host: "mta-sts.example.com." }],
])("%s is refused", (_, mtaSts) => {
  expect(faults(request({ provider: { id: "fastmail" }, mtaSts: mtaSts as MtaStsRequest }))).toMatchSnapshot();
});

test("a parked domain has none", () => {
  expect(faults({ domain: "example.com", parked: true, mtaSts: { mode: "none" } })).toMatchInlineSnapshot(`
    [
      "mtaSts has no place at a domain without mail: no sender connects to it",
    ]
  `);
});
