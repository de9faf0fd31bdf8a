import fc from "fast-check";
import { expect, it } from "vitest";
import { lint } from "../../src/engine/lint.ts";
import { rules } from "../../src/rules/index.ts";
import { isSpf, parseSpf } from "../../src/syntax/spf.ts";
import { zones } from "../zones.ts";

const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);
const judged = rules.filter(({ id }) => id.startsWith("spf-") || id.startsWith("txt-"));

/** Pieces that policies, keys and their accidents are made of. */
const piece = fc.oneof(
  fc.constantFrom(
    "v=spf1",
    "v=spf1 ",
    "V=SPF1 ",
    "spf1 ",
    "v=DKIM1; ",
    "k=rsa; ",
    "p=MIGfMA0G",
    "v=DMARC1; ",
    "p=none",
  ),
  fc.constantFrom(" mx", " a/0", " ptr", " +all", "~all", " -all", " ?all", "all", " redirect=_spf.example.com", ","),
  fc.constantFrom(
    " ip4:0.0.0.0/1",
    " ip4:128.0.0.0/1",
    " ip6:::/0",
    " ip4:192.0.2.1",
    "ipv4:192.0.2.2",
    " ip6:2001:db8::1",
  ),
  fc.constantFrom(
    " include:_spf.google.com",
    "include:example.org",
    " include:example.com",
    " exists:%{i}.example.net",
  ),
  fc.constantFrom('"', "\\;", " ", "; ", "\u201c", "\t", "\\"),
  fc.string({ maxLength: 8 }),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
const strings = fc.array(text, { minLength: 1, maxLength: 3 });
const owner = fc.constantFrom("@", "@", "@", "_spf", "s1._domainkey", "_dmarc", "_mta-sts");
const mx = fc.constantFrom("", "@ MX 1 smtp.google.com.", "@ MX 10 mx.example.com.", "@ MX 0 .");

function quote(value: string): string {
  return `"${value.replace(/[\r\n]/g, " ").replace(/["\\]/g, "\\$&")}"`;
}

it("judges any text without failing, and only advises policies that are right", () => {
  fc.assert(
    fc.property(mx, fc.array(fc.tuple(owner, strings), { minLength: 1, maxLength: 4 }), (exchange, records) => {
      const lines = records.map(([name, values]) => `${name} TXT ${values.map(quote).join(" ")}`);
      const { findings, internalErrors } = lint({ after: zones([exchange, ...lines].join("\n")), rules: judged });
      expect(internalErrors).toEqual([]);
      for (const { rule, help } of findings) {
        if (rule === "spf-length" || rule.startsWith("txt-")) continue;
        for (const line of help?.publish ?? []) {
          const policy = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, inner]) => inner).join("");
          if (isSpf(policy)) expect(parseSpf(policy).errors, `${rule}: ${line}`).toEqual([]);
        }
      }
    }),
    { numRuns },
  );
});
