import { Output } from "@pulumi/pulumi";
import { Unknown, type Value } from "../model/value.ts";
import { nearest } from "../syntax/edit-distance.ts";
import type { Fault, GatewayRequest, MailRequest, OwnKey, SenderRequest } from "../generate/request.ts";
import type { MailDomainArgs, Text } from "./types.ts";

/** Arguments as a request; what another resource gives stands in it as an unknown value, kept with what gives it. */
export interface Requested {
  readonly request: MailRequest;
  readonly open: ReadonlyMap<Unknown, Text>;
  /** What is wrong with the arguments before anything is looked up. */
  readonly faults: readonly Fault[];
}

const ZONE = ["domain", "zoneId", "rua", "ttl", "writer", "parked"];
const MAIL = [
  "provider",
  "values",
  "mxSet",
  "gateway",
  "senders",
  "spf",
  "spfAll",
  "dkim",
  "dmarc",
  "tlsReports",
  "extras",
];
const PART = ["id", "values"];
const GATEWAY = [...PART, "mxSet", "outbound"];
const SENDER = [...PART, "at", "name"];
const KEY = ["selector", "key", "target"];

type Place = Fault["at"];
type Bag = Readonly<Record<string, unknown>>;

/** Takes arguments as they come: from JavaScript they may be anything. */
export function requestOf(args: MailDomainArgs): Requested {
  const reading = new Reading();
  const given = reading.bag(args, [], [...ZONE, ...MAIL]) ?? { provider: "" };
  const domain = reading.value(given["domain"], ["domain"]) ?? "";
  const rua = reading.list(given["rua"], ["rua"]);
  const { open, faults } = reading;
  if (given["parked"] === true) {
    for (const name of MAIL) {
      const text = `has no meaning beside parked, which says that the domain has no mail; accepted: ${ZONE.join(", ")}`;
      if (given[name] !== undefined) faults.push({ at: [name], text });
    }
    return { request: { domain, rua, parked: true }, open, faults };
  }
  if (given["parked"] !== undefined && given["parked"] !== false)
    faults.push({ at: ["parked"], text: "must be true, or left out" });
  const gateway = given["gateway"];
  return {
    request: {
      domain,
      rua,
      provider: {
        id: reading.provider(given["provider"]),
        values: reading.values(given["values"], ["values"]),
        mxSet: reading.plain(given["mxSet"], ["mxSet"]),
      },
      gateway: gateway === undefined ? undefined : reading.gateway(gateway),
      senders: reading.each(given["senders"], "senders", (sender, at) => reading.sender(sender, at)),
      spf: reading.list(given["spf"], ["spf"]),
      spfAll: reading.plain(given["spfAll"], ["spfAll"]),
      dkim: reading.each(given["dkim"], "dkim", (key, at) => reading.key(key, at)),
      dmarc: reading.plain(given["dmarc"], ["dmarc"]),
      tlsReports: reading.list(given["tlsReports"], ["tlsReports"]),
      extras: reading.plain(given["extras"], ["extras"]),
    },
    open,
    faults,
  };
}

class Reading {
  readonly open = new Map<Unknown, Text>();
  readonly faults: Fault[] = [];

