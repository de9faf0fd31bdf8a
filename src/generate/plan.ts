import { grouped } from "../model/grouped.ts";
import { isKnown, Unknown } from "../model/value.ts";
import { distinctRoles, findConflicts } from "./conflicts.ts";
import { describe, labelsBelow, partOf, type Drafting, type Part } from "./part.ts";
import { mailDomain, notesOnDomain } from "./mail-domain.ts";
import { planMtaSts } from "./mta-sts.ts";
import { ownKeys } from "./own-keys.ts";
import { planParked } from "./parked.ts";
import type { Note, Pending, Plan, PlannedRecord, Purpose, SpfCost } from "./planned.ts";
import { dmarcRecord, isStage, tlsReportRecord } from "./policies.ts";
import { dkimRecords, extraRecords, mxRecords, mxSetOf, slug } from "./provider-records.ts";
import type { MxTemplateSet } from "./recipe.ts";
import { faultsAt } from "./record.ts";
import { argumentName, STAGES, type Fault, type HostedRequest, type MailRequest } from "./request.ts";
import { spfRecord } from "./spf.ts";

export type Planned =
  | { readonly ok: true; readonly plan: Plan }
  /** Every fault that was found, at least one. */
  | { readonly ok: false; readonly faults: readonly Fault[] };

export interface PlanOptions {
  /** Values must not stand in messages: they may be secret. */
  readonly hideValues?: boolean;
  /** How an argument is called where the request comes from; by its place in the request unless given. */
  readonly nameOf?: (at: Fault["at"]) => string;
  /** How a sender is moved below the domain there; as in the request unless given. */
  readonly belowOf?: (id: string) => string;
  /** The command that lists the catalogue there; messages list it themselves unless given. */
  readonly listedBy?: string;
  /**
   * Records whose values are missing are written all the same, with placeholders (`maildns-draft-…`) that the rule
   * `draft-placeholder` refuses: for a review, never for the DNS.
   */
  readonly draft?: boolean;
}

/**
 * The records that a mail domain needs, by what its providers tell their customers to publish. Pure: no value is guessed, and a
 * record whose values are missing is left out and named (`pending`), or refused where mail would be lost without it. Values
 * that are not known yet make records whose parts are not known; which records there are does not depend on them.
 */
export function planMail(
  request: MailRequest,
  { hideValues = false, nameOf = argumentName, belowOf = senderBelow, listedBy, draft = false }: PlanOptions = {},
): Planned {
  const faults: Fault[] = [];
  const domain = mailDomain(request.domain, faults);
  const drafted = draft ? [] : undefined;
  const drafting: Drafting = { faults, hideValues, nameOf, belowOf, listedBy, domain, drafted };
  const plan = "parked" in request ? planParked(request, drafting) : hosted(request, drafting);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, plan };
}

function senderBelow(id: string): string {
  return `{ id: "${id}", at: "mail" }`;
}

interface Parts {
  readonly provider: Part | undefined;
  readonly gateway: Part | undefined;
  readonly senders: readonly Part[];
}

function hosted(request: HostedRequest, drafting: Drafting): Plan {
  const parts = partsOf(request, drafting);
  const records: PlannedRecord[] = [];
  const pending: Pending[] = [];
  const taker = parts.gateway ?? parts.provider;
  const set = taker && mxSetOf(taker, (request.gateway ?? request.provider).mxSet, drafting);
  if (taker !== undefined && set !== undefined) records.push(...mxRecords(taker, set, drafting));
  const spf = spfRecords(request, parts, drafting);
  records.push(...spf.records);
  const all = [parts.provider, parts.gateway, ...parts.senders].filter((part) => part !== undefined);
  for (const part of all) {
    for (const found of [
      dkimRecords(part, drafting),
      extraRecords(part, part === taker ? set : undefined, request.extras === "all", drafting),
    ]) {
      records.push(...found.records);
      pending.push(...found.pending);
    }
  }
  records.push(...ownKeys(request, drafting), ...policyRecords(request, drafting));
  const mtaSts = request.mtaSts && planMtaSts(request.mtaSts, records, drafting);
  records.push(...(mtaSts?.records ?? []));
  const { extras } = request;
  if (extras !== undefined && extras !== "needed" && extras !== "all") {
    drafting.faults.push({ at: ["extras"], text: `is ${JSON.stringify(extras)}; accepted: "needed", "all"` });
  }
  checkStage(request, parts, records, pending, drafting);
  return {
    records: distinctRoles(findConflicts(records, all, drafting)),
    pending,
    drafted: drafting.drafted ?? [],
    spf: spf.costs,
    notes: [...notesOnDomain(drafting.domain), ...notesOn(all, taker, set), ...(mtaSts?.notes ?? [])],
    served: mtaSts?.served ?? [],
  };
}

