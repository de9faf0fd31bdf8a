import { describe, expect, it } from "vitest";
import { errorsOf, linesOf, notesOf, readText, recordsOf } from "./zone-reading.ts";

const lines = (...rows: string[]): string => `${rows.join("\n")}\n`;

describe("Cloudflare's export", () => {
  const head = [";;", ";; Domain:     example.com.", ";; Exported:   2026-01-02 03:04:05", ";;"];

  it("has a SOA owner without dot, its automatic TTL and its tags", () => {
    const result = readText(
      lines(
        ...head,
        "example.com\t3600\tIN\tSOA\tns1.example.net. dns.example.net. 1 10000 2400 604800 3600",
        "example.com.\t1\tIN\tMX\t10 mx.example.net.",
        "a.example.com.\t1\tIN\tA\t192.0.2.1 ; cf_tags=cf-proxied:true",
        "b.example.com.\t120\tIN\tA\t192.0.2.1 ; cf_tags=cf-proxied:false",
        'c.example.com.\t1\tIN\tCNAME\tt.example. ; free cf_tags=old:x comment cf_tags=team:x,q:"a,cf-proxied:false",cf-proxied:true',
        "d.example.com.\t1\tIN\tCNAME\tt.example. ; cf_tags=cf-flatten-cname,cf-proxied:false",
        "e.example.com.\t1\tIN\tCNAME\tt.example. ; only a comment",
      ),
      { path: "export.txt" },
    );
    expect(result.zones[0]).toMatchObject({
      origin: "example.com",
      scope: "whole",
      publisher: { id: "cloudflare", relativeTargets: true },
    });
    expect(linesOf(result)).toEqual([
      "example.com. 3600 IN SOA ns1.example.net. dns.example.net. 1 10000 2400 604800 3600",
      "example.com. 300 IN MX 10 mx.example.net.",
      "a.example.com. 300 IN A 192.0.2.1",
      "b.example.com. 120 IN A 192.0.2.1",
      "c.example.com. 300 IN CNAME t.example.",
      "d.example.com. 300 IN CNAME t.example.",
      "e.example.com. 300 IN CNAME t.example.",
    ]);
    expect(recordsOf(result).map((record) => record.vendor)).toEqual([
      undefined,
      undefined,
      { proxied: true },
      { proxied: false },
      { proxied: true, comment: "free cf_tags=old:x comment" },
      { proxied: false, flattened: true },
      { comment: "only a comment" },
    ]);
    expect(notesOf(result)).toEqual([
      '5:1 the owner of the SOA has no final dot; in an export it means "example.com.", BIND would refuse the file',
    ]);
  });

  it("is whole without SOA, and a target without dot is below the zone", () => {
    const result = readText(lines(...head, "example.com.\t1\tIN\tMX\t10 mx.example.net"));
    expect(result.zones[0]?.scope).toBe("whole");
    expect(linesOf(result)).toEqual(["example.com. 300 IN MX 10 mx.example.net.example.com."]);
  });

  it("of 2016 to 2018 writes @ below the root", () => {
    const result = readText(
      lines(
        ...head,
        "$ORIGIN .",
        "@\t3600\tIN\tSOA\troot. h. (",
        "1 2 3 4 5 )",
        "@ 300 NS ns.",
        'x.example.com 300 TXT "v=spf1\\; a"',
      ),
    );
    expect(linesOf(result)).toEqual([
      "example.com. 3600 IN SOA root. h. 1 2 3 4 5",
      "example.com. 300 IN NS ns.",
      'x.example.com. 300 IN TXT "v=spf1; a"',
    ]);
  });

  it("keeps its tags when the header is gone", () => {
    const result = readText("a 1 IN A 192.0.2.1 ; cf_tags=cf-proxied:true\n", { origin: "example.com" });
    expect(recordsOf(result)[0]).toMatchObject({ ttl: 1, vendor: { proxied: true } });
  });
});

