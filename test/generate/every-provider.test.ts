import { describe, expect, test } from "vitest";
import type { Scope } from "../../src/model/zone.ts";
import { planMail } from "../../src/generate/plan.ts";
import { faultText, STAGES, type HostedRequest, type Stage } from "../../src/generate/request.ts";
import { findings, idsFor, part, request } from "./examples.ts";

const providers = idsFor("provider");
const gateways = idsFor("gateway");
const senders = idsFor("sender");

/** Refusals are told by their reason; anything else must pass every rule. */
function judged(asked: HostedRequest, scopes: readonly Scope[] = ["part", "whole"]): string {
  const planned = planMail(asked);
  if (!planned.ok) return planned.faults.map(faultText).join("; ");
  const { records } = planned.plan;
  expect(new Set(records.map(({ role }) => role)).size).toBe(records.length);
  const found = scopes.flatMap((scope) => findings(records, scope));
  expect(found.map(({ rule, message }) => `${rule}: ${message.text}`)).toEqual([]);
  expect(planned.plan.pending).toEqual([]);
  return "";
}

const NO_KEYS = /^dmarc is "reject", and no DKIM key of .* is declared/;
const CLASH = /^senders\[0\] clashes at /;

test("how many there are", () => {
  expect([providers.length, gateways.length, senders.length]).toEqual([82, 16, 43]);
});

describe.each(STAGES)("at p=%s, with the examples of the catalogue for values", (dmarc: Stage) => {
  test("the records of every provider pass every rule", () => {
    const refused = providers.filter((id) => {
      const reason = judged(request({ provider: part(id), dmarc }));
      if (reason !== "") expect(reason).toMatch(NO_KEYS);
      return reason !== "";
    });
    expect(refused.length).toBe(dmarc === "reject" ? 21 : 0);
  });

  test("the records of every gateway before a mailbox do", () => {
    for (const id of gateways)
      expect(judged(request({ provider: part("google-workspace"), gateway: part(id), dmarc }))).toBe("");
  });

  test("the records of every sender beside a mailbox do, at the domain and below it", () => {
    for (const id of senders) {
      expect(judged(request({ provider: part("google-workspace"), senders: [part(id)], dmarc }))).toBe("");
      expect(judged(request({ provider: part("fastmail"), senders: [{ ...part(id), at: "mail" }], dmarc }))).toBe("");
    }
  });

  test("and all optional records with them", () => {
    for (const id of providers) {
      const reason = judged(request({ provider: part(id), dmarc, extras: "all" }));
      if (reason !== "") expect(reason).toMatch(NO_KEYS);
    }
  });
});

/** All of them are judged by `npm run fuzz`, and every fourth one always. */
const every = process.env["FUZZ_RUNS"] === undefined ? 4 : 1;

test("every provider with every sender", () => {
  const reasons = new Map<string, number>();
  for (const [row, provider] of providers.entries()) {
    for (const [column, sender] of senders.entries()) {
      const asked = request({ provider: part(provider), senders: [part(sender)] });
      const reason = judged(asked, (row + column) % every === 0 ? ["whole"] : []);
      const kind = reason === "" ? "planned" : CLASH.test(reason) ? "clash" : reason;
      reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
    }
  }
  expect(Object.fromEntries(reasons)).toEqual({ planned: 3522, clash: 4 });
});