function partsOf({ provider, gateway, senders = [] }: HostedRequest, drafting: Drafting): Parts {
  const prefixes = new Map<string, number>();
  return {
    provider: partOf(provider, "provider", ["provider"], { prefix: "" }, drafting),
    gateway: gateway && partOf(gateway, "gateway", ["gateway"], { prefix: "gateway-" }, drafting),
    senders: senders.flatMap((sender, index) => {
      const path = ["senders", index];
      const below = labelsBelow(sender.at, path, drafting.faults);
      const name = slug(sender.name ?? sender.id);
      const other = prefixes.get(name);
      prefixes.set(name, index);
      if (other !== undefined || name === "gateway") {
        const text =
          other === undefined
            ? 'is "gateway", which the records of the gateway are called by; give another name'
            : `is ${JSON.stringify(sender.name ?? sender.id)}, by which senders[${other}] is called already; give one of them another name`;
        drafting.faults.push({ at: [...path, "name"], text });
      }
      const part = partOf(sender, "sender", path, { prefix: `${name}-`, below: below ?? "" }, drafting);
      return part === undefined ? [] : [part];
    }),
  };
}

function spfRecords(
  request: HostedRequest,
  { provider, gateway, senders }: Parts,
  drafting: Drafting,
): { readonly records: PlannedRecord[]; readonly costs: SpfCost[] } {
  const outbound = request.gateway?.outbound === false ? undefined : gateway;
  const apex = [provider, outbound, ...senders.filter(({ below }) => below === "")];
  const names = new Set(senders.map(({ below }) => below).filter((below) => below !== ""));
  const all = request.spfAll;
  if (all !== undefined && all !== "~all" && all !== "-all") {
    drafting.faults.push({ at: ["spfAll"], text: `is ${JSON.stringify(all)}; accepted: "~all", "-all"` });
  }
  const found = [
    spfRecord(
      { parts: apex.filter((part) => part !== undefined), own: request.spf ?? [], all, role: "spf", below: "" },
      drafting,
    ),
    ...[...names].map((below) => {
      const parts = senders.filter((part) => part.below === below);
      return spfRecord({ parts, own: [], all, role: `spf-${slug(below)}`, below }, drafting);
    }),
  ].filter((each) => each !== undefined);
  return {
    records: found.map(({ record }) => record),
    costs: found.flatMap(({ cost }) => (cost === undefined ? [] : [cost])),
  };
}

function policyRecords(
  { dmarc = "none", rua = [], tlsReports = [], mtaSts }: HostedRequest,
  drafting: Drafting,
): PlannedRecord[] {
  const stage = isStage(dmarc) ? dmarc : "none";
  const records = [dmarcRecord(stage, rua, true, drafting)];
  if (tlsReports.length > 0 || mtaSts !== undefined) records.push(tlsReportRecord(tlsReports, drafting));
  return records;
}

