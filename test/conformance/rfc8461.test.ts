import { describe, expect, it } from "vitest";
import { matchesMx, parseStsPolicy } from "../../src/syntax/mta-sts-policy.ts";
import { clauses, findingsOf } from "./clauses.ts";

const HOST = "\nmta-sts A 5.6.7.8\n_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.com";

clauses(
  "RFC 8461, the record",
  [
    { clause: "3.1", says: "version, id", zone: `_mta-sts TXT v=STSv1; id=20160831085700Z;${HOST}`, expect: [] },
    {
      clause: "3.1 sts-field-delim",
      says: "blanks around the semicolon are free",
      zone: `_mta-sts TXT "v=STSv1;\t id=1\t;\t"${HOST}`,
      expect: [],
    },
    {
      clause: "3.1 sts-version",
      says: "%s: case counts",
      zone: `_mta-sts TXT V=STSv1; id=1${HOST}`,
      expect: ["mta-sts-syntax warning"],
    },
    {
      clause: "3.1 sts-version",
      says: "the record MUST begin with the version",
      zone: `_mta-sts TXT id=1; v=STSv1${HOST}`,
      expect: ["mta-sts-syntax warning"],
    },
    {
      clause: "3.1",
      says: 'records that do not begin with "v=STSv1;" are discarded',
      zone: `_mta-sts TXT "v=STSv1\t; id=1"${HOST}`,
      expect: ["mta-sts-syntax warning"],
      note: "the ABNF allows blanks before the semicolon, the text discards the record; a sender that goes by the text sees none, so we warn",
    },
    {
      clause: "3.1 sts-id",
      says: "the id is required",
      zone: `_mta-sts TXT v=STSv1; a=1${HOST}`,
      expect: ["mta-sts-syntax warning"],
    },
    {
      clause: "3.1 sts-id",
      says: "1 to 32 letters and digits: 32",
      zone: `_mta-sts TXT v=STSv1; id=${"a".repeat(32)}${HOST}`,
      expect: [],
    },
    {
      clause: "3.1 sts-id",
      says: "1 to 32 letters and digits: 33",
      zone: `_mta-sts TXT v=STSv1; id=${"a".repeat(33)}${HOST}`,
      expect: ["mta-sts-syntax warning"],
    },
    {
      clause: "3.1 sts-id",
      says: "1 to 32 letters and digits: none",
      zone: `_mta-sts TXT v=STSv1; id=;${HOST}`,
      expect: ["mta-sts-syntax warning"],
    },
    {
      clause: "3.1 sts-id",
      says: "letters and digits only",
      zone: `_mta-sts TXT v=STSv1; id=2026-11-01T00:00Z${HOST}`,
      expect: ["mta-sts-syntax warning"],
    },
    {
      clause: "3.1 sts-extension",
      says: "unknown fields are ignored",
      zone: `_mta-sts TXT v=STSv1; foo.bar_x-1=%21; id=1${HOST}`,
      expect: [],
    },
    {
      clause: "3.1 sts-ext-name",
      says: "begins with a letter or a digit",
      zone: `_mta-sts TXT v=STSv1; -x=1; id=1${HOST}`,
      expect: ["mta-sts-syntax warning"],
    },
    {
      clause: "3.1 sts-ext-name",
      says: "at most 32 characters",
      zone: `_mta-sts TXT v=STSv1; ${"x".repeat(33)}=1; id=1${HOST}`,
      expect: ["mta-sts-syntax warning"],
    },
    {
      clause: "3.1 sts-ext-value",
      says: 'no "="',
      zone: `_mta-sts TXT v=STSv1; x=a=b; id=1${HOST}`,
      expect: ["mta-sts-syntax warning"],
    },
    {
      clause: "3.1 sts-ext-value",
      says: "at least one character",
      zone: `_mta-sts TXT v=STSv1; x=; id=1${HOST}`,
      expect: ["mta-sts-syntax warning"],
    },
    {
      clause: "3.2",
      says: "of a field that comes twice the first counts",
      zone: `_mta-sts TXT v=STSv1; id=1; id=2${HOST}`,
      expect: ["mta-sts-syntax info"],
    },
    {
      clause: "3.1",
      says: "strings are joined without blanks",
      zone: `_mta-sts TXT "v=STS" "v1; id=1"${HOST}`,
      expect: [],
    },
    {
      clause: "3.1",
      says: "not exactly one record: no policy",
      zone: `@ MX 10 mx\n_mta-sts TXT v=STSv1; id=1\n_mta-sts TXT v=STSv1; id=2${HOST}`,
      expect: ["mta-sts-multiple warning"],
    },
    {
      clause: "3.1",
      says: "other texts are discarded before counting",
      zone: `_mta-sts TXT v=STSv1; id=1\n_mta-sts TXT other-token=1${HOST}`,
      expect: [],
    },
    {
      clause: "3.3",
      says: "the policy is fetched from mta-sts.<domain>",
      zone: "_mta-sts TXT v=STSv1; id=1",
      expect: ["mta-sts-no-policy-host warning"],
    },
    {
      clause: "3.3",
      says: "that host may be a CNAME to whoever hosts the policy",
      zone: "_mta-sts TXT v=STSv1; id=1\nmta-sts CNAME policy.example.net.",
      expect: [],
    },
    {
      clause: "8.2",
      says: "the record may be a CNAME to whoever hosts it",
      zone: "_mta-sts CNAME _mta-sts.example.net.\nmta-sts CNAME mta-sts.example.net.",
      expect: [],
    },
  ],
  findingsOf("mta-sts-"),
);

