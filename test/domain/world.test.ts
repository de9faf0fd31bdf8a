import { describe, expect, it } from "vitest";
import { World, type Answer } from "../../src/domain/world.ts";
import type { RecordType } from "../../src/model/record.ts";
import { presentData } from "../../src/syntax/presentation.ts";
import { zones } from "../zones.ts";

function shown(answer: Answer): string {
  const via = answer.via.map((record) => `${record.type} ${String(record.name)} > `).join("");
  switch (answer.state) {
    case "found":
      return `${via}${answer.wildcard ? "* " : ""}${answer.records.map(presentData).join(", ")}`;
    case "absent":
      return `${via}${answer.exists ? "no data" : "no name"} in ${answer.zone.origin}`;
    case "undeclared":
      return `${via}not declared in ${answer.zone.origin}`;
    case "unknown":
      return `${via}? ${answer.reason}${answer.loop === true ? " (loop)" : ""}`;
  }
}

interface Case {
  readonly name: string;
  readonly zone: string;
  /** `name TYPE` and the answer. */
  readonly asks: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    name: "a whole zone proves what is not there",
    zone: `
      $ORIGIN example.com.
      @ MX 10 mx
      mx A 192.0.2.1
      a.b.c TXT x`,
    asks: {
      "example.com MX": "10 mx.example.com.",
      "example.com TXT": "no data in example.com",
      "mx.example.com AAAA": "no data in example.com",
      "no.example.com A": "no name in example.com",
      "c.example.com A": "no data in example.com",
      "b.c.example.com A": "no data in example.com",
      "x.b.c.example.com A": "no name in example.com",
      "example.net A": "? example.net is in no declared zone",
      "com A": "? com is in no declared zone",
    },
  },
  {
    name: "scope",
    zone: `
      $ORIGIN part.example.
      $SCOPE part
      @ MX 10 mx
      $ORIGIN program.example.
      $SCOPE program
      @ MX 10 mx
      $ORIGIN none.example.
      $SCOPE none
      @ MX 10 mx
      $ORIGIN private.example.
      $PRIVATE
      @ MX 10 mx`,
    asks: {
      "part.example MX": "10 mx.part.example.",
      "part.example TXT": "not declared in part.example",
      "x.part.example TXT": "not declared in part.example",
      "program.example TXT": "not declared in program.example",
      "none.example MX": "10 mx.none.example.",
      "none.example TXT": "? none.example is only referred to here, or not shown in full",
      "private.example MX": "10 mx.private.example.",
      "private.example TXT": "? private.example is a private zone",
    },
  },
  {
    name: "wildcards by RFC 4592 2.2.1",
    zone: `
      $ORIGIN example.com.
      @ SOA x
      @ NS ns.example.com.
      @ NS ns.example.net.
      * TXT this is a wildcard
      * MX 10 host1
      sub.* TXT this is not a wildcard
      host1 A 192.0.2.1
      _ssh._tcp.host1 SRV 0 0 22 host1
      _ssh._tcp.host2 SRV 0 0 22 host2
      subdel NS ns.example.com.
      subdel NS ns.example.net.`,
    asks: {
      "host3.example.com MX": "* 10 host1.example.com.",
      "host3.example.com A": "no data in example.com",
      "foo.bar.example.com TXT": '* "this is a wildcard"',
      "host1.example.com MX": "no data in example.com",
      "sub.*.example.com MX": "no data in example.com",
      "*.example.com MX": "10 host1.example.com.",
      "_telnet._tcp.host1.example.com SRV": "no name in example.com",
      "host.subdel.example.com A": "? subdel.example.com is delegated to other name servers",
      "ghost.*.example.com MX": "no name in example.com",
      // host2 exists, as an empty non-terminal
      "host2.example.com MX": "no data in example.com",
      "_tcp.host2.example.com MX": "no data in example.com",
      "x.host2.example.com MX": "no name in example.com",
    },
  },
  {
    name: "a name below a wildcard takes it from all above (RFC 4592 2.2.2)",
    zone: `
      $ORIGIN example.com.
      * MX 10 mx.example.net.
      x.news TXT x
      *.shop CNAME mail.example.org.`,
    asks: {
      "news.example.com MX": "no data in example.com",
      "y.news.example.com MX": "no name in example.com",
      "other.example.com MX": "* 10 mx.example.net.",
      "a.shop.example.com MX": "CNAME *.shop.example.com > ? mail.example.org is in no declared zone",
      "shop.example.com MX": "no data in example.com",
    },
  },
  {
    name: "CNAME chains, across zones",
    zone: `
      $ORIGIN example.com.
      a CNAME b
      b CNAME c.example.net.
      dead CNAME gone
      out CNAME mail.example.org.
      later CNAME ?preview
      own CNAME own
      one CNAME two
      two CNAME three
      three CNAME two
      both CNAME a
      both TXT never seen
      $ORIGIN example.net.
      c MX 10 mx.example.net.
      c A 192.0.2.7`,
    asks: {
      "a.example.com A": "CNAME a.example.com > CNAME b.example.com > 192.0.2.7",
      "a.example.com CNAME": "b.example.com.",
      "a.example.com TXT": "CNAME a.example.com > CNAME b.example.com > no data in example.net",
      "dead.example.com A": "CNAME dead.example.com > no name in example.com",
      "out.example.com A": "CNAME out.example.com > ? mail.example.org is in no declared zone",
      "later.example.com A": "CNAME later.example.com > ? the target of the CNAME at later.example.com is not known",
      "own.example.com A": "CNAME own.example.com > ? the CNAME at own.example.com leads back to itself (loop)",
      "one.example.com A":
        "CNAME one.example.com > CNAME two.example.com > CNAME three.example.com > ? the CNAME at two.example.com leads back to itself (loop)",
      "both.example.com TXT":
        "CNAME both.example.com > CNAME a.example.com > CNAME b.example.com > no data in example.net",
    },
  },
  {
    name: "DNAME",
    zone: `
      $ORIGIN example.com.
      old DNAME new.example.net.
      old MX 10 mx
      below.old MX 20 never
      root DNAME .
      later DNAME ?preview
      grow DNAME x.grow
      $ORIGIN example.net.
      a.new MX 10 mx
      $ORIGIN example.org.
      @ DNAME example.com.
      @ TXT here`,
    asks: {
      "old.example.com MX": "10 mx.example.com.",
      "a.old.example.com MX": "DNAME old.example.com > 10 mx.example.net.",
      "below.old.example.com MX": "DNAME old.example.com > no name in example.net",
      "com.root.example.com MX": "DNAME root.example.com > ? com is in no declared zone",
      "a.later.example.com MX": "DNAME later.example.com > ? the target of the DNAME at later.example.com is not known",
      "example.org TXT": '"here"',
      "a.old.example.org MX": "DNAME example.org > DNAME old.example.com > 10 mx.example.net.",
    },
  },
  {
    name: "delegation",
    zone: `
      $ORIGIN example.com.
      @ NS ns1.example.net.
      @ MX 10 mx
      sub NS ns1.example.net.
      sub MX 10 never
      ns.sub A 192.0.2.1
      child NS ns1.example.net.
      child MX 20 never
      _dmarc.child TXT never
      $ORIGIN child.example.com.
      @ MX 10 mx`,
    asks: {
      "example.com NS": "ns1.example.net.",
      "example.com MX": "10 mx.example.com.",
      "sub.example.com NS": "ns1.example.net.",
      "sub.example.com MX": "? sub.example.com is delegated to other name servers",
      "x.y.sub.example.com MX": "? sub.example.com is delegated to other name servers",
      "child.example.com MX": "10 mx.child.example.com.",
      "_dmarc.child.example.com TXT": "no name in child.example.com",
    },
  },
  {
    name: "addresses of the DNS host's own making",
    zone: `
      $ORIGIN example.com.
      $HOST cloudflare
      @ CNAME pages.example.net.
      @ TXT v=spf1 -all
      web CNAME pages.example.net. ; proxied
      flat CNAME pages.example.net. ; flattened
      alias ALIAS pages.example.net.
      alias TXT x
      lua LUA A "ifportup(443, {'192.0.2.1'})"
      forward URLFWD x
      vendor SomeProvider/LB x
      private TYPE65280 x
      cert TYPE61 x
      plain HTTPS 1 .
      off MX 10 mx ; disabled`,
    asks: {
      "example.com A": "? the DNS host computes what it answers for example.com",
      "example.com TXT": '"v=spf1 -all"',
      "example.com MX": "? the DNS host computes what it answers for example.com",
      "web.example.com TXT": "? the DNS host computes what it answers for web.example.com",
      "flat.example.com MX": "? the DNS host computes what it answers for flat.example.com",
      "alias.example.com AAAA": "? the DNS host computes what it answers for alias.example.com",
      "alias.example.com TXT": '"x"',
      "alias.example.com MX": "no data in example.com",
      "lua.example.com A": "? the DNS host computes what it answers for lua.example.com",
      "lua.example.com TXT": "? the DNS host computes what it answers for lua.example.com",
      "forward.example.com A": "? the DNS host computes what it answers for forward.example.com",
      "forward.example.com MX": "no data in example.com",
      "private.example.com A": "? the DNS host computes what it answers for private.example.com",
      "cert.example.com A": "no data in example.com",
      "plain.example.com A": "no data in example.com",
      "off.example.com MX": "no name in example.com",
    },
  },
  {
    name: "what is declared and not known",
    zone: `
      $ORIGIN example.com.
      odd UNKNOWN x
      odd A 192.0.2.1
      $ORIGIN example.net.
      ?preview TXT somewhere
      * MX 10 mx
      a A 192.0.2.1`,
    asks: {
      "odd.example.com A": "192.0.2.1",
      "odd.example.com MX": "? a record at odd.example.com is declared whose type is not known",
      "a.example.net A": "192.0.2.1",
      "a.example.net TXT": "? a record of example.net has a name that is not known yet",
      "b.example.net MX": "? a record of example.net has a name that is not known yet",
    },
  },
];

