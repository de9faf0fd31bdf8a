import { createHash } from "node:crypto";
import { isAtOrBelow, isHostName, parseName } from "../model/name.ts";
import { isKnown, type Value } from "../model/value.ts";
import { MAX_MAX_AGE, MODES, printStsPolicy, type StsMode } from "../syntax/mta-sts-policy.ts";
import type { Drafting } from "./part.ts";
import type { Note, PlannedRecord, ServedFile } from "./planned.ts";
import { faultsAt, policyRecord } from "./record.ts";
import type { MtaStsRequest } from "./request.ts";
import { joined, mapped, textOf, type Text } from "./template.ts";

export interface MtaStsPlan {
  readonly records: readonly PlannedRecord[];
  readonly served: readonly ServedFile[];
  readonly notes: readonly Note[];
}

/**
 * How long senders keep a policy, in seconds, where nothing else is asked for: weeks once it is enforced (RFC 8461 3.2), and a
 * day while it may still change, or is on its way out (8.3).
 */
const MAX_AGE: Readonly<Record<StsMode, number>> = { testing: 86_400, enforce: 604_800, none: 86_400 };

/** MTA-STS of a domain (RFC 8461): the policy that lists its planned MX, the record that tells of it, the host that has it. */
export function planMtaSts(
  { mode, maxAge, host }: MtaStsRequest,
  planned: readonly PlannedRecord[],
  drafting: Drafting,
): MtaStsPlan {
  const { domain } = drafting;
  if (!checkMode(mode, drafting) || !checkMaxAge(maxAge, drafting)) return { records: [], served: [], notes: [] };
  const mx = planned.filter(({ type, purpose }) => type === "MX" && purpose === "mx");
  // A policy of mode none lists nothing (3.2).
  const hosts = mode === "none" ? [] : mx.map(({ value, valueUses }): Text => ({ value, uses: valueUses }));
  const text = mapped(joined(hosts, " "), (names) => policyText(mode, maxAge ?? MAX_AGE[mode], names));
  const id = mapped(text, (policy) => `v=STSv1; id=${idOf(policy)}`);
  const head = { role: "mta-sts", purpose: "mta-sts", type: "TXT", owner: "_mta-sts" } as const;
  const records = [policyRecord(head, below("_mta-sts", domain), id, faultsAt(["mtaSts"], drafting))];
  if (host !== undefined) records.push(hostRecord(host, drafting));
  const served = isKnown(text.value) && isKnown(domain.value) ? [policyFile(domain.value, text.value)] : [];
  return { records, served, notes: notesOn(mode, host, mx, drafting) };
}

function below(label: string, domain: Text): Text {
  return joined([textOf(label), domain], ".");
}

function checkMode(mode: unknown, drafting: Drafting): mode is StsMode {
  if (MODES.some((each) => each === mode)) return true;
  const accepted = MODES.map((each) => `"${each}"`).join(", ");
  const text = `is ${JSON.stringify(mode) ?? "missing"}; accepted: ${accepted}`;
  drafting.faults.push({ at: ["mtaSts", "mode"], text });
  return false;
}

function checkMaxAge(maxAge: unknown, drafting: Drafting): boolean {
  if (maxAge === undefined) return true;
  if (Number.isInteger(maxAge) && Number(maxAge) >= 0 && Number(maxAge) <= MAX_MAX_AGE) return true;
  const text = `is ${JSON.stringify(maxAge) ?? String(maxAge)}, which is no whole number of seconds from 0 to ${MAX_MAX_AGE} (a year)`;
  drafting.faults.push({ at: ["mtaSts", "maxAge"], text });
  return false;
}

function policyText(mode: StsMode, maxAge: number, hosts: string): string {
  const names = [...new Set(hosts.split(" "))].filter((name) => name !== "");
  return printStsPolicy({ mode, maxAge, mx: names.map((name) => ({ pattern: name, value: name })) });
}