const lines = (...all: string[]): string => `${all.join("\r\n")}\r\n`;
const V = "version: STSv1";
const E = "mode: enforce";
const M = "mx: mx.example.com";
const A = "max_age: 604800";

clauses(
  "RFC 8461, the policy file",
  [
    {
      clause: "3.2",
      says: "the example of the RFC",
      text: lines(V, E, "mx: mail.example.com", "mx: *.example.net", "mx: backupmx.example.com", A),
      expect: [],
    },
    {
      clause: "3.2 sts-policy-term",
      says: "LF as well as CRLF",
      text: lines(V, E, M, A).replaceAll("\r", ""),
      expect: [],
    },
    {
      clause: "3.2 sts-policy-term",
      says: "the last one may be left out",
      text: lines(V, E, M, A).trimEnd(),
      expect: [],
    },
    { clause: "3.2 sts-policy-field", says: "any order", text: lines(A, M, E, V), expect: [] },
    {
      clause: "3.2 sts-policy-field-delim",
      says: "blanks behind the colon are free",
      text: lines("version:STSv1", "mode: \t enforce", M, A),
      expect: [],
    },
    {
      clause: "3.2 sts-policy-field-delim",
      says: "none before it",
      text: lines(V, "mode : enforce", M, A),
      expect: ["blank-before-colon"],
    },
    {
      clause: "3.2 sts-policy-record",
      says: "blanks at a line's end are free",
      text: lines(V, "mode: enforce \t", M, A),
      expect: [],
    },
    {
      clause: "3.2 sts-policy-record",
      says: "none at its beginning",
      text: lines(V, " mode: enforce", M, A),
      expect: ["indent"],
    },
    {
      clause: "3.2 sts-policy-record",
      says: "no blank line",
      text: lines(V, "", E, M, A, ""),
      expect: [],
      note: "the grammar has none, but every sender that is known reads past them: no finding",
    },
    { clause: "3.2 version", says: "required", text: lines(E, M, A), expect: ["missing version"] },
    { clause: "3.2 version", says: "STSv1, case counts", text: lines("version: stsv1", E, M, A), expect: ["version"] },
    {
      clause: "3.2 sts-policy-version-field",
      says: "%s: the key's case counts",
      text: lines("Version: STSv1", E, M, A),
      expect: ["missing version"],
    },
    { clause: "3.2 mode", says: "required", text: lines(V, M, A), expect: ["missing mode"] },
    { clause: "3.2 mode", says: "testing", text: lines(V, "mode: testing", M, A), expect: [] },
    {
      clause: "3.2 mode",
      says: "case counts",
      text: lines(V, "mode: ENFORCE", M, A),
      expect: ["mode"],
      note: "lax parsers take it; one that goes by the ABNF has no policy",
    },
    { clause: "3.2 mode", says: "another word", text: lines(V, "mode: report", M, A), expect: ["mode"] },
    { clause: "3.2 max_age", says: "required", text: lines(V, E, M), expect: ["missing max_age"] },
    { clause: "3.2 max_age", says: "0", text: lines(V, E, M, "max_age: 0"), expect: [] },
    { clause: "3.2 max_age", says: "at most 31557600", text: lines(V, E, M, "max_age: 31557600"), expect: [] },
    { clause: "3.2 max_age", says: "one more", text: lines(V, E, M, "max_age: 31557601"), expect: ["max-age"] },
    {
      clause: "3.2 max_age",
      says: "1 to 10 digits",
      text: lines(V, E, M, "max_age: 00000604800"),
      expect: ["max-age"],
    },
    { clause: "3.2 max_age", says: "plain digits", text: lines(V, E, M, "max_age: +604800"), expect: ["max-age"] },
    { clause: "3.2 mx", says: "at least one", text: lines(V, E, A), expect: ["missing mx"] },
    { clause: "3.2 mx", says: "none is needed in mode none", text: lines(V, "mode: none", A), expect: [] },
    {
      clause: "3.2 mx",
      says: "each on a line of its own",
      text: lines(V, E, "mx: a.example.com b.example.com", A),
      expect: ["mx"],
    },
    { clause: "3.2 mx", says: "A-labels, not U-labels", text: lines(V, E, "mx: mx.bücher.example", A), expect: ["mx"] },
    { clause: "3.2 mx", says: "the A-label", text: lines(V, E, "mx: mx.xn--bcher-kva.example", A), expect: [] },
    {
      clause: "3.2 sts-policy-mx-value",
      says: "Domain of RFC 5321 has no final dot",
      text: lines(V, E, "mx: mx.example.com.", A),
      expect: ["mx"],
    },
    {
      clause: "3.2 sts-policy-mx-value",
      says: "no address literal",
      text: lines(V, E, "mx: [192.0.2.1]", A),
      expect: ["mx"],
    },
    {
      clause: "4.1",
      says: "the star is the whole left-most label",
      text: lines(V, E, "mx: mx*.example.com", A),
      expect: ["mx"],
    },
    { clause: "4.1", says: "and no other one", text: lines(V, E, "mx: mx.*.example.com", A), expect: ["mx"] },
    {
      clause: "3.2 sts-policy-extension",
      says: "unknown fields are ignored",
      text: lines(V, E, M, A, "x-note: für uns; a=b"),
      expect: [],
    },
    {
      clause: "3.2 sts-policy-ext-value",
      says: "no control character",
      text: lines(V, E, M, A, "x: a\u0000b"),
      expect: ["value"],
    },
    {
      clause: "3.2",
      says: "of a field that comes twice the first counts",
      text: lines(V, E, M, A, "mode: none"),
      expect: ["duplicate"],
    },
    { clause: "3.2", says: "mx may come again", text: lines(V, E, M, M, A), expect: [] },
    { clause: "3.2", says: "a comment is no field", text: lines("# ours", V, E, M, A), expect: ["form"] },
    {
      clause: "3.3",
      says: "64 KB are the suggested limit",
      text: lines(V, E, M, A, `x: ${"a".repeat(65_536)}`),
      expect: ["size"],
    },
  ],
  ({ text }: { readonly text: string }) =>
    parseStsPolicy(text)
      .errors.filter(({ effect }) => effect !== "nothing")
      .map(({ code, key }) => (code === "missing" ? `missing ${key}` : code)),
);