describe("World.lookup", () => {
  for (const { name, zone, asks } of cases) {
    describe(name, () => {
      const world = new World(zones(zone));
      for (const [ask, answer] of Object.entries(asks)) {
        const [owner = "", type] = ask.split(" ");
        it(ask, () => expect(shown(world.lookup(owner, type as RecordType))).toBe(answer));
      }
    });
  }

  it("ends on long chains and growing DNAMEs", () => {
    const chain = Array.from({ length: 40 }, (_, index) => `n${index} CNAME n${index + 1}`).join("\n");
    const world = new World(zones(`$ORIGIN example.com.\n${chain}\ngrow DNAME a.long.label.of.the.sort.grow`));
    expect(shown(world.lookup("n0.example.com", "A"))).toContain("leads into an endless chain");
    expect(shown(world.lookup("x.grow.example.com", "A"))).toContain("leads into an endless chain");
  });

  it("keeps records above a declared child apart, its NS aside", () => {
    const world = new World(
      zones(`
        $ORIGIN example.com.
        child NS ns1.example.net.
        child MX 10 mx
        x.child TXT x
        $ORIGIN child.example.com.
        @ MX 20 mx`),
    );
    expect(world.occluded.map((record) => `${String(record.name)} ${record.type}`)).toEqual([
      "child.example.com MX",
      "x.child.example.com TXT",
    ]);
  });
});
