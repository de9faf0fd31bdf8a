import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseName } from "../../src/model/name.ts";
import { zoneFileReader } from "../../src/input/zone-file.ts";
import { looksLikeZoneFile } from "../../src/input/zone-file-detect.ts";
import { presentation, presentName, presentString } from "../../src/syntax/presentation.ts";
import { linesOf, readText, recordsOf } from "../input/zone-reading.ts";

const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);

const piece = fc.constantFrom(
  ...'$TTL|$ORIGIN|$INCLUDE|$GENERATE|0-9/2|a$|${1,2,x}|@|.|\\|\\032|\\.|"|(|)|;|\n|\r\n| |\t|IN|CH|AWS|MX|TXT|A|AAAA|SOA|CNAME|SRV|CAA|TLSA|ALIAS|NSEC|TYPE16|TYPE65280|\\#|4|03666f6f|10|3600|1h|192.0.2.1|::1|mx|example.com.|v=spf1 -all|zone|inner|ü|\0|_sip._tls.@|cf_tags=cf-proxied:true|;; Domain: example.com.|; Exported (y-m-d hh:mm:ss)|1 2 3 4 5|\ufeff'.split(
    "|",
  ),
);
const wild = fc.array(fc.oneof({ weight: 8, arbitrary: piece }, fc.string({ unit: "binary", maxLength: 8 })), {
  maxLength: 60,
});
const separated = fc.tuple(wild, fc.constantFrom("", " ", "\t", "\n")).map(([pieces, between]) => pieces.join(between));
const START =
  '$TTL 60\n$ORIGIN example.com.\n@ SOA ns h 1 2 3 4 5\n@ MX 10 mx\n_dmarc TXT "v=DMARC1; p=none"\n$INCLUDE inner\n$GENERATE 1-3 h$ A 192.0.2.$\n';
const mutated = fc
  .array(fc.tuple(fc.nat(START.length), fc.nat(6), piece), { maxLength: 6 })
  .map((edits) => edits.reduce((text, [at, cut, insert]) => text.slice(0, at) + insert + text.slice(at + cut), START));
const text = fc.oneof(separated, mutated);

describe("any text as a zone file", () => {
  it("gives a zone or errors with a place, and every record is found again", () => {
    fc.assert(
      fc.property(text, fc.boolean(), (zone, given) => {
        const options = given ? { origin: "example.com" } : {};
        const result = readText(zone, { ...options, files: { inner: zone.slice(0, 200) } });
        const errors = result.problems.filter((problem) => problem.level === "error");
        expect(result.zones.length === 0).toBe(errors.length > 0);
        expect(errors.length).toBeLessThanOrEqual(21);
        const file = { path: "zone", text: zone, utf8: true };
        const own = recordsOf(result).filter((record) => record.source.document.path === "zone");
        for (const field of [undefined, "name", "exchange", "text"] as const) {
          for (const region of zoneFileReader.locate(
            file,
            own.map(({ at }) => ({ at, field })),
          )) {
            expect(region).toBeDefined();
            expect(region?.start).toBeLessThanOrEqual(region?.end ?? -1);
            expect(region?.end).toBeLessThanOrEqual(zone.length);
          }
        }
        looksLikeZoneFile({ file, baseName: "zone", json: () => undefined });
      }),
      { numRuns },
    );
  });
});

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array).toString("latin1"));
const label = fc.oneof(
  fc.stringMatching(/^[a-z0-9_-]{1,20}$/),
  fc.uint8Array({ minLength: 1, maxLength: 12 }).map(labelOf),
);
const name = fc.array(label, { maxLength: 4 }).map((labels) => [...labels, "example.com"].join("."));
const ttl = fc.integer({ min: 0, max: 0x7fffffff });
const uint16 = fc.integer({ min: 0, max: 65535 });

/** Bytes as one label in canonical text. */
function labelOf(array: Uint8Array): string {
  const spelt = [...array].map((byte) => `\\${String(byte).padStart(3, "0")}`).join("");
  const parsed = parseName(spelt);
  return parsed.ok ? parsed.name : "x";
}

const data = fc.oneof(
  fc.tuple(uint16, name).map(([preference, exchange]) => `MX ${preference} ${presentName(exchange)}`),
  fc.array(bytes, { minLength: 1, maxLength: 5 }).map((strings) => `TXT ${strings.map(presentString).join(" ")}`),
  name.map((target) => `CNAME ${presentName(target)}`),
  fc.ipV4().map((address) => `A ${address}`),
  fc.ipV6().map((address) => `AAAA ${address}`),
  fc.tuple(uint16, uint16, uint16, name).map(([a, b, c, target]) => `SRV ${a} ${b} ${c} ${presentName(target)}`),
  bytes.map((value) => `CAA 0 issue ${presentString(value)}`),
  fc.tuple(name, name).map(([a, b]) => `RP ${presentName(a)} ${presentName(b)}`),
);
const line = fc.tuple(name, ttl, data).map(([owner, seconds, rest]) => `${presentName(owner)} ${seconds} IN ${rest}`);

describe("a printed zone", () => {
  it("reads as the same records, whatever the origin says", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
        const result = readText(`${lines.join("\n")}\n`, { origin: "example.com" });
        expect(result.problems).toEqual([]);
        expect(linesOf(result)).toEqual(lines);
        const again = readText(recordsOf(result).map(presentation).join("\n"), { origin: "example.com" });
        const plain = (records: ReturnType<typeof recordsOf>) =>
          records.map(({ name, type, data, ttl }) => ({ name, type, data, ttl }));
        expect(plain(recordsOf(again))).toEqual(plain(recordsOf(result)));
      }),
      { numRuns },
    );
  });
});