  #fault(at: Place, text: string): undefined {
    this.faults.push({ at, text });
    return undefined;
  }

  provider(value: unknown): string {
    if (value === undefined) this.#fault(["provider"], 'is missing; it says who takes the mail, as "fastmail"');
    return this.plain(value, ["provider"]) ?? "";
  }

  /** An object with none but these properties. */
  bag(value: unknown, at: Place, accepted: readonly string[]): Bag | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value) || isLater(value)) {
      return this.#fault(at, `must be an object with ${accepted.join(", ")}`);
    }
    for (const name of Object.keys(value)) {
      if (accepted.includes(name)) continue;
      const near = nearest(name, accepted);
      const meant = near === undefined ? "" : `; nearest: "${near}"`;
      this.#fault([...at, name], `is no argument${meant}; accepted: ${accepted.join(", ")}`);
    }
    return value as Bag;
  }

  /** A text that another resource may give. */
  value(value: unknown, at: Place): Value<string> | undefined {
    if (isLater(value)) {
      const unknown = new Unknown("preview");
      this.open.set(unknown, value as Text);
      return unknown;
    }
    if (value === undefined || typeof value === "string") return value;
    return this.#fault(at, "must be a text");
  }

  /** What must be known to say which records there are. The core says what is accepted. */
  plain<T extends string>(value: T | unknown, at: Place): T | undefined {
    if (isLater(value))
      return this.#fault(at, "must be known when the program runs, and is an output of another resource");
    if (value === undefined || typeof value === "string") return value as T | undefined;
    return this.#fault(at, "must be a text");
  }

  list(value: unknown, at: Place): Value<string>[] | undefined {
    if (value === undefined) return undefined;
    const single = !Array.isArray(value);
    const all: readonly unknown[] = single ? [value] : value;
    return all.flatMap((each, index) => this.value(each, single ? at : [...at, index]) ?? []);
  }

  values(value: unknown, at: Place): Record<string, Value<string>> | undefined {
    if (value === undefined) return undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value) || isLater(value)) {
      return this.#fault(at, "must be an object with a text for each name");
    }
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, each]) => {
        const text = this.value(each, [...at, name]);
        return text === undefined ? [] : [[name, text]];
      }),
    );
  }

  each<T>(value: unknown, name: string, read: (each: unknown, at: Place) => T): T[] | undefined {
    if (value === undefined) return undefined;
    if (Array.isArray(value)) return value.map((each, index) => read(each, [name, index]));
    return this.#fault([name], "must be a list");
  }

  gateway(value: unknown): GatewayRequest {
    const at = ["gateway"];
    const given: Bag = typeof value === "string" ? { id: value } : (this.bag(value, at, GATEWAY) ?? {});
    const outbound = given["outbound"];
    if (outbound !== undefined && typeof outbound !== "boolean")
      this.#fault([...at, "outbound"], "must be true or false");
    return {
      id: this.plain(given["id"], [...at, "id"]) ?? "",
      values: this.values(given["values"], [...at, "values"]),
      mxSet: this.plain(given["mxSet"], [...at, "mxSet"]),
      outbound: outbound !== false,
    };
  }

  sender(value: unknown, at: Place): SenderRequest {
    const given: Bag = typeof value === "string" ? { id: value } : (this.bag(value, at, SENDER) ?? {});
    return {
      id: this.plain(given["id"], [...at, "id"]) ?? "",
      values: this.values(given["values"], [...at, "values"]),
      at: this.plain(given["at"], [...at, "at"]),
      name: this.plain(given["name"], [...at, "name"]),
    };
  }

  key(value: unknown, at: Place): OwnKey {
    const given = this.bag(value, at, KEY) ?? {};
    return {
      selector: this.plain(given["selector"], [...at, "selector"]) ?? "",
      key: this.value(given["key"], [...at, "key"]),
      target: this.value(given["target"], [...at, "target"]),
    };
  }
}

/** Comes to be known later on. */
function isLater(value: unknown): boolean {
  return Output.isInstance(value) || value instanceof Promise;
}

/** How an argument of the request is called here: `values.dkimKey` for the provider's, `senders[0]` where its id alone is given. */
export function placeIn(args: MailDomainArgs, at: Place): Place {
  const [first, second] = at;
  if (first === "provider") return second === "id" ? ["provider"] : at.slice(1);
  const given = new Map<string, unknown>(Object.entries(args)).get(String(first));
  const part: unknown = first === "senders" && Array.isArray(given) ? given[Number(second)] : given;
  return at.at(-1) === "id" && typeof part === "string" ? at.slice(0, -1) : at;
}
