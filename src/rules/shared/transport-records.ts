import type { Domain } from "../../domain/domain.ts";
import type { ServiceView } from "../../domain/transport.ts";
import type { World } from "../../domain/world.ts";
import { isAtOrBelow, labelsOf, ROOT, type Name } from "../../model/name.ts";
import { isKnown } from "../../model/value.ts";
import { editDistance } from "../../syntax/edit-distance.ts";

/** What the names of a service begin with. */
export type Service = "_mta-sts." | "_smtp._tls." | "default._bimi." | "_25._tcp.";

/**
 * The domain (of `_25._tcp.`: the host) whose record stands at a name: the one behind the service's labels, or where the CNAME
 * of a declared one leads (the first of them, where several share one). `undefined` where nobody looks for such a record.
 */
export function serviceDomain(name: Name, service: Service, world: World): Name | undefined {
  if (name.startsWith(service)) return name.slice(service.length);
  return targetsOf(world).get(`${service}\n${name}`);
}

const SERVICES: readonly Service[] = ["_mta-sts.", "_smtp._tls.", "default._bimi.", "_25._tcp."];
const targets = new WeakMap<World, ReadonlyMap<string, Name>>();

function targetsOf(world: World): ReadonlyMap<string, Name> {
  let found = targets.get(world);
  if (found !== undefined) return found;
  const map = new Map<string, Name>();
  for (const { name, records } of world.transportNodes) {
    const service = SERVICES.find((each) => name.startsWith(each));
    if (service === undefined) continue;
    for (const { type, data } of records) {
      if (type !== "CNAME" || !isKnown(data.target)) continue;
      const key = `${service}\n${data.target}`;
      if (!map.has(key)) map.set(key, name.slice(service.length));
    }
  }
  targets.set(world, (found = map));
  return found;
}

/** Whether the declared records hold nothing of the service at its name, and nothing that may turn out to be of it. */
export function isAbsent({ answer, texts, open }: ServiceView<unknown>): boolean {
  return !open && texts.length === 0 && (answer.state === "found" || answer.state === "absent");
}

/** The exchanges of a domain that are known, each once; no null MX. */
export function knownExchanges(domain: Domain): readonly Name[] {
  const hosts = domain.mx.flatMap(({ records }) => records.map(({ data }) => data.exchange));
  return [...new Set(hosts.filter(isKnown))].filter((host) => host !== ROOT);
}

/** A policy to start with: nothing is refused while its mode is testing, and reports show what would be (RFC 8461 2). */
export function firstPolicyLines(domain: Domain): readonly string[] {
  const hosts = knownExchanges(domain).slice(0, 20);
  const mx = hosts.length === 0 ? ["mx: <host name of each MX>"] : hosts.map((host) => `mx: ${host}`);
  return ["version: STSv1", "mode: testing", ...mx, "max_age: 604800"];
}

/**
 * The domain that a record at a name nobody asks was meant for: at the apex, or below labels that people write for the service's
 * own, or (`service` given) that are one or two keys away from them.
 */
export function misplacedDomain(name: Name, origin: Name, labels: RegExp, service?: Service): Name | undefined {
  if (name === origin) return name;
  const rest = name.replace(labels, "");
  if (rest !== name) return isAtOrBelow(rest, origin) ? rest : undefined;
  if (service === undefined) return undefined;
  const right = service.slice(0, -1);
  const own = labelsOf(name).slice(0, labelsOf(right).length).join(".");
  const below = name.slice(own.length + 1);
  return editDistance(own, right, 2) <= 2 && isAtOrBelow(below, origin) ? below : undefined;
}
