import { describe, expect, test } from "vitest";
import { catalogueData } from "../../scripts/build-catalogue.ts";
import { readCatalogue } from "../../scripts/catalogue-schema.ts";
import { checkCatalogue, fillTemplate, mxSetsOf } from "../../scripts/check-catalogue.ts";
import { literalSuffixes } from "../../scripts/pattern-suffixes.ts";
import {
  allProviders,
  mxHostRole,
  providersOfDkimTarget,
  providersOfMxHost,
  providersOfSpfDomain,
} from "../../src/providers/recognise.ts";

const files = await readCatalogue();

describe("the catalogue", () => {
  test("has a file per provider, without faults", () => {
    expect(files.length).toBe(174);
    expect(checkCatalogue(files)).toEqual([]);
  });

  test("is what the generated module holds", () => {
    expect(allProviders().map(({ id }) => id)).toEqual(files.map(({ id }) => id));
  });

  test("every listed host is recognised as its provider's, and no other's but those that share it", () => {
    for (const file of files) {
      for (const { host } of mxSetsOf(file).flatMap(({ records }) => records)) {
        if (/^(?:[a-z]+\.)?\{domain\}$/.test(host)) continue;
        const found = providersOfMxHost(fillTemplate(host, file)).map(({ id }) => id);
        const shared = (file.sharesHostsWith ?? []).map(({ id }) => id);
        expect(found.length, host).toBeGreaterThan(0);
        expect(
          found.some((id) => id === file.id || shared.includes(id)),
          host,
        ).toBe(true);
      }
    }
  });

  test("the tables by suffix find what trying every pattern finds", () => {
    const every = (pick: (file: (typeof files)[number]) => readonly string[]) =>
      files.flatMap((file) => pick(file).map((source) => ({ id: file.id, source, expression: new RegExp(source) })));
    const mx = every((file) => [...file.mx.match, ...(file.mx.roles ?? []).map(({ pattern }) => pattern)]);
    const spf = every((file) => file.spf.match);
    const dkim = every((file) => file.dkim?.cnameMatch ?? []);
    for (const [patterns, lookup] of [
      [mx, providersOfMxHost],
      [spf, providersOfSpfDomain],
      [dkim, providersOfDkimTarget],
    ] as const) {
      const hosts = patterns.flatMap(({ source }) =>
        literalSuffixes(source).flatMap((suffix) => [suffix, `a.${suffix}`, `mx1.${suffix}`, `x-y.b.${suffix}`]),
      );
      for (const host of new Set(hosts)) {
        const expected = new Set(patterns.filter(({ expression }) => expression.test(host)).map(({ id }) => id));
        expect(new Set(lookup(host).map(({ id }) => id)), host).toEqual(expected);
      }
    }
  });

  test("submission, IMAP and POP hosts are no mail hosts, unless they are the provider's MX too", () => {
    for (const { submission = [], access = [] } of files) {
      for (const { host } of [...submission, ...access]) {
        if (host.includes("{") || mxHostRole(host) === "submission") continue;
        expect(
          files.some(({ mx }) => mx.match.some((source) => new RegExp(source).test(host))),
          host,
        ).toBe(true);
      }
    }
  });
});

describe("a faulty file", () => {
  const [template] = files.filter(({ id }) => id === "improvmx");
  if (template === undefined) throw new Error("no improvmx");

  test.each([
    [{ worksWith: ["nobody"] }, 'improvmx: names the provider "nobody", which has no file'],
    [
      { mx: { match: ["^mx[12]\\.example\\.com$"], sets: [{ label: "a", records: [{ host: "mx3.example.com" }] }] } },
      "improvmx: its MX host mx3.example.com (mx3.example.com) fits none of its patterns",
    ],
    [
      {
        publish: {
          variables: {
            key: {
              label: { en: "Key", ja: "キー" },
              where: { en: "console", ja: "管理画面" },
              pattern: "^a+$",
              example: "b",
            },
          },
        },
      },
      'improvmx: "b" does not fit the pattern of {key}',
    ],
    [
      { publish: { spf: { recommended: ["include:{region}.example.com"] } } },
      "improvmx: publish uses {region}, which is not described",
    ],
  ])("%#", (change, fault) => {
    const faults = checkCatalogue([{ ...template, ...change }]);
    expect(faults).toContain(fault);
  });
});

describe("the literal suffixes of a pattern", () => {
  test.each([
    ["^mx0[01]\\.example\\.(com|co\\.uk)$", ["example.com", "example.co.uk"]],
    ["\\.example\\.net$", ["example.net"]],
    ["(^|\\.)example\\.net$", ["example.net"]],
    ["^mx\\.example\\.net$", ["mx.example.net"]],
    ["^smtp(in)?\\.example\\.de$", ["smtp.example.de", "smtpin.example.de"]],
    ["^(?!www\\d+\\.)[a-z0-9-]+\\.example\\.jp$", ["example.jp"]],
    ["^ms\\d+\\.msv1\\.invalid(\\.example\\.com)?$", ["msv1.invalid", "msv1.invalid.example.com"]],
    ["^a[0-9]{2,3}\\.(x|y[a-z])\\.example\\.jp$", ["x.example.jp", "example.jp"]],
  ])("%s", (pattern, suffixes) => {
    expect(literalSuffixes(pattern).sort()).toEqual([...suffixes].sort());
  });

  test.each(["^mx\\.example\\.com", "^mx\\.example\\.[a-z]+$", "\\.com$"])("%s has none", (pattern) => {
    expect(() => literalSuffixes(pattern)).toThrow(pattern);
  });
});

test("a cost without a date stays out", () => {
  const { costs } = catalogueData(files, [], { date: "2026-04-23", includes: {} });
  expect(Object.hasOwn(costs, "email.freshdesk.com")).toBe(false);
  expect(costs["sendgrid.net"]).toEqual([2, "2026-04"]);
});
