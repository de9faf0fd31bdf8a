import rule from "../../src/rules/record-occluded.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "NS, DS and glue at the cut",
      zone: `
        news NS ns1.news
        news DS 1 13 2 00
        ns1.news A 203.0.113.1`,
    },
    {
      name: "NS at the apex",
      zone: `
        @ NS ns1.example.net.
        @ MX 10 mx.example.net.`,
    },
    {
      name: "a record that mail does not look at",
      zone: `
        news NS ns1.example.net.
        www.news CNAME x.example.net.
        x.news TXT verification=1`,
    },
    {
      name: "beside a cut",
      zone: `
        news NS ns1.example.net.
        newsletter MX 10 mx.example.net.`,
    },
    {
      name: "a child zone that holds it",
      zone: `
        news NS ns1.example.net.
        $ORIGIN news.example.com.
        @ MX 10 mx.example.net.`,
    },
    {
      name: "a private zone below a public one is another world",
      zone: `
        news MX 10 mx.example.net.
        $ORIGIN news.example.com.
        $PRIVATE
        @ A 10.0.0.1`,
    },
    {
      name: "at the DNAME itself",
      zone: `
        old DNAME new.example.net.
        old MX 10 mx.example.net.`,
    },
    {
      name: "above the DNAME",
      zone: `
        old DNAME new.example.net.
        @ MX 10 mx.example.net.`,
    },
  ],
  invalid: [
    {
      name: "at the cut",
      zone: `
        news NS ns1.example.net.
        news MX 10 mx.example.net.`,
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "the MX at news.example.com stands at or below the delegation of news.example.com to other name servers; they answer for that name, and what is written here has no effect",
          at: "news.example.com MX",
        },
      ],
    },
    {
      name: "below the cut",
      zone: `
        news NS ns1.example.net.
        _dmarc.news TXT v=DMARC1; p=reject
        s1._domainkey.news CNAME s1.example.net.
        news TXT v=spf1 -all`,
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "the DMARC record at _dmarc.news.example.com stands at or below the delegation of news.example.com to other name servers; they answer for that name, and what is written here has no effect",
          at: "_dmarc.news.example.com TXT",
        },
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "the DKIM key at s1._domainkey.news.example.com stands at or below the delegation of news.example.com to other name servers; they answer for that name, and what is written here has no effect",
          at: "s1._domainkey.news.example.com CNAME",
        },
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "the SPF record at news.example.com stands at or below the delegation of news.example.com to other name servers; they answer for that name, and what is written here has no effect",
          at: "news.example.com TXT",
        },
      ],
    },
    {
      name: "below a DNAME",
      zone: `
        old DNAME new.example.net.
        mail.old MX 10 mx.example.net.`,
      findings: [
        {
          severity: "warning",
          domain: "mail.old.example.com",
          message:
            "the MX at mail.old.example.com stands below the DNAME at old.example.com, which answers for every name below it; what is written here has no effect",
          at: "mail.old.example.com MX",
        },
      ],
    },
    {
      name: "below a DNAME at the apex",
      zone: `
        @ DNAME example.net.
        _dmarc TXT v=DMARC1; p=reject`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record at _dmarc.example.com stands below the DNAME at example.com, which answers for every name below it; what is written here has no effect",
          at: "_dmarc.example.com TXT",
        },
      ],
    },
    {
      name: "a child zone lacks it",
      zone: `
        news MX 10 mx.example.net.
        $ORIGIN news.example.com.
        @ A 203.0.113.1`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            "the MX at news.example.com is declared above the zone news.example.com, which answers for that name and does not hold it; nobody ever sees it",
          at: "news.example.com MX",
        },
      ],
    },
    {
      name: "a child zone holds another text",
      zone: `
        news TXT v=spf1 -all
        $ORIGIN news.example.com.
        @ TXT verification=1`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            "the SPF record at news.example.com is declared above the zone news.example.com, which answers for that name and does not hold it; nobody ever sees it",
          at: "news.example.com TXT",
        },
      ],
    },
    {
      name: "a child zone holds it too",
      zone: `
        news TXT v=spf1 -all
        $ORIGIN news.example.com.
        @ TXT v=spf1 mx -all`,
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "the SPF record at news.example.com is declared above the zone news.example.com, which answers for that name in its place; what is written here has no effect",
          at: "news.example.com TXT",
        },
      ],
    },
    {
      name: "a child zone in part",
      zone: `
        news MX 10 mx.example.net.
        $ORIGIN news.example.com.
        $SCOPE part
        @ A 203.0.113.1`,
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "the MX at news.example.com is declared above the zone news.example.com, which answers for that name in its place; what is written here has no effect",
          at: "news.example.com MX",
        },
      ],
    },
    {
      name: "a wildcard of the child answers",
      zone: `
        a.news MX 10 mx.example.net.
        $ORIGIN news.example.com.
        * MX 20 mx.example.net.`,
      findings: [
        {
          severity: "warning",
          domain: "a.news.example.com",
          message:
            "the MX at a.news.example.com is declared above the zone news.example.com, which answers for that name in its place; what is written here has no effect",
          at: "a.news.example.com MX",
        },
      ],
    },
    {
      name: "a CNAME of the child answers",
      zone: `
        a.news MX 10 mx.example.net.
        $ORIGIN news.example.com.
        a CNAME x.example.net.`,
      findings: [
        {
          severity: "warning",
          domain: "a.news.example.com",
          message:
            "the MX at a.news.example.com is declared above the zone news.example.com, which answers for that name in its place; what is written here has no effect",
          at: "a.news.example.com MX",
        },
      ],
    },
  ],
});
