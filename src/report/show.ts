import { addressesOf, knownAddresses } from "../domain/addresses.ts";
import type { DkimSelector } from "../domain/dkim.ts";
import { providersOf, type Domain } from "../domain/domain.ts";
import type { NotJudged } from "../model/finding.ts";
import { ROOT } from "../model/name.ts";
import { textOf, type DnsRecord, type MxRecord } from "../model/record.ts";
import { isKnown, unknownText } from "../model/value.ts";
import { mxHostRole, providersOfDkimTarget } from "../providers/recognise.ts";
import { drawDmarc } from "./show-dmarc.ts";
import { drawSpf } from "./show-spf.ts";
import type { StageClock } from "./show-stage.ts";
import { drawMtaSts, drawTlsRpt } from "./show-transport.ts";
import { styles } from "./style.ts";
import { visible } from "../syntax/visible.ts";
import { textWidth } from "../syntax/width.ts";

/** One row of a section: its label stands on the first only. */
export type Row = readonly [left: string, right?: string];

export interface ShowOptions {
  readonly color: boolean;
  /** Without it no ages are told. */
  readonly clock?: StageClock;
}

const LABEL = 8;

/** One screen for a domain: where its mail goes, who may send, how it signs, what receivers do with forgeries. */
export function drawDomain(domain: Domain, notJudged: readonly NotJudged[], options: ShowOptions): string {
  const style = styles(options.color);
  const zone = domain.zone;
  const from =
    zone === undefined ? "in no declared zone" : `${zone.publisher.title}, ${scopeText(zone.scope)}: ${paths(domain)}`;
  const role = domain.role === "unknown" ? "role not known" : domain.role;
  const lines = [`${style.bold(visible(domain.name))}  ${role}  ${style.dim(visible(from))}`];
  const section = (label: string, rows: readonly Row[]): void => {
    const width = Math.min(60, Math.max(0, ...rows.map(([left]) => textWidth(left))));
    for (const [index, [left, right]] of rows.entries()) {
      const head = index === 0 ? label.padEnd(LABEL) : " ".repeat(LABEL);
      const gap = right === undefined ? "" : `${" ".repeat(Math.max(0, width - textWidth(left)))}  ${style.dim(right)}`;
      lines.push(`  ${style.help(head)}${left}${gap}`.trimEnd());
    }
  };
  section("MX", mxRows(domain));
  section("SPF", drawSpf(domain));
  section("DKIM", dkimRows(domain.dkim));
  section("DMARC", drawDmarc(domain, options.clock));
  section("MTA-STS", drawMtaSts(domain));
  section("TLS-RPT", drawTlsRpt(domain));
  const reasons = new Map<string, string[]>();
  for (const { rule, reason } of notJudged) reasons.set(reason, [...(reasons.get(reason) ?? []), rule]);
  for (const [reason, rules] of reasons)
    lines.push(`  ${style.dim(`not judged: ${visible(reason)} (${rules.join(", ")})`)}`);
  return `${lines.join("\n")}\n`;
}

function scopeText(scope: "whole" | "part" | "none"): string {
  return scope === "whole" ? "whole zone" : scope === "part" ? "part of the zone" : "referred to only";
}

function paths(domain: Domain): string {
  return (domain.zone?.documents ?? []).map(({ path }) => path).join(", ");
}

function mxRows(domain: Domain): Row[] {
  const answer = domain.mxAnswer;
  if (answer.state === "absent") return [["none", implicit(domain)]];
  if (answer.state === "undeclared") return [["not declared here"]];
  if (answer.state === "unknown") return [[`not known: ${visible(answer.reason)}`]];
  const rows: Row[] = [];
  for (const [index, set] of domain.mx.entries()) {
    if (domain.mx.length > 1)
      rows.push([`alternative ${visible(set.records[0]?.vendor?.routing ?? String(index + 1))}:`]);
    const numbers = set.records.map(({ data }) => (typeof data.preference === "number" ? data.preference : undefined));
    const width = Math.max(1, ...numbers.map((number) => String(number ?? "?").length));
    const ordered = [...set.records].sort((a, b) => order(a) - order(b));
    for (const record of ordered) {
      const number = typeof record.data.preference === "number" ? String(record.data.preference) : "?";
      rows.push([
        `${number.padStart(width)}  ${exchangeText(record)}`,
        set.isNull ? "null MX: takes no mail" : hostText(record, domain),
      ]);
    }
  }
  return rows;
}

function order(record: MxRecord): number {
  return typeof record.data.preference === "number" ? record.data.preference : Number.MAX_SAFE_INTEGER;
}

function exchangeText({ data }: MxRecord): string {
  if (isKnown(data.exchange)) return data.exchange === ROOT ? "." : visible(data.exchange);
  return data.written?.exchange === undefined
    ? `(${unknownText[data.exchange.reason]})`
    : visible(data.written.exchange);
}

function hostText(record: MxRecord, domain: Domain): string {
  const [provider] = providersOf(record);
  const host = record.data.exchange;
  if (!isKnown(host)) return "";
  const role = mxHostRole(host);
  const name = provider === undefined ? addressText(domain, host) : provider.name;
  return role === undefined ? name : `${name} (${role})`;
}

function addressText(domain: Domain, host: string): string {
  if (domain.world.zoneOf(host) === undefined) return "not recognised";
  const found = addressesOf(domain.world, host);
  const known = knownAddresses(found.records);
  if (known.length > 0)
    return `own host, ${known
      .slice(0, 2)
      .map((each) => visible(each))
      .join(", ")}`;
  return found.a === "none" && found.aaaa === "none" ? "own host, no address" : "own host";
}

function implicit(domain: Domain): string | undefined {
  const found = addressesOf(domain.world, domain.name);
  return found.records.length > 0 ? "mail would go to the address of the name itself" : undefined;
}

function dkimRows(selectors: readonly DkimSelector[]): Row[] {
  if (selectors.length === 0) return [["no selector declared"]];
  return selectors.map(({ selector, records }) => [
    visible(selector === "" ? "(all)" : selector),
    records.map(keyText).join("; "),
  ]);
}

function keyText(record: DnsRecord): string {
  if (record.type === "CNAME") {
    const target = record.data.target;
    if (!isKnown(target)) return "CNAME, target not known";
    const [provider] = providersOfDkimTarget(target);
    return `CNAME ${visible(target)}${provider === undefined ? "" : ` (${provider.name})`}`;
  }
  if (record.type === "NS") return "delegated to other name servers";
  if (record.type !== "TXT") return record.type;
  const text = textOf(record);
  if (!isKnown(text)) return "TXT, not known";
  if (/(?:^|;)\s*p\s*=\s*(?:;|$)/.test(text)) return "revoked key";
  const type = /(?:^|;)\s*k\s*=\s*([a-z0-9]+)/i.exec(text)?.[1] ?? "rsa";
  return /(?:^|;)\s*p\s*=/.test(text) ? `${visible(type.toLowerCase())} key` : `TXT without a key`;
}
