import { expect, test } from "vitest";
import { lint } from "../../src/engine/lint.ts";
import { loadDocuments } from "../../src/input/load.ts";
import { deploymentOf, type Deployment } from "../../src/generate/deployment.ts";
import { planMail } from "../../src/generate/plan.ts";
import { faultText, STAGES, type HostedRequest } from "../../src/generate/request.ts";
import { formats } from "../../src/generate/write/formats.ts";
import type { DnsHost, Writer } from "../../src/generate/write/writer.ts";
import { panels } from "../../src/panels/panels.ts";
import type { Zone } from "../../src/model/zone.ts";
import { decode } from "../../src/input/decode.ts";
import { idsFor, part, request } from "./examples.ts";
import { declaredLines, lineOf, readBack } from "./write/read-back.ts";

/** Everything that can be generated, in its place, with the examples of the catalogue for values. */
const asked: readonly Omit<HostedRequest, "domain">[] = [
  ...idsFor("provider").map((id) => ({ provider: part(id) })),
  ...idsFor("gateway").map((id) => ({ provider: part("google-workspace"), gateway: part(id) })),
  ...idsFor("sender").map((id) => ({ provider: part("google-workspace"), senders: [part(id)] })),
];

/** Formats that the linter reads, by the name of a file that tells the zone. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  json: "records.json",
  zone: "example.com.zone",
  octodns: "example.com.yaml",
  "cloudflare-batch": "example.com.json",
  "route53-batch": "example.com.json",
};

const writers = new Map<string, Writer>();
for (const { id, load } of formats) writers.set(id, await load());
const options = { lang: "en", panel: undefined, style: "markdown" } as const;

async function documentOf(format: string, text: string): Promise<readonly Zone[]> {
  const file = decode(DOCUMENTS[format] ?? "", Buffer.from(text));
  const loaded = await loadDocuments(["-"], { stdin: file, origin: "example.com" });
  expect(loaded.problems.filter(({ level }) => level === "error")).toEqual([]);
  return loaded.zones;
}

/** What is found at warning or above. */
function found(zones: readonly Zone[]): string[] {
  const parts = zones.map((zone): Zone => ({ ...zone, scope: "part" }));
  return lint({ after: parts }).findings.flatMap(({ severity, rule, message }) =>
    severity === "info" || rule === "mx-target-private" ? [] : [`${rule}: ${message.text}`],
  );
}

async function check(format: string, hosts: readonly DnsHost[], deployment: Deployment): Promise<number> {
  const writer = writers.get(format);
  if (writer === undefined) throw new Error(`no writer for ${format}`);
  let cells = 0;
  for (const dnsProvider of hosts) {
    const written = writer.write([deployment], { ...options, dnsProvider });
    if (!written.ok) throw new Error(`${format}: ${written.reasons.join("; ")}`);
    cells++;
    if (format in DOCUMENTS) {
      const zones = await documentOf(format, written.text);
      const lines = zones.flatMap(({ records }) => records.map(lineOf)).sort();
      expect(lines).toEqual(declaredLines([deployment], dnsProvider));
      expect(found(zones)).toEqual([]);
    } else if (format === "sheet") {
      for (const { id } of panels) {
        for (const lang of ["en", "ja"] as const) {
          expect(writer.write([deployment], { ...options, dnsProvider, panel: id, lang }).ok).toBe(true);
          cells++;
        }
      }
    } else {
      expect(await readBack(format, dnsProvider, written.text, "example.com")).toEqual(
        declaredLines([deployment], dnsProvider, format === "dnscontrol" || dnsProvider === "route53"),
      );
    }
  }
  return cells;
}

/** `npm run fuzz` makes every cell; the ordinary run makes each provider in each format once, at stages that take turns. */
const all = process.env["FUZZ_RUNS"] !== undefined;

test("every provider at every stage in every format", async () => {
  const refused = new Map<string, number>();
  let cells = 0;
  for (const [row, mail] of asked.entries()) {
    for (const [turn, dmarc] of STAGES.entries()) {
      const planned = planMail(request({ ...mail, dmarc }));
      if (!planned.ok) {
        const reason = planned.faults
          .map(faultText)
          .join("; ")
          .replace(/ of .* is declared/, " of … is declared");
        refused.set(reason, (refused.get(reason) ?? 0) + 1);
        continue;
      }
      const deployment = deploymentOf(planned.plan, "example.com", "example.com", 3600);
      for (const [column, { id, dnsProviders }] of formats.entries()) {
        if (!all && (row + column) % STAGES.length !== turn) continue;
        cells += await check(id, dnsProviders ?? ["cloudflare"], deployment);
      }
    }
  }
  expect(Object.fromEntries(refused)).toEqual({
    'dmarc is "reject", and no DKIM key of … is declared; mail that is forwarded would be refused. Give its keys by dkim, or stay at "quarantine"': 21,
  });
  expect(cells).toBe(all ? 11_256 : 3_752);
});
