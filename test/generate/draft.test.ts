import { describe, expect, test } from "vitest";
import { lint } from "../../src/engine/lint.ts";
import { classify } from "../../src/generate/classify.ts";
import { pendingTexts, planMail } from "../../src/generate/plan.ts";
import type { Plan } from "../../src/generate/planned.ts";
import { recipeOf } from "../../src/generate/recipes.ts";
import { faultText, type HostedRequest, type PartRequest } from "../../src/generate/request.ts";
import { zoneOf } from "../../src/generate/zone.ts";
import type { DnsRecord } from "../../src/model/record.ts";
import { presentation } from "../../src/syntax/presentation.ts";
import { findings, idsFor, part, request } from "./examples.ts";

function draft(asked: HostedRequest): Plan {
  const planned = planMail(asked, { draft: true });
  if (!planned.ok) throw new Error(planned.faults.map(faultText).join("\n"));
  return planned.plan;
}

function isMarked(record: DnsRecord): boolean {
  return presentation(record).includes("maildns-draft-");
}

/** The linter refuses what is drafted, with one finding for each record, and nothing else. */
function judged(plan: Plan): number {
  const marked = zoneOf(plan.records, "example.com", "whole").records.filter(isMarked).map(presentation);
  const found = findings(plan.records, "whole");
  expect(found.map(({ rule, message }) => `${rule}: ${message.text}`).filter((text) => !/^draft-/.test(text))).toEqual(
    [],
  );
  expect(found.map(({ at }) => (at === undefined ? "" : presentation(at.record))).sort()).toEqual(marked.sort());
  expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(marked.length === 0 ? [] : ["error"]));
  expect(plan.pending).toEqual([]);
  expect(plan.drafted.length > 0).toBe(marked.length > 0);
  return marked.length;
}

function isComplete(id: string): boolean {
  const recipe = recipeOf(id);
  return recipe !== undefined && classify(recipe).class === "complete";
}

describe("drafts without any value", () => {
  test.each(idsFor("provider"))("provider %s", (id) => {
    const count = judged(draft(request({ provider: { id } })));
    expect(count > 0).toBe(!isComplete(id));
  });

  test.each(idsFor("gateway"))("gateway %s", (id) => {
    judged(draft(request({ provider: { id: "fastmail" }, gateway: { id } })));
  });

  test.each(idsFor("sender"))("sender %s", (id) => {
    const count = judged(draft(request({ provider: { id: "fastmail" }, senders: [{ id }] })));
    expect(count > 0).toBe(!isComplete(id));
    judged(draft(request({ provider: { id: "fastmail" }, senders: [{ id, at: "news" }] })));
  });
});

describe("drafts with every value but one", () => {
  const allBut = (name: string, given: PartRequest): PartRequest => {
    const { [name]: _, ...values } = given.values ?? {};
    return { ...given, values };
  };
  const missing = (id: string): string[] => Object.keys(part(id).values ?? {});

  test.each(idsFor("provider").filter((id) => !isComplete(id)))("provider %s", (id) => {
    for (const name of missing(id)) judged(draft(request({ provider: allBut(name, part(id)) })));
  });

  test.each(idsFor("gateway"))("gateway %s", (id) => {
    const provider = part("google-workspace");
    for (const name of missing(id)) judged(draft(request({ provider, gateway: allBut(name, part(id)) })));
  });

  test.each(idsFor("sender").filter((id) => !isComplete(id)))("sender %s", (id) => {
    const provider = { id: "fastmail" };
    for (const name of missing(id)) judged(draft(request({ provider, senders: [allBut(name, part(id))] })));
  });
});

function lines(asked: HostedRequest): string[] {
  return zoneOf(draft(asked).records, "example.com", "part").records.map(presentation);
}

