import { describe, expect, it } from "vitest";
import { editDistance, nearest } from "../../src/syntax/edit-distance.ts";
import { parseIp4, parseIp6 } from "../../src/syntax/ip.ts";
import { quoteTxt, splitText, txtSlip, type TxtSlipKind } from "../../src/syntax/txt.ts";

describe("strings", () => {
  it.each([
    [["v=spf1 -all"], '"v=spf1 -all"'],
    [["a", "b"], '"a" "b"'],
    [['say "hi" \\;'], '"say \\"hi\\" \\\\;"'],
    [["\x00\xff\t"], '"\\000\\255\\009"'],
    [[], '""'],
    [[""], '""'],
  ])("quotes %j", (strings, text) => expect(quoteTxt(strings)).toBe(text));

  it.each([
    [0, [0]],
    [255, [255]],
    [256, [255, 1]],
    [600, [255, 255, 90]],
  ])("splits %d bytes", (length, lengths) => {
    const strings = splitText("x".repeat(length));
    expect(strings.map((each) => each.length)).toEqual(lengths);
  });
});

describe("txtSlip", () => {
  it.each<[string, TxtSlipKind, string, string | undefined]>([
    ['"v=spf1 -all"', "outer-quotes", '"v=spf1 -all"', "v=spf1 -all"],
    ['"v=spf1 mx " "-all"', "outer-quotes", '"v=spf1 mx " "-all"', "v=spf1 mx -all"],
    ['\\"v=spf1 -all\\"', "outer-quotes", '\\"v=spf1 -all\\"', "v=spf1 -all"],
    ['"v=DMARC1; p=none', "outer-quotes", '"', "v=DMARC1; p=none"],
    ['"say \\"hi\\" \\059 x"', "outer-quotes", '"say \\"hi\\" \\059 x"', 'say "hi" ; x'],
    ['"token"', "outer-quotes", '"token"', "token"],
    ["v=DMARC1\\; p=none\\; pct=5", "escaped-semicolon", "\\;", "v=DMARC1; p=none; pct=5"],
    ["\xe2\x80\x9cv=spf1 -all\xe2\x80\x9d", "smart-quotes", "\xe2\x80\x9c", "v=spf1 -all"],
    ["\x93v=spf1 -all\x94", "smart-quotes", "\x93", "v=spf1 -all"],
    ["v=DMARC1; p=\xe2\x80\x98none\xe2\x80\x99", "smart-quotes", "\xe2\x80\x98", "v=DMARC1; p=none"],
    ["v=DMARC1", "cut-at-semicolon", "", undefined],
    ["v=DKIM1 ", "cut-at-semicolon", "", undefined],
    ["v=STSv1", "cut-at-semicolon", "", undefined],
  ])("%j: %s at %j, for %j", (text, kind, value, mended) => {
    const slip = txtSlip(text);
    expect([slip?.kind, text.slice(slip?.start, slip?.end), slip?.mended]).toEqual([kind, value, mended]);
  });

  it.each([
    "",
    '"',
    "v=spf1",
    "v=spf1 -all",
    "v=DMARC1; p=none",
    "v=DKIM1; p=",
    'he said "yes"',
    "it\xe2\x80\x99s a note",
    "\xc3\x91andu",
    '"quoted" word',
  ])("leaves %j alone", (text) => expect(txtSlip(text)).toBeUndefined());
});

describe("edit distance", () => {
  it.each([
    ["", "", 0],
    ["abc", "abc", 0],
    ["abc", "acb", 1],
    ["nclude", "include", 1],
    ["inlcude", "include", 1],
    ["quarentine", "quarantine", 1],
    ["abc", "", 3],
    ["ca", "abc", 3],
    ["kitten", "sitting", 3],
  ])("%s to %s: %d", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
    for (let max = 0; max < 6; max++) expect(editDistance(a, b, max)).toBe(Math.min(distance, max + 1));
  });

  it.each([
    ["regect", ["none", "quarantine", "reject"], "reject"],
    ["REGECT", ["none", "quarantine", "reject"], "reject"],
    ["al", ["all", "a"], "all"],
    ["spf", ["dkim", "dmarc"], undefined],
    ["x".repeat(100), ["x"], undefined],
  ])("nearest to %s", (word, words, found) => expect(nearest(word, words)).toBe(found));
});

describe("addresses", () => {
  it.each([
    ["0.0.0.0", 0],
    ["255.255.255.255", 0xffffffff],
    ["192.0.2.1", 0xc0000201],
    ["192.0.2", -1],
    ["192.0.2.", -1],
    ["192.0.2.256", -1],
    ["192.0.2.01", -1],
    ["192.0.2.1.1", -1],
    [".192.0.2.1", -1],
    ["1..2.3.4", -1],
    ["0x1.0.2.1", -1],
    ["", -1],
  ])("IPv4 %s", (text, value) => expect(parseIp4(text)).toBe(value));

  it.each<[string, bigint | undefined]>([
    ["::", 0n],
    ["::1", 1n],
    ["1::", 1n << 112n],
    ["2001:DB8::8:0:0:1", 0x20010db8000000000008000000000001n],
    ["1:2:3:4:5:6:7:8", 0x00010002000300040005000600070008n],
    ["1:2:3:4:5:6:7::", 0x00010002000300040005000600070000n],
    ["::2:3:4:5:6:7:8", 0x00000002000300040005000600070008n],
    ["::192.0.2.1", 0xc0000201n],
    ["1:2:3:4:5:6:7.0.0.8", 0x00010002000300040005000607000008n],
    [":", undefined],
    [":::", undefined],
    ["1:::2", undefined],
    ["1::2::3", undefined],
    [":1::", undefined],
    ["1:2:3:4:5:6:7", undefined],
    ["1:2:3:4:5:6:7:8:9", undefined],
    ["1:2:3:4::5:6:7:8", undefined],
    ["1:2:3:4:5:6:7:8::", undefined],
    ["1:2:3:4:5:6:7:192.0.2.1", undefined],
    ["::192.0.2.1:1", undefined],
    ["::192.0.2", undefined],
    ["12345::", undefined],
    ["1:", undefined],
    ["::g", undefined],
    ["fe80::1%eth0", undefined],
    ["", undefined],
  ])("IPv6 %s", (text, value) => expect(parseIp6(text)).toBe(value));
});
