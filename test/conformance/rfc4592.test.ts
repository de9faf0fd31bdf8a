import { World } from "../../src/domain/world.ts";
import type { RecordType } from "../../src/model/record.ts";
import { zones } from "../zones.ts";
import { clauses, findingsOf } from "./clauses.ts";

/** The zone of RFC 4592 2.2.1. */
const EXAMPLE = `$ORIGIN example.
@ SOA ns.example.com. hostmaster.example. 1 3600 600 86400 300
@ NS ns.example.com.
@ NS ns.example.net.
* TXT this is a wildcard
* MX 10 host1
sub.* TXT this is not a wildcard
host1 A 192.0.2.1
_ssh._tcp.host1 SRV 0 0 22 host1
_ssh._tcp.host2 SRV 0 0 22 host2
subdel NS ns.example.com.
subdel NS ns.example.net.`;

interface Question {
  readonly zone?: string;
  readonly name: string;
  readonly type: RecordType;
}

/** The data found, `wildcard` where it was made of one; else `no data`, `no name`, or why it is not known. */
function answered({ zone = EXAMPLE, name, type }: Question): string {
  const answer = new World(zones(zone)).lookup(name, type);
  if (answer.state === "absent") return answer.exists ? "no data" : "no name";
  if (answer.state !== "found") return answer.state === "unknown" ? answer.reason : answer.state;
  const via = answer.via.length > 0 ? "by CNAME " : "";
  return `${via}${answer.wildcard ? "wildcard" : "record"} ${answer.records.map((record) => String(record.name)).join(" ")}`;
}

const WITH = (lines: string): string => `$ORIGIN example.com.\n@ MX 10 mx.example.net.\n@ TXT v=spf1 mx -all\n${lines}`;

clauses(
  "RFC 4592, answers",
  [
    {
      clause: "2.2.1",
      says: "host3.example. MX, because host3 is not there",
      name: "host3.example",
      type: "MX",
      expect: "wildcard *.example",
    },
    {
      clause: "2.2.1",
      says: "host3.example. A, no A at the wildcard",
      name: "host3.example",
      type: "A",
      expect: "no data",
    },
    {
      clause: "2.2.1",
      says: "foo.bar.example. TXT, because bar.example. is not there",
      name: "foo.bar.example",
      type: "TXT",
      expect: "wildcard *.example",
    },
    {
      clause: "2.2.1",
      says: "host1.example. MX, because host1 is there",
      name: "host1.example",
      type: "MX",
      expect: "no data",
    },
    {
      clause: "2.2.1",
      says: "sub.*.example. MX, because it is there",
      name: "sub.*.example",
      type: "MX",
      expect: "no data",
    },
    {
      clause: "2.2.1",
      says: "sub.*.example. TXT, itself",
      name: "sub.*.example",
      type: "TXT",
      expect: "record sub.*.example",
    },
    {
      clause: "2.2.1",
      says: "_telnet._tcp.host1.example., because _tcp.host1 is there without data",
      name: "_telnet._tcp.host1.example",
      type: "TXT",
      expect: "no name",
    },
    {
      clause: "2.2.1",
      says: "host.subdel.example. A, because subdel is delegated",
      name: "host.subdel.example",
      type: "A",
      expect: "subdel.example is delegated to other name servers",
    },
    {
      clause: "2.2.1",
      says: "ghost.*.example. MX, because *.example. is there",
      name: "ghost.*.example",
      type: "MX",
      expect: "no name",
    },
    {
      clause: "2.2.2",
      says: "an empty non-terminal is there",
      name: "_tcp.host2.example",
      type: "MX",
      expect: "no data",
    },
    {
      clause: "2.2.2",
      says: "host2.example. is there, though only names below it hold data",
      name: "host2.example",
      type: "MX",
      expect: "no data",
    },
    {
      clause: "2.1.1",
      says: "the wildcard's own name is asked for",
      name: "*.example",
      type: "TXT",
      expect: "record *.example",
    },
    {
      clause: "2.1.3",
      says: "an asterisk within a label is no wildcard",
      zone: WITH("a* A 5.6.7.8"),
      name: "ab.example.com",
      type: "A",
      expect: "no name",
    },
    {
      clause: "2.1.3",
      says: "an asterisk label that is not the first is no wildcard",
      zone: WITH("sub.* A 5.6.7.8"),
      name: "sub.x.example.com",
      type: "A",
      expect: "no data",
    },
    {
      clause: "3.3.1",
      says: "the closest encloser's wildcard",
      zone: WITH("* A 5.6.7.8\n*.b A 5.6.7.9"),
      name: "a.b.example.com",
      type: "A",
      expect: "wildcard *.b.example.com",
    },
    {
      clause: "3.3.1",
      says: "the closest encloser has none: no other one serves",
      zone: WITH("* A 5.6.7.8\nb A 5.6.7.9"),
      name: "a.b.example.com",
      type: "A",
      expect: "no name",
    },
    {
      clause: "3.3.1",
      says: "the closest encloser is the zone's apex",
      zone: WITH("* A 5.6.7.8"),
      name: "a.b.c.example.com",
      type: "A",
      expect: "wildcard *.example.com",
    },
    {
      clause: "4.3",
      says: "a CNAME at a wildcard is followed",
      zone: WITH("* CNAME t\nt A 5.6.7.8"),
      name: "x.example.com",
      type: "A",
      expect: "by CNAME record t.example.com",
    },
    {
      clause: "4.3",
      says: "a CNAME that leads to a name a wildcard answers for",
      zone: WITH("x CNAME y\n* A 5.6.7.8"),
      name: "x.example.com",
      type: "A",
      expect: "by CNAME wildcard *.example.com",
    },
    {
      clause: "4.9",
      says: "an empty non-terminal for a wildcard: sub.* alone makes * be there, without data",
      zone: WITH("sub.* A 5.6.7.8"),
      name: "x.example.com",
      type: "A",
      expect: "no data",
      note: "3.3.3 and 4.9: the source of synthesis *.example.com is there and holds no A, so the answer is no error, no data; not a Name Error",
    },
  ],
  answered,
);

