import { createSocket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Question } from "../../src/model/measured.ts";
import { nodeResolver } from "../../src/resolve/node-dns.ts";
import type { DnsAnswer } from "../../src/resolve/resolver.ts";
import { fakeServer, type FakeServer, type Reply } from "./fake-server.ts";

const long = "v=spf1 " + "ip4:192.0.2.1 ".repeat(60);
const chain = Object.fromEntries(
  Array.from({ length: 12 }, (_, n) => [`CNAME c${n}.example.net`, [`c${n}.example.net CNAME c${n + 1}.example.net`]]),
);

const rows: readonly (readonly [string, string, Readonly<Record<string, Reply>>, DnsAnswer])[] = [
  ["one text", "TXT a.example.net", { "TXT a.example.net": ["a.example.net TXT v=spf1 -all"] }, found("v=spf1 -all")],
  [
    "several strings, joined with nothing",
    "TXT a.example.net",
    { "TXT a.example.net": ["a.example.net TXT v=spf1 include:b. | example.net -all"] },
    found("v=spf1 include:b.example.net -all"),
  ],
  [
    "several records",
    "TXT a.example.net",
    { "TXT a.example.net": ["a.example.net TXT v=spf1 -all", "a.example.net TXT other"] },
    found("v=spf1 -all", "other"),
  ],
  [
    "bytes outside ASCII, one unit each",
    "TXT a.example.net",
    { "TXT a.example.net": ["a.example.net TXT v=spf1 x=\u00e9\u0000\u001b -all"] },
    found("v=spf1 x=\u00e9\u0000\u001b -all"),
  ],
  [
    "truncated over UDP",
    "TXT a.example.net",
    { "TXT a.example.net": { overTcp: [`a.example.net TXT ${long.slice(0, 250)} | ${long.slice(250, 500)}`] } },
    found(long.slice(0, 500)),
  ],
  [
    "an alias that the server follows",
    "TXT a.example.net",
    { "TXT a.example.net": ["a.example.net CNAME b.example.net", "b.example.net TXT v=spf1 -all"] },
    found("v=spf1 -all"),
  ],
  [
    "an alias that the server leaves to us",
    "TXT a.example.net",
    {
      "TXT a.example.net": ["a.example.net CNAME b.example.org"],
      "CNAME a.example.net": ["a.example.net CNAME b.example.org"],
      "TXT b.example.org": ["b.example.org TXT v=spf1 -all"],
    },
    found("v=spf1 -all"),
  ],
  [
    "an alias to a name that does not exist",
    "TXT a.example.net",
    { "CNAME a.example.net": ["a.example.net CNAME b.example.org"], "TXT b.example.org": "NXDOMAIN" },
    { state: "none", exists: false },
  ],
  [
    "an alias out of the public DNS",
    "TXT a.example.net",
    { "CNAME a.example.net": ["a.example.net CNAME printer.local"] },
    { state: "failed", reason: "its CNAME leads out of the public DNS" },
  ],
  [
    "a circle of aliases",
    "TXT a.example.net",
    {
      "CNAME a.example.net": ["a.example.net CNAME b.example.net"],
      "CNAME b.example.net": ["b.example.net CNAME a.example.net"],
    },
    { state: "failed", reason: "its CNAME records lead on and on" },
  ],
  ["a chain of aliases", "TXT c0.example.net", chain, { state: "failed", reason: "its CNAME records lead on and on" }],
  ["no data", "TXT a.example.net", {}, { state: "none", exists: true }],
  ["no such name", "TXT a.example.net", { "TXT a.example.net": "NXDOMAIN" }, { state: "none", exists: false }],
  [
    "a failing server",
    "TXT a.example.net",
    { "TXT a.example.net": "SERVFAIL" },
    { state: "failed", reason: "the name server failed (SERVFAIL)" },
  ],
  [
    "a server that refuses",
    "TXT a.example.net",
    { "TXT a.example.net": "REFUSED" },
    { state: "failed", reason: "the name server refuses to answer (REFUSED)" },
  ],
  [
    "no answer",
    "TXT a.example.net",
    { "TXT a.example.net": "silence" },
    { state: "failed", reason: "the name server took too long" },
  ],
  [
    "no answer on an alias",
    "TXT a.example.net",
    { "CNAME a.example.net": "SERVFAIL" },
    { state: "failed", reason: "the name server failed (SERVFAIL)" },
  ],
  [
    "MX",
    "MX a.example.net",
    { "MX a.example.net": ["a.example.net MX 10 m1.example.net", "a.example.net MX 20 m2.example.net"] },
    found("m1.example.net", "m2.example.net"),
  ],
  ["A", "A a.example.net", { "A a.example.net": ["a.example.net A 192.0.2.1"] }, found("192.0.2.1")],
  ["AAAA", "AAAA a.example.net", { "AAAA a.example.net": ["a.example.net AAAA 2001::"] }, found("2001::")],
];

function found(...values: string[]): DnsAnswer {
  return { state: "found", values };
}

function questionOf(text: string): Question {
  const [type, name] = text.split(" ") as [Question["type"], string];
  return { type, name };
}

describe("node:dns", () => {
  const servers: FakeServer[] = [];
  afterAll(() => servers.forEach((server) => server.close()));
  it.each(rows)("%s", async (_, asked, table, expected) => {
    const server = await fakeServer(table);
    servers.push(server);
    const resolver = nodeResolver({ servers: [server.address], timeout: 100, tries: 1 });
    expect(await resolver.ask(questionOf(asked))).toEqual(expected);
  });

  it("never rejects over bytes that are no answer", async () => {
    const server = await fakeServer({ "TXT a.example.net": "garbage" });
    servers.push(server);
    const resolver = nodeResolver({ servers: [server.address], timeout: 100, tries: 1 });
    expect((await resolver.ask(questionOf("TXT a.example.net"))).state).toBe("failed");
  });

  it("says that nobody listens", async () => {
    const socket = createSocket("udp4");
    const port = await new Promise<number>((resolve) => {
      socket.bind(0, "127.0.0.1", () => resolve((socket.address() as AddressInfo).port));
    });
    socket.close();
    const resolver = nodeResolver({ servers: [`127.0.0.1:${port}`], timeout: 100, tries: 1 });
    expect(await resolver.ask(questionOf("TXT a.example.net"))).toEqual({
      state: "failed",
      reason: "the name server cannot be reached",
    });
  });

  it("refuses a server that is no address", () => {
    expect(() => nodeResolver({ servers: ["ns.example.net"] })).toThrow();
  });
});

describe("cancel", () => {
  let server: FakeServer;
  beforeAll(async () => {
    server = await fakeServer({ "TXT a.example.net": "silence" });
  });
  afterAll(() => server.close());
  it("ends what is under way", async () => {
    const resolver = nodeResolver({ servers: [server.address], timeout: 60_000, tries: 4 });
    const answer = resolver.ask(questionOf("TXT a.example.net"));
    setTimeout(() => resolver.cancel(), 20);
    expect(await answer).toEqual({ state: "failed", reason: "the time was up" });
  });
});
