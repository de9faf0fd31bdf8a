import { isHostName, parseName, ROOT, type Name } from "../model/name.ts";
import { defineRule, rfc } from "./define.ts";
import { mxLine } from "./shared/lines.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "mx-value",
  kind: "record",
  types: ["MX"],
  set: "default",
  severity: "error",
  covers: ["mx-target-unresolvable", "mx-target-glued", "mx-single-provider"],
  summary: "an MX value is no preference and host name",
  consequence: "the DNS host refuses the record, or senders cannot resolve the host, and mail is not delivered",
  references: [rfc(1035, "3.3.9"), rfc(5321, "2.3.5"), rfc(1123, "2.1")],
  smtp: [],
  messages: {
    alone: ({ host }: { host: string }) =>
      `the MX value names the host ${quoted(host)} and no preference before it, so the record cannot be published`,
    preference: ({ text }: { text: string }) =>
      `the MX preference ${quoted(text)} is no whole number from 0 to 65535, so the record cannot be published`,
    typed: ({ text }: { text: string }) =>
      `the exchange ${quoted(text)} holds the preference and the host in one field, so senders look for a host of that name`,
    empty: () => `the exchange is empty, so the MX names no host at all`,
    illegal: ({ text, why }: { text: string; why: string }) =>
      `the exchange ${quoted(text)} is no host name (${why}), so senders cannot connect to it`,
    underscore: ({ text }: { text: string }) =>
      `the exchange ${quoted(text)} has an underscore, which host names may not have; some senders refuse it`,
    provider: ({ text }: { text: string }) =>
      `the exchange ${quoted(text)} has an underscore, as its DNS host publishes it`,
  },
  docs: {
    why: "An MX holds a number and a host name, in two fields. Panels that ask for both are easily filled with the whole line, a URL or a mail address, and what is published then names no host.",
    fix: "Put the number into the preference field and the bare host name into the host field.",
    bad: ["@ MX 10 mail_host.example.net."],
    good: ["@ MX 10 mx.example.net."],
  },
  check({ record, node }, context) {
    if (record.type !== "MX") return;
    const { written, exchange, preference } = record.data;
    if (written?.preference !== undefined) {
      const good = typeof exchange === "string" ? [mxLine(node.name, undefined, exchange)] : undefined;
      const help = { text: "use a whole number from 0 (first) to 65535", publish: good };
      const at = { record, field: "preference" } as const;
      if (written.preference === "" && typeof exchange === "string")
        context.report("alone", { host: exchange }, { at, help });
      else context.report("preference", { text: written.preference }, { at, help });
    }
    const at = { record, field: "exchange" } as const;
    const text = written?.exchange ?? exchange;
    if (typeof text !== "string") return;
    if (written?.exchange === undefined) {
      if (text === ROOT || isHostName(text)) return;
      if (text.startsWith("_dc-mx.")) {
        context.report("provider", { text }, { at, severity: "info" });
        return;
      }
      if (isHostName(text.replaceAll("_", "x"))) {
        const help = { text: "give the host a name of letters, digits and hyphens" };
        context.report("underscore", { text }, { at, severity: "warning", help });
        return;
      }
    }
    const mended = mend(text);
    const number = mended?.preference ?? (typeof preference === "number" ? preference : undefined);
    const help =
      mended === undefined
        ? { text: "name the mail host alone, such as mx.example.net" }
        : { text: "publish the host name alone", publish: [mxLine(node.name, number, mended.host)] };
    if (text.trim() === "") context.report("empty", {}, { at, help });
    else if (mended?.preference !== undefined) context.report("typed", { text }, { at, help });
    else context.report("illegal", { text, why: reason(text) }, { at, help });
  },
});

function reason(text: string): string {
  if (text.includes("@")) return "it is a mail address";
  if (/^[a-z]+:\/\//i.test(text)) return "it is a URL";
  if (/\s|\\032/.test(text)) return "it holds a blank";
  if (text.includes("..") || text.startsWith(".")) return "it has an empty label";
  const strange = /[^a-z0-9.\-_\\]/i.exec(text);
  if (strange !== null) return `the character "${strange[0]}" is not allowed in one`;
  return "labels are letters, digits and hyphens, 1 to 63 of them, no hyphen at an edge";
}

/** What was meant, where that is plain: the host of a URL or address, or of "10 mx.example.com". */
function mend(text: string): { preference?: number; host: Name } | undefined {
  const typed = /^\s*([0-9]{1,5})(?:\s|\\032)+(\S+?)\.?\s*$/.exec(text);
  const bare =
    typed?.[2] ??
    text
      .replace(/^(?:\\032)+|(?:\\032)+$/g, "")
      .trim()
      .replace(/^[a-z]+:\/\//i, "")
      .replace(/[:/].*$/, "");
  const result = parseName(bare);
  if (!result.ok || !result.name.includes(".") || !isHostName(result.name) || result.name === text) return undefined;
  return typed === null ? { host: result.name } : { preference: Number(typed[1]), host: result.name };
}