describe("GoDaddy's export", () => {
  const head = ["; Domain: example.com", "; Exported (y-m-d hh:mm:ss): 2026-01-28 10:58:45", ";"];

  it("has parked addresses and owners that end in @", () => {
    const result = readText(
      lines(
        ...head,
        "$ORIGIN example.com.",
        "@\t3600\t IN \tSOA\tns1.example.net.\tdns.example.net. (",
        "\t\t2026012105\n\t\t28800\n\t\t7200\n\t\t604800\n\t\t3600\n\t\t)",
        "@\t600\t IN \tA\tParked",
        "@\t600\t IN \tA\t>>++PARKED1++<<",
        "@\t600\t IN \tA\tGoCentral Published Site",
        "_sip._tls.@\t3600\t IN \tSRV\t100 1 443 sip.example.net.",
        "www\t3600\t IN \tCNAME\t@",
        "@\t3600\t IN \tMX\t10\tmail",
      ),
    );
    expect(linesOf(result).slice(1)).toEqual([
      "example.com. 600 IN A <dynamic>",
      "example.com. 600 IN A <dynamic>",
      "example.com. 600 IN A <dynamic>",
      "_sip._tls.example.com. 3600 IN SRV 100 1 443 sip.example.net.",
      "www.example.com. 3600 IN CNAME example.com.",
      "example.com. 3600 IN MX 10 mail.example.com.",
    ]);
    expect(notesOf(result)).toEqual([]);
  });

  it("of 2014 has no $ORIGIN and no final dots", () => {
    const result = readText(
      lines(
        ...head,
        "EXAMPLE.COM.\t3600\tIN\tSOA\tns1.example.net.\tdns.example.net (1 2 3 4 5)",
        "@\t1800\tIN\tMX\t1\tmx.example.org",
        "@\t1800\tIN\tMX\t5\tmail",
      ),
    );
    expect(linesOf(result)).toEqual([
      "example.com. 3600 IN SOA ns1.example.net. dns.example.net. 1 2 3 4 5",
      "example.com. 1800 IN MX 1 mx.example.org.",
      "example.com. 1800 IN MX 5 mail.example.com.",
    ]);
    expect(notesOf(result)).toEqual([
      "1:1 GoDaddy's older exports leave out the final dot: names with a dot inside are taken as absolute",
    ]);
  });
});

describe("other exports", () => {
  it("cli53 writes aliases as class AWS and routing in comments", () => {
    const result = readText(
      lines(
        "$ORIGIN example.com.",
        "@ 86400 AWS ALIAS A lb.example.net. Z0 false",
        "m AWS ALIAS MX @ $self false",
        'w 60 IN A 192.0.2.1 ; AWS routing="WEIGHTED" weight=3 identifier="One"',
        'w 60 IN A 192.0.2.2 ; AWS routing="FAILOVER" failover="PRIMARY"',
      ),
    );
    expect(recordsOf(result)).toMatchObject([
      { name: "example.com", type: "A", ttl: undefined, vendor: { alias: "lb.example.net" } },
      { name: "m.example.com", type: "MX", vendor: { alias: "example.com" } },
      { name: "w.example.com", type: "A", ttl: 60, vendor: { routing: "One" } },
      { name: "w.example.com", type: "A", ttl: 60, vendor: { routing: "FAILOVER" } },
    ]);
  });

  it("OVH and Gandi name their zone nowhere", () => {
    const ovh = lines(
      "$TTL 3600",
      "@\tIN SOA dns1.example.net. tech.example.net. (1 2 3 4 5)",
      "\tIN MX 1 mx",
      '\tTXT ( "a" "b" )',
    );
    expect(errorsOf(readText(ovh))[0]).toMatch(/--origin$/);
    expect(linesOf(readText(ovh, { path: "example.org.zone" })).slice(1)).toEqual([
      "example.org. 3600 IN MX 1 mx.example.org.",
      'example.org. 3600 IN TXT "a" "b"',
    ]);
  });
});
