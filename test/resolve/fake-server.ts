import { createSocket } from "node:dgram";
import { createServer, type AddressInfo } from "node:net";

/** What a question (`TXT a.example.net`) is answered with; several words after each other one by one. */
export type Reply =
  /** Records `owner TYPE data`; TXT data is strings parted by " | ". */
  | readonly string[]
  | "NXDOMAIN"
  | "SERVFAIL"
  | "REFUSED"
  /** No answer at all. */
  | "silence"
  /** Bytes that are no answer. */
  | "garbage"
  /** Truncated over UDP, whole over TCP. */
  | { readonly overTcp: readonly string[] };

export interface FakeServer {
  readonly address: string;
  /** `UDP TXT a.example.net` in the order of arrival. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

const TYPES: Readonly<Record<string, number>> = { A: 1, CNAME: 5, MX: 15, TXT: 16, AAAA: 28 };
const RCODES: Readonly<Record<string, number>> = { NXDOMAIN: 3, SERVFAIL: 2, REFUSED: 5 };

/** A name server that answers from a table, as real ones would not. What is not in it: no data. */
export async function fakeServer(table: Readonly<Record<string, Reply>>): Promise<FakeServer> {
  const asked: string[] = [];
  const answer = (query: Buffer, transport: "UDP" | "TCP"): Buffer | undefined => {
    const { name, type, end } = question(query);
    asked.push(`${transport} ${type} ${name}`);
    const reply = table[`${type} ${name}`] ?? [];
    if (reply === "silence") return undefined;
    if (reply === "garbage") return Buffer.from([...query.subarray(0, 2), 0x84, 0, 0xff, 0xff, 0xff]);
    const rcode = typeof reply === "string" ? (RCODES[reply] ?? 0) : 0;
    const isCut = typeof reply === "object" && "overTcp" in reply && transport === "UDP";
    const records = typeof reply === "string" || isCut ? [] : "overTcp" in reply ? reply.overTcp : reply;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8580 | (isCut ? 0x0200 : 0) | rcode, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    return Buffer.concat([header, query.subarray(12, end), ...records.map(encode)]);
  };
  const tcp = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      const reply = answer(data.subarray(2), "TCP");
      if (reply === undefined) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.end(Buffer.concat([length, reply]));
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket("udp4");
  udp.on("message", (query, from) => {
    const reply = answer(query, "UDP");
    if (reply !== undefined) udp.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve) => udp.bind(port, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${port}`,
    asked,
    close: () => {
      udp.close();
      tcp.close();
    },
  };
}

function question(query: Buffer): { name: string; type: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  const number = query.readUInt16BE(at + 1);
  const type = Object.entries(TYPES).find(([, code]) => code === number)?.[0] ?? String(number);
  return { name: labels.join(".").toLowerCase(), type, end: at + 5 };
}

function encode(record: string): Buffer {
  const [, owner = "", type = "", rest = ""] = /^(\S+) (\S+) (.*)$/s.exec(record) ?? [];
  const head = Buffer.alloc(10);
  head.writeUInt16BE(TYPES[type] ?? 0, 0);
  head.writeUInt16BE(1, 2);
  const body = data(type, rest);
  head.writeUInt16BE(body.length, 8);
  return Buffer.concat([wireName(owner), head, body]);
}

function data(type: string, text: string): Buffer {
  if (type === "TXT") {
    return Buffer.concat(
      text.split(" | ").map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part, "latin1")])),
    );
  }
  if (type === "MX") {
    const [preference, exchange] = text.split(" ");
    return Buffer.concat([Buffer.from([0, Number(preference)]), wireName(exchange ?? "")]);
  }
  if (type === "A") return Buffer.from(text.split(".").map(Number));
  if (type === "AAAA") return Buffer.concat([Buffer.from([0x20, 0x01]), Buffer.alloc(14)]);
  return wireName(text);
}

function wireName(name: string): Buffer {
  const labels = name.split(".").filter((label) => label !== "");
  return Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, "latin1")])),
    Buffer.from([0]),
  ]);
}
