import type { Help } from "../model/finding.ts";
import { defineRule, rfc } from "./define.ts";
import { isWeaker, retagged } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";

export default defineRule({
  id: "dmarc-subdomain-weaker",
  kind: "domain",
  needs: "dmarc",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "subdomains have a weaker DMARC policy than the domain",
  consequence: "forgers use any subdomain, existing or not, that the domain's own policy does not cover",
  references: [rfc(9989, "4.7"), rfc(9989, "4.10.1")],
  smtp: [],
  messages: {
    weaker: ({ tag, value, p, which }: { tag: string; value: string; p: string; which: string }) =>
      `${tag}=${value} is weaker than p=${p}: mail in the name of ${which} is not held to the domain's policy`,
    unread: ({ tag, domain, organization }: { tag: string; domain: string; organization: string }) =>
      `the tag "${tag}" in the record of ${domain} is never read: subdomains take the policy of ${organization}`,
  },
  docs: {
    why: "`sp` holds for existing subdomains, `np` for names that do not exist. A forger picks whichever is open.",
    fix: "Remove sp and np, so that subdomains take p, unless a subdomain still sends mail that fails.",
    bad: ["_dmarc TXT v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@example.com"],
    good: ["_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com"],
  },
  check(domain, context) {
    const { outcome } = domain.dmarc;
    if (outcome.state !== "policy" || outcome.inherited || outcome.text.dmarc.usable !== "yes") return;
    const tree = outcome.text.dmarc;
    if (tree.tag("sp") === undefined && tree.tag("np") === undefined) return;
    const owner = String(outcome.text.record.name);
    // a record that several names share by CNAME may be read for its sp at one of them
    const shared = owner !== `_dmarc.${domain.name}`;
    const kept = (name: "sp" | "np"): string | undefined =>
      isWeaker(tree[name], tree.p) || tree[name] === tree.p ? undefined : tree.tag(name)?.value;
    for (const name of ["sp", "np"] as const) {
      const tag = tree.tag(name);
      const value = tree[name];
      if (tag === undefined) continue;
      const { organizationalDomain } = domain.dmarc;
      const at = { record: outcome.text.record, field: "text", span: [tag.start, tag.end] } as const;
      const help = (): Help => ({
        text: "let subdomains take the domain's policy",
        publish: [txtLine(owner, retagged(tree, { sp: kept("sp"), np: kept("np") }))],
      });
      if (organizationalDomain !== undefined && organizationalDomain !== domain.name && tree.psd === "u") {
        if (shared) continue;
        context.report(
          "unread",
          { tag: name, domain: domain.name, organization: organizationalDomain },
          { at, severity: "info", help: help() },
        );
      } else if (tree.psd === "y") {
        // below a public suffix sp is for the domains of others, which is the registry's affair; np is for forgeries alone
        if (!isWeaker(tree.np, tree.p) || (name === "sp" && tree.tag("np") !== undefined)) continue;
        const which = "subdomains that do not exist";
        const publish = [txtLine(owner, retagged(tree, { np: tree.p }))];
        context.report(
          "weaker",
          { tag: name, value, p: tree.p, which },
          { at, help: { text: "name them apart", publish } },
        );
      } else if (isWeaker(value, tree.p)) {
        const which = name === "sp" ? "its subdomains" : "subdomains that do not exist";
        context.report("weaker", { tag: name, value, p: tree.p, which }, { at, help: help() });
      }
    }
  },
});
