import * as pulumi from "@pulumi/pulumi";
import { isKnown, isUnknown, type Unknown } from "../model/value.ts";
import { pendingTexts, planMail, withValues } from "../generate/plan.ts";
import type { Plan, PlannedRecord } from "../generate/planned.ts";
import { argumentName, type MailRequest } from "../generate/request.ts";
import { cloudflareWriter } from "./cloudflare.ts";
import { placeIn, requestOf } from "./request.ts";
import type { DeclaredRecord, MailDomainArgs, MailRecord, Text } from "./types.ts";

/**
 * The records that a mail domain needs, by what its provider and senders tell their customers to publish: MX, SPF merged into one
 * record, DKIM, return paths, DMARC at a stage. A record whose value is missing is left out and named in `pending`, or
 * refused where mail would be lost without it.
 */
export class MailDomain extends pulumi.ComponentResource {
  /** The records as they were declared. */
  readonly records: pulumi.Output<DeclaredRecord[]>;
  /** Records that are still to be published, with the values that they wait for. */
  readonly pending: string[];

  constructor(name: string, args: MailDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    const drafted = new Drafted(name, args);
    super("maildns:index:MailDomain", name, {}, opts);
    const { plan } = drafted;
    const live = plan.records.map((record) => drafted.live(record));
    (args.writer ?? cloudflareWriter).write(live, {
      name,
      parent: this,
      zoneId: args.zoneId,
      ttl: args.ttl,
    });
    const waiting = drafted.waiting();
    this.pending = waiting.map(({ text }) => text);
    for (const { purpose, text } of waiting) {
      // A domain is verified once, so that nobody has to be told of it for ever.
      if (purpose === "dkim" || purpose === "return-path") void pulumi.log.warn(text, this);
    }
    for (const { en } of plan.notes) void pulumi.log.info(en, this);
    this.records = drafted.declared(live);
    this.registerOutputs({ records: this.records, pending: this.pending });
  }
}

/** A plan whose open values come from other resources. */
class Drafted {
  readonly plan: Plan;
  readonly #name: string;
  readonly #args: MailDomainArgs;
  readonly #request: MailRequest;
  readonly #open: ReadonlyMap<Unknown, Text>;
  readonly #errors = new Map<string, pulumi.RunError>();

  /** Throws with everything that is wrong, by the names of the arguments. */
  constructor(name: string, args: MailDomainArgs) {
    const { request, open, faults } = requestOf(args);
    this.#name = name;
    this.#args = args;
    this.#request = request;
    this.#open = open;
    const texts = faults.map(({ at, text }) =>
      at.length === 0 ? `the arguments ${text}` : `${argumentName(at)} ${text}`,
    );
    if (texts.length === 0 && (args.zoneId === undefined || args.zoneId === "")) {
      texts.push("zoneId is missing; give the DNS host's id of the zone that the records go into");
    }
    if (texts.length > 0) throw this.#error(texts);
    this.plan = this.#planned(request, false);
  }

  /** What a writer gets: what is known as it is, the rest as outputs that depend on no more than they must. */
  live(record: PlannedRecord): MailRecord {
    const { role, type, owner, name, value, preference, weight, port } = record;
    const number = isUnknown(preference) ? this.#resolved(record, [preference], (each) => each.preference) : preference;
    return {
      role,
      type,
      set: `${owner} ${type}`,
      name: isKnown(name) ? name : this.#resolved(record, record.nameUses, (each) => each.name),
      value: isKnown(value) ? value : this.#resolved(record, record.valueUses, (each) => each.value),
      ...(number === undefined ? {} : { preference: number }),
      ...(weight === undefined ? {} : { weight }),
      ...(port === undefined ? {} : { port }),
    };
  }

  waiting(): ReturnType<typeof pendingTexts> {
    return pendingTexts(this.plan.pending, this.#nameOf);
  }

  /** All records once all values are known, when clashes between them can be seen as well. */
  declared(live: readonly MailRecord[]): pulumi.Output<DeclaredRecord[]> {
    const all = [...this.#open];
    return pulumi
      .all([pulumi.all(all.map(([, text]) => text)), pulumi.all(live.map(inspected))])
      .apply(([texts, records]) => {
        if (all.length > 0)
          this.#replanned(
            all.map(([unknown]) => unknown),
            texts,
          );
        return records;
      });
  }

  /** A field of a record that is planned anew with the values it uses; by them alone it is unknown meanwhile, or secret. */
  #resolved<T>(
    { role }: PlannedRecord,
    uses: readonly Unknown[],
    field: (record: PlannedRecord) => T | Unknown | undefined,
  ): pulumi.Output<T> {
    const texts = uses.flatMap((unknown) => this.#open.get(unknown) ?? []);
    return pulumi.all(texts).apply((values): T => {
      const record = this.#replanned(uses, values).records.find((each) => each.role === role);
      const found = record && field(record);
      if (found === undefined || isUnknown(found))
        throw this.#error([`the record "${role}" has a value that is not known`]);
      return found;
    });
  }

  #replanned(unknowns: readonly Unknown[], texts: readonly string[]): Plan {
    const values = new Map(unknowns.map((unknown, index) => [unknown, texts[index] ?? ""]));
    // What comes from resources may be secret, and messages are not.
    return this.#planned(withValues(this.#request, values), true);
  }

  #planned(request: MailRequest, hideValues: boolean): Plan {
    const planned = planMail(request, { hideValues, nameOf: this.#nameOf });
    if (!planned.ok) throw this.#error(planned.faults.map(({ at, text }) => `${this.#nameOf(at)} ${text}`));
    return planned.plan;
  }

  readonly #nameOf = (at: readonly (string | number)[]): string => argumentName(placeIn(this.#args, at));

  /** One error for one text: many outputs may fail for one reason, and the SDK reports every error once. */
  #error(faults: readonly string[]): pulumi.RunError {
    const [only] = faults;
    const text = faults.length === 1 ? ` ${only ?? ""}` : faults.map((fault) => `\n  - ${fault}`).join("");
    const message = `MailDomain "${this.#name}":${text}`;
    let error = this.#errors.get(message);
    if (error === undefined) this.#errors.set(message, (error = new pulumi.RunError(message)));
    // The SDK inspects what it reports, and of a failed output that takes in half the program.
    Object.defineProperty(error, Symbol.for("nodejs.util.inspect.custom"), {
      value: () => message,
      configurable: true,
    });
    return error;
  }
}

function inspected({ role, type, name, value, preference }: MailRecord): pulumi.Output<DeclaredRecord> {
  return pulumi.all([name, value, preference]).apply(([ownName, ownValue, number]) => ({
    role,
    type,
    name: ownName,
    value: ownValue,
    ...(number === undefined ? {} : { preference: number }),
  }));
}
