import fc from "fast-check";
import { expect, test } from "vitest";
import { publishers } from "../../../src/input/publishers.ts";
import { differenceText } from "../../../src/generate/into/difference.ts";
import type { DnsRecord } from "../../../src/model/record.ts";
import { Unknown, type Value } from "../../../src/model/value.ts";
import type { Scope, Zone } from "../../../src/model/zone.ts";
import type { MailRequest } from "../../../src/generate/request.ts";
import { idsFor, part, request } from "../examples.ts";
import { merge, zoneAfter } from "./pairs.ts";

const source = { document: { path: "zone", format: "zone-file" }, publisher: publishers.zoneFile };

function maybe<T>(known: fc.Arbitrary<T>): fc.Arbitrary<Value<T>> {
  return fc.oneof({ weight: 8, arbitrary: known }, { weight: 1, arbitrary: fc.constant(new Unknown("secret")) });
}

const name = fc.constantFrom(
  ...[
    "",
    "_dmarc.",
    "google._domainkey.",
    "maildns-draft-x.",
    "default._domainkey.",
    "_domainkey.",
    "*.",
    "autodiscover.",
    "mx.",
    "mail.",
  ].map((labels) => `${labels}example.com`),
  ...["_mta-sts.", "_smtp._tls.", "mta-sts.", "s1._domainkey.", "em1234.", "\\000.", "a\\.b."].map(
    (labels) => `${labels}example.com`,
  ),
  "com",
  "example.net",
);
const host = fc.constantFrom(
  ...["", "example.com", "mx.example.com", "smtp.google.com", "mail1004.conoha.ne.jp", "sv1234.xserver.jp"],
  ...[
    "example-com.mail.protection.outlook.com",
    "autodiscover.outlook.com",
    "a\\010b.example.net",
    "maildns-draft-x.invalid",
  ],
  ...["s1.domainkey.u1.wl1.sendgrid.net", "fm1.example.com.dkim.fmhosted.com", "example.com._domainkey.example.net"],
);
const word = fc.constantFrom(
  ...["v=spf1", "include:_spf.google.com", "redirect=_spf.strato.com", "?include:_spf.google.com", "a", "mx", "-all"],
  ...["+all", "~all", "ip4:1.2.3", "include:example.com", "exp=a.b", "v=DMARC1;", "p=reject;", "p=none", "pct=5;", ";"],
  ...[
    "v=DKIM1;",
    "p=MIIB;",
    "v=STSv1; id=1",
    "v=TLSRPTv1; rua=mailto:a@b.c",
    "MS=ms123456",
    "include:maildns-draft-x.invalid",
    "\u0000",
    "##[x]",
    '"',
    "%{i}",
  ],
);
const text = fc.oneof(
  fc.array(word, { maxLength: 6 }).map((words) => words.join(" ")),
  fc.string({ unit: "binary-ascii" }),
);

const data = fc.oneof(
  fc.record({
    type: fc.constant("MX" as const),
    data: fc.record({
      preference: fc.oneof(maybe(fc.constantFrom(0, 1, 10)), fc.constant(undefined)),
      exchange: maybe(host),
    }),
  }),
  fc.record({
    type: fc.constant("TXT" as const),
    data: fc.record({ strings: maybe(fc.array(text, { maxLength: 2 })) }),
  }),
  fc.record({
    type: fc.constantFrom("CNAME" as const, "NS" as const, "DNAME" as const, "ALIAS" as const),
    data: fc.record({ target: maybe(host) }),
  }),
  fc.record({
    type: fc.constantFrom("A" as const, "AAAA" as const),
    data: fc.record({ address: maybe(fc.constant("192.0.2.1")) }),
  }),
  fc.record({ type: fc.constant("UNKNOWN" as const), data: fc.constant({ reason: new Unknown("preview") }) }),
  fc.record({
    type: fc.constant("OTHER" as const),
    data: fc.record({ rrtype: fc.constantFrom("LUA", "URL/x", "constructor"), text: maybe(text) }),
  }),
);
const vendor = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { disabled: true },
      { routing: "a" },
      { madeBy: "x" },
      { flattened: true },
      { proxied: true },
    ),
  },
);
const record = fc
  .tuple(maybe(name), data, vendor, fc.option(maybe(fc.constant(300)), { nil: undefined }), fc.nat())
  .map(([owner, rest, facts, ttl, at]) => ({ name: owner, ...rest, vendor: facts, ttl, at, source }) as DnsRecord);
const zone = fc
  .record({
    records: fc.array(record, { maxLength: 14 }),
    scope: fc.constantFrom<Scope>("whole", "part", "none"),
    origin: fc.constantFrom("example.com", "example.com", "com", "", "_dmarc.example.com"),
  })
  .map((rest): Zone => ({ ...rest, publisher: publishers.zoneFile, private: false, documents: [source.document] }));

const ids = idsFor("provider");
const asked: fc.Arbitrary<MailRequest> = fc.oneof(
  fc.constant({ domain: "example.com", parked: true as const }),
  fc.tuple(fc.constantFrom(...ids), fc.boolean(), fc.boolean()).map(([id, withValues, more]) =>
    request({
      provider: withValues ? part(id) : { id },
      ...(more && { senders: [{ id: "sendgrid" }], rua: ["a@example.com"], mtaSts: { mode: "testing" } }),
    }),
  ),
);

test("whatever is declared: nothing is thrown, nothing hostile printed, and what was done is not done twice", () => {
  fc.assert(
    fc.property(
      fc.array(zone, { minLength: 1, maxLength: 2 }),
      asked,
      fc.boolean(),
      fc.boolean(),
      (zones, wanted, replace, keepDmarc) => {
        const [first] = zones;
        const result = merge(wanted, zones, { replace, keepDmarc });
        if (!result.ok) return void expect(result.faults.length).toBeGreaterThan(0);
        const shown = differenceText(result.deployment) + result.deployment.notes.map(({ en }) => en).join("\n");
        expect(shown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]|##/);
        const { entries, held } = result.deployment;
        const roles = [...entries, ...held].map(({ role }) => role);
        expect(new Set(roles).size).toBe(roles.length);
        expect(roles.every((role) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(role))).toBe(true);
        const target = zones.findLast(({ origin }) => origin === first?.origin) as Zone;
        const others = zones.filter((each) => each.origin !== target.origin);
        const again = merge(wanted, [zoneAfter(target, result.deployment), ...others], { replace, keepDmarc });
        if (again.ok) expect(again.deployment.changes).toEqual([]);
      },
    ),
    { numRuns: Number(process.env["FUZZ_RUNS"] ?? 400) },
  );
});
