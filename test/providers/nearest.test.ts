import { describe, expect, test } from "vitest";
import { edits } from "../../src/providers/nearest.ts";
import { nearestMxHost, nearestSpfDomain } from "../../src/providers/recognise.ts";

describe("the MX host that was meant", () => {
  test.each([
    ["aspmx.google.com", "google-workspace", "aspmx.l.google.com"],
    ["asmpx.l.google.com", "google-workspace", "aspmx.l.google.com"],
    ["alt1.aspmx.google.com", "google-workspace", "alt1.aspmx.l.google.com"],
    ["example-com.mail.protecton.outlook.com", "microsoft-365", "example-com.mail.protection.outlook.com"],
    ["example-com.protection.outlook.com", "microsoft-365", "example-com.mail.protection.outlook.com"],
    ["inbound-smtp.eu-wset-1.amazonaws.com", "amazon-ses", "inbound-smtp.eu-west-1.amazonaws.com"],
    ["inbound-smtp.us-east1.amazonaws.com", "amazon-ses", "inbound-smtp.us-east-1.amazonaws.com"],
    ["feedback-smtp.eu-cenral-1.amazonses.com", "amazon-ses", "feedback-smtp.eu-central-1.amazonses.com"],
    ["in1-smpt.messagingengine.com", "fastmail", "in1-smtp.messagingengine.com"],
  ])("%s: %s %s", (host, id, meant) => {
    const near = nearestMxHost(host);
    expect([near?.provider.id, near?.host]).toEqual([id, meant]);
  });

  test.each([
    // recognised
    "aspmx.l.google.com",
    "example-com.mail.protection.outlook.com",
    "smtp.gmail.com",
    "inbound-smtp.ap-southeast-7.amazonaws.com",
    "inbound-smtp.mx-central-1.amazonaws.com",
    "feedback-smtp.eusc-de-east-1.amazonses.com",
    // numbered hosts that the catalogue does not list
    "alt5.aspmx.l.google.com",
    "smtp2.google.com",
    "mx1.mail.icloud.com",
    "in3-smtp.messagingengine.com",
    // other products below the same domain
    "mail.google.com",
    "ec2-192-0-2-1.eu-west-1.compute.amazonaws.com",
    "example.olc.protection.outlook.com",
    "smtp-mail.outlook.com",
    "my.simply.com",
    "www.zoho.com",
    // other domains
    "aspmx.l.example.com",
    "google.com",
    "com",
    "",
  ])("%s: none", (host) => {
    expect(nearestMxHost(host)).toBeUndefined();
  });
});

describe("the include that was meant", () => {
  test.each([
    ["_spf.gogle.com", "_spf.google.com"],
    ["spf.google.com", "_spf.google.com"],
    ["_spf.google.con", "_spf.google.com"],
    ["spf.protection.outlok.com", "spf.protection.outlook.com"],
    ["spf.proteciton.outlook.com", "spf.protection.outlook.com"],
    ["sendgird.net", "sendgrid.net"],
    ["mailgun.or", "mailgun.org"],
  ])("%s: %s", (domain, meant) => {
    expect(nearestSpfDomain(domain)).toBe(meant);
  });

  test.each([
    "_spf.google.com",
    "spf.protection.outlook.de",
    "_netblocks2.google.com",
    "spf.163.com",
    "spf.168.com",
    "spf.example.com",
    "%{d}._spf.google.com",
    "pobox.co",
    "",
  ])("%s: none", (domain) => {
    expect(nearestSpfDomain(domain)).toBeUndefined();
  });
});

test.each([
  ["", "", 0],
  ["abc", "abc", 0],
  ["abc", "acb", 1],
  ["abc", "ab", 1],
  ["abc", "xabc", 1],
  ["abcd", "badc", 2],
  ["abc", "xyz", 3],
])("%s and %s are %i edits apart", (a, b, count) => {
  expect(edits(a, b, 2)).toBe(count);
  expect(edits(b, a, 2)).toBe(count);
});