describe("a draft", () => {
  test("has a placeholder fitted to each place", () => {
    expect(
      lines(
        request({
          provider: { id: "sakura" },
          senders: [{ id: "sendgrid" }, { id: "blastengine", name: "news" }],
          spf: ["ip4:192.0.2.7"],
        }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "example.com. IN MX 10 maildns-draft-initialdomain.invalid.",
        "example.com. IN TXT "v=spf1 ip4:192.0.2.7 a:maildns-draft-serverhost.invalid mx include:spf.besender.jp ~all"",
        "maildns-draft-dkimselector._domainkey.example.com. IN TXT "maildns-draft-dkimkey"",
        "s1._domainkey.example.com. IN CNAME s1.domainkey.maildns-draft-sendgrid-sendgridhost.invalid.",
        "s2._domainkey.example.com. IN CNAME s2.domainkey.maildns-draft-sendgrid-sendgridhost.invalid.",
        "maildns-draft-sendgrid-emhost.example.com. IN CNAME maildns-draft-sendgrid-sendgridhost.invalid.",
        "maildns-draft-news-dkimselector._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=maildns-draft-news-dkimpublickey"",
        "_dmarc.example.com. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"",
      ]
    `);
    expect(lines(request({ provider: { id: "bluehost" } })).filter((line) => line.includes("maildns-draft")))
      .toMatchInlineSnapshot(`
      [
        "mail.example.com. IN A maildns-draft-serverip",
      ]
    `);
    expect(lines(request({ provider: { id: "coreserver" } })).filter((line) => line.includes("maildns-draft")))
      .toMatchInlineSnapshot(`
      [
        "example.com. IN TXT "v=spf1 ip4:maildns-draft-serverip include:mxr.valueserver.jp ~all"",
      ]
    `);
  });

  test("keeps what is given", () => {
    const [mx] = lines(request({ provider: part("microsoft-365") }));
    expect(mx).toBe("example.com. IN MX 0 example-com.mail.protection.outlook.com.");
    expect(draft(request({ provider: part("microsoft-365") })).drafted).toEqual([]);
  });

  test("says which values are still missing, and where they are found", () => {
    const { drafted } = draft(request({ provider: { id: "google-workspace" } }));
    expect(pendingTexts(drafted).map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "Google Workspace (Gmail) still needs google._domainkey TXT, and for that:
        provider.values.dkimKey: DKIM record value (public key), such as "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ…"; found at: Google Admin console > Apps > Google Workspace > Gmail > Authenticate email > Generate new record (prefix "google" is the default; then press Start authentication)",
      ]
    `);
  });

  test("is still checked where values are given", () => {
    const asked = request({
      provider: { id: "google-workspace", values: { dkimKey: "p=" } },
      dkim: [{ selector: "s", key: "maildns-draft-x" }],
    });
    const planned = planMail(asked, { draft: true });
    expect(planned.ok ? [] : planned.faults.map(({ at }) => at.join("."))).toEqual([
      "provider.values.dkimKey",
      "dkim.0.key",
    ]);
  });

  test("enforces nothing while a DKIM key is a placeholder", () => {
    const planned = planMail(request({ provider: { id: "google-workspace" }, dmarc: "quarantine" }), { draft: true });
    expect(planned.ok ? [] : planned.faults.map(faultText)).toMatchInlineSnapshot(`
      [
        "dmarc is "quarantine", while the DKIM record google._domainkey of Google Workspace (Gmail) is not there yet (provider.values.dkimKey missing); its mail would fail once it is forwarded, so hold "none" until it is signed",
      ]
    `);
  });

  test("has names of its own for each sender", () => {
    const plan = draft(
      request({
        provider: { id: "all-inkl" },
        senders: [{ id: "blastengine" }, { id: "cuenote" }, { id: "amazon-ses" }, { id: "loops" }],
      }),
    );
    expect(judged(plan)).toBe(10);
  });

  test("is one defect: what else is wrong with its records is not told", () => {
    const zone = zoneOf(draft(request({ provider: { id: "coreserver" } })).records, "example.com", "part");
    const { findings: found } = lint({ after: [zone] });
    expect(found.filter(({ severity }) => severity === "error").map(({ rule, covered }) => [rule, covered])).toEqual([
      ["draft-placeholder", ["spf-syntax"]],
    ]);
  });
});
