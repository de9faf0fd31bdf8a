import { isHostName, parseName, ROOT } from "../model/name.ts";
import { isKnown, type Value } from "../model/value.ts";
import { parseDkim } from "../syntax/dkim.ts";
import { draftFor, lookUp, type Drafting, type Part } from "./part.ts";
import type { Pending, PlannedRecord, PlannedType, Purpose } from "./planned.ts";
import type { Fault } from "./request.ts";
import { joined, variablesIn, type Text } from "./template.ts";

/** A record before its values are in it. */
export interface Draft {
  readonly role: string;
  readonly purpose: Purpose;
  readonly type: PlannedType;
  /** Below the part's domain; `@` is that domain. */
  readonly name: string;
  readonly value: string;
  readonly preference?: Value<number>;
}

const HOSTS: ReadonlySet<PlannedType> = new Set(["MX", "CNAME", "SRV", "NS"]);

/** Writes a record of a part; the names of the values that it waits for where some are missing and none are drafted. */
export function recordFor(part: Part, draft: Draft, drafting: Drafting): PlannedRecord | readonly string[] {
  // "0 1 587 smtp.example.net": priority, weight and port are the provider's, the same for everybody.
  const srv = draft.type === "SRV" ? draft.value.split(" ") : undefined;
  const template = srv?.[3] ?? draft.value;
  const missing = variablesIn(draft.name, template).filter((name) => lookUp(part, name) === undefined);
  if (missing.length > 0 && drafting.drafted === undefined) return missing;
  if (missing.length > 0) drafting.drafted?.push(pendingOf(part, draft, missing));
  const name = draft.name === "@" ? part.domain : joined([draftFor(part, draft.name, false), part.domain], ".");
  const value = draftFor(part, template, HOSTS.has(draft.type));
  const head: Head = {
    role: draft.role,
    purpose: draft.purpose,
    provider: part.recipe.id,
    type: draft.type,
    owner: ownerOf(part, draft),
    template: draft.value,
  };
  const isDraft = variablesIn(template).some((name) => missing.includes(name));
  const checking = { hideValues: drafting.hideValues, fault: faultsAt(placeOf(part, draft), drafting), isDraft };
  const preference = srv === undefined ? draft.preference : Number(srv[0]);
  const record = finished(head, name, value, preference, checking);
  return srv === undefined ? record : { ...record, weight: Number(srv[1]), port: Number(srv[2]) };
}

/** The value that a record's data is made of, if it is one. */
function placeOf({ path }: Part, { value }: Draft): Fault["at"] {
  const [first, second] = variablesIn(value);
  return first === undefined || second !== undefined ? [...path, "values"] : [...path, "values", first];
}

/** What is said of a record that waits for values. */
export function pendingOf(
  part: Part,
  draft: Pick<Draft, "purpose" | "type" | "name">,
  missing: readonly string[],
): Pending {
  const { purpose, type } = draft;
  return { at: part.path, recipe: part.recipe, purpose, type, owner: ownerOf(part, draft), missing };
}

function ownerOf({ below }: Part, { name }: Pick<Draft, "name">): string {
  const owner = [name === "@" ? "" : name, below].filter((label) => label !== "").join(".");
  return owner === "" ? "@" : owner;
}

type Head = Pick<PlannedRecord, "role" | "purpose" | "provider" | "type" | "owner" | "template">;

interface Checking {
  readonly hideValues: boolean;
  readonly fault: (text: string) => void;
  /** A placeholder stands in the value, so that there is no key to check. */
  readonly isDraft?: boolean;
}

/** Puts a record together from its texts and checks what can be checked of them. */
export function finished(
  head: Head,
  name: Text,
  value: Text,
  preference: Value<number> | undefined,
  checking: Checking,
): PlannedRecord {
  return {
    ...head,
    name: isKnown(name.value) ? canonical(name.value, head, checking) : name.value,
    value: isKnown(value.value) ? checkedData(value.value, head, checking) : value.value,
    ...(preference === undefined ? {} : { preference }),
    nameUses: name.uses,
    valueUses: value.uses,
  };
}

function canonical(text: string, { role }: Head, { fault, hideValues }: Checking): string {
  const result = parseName(text);
  if (!result.ok)
    fault(`would leave the record "${role}" without a legal name${hideValues ? "" : `: ${result.reason}`}`);
  return result.ok ? result.name : text;
}

function checkedData(text: string, head: Head, checking: Checking): string {
  switch (head.type) {
    case "TXT":
      if (!/^[\x20-\x7e]*$/.test(text))
        checking.fault(`must be printable ASCII, as the text of the record "${head.role}"`);
      if (head.purpose === "dkim" && checking.isDraft !== true) checkKey(text, head, checking);
      return text;
    case "A":
    case "AAAA":
      return text;
    case "MX":
    case "SRV": {
      if (text === ".") return text;
      const name = canonical(text, head, checking);
      if (name === ROOT || !isHostName(name))
        checking.fault(`must be a host name, as the target of the record "${head.role}"`);
      return name;
    }
    case "CNAME":
    case "NS":
      return canonical(text, head, checking);
  }
}

/** What a person is told of the commonest slips. */
const SLIPS: Readonly<Record<string, string>> = {
  "no-equals": "it is no list of tags",
  version: "v= is other than DKIM1",
  "version-first": "v= does not stand first",
  duplicate: "a tag stands twice",
  "missing-semicolon": "a semicolon is missing",
  "key-type": "k= is neither rsa nor ed25519",
  "key-missing": "it has no p=",
  "key-base64": "it is no Base64",
  "key-truncated": "it is cut off",
  "key-decode": "it does not decode",
  "key-of-other-type": "it is of another type than k= says",
};

/** A key that verifiers cannot use is worse than none: mail that is signed then fails. */
function checkKey(text: string, { owner }: Head, { fault }: Checking): void {
  const key = parseDkim(text);
  if (key.faults.some(({ code }) => code === "key-private")) {
    fault(`is a private key, which belongs to the signer and never into the DNS; ${owner} takes the public one`);
  } else if (key.publicKey?.state === "revoked" && key.usable) {
    fault(
      `has an empty p=, which revokes the key of ${owner}: every signature made with it fails; copy the whole value`,
    );
  } else if (!key.usable) {
    const slip = key.faults.find(({ effect }) => effect === "record");
    const reason = slip && SLIPS[slip.code];
    const what = reason === undefined ? "" : `: ${reason}`;
    fault(`is no DKIM public key that verifiers can use${what}; copy the whole value, without a line break`);
  }
}

/** A record that no part asks for. */
export function policyRecord(
  head: Omit<Head, "provider">,
  name: Text,
  value: Text,
  fault: (text: string) => void,
  preference?: number,
): PlannedRecord {
  return finished({ ...head, provider: undefined }, name, value, preference, { fault, hideValues: true });
}

export function faultsAt(at: Fault["at"], drafting: Drafting): (text: string) => void {
  return (text) => void drafting.faults.push({ at, text });
}