/** Senders fetch the policy anew when the id is another (3.1): it is made of the policy, so that it follows every change. */
function idOf(policy: string): string {
  return createHash("sha256").update(policy).digest("hex").slice(0, 20);
}

function policyFile(domain: string, text: string): ServedFile {
  return { url: `https://mta-sts.${domain}/.well-known/mta-sts.txt`, name: "mta-sts.txt", text };
}

/** The name from which senders fetch the policy (3.3), as an alias of the web server that has it. */
function hostRecord(host: Value<string>, drafting: Drafting): PlannedRecord {
  const fault = faultsAt(["mtaSts", "host"], drafting);
  const own = below("mta-sts", drafting.domain);
  if (isKnown(host)) {
    const result = typeof host === "string" ? parseName(host) : undefined;
    const isHost = result?.ok === true && isHostName(result.name) && /\.[a-z0-9-]*[a-z-]/.test(result.name);
    const shown = drafting.hideValues ? "" : `is ${JSON.stringify(host) ?? String(host)}, which `;
    if (!isHost) fault(`${shown}is no host name; give the web server that hands out the policy, as "www.example.net"`);
    else if (result.name === own.value) fault(`${shown}is the name itself that is to lead to the web server`);
    if (!isHost) return policyRecord(HOST, own, textOf("mta-sts.invalid"), fault);
  }
  return policyRecord(HOST, own, textOf(host), fault);
}

const HOST = { role: "mta-sts-host", purpose: "mta-sts", type: "CNAME", owner: "mta-sts" } as const;

function notesOn(mode: StsMode, host: unknown, mx: readonly PlannedRecord[], { domain }: Drafting): Note[] {
  const at = isKnown(domain.value) ? domain.value : "<domain>";
  const own = mx.flatMap(({ value }) => (isKnown(value) && isAtOrBelow(value, at) ? [value] : []));
  return [
    host === undefined ? NOTES.noHost(at) : NOTES.host(at),
    ...(mode === "enforce" ? [NOTES.enforce] : []),
    ...(mode === "none" ? [NOTES.none] : []),
    ...(mode !== "none" && own.length > 0 ? [NOTES.ownMx([...new Set(own)].join(", "))] : []),
  ];
}

const NOTES = {
  noHost: (domain: string): Note => ({
    en: `mta-sts.${domain} must lead to a web server that hands out the MTA-STS policy over HTTPS, with a certificate for that name: publish its address or CNAME there`,
    ja: `mta-sts.${domain}は、その名前の証明書を持ちMTA-STSポリシーをHTTPSで配布するウェブサーバーを指す必要があります。アドレスまたはCNAMEを公開してください`,
  }),
  host: (domain: string): Note => ({
    en: `the web server behind mta-sts.${domain} must hand out the MTA-STS policy over HTTPS, with a certificate for that name`,
    ja: `mta-sts.${domain}のウェブサーバーは、その名前の証明書を使いMTA-STSポリシーをHTTPSで配布する必要があります`,
  }),
  enforce: {
    en: `the MTA-STS mode "enforce" keeps senders from every MX whose certificate does not fit: hold "testing" first, and go on once the TLS reports show no failure`,
    ja: `MTA-STSのモード「enforce」では、証明書が合わないMXには配送されません。まず「testing」で運用し、TLSレポートに失敗がないことを確認してから移行してください`,
  },
  none: {
    en: `serve the MTA-STS policy of mode "none" until the max_age of the one before has run out, then remove the record and the file (RFC 8461 8.3)`,
    ja: `モード「none」のMTA-STSポリシーは、以前のポリシーのmax_ageが過ぎるまで配布し、その後レコードとファイルを削除してください(RFC 8461 8.3)`,
  },
  ownMx: (hosts: string): Note => ({
    en: `the mail server behind ${hosts} must show a certificate for that name, else it fails the MTA-STS policy`,
    ja: `${hosts}のメールサーバーには、その名前の証明書が必要です。ない場合、MTA-STSポリシーの検証に失敗します`,
  }),
} as const;