clauses(
  "RFC 8461, MX matching",
  [
    { clause: "4.1", says: "the name itself", pattern: "mx.example.com", host: "mx.example.com", expect: true },
    { clause: "4.1", says: "another", pattern: "mx.example.com", host: "mx2.example.com", expect: false },
    {
      clause: "4.1",
      says: "*.example.com matches mail.example.com",
      pattern: "*.example.com",
      host: "mail.example.com",
      expect: true,
    },
    { clause: "4.1", says: "not example.com", pattern: "*.example.com", host: "example.com", expect: false },
    {
      clause: "4.1",
      says: "not foo.bar.example.com",
      pattern: "*.example.com",
      host: "foo.bar.example.com",
      expect: false,
    },
  ],
  ({ pattern, host }: { readonly pattern: string; readonly host: string }) => matchesMx(pattern, host),
);

interface MailauthPolicy {
  readonly mode: string;
  readonly maxAge: number;
  readonly mx?: readonly string[];
}

describe("mailauth reads policies as we do", async () => {
  const module = (await import("mailauth/lib/mta-sts.js")) as unknown as {
    readonly parsePolicy: (text: string, options: { readonly strict: boolean }) => MailauthPolicy;
  };
  const judged = (text: string): MailauthPolicy | undefined => {
    try {
      return module.parsePolicy(text, { strict: true });
    } catch {
      return undefined;
    }
  };
  const texts: readonly string[] = [
    lines(V, E, M, A),
    lines(A, M, "mx: *.example.net", "mode: testing", V),
    lines(V, "mode: none", A),
    lines(E, M, A),
    lines("version: STSv2", E, M, A),
    lines(V, "mode: Enforce", M, A),
    lines(V, E, M, "max_age: 31557601"),
    lines(V, E, M, "max_age: x"),
    lines(V, E, A),
    lines(V, E, "mx: mx.example.com.", A),
    lines(V, E, "mx: a b", A),
    lines(V, E, M, A, "mode: none"),
    lines(V, " mode: enforce", M, A),
    lines(V, "mode : enforce", M, A),
  ];
  it.each(texts)("%j", (text) => {
    const theirs = judged(text);
    const ours = parseStsPolicy(text);
    expect(ours.usable).toBe(theirs !== undefined);
    if (theirs === undefined) return;
    expect([ours.mode, ours.maxAge, ours.mx.map(({ pattern }) => pattern)]).toEqual([
      theirs.mode,
      theirs.maxAge,
      theirs.mx ?? [],
    ]);
  });

  it("but passes over lines that are no fields, which the grammar does not", () => {
    const text = lines("# ours", V, E, M, A);
    expect([judged(text)?.mode, parseStsPolicy(text).usable]).toEqual(["enforce", false]);
  });
});