/** Enforcement waits for DKIM: mail that is forwarded has nothing else to pass with (RFC 9989 7.4). */
function checkStage(
  { dmarc = "none" }: HostedRequest,
  { provider }: Parts,
  records: readonly PlannedRecord[],
  pending: readonly Pending[],
  drafting: Drafting,
): void {
  const fault = faultsAt(["dmarc"], drafting);
  if (!isStage(dmarc)) {
    fault(`is ${JSON.stringify(dmarc)}; accepted: ${STAGES.map((stage) => `"${stage}"`).join(", ")}`);
    return;
  }
  if (dmarc === "none" || provider === undefined || drafting.faults.length > 0) return;
  const waiting = [...pending, ...(drafting.drafted ?? [])].find(({ purpose }) => purpose === "dkim");
  if (waiting !== undefined) {
    const values = waiting.missing.map((name) => drafting.nameOf([...waiting.at, "values", name])).join(", ");
    fault(
      `is "${dmarc}", while the DKIM record ${waiting.owner} of ${waiting.recipe.name} is not there yet (${values} missing); its mail would fail once it is forwarded, so hold "none" until it is signed`,
    );
    return;
  }
  const keys = records.filter(({ purpose }) => purpose === "dkim");
  const ofProvider = keys.some((key) => key.provider === provider.recipe.id || key.provider === undefined);
  if (dmarc === "reject" && !(ofProvider || (keys.length > 0 && provider.recipe.kind === "forwarder"))) {
    fault(
      `is "reject", and no DKIM key of ${provider.recipe.name} is declared; mail that is forwarded would be refused. Give its keys by ${drafting.nameOf(["dkim"])}, or stay at "quarantine"`,
    );
  }
}

function notesOn(parts: readonly Part[], taker: Part | undefined, set: MxTemplateSet | undefined): Note[] {
  const notes: Note[] = [];
  for (const { recipe } of parts) {
    const { name, nameJa = name, endOfService } = recipe;
    if (endOfService === undefined) continue;
    notes.push({ en: `${name} ends on ${endOfService}`, ja: `${nameJa}は${endOfService}に終了します` });
  }
  if (taker !== undefined && set !== undefined) {
    const { name, nameJa = name } = taker.recipe;
    if (set.preferencesConfirmed === false && set.records.length > 1) {
      notes.push({
        en: `the MX hosts of ${name} are sure, their preferences are not: compare them with what its console shows`,
        ja: `${nameJa}のMXのホスト名は確認済みですが、優先度は未確認です。管理画面に表示される値と照らし合わせてください`,
      });
    }
    if (set.records.some(({ host }) => host === "{domain}")) {
      notes.push({
        en: `the MX is the domain itself: its address record must lead to the server at ${name}`,
        ja: `MXの宛先はドメイン自身です。ドメインのAレコードが${nameJa}のサーバーを指している必要があります`,
      });
    }
  }
  return notes;
}

/** The values that a request waits for, put in the place of the unknown ones. */
export function withValues<T>(request: T, values: ReadonlyMap<Unknown, string>): T {
  return replaced(request, values) as T;
}

function replaced(value: unknown, values: ReadonlyMap<Unknown, string>): unknown {
  if (value instanceof Unknown) return values.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => replaced(each, values));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each, values)]));
}

/** What is still to be published, a sentence for each part and purpose, with the values it waits for and where they are found. */
export function pendingTexts(
  pending: readonly Pending[],
  nameOf: (at: Fault["at"]) => string = argumentName,
): { readonly purpose: Purpose; readonly text: string }[] {
  return [...grouped(pending, ({ at, purpose }) => `${at.join(".")} ${purpose}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { at, recipe, purpose } = first;
    const owners = [...new Set(group.map(({ owner, type }) => `${owner} ${type}`))].join(", ");
    const values = [...new Set(group.flatMap(({ missing }) => missing))].map((name) => {
      const variable = recipe.publish?.variables?.[name];
      return `\n  ${nameOf([...at, "values", name])}${variable === undefined ? "" : `: ${describe(variable)}`}`;
    });
    return [{ purpose, text: `${recipe.name} still needs ${owners}, and for that:${values.join("")}` }];
  });
}

export function isWhollyKnown({ name, value, preference }: PlannedRecord): boolean {
  return isKnown(name) && isKnown(value) && (preference === undefined || isKnown(preference));
}
