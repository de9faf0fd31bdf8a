import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rulePages } from "../../scripts/write-rule-pages.ts";
import { markdownPage } from "../../src/explain/markdown.ts";
import { pageOf, type Page } from "../../src/explain/page.ts";
import { panelEntries } from "../../src/explain/panels.ts";
import { answersOf } from "../../src/explain/replies.ts";
import { terminalPage } from "../../src/explain/terminal.ts";
import { textWidth } from "../../src/syntax/width.ts";
import { rules } from "../../src/rules/index.ts";

const folder = new URL("../../docs/rules/", import.meta.url);

describe("docs/rules", () => {
  it("holds what npm run generate writes, and nothing else", () => {
    const pages = rulePages();
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
    const stale = [...pages].filter(([name, text]) => readFileSync(new URL(name, folder), "utf8") !== text);
    expect(stale.map(([name]) => name)).toEqual([]);
  });

  it("lists every rule once", () => {
    const index = rulePages().get("README.md") ?? "";
    for (const { id } of rules) expect(index.split(`(${id}.md)`).length, id).toBe(2);
  });

  it("keeps what Markdown would take away", () => {
    for (const [name, text] of rulePages()) {
      const outside = text
        .split("\n")
        .slice(1)
        .join("\n")
        .replace(/```[\s\S]*?```/g, "")
        .replace(/`[^`\n]*`/g, "")
        .replace(/<\/?sub>/g, "");
      expect(outside.match(/(?<!\\)[<*~]/g)?.filter((mark) => mark !== "*") ?? [], name).toEqual([]);
      expect(outside.split("`").length, name).toBe(1);
    }
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("the page of %s in the terminal", (_, rule) => {
  it("has no Markdown, and no line over the width that could be broken", () => {
    for (const width of [40, 80]) {
      const text = terminalPage(pageOf(rule), { color: false, width });
      expect(text).not.toMatch(/`|\u001b|<sub>/);
      const examples = new Set(
        [...(rule.docs.before ?? []), ...rule.docs.bad, ...rule.docs.good].map((line) => line.replace(/[\\"]/g, "")),
      );
      const long = text
        .split("\n")
        .filter((line) => textWidth(line) > width && !examples.has(line.trim().replace(/[\\"]/g, "")))
        // The head line, JSON, references, and single words.
        .filter(
          (line) =>
            !/^(?:error|warning|info)\[|^ {2}\{|^ {2}maildns-ignore |https:\/\//.test(line) && / \S+ /.test(line),
        );
      expect(long).toEqual([]);
    }
  });

  it("says the same in colour", () => {
    const page = pageOf(rule);
    const plain = terminalPage(page, { color: false, width: 100 });
    expect(terminalPage(page, { color: true, width: 100 }).replace(/\u001b\[[0-9;]*m/g, "")).toBe(plain);
  });
});

describe("what receivers answer", () => {
  it("is known for every reply that a rule names", () => {
    const bare = rules.flatMap((rule) =>
      answersOf(rule)
        .codes.filter(({ text }) => text === undefined)
        .map(({ reply }) => `${rule.id}: ${reply}`),
    );
    expect(bare).toEqual([]);
  });

  it("names no receiver twice for one code", () => {
    for (const rule of rules) {
      const { replies } = answersOf(rule);
      expect(replies.length).toBeLessThanOrEqual(4);
      expect(new Set(replies.map(({ text }) => text)).size).toBe(replies.length);
    }
  });
});

describe("at the usual panels", () => {
  const mx = { owner: "@", type: "MX", preference: "1", value: "smtp.google.com." };
  const policy = { owner: "_dmarc", type: "TXT", preference: undefined, value: "v=DMARC1; p=none" };
  const alias = { owner: "k1._domainkey", type: "CNAME", preference: undefined, value: "dkim" };
  const typed = (title: string, record: typeof mx | typeof policy): string[] =>
    (panelEntries([record]).find((panel) => panel.title.includes(title))?.records[0] ?? []).map(
      ([label, value]) => `${label}=${value}`,
    );

  it.each([
    ["Muumuu", mx, ["サブドメイン=", "種別=MX", "内容=smtp.google.com", "優先度=1"]],
    ["Muumuu", policy, ["サブドメイン=_dmarc", "種別=TXT", "内容=v=DMARC1; p=none"]],
    ["Onamae", mx, ["ホスト名=", "TYPE=MX", "VALUE=smtp.google.com", "優先=1"]],
    ["Xserver", alias, ["ホスト名=k1._domainkey", "種別=CNAME", "内容=dkim.example.com"]],
    ["Sakura", mx, ["エントリ名=@", "タイプ=MX", "データ=1 smtp.google.com."]],
    ["Sakura", alias, ["エントリ名=k1._domainkey", "タイプ=CNAME", "データ=dkim.example.com."]],
    ["Value-Domain", mx, ["line=mx smtp.google.com. 1"]],
    ["Value-Domain", policy, ["line=txt _dmarc v=DMARC1; p=none"]],
    ["Value-Domain", { ...mx, owner: "shop" }, []],
    [
      "Cloudflare",
      mx,
      ["Name (名前)=@", "Type (タイプ)=MX", "Mail server (メール サーバー)=smtp.google.com", "Priority (優先度)=1"],
    ],
    ["Cloudflare", alias, ["Name (名前)=k1._domainkey", "Type (タイプ)=CNAME", "Target (ターゲット)=dkim.example.com"]],
    ["Route 53", mx, ["Record name (レコード名)=", "Record type (レコードタイプ)=MX", "Value (値)=1 smtp.google.com"]],
    [
      "Route 53",
      policy,
      ["Record name (レコード名)=_dmarc", "Record type (レコードタイプ)=TXT", 'Value (値)="v=DMARC1; p=none"'],
    ],
  ] as const)("%s", (title, record, expected) => {
    expect(typed(title, record as typeof mx)).toEqual(expected);
  });

  it("are shown with the records that mend, not with those that stay", () => {
    const panels = pageOf(rules.find(({ id }) => id === "dmarc-missing") as (typeof rules)[number]).sections.flatMap(
      ({ blocks }) => blocks.flatMap((block) => (block.kind === "panels" ? block.panels : [])),
    );
    expect(panels[0]?.records.map((fields) => fields[0]?.[1])).toEqual(["_dmarc"]);
  });
});

describe("printing", () => {
  const page: Page = {
    id: "a-rule",
    severity: "error",
    family: "MX",
    summary: "a `b` and _dmarc.<domain> | *",
    consequence: "Nothing.",
    sections: [{ title: "Why", blocks: [{ kind: "text", text: "an unpaired ` and ~all" }] }],
  };

  it("escapes in Markdown what is no code", () => {
    expect(markdownPage(page)).toContain("a `b` and \\_dmarc.\\<domain> \\| \\*");
    expect(markdownPage(page)).toContain("\\~all");
  });
});
