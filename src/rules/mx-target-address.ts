import { ipVersion } from "../syntax/ip.ts";
import { defineRule, rfc } from "./define.ts";
import { mxLine } from "./shared/lines.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "mx-target-address",
  kind: "record",
  types: ["MX"],
  set: "default",
  severity: "error",
  covers: ["mx-value", "mx-target-unresolvable", "mx-target-glued"],
  summary: "an MX names an IP address instead of a host",
  consequence: "senders look the address up as a host name, find nothing and cannot deliver",
  references: [rfc(5321, "5.1"), rfc(1035, "3.3.9")],
  smtp: ["554 5.4.4"],
  messages: {
    address: ({ address }: { address: string }) =>
      `the exchange ${quoted(address)} is an IP address; an MX takes a host name, so no sender can resolve it`,
  },
  docs: {
    why: "The MX record holds a host name that senders resolve to addresses. An address in its place is looked up as a name that does not exist, and mail waits and comes back.",
    fix: "Give the address a name with an A (or AAAA) record and let the MX name it.",
    bad: ["@ MX 10 192.0.2.1"],
    good: ["@ MX 10 mx.example.net."],
  },
  check({ record, node }, context) {
    if (record.type !== "MX") return;
    const address = literal(
      record.data.written?.exchange ?? exchangeBelow(record.data.exchange, node.zone.zone.origin),
    );
    if (address === undefined) return;
    const owner = node.name;
    const host = `mx.${owner.replace(/^\*\./, "")}`;
    const { preference } = record.data;
    const type = ipVersion(address) === 6 ? "AAAA" : "A";
    context.report(
      "address",
      { address },
      {
        at: { record, field: "exchange" },
        help: {
          text: "name the host and publish its address",
          publish: [mxLine(owner, preference, host), `${host}. ${type} ${address}`],
        },
      },
    );
  },
});

/** What was typed: a relative target has the zone behind it. */
function exchangeBelow(exchange: unknown, origin: string): string | undefined {
  if (typeof exchange !== "string") return undefined;
  const suffix = `.${origin}`;
  const typed = exchange.endsWith(suffix) ? exchange.slice(0, -suffix.length) : exchange;
  return ipVersion(typed) !== 0 ? typed : exchange;
}

function literal(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const bare = text.replace(/^\[(?:ipv6:)?(.*)\]$/i, "$1").replace(/\.$/, "");
  return ipVersion(bare) === 0 ? undefined : bare;
}
