import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { locatePlaces, placesOf } from "../../src/cli/locate.ts";
import { lint } from "../../src/engine/lint.ts";
import { defaultSettings } from "../../src/engine/settings.ts";
import { decode } from "../../src/input/decode.ts";
import { loadDocuments } from "../../src/input/load.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const KEY = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
const PEM = privateKey.export({ type: "pkcs1", format: "pem" }) as string;

function strings(text: string): string {
  return (text.match(/.{1,250}/g) ?? []).map((each) => JSON.stringify(each)).join(" ");
}

const zoneFile = `$ORIGIN example.com.
@ 300 SOA ns h 1 2 3 4 5
@ NS ns.example.net.
@ MX 0 .
s1._domainkey TXT ${strings(`v=DKIM1; k=rsa; p=${KEY}`)}
s2._domainkey TXT (
  ${strings(`v=DKIM1; p=${KEY}`).replaceAll('" "', '"\n  "')} )
s3._domainkey TXT ${strings(PEM.replaceAll("\n", ""))}
s4._domainkey.example.com TXT ${strings(`v=DKIM1; p=${KEY}`)}
s5._domainkey TXT ${strings(`"v=DKIM1; p=${KEY}"`)}
s6._domainkey TXT "v=DKIM1; p=${KEY.slice(0, 200)}"
s6._domainkey TXT "${KEY.slice(200, 400)}"
s7 TXT ${strings(`v=DKIM1; p=${KEY}`)}
x TXT ${strings(`v=spf1 ${KEY}`)}
_dmarc TXT ${strings(`v=DMARC1; p=${KEY}`)}
`;

const rows = [`v=DKIM1; k=rsa; p=${KEY}`, PEM, "v=spf1 include:x.example.net +all"].map((content, index) => ({
  id: String(index),
  name: `s${index}._domainkey.example.com`,
  type: "TXT",
  content,
  ttl: 1,
  proxied: false,
  zone_name: "example.com",
}));
const cloudflare = JSON.stringify({
  success: true,
  errors: [],
  messages: [],
  result: rows,
  result_info: { page: 1, per_page: 100, count: 3, total_count: 3, total_pages: 1 },
});

describe("a private key in a record", () => {
  it.each([
    ["a zone file", zoneFile, 7],
    ["a listing in one line", cloudflare, 2],
  ])("is told and not shown: %s", async (_, text, keys) => {
    const { zones, files } = await loadDocuments(["-"], { stdin: decode("<stdin>", Buffer.from(text)) });
    const { findings, internalErrors } = lint({ after: zones, settings: { ...defaultSettings, set: "preview" } });
    expect(internalErrors).toEqual([]);
    const told = findings.filter(({ message }) => message.text.startsWith("the record publishes a private key"));
    expect(told.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(
      Array.from({ length: keys }, () => "dkim-key-syntax error"),
    );
    const spots = locatePlaces(placesOf(findings), (path) => files.get(path));
    const lines = [...spots.values()].flatMap((spot) => spot.lines ?? []).map((line) => line.text);
    const seen = JSON.stringify([findings.map(({ message, help }) => [message, help]), lines]).replaceAll("\\", "");
    const secret = KEY + PEM.replace(/-.*-|\n/g, "");
    const shown = [...seen.matchAll(/[A-Za-z0-9+/]{16,}/g)].map(([run]) => run).filter((run) => secret.includes(run));
    expect(shown).toEqual([]);
  });
});