clauses(
  "RFC 4592, zones",
  [
    {
      clause: "2.2.1",
      says: "an MX host that only the wildcard answers for",
      zone: "@ MX 10 mx\n@ TXT v=spf1 mx -all\n* A 5.6.7.8",
      expect: [],
    },
    {
      clause: "2.2.1",
      says: "an MX host that exists and so has no wildcard's address",
      zone: "@ MX 10 mx\n@ TXT v=spf1 mx -all\n* A 5.6.7.8\nmx TXT note",
      expect: ["mx-target-unresolvable error"],
    },
    {
      clause: "2.2.2",
      says: "an MX host that is an empty non-terminal",
      zone: "@ MX 10 mx\n@ TXT v=spf1 mx -all\n* A 5.6.7.8\na.mx A 5.6.7.8",
      expect: ["mx-target-unresolvable error"],
    },
    {
      clause: "2.2.1",
      says: "a wildcard's SPF does not answer for a name with an MX of its own",
      zone: "@ MX 10 mx.example.net.\n@ TXT v=spf1 mx -all\n* TXT v=spf1 -all\na MX 10 mx.example.net.",
      expect: ["spf-missing warning a.example.com"],
    },
    {
      clause: "2.2.1",
      says: "an include that only the wildcard answers for",
      zone: "@ TXT v=spf1 include:s.example.com -all\n* TXT v=spf1 ip4:5.6.7.8 -all",
      expect: [],
    },
    {
      clause: "2.2.1",
      says: "an include of a name that exists without SPF",
      zone: "@ TXT v=spf1 include:s.example.com -all\n* TXT v=spf1 ip4:5.6.7.8 -all\ns A 5.6.7.8",
      expect: ["spf-include-broken error"],
    },
    {
      clause: "4.3",
      says: "an MX host that a wildcard CNAME answers for is an alias",
      zone: "@ MX 10 mx\n@ TXT v=spf1 mx -all\n* CNAME t\nt A 5.6.7.8",
      expect: ["mx-target-alias warning"],
    },
  ],
  findingsOf("mx-", "spf-"),
);
