import { Domain, providersOf } from "../domain/domain.ts";
import type { World } from "../domain/world.ts";
import type { Settings } from "../engine/settings.ts";
import type { Name } from "../model/name.ts";
import type { ReportDomain } from "../report/report.ts";

/** One line for a domain: where its mail goes, and how far SPF, DKIM and DMARC are. */
export function domainLine(world: World, name: Name, settings: Settings): ReportDomain {
  const domain = new Domain(world, name, settings.domains.get(name) ?? {});
  const parts = [mxPart(domain), spfPart(domain), dkimPart(domain), dmarcPart(domain)];
  const document = domain.zone?.documents[0]?.path;
  return {
    domain: name,
    role: domain.role === "unknown" ? "" : domain.role,
    summary: parts.filter((part) => part !== undefined).join(", "),
    ...(document === undefined ? {} : { document }),
  };
}

function mxPart(domain: Domain): string {
  const [set] = domain.mx;
  if (set === undefined) return domain.mxAnswer.state === "absent" ? "no MX" : "MX not known";
  if (set.isNull) return "null MX";
  const names = new Set(set.records.map((record) => providersOf(record)[0]?.name ?? "unrecognised hosts"));
  return `MX ${[...names].join(" + ")}`;
}

function spfPart(domain: Domain): string {
  const { alternatives, answer, open } = domain.spf;
  if (alternatives.length === 0) return open || answer.state === "unknown" ? "SPF not known" : "no SPF";
  const [text] = alternatives[0] ?? [];
  if (text === undefined || alternatives.some((texts) => texts.length > 1)) return "SPF in several records";
  const { all, redirect } = text.spf;
  return `SPF ${all === undefined ? (redirect === undefined ? "without all" : "redirect") : `${all.qualifier}all`}`;
}

function dkimPart(domain: Domain): string | undefined {
  const count = domain.dkim.filter(({ selector }) => selector !== "" && selector !== "*").length;
  return count === 0 ? undefined : `DKIM ${count === 1 ? "1 selector" : `${count} selectors`}`;
}

function dmarcPart(domain: Domain): string {
  const { outcome } = domain.dmarc;
  if (outcome.state === "none") return "no DMARC";
  if (outcome.state !== "policy") return "DMARC not known";
  return `DMARC p=${outcome.policy}${outcome.test ? " (test)" : ""}${outcome.inherited ? ` from ${outcome.from}` : ""}`;
}
